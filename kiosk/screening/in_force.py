"""Which calibration counts now, told from the rows alone: the newest accepted one of this sensor, while it is valid and
its daily checks pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from kiosk.screening.calibration import CalibrationRecord, calibration_of
from kiosk.screening.control_chart import Chart, CheckVerdict, DailyCheck, chart, drift_u
from kiosk.screening.set_points import Sensor
from kiosk.screening.values import Calibration

CHECK_HOURS = 26.0
"""A check holds this long: a day, and time to come to work."""
AHEAD = timedelta(days=1)
"""A clock that was set right by more than this made its earlier dates worthless."""


class Standing(StrEnum):
    """Whether a calibration may be used, and if not, why."""

    VALID = "valid"
    NONE = "none"
    EXPIRED = "expired"
    CHECK_FAILED = "check_failed"
    CHECK_DUE = "check_due"


@dataclass(frozen=True, slots=True)
class RollBack:
    """A supervisor's or technician's return to an earlier calibration."""

    to: str
    """calibration_id."""
    operator: str
    why: str
    at_utc: str


@dataclass(frozen=True, slots=True)
class CheckLeft:
    """A look at the blackbody that was thrown away, or left unsigned. One that failed makes the next check due now."""

    calibration_id: str
    verdict: CheckVerdict


@dataclass(frozen=True, slots=True)
class Kept:
    """One row about calibration, in the order of the record."""

    seq: int
    at: datetime
    what: CalibrationRecord | RollBack | DailyCheck | CheckLeft


@dataclass(frozen=True, slots=True)
class InForce:
    standing: Standing
    record: CalibrationRecord | None = None
    """The one that counts, or would."""
    calibration: Calibration | None = None
    """Only while it is valid."""
    chart: Chart | None = None
    since_seq: int | None = None
    """The row that put it in force."""
    check_due: datetime | None = None
    """From then on it does not count without another look at the blackbody."""

    def unchecked(self) -> Calibration:
        """Return the calibration for a look at the blackbody, however the last one went. Raises ValueError."""
        if self.record is None:
            raise ValueError("there is no calibration")
        return calibration_of(self.record)


def in_force(
    rows: Sequence[Kept], sensor: Sensor, now: datetime, *, simulated: bool, check_hours: float = CHECK_HOURS
) -> InForce:
    """Return what counts at `now`, from rows oldest first. Time never runs back behind the newest row.

    A calibration that has expired gives way to none: the one before it was replaced for a reason. A check holds from
    its row on: rows before it, written while the clock was ahead, make it no older. One that is dated further ahead
    than the clock explains was made nobody knows when, and does not hold.
    """
    clock, now = now, max([now, *(row.at for row in rows)])
    found = _active(rows, sensor, simulated)
    if found is None:
        return InForce(Standing.NONE)
    row, record, name = found
    checks = [
        (later, later.what)
        for later in rows
        if isinstance(later.what, DailyCheck) and later.what.calibration_id == name
    ]
    valid_until = datetime.fromisoformat(record.valid_until_utc)
    seen = chart([(later.at, check.error_c) for later, check in checks], valid_until)
    last = checks[-1][0] if checks else row
    since = max([clock, *(later.at for later in rows if later.seq > last.seq)])
    due = min([last.at + timedelta(hours=check_hours), *_left_failing(rows, name)])
    if last.at - since > AHEAD:
        due = since
    standing = _standing(now, since, valid_until, due, checks[-1][1].verdict if checks else None)
    calibration = None
    if standing is Standing.VALID:
        errors = [record.result.check_error_c or 0.0, *(check.error_c for _, check in checks)]
        # whole days: it changes once a day, not with each visitor; a clock set back takes none away
        days = max(0, ceil((since - last.at) / timedelta(days=1)))
        calibration = replace(calibration_of(record), drift_u_c=drift_u(errors, seen.drift_c_per_day, days))
    return InForce(standing, record, calibration, seen, row.seq, due)


def _active(rows: Sequence[Kept], sensor: Sensor, simulated: bool) -> tuple[Kept, CalibrationRecord, str] | None:
    """Return the newest row that puts a calibration of this sensor in force, that calibration, and its id."""
    accepted: dict[str, CalibrationRecord] = {}
    active: tuple[Kept, CalibrationRecord, str] | None = None
    for row in rows:
        match row.what:
            case CalibrationRecord() as record if record.accepted and belongs(record, sensor, simulated=simulated):
                name = record.calibration_id
                accepted[name] = record
                active = row, record, name
            case RollBack(to=to) if to in accepted:
                active = row, accepted[to], to
    return active


def belongs(record: CalibrationRecord, sensor: Sensor, *, simulated: bool) -> bool:
    """A calibration belongs to one sensor with one setting; one of a simulated sensor never to a real one."""
    its = record.sensor
    same = (its.protocol, its.serial, its.emissivity) == (sensor.protocol, sensor.serial, sensor.emissivity)
    return same and record.simulated == simulated


def _left_failing(rows: Sequence[Kept], name: str) -> list[datetime]:
    """Return when looks of this calibration failed and were not signed, since the newest that was."""
    left: list[datetime] = []
    for row in rows:
        match row.what:
            case DailyCheck(calibration_id=of) if of == name:
                left = []
            case CheckLeft(calibration_id=of, verdict=CheckVerdict.FAIL) if of == name:
                left.append(row.at)
    return left


def _standing(
    now: datetime, since_check: datetime, valid_until: datetime, due: datetime, last: CheckVerdict | None
) -> Standing:
    if now >= valid_until:
        return Standing.EXPIRED
    if last is CheckVerdict.FAIL:
        return Standing.CHECK_FAILED
    return Standing.CHECK_DUE if since_check >= due else Standing.VALID
