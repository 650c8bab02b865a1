"""A row of the record in a few words, as the matrix tells of it."""

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.records.queries import Shown

Payload = Mapping[str, Any]

_WORDS: dict[str, Callable[[Payload], str]] = {
    "screening": lambda told: str(told["outcome"]),
    "abandoned": lambda told: str(told["why"]),
    "out_of_service": lambda told: f"{told['source']} {told['trouble']}",
    "clock_jump": lambda told: f"{told['by_s']:+.0f} s",
    "door": lambda told: "moved" if told["pulsed"] else str(told["detail"]),
    "door_alert": lambda told: str(told["what"]),
    "set_aside": lambda told: f"{len(told['files'])} file" if told["files"] else "no file",
}


def told(shown: Shown) -> str:
    """Return the kind of a row and what matters most in it."""
    kind = str(shown.row.kind)
    words = _WORDS[kind](shown.payload or {}) if kind in _WORDS else ""
    return f"`{kind}`" + (f" ({words})" if words else "")
