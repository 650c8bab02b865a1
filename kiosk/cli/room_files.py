"""What Linux's own sensors say of the room: files that hold thousandths."""

from contextlib import suppress
from pathlib import Path

from kiosk.config import Config


def humidity_of(path: str) -> float | None:
    """Return percent from a file that holds thousandths of it, as hwmon's `humidity1_input`; None when it does not."""
    return _thousandths(path, 0, 100)


def reference_of(config: Config) -> float | None:
    """Return the temperature of the in-scene reference, °C: its own sensor's, where one is named, else the config's.

    None when that sensor's file (as hwmon's `temp1_input`) does not tell one between 0 and 100 °C.
    """
    named = config.thermometer.reference_file
    return _thousandths(named, 0, 100) if named else config.reference.temperature_c


def _thousandths(path: str, low: float, high: float) -> float | None:
    with suppress(OSError, ValueError):
        found = int(Path(path).read_text(encoding="ascii")) / 1000
        return found if low <= found <= high else None
    return None
