"""The bench of the staff corner as its screen knows it: a daily check or a calibration on its way, and what came of it.

Temperatures °C, durations seconds, times of day UTC with their zone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.screening.calibration import Rejected as Objection
from kiosk.screening.control_chart import Chart, CheckVerdict
from kiosk.screening.in_force import Standing
from kiosk.screening.set_points import (
    CAN_DRIFT_C_PER_MIN,
    DRIFT_C_PER_MIN,
    WATCH_S,
    Approach,
    Blackbody,
    Point,
    Purpose,
    Steadiness,
)

TRACE_MOST = 600
"""Points of the live plot at most."""


class BenchKind(StrEnum):
    CHECK = "check"
    CALIBRATE = "calibrate"


class BenchStage(StrEnum):
    SETTING = "setting"
    """A person sets the source to `reference_c` and says so."""
    WARMING = "warming"
    """The source stands; the sensor has to come to rest before the first set-point."""
    WATCHING = "watching"
    """Readings are judged; the set-point is taken by itself once they are steady."""
    TAKEN = "taken"
    """All is taken; the result follows."""


@dataclass(frozen=True, slots=True)
class TakenPoint:
    """A set-point that has been taken."""

    reference_c: float
    read_c: float
    uncertainty_c: float
    """Standard error of the reading (k=1)."""
    approach: Approach
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class BenchView:
    kind: BenchKind
    stage: BenchStage
    source: Blackbody
    step: int
    """From 1."""
    steps: int
    reference_c: float
    """To set, or set, at the source: its true temperature."""
    approach: Approach
    purpose: Purpose
    object_c: float | None = None
    """The newest reading as the sensor gave it; None: none yet, or none for some seconds."""
    ambient_c: float | None = None
    steadiness: Steadiness = Steadiness.UNKNOWN
    drift_c_per_min: float | None = None
    drift_limit_c_per_min: float = DRIFT_C_PER_MIN
    can_drift_c_per_min: float | None = None
    """Only while warming, and only of a sensor that tells its own temperature."""
    can_drift_limit_c_per_min: float = CAN_DRIFT_C_PER_MIN
    watched_s: float = 0.0
    needed_s: float = WATCH_S
    trace: tuple[tuple[float, float], ...] = ()
    """(seconds since the watching began, °C), oldest first, at most TRACE_MOST."""
    taken: tuple[TakenPoint, ...] = ()
    may_take_again: bool = False
    """The newest set-point can be withdrawn (TakenAgain)."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A blackbody of an earlier row, newest first."""

    source: Blackbody
    used_at: datetime


class Hindrance(StrEnum):
    """Why this person cannot go on with an interrupted run, but only discard it."""

    OTHER_SENSOR = "other_sensor"
    OTHER_PERSON = "other_person"
    """It is somebody else's, who goes on with it."""
    UNREADABLE = "unreadable"
    """Its file cannot be read."""


@dataclass(frozen=True, slots=True)
class RunView:
    """A calibration that was interrupted."""

    hindrance: Hindrance | None = None
    """None: Resumed goes on with it. UNREADABLE: nothing of what follows is known."""
    begun_at: datetime | None = None
    operator: str = ""
    """Name where it is known, else staff_id."""
    taken: int = 0
    steps: int = 0
    source: Blackbody | None = None


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """A finished calibration run before it is stored, and after."""

    points: tuple[Point, ...]
    """With residuals, in the order in which they were taken."""
    gain: float | None
    offset_c: float | None
    """At 37 °C."""
    uncertainty_c: float | None
    """U (k=2) at 37 °C."""
    hysteresis_c: float | None
    check_error_c: float | None
    linearity_verified: bool
    objections: tuple[Objection, ...]
    """What speaks against it by the rules; empty: it can be accepted. Otherwise it can only be rejected."""
    valid_until: datetime
    source: Blackbody
    simulated: bool
    calibration_id: str | None = None
    seq: int | None = None
    """Once stored."""
    accepted: bool | None = None
    """Once stored: whether it is in force."""

    @property
    def acceptable(self) -> bool:
        return not self.objections


@dataclass(frozen=True, slots=True)
class CheckView:
    """A daily check before it is signed, and after."""

    calibration_id: str
    source: Blackbody
    reference_c: float
    true_c: float
    measured_c: float
    error_c: float
    uncertainty_c: float
    """Of the error, U (k=2)."""
    verdict: CheckVerdict
    chart: Chart
    """With this check on it."""
    simulated: bool
    seq: int | None = None
    """Once stored."""
    standing: Standing | None = None
    """Once stored: whether the calibration may be used now."""


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One calibration of this sensor on record, newest first."""

    calibration_id: str
    seq: int
    at: datetime
    operator: str
    """Name where it is known, else staff_id."""
    accepted: bool
    in_force: bool
    expired: bool
    may_roll_back: bool
    valid_until: datetime
    gain: float | None
    offset_c: float | None
    uncertainty_c: float | None
    objections: tuple[Objection, ...] = ()
    simulated: bool = False
