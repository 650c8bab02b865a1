"""What the record says of the thermometer, for the corner's pages."""

from collections.abc import Callable, Sequence
from datetime import datetime

from kiosk.corner.parts import CornerParts, SensorNow
from kiosk.corner.pins import name_of
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.calibration_run import Run, result_of
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.corner import SensorState
from kiosk.screening.corner_bench import (
    CalibrationRow,
    CalibrationView,
    CheckView,
    Hindrance,
    KnownSource,
    RunView,
    TakenPoint,
)
from kiosk.screening.in_force import Kept, belongs, in_force
from kiosk.screening.set_points import Blackbody
from kiosk.screening.uncertainty import K

SOURCES_AT_MOST = 8


def known_sources(rows: Sequence[Kept], now: SensorNow | None) -> tuple[KnownSource, ...]:
    """Return the blackbodies of earlier rows, each once, newest first; those of the simulation stay in it."""
    found: dict[Blackbody, datetime] = {}
    for row in reversed(rows):
        what = row.what
        if isinstance(what, CalibrationRecord | DailyCheck) and now is not None and what.simulated == now.simulated:
            found.setdefault(what.source, row.at)
    return tuple(KnownSource(source, at) for source, at in found.items())[:SOURCES_AT_MOST]


def sensor_state(rows: Sequence[Kept], sensor: SensorNow, now: datetime) -> SensorState:
    found = in_force(rows, sensor.sensor, now, simulated=sensor.simulated)
    if found.record is None:
        return SensorState(found.standing)
    looks = found.chart.looks if found.chart else ()
    checked_at = looks[-1].at if looks else None
    return SensorState(
        standing=found.standing,
        calibration_id=found.record.calibration_id,
        valid_until=datetime.fromisoformat(found.record.valid_until_utc),
        due=found.chart.due if found.chart else None,
        checked_at=checked_at,
        check_due=found.check_due,
    )


def calibration_list(
    rows: Sequence[Kept], sensor: SensorNow, now: datetime, name: Callable[[str], str]
) -> tuple[CalibrationRow, ...]:
    """Return the calibrations of this sensor, newest first."""
    found = in_force(rows, sensor.sensor, now, simulated=sensor.simulated).record
    current = found.calibration_id if found else None
    return tuple(
        _listed(row, row.what, current, now, name)
        for row in reversed(rows)
        if isinstance(row.what, CalibrationRecord) and belongs(row.what, sensor.sensor, simulated=sensor.simulated)
    )


def _listed(
    row: Kept, record: CalibrationRecord, current: str | None, now: datetime, name: Callable[[str], str]
) -> CalibrationRow:
    calibration_id, line = record.calibration_id, record.result.line
    valid_until = datetime.fromisoformat(record.valid_until_utc)
    in_use, expired = calibration_id == current, valid_until <= now
    return CalibrationRow(
        calibration_id=calibration_id,
        seq=row.seq,
        at=row.at,
        operator=name(record.operator),
        accepted=record.accepted,
        in_force=in_use,
        expired=expired,
        may_roll_back=record.accepted and not in_use and not expired,
        valid_until=valid_until,
        gain=line.slope if line else None,
        offset_c=line.intercept if line else None,
        uncertainty_c=record.result.uncertainty_c,
        objections=record.result.rejected,
        simulated=record.simulated,
    )


def calibration_view(record: CalibrationRecord, seq: int | None = None) -> CalibrationView:
    """Return what a finished run says, stored (`seq`) or not yet."""
    result, line = record.result, record.result.line
    return CalibrationView(
        points=result.points,
        gain=line.slope if line else None,
        offset_c=line.intercept if line else None,
        uncertainty_c=result.uncertainty_c,
        hysteresis_c=result.hysteresis_c,
        check_error_c=result.check_error_c,
        linearity_verified=result.linearity_verified,
        objections=result.rejected,
        valid_until=datetime.fromisoformat(record.valid_until_utc),
        source=record.source,
        simulated=record.simulated,
        calibration_id=None if seq is None else record.calibration_id,
        seq=seq,
        accepted=None if seq is None else record.accepted,
    )


def check_view(look: DailyCheck, rows: Sequence[Kept], now: datetime, seq: int | None = None) -> CheckView:
    """Return what a check says, with the chart it stands on; `seq` once it is one of the rows."""
    told = rows if seq is not None else [*rows, Kept(_after(rows), now, look)]
    found = in_force(told, look.sensor, now, simulated=look.simulated)
    if found.chart is None:
        raise ValueError("there is no calibration to check")
    return CheckView(
        calibration_id=look.calibration_id,
        source=look.source,
        reference_c=look.reference_c,
        true_c=look.true_c,
        measured_c=look.measured_c,
        error_c=look.error_c,
        uncertainty_c=K * look.error_u_c,
        verdict=look.verdict,
        chart=found.chart,
        simulated=look.simulated,
        seq=seq,
        standing=None if seq is None else found.standing,
    )


def _after(rows: Sequence[Kept]) -> int:
    return rows[-1].seq + 1 if rows else 1


def taken_points(run: Run) -> tuple[TakenPoint, ...]:
    return tuple(
        TakenPoint(one.reference_c, one.read_c, one.error_u_c, one.approach, one.purpose)
        for one in (result_of(run).points if run.taken else ())
    )


def waiting_run(parts: CornerParts, staff_id: str, sensor: SensorNow | None) -> RunView | None:
    """Return the calibration that was interrupted, and what keeps this person from going on with it."""
    try:
        run = parts.run_file.read()
    except (ValueError, OSError):
        return RunView(Hindrance.UNREADABLE)
    if run is None:
        return None
    begun, hindrance = run.begun, None
    if sensor != SensorNow(begun.sensor, begun.simulated):
        hindrance = Hindrance.OTHER_SENSOR
    elif begun.operator != staff_id:
        hindrance = Hindrance.OTHER_PERSON
    return RunView(
        hindrance=hindrance,
        begun_at=datetime.fromisoformat(begun.at_utc),
        operator=name_of(parts.accounts, begun.operator),
        taken=len(run.taken),
        steps=len(begun.plan),
        source=begun.source,
    )
