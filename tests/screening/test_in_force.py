from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.screening.calibration import CalibrationRecord, calibration_of
from kiosk.screening.control_chart import CheckVerdict, DailyCheck, daily_check
from kiosk.screening.in_force import CheckLeft, InForce, Kept, RollBack, Standing, in_force
from tests.screening.blackbody import SENSOR, SOURCE, record, set_point, simulated, staircase

CALIBRATED = datetime(2026, 3, 1, 8, tzinfo=UTC)
POINTS = staircase()
GOOD = record(taken=POINTS)
BETTER = record(taken=POINTS, run_id="r2")
BAD = record(offset_c=5.0, run_id="r3")


def kept(*whats: CalibrationRecord | RollBack | DailyCheck | CheckLeft, hours: float = 1.0) -> list[Kept]:
    return [Kept(seq, CALIBRATED + timedelta(hours=hours * seq), what) for seq, what in enumerate(whats)]


def check(of: CalibrationRecord, moved: float = 0.0) -> DailyCheck:
    taken = set_point(36.0, offset_c=moved)
    return daily_check(
        taken, SOURCE, SENSOR, calibration_of(of), operator="t", at_utc="2026-03-02T08:00:00Z", simulated=False
    )


def found(rows: list[Kept], hours: float = 2.0, *, play: bool = False) -> InForce:
    return in_force(rows, SENSOR, CALIBRATED + timedelta(hours=hours), simulated=play)


def back_to(of: CalibrationRecord) -> RollBack:
    return RollBack(of.calibration_id, "tech-1", "the new source is in doubt", "2026-03-02T08:00:00Z")


def test_the_newest_accepted_one_counts() -> None:
    answer = found(kept(GOOD, BETTER))
    assert answer.standing is Standing.VALID
    assert answer.record == BETTER
    assert answer.since_seq == 1
    assert answer.calibration is not None
    assert answer.calibration.calibration_id == BETTER.calibration_id


def test_a_rejected_one_leaves_the_old_in_force() -> None:
    assert found(kept(GOOD, BAD)).record == GOOD


@pytest.mark.parametrize(
    "rows",
    [
        [],
        kept(BAD),
        kept(record(taken=POINTS, sensor=replace(SENSOR, serial="S-2"))),
        kept(record(taken=POINTS, sensor=replace(SENSOR, emissivity=0.95))),
        kept(simulated(GOOD)),
        kept(back_to(GOOD)),
    ],
    ids=["no rows", "rejected", "another sensor", "another setting", "a simulated one", "back to what is not there"],
)
def test_none_counts(rows: list[Kept]) -> None:
    answer = found(rows)
    assert answer.standing is Standing.NONE
    assert answer.calibration is None


def test_a_simulated_one_counts_for_the_simulated_sensor_alone() -> None:
    rows = kept(simulated(GOOD))
    assert found(rows, play=True).standing is Standing.VALID
    assert found(kept(GOOD), play=True).standing is Standing.NONE


def test_an_expired_one_does_not_give_way_to_an_older() -> None:
    short = record(taken=POINTS, run_id="r2", valid_until="2026-03-01T09:30:00.000000Z")
    answer = found(kept(GOOD, short))
    assert answer.standing is Standing.EXPIRED
    assert answer.record == short
    assert answer.calibration is None


def test_a_clock_that_runs_back_makes_nothing_valid_again() -> None:
    short = record(taken=POINTS, valid_until="2026-03-01T09:30:00.000000Z")
    rows = [*kept(short), Kept(9, CALIBRATED + timedelta(days=2), check(short))]
    assert in_force(rows, SENSOR, CALIBRATED, simulated=False).standing is Standing.EXPIRED


def dated(*rows: tuple[float, CalibrationRecord | DailyCheck]) -> list[Kept]:
    """Rows with what the clock said, in days after the first calibration."""
    return [Kept(seq, CALIBRATED + timedelta(days=days), what) for seq, (days, what) in enumerate(rows)]


def test_a_check_dated_ahead_of_the_clock_does_not_hold() -> None:
    """The clock was thirty days ahead when it was signed, and has been set right."""
    rows = dated((0, GOOD), (30, check(GOOD)))
    for days in (0.1, 1, 10, 28):
        assert found(rows, hours=24 * days).standing is Standing.CHECK_DUE
    assert found(rows, hours=24 * 30).standing is Standing.VALID


@pytest.mark.parametrize("fresh", [check(GOOD), BETTER], ids=["check", "calibration"])
def test_what_is_signed_with_the_clock_set_right_counts_at_once(fresh: CalibrationRecord | DailyCheck) -> None:
    rows = dated((0, GOOD), (30, check(GOOD)), (1, fresh))
    assert found(rows, hours=24 + 1).standing is Standing.VALID
    assert found(rows, hours=24 + 25).standing is Standing.VALID
    assert found(rows, hours=24 + 27).standing is Standing.CHECK_DUE
    assert found(rows, hours=24 + 1).calibration == found(dated((0, GOOD), (1, fresh)), hours=24 + 1).calibration


def test_a_clock_set_back_makes_no_calibration_surer() -> None:
    rows = dated((0, GOOD), (9, check(GOOD, moved=0.1)))
    fresh, behind = found(rows, hours=24 * 9), found(rows, hours=24 * 8)
    assert behind.standing is Standing.VALID
    assert behind.calibration == fresh.calibration


def test_rolled_back_the_earlier_counts_again() -> None:
    answer = found(kept(GOOD, BETTER, back_to(GOOD)))
    assert answer.record == GOOD
    assert answer.since_seq == 2
    assert found(kept(GOOD, BETTER, back_to(GOOD), BETTER)).record == BETTER


def test_a_calibration_whose_check_failed_is_not_mended_by_going_back_to_it() -> None:
    rows = kept(GOOD, check(GOOD, moved=0.5), BETTER, back_to(GOOD))
    assert found(rows).standing is Standing.CHECK_FAILED
    assert found([*rows, Kept(9, CALIBRATED + timedelta(hours=9), check(GOOD))]).standing is Standing.VALID


def test_the_newest_check_of_this_calibration_counts() -> None:
    failed, passed = check(GOOD, moved=0.5), check(GOOD)
    assert failed.verdict is CheckVerdict.FAIL
    assert found(kept(GOOD, passed, failed)).standing is Standing.CHECK_FAILED
    assert found(kept(GOOD, failed, passed)).standing is Standing.VALID
    assert found(kept(GOOD, failed, BETTER)).standing is Standing.VALID, "checks of another one do not count"
    assert found(kept(BETTER, check(GOOD, moved=0.5))).standing is Standing.VALID
    assert found(kept(GOOD, check(GOOD, moved=0.25))).standing is Standing.VALID, "a warning warns"


def test_a_failed_one_can_be_looked_at_again() -> None:
    failed = found(kept(GOOD, check(GOOD, moved=0.5)))
    assert failed.calibration is None
    assert failed.unchecked().calibration_id == GOOD.calibration_id
    with pytest.raises(ValueError, match="no calibration"):
        found([]).unchecked()


def test_without_a_check_for_more_than_a_day_screening_waits() -> None:
    assert found(kept(GOOD), hours=25).standing is Standing.VALID
    late = found(kept(GOOD), hours=27)
    assert late.standing is Standing.CHECK_DUE
    assert late.calibration is None
    assert found(kept(GOOD, check(GOOD), hours=20), hours=40).standing is Standing.VALID


def test_what_may_have_drifted_enters_the_measurement_in_whole_days() -> None:
    one, two = found(kept(GOOD), hours=2), found(kept(GOOD), hours=23)
    assert one.calibration is not None
    assert one.calibration == two.calibration
    assert one.calibration.drift_u_c > 0
    leaning = found(kept(GOOD, check(GOOD, moved=0.15)))
    assert leaning.calibration is not None
    assert leaning.calibration.drift_u_c > 2 * one.calibration.drift_u_c
    assert leaning.chart is not None
    assert len(leaning.chart.looks) == 1


LEFT_FAILING = CheckLeft(GOOD.calibration_id, CheckVerdict.FAIL)


@pytest.mark.parametrize(
    ("rows", "standing"),
    [
        (kept(GOOD, LEFT_FAILING), Standing.CHECK_DUE),
        (kept(GOOD, check(GOOD), LEFT_FAILING), Standing.CHECK_DUE),
        (kept(GOOD, LEFT_FAILING, check(GOOD)), Standing.VALID),
        (kept(GOOD, LEFT_FAILING, check(GOOD, 0.4)), Standing.CHECK_FAILED),
        (kept(GOOD, LEFT_FAILING, check(BETTER)), Standing.CHECK_DUE),
        (kept(GOOD, LEFT_FAILING, BETTER), Standing.VALID),
        (kept(GOOD, replace(LEFT_FAILING, verdict=CheckVerdict.WARN)), Standing.VALID),
    ],
)
def test_a_failing_look_that_nobody_signed_makes_the_next_due_at_once(rows: list[Kept], standing: Standing) -> None:
    answer = found(rows)
    assert answer.standing is standing
    assert (answer.calibration is None) is (standing is not Standing.VALID)
