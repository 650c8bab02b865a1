"""Sequences of single-picture estimates, at the pace of a camera, and the answer they make."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kiosk.screening.mask_vote import vote, wrong_way
from kiosk.screening.settings import MaskVoting
from kiosk.screening.values import Estimate
from models.values import MaskEstimate, MaskStatus, WrongWay
from tests.screening.facts import INCORRECT, NONE, UNSURE, WORN

RULES = MaskVoting()
BLURRED = MaskEstimate(0.10, 0.65, 0.25, MaskStatus.INCORRECT)
"""What one frame smeared by motion says of a mask worn well, at its worst."""
HAND = MaskEstimate(0.12, 0.70, 0.18, MaskStatus.INCORRECT)
"""A hand before nose and mouth, taken for a mask that has slipped."""
IN_PROFILE = MaskEstimate(0.55, 0.40, 0.05, MaskStatus.UNSURE)
"""A masked face turned to the side."""
ALMOST = MaskEstimate(0.80, 0.15, 0.05, MaskStatus.UNSURE)
"""A mask worn well in poor light: each frame is a little short of certainty."""
PACES = (15.0, 30.0)
"""Frames a second: as shipped, and the fastest usual camera."""


def answers(fps: float, *parts: tuple[float, MaskEstimate]) -> Iterator[tuple[float, MaskStatus | None]]:
    """(seconds since the last part began, answer) after each frame; a part is (seconds, what its frames say)."""
    estimates: list[Estimate] = []
    at = 0.0
    for seconds, mask in parts:
        began = at
        for _ in range(round(seconds * fps)):
            at += 1 / fps
            estimates.append(Estimate(at, mask))
            found = vote(estimates, at, RULES)
            yield at - began, found and found.status


def said(fps: float, *parts: tuple[float, MaskEstimate]) -> list[MaskStatus]:
    """Every answer given on the way, without repetition."""
    return list(dict.fromkeys(status for _, status in answers(fps, *parts) if status is not None))


def after(fps: float, *parts: tuple[float, MaskEstimate]) -> MaskStatus | None:
    return list(answers(fps, *parts))[-1][1]


@pytest.mark.parametrize("fps", PACES)
@pytest.mark.parametrize(
    ("mask", "status"),
    [
        (WORN, MaskStatus.WORN),
        (INCORRECT, MaskStatus.INCORRECT),
        (NONE, MaskStatus.NONE),
        (UNSURE, MaskStatus.UNSURE),
        (IN_PROFILE, MaskStatus.UNSURE),
    ],
)
def test_what_every_frame_says_is_the_answer(fps: float, mask: MaskEstimate, status: MaskStatus) -> None:
    assert said(fps, (1.0, mask)) == [status]


@pytest.mark.parametrize("fps", PACES)
def test_many_frames_each_short_of_certainty_are_sure_together(fps: float) -> None:
    assert after(fps, (1.0, ALMOST)) is MaskStatus.WORN


@pytest.mark.parametrize("fps", PACES)
@pytest.mark.parametrize(
    ("passing", "seconds"),
    [(BLURRED, 0.07), (HAND, 0.30), (IN_PROFILE, 0.60), (NONE, 0.20)],
    ids=["one blurred frame", "a hand passes", "the head turns", "something bare flits past"],
)
def test_what_passes_does_not_flip_the_answer(fps: float, passing: MaskEstimate, seconds: float) -> None:
    """While it passes the answer may be unsure, which is watched longer; afterwards it is what it was."""
    story = (1.0, WORN), (seconds, passing), (0.6, WORN)
    assert set(said(fps, *story)) <= {MaskStatus.WORN, MaskStatus.UNSURE}
    assert after(fps, *story) is MaskStatus.WORN


def test_one_blurred_frame_is_not_even_noticed() -> None:
    assert said(30.0, (0.6, WORN), (1 / 30, BLURRED), (0.6, WORN)) == [MaskStatus.WORN]


@pytest.mark.parametrize("fps", PACES)
@pytest.mark.parametrize(
    ("then", "status"), [(NONE, MaskStatus.NONE), (INCORRECT, MaskStatus.INCORRECT)], ids=["off", "off the nose"]
)
def test_a_mask_taken_off_while_measuring_is_seen(fps: float, then: MaskEstimate, status: MaskStatus) -> None:
    assert after(fps, (1.0, WORN), (0.45, then)) is status


@pytest.mark.parametrize("then", [NONE, INCORRECT])
def test_a_mask_taken_off_lets_nobody_in_for_longer_than_a_fifth_of_a_second(then: MaskEstimate) -> None:
    estimates = [Estimate(i / 30, WORN) for i in range(30)]
    for i in range(30, 40):
        estimates.append(Estimate(i / 30, then))
        found = vote(estimates, i / 30, RULES)
        assert found is not None
        if (i - 29) / 30 >= 0.2:
            assert found.status is not MaskStatus.WORN


@pytest.mark.parametrize("mask", [WORN, INCORRECT, NONE])
def test_voting_costs_little_time(mask: MaskEstimate) -> None:
    """From the first frame to the first answer, and from a change to the new answer: 0.4 s at most, 30 frames a s."""
    assert next(at for at, status in answers(30.0, (1.0, mask)) if status is not None) < 0.41
    before = NONE if mask is WORN else WORN
    changed = list(answers(30.0, (1.0, before), (1.0, mask)))[30:]
    assert next(at for at, status in changed if status is mask.status) < 0.41


def test_torn_between_two_is_unsure() -> None:
    torn = [Estimate(0.06 * i, (WORN, INCORRECT)[i % 2]) for i in range(8)]
    found = vote(torn, 0.42, RULES)
    assert found is not None
    assert found.status is MaskStatus.UNSURE


def test_confidence_is_the_mean_probability_of_the_answer() -> None:
    found = vote([Estimate(0.06 * i, WORN) for i in range(4)], 0.18, RULES)
    assert found is not None
    assert found.confidence == pytest.approx(0.97)
    assert found.estimates == 4


def test_too_few_or_too_old_make_none() -> None:
    assert vote((), 0.0, RULES) is None
    assert vote([Estimate(0.06 * i, WORN) for i in range(3)], 0.12, RULES) is None
    assert vote([Estimate(0.06 * i, WORN) for i in range(8)], 0.97, MaskVoting(window_s=3.0)) is None


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        ("nnnnnn", WrongWay.NOSE),
        ("cccccc", WrongWay.CHIN),
        ("ccnccc", WrongWay.CHIN),
        ("nn?nn?", WrongWay.NOSE),
        ("nnnccc", None),
        ("nnn???", None),
        ("??????", None),
        ("", None),
    ],
)
def test_how_a_mask_sits_wrongly_is_told_when_the_window_agrees(ways: str, told: WrongWay | None) -> None:
    each = {"n": WrongWay.NOSE, "c": WrongWay.CHIN, "?": None}
    estimates = [Estimate(i / 15, replace(INCORRECT, wrong_way=each[way])) for i, way in enumerate(ways)]
    assert wrong_way(estimates, len(ways) / 15, RULES) is told


def test_how_it_sat_before_the_window_is_forgotten() -> None:
    low, hanging = (replace(INCORRECT, wrong_way=way) for way in (WrongWay.NOSE, WrongWay.CHIN))
    before = [Estimate(i / 15, low) for i in range(15)]
    since = [Estimate(1 + RULES.window_s + i / 15, hanging) for i in range(3)]
    assert wrong_way([*before, *since], since[-1].at, RULES) is WrongWay.CHIN
