import pytest

from kiosk.screening.mask_vote import vote
from kiosk.screening.settings import MaskVoting
from kiosk.screening.values import Estimate
from models.values import MaskEstimate, MaskStatus
from tests.screening.facts import INCORRECT, NONE, UNSURE, WORN

RULES = MaskVoting()


def sequence(*masks: MaskEstimate, step: float = 0.06) -> tuple[Estimate, ...]:
    """The last one at t = 0."""
    return tuple(Estimate(-step * (len(masks) - 1 - i), mask) for i, mask in enumerate(masks))


@pytest.mark.parametrize(
    ("masks", "status"),
    [
        ([WORN] * 8, MaskStatus.WORN),
        ([INCORRECT] * 8, MaskStatus.INCORRECT),
        ([NONE] * 8, MaskStatus.NONE),
        ([UNSURE] * 8, MaskStatus.UNSURE),
        ([WORN, WORN, INCORRECT, WORN, WORN, WORN, UNSURE, WORN], MaskStatus.WORN),
        ([WORN, INCORRECT] * 4, MaskStatus.UNSURE),
        ([WORN] * 3 + [UNSURE] * 5, MaskStatus.UNSURE),
        ([WORN] * 9 + [NONE] * 9, MaskStatus.NONE),
    ],
    ids=["worn", "incorrect", "none", "unsure", "one blurred frame", "torn", "mostly unsure", "taken off"],
)
def test_answers(masks: list[MaskEstimate], status: MaskStatus) -> None:
    found = vote(sequence(*masks), 0.0, RULES)
    assert found is not None
    assert found.status is status


def test_confidence_is_the_mean_probability_of_the_answer() -> None:
    found = vote(sequence(*[WORN] * 4), 0.0, RULES)
    assert found is not None
    assert found.confidence == pytest.approx(0.97)
    assert found.estimates == 4


def test_too_few_or_too_old_make_none() -> None:
    assert vote((), 0.0, RULES) is None
    assert vote(sequence(WORN, WORN, WORN), 0.0, RULES) is None
    assert vote(sequence(*[WORN] * 8), 0.55, MaskVoting(window_s=3.0)) is None
