"""The bench at the kiosk: what is typed, watched, taken again, rejected, discarded, rolled back; nothing vanishes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kiosk.corner import watch
from kiosk.records.calibrating import RunFile
from kiosk.records.values import Entry, StoreError, utc_text
from kiosk.screening.calibration_run import FULL, Begun, Taken, Warmed
from kiosk.screening.control_chart import CheckVerdict
from kiosk.screening.corner import Busy, CornerPage, Note
from kiosk.screening.corner_bench import BenchKind, BenchStage, Hindrance
from kiosk.screening.corner_input import (
    Accepted,
    Began,
    Discarded,
    Rejected,
    Resumed,
    RolledBack,
    SignedOut,
    SourceChosen,
    StandsAt,
    TakenAgain,
    Went,
)
from kiosk.screening.in_force import Standing
from kiosk.screening.set_points import Steadiness
from kiosk.screening.values import Phase, Trouble
from tests.corner.rig import OTHERS_PIN, PIN, SOURCE, CornerRig
from tests.screening.blackbody import set_point


def checked(rig: CornerRig, reference_c: float = 37.0) -> CornerRig:
    """A daily check that waits for its signature."""
    rig.sign_in()
    rig.begin(BenchKind.CHECK, reference_c)
    rig.take_set_point()
    assert rig.seen.page is CornerPage.RESULT
    return rig


def row(rig: CornerRig, what: str, kind: str = "staff") -> dict[str, Any]:
    (found,) = [payload for shown in rig.rows(kind) if (payload := shown.payload or {})["what"] == what]
    return found


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        (SourceChosen(replace(SOURCE, serial=" ")), "serial"),
        (SourceChosen(replace(SOURCE, certificate="x" * 61)), "certificate"),
        (SourceChosen(replace(SOURCE, uncertainty_c=3.0)), "uncertainty_c: 3 is outside 0.001 to 2"),
        (SourceChosen(replace(SOURCE, emissivity=0.2)), "emissivity"),
        (SourceChosen(SOURCE, reference_c=370.0), "reference_c: 370 is outside 30 to 45"),
        (SourceChosen(SOURCE, room_c=-20.0), "room_c"),
    ],
)
def test_what_cannot_be_of_a_source_is_named(calibrated: CornerRig, wrong: SourceChosen, names: str) -> None:
    calibrated.sign_in()
    seen = calibrated.touch(Began(BenchKind.CHECK), wrong)
    assert (seen.page, seen.note) == (CornerPage.SOURCE, Note.NOT_THIS_SOURCE)
    assert seen.detail.startswith(names)


def test_the_sources_of_earlier_rows_are_offered(calibrated: CornerRig) -> None:
    calibrated.sign_in()
    seen = calibrated.touch(Began(BenchKind.CHECK))
    assert [known.source.serial for known in seen.sources] == ["BB-7"]
    assert seen.suggested_c == 37.0


def test_the_plot_shows_what_is_read_and_for_how_long_it_must_stand(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 36.0)
    rig.bench(1.0)
    assert rig.at_bench.object_c is not None
    rig.touch(StandsAt())
    rig.bench(63.0)
    bench = rig.at_bench
    assert (bench.stage, bench.steadiness, bench.needed_s) == (BenchStage.WATCHING, Steadiness.UNKNOWN, 120.0)
    assert bench.watched_s == pytest.approx(60.0, abs=1.0)
    assert len(bench.trace) == pytest.approx(120, abs=2)
    assert rig.seen.closes_in_s is None
    rig.touch(TakenAgain())
    assert rig.at_bench.watched_s == 0.0
    rig.played.fault = rig.played.fault.DISCONNECT  # a silent sensor is told, and nothing is taken
    rig.feeds.popitem()
    rig.bench(6.0)
    assert (rig.at_bench.object_c, rig.seen.note) == (None, Note.SENSOR_SILENT)


def test_a_source_that_drifts_is_not_taken_and_nobody_waits_for_ever(
    calibrated: CornerRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "GIVES_UP_S", 290.0)
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 36.0)
    rig.touch(StandsAt())
    for minute in range(10):
        rig.source.put(36.0 + 0.1 * minute, 0.98)
        rig.bench(30.0)
    assert (rig.at_bench.stage, rig.seen.note) == (BenchStage.SETTING, Note.NOT_STEADY)
    rig.bench(301.0)
    assert rig.seen.page is CornerPage.CLOSED
    rig.run(0.5)
    assert rig.phase is Phase.IDLE
    assert rig.rows("daily_check") == []


def test_a_check_that_fails_stops_screening_at_once(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 37.0)
    rig.source.put(38.0, 0.98)
    rig.take_set_point()
    look = rig.seen.check
    assert look is not None
    assert look.verdict is CheckVerdict.FAIL
    assert look.error_c == pytest.approx(1.0, abs=0.1)
    assert rig.touch(Accepted(PIN)).note is Note.STORED
    assert rig.seen.check is not None
    assert rig.seen.check.standing is Standing.CHECK_FAILED
    rig.touch(SignedOut())
    rig.run(0.1)
    fault = rig.snapshot.fault
    assert fault is not None
    assert fault.trouble is Trouble.CHECK_FAILED


def test_a_check_nobody_signs_stands_in_the_record_all_the_same(calibrated: CornerRig) -> None:
    """Or somebody could look until a look pleases."""
    rig = checked(calibrated)
    rig.touch(SignedOut())
    rig.run(0.2)
    told = row(rig, "check_discarded", "daily_check")
    assert told["why"] == "left without a signature"
    assert told["verdict"] == "pass"


def test_a_failing_look_that_nobody_signs_stops_screening_until_one_is_signed(calibrated: CornerRig) -> None:
    """Whoever saw it may have set the blackbody wrong; whoever comes next must not be measured on that hope."""
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 37.0)
    rig.source.put(38.0, 0.98)
    rig.take_set_point()
    rig.touch(Rejected("the blackbody was not ready"))
    assert rig.seen.sensor is not None
    assert rig.seen.sensor.standing is Standing.CHECK_DUE
    rig.touch(SignedOut())
    rig.run(0.1)
    fault = rig.snapshot.fault
    assert fault is not None
    assert fault.trouble is Trouble.CHECK_DUE
    checked(rig).touch(Accepted(PIN))
    rig.touch(SignedOut())
    rig.run(1.0)
    assert rig.snapshot.fault is None


@pytest.mark.parametrize("crashes", [False, True])
def test_a_check_that_was_signed_is_not_told_as_unsigned(calibrated: CornerRig, crashes: bool) -> None:
    """Its row is on its way to the disk when somebody signs out, or the corner begins anew."""
    rig = checked(calibrated)
    rig.corner.submit(Accepted(PIN))
    rig.corner.step(rig.clock.now)
    assert rig.seen.busy is Busy.WRITING
    if crashes:
        rig.corner.failed(rig.clock.now)
    else:
        rig.corner.submit(SignedOut())
        rig.corner.step(rig.clock.now)
    rig.run(1.0)
    assert rig.seen.page is CornerPage.CLOSED
    assert len(rig.rows("daily_check")) == 1
    assert [told["what"] for shown in rig.rows("staff") if (told := shown.payload or {})["what"] != "added"] == [
        "corner_entered",
        "corner_left",
    ]


def test_a_check_whose_answer_never_came_is_stored_once(calibrated: CornerRig) -> None:
    """The disk took so long that nobody waits any more."""
    rig = checked(calibrated)
    rig.corner.submit(Accepted(PIN))
    rig.corner.step(rig.clock.now)

    def slow(entry: Entry) -> None:
        rig.clock.now += 20.0
        rig.corner.step(rig.clock.now)

    rig.before_write = slow
    rig.station.step(rig.clock.now)
    rig.before_write = lambda entry: None
    assert rig.seen.note is Note.NOT_STORED
    assert len(rig.rows("daily_check")) == 1
    seen = rig.touch(Accepted(PIN))
    assert seen.note is Note.STORED
    assert len(rig.rows("daily_check")) == 1


def test_a_calibration_that_expires_during_the_check_is_told(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 37.0)
    rig.touch(StandsAt())
    rig.bench(30.0)
    rig.clock.set_wall(timedelta(days=2000))
    rig.bench_until(lambda: rig.seen.note is not None)
    assert (rig.seen.page, rig.seen.note) == (CornerPage.BENCH, Note.NO_CALIBRATION)
    assert rig.at_bench.stage is BenchStage.SETTING
    assert rig.touch(Went(CornerPage.MENU)).page is CornerPage.MENU


def test_a_check_is_thrown_away_only_with_a_reason(calibrated: CornerRig) -> None:
    rig = checked(calibrated)
    assert rig.touch(TakenAgain()).note is Note.NOT_ALLOWED
    assert rig.touch(Rejected("  ")).note is Note.REASON_MISSING
    assert rig.touch(Rejected("the shutter was closed")).note is Note.DISCARDED
    assert rig.seen.page is CornerPage.MENU
    told = row(rig, "check_discarded", "daily_check")
    assert (told["why"], told["by"]) == ("the shutter was closed", rig.people["Wayan Example"].staff_id)


def test_a_full_disk_is_told_and_the_look_waits(calibrated: CornerRig) -> None:
    rig = checked(calibrated)

    def full(entry: Entry) -> None:
        raise StoreError(Trouble.NOT_WRITABLE, "the disk is full")

    rig.before_write = full
    seen = rig.touch(Accepted(PIN))
    assert (seen.note, seen.detail, seen.page) == (Note.NOT_STORED, "the disk is full", CornerPage.RESULT)
    rig.before_write = lambda entry: None
    rig.run(2.0)
    assert rig.touch(Accepted(PIN)).note is Note.STORED
    assert len(rig.rows("daily_check")) == 1


def test_an_earlier_calibration_is_put_in_force_again(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    newer, older = rig.touch(Went(CornerPage.CALIBRATIONS)).calibrations
    assert (newer.in_force, newer.may_roll_back) == (True, False)
    assert (older.in_force, older.may_roll_back) == (False, True)
    assert rig.touch(RolledBack(older.calibration_id, "", PIN)).note is Note.REASON_MISSING
    assert rig.touch(RolledBack(newer.calibration_id, "doubt", PIN)).note is Note.NOT_THIS_CALIBRATION
    assert rig.touch(RolledBack(older.calibration_id, "doubt", "999999")).refusal is not None
    assert len(rig.rows("calibration")) == 2
    seen = rig.touch(RolledBack(older.calibration_id, "the new source is in doubt", PIN))
    assert seen.note is Note.STORED
    assert [one.in_force for one in seen.calibrations] == [False, True]
    rig.touch(SignedOut())
    rig.run(0.2)
    policy = rig.rows("policy")[-1].payload or {}
    assert older.calibration_id in str(policy)


def test_a_run_is_its_technicians_and_others_may_only_throw_it_away(rig: CornerRig) -> None:
    rig.sign_in()
    rig.begin(BenchKind.CALIBRATE)
    rig.touch(SignedOut())
    seen = rig.sign_in("Ketut Example", OTHERS_PIN)
    assert seen.run is not None
    assert (seen.run.operator, seen.run.hindrance) == ("Wayan Example", Hindrance.OTHER_PERSON)
    assert rig.touch(Resumed()).note is Note.NOT_ALLOWED
    seen = rig.touch(Began(BenchKind.CALIBRATE), SourceChosen(SOURCE))
    assert (seen.page, seen.note) == (CornerPage.SOURCE, Note.NOT_ALLOWED)
    seen = rig.touch(Discarded())
    assert (seen.note, seen.run) == (Note.DISCARDED, None)
    told = row(rig, "run_discarded")
    assert (told["operator"], told["by"]) == (
        rig.people["Wayan Example"].staff_id,
        rig.people["Ketut Example"].staff_id,
    )
    assert rig.touch(SourceChosen(SOURCE)).page is CornerPage.BENCH


def test_a_run_of_another_sensor_and_a_broken_file_can_only_be_thrown_away(rig: CornerRig) -> None:
    rig.sign_in()
    rig.begin(BenchKind.CALIBRATE)
    rig.plugged = False
    seen = rig.touch(Went(CornerPage.MENU))
    assert seen.run is not None
    assert seen.run.hindrance is Hindrance.OTHER_SENSOR
    rig.plugged = True
    (rig.folder / "calibration-run.jsonl").write_text("not a run\n")
    seen = rig.touch(Went(CornerPage.MENU))
    assert seen.run is not None
    assert seen.run.hindrance is Hindrance.UNREADABLE
    assert rig.touch(Resumed()).note is Note.NOT_ALLOWED
    assert rig.touch(Discarded()).run is None


def test_a_sensor_that_goes_away_leaves_the_set_point_untaken(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK)
    rig.touch(StandsAt())
    rig.plugged = False
    rig.bench_until(lambda: rig.seen.note is Note.SENSOR_CHANGED)
    assert rig.at_bench.stage is BenchStage.SETTING
    assert rig.touch(Went(CornerPage.MENU), Began(BenchKind.CHECK)).note is Note.SENSOR_SILENT


def finish(rig: CornerRig, off_c: float = 0.0) -> None:
    """Write a run to its end as it would be had it been done before the power went."""
    sensor = rig.sensor().sensor
    file, at = RunFile(rig.folder), utc_text(rig.clock.utc())
    who = rig.people["Wayan Example"].staff_id
    run = file.note(None, Begun("run-9", at, sensor, SOURCE, who, FULL, simulated=True))
    run = file.note(run, Warmed(at))
    for step in FULL:
        off = off_c if step.reference_c == 36.0 else 0.0
        point = set_point(step.reference_c, step.approach, step.purpose, offset_c=off, source=SOURCE)
        run = file.note(run, Taken(at, point))


def test_a_run_that_was_done_waits_for_its_signature_and_is_stored_once(rig: CornerRig) -> None:
    finish(rig)
    rig.sign_in()
    seen = rig.touch(Resumed())
    assert seen.page is CornerPage.RESULT
    assert seen.calibration is not None
    assert seen.calibration.acceptable
    rig.touch(Accepted(PIN))
    assert len(rig.rows("calibration")) == 1
    rig.touch(Went(CornerPage.MENU))
    finish(rig)  # the power went between the row and the end of its file
    seen = rig.touch(Went(CornerPage.MENU), Resumed())
    assert (seen.note, seen.run) == (Note.STORED, None)
    assert len(rig.rows("calibration")) == 1


def test_what_the_rules_speak_against_can_only_be_rejected(rig: CornerRig) -> None:
    finish(rig, off_c=0.6)
    rig.sign_in()
    seen = rig.touch(Resumed())
    assert seen.calibration is not None
    assert not seen.calibration.acceptable
    assert rig.touch(Accepted(PIN)).note is Note.NOT_ALLOWED
    assert rig.rows("calibration") == []
    seen = rig.touch(Rejected(""))
    assert seen.calibration is not None
    assert (seen.note, seen.calibration.accepted) == (Note.STORED, False)
    assert seen.sensor is not None
    assert seen.sensor.standing is Standing.NONE
    assert (rig.rows("calibration")[0].payload or {})["accepted"] is False


def test_a_technician_may_reject_what_the_rules_would_accept_with_a_reason(rig: CornerRig) -> None:
    finish(rig)
    rig.sign_in()
    rig.touch(Resumed())
    assert rig.touch(Rejected("")).note is Note.REASON_MISSING
    seen = rig.touch(Rejected("the door stood open"))
    assert seen.calibration is not None
    assert seen.calibration.accepted is False
    assert [one.detail for one in seen.calibration.objections] == ["the door stood open"]
    assert rig.snapshot.fault is not None
    rig.touch(SignedOut())
    rig.run(0.2)
    assert rig.snapshot.uncalibrated


def test_the_last_set_point_can_be_taken_again_from_the_result(rig: CornerRig) -> None:
    finish(rig)
    rig.sign_in()
    rig.touch(Resumed())
    seen = rig.touch(TakenAgain())
    assert seen.page is CornerPage.BENCH
    assert (rig.at_bench.step, rig.at_bench.reference_c) == (7, 34.0)
