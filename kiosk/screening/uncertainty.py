"""Why a temperature may be wrong, and by how much: every term of U stands in the record, in °C, as one standard
uncertainty (k=1). They are taken as independent and added in quadrature; U is twice the root.
"""

import itertools
from collections.abc import Sequence
from dataclasses import asdict
from math import hypot, radians, sqrt, tan

from kiosk.screening.in_scene import Correction
from kiosk.screening.settings import Reference, Thermometry
from kiosk.screening.values import Budget, Calibration

KELVIN = 273.15
PIVOT_C = 37.0
"""Gain and offset are about this temperature: it makes their errors nearly independent."""
OUTSIDE_SPOT = 0.1
"""Share of the signal from outside the spot that a maker's field of view names (90 % of the energy lies within)."""
MOST_ALIKE = 0.9
"""Neighbouring readings count as no more alike than this: of a short window it could not be told."""
LEAST_SEEN = 0.8
FEWEST_FREE = 3
K = 2.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def spread(values: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1); 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    middle = mean(values)
    return sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1))


def independent(values: Sequence[float]) -> float:
    """Return how many independent readings these are worth, by the likeness of neighbours; never more than there are.

    A sensor that smooths sends the same error several times. n (1 - r) / (1 + r), r the autocorrelation at lag one.
    """
    count, middle = len(values), mean(values)
    whole = sum((value - middle) ** 2 for value in values)
    if count < 3 or whole == 0.0:
        return float(count)
    alike = sum((one - middle) * (other - middle) for one, other in itertools.pairwise(values)) / whole
    alike = (alike + 1 / count) / max(1 - 4 / count, LEAST_SEEN)  # a short window shows too little of it
    alike = min(max(alike, 0.0), MOST_ALIKE)
    return count * (1 - alike) / (1 + alike)


def standard_error(values: Sequence[float]) -> float:
    """Return the standard uncertainty of the mean; wider for few readings, whose spread is itself uncertain."""
    worth = independent(values)
    free = max(worth - 1, FEWEST_FREE)
    return spread(values) / sqrt(worth) * sqrt(free / (free - 2))


def slope(times: Sequence[float], values: Sequence[float]) -> tuple[float, float] | None:
    """Return the least-squares slope over time and its standard error; None for fewer than three or all at once."""
    count = len(times)
    if count < 3:
        return None
    t0, y0 = mean(times), mean(values)
    sxx = sum((at - t0) ** 2 for at in times)
    if sxx == 0.0:
        return None
    found = sum((at - t0) * (value - y0) for at, value in zip(times, values, strict=True)) / sxx
    left2 = sum((value - y0 - found * (at - t0)) ** 2 for at, value in zip(times, values, strict=True))
    return found, sqrt(left2 / (count - 2) / sxx)


def fit_u(calibration: Calibration, apparent_c: float) -> float:
    """Return the standard uncertainty of the fitted line where the sensor reads `apparent_c` (°C)."""
    x = apparent_c - PIVOT_C
    variance = calibration.offset_variance + 2 * x * calibration.covariance + x * x * calibration.gain_variance
    return sqrt(max(variance, 0.0))


def correction_u(correction: Correction, gain: float, rules: Reference) -> float:
    """Return the standard uncertainty (°C) of an in-scene correction.

    Of the reference itself, of how alike the array's pixels are, of the looks' noise, and of how far it lags behind
    (rectangular).
    """
    lag = (correction.wanted_c - correction.correction_c) / sqrt(3)
    return hypot(rules.u_c, rules.uniformity_u_c, gain * correction.error_c, lag)


def spot_m(distance_m: float, rules: Thermometry) -> float:
    """Return the diameter (m) of what the sensor sees at this distance."""
    return 2 * distance_m * tan(radians(rules.field_of_view_deg) / 2)


def beside_target(spot: float, target: float) -> float:
    """Return the share of the signal that comes from beside a centred target, for a spot with Gaussian edges."""
    return OUTSIDE_SPOT ** ((target / spot) ** 2)


def by_emissivity(skin_c: float, reflected_c: float, emissivity: float) -> float:
    """Return by how many °C the skin temperature falls for one unit of emissivity."""
    skin, around = skin_c + KELVIN, reflected_c + KELVIN
    return (skin**4 - around**4) / (4 * emissivity * skin**3)


def by_reflected(skin_c: float, reflected_c: float, emissivity: float) -> float:
    """Return by how many °C the skin temperature falls for one °C of reflected temperature."""
    return (1 - emissivity) / emissivity * ((reflected_c + KELVIN) / (skin_c + KELVIN)) ** 3


def by_apparent(skin_c: float, apparent_c: float, emissivity: float) -> float:
    """Return by how many °C the skin temperature rises for one °C of apparent temperature."""
    return ((apparent_c + KELVIN) / (skin_c + KELVIN)) ** 3 / emissivity


def expanded(budget: Budget) -> float:
    """Return U (k=2), °C."""
    return K * sqrt(sum(term * term for term in asdict(budget).values() if term is not None))
