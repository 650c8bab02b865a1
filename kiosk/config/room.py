"""Keys about the room that do not fit one another."""

from kiosk.screening.settings import Environment


def wrong_room(room: Environment) -> str | None:
    """Return what is wrong with the windows of the room, in one sentence; None when they are windows."""
    for name in ("ambient", "humidity", "distance"):
        if getattr(room, f"{name}_low") >= getattr(room, f"{name}_high"):
            return f"environment: {name}_low must be below {name}_high, or no room would do"
    return None
