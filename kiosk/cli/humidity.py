"""The room's humidity, where Linux has a sensor for it."""

from contextlib import suppress
from pathlib import Path


def humidity_of(path: str) -> float | None:
    """Return percent from a file that holds thousandths of it, as hwmon's `humidity1_input`; None when it does not."""
    with suppress(OSError, ValueError):
        found = int(Path(path).read_text(encoding="ascii")) / 1000
        return found if 0 <= found <= 100 else None
    return None
