"""The staff corner at the kiosk, as its screen knows it: pages, who is in, what is shown. Values only.

Times of day are UTC with their zone; durations are seconds; temperatures °C. The only sentences in here stand in
`detail`, small print in English: the screen words everything else itself. What staff put in: corner_input.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drivers.values import DeviceIdentity
from kiosk.screening.corner_bench import (
    BenchKind,
    BenchView,
    CalibrationRow,
    CalibrationView,
    CheckView,
    KnownSource,
    RunView,
)
from kiosk.screening.in_force import Standing
from kiosk.screening.set_points import CHECK_AT_C
from kiosk.screening.values import Source


class CornerPage(StrEnum):
    CLOSED = "closed"
    """The visitor's screen."""
    SIGN_IN = "sign_in"
    MENU = "menu"
    SOURCE = "source"
    """Which blackbody, and for a check at what temperature; an interrupted run is offered here too."""
    BENCH = "bench"
    RESULT = "result"
    CALIBRATIONS = "calibrations"
    DEVICES = "devices"
    SHUT_DOWN = "shut_down"


class Task(StrEnum):
    """What a signed-in person may do; the values are those of kiosk.staff.rights.Action."""

    CHECK_DAILY = "check_daily"
    CALIBRATE = "calibrate"
    ROLL_BACK = "roll_back"
    SHUT_DOWN = "shut_down"


class Busy(StrEnum):
    """What the corner is doing; inputs wait meanwhile."""

    CHECKING_PIN = "checking_pin"
    WAITING_FOR_VISITOR = "waiting_for_visitor"
    """The PIN was right; the screening in progress ends first."""
    WRITING = "writing"
    """A row is on its way to the disk."""


class PinRefused(StrEnum):
    """Why a PIN opened or signed nothing."""

    WRONG = "wrong"
    """Number unknown, account disabled, or not its PIN: which of them is not told. `left` more lock."""
    LOCKED = "locked"
    """Too many wrong attempts; `locked_s` is left."""
    NO_RIGHT = "no_right"
    """Right PIN, but the role may not."""
    NO_PIN = "no_pin"
    """This account has no PIN: `kiosk staff pin NAME` sets one."""
    NO_ACCOUNTS = "no_accounts"
    """There are none: `kiosk staff add NAME --role technician` makes one."""
    UNREADABLE = "unreadable"
    """The accounts cannot be read; `detail` says why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The newest attempt with a PIN, to get in or to sign; gone with the next input."""

    why: PinRefused
    left: int | None = None
    locked_s: float | None = None
    detail: str = ""


class Note(StrEnum):
    """What came of the newest input."""

    STORED = "stored"
    """It stands in the record, and counts from now on."""
    DISCARDED = "discarded"
    NOT_ALLOWED = "not_allowed"
    STATION_BUSY = "station_busy"
    """The station could not go out of service for staff; try again."""
    NOT_STORED = "not_stored"
    """The record cannot be written; `detail` says why. What was in force stays."""
    NO_CALIBRATION = "no_calibration"
    """There is nothing to check: calibrate first."""
    NOT_THIS_SOURCE = "not_this_source"
    """What was typed of the blackbody will not do; `detail` names the field and its range."""
    REASON_MISSING = "reason_missing"
    """A reason of 1 to corner_input.REASON_MOST characters is wanted."""
    NOT_THIS_CALIBRATION = "not_this_calibration"
    """Unknown, rejected, expired, or in force already; `detail` says which."""
    SENSOR_SILENT = "sensor_silent"
    """No reading comes; the bench waits."""
    SENSOR_CHANGED = "sensor_changed"
    """Not the sensor that this work began with; or it is not open any more."""
    NOT_STEADY = "not_steady"
    """Watched for long enough: leave source and sensor alone, out of draughts, and say again that it stands."""
    SIGNED_OUT_IDLE = "signed_out_idle"
    FAILED = "failed"
    """An error of the program's own; the corner began anew and the station is coming back."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who is signed in."""

    staff_id: str
    name: str
    role: str
    """officer, technician or supervisor: kiosk.staff.rights.Role."""
    may: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One part of the station; `identity` where it is a device."""

    source: Source
    identity: DeviceIdentity | None = None
    problem: str = ""
    """Empty: it works."""


@dataclass(frozen=True, slots=True)
class SensorState:
    """How the thermometer's calibration stands; None in CornerView: the sensor is not open."""

    standing: Standing
    calibration_id: str | None = None
    valid_until: datetime | None = None
    due: datetime | None = None
    """When to calibrate again, by drift or by age."""
    checked_at: datetime | None = None
    check_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class CornerView:
    """All a screen needs to draw the corner."""

    page: CornerPage = CornerPage.CLOSED
    refusal: Refusal | None = None
    who: Who | None = None
    kind: BenchKind | None = None
    """Of SOURCE, BENCH and RESULT."""
    bench: BenchView | None = None
    calibration: CalibrationView | None = None
    """RESULT of a calibration."""
    check: CheckView | None = None
    """RESULT of a daily check."""
    run: RunView | None = None
    """An interrupted calibration waits; in MENU and SOURCE."""
    sources: tuple[KnownSource, ...] = ()
    suggested_c: float = CHECK_AT_C
    """For a check."""
    calibrations: tuple[CalibrationRow, ...] = ()
    devices: tuple[DeviceView, ...] = ()
    sensor: SensorState | None = None
    note: Note | None = None
    detail: str = ""
    """Small print to `note`."""
    busy: Busy | None = None
    closes_in_s: float | None = None
    """Without a touch; None: it stays (a set-point is watched)."""
    simulated: bool = False
