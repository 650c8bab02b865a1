"""Every picture of the staff corner, by name: made-up views, and what is being typed over them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from drivers.values import DeviceIdentity, DeviceKind, Nature
from kiosk.screening.calibration import evaluate
from kiosk.screening.calibration_run import FULL
from kiosk.screening.control_chart import chart, verdict
from kiosk.screening.corner import (
    Busy,
    CornerPage,
    CornerView,
    DeviceView,
    Note,
    PinRefused,
    Refusal,
    SensorState,
    Task,
    Who,
)
from kiosk.screening.corner_bench import (
    BenchKind,
    BenchStage,
    BenchView,
    CalibrationRow,
    CalibrationView,
    CheckView,
    Hindrance,
    KnownSource,
    RunView,
    TakenPoint,
)
from kiosk.screening.in_force import Standing
from kiosk.screening.set_points import Approach, Blackbody, Purpose, Sensor, SetPoint, steadiness
from kiosk.screening.values import Sample, Source
from kiosk.ui.corner_state import Deed, Field, Form, Typing, Why

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
BB7 = Blackbody("BB-7", "C-2026-11", 0.1)
BB2 = Blackbody("HT-900214", "KAL/2025/0831", 0.2, emissivity=0.95)
SENSOR = Sensor("gy-mcu90614", "", 1.0, 0.01)
WHO = Who("s-7k2m", "Made Wirawan", "technician", tuple(Task))
OFFICER = Who("s-3pqr", "Ni Luh Ayu Pratiwi", "officer", (Task.CHECK_DAILY,))
STATE = SensorState(
    Standing.VALID,
    "3f2a9c0d11e45b67",
    NOW + timedelta(days=310),
    NOW + timedelta(days=120),
    NOW - timedelta(hours=23),
    NOW + timedelta(hours=3),
)
MENU = CornerView(CornerPage.MENU, who=WHO, sensor=STATE, closes_in_s=287.0)
DUE = replace(STATE, standing=Standing.CHECK_DUE, check_due=NOW - timedelta(hours=2))
RUN = RunView(None, NOW - timedelta(hours=16), "Made Wirawan", 3, 7, BB7)


@dataclass(frozen=True, slots=True)
class CornerShot:
    view: CornerView
    typing: Typing = Typing()


def corner_shots() -> dict[str, CornerShot]:
    """Pages in the order in which staff meet them."""
    return _entering() | _choosing() | _watching() | _results() | _lists()


def _entering() -> dict[str, CornerShot]:
    sign_in = CornerView(CornerPage.SIGN_IN, closes_in_s=24.0)
    half = Typing(number="0003", pin="1470", which=Field.PIN)
    shots = {"sign_in": CornerShot(sign_in), "sign_in-typing": CornerShot(replace(sign_in, closes_in_s=8.0), half)}
    refusals = {
        PinRefused.WRONG: Refusal(PinRefused.WRONG, left=3),
        PinRefused.LOCKED: Refusal(PinRefused.LOCKED, locked_s=272.0),
        PinRefused.UNREADABLE: Refusal(PinRefused.UNREADABLE, detail="staff.db: database disk image is malformed"),
    }
    for why in PinRefused:
        view = replace(sign_in, refusal=refusals.get(why, Refusal(why)))
        shots[f"sign_in-{why}"] = CornerShot(view, Typing(number="0003", which=Field.PIN))
    for busy in (Busy.CHECKING_PIN, Busy.WAITING_FOR_VISITOR):
        shots[f"sign_in-{busy}"] = CornerShot(replace(sign_in, busy=busy), replace(half, pin=""))
    shots["menu"] = CornerShot(MENU)
    shots["menu-officer"] = CornerShot(replace(MENU, who=OFFICER, sensor=DUE))
    shots["menu-waits"] = CornerShot(replace(MENU, run=RUN, sensor=SensorState(Standing.NONE), note=Note.STORED))
    shots["menu-failed"] = CornerShot(replace(MENU, sensor=None, note=Note.NOT_STORED, detail="disk is full"))
    return shots


def _choosing() -> dict[str, CornerShot]:
    known = tuple(KnownSource(one, NOW - timedelta(days=1 + at)) for at, one in enumerate((BB7, BB2)))
    check = replace(MENU, page=CornerPage.SOURCE, kind=BenchKind.CHECK, sources=known)
    calibrate = replace(check, kind=BenchKind.CALIBRATE)
    texts = ((Field.SERIAL, "BB-7"), (Field.CERTIFICATE, "C-2026-11"), (Field.UNCERTAINTY, "0.1"))
    form = Form((*texts, (Field.EMISSIVITY, "0.98")))
    bad = replace(
        check,
        note=Note.NOT_THIS_SOURCE,
        detail="uncertainty_c: 5 is outside 0.01 to 1 (°C)",
        sources=(),
        kind=check.kind,
    )
    return {
        "source-check": CornerShot(check),
        "source-calibrate": CornerShot(calibrate, Typing(chosen=1)),
        "source-none": CornerShot(replace(calibrate, sources=())),
        "form-serial": CornerShot(check, Typing(form=form, which=Field.SERIAL)),
        "form-uncertainty": CornerShot(check, Typing(form=form, which=Field.UNCERTAINTY)),
        "form-room": CornerShot(bad, Typing(form=form, which=Field.ROOM)),
        "resume": CornerShot(replace(calibrate, run=RUN)),
        "resume-other_person": CornerShot(replace(calibrate, run=replace(RUN, hindrance=Hindrance.OTHER_PERSON))),
        "resume-unreadable": CornerShot(replace(calibrate, run=RunView(Hindrance.UNREADABLE))),
        "resume-discard": CornerShot(replace(calibrate, run=RUN), Typing(deed=Deed.DISCARD)),
    }


def _watching() -> dict[str, CornerShot]:
    bench = BenchView(
        BenchKind.CALIBRATE, BenchStage.SETTING, BB7, 3, 7, 38.0, Approach.UP, Purpose.FIT, may_take_again=True
    )
    bench = replace(bench, taken=_taken())
    watching = replace(bench, stage=BenchStage.WATCHING, ambient_c=27.31, may_take_again=False)
    stages = {
        "setting": replace(bench, object_c=35.62, ambient_c=27.3),
        "setting-first": replace(bench, step=1, reference_c=34.0, taken=(), may_take_again=False, object_c=27.9),
        "setting-check_point": replace(
            bench, step=5, reference_c=37.0, approach=Approach.DOWN, purpose=Purpose.CHECK, object_c=39.2
        ),
        "warming": replace(
            _watched(watching, 210.0, 0.09), stage=BenchStage.WARMING, can_drift_c_per_min=0.084, step=1
        ),
        "watching": _watched(watching, 62.0, 0.4),
        "watching-drifting": _watched(watching, 240.0, 0.12),
        "watching-unknown": _watched(watching, 240.0, 0.016, 0.06),
        "watching-silent": replace(_watched(watching, 240.0, 0.004), object_c=None),
        "watching-check": replace(
            _watched(watching, 200.0, 0.006), kind=BenchKind.CHECK, step=1, steps=1, reference_c=37.0
        ),
    }
    view = replace(MENU, page=CornerPage.BENCH, closes_in_s=None)
    return {f"bench-{name}": CornerShot(replace(view, kind=stage.kind, bench=stage)) for name, stage in stages.items()}


def _taken() -> tuple[TakenPoint, ...]:
    return tuple(TakenPoint(at, read, 0.003, Approach.UP, Purpose.FIT) for at, read in ((34.0, 32.62), (36.0, 34.58)))


def _watched(bench: BenchView, seconds: float, drift: float, noise_c: float = 0.012) -> BenchView:
    """A watching so long, of readings that drift by so much a minute; judged by the rules' own function."""
    chance = random.Random(4)
    trace = tuple(
        (at * 0.5, bench.reference_c - 0.66 + chance.gauss(0, noise_c) - drift * (seconds - at * 0.5) / 60)
        for at in range(int(seconds * 2))
    )
    judged = [Sample(at, value, None) for at, value in trace if at >= seconds - bench.needed_s - 1]
    steady, found = steadiness(judged)
    return replace(
        bench,
        trace=trace,
        watched_s=seconds,
        object_c=trace[-1][1],
        drift_c_per_min=found,
        steadiness=steady,
    )


def _results() -> dict[str, CornerShot]:
    view = replace(MENU, page=CornerPage.RESULT, kind=BenchKind.CALIBRATE)
    good, bad = _calibrated(0.02), _calibrated(0.19)
    stored = replace(good, seq=412, calibration_id="9c1e", accepted=True)
    check = replace(view, kind=BenchKind.CHECK)
    shots = {
        "result-good": CornerShot(replace(view, calibration=good)),
        "result-bad": CornerShot(replace(view, calibration=bad, bench=_done())),
        "result-stored": CornerShot(replace(view, calibration=stored, note=Note.STORED)),
        "result-reject": CornerShot(replace(view, calibration=bad), Typing(deed=Deed.REJECT)),
        "result-accept": CornerShot(
            replace(view, calibration=good, refusal=Refusal(PinRefused.WRONG, left=2)),
            Typing(deed=Deed.ACCEPT, pin="1470", which=Field.PIN),
        ),
    }
    for error in (0.06, 0.24, -0.41):
        shots[f"result-check-{verdict(error)}"] = CornerShot(replace(check, check=_checked(error)))
    done = replace(_checked(0.06), seq=413, standing=Standing.VALID)
    shots["result-check-stored"] = CornerShot(replace(check, check=done, note=Note.STORED))
    return shots


def _done() -> BenchView:
    """All is taken, and the last one may be taken again."""
    return BenchView(
        BenchKind.CALIBRATE, BenchStage.TAKEN, BB7, 7, 7, 34.0, Approach.DOWN, Purpose.FIT, may_take_again=True
    )


def _calibrated(wrong_c: float) -> CalibrationView:
    """A whole run of a sensor that reads 1.2 °C low, with one point that is wrong by so much."""
    chance = random.Random(2)
    taken = []
    for at, step in enumerate(FULL):
        off = wrong_c if at == 2 else 0.0
        samples = tuple(
            Sample(count * 0.5, step.reference_c * 0.98 - 0.7 + off + chance.gauss(0, 0.02), 27.3)
            for count in range(260)
        )
        taken.append(SetPoint(step.reference_c, samples, step.approach, step.purpose))
    found = evaluate(taken, BB7, SENSOR)
    return CalibrationView(
        points=found.points,
        gain=found.line.slope if found.line else None,
        offset_c=found.line.intercept if found.line else None,
        uncertainty_c=found.uncertainty_c,
        hysteresis_c=found.hysteresis_c,
        check_error_c=found.check_error_c,
        linearity_verified=found.linearity_verified,
        objections=found.rejected,
        valid_until=NOW + timedelta(days=365),
        source=BB7,
        simulated=True,
    )


def _checked(error_c: float) -> CheckView:
    chance = random.Random(5)
    errors: Sequence[float] = [*(0.02 + chance.gauss(0, 0.04) + 0.003 * day for day in range(18)), error_c]
    days = [(NOW - timedelta(days=len(errors) - 1 - at), error) for at, error in enumerate(errors)]
    return CheckView(
        calibration_id="3f2a9c0d11e45b67",
        source=BB7,
        reference_c=37.0,
        true_c=36.81,
        measured_c=36.81 + error_c,
        error_c=error_c,
        uncertainty_c=0.1004,
        verdict=verdict(error_c),
        chart=chart(days, NOW + timedelta(days=310)),
        simulated=True,
    )


def _lists() -> dict[str, CornerShot]:
    first = CalibrationRow(
        "3f2a9c0d11e45b67", 311, NOW - timedelta(days=55), "Made Wirawan", True, True, False, False,
        NOW + timedelta(days=310), 1.0204, 1.43, 0.16,
    )  # fmt: skip
    bad = _calibrated(0.19)
    rows = (
        first,
        replace(
            first, calibration_id="77aa", seq=298, at=NOW - timedelta(days=56), accepted=False, in_force=False,
            objections=bad.objections,
        ),
        replace(
            first, calibration_id="0b4d", seq=121, at=NOW - timedelta(days=130), in_force=False, may_roll_back=True,
            operator="Kadek Suardana", valid_until=NOW + timedelta(days=235), gain=1.0191, offset_c=1.39,
        ),
        replace(
            first, calibration_id="11ff", seq=4, at=NOW - timedelta(days=420), in_force=False, expired=True,
            operator="s-9xyz", valid_until=NOW - timedelta(days=55),
        ),
    )  # fmt: skip
    page = replace(MENU, page=CornerPage.CALIBRATIONS, calibrations=rows)
    devices = replace(MENU, page=CornerPage.DEVICES, devices=_devices())
    shut = replace(MENU, page=CornerPage.SHUT_DOWN)
    return {
        "calibrations": CornerShot(page),
        "calibrations-rejected": CornerShot(page, Typing(chosen=1)),
        "calibrations-earlier": CornerShot(page, Typing(chosen=2)),
        "calibrations-none": CornerShot(replace(page, calibrations=())),
        "calibrations-why": CornerShot(page, Typing(chosen=2, deed=Deed.ROLL_BACK)),
        "calibrations-sign": CornerShot(page, Typing(chosen=2, deed=Deed.ROLL_BACK, why=Why.CHECKS, which=Field.PIN)),
        "devices": CornerShot(devices),
        "shut_down": CornerShot(shut),
        "shut_down-sign": CornerShot(shut, Typing(deed=Deed.SHUT_DOWN, which=Field.PIN)),
    }


def _devices() -> tuple[DeviceView, ...]:
    camera = DeviceIdentity(DeviceKind.CAMERA, "usb", Nature.REAL, "/dev/video0")
    thermometer = DeviceIdentity(DeviceKind.THERMOMETER, "gy-mcu90614", Nature.REAL, "/dev/ttyUSB0", "A50285BI")
    door = DeviceIdentity(DeviceKind.DOOR, "modbus-relay", Nature.REAL, "/dev/ttyUSB1")
    silent = "no frame for 3 s: look at the cable, the power and door.address"
    return (
        DeviceView(Source.CAMERA, camera),
        DeviceView(Source.SIGHT),
        DeviceView(Source.THERMOMETER, thermometer),
        DeviceView(Source.DOOR, door, silent),
        DeviceView(Source.RECORDS),
        DeviceView(Source.CLOCK),
        DeviceView(Source.ROOM),
    )
