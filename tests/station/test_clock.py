"""The wall clock is moved: a row says so, the passage in progress is void, and no receipt outlives its seconds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.records.values import Entry, Kind
from kiosk.screening.values import Phase
from tests.rig import MASKED, NOBODY, Rig

JUMPS = [timedelta(hours=-1), timedelta(days=1), timedelta(seconds=-3)]


def jumps_told(rig: Rig) -> list[float]:
    return [(each.payload or {})["by_s"] for each in rig.rows("clock_jump")]


@pytest.mark.parametrize("by", JUMPS)
def test_while_somebody_is_measured(running: Rig, by: timedelta) -> None:
    rig = running
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    rig.run(0.3)
    void = rig.station.session_id
    rig.clock.set_wall(by)
    rig.tick()
    assert rig.phase in (Phase.IDLE, Phase.GUIDING, Phase.MEASURING)
    assert rig.reports == []
    assert rig.pulses == 0
    assert jumps_told(rig) == [pytest.approx(by.total_seconds(), abs=0.01)]
    (abandoned,) = rig.rows("abandoned")
    assert (abandoned.row.session_id, (abandoned.payload or {})["why"]) == (void, "clock")
    rig.run_until(lambda: rig.reports)
    screening = rig.rows("screening")[-1]
    assert screening.row.session_id != void
    assert len((screening.payload or {})["facts"]["samples"]) < 12, "facts from before the jump count no more"
    assert rig.reports[-1].released
    assert rig.verdict().bad is None


@pytest.mark.parametrize("by", JUMPS)
def test_while_nobody_is_there(running: Rig, by: timedelta) -> None:
    rig = running
    rig.clock.set_wall(by)
    rig.run(1.0)
    assert jumps_told(rig) == [pytest.approx(by.total_seconds(), abs=0.01)]
    assert "abandoned" not in rig.kinds()
    assert rig.visit(MASKED).released
    rows = rig.rows()
    assert [each.row.seq for each in rows] == list(range(1, len(rows) + 1))
    assert rig.verdict().bad is None


def test_in_an_answer_the_door_is_not_moved_again(running: Rig) -> None:
    rig = running
    rig.visit(MASKED)
    rig.view = NOBODY
    rig.clock.set_wall(timedelta(days=1))
    rig.tick()
    assert rig.phase is Phase.ANSWERED
    rig.run(3.0)
    assert rig.phase is Phase.IDLE
    rig.run(5.0)
    assert rig.pulses == 1
    assert "abandoned" not in rig.kinds()


@pytest.mark.parametrize("by", JUMPS)
def test_whoever_stays_before_an_answer_is_not_let_in_twice(running: Rig, by: timedelta) -> None:
    rig = running
    assert rig.visit(MASKED).released
    rig.clock.set_wall(by)
    rig.run(20.0)
    assert rig.phase is Phase.ANSWERED
    assert (rig.pulses, len(rig.reports)) == (1, 1)
    assert jumps_told(rig) == [pytest.approx(by.total_seconds(), abs=0.01)]
    rig.leave()
    assert rig.visit(MASKED).released, "the next one is"
    assert rig.verdict().bad is None


def test_slow_correction_is_no_jump(running: Rig) -> None:
    """A time server corrects by 500 ppm at most: a hundredth of a millisecond in a fiftieth of a second."""
    rig = running
    for _ in range(500):
        rig.clock.set_wall(timedelta(microseconds=10))
        rig.tick()
    assert jumps_told(rig) == []


def test_many_small_steps_are_a_jump(running: Rig) -> None:
    rig = running
    for _ in range(100):
        rig.clock.set_wall(timedelta(milliseconds=50))
        rig.tick()
    assert sum(jumps_told(rig)) == pytest.approx(5.0, abs=2.1)


def test_a_clock_behind_the_record_is_told_at_start(running: Rig) -> None:
    rig = running
    rig.visit(MASKED)
    rig.view = NOBODY
    rig.stop()
    rig.clock.set_wall(timedelta(hours=-2))
    rig.restart()
    (told,) = [each.payload or {} for each in rig.rows("clock_jump")]
    assert told["found"] == "at start"
    assert told["by_s"] == pytest.approx(-7200, abs=1)
    assert rig.verdict().bad is None


def test_a_jump_right_before_the_end_is_told(running: Rig) -> None:
    running.clock.set_wall(timedelta(hours=-1))
    running.stop()
    assert running.kinds()[-2:] == ["clock_jump", "stop"]


def slow(rig: Rig, kind: Kind, seconds: float) -> None:
    """Let the disk take so long for the rows of a kind."""

    def wait(entry: Entry) -> None:
        if entry.kind is kind:
            rig.clock.now += seconds

    rig.before_write = wait


def test_a_receipt_that_came_too_late_moves_nothing(running: Rig) -> None:
    rig = running
    slow(rig, Kind.SCREENING, rig.receipt_s + 0.1)
    report = rig.visit(MASKED)
    assert (report.outcome, report.released) == ("admit", False)
    assert rig.pulses == 0
    assert "release" not in rig.kinds()
    assert (rig.rows("door")[0].payload or {})["detail"] == "receipt expired"
    rig.before_write = lambda entry: None
    rig.leave()
    rig.run(10.0)
    assert rig.pulses == 0
    assert rig.verdict().spent == 0


def test_a_receipt_in_time_moves_the_door(running: Rig) -> None:
    slow(running, Kind.SCREENING, running.receipt_s - 0.1)
    assert running.visit(MASKED).released


def test_a_receipt_of_another_boot_moves_nothing(rig: Rig) -> None:
    rig.start()
    rig.station._deciding._parts = replace(rig.station._parts, boot_id="boot-b")
    report = rig.visit(MASKED)
    assert (report.outcome, report.released, rig.pulses) == ("admit", False, 0)
    assert (rig.rows("door")[0].payload or {})["detail"] == "receipt other_boot"


def test_a_slow_disk_is_no_clock_that_jumped(running: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    rig, tend = running, running.station.writer.tend

    def slow(now: float) -> None:
        rig.clock.now += 5.0
        tend(now)

    monkeypatch.setattr(rig.station.writer, "tend", slow)
    rig.tick()
    monkeypatch.undo()
    rig.run(1.0)
    assert jumps_told(rig) == []
