"""Readings -> skin temperature with its uncertainty. Nothing is clamped, snapped or averaged towards normal.

From what the sensor says to skin, in kelvin (radiance taken as T^4; against the 8-14 µm band radiance this differs by
about 0.001 °C at skin temperature):

    T_read^4 = e_s T_sensor^4 + (1 - e_s) T_can^4          undo the emissivity e_s that the sensor says is set in it
    T_app    = 37 + offset + gain (T_read - 37) + c        calibration against a blackbody, °C; c: in-scene reference
    T_skin^4 = (T_app^4 - (1 - e) T_refl^4) / e            e: emissivity of skin

The calibration comes before the skin: it belongs to the sensor alone, and was taken from a source almost black.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from kiosk.screening.in_scene import Correction
from kiosk.screening.settings import Reference, Thermometry
from kiosk.screening.uncertainty import (
    KELVIN,
    PIVOT_C,
    K,
    beside_target,
    by_apparent,
    by_emissivity,
    by_reflected,
    correction_u,
    expanded,
    fit_u,
    independent,
    mean,
    slope,
    spot_m,
    spread,
    standard_error,
)
from kiosk.screening.values import Budget, Calibration, Measurement, Sample

COARSE_C = 0.05
"""A sensor with coarser steps may well repeat a value; a finer one that does is stuck."""


def apparent(object_c: float, can_c: float, sensor_emissivity: float) -> float:
    """Return the temperature (°C) of the black body that the sensor saw: what its own emissivity setting did undone."""
    radiance = sensor_emissivity * (object_c + KELVIN) ** 4 + (1 - sensor_emissivity) * (can_c + KELVIN) ** 4
    return radiance**0.25 - KELVIN


def skin(apparent_c: float, reflected_c: float, emissivity: float) -> float:
    """Return the skin temperature (°C) that looks like a black body at `apparent_c`."""
    own = ((apparent_c + KELVIN) ** 4 - (1 - emissivity) * (reflected_c + KELVIN) ** 4) / emissivity
    return max(own, 0.0) ** 0.25 - KELVIN


def calibrated(apparent_c: float, calibration: Calibration | None) -> float:
    """Return the temperature (°C) after gain and offset, or unchanged without a calibration."""
    if calibration is None:
        return apparent_c
    return PIVOT_C + calibration.offset_c + calibration.gain * (apparent_c - PIVOT_C)


def trend(samples: Sequence[Sample]) -> tuple[float, float] | None:
    """Return the least-squares slope of the object temperature and its standard error, °C/s; None if unknown."""
    return slope([sample.at for sample in samples], [sample.object_c for sample in samples])


def at_rate(rules: Thermometry, rate_hz: float) -> Thermometry:
    """Return the rules for a sensor that reads so often: a slow one gets a window that holds enough readings."""
    least = (rules.min_readings + 1) / rate_hz
    return replace(rules, window_s=max(rules.window_s, least), max_age_s=max(rules.max_age_s, 2 / rate_hz))


def window(samples: Sequence[Sample], now: float, rules: Thermometry, resolution_c: float = 0.0) -> tuple[Sample, ...]:
    """Return the newest samples that make one measurement; empty when too few, too old, on one value or set anew."""
    recent = tuple(sample for sample in samples if now - sample.at <= rules.window_s)
    if len(recent) < rules.min_readings or now - recent[-1].at > rules.max_age_s:
        return ()
    if resolution_c < COARSE_C and len({sample.object_c for sample in recent}) == 1:
        return ()
    if len({sample.emissivity for sample in recent}) > 1:
        return ()  # the sensor has been set anew in between
    return recent


def trend_window(samples: Sequence[Sample], now: float, rules: Thermometry) -> tuple[Sample, ...]:
    """Return the samples a trend is taken from: the newest, without the start, when the sensor still rises."""
    start = samples[0].at + rules.trend_skip_s
    return tuple(sample for sample in samples if sample.at >= start and now - sample.at <= rules.trend_s)


def settled(samples: Sequence[Sample], now: float, rules: Thermometry, resolution_c: float = 0.0) -> bool:
    """Say whether the newest samples make a measurement."""
    recent = window(samples, now, rules, resolution_c)
    return bool(recent) and spread([sample.object_c for sample in recent]) <= rules.max_spread_c


@dataclass(frozen=True, slots=True)
class _Path:
    """One measurement on its way from object to skin temperature, °C."""

    objects: list[float]
    ambient: float | None
    reflected: float
    emissivity: float
    """Set in the sensor: as it told it, else as the rules have it."""
    read: float
    """Apparent, before calibration."""
    seen: float
    """Apparent, after it and after the in-scene reference."""
    skin: float


@dataclass(frozen=True, slots=True)
class InScene:
    """What an in-scene reference corrects, and the rules that say how sure that is."""

    correction: Correction
    rules: Reference


def measure(
    samples: Sequence[Sample],
    now: float,
    rules: Thermometry,
    calibration: Calibration | None,
    *,
    accuracy_c: float,
    resolution_c: float,
    distance_m: float | None = None,
    in_scene: InScene | None = None,
) -> Measurement | None:
    """Return the skin temperature at `now` (monotonic s), or None when too few, too spread or too old readings exist.

    `accuracy_c` is the maker's accuracy as expanded U (k=2), used while there is no calibration; `resolution_c` the
    sensor's step; `distance_m` how far the forehead was, where that is known; `in_scene` an array's own correction.
    """
    if not settled(samples, now, rules, resolution_c):
        return None
    path = _follow(window(samples, now, rules, resolution_c), rules, calibration, in_scene)
    known_view = rules.field_of_view_deg > 0
    distance = rules.distance_m if distance_m is None else distance_m
    spot = spot_m(distance, rules) if known_view else None
    budget = _budget(path, rules, calibration, accuracy_c, resolution_c, spot)
    if in_scene is not None:
        budget = _anchored(budget, path, rules, calibration, in_scene)
    going = trend(trend_window(samples, now, rules))
    return Measurement(
        skin_c=path.skin,
        uncertainty_c=expanded(budget),
        object_c=mean(path.objects),
        ambient_c=path.ambient,
        readings=len(path.objects),
        spread_c=spread(path.objects),
        trend_c_per_s=going[0] if going else None,
        trend_error_c_per_s=going[1] if going else None,
        emissivity=rules.skin_emissivity,
        reflected_c=path.reflected,
        calibration_id=calibration.calibration_id if calibration else None,
        budget=budget,
        sensor_emissivity=path.emissivity,
        gain=calibration.gain if calibration else 1.0,
        offset_c=calibration.offset_c if calibration else 0.0,
        independent_readings=independent(path.objects),
        distance_m=distance if known_view else None,
        spot_m=spot,
        correction=in_scene.correction if in_scene else None,
    )


def _follow(
    recent: Sequence[Sample], rules: Thermometry, calibration: Calibration | None, in_scene: InScene | None
) -> _Path:
    objects = [sample.object_c for sample in recent]
    ambients = [sample.ambient_c for sample in recent if sample.ambient_c is not None]
    ambient = mean(ambients) if ambients else None
    reflected = rules.default_reflected_c if ambient is None else ambient
    told = recent[0].emissivity
    emissivity = rules.sensor_emissivity if told is None else told
    read = apparent(mean(objects), reflected, emissivity)
    seen = calibrated(read, calibration) + (in_scene.correction.correction_c if in_scene else 0.0)
    return _Path(objects, ambient, reflected, emissivity, read, seen, skin(seen, reflected, rules.skin_emissivity))


def _budget(
    path: _Path,
    rules: Thermometry,
    calibration: Calibration | None,
    accuracy_c: float,
    resolution_c: float,
    spot: float | None,
) -> Budget:
    """Every term as the skin temperature feels it; what acts before the calibration passes its gain."""
    by_seen = by_apparent(path.skin, path.seen, rules.skin_emissivity)
    by_read = by_seen * (calibration.gain if calibration else 1.0)
    beside = None if spot is None else beside_target(spot, rules.target_m) * abs(path.skin - path.reflected)
    ambient, known = 0.0, calibration or Calibration("", 1.0, 0.0, accuracy_c)
    if known.ambient_c is not None and path.ambient is not None:
        ambient = abs(path.ambient - known.ambient_c) * rules.ambient_u_per_c
    return Budget(
        instrument=0.0 if known.reference_u_c else by_seen * known.uncertainty_c / K,
        emissivity=abs(by_emissivity(path.skin, path.reflected, rules.skin_emissivity)) * rules.emissivity_u,
        reflected=by_reflected(path.skin, path.reflected, rules.skin_emissivity) * rules.reflected_u_c,
        repeatability=by_read * standard_error(path.objects),
        resolution=by_read * resolution_c / sqrt(12),
        reference=by_seen * known.reference_u_c,
        source_emissivity=by_seen * known.source_emissivity_u_c,
        fit=by_seen * fit_u(known, path.read),
        drift=by_seen * known.drift_u_c,
        ambient=by_seen * ambient,
        spot=None if beside is None else beside / sqrt(3),
    )


def _anchored(
    budget: Budget, path: _Path, rules: Thermometry, calibration: Calibration | None, in_scene: InScene
) -> Budget:
    """The budget of a value that is the reference's temperature plus a difference that the array saw.

    What is alike at reference and face falls out: the calibration's offset with all it rests on, drift, ambient. Of the
    fitted line the gain alone counts, over that difference. An uncalibrated array keeps its maker's accuracy.
    """
    by_seen = by_apparent(path.skin, path.seen, rules.skin_emissivity)
    found, gain = in_scene.correction, calibration.gain if calibration else 1.0
    budget = replace(budget, in_scene=by_seen * correction_u(found, gain, in_scene.rules))
    if calibration is None:
        return budget
    fit = by_seen * sqrt(calibration.gain_variance) * abs(path.read - found.read_c)
    return replace(budget, reference=0.0, source_emissivity=0.0, drift=0.0, ambient=0.0, fit=fit)


def recompute(measurement: Mapping[str, Any]) -> float:
    """Compute the skin temperature (°C) of a stored measurement again. Raises KeyError, TypeError or ValueError."""
    read = apparent(measurement["object_c"], measurement["reflected_c"], measurement["sensor_emissivity"])
    again = Calibration("", measurement["gain"], measurement["offset_c"], 0.0)
    seen = read if measurement["calibration_id"] is None else calibrated(read, again)
    correction = measurement.get("correction")  # rows of older programs have none
    seen += correction["correction_c"] if correction else 0.0
    return skin(seen, measurement["reflected_c"], measurement["emissivity"])


def recompute_uncertainty(measurement: Mapping[str, Any]) -> float:
    """Compute U (k=2, °C) of a stored measurement again from its budget. Raises KeyError or TypeError."""
    return expanded(Budget(**measurement["budget"]))
