"""Set-points before a blackbody -> a line with its uncertainty -> accepted or rejected, with every reason.

T_true = 37 + offset + gain (T_read - 37)        both apparent, °C
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from enum import StrEnum
from functools import cached_property
from math import hypot, sqrt

from kiosk.screening.fit import Line, fit_line
from kiosk.screening.set_points import (
    DRIFT_C_PER_MIN,
    FEWEST_READINGS,
    Approach,
    Blackbody,
    Point,
    Purpose,
    Sensor,
    SetPoint,
    Steadiness,
    mirror_u,
    point,
)
from kiosk.screening.uncertainty import PIVOT_C, K, mean
from kiosk.screening.values import Calibration

VALID_DAYS = 365
UNVERIFIED_DAYS = 30
BLACK = 0.999
"""A source of this emissivity hardly mirrors anything."""
SAME_POINT_C = 0.3
"""Set-points closer than this are the same temperature."""


class Rejection(StrEnum):
    TOO_FEW_POINTS = "too_few_points"
    TOO_FEW_READINGS = "too_few_readings"
    NOT_STEADY = "not_steady"
    ROOM_UNKNOWN = "room_unknown"
    TOO_NARROW = "too_narrow"
    RESIDUAL = "residual"
    GAIN = "gain"
    OFFSET = "offset"
    HYSTERESIS = "hysteresis"
    NO_CHECK = "no_check"
    CHECK = "check"
    UNCERTAIN = "uncertain"
    TECHNICIAN = "technician"
    """Its technician does not accept it, whatever the figures say."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a calibration has to keep."""

    points: int = 2
    span_c: float = 3.0
    residual_c: float = 0.1
    gain: tuple[float, float] = (0.9, 1.1)
    offset_c: float = 2.0
    hysteresis_c: float = 0.2
    check_c: float = 0.3
    uncertainty_c: float = 0.5


ACCEPTANCE = Acceptance()


@dataclass(frozen=True, slots=True)
class Rejected:
    why: Rejection
    detail: str
    """The figure and its limit, for the technician."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Standard uncertainties of the calibrated temperature at 37 °C, °C."""

    source: float
    """Common to all points: no number of them makes it smaller."""
    source_emissivity: float
    """It is not quite black: its emissivity, and what it mirrors."""
    aperture: float
    hysteresis: float
    resolution: float
    fit: float


@dataclass(frozen=True, slots=True)
class Result:
    """A fit and what speaks against it."""

    points: tuple[Point, ...]
    line: Line | None
    hysteresis_c: float | None
    """None: not approached from both sides."""
    check_error_c: float | None
    """Calibrated less true at the check point."""
    terms: Terms | None
    uncertainty_c: float | None
    """Expanded (k=2) at 37 °C."""
    ambient_c: float | None
    linearity_verified: bool
    """False with two points: a line through them proves nothing about what lies between."""
    rejected: tuple[Rejected, ...]


def evaluate(taken: Sequence[SetPoint], source: Blackbody, sensor: Sensor, limits: Acceptance = ACCEPTANCE) -> Result:
    """Fit a line to the set-points, look at it with those that are checks, and say all that speaks against it."""
    points = tuple(point(one, source, sensor) for one in taken)
    fitted = [one for one in points if one.purpose is Purpose.FIT]
    line = _line(fitted)
    if line is None:
        few = Rejected(
            Rejection.TOO_FEW_POINTS, f"{_apart(fitted)} set-points that stand apart; {limits.points} or more"
        )
        return Result(points, None, None, None, None, None, _ambient(points), False, (few,))
    points = tuple(replace(one, residual_c=one.true_c - _corrected(line, one.read_c)) for one in points)
    fitted = [one for one in points if one.purpose is Purpose.FIT]
    hysteresis = _hysteresis(fitted)
    check = _check_error(points)
    terms = _terms(taken, points, line, source, sensor)
    result = Result(
        points=points,
        line=line,
        hysteresis_c=hysteresis,
        check_error_c=check,
        terms=terms,
        uncertainty_c=K * hypot(*astuple(terms)),
        ambient_c=_ambient(points),
        linearity_verified=_apart(fitted) > 2,
        rejected=(),
    )
    return replace(result, rejected=tuple(_objections(result, line, source, limits)))


def _line(fitted: Sequence[Point]) -> Line | None:
    xs, ys = [one.read_c - PIVOT_C for one in fitted], [one.true_c - PIVOT_C for one in fitted]
    sources = {one.source_u_c for one in fitted}
    known = len(sources) > 1 and min(sources) > 0  # a source alike everywhere weighs alike everywhere
    weights = [1 / one.source_u_c**2 if known else 1.0 for one in fitted]
    return fit_line(xs, ys, [one.error_u_c for one in fitted], weights)


def _corrected(line: Line, read_c: float) -> float:
    return PIVOT_C + line.at(read_c - PIVOT_C)


def _apart(fitted: Sequence[Point]) -> int:
    """Return how many different temperatures were set."""
    count, last = 0, -1000.0
    for reference in sorted(one.reference_c for one in fitted):
        if reference - last > SAME_POINT_C:
            count, last = count + 1, reference
    return count


def _ambient(points: Sequence[Point]) -> float | None:
    known = [one.ambient_c for one in points if one.ambient_c is not None]
    return mean(known) if known else None


def _hysteresis(fitted: Sequence[Point]) -> float | None:
    """Return the largest difference between a temperature come from below and the same come from above."""
    apart = [
        abs((up.residual_c or 0.0) - (down.residual_c or 0.0))
        for up in fitted
        for down in fitted
        if up.approach is Approach.UP
        and down.approach is Approach.DOWN
        and abs(up.reference_c - down.reference_c) <= SAME_POINT_C
    ]
    return max(apart, default=None)


def _check_error(points: Sequence[Point]) -> float | None:
    """Return the largest error at a check point that is none of the fitted temperatures."""
    fitted = [one.reference_c for one in points if one.purpose is Purpose.FIT]
    errors = [
        -(one.residual_c or 0.0)
        for one in points
        if one.purpose is Purpose.CHECK and all(abs(one.reference_c - other) > SAME_POINT_C for other in fitted)
    ]
    return max(errors, key=abs, default=None)


def _terms(taken: Sequence[SetPoint], points: Sequence[Point], line: Line, source: Blackbody, sensor: Sensor) -> Terms:
    fitted = [one for one in points if one.purpose is Purpose.FIT]
    return Terms(
        source=max(one.source_u_c for one in points),
        source_emissivity=max(
            mirror_u(PIVOT_C, found.around_c, source, room_told=one.surround_c is not None)
            for one, found in zip(taken, points, strict=True)
        ),
        aperture=source.aperture_u_c,
        hysteresis=(_hysteresis(fitted) or 0.0) / sqrt(12),
        resolution=line.slope * sensor.resolution_c / sqrt(12),
        fit=sqrt(line.intercept_variance),
    )


def _objections(result: Result, line: Line, source: Blackbody, limits: Acceptance) -> Iterator[Rejected]:
    fitted = [one for one in result.points if one.purpose is Purpose.FIT]
    yield from _about_points(result.points, fitted, limits)
    if source.emissivity < BLACK and not all(one.room_known for one in result.points):
        told = f"the source mirrors the room ({1 - source.emissivity:.1%}), and the sensor does not tell how warm it is"
        yield Rejected(Rejection.ROOM_UNKNOWN, told)
    worst = max((one.residual_c or 0.0 for one in fitted), key=abs)
    if abs(worst) > limits.residual_c:
        yield Rejected(Rejection.RESIDUAL, f"a point lies {worst:+.3f} °C off the line; at most {limits.residual_c} °C")
    low, high = limits.gain
    if not low <= line.slope <= high:
        yield Rejected(Rejection.GAIN, f"gain {line.slope:.4f} is outside {low} to {high}")
    if abs(line.intercept) > limits.offset_c:
        yield Rejected(Rejection.OFFSET, f"offset {line.intercept:+.2f} °C; at most {limits.offset_c} °C")
    if result.hysteresis_c is not None and result.hysteresis_c > limits.hysteresis_c:
        told = f"from below and from above differ by {result.hysteresis_c:.3f} °C; at most {limits.hysteresis_c} °C"
        yield Rejected(Rejection.HYSTERESIS, told)
    if result.check_error_c is None:
        yield Rejected(Rejection.NO_CHECK, "no check at a temperature that was not fitted")
    elif abs(result.check_error_c) > limits.check_c:
        told = f"the check is {result.check_error_c:+.3f} °C off; at most {limits.check_c} °C"
        yield Rejected(Rejection.CHECK, told)
    if result.uncertainty_c is not None and result.uncertainty_c > limits.uncertainty_c:
        told = f"U is {result.uncertainty_c:.2f} °C at 37 °C; at most {limits.uncertainty_c} °C"
        yield Rejected(Rejection.UNCERTAIN, told)


def _about_points(points: Sequence[Point], fitted: Sequence[Point], limits: Acceptance) -> Iterator[Rejected]:
    span = max(one.reference_c for one in fitted) - min(one.reference_c for one in fitted)
    if span < limits.span_c:
        yield Rejected(Rejection.TOO_NARROW, f"the set-points span {span:.1f} °C; at least {limits.span_c} °C")
    for one in points:
        if one.readings < FEWEST_READINGS:
            told = f"{one.readings} readings at {one.reference_c} °C; at least {FEWEST_READINGS}"
            yield Rejected(Rejection.TOO_FEW_READINGS, told)
        if one.steadiness is not Steadiness.STEADY:
            drift = "watched too briefly" if one.drift_c_per_min is None else f"{one.drift_c_per_min:+.3f} °C a minute"
            told = f"{one.reference_c} °C is not steady ({drift}); surely below {DRIFT_C_PER_MIN} is wanted"
            yield Rejected(Rejection.NOT_STEADY, told)


@dataclass(frozen=True)  # without slots: it keeps its id
class CalibrationRecord:
    """One calibration as it is kept for good, accepted or not."""

    run_id: str
    """Of the run at the kiosk: storing it twice has no second effect."""
    sensor: Sensor
    source: Blackbody
    operator: str
    """staff_id."""
    parent: str | None
    """The calibration in force before."""
    begun_utc: str
    ended_utc: str
    valid_until_utc: str
    """ISO 8601 with Z; a calibration that was not accepted is never valid."""
    taken: tuple[SetPoint, ...]
    result: Result
    simulated: bool

    @property
    def accepted(self) -> bool:
        return not self.result.rejected

    @cached_property
    def calibration_id(self) -> str:
        """Sixteen hex digits of the SHA-256 of all of it; it holds hundreds of readings."""
        text = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def valid_days(result: Result) -> int:
    """Return how long a calibration holds; one of unverified linearity not for long."""
    return VALID_DAYS if result.linearity_verified else UNVERIFIED_DAYS


def calibration_of(record: CalibrationRecord) -> Calibration:
    """Return what a measurement needs of an accepted record. Raises ValueError for one that was not accepted."""
    result, line, terms = record.result, record.result.line, record.result.terms
    if not record.accepted or line is None or terms is None or result.uncertainty_c is None:
        raise ValueError("a calibration that was not accepted corrects nothing")
    return Calibration(
        calibration_id=record.calibration_id,
        gain=line.slope,
        offset_c=line.intercept,
        uncertainty_c=result.uncertainty_c,
        reference_u_c=hypot(terms.source, terms.aperture, terms.hysteresis, terms.resolution),
        source_emissivity_u_c=terms.source_emissivity,
        offset_variance=line.intercept_variance,
        gain_variance=line.slope_variance,
        covariance=line.covariance,
        ambient_c=result.ambient_c,
    )
