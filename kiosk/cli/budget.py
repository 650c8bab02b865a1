"""A stored measurement in words: what its uncertainty is made of, and its numbers computed once more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.screening.thermometry import recompute, recompute_uncertainty

MEANS = {
    "instrument": "sensor: its maker's accuracy, or a calibration not itemised",
    "emissivity": "emissivity of skin",
    "reflected": "what the skin mirrors",
    "repeatability": "readings of the window; more of them make it smaller",
    "resolution": "one step of the wire format",
    "reference": "blackbody of the calibration",
    "source_emissivity": "that blackbody is not quite black: its emissivity, what it mirrors",
    "fit": "fitted line at this temperature",
    "drift": "drift since the last check",
    "ambient": "sensor warmer or colder than when calibrated",
    "spot": "what the sensor sees beside the forehead",
    "in_scene": "in-scene reference: its temperature, the array's uniformity, noise, lag",
}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What follows from the stored figures."""

    skin_c: float | None
    """None: no number follows from them."""
    uncertainty_c: float | None
    holds: bool
    """Both are what was stored, to the last bit."""


def recomputed(payload: Mapping[str, Any] | None) -> Recomputed | None:
    """Compute a row's measurement again; None for a row without one, or whose figures were erased or reduced.

    Figures that no number can be computed from do not hold.
    """
    found = payload.get("measurement") if payload else None
    if not found or (isinstance(found, Mapping) and not {"object_c", "budget", "skin_c"} <= set(found)):
        return None
    try:
        skin, u = recompute(found), recompute_uncertainty(found)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return Recomputed(None, None, holds=False)
    return Recomputed(skin, u, holds=(skin, u) == (found["skin_c"], found["uncertainty_c"]))


def told(measurement: Mapping[str, Any], again: Recomputed) -> Iterator[str]:
    """Yield the budget line by line, then whether the shown numbers follow from it."""
    yield "standard uncertainties (k=1), °C:"
    for name in sorted(measurement["budget"], key=list(MEANS).index):
        value = measurement["budget"][name]
        shown = " not known" if value is None else f"{value:10.4f}"
        yield f"  {name:<18}{shown}  {MEANS[name]}"
    yield f"  U = 2 x root of the sum of squares = {_celsius(again.uncertainty_c)} (k=2)"
    calibration = measurement["calibration_id"] or "uncalibrated"
    gain, offset = (_figure(measurement.get(name)) for name in ("gain", "offset_c"))
    line = f", gain {gain}, offset {offset} °C at 37 °C" if measurement["calibration_id"] else ""
    yield f"object {_celsius(measurement['object_c'])}, calibration {calibration}{line}"
    if found := measurement.get("correction"):
        yield f"in-scene reference {_celsius(found['told_c'])}, correction {found['correction_c']:+.4f} °C"
    around = _celsius(measurement["reflected_c"])
    yield f"emissivity {measurement['emissivity']}, reflected {around} -> skin {_celsius(again.skin_c)}"
    if again.holds:
        yield "recomputed: the same"
    else:
        yield (
            f"recomputed: DIFFERS; the record says {measurement['skin_c']!r} ± {measurement['uncertainty_c']!r}, "
            f"its figures give {again.skin_c!r} ± {again.uncertainty_c!r}"
        )


def _figure(value: float | None) -> str:
    return "no number" if value is None else f"{value:.5f}"


def _celsius(value: float | None) -> str:
    return "no number" if value is None else f"{value:.4f} °C"


def brief(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a row as it is read by people: raw readings and looks of the camera are counted, not listed."""
    payload = tree["payload"] or {}
    shorter: dict[str, Any] = {}
    if taken := payload.get("taken"):
        shorter["taken"] = [_counted(one) for one in taken]
    if facts := payload.get("facts"):
        shorter["facts"] = _counted(facts)
    return {**tree, "payload": {**payload, **shorter}} if shorter else tree


def _counted(facts: dict[str, Any]) -> dict[str, Any]:
    lists = {"samples": "readings", "estimates": "looks"}
    return {
        name: f"{len(value)} {lists[name]}, all of them with --json" if name in lists and value else value
        for name, value in facts.items()
    }
