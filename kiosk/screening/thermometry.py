"""Readings -> skin temperature with its uncertainty. Nothing is clamped, snapped or averaged towards normal.

Apparent to skin temperature, in kelvin (radiance taken as T^4; against the 8-14 µm band radiance this differs by
about 0.001 °C at skin temperature):

    T_app^4  = e_s T_sensor^4 + (1 - e_s) T_can^4          undo the emissivity set in the sensor
    T_skin^4 = (T_app^4 - (1 - e) T_refl^4) / e            e: emissivity of skin
"""

from collections.abc import Sequence
from math import sqrt

from kiosk.screening.settings import Thermometry
from kiosk.screening.values import Budget, Calibration, Measurement, Sample

KELVIN = 273.15
CALIBRATION_PIVOT_C = 37.0
EMISSIVITY_U = 0.005
"""Standard uncertainty of the emissivity of skin (0.971 ± 0.005 SD over sites and people, Togawa 1989)."""
REFLECTED_U_C = 3.0
"""Standard uncertainty of the reflected temperature, taken from the sensor's can, °C."""


def skin_from_object(object_c: float, can_c: float, reflected_c: float, rules: Thermometry) -> float:
    """Return the skin temperature (°C) behind an object temperature (°C) that the sensor computed."""
    sensor_e, skin_e = rules.sensor_emissivity, rules.skin_emissivity
    apparent4 = sensor_e * (object_c + KELVIN) ** 4 + (1 - sensor_e) * (can_c + KELVIN) ** 4
    skin4 = (apparent4 - (1 - skin_e) * (reflected_c + KELVIN) ** 4) / skin_e
    return max(skin4, 0.0) ** 0.25 - KELVIN


def calibrated(skin_c: float, calibration: Calibration | None) -> float:
    """Return the temperature (°C) after gain and offset, or unchanged without a calibration."""
    if calibration is None:
        return skin_c
    return CALIBRATION_PIVOT_C + calibration.offset_c + calibration.gain * (skin_c - CALIBRATION_PIVOT_C)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def spread(values: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1); 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    middle = mean(values)
    return sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1))


def trend(samples: Sequence[Sample]) -> tuple[float, float] | None:
    """Return the least-squares slope of the object temperature and its standard error, °C/s; None if unknown."""
    count = len(samples)
    if count < 3:
        return None
    t0 = mean([sample.at for sample in samples])
    y0 = mean([sample.object_c for sample in samples])
    sxx = sum((sample.at - t0) ** 2 for sample in samples)
    if sxx == 0.0:
        return None
    slope = sum((sample.at - t0) * (sample.object_c - y0) for sample in samples) / sxx
    residual2 = sum((sample.object_c - y0 - slope * (sample.at - t0)) ** 2 for sample in samples)
    return slope, sqrt(residual2 / (count - 2) / sxx)


def window(samples: Sequence[Sample], now: float, rules: Thermometry) -> tuple[Sample, ...]:
    """Return the newest samples that make one measurement; empty when too few, too old or stuck on one value."""
    recent = tuple(sample for sample in samples if now - sample.at <= rules.window_s)
    if len(recent) < rules.min_readings or now - recent[-1].at > rules.max_age_s:
        return ()
    if len({(sample.object_c, sample.ambient_c) for sample in recent}) == 1:
        return ()
    return recent


def trend_window(samples: Sequence[Sample], now: float, rules: Thermometry) -> tuple[Sample, ...]:
    """Return the samples a trend is taken from: the newest, without the start, when the sensor still rises."""
    start = samples[0].at + rules.trend_skip_s
    return tuple(sample for sample in samples if sample.at >= start and now - sample.at <= rules.trend_s)


def settled(samples: Sequence[Sample], now: float, rules: Thermometry) -> bool:
    """Say whether the newest samples make a measurement."""
    recent = window(samples, now, rules)
    return bool(recent) and spread([sample.object_c for sample in recent]) <= rules.max_spread_c


def measure(
    samples: Sequence[Sample],
    now: float,
    rules: Thermometry,
    calibration: Calibration | None,
    *,
    accuracy_c: float,
    resolution_c: float,
) -> Measurement | None:
    """Return the skin temperature at `now` (monotonic s), or None when too few, too spread or too old readings exist.

    `accuracy_c` is the maker's accuracy as expanded U (k=2), used while there is no calibration; `resolution_c` the
    sensor's step.
    """
    if not settled(samples, now, rules):
        return None
    recent = window(samples, now, rules)
    objects = [sample.object_c for sample in recent]
    ambients = [sample.ambient_c for sample in recent if sample.ambient_c is not None]
    ambient = mean(ambients) if ambients else None
    reflected = rules.default_reflected_c if ambient is None else ambient
    object_c = mean(objects)
    slope = trend(trend_window(samples, now, rules))
    budget = _budget(
        object_c, reflected, spread(objects) / sqrt(len(objects)), rules, calibration, accuracy_c, resolution_c
    )
    return Measurement(
        skin_c=calibrated(skin_from_object(object_c, reflected, reflected, rules), calibration),
        uncertainty_c=expanded(budget),
        object_c=object_c,
        ambient_c=ambient,
        readings=len(recent),
        spread_c=spread(objects),
        trend_c_per_s=slope[0] if slope else None,
        trend_error_c_per_s=slope[1] if slope else None,
        emissivity=rules.skin_emissivity,
        reflected_c=reflected,
        calibration_id=calibration.calibration_id if calibration else None,
        budget=budget,
    )


def expanded(budget: Budget) -> float:
    """Return U (k=2), °C."""
    terms = (budget.instrument, budget.emissivity, budget.reflected, budget.repeatability, budget.resolution)
    return 2 * sqrt(sum(term * term for term in terms))


def _budget(
    object_c: float,
    reflected_c: float,
    repeatability: float,
    rules: Thermometry,
    calibration: Calibration | None,
    accuracy_c: float,
    resolution_c: float,
) -> Budget:
    t_skin = object_c + KELVIN
    t_refl = reflected_c + KELVIN
    by_emissivity = (t_skin - t_refl**4 / t_skin**3) / (4 * rules.skin_emissivity)
    by_reflected = (1 - rules.skin_emissivity) / rules.skin_emissivity * (t_refl / t_skin) ** 3
    return Budget(
        instrument=(calibration.uncertainty_c if calibration else accuracy_c) / 2,
        emissivity=abs(by_emissivity) * EMISSIVITY_U,
        reflected=by_reflected * REFLECTED_U_C,
        repeatability=repeatability,
        resolution=resolution_c / sqrt(12),
    )
