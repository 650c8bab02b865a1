"""Coming back after a fault: soon, but later and later while a loose cable goes on and off."""

import pytest

from kiosk.faults import ReturnWatch


def test_comes_back_after_a_second_of_wellness() -> None:
    watch = ReturnWatch()
    watch.left(10.0)
    watch.bad(12.0)
    assert not watch.due(12.9, at_once=False)
    assert watch.due(13.0, at_once=False)


def test_a_start_is_not_waited_for() -> None:
    watch = ReturnWatch()
    watch.bad(12.0)
    assert watch.due(12.0, at_once=True)


@pytest.mark.parametrize(("faults", "wait_s"), [(1, 1.0), (2, 2.0), (4, 8.0), (20, 30.0)])
def test_a_loose_cable_waits_longer_each_time(faults: int, wait_s: float) -> None:
    watch = ReturnWatch()
    for number in range(faults):
        watch.left(100.0 + number)
    watch.bad(130.0)
    assert not watch.due(130.0 + wait_s - 0.1, at_once=False)
    assert watch.due(130.0 + wait_s, at_once=False)


def test_what_is_long_ago_is_forgotten() -> None:
    watch = ReturnWatch()
    for number in range(10):
        watch.left(float(number))
    watch.left(1000.0)
    watch.bad(1000.0)
    assert watch.due(1001.0, at_once=False)
