"""Keys about the room, and what stands in it, that do not fit one another."""

from kiosk.screening.settings import Environment, Reference


def wrong_room(room: Environment) -> str | None:
    """Return what is wrong with the windows of the room, in one sentence; None when they are windows."""
    for name in ("ambient", "humidity", "distance"):
        if getattr(room, f"{name}_low") >= getattr(room, f"{name}_high"):
            return f"environment: {name}_low must be below {name}_high, or no room would do"
    return None


LEAST_PX = 3
"""Fewer pixels a side, and their edges mix the reference with what is behind it."""


def wrong_reference(reference: Reference) -> str | None:
    """Return what is wrong with the place of the in-scene reference, in one sentence; None when it has one or none."""
    if reference.columns == reference.rows == 0:
        return None
    for name, size in (("columns", reference.columns), ("rows", reference.rows)):
        if size < LEAST_PX:
            return f"reference.{name}: {size} is too few: {LEAST_PX} to 100 (px); columns and rows both 0 for none"
    return None
