"""A sensor at rest, one that warms up, one in a draught: told apart by its own temperature over time."""

import math
import random
from collections.abc import Callable

import pytest

from kiosk.screening.warm_up import KEPT_S, WarmUp

Can = Callable[[float], float | None]


def drifting_from(can_c: Can, seconds: float, *, step_c: float = 0.02, start: float = 1000.0) -> list[float]:
    """Seconds at which it was found to drift; a sensor in steps, with noise."""
    chance, known, found = random.Random(4), WarmUp(), []
    for tick in range(round(seconds * 4)):
        t = tick / 4
        value = can_c(t)
        told = None if value is None else round((value + chance.gauss(0, 0.02)) / step_c) * step_c
        known = known.take(start + t, told)
        if known.drifting:
            found.append(t)
    return found


@pytest.mark.parametrize("step_c", [0.02, 0.1])
def test_warming_up_is_found_soon_and_ends_with_the_drift(step_c: float) -> None:
    """A can that nears its warmth with a time constant of five minutes: half a degree in ten after fourteen minutes."""
    found = drifting_from(lambda t: 30.0 - 4.0 * math.exp(-t / 300), 2400, step_c=step_c)
    assert 15 < found[0] < 45
    assert 800 < found[-1] < 1400
    assert found == [found[0] + tick / 4 for tick in range(len(found))], "once, and without a break"


@pytest.mark.parametrize(
    ("can_c", "found"),
    [
        (lambda t: 27.0, False),
        (lambda t: 28.4 + 0.08 * math.sin(t / 37), False),
        (lambda t: 27.0 + 0.3 * t / 600, False),
        (lambda t: 27.0 + 0.12 * (t > 300), False),
        (lambda t: None, False),
        (lambda t: 27.0 - 1.0 * t / 600, True),
        (lambda t: 27.0 if t < 350 else 29.0, True),
    ],
    ids=["at rest", "coming and going", "slow", "one step of a coarse sensor", "unknown", "cooling", "sudden"],
)
def test_what_counts_as_drift(can_c: Can, found: bool) -> None:
    assert bool(drifting_from(can_c, 900)) is found


def test_a_sudden_change_is_over_after_some_minutes() -> None:
    found = drifting_from(lambda t: 27.0 if t < 350 else 29.0, 1200)
    assert 350 < found[0] < 390
    assert found[-1] < 350 + KEPT_S + 30


def test_a_gap_begins_anew() -> None:
    known = WarmUp()
    for second in range(120):
        known = known.take(float(second), 25.0 + second / 60)
    assert known.drifting
    assert known.drift_c_per_min == pytest.approx(1.0, abs=0.01)
    for at in (1e6, 0.0):
        anew = known.take(at, 27.0)
        assert (anew.drifting, anew.bins, anew.drift_c_per_min) == (False, (), 0.0)


def test_what_is_kept_stays_small() -> None:
    known = WarmUp()
    for second in range(4000):
        known = known.take(float(second), 27.0)
    assert len(known.bins) <= KEPT_S / 5 + 2
