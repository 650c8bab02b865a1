"""A sensor in steps of 0.1 °C repeats itself before a face that stands still; a finer one that does is stuck."""

from dataclasses import replace

import pytest

from kiosk.screening.events import Tick
from kiosk.screening.values import Outcome, Phase, Reason
from tests.screening.facts import SETUP, face, felt, seen
from tests.screening.passage import Passage


def repeated(resolution_c: float, seconds: float = 6.0) -> Passage:
    """A visitor stands still; the sensor says 34.4 °C all the time."""
    passage = Passage(replace(SETUP, resolution_c=resolution_c))
    for step in range(round(seconds * 20)):
        passage.now += 0.05
        passage.take(seen(passage.now, face()))
        if step % 2:
            passage.take(felt(passage.now, 34.4))
        passage.take(Tick(passage.now))
        if passage.session.phase is Phase.ANSWERED:
            break
    return passage


def test_a_coarse_sensor_answers_as_quickly_as_any() -> None:
    passage = repeated(0.1)
    assert [outcome for outcome, _ in passage.decisions] == [Outcome.ADMIT]
    assert passage.now < 1.5


@pytest.mark.parametrize("resolution_c", [0.01, 0.02])
def test_a_fine_sensor_that_repeats_itself_is_not_believed(resolution_c: float) -> None:
    passage = repeated(resolution_c)
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_NOT_MEASURED,))]
