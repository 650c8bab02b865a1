"""A technician at the kiosk: check, calibrate, be interrupted, go on, accept; the next visitor is measured by it."""

import pytest

from kiosk.screening.control_chart import CheckVerdict
from kiosk.screening.corner import CornerPage, Note, Task
from kiosk.screening.corner_bench import BenchKind, BenchStage
from kiosk.screening.corner_input import Accepted, Began, Resumed, SignedOut, StandsAt, TakenAgain, Went
from kiosk.screening.in_force import Standing
from kiosk.screening.values import Phase, Trouble
from tests.corner.rig import OFF_C, PIN, CornerRig
from tests.rig import MASKED, NOBODY


def test_check_calibrate_be_interrupted_go_on_and_screen(rig: CornerRig) -> None:
    before = rig.visit(MASKED)
    rig.leave()
    assert rig.snapshot.uncalibrated

    seen = rig.sign_in()
    assert seen.page is CornerPage.MENU
    assert seen.who is not None
    assert (seen.who.name, seen.who.role) == ("Wayan Example", "technician")
    assert set(seen.who.may) == {Task.CHECK_DAILY, Task.CALIBRATE, Task.ROLL_BACK, Task.SHUT_DOWN}
    fault = rig.snapshot.fault
    assert fault is not None
    assert fault.trouble is Trouble.STAFF
    assert rig.touch(Began(BenchKind.CHECK)).note is Note.NO_CALIBRATION

    rig.begin(BenchKind.CALIBRATE)
    assert (rig.at_bench.stage, rig.at_bench.reference_c, rig.at_bench.steps) == (BenchStage.SETTING, 34.0, 7)
    rig.touch(StandsAt())
    assert rig.at_bench.stage is BenchStage.WARMING
    assert rig.seen.closes_in_s is None
    rig.bench_until(lambda: rig.at_bench.stage is BenchStage.WATCHING)
    rig.bench_until(lambda: rig.at_bench.taken)
    assert (rig.at_bench.step, rig.at_bench.reference_c, rig.at_bench.stage) == (2, 36.0, BenchStage.SETTING)
    rig.take_set_point()
    rig.touch(TakenAgain())
    assert (rig.at_bench.step, len(rig.at_bench.taken)) == (2, 1)
    rig.take_set_point()
    rig.touch(StandsAt())
    rig.bench(30.0)

    # the power goes: another corner over the same folder knows what is on disk, and nothing else
    rig.corner = rig.new_corner()
    rig.run(12.0)
    assert rig.phase is Phase.IDLE
    assert rig.snapshot.uncalibrated

    seen = rig.sign_in()
    assert seen.run is not None
    assert (seen.run.operator, seen.run.taken, seen.run.hindrance) == ("Wayan Example", 2, None)
    rig.touch(Began(BenchKind.CALIBRATE), Resumed())
    assert (rig.at_bench.step, rig.at_bench.reference_c) == (3, 38.0)
    seen = rig.take_all()
    assert seen.page is CornerPage.RESULT
    assert seen.calibration is not None
    assert seen.calibration.acceptable
    assert seen.calibration.offset_c == pytest.approx(-OFF_C, abs=0.03)
    assert seen.calibration.seq is None
    assert rig.rows("calibration") == []

    seen = rig.touch(Accepted("000000"))
    assert seen.refusal is not None
    assert rig.rows("calibration") == []
    seen = rig.touch(Accepted(PIN))
    assert (seen.note, seen.page) == (Note.STORED, CornerPage.RESULT)
    assert seen.calibration is not None
    assert seen.calibration.accepted
    assert seen.sensor is not None
    assert seen.sensor.standing is Standing.VALID
    row = rig.rows("calibration")[0].payload or {}
    assert (row["signed"], row["accepted"], row["simulated"]) == ("pin", True, True)
    assert not (rig.folder / "calibration-run.jsonl").exists()

    rig.touch(Went(CornerPage.MENU))
    rig.begin(BenchKind.CHECK, 37.0)
    rig.take_set_point()
    look = rig.seen.check
    assert look is not None
    assert look.verdict is CheckVerdict.PASS
    assert abs(look.error_c) < 0.05
    assert len(look.chart.looks) == 1
    seen = rig.touch(Accepted(PIN))
    assert seen.check is not None
    assert (seen.note, seen.check.standing) == (Note.STORED, Standing.VALID)
    rig.touch(SignedOut())
    assert rig.seen.page is CornerPage.CLOSED
    rig.run(0.2)
    assert rig.phase is Phase.IDLE

    after = rig.visit(MASKED)
    assert after.released
    payload = rig.rows("screening")[-1].payload or {}
    assert payload["measurement"]["calibration_id"] == row["calibration_id"]
    assert before.skin_c is not None
    assert after.skin_c is not None
    assert after.skin_c - before.skin_c == pytest.approx(-OFF_C, abs=0.1)
    rig.view = NOBODY
    assert rig.verdict().bad is None
