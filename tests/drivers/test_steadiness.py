"""A sensor at rest, one that warms up, one in a draught: told apart by its own temperature over time."""

import math
from collections.abc import Callable

import pytest

from drivers.steadiness import Rest, Steadiness, Unrest

REST = Rest()


def watched(can_c: Callable[[float], float | None], seconds: float, start: float = 1000.0) -> Steadiness:
    known = Steadiness()
    for tick in range(round(seconds * 10)):
        known = known.take(start + tick / 10, can_c(tick / 10), REST)
    return known


def test_at_rest_after_five_quiet_minutes_and_not_before() -> None:
    assert watched(lambda t: 27.0 + 0.02 * math.sin(t), 200).unrest(REST) is Unrest.UNKNOWN
    assert watched(lambda t: 27.0 + 0.02 * math.sin(t), 320).unrest(REST) is None


@pytest.mark.parametrize(
    ("can_c", "unrest"),
    [
        (lambda t: 27.0 - 3.0 * math.exp(-t / 300), Unrest.WARMING),
        (lambda t: 27.0 + 3.0 * math.exp(-t / 300), Unrest.COOLING),
        (lambda t: 12.0, Unrest.TOO_COLD),
        (lambda t: 45.0, Unrest.TOO_WARM),
        (lambda t: None, Unrest.NO_VALUE),
        (lambda t: 27.0 if t < 350 else 29.0, Unrest.SUDDEN),
    ],
)
def test_unrest_is_named(can_c: Callable[[float], float | None], unrest: Unrest) -> None:
    assert watched(can_c, 400).unrest(REST) is unrest


def test_warm_up_ends_when_the_drift_does() -> None:
    """A can that nears its warmth with five minutes: below half a degree in ten minutes after about fifteen."""
    known, ready_at = Steadiness(), None
    for second in range(3600):
        known = known.take(float(second), 30.0 - 4.0 * math.exp(-second / 300), REST)
        if ready_at is None and known.unrest(REST) is None:
            ready_at = second
    assert ready_at is not None
    assert 700 < ready_at < 1400


def test_a_long_gap_begins_anew() -> None:
    known = watched(lambda t: 27.0, 400)
    assert known.unrest(REST) is None
    assert known.take(1e6, 27.0, REST).unrest(REST) is Unrest.UNKNOWN
    assert known.take(0.0, 27.0, REST).unrest(REST) is Unrest.UNKNOWN


def test_what_is_kept_stays_small() -> None:
    assert len(watched(lambda t: 27.0, 2000).bins) <= 32
