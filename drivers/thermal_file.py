"""A registration kept in a small file: for which array beside which camera, who looks where, how well it fitted.

One JSON object: `version`, `protocol`, `serial`, `columns`, `rows`, `aspect` (of the camera's picture), `simulated`,
`places`, `residual_px`, `made_utc`, and `map`, the six numbers of Registration.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from drivers.thermal import Registration

VERSION: Final = 1
ASPECT_TOLERANCE: Final = 0.01


class RegistrationUnfit(Exception):
    """There is no registration, or one of something else: says what to do."""


@dataclass(frozen=True, slots=True)
class KeptRegistration:
    """A registration and what it belongs to."""

    protocol: str
    serial: str
    """The array's own serial number; empty where it tells none."""
    columns: int
    rows: int
    aspect: float
    """Width of the camera's picture by its height."""
    simulated: bool
    """Made with a simulated array: no use for a real one."""
    places: int
    made_utc: str
    registration: Registration


def written(kept: KeptRegistration) -> bytes:
    """Return what the file holds; `kept_at` reads it."""
    line = kept.registration
    fields_of = {
        "version": VERSION,
        "protocol": kept.protocol,
        "serial": kept.serial,
        "columns": kept.columns,
        "rows": kept.rows,
        "aspect": round(kept.aspect, 5),
        "simulated": kept.simulated,
        "places": kept.places,
        "residual_px": line.residual_px,
        "made_utc": kept.made_utc,
        "map": {name: value for name, value in asdict(line).items() if name != "residual_px"},
    }
    return json.dumps(fields_of, indent=1).encode()


def kept_at(path: Path) -> KeptRegistration | None:
    """Read the file; None when there is none. Raises RegistrationUnfit for another file, OSError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["version"] != VERSION:
            raise RegistrationUnfit(f"{path} is of version {found['version']}, not {VERSION}; register again")
        numbers = [float(found["map"][item.name]) for item in fields(Registration) if item.name != "residual_px"]
        return KeptRegistration(
            protocol=str(found["protocol"]),
            serial=str(found["serial"]),
            columns=int(found["columns"]),
            rows=int(found["rows"]),
            aspect=float(found["aspect"]),
            simulated=bool(found["simulated"]),
            places=int(found["places"]),
            made_utc=str(found["made_utc"]),
            registration=Registration(*numbers, residual_px=float(found["residual_px"])),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise RegistrationUnfit(f"{path} is no registration ({error}); register again") from None


def unfit_for(kept: KeptRegistration, now: KeptRegistration) -> str:
    """Why a registration must not be used for the array and camera of now (its map aside); empty when it may."""
    if kept.simulated != now.simulated:
        return f"was made with a {'simulated' if kept.simulated else 'real'} array"
    if kept.protocol != now.protocol or (kept.columns, kept.rows) != (now.columns, now.rows):
        return f"is of {kept.protocol}, {kept.columns} x {kept.rows} pixels"
    if kept.serial != now.serial:
        return f"is of the array {kept.serial or 'without a serial number'}, not {now.serial or 'one without'}"
    if abs(kept.aspect - now.aspect) > ASPECT_TOLERANCE:
        return "was made with a camera picture of another shape"
    return ""
