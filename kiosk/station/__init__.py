"""One kiosk at work: facts in, decisions committed, the door released, screens told."""

from kiosk.station.loop import Station
from kiosk.station.parts import Parts

__all__ = ["Parts", "Station"]
