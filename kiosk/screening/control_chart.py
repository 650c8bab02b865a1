"""Daily checks against the blackbody: pass, warn or fail; slow drift; and when a calibration will be due.

Two charts of the errors: Shewhart's finds one check far out (3 sigma), the exponentially weighted mean finds many that
lean to one side (lambda 0.2, L 2.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import hypot, sqrt

from kiosk.screening.set_points import Blackbody, Sensor, SetPoint, mirror_u, point
from kiosk.screening.thermometry import calibrated
from kiosk.screening.uncertainty import mean, slope
from kiosk.screening.values import Calibration

PASS_C = 0.2
FAIL_C = 0.3
TINY_C = 1e-9
"""An error of exactly a limit is within it, however it was computed."""
EWMA_WEIGHT = 0.2
EWMA_WIDTH = 2.7
SHEWHART_WIDTH = 3.0
ASSUMED_SIGMA_C = 0.05
"""Spread of checks while there are too few to know it."""
LEAST_SIGMA_C = 0.01
KNOWN_FROM = 8
TREND_FROM = 5
TREND_DAYS = 4.0
ASSUMED_DRIFT_C_PER_DAY = 0.1 / 14
"""While the trend is not known: 0.1 °C in 14 days, what a screening device may drift by at most."""
RANGE_TO_SIGMA = 1.128
"""Mean difference of neighbours, in standard deviations."""


class CheckVerdict(StrEnum):
    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    """Screening stops."""


def verdict(error_c: float) -> CheckVerdict:
    if abs(error_c) <= PASS_C + TINY_C:
        return CheckVerdict.PASS
    return CheckVerdict.WARN if abs(error_c) <= FAIL_C + TINY_C else CheckVerdict.FAIL


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """One look at the blackbody, as it is kept."""

    calibration_id: str
    sensor: Sensor
    source: Blackbody
    operator: str
    """staff_id."""
    at_utc: str
    reference_c: float
    true_c: float
    """Apparent temperature of the source."""
    read_c: float
    """Apparent temperature that the sensor read."""
    measured_c: float
    """The same, calibrated."""
    error_c: float
    error_u_c: float
    """Standard uncertainty of the error: of the readings, and of what the source looks like."""
    readings: int
    verdict: CheckVerdict
    simulated: bool


def daily_check(
    taken: SetPoint,
    source: Blackbody,
    sensor: Sensor,
    calibration: Calibration,
    *,
    operator: str,
    at_utc: str,
    simulated: bool,
) -> DailyCheck:
    """Return what a look at the blackbody says of a calibration. Raises ValueError for one without readings."""
    found = point(taken, source, sensor)
    measured = calibrated(found.read_c, calibration)
    error = measured - found.true_c
    grey = mirror_u(found.reference_c, found.around_c, source, room_told=taken.surround_c is not None)
    return DailyCheck(
        calibration_id=calibration.calibration_id,
        sensor=sensor,
        source=source,
        operator=operator,
        at_utc=at_utc,
        reference_c=found.reference_c,
        true_c=found.true_c,
        read_c=found.read_c,
        measured_c=measured,
        error_c=error,
        error_u_c=hypot(found.error_u_c, found.source_u_c, source.aperture_u_c, grey),
        readings=found.readings,
        verdict=verdict(error),
        simulated=simulated,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """One check on the chart."""

    at: datetime
    error_c: float
    ewma_c: float
    ewma_limit_c: float
    far_out: bool
    """Beyond three sigma."""
    leaning: bool
    """The weighted mean is beyond its limit."""


@dataclass(frozen=True, slots=True)
class Chart:
    looks: tuple[Look, ...]
    sigma_c: float
    sigma_known: bool
    """False: too few checks, and the usual spread is assumed."""
    drift_c_per_day: float | None
    """None: too few days, or no drift that stands out."""
    due: datetime
    """When to calibrate again: at the latest when it expires, earlier when the drift reaches the limit of a pass."""

    @property
    def out_of_control(self) -> bool:
        return bool(self.looks) and (self.looks[-1].far_out or self.looks[-1].leaning)


def chart(checks: Sequence[tuple[datetime, float]], valid_until: datetime) -> Chart:
    """Return the chart of the errors (°C) since a calibration, oldest first. They should lie about 0."""
    errors = [error for _, error in checks]
    known = len(errors) >= KNOWN_FROM
    sigma = max(_sigma(errors), LEAST_SIGMA_C) if known else ASSUMED_SIGMA_C
    looks, level = [], 0.0
    for count, (at, error) in enumerate(checks, start=1):
        level = EWMA_WEIGHT * error + (1 - EWMA_WEIGHT) * level
        settled = 1 - (1 - EWMA_WEIGHT) ** (2 * count)
        limit = EWMA_WIDTH * sigma * sqrt(EWMA_WEIGHT / (2 - EWMA_WEIGHT) * settled)
        looks.append(Look(at, error, level, limit, abs(error) > SHEWHART_WIDTH * sigma, abs(level) > limit))
    drift = _drift(checks)
    return Chart(tuple(looks), sigma, known, drift, _due(checks, drift, valid_until))


def _sigma(errors: Sequence[float]) -> float:
    """Return the spread from the steps between neighbours: a slow drift does not widen it."""
    return mean([abs(one - other) for one, other in pairwise(errors)]) / RANGE_TO_SIGMA


def _days(checks: Sequence[tuple[datetime, float]]) -> list[float]:
    return [(at - checks[0][0]) / timedelta(days=1) for at, _ in checks]


def _drift(checks: Sequence[tuple[datetime, float]]) -> float | None:
    if len(checks) < TREND_FROM:
        return None
    days = _days(checks)
    found = slope(days, [error for _, error in checks])
    if found is None or days[-1] < TREND_DAYS or abs(found[0]) <= 2 * found[1]:
        return None
    return found[0]


def _due(checks: Sequence[tuple[datetime, float]], drift: float | None, valid_until: datetime) -> datetime:
    if not drift:
        return valid_until
    now = mean([error for _, error in checks]) + drift * (_days(checks)[-1] - mean(_days(checks)))
    limit = PASS_C if drift > 0 else -PASS_C
    left = max(0.0, (limit - now) / drift)
    return min(valid_until, checks[-1][0] + timedelta(days=min(left, 10_000)))


def drift_u(errors: Sequence[float], drift_c_per_day: float | None, days: float) -> float:
    """Return the standard uncertainty (°C) of what may have drifted: the last error seen and what came in `days` since.

    Both are taken as bounds between which all is alike (rectangular).
    """
    since = days * max(abs(drift_c_per_day or 0.0), ASSUMED_DRIFT_C_PER_DAY)
    return hypot(errors[-1] if errors else 0.0, since) / sqrt(3)
