"""What a simulated sensor's wire side looks like, and what all of them share."""

from dataclasses import replace
from typing import Final

from drivers.simulation.warm_bodies import WarmBody, head, warm_picture

AS_SOLD_EMISSIVITY: Final = 0.95
"""What a sensor falls back to when it loses power."""


class SensorWire:
    """Bytes of one sensor. The flags and the methods below `hear` are what a fault asks for."""

    baud = 9600
    rate_hz = 10.0
    """Frames or measurements a second."""
    size: tuple[int, int] | None = None
    """Columns and rows of its pictures, for sensors that make some."""
    on_usb = False
    """Its bytes come in blocks and at once, whatever the speed that the host sets."""
    answer_after_s = 0.0
    """How long it thinks about a question."""
    awkward_c: float | None = None
    """An object temperature whose bytes look like the beginning of a frame, °C; None where none can."""

    def __init__(self) -> None:
        self.emissivity = 1.0
        self.wall_c = 25.0
        """Background, for sensors that make pictures."""
        self.bodies: tuple[WarmBody, ...] | None = None
        """What such a sensor has before that, farther ones first; None: a face in the middle."""
        self.failing = False
        """Its own measurement has failed."""
        self.refusing = False
        """It refuses every request, where its protocol can refuse; else it does not answer."""
        self._object_c, self._can_c = 25.0, 25.0
        self._heard = b""

    @property
    def emissivity(self) -> float:
        """Set in the sensor: at first 1, so that a reading is what stands before it, until a host sets another."""
        return self._emissivity

    @emissivity.setter
    def emissivity(self, value: float) -> None:
        self._emissivity = value

    def frame(self, object_c: float, can_c: float) -> bytes:
        """Measure; what the sensor then sends by itself, empty for one that must be asked."""
        self._object_c, self._can_c = object_c, can_c
        return self._streamed()

    def hear(self, data: bytes) -> bytes:
        """Take what the host sent; the answer, if it deserves one."""
        return b""

    def broken(self, data: bytes) -> bytes:
        """The same bytes, damaged so that a careful host refuses them."""
        return data[:-1] + bytes([(data[-1] + 1) % 256])

    def restart(self) -> bytes:
        """Power was away for a moment: what was not saved is lost. What the sensor says at power-up."""
        self.emissivity = AS_SOLD_EMISSIVITY
        return b""

    def banner(self) -> bytes:
        """What the sensor says at power-up; for those of which none is known, a line of a microcontroller's."""
        return b"\r\nboot ok\r\n"

    def bend(self) -> None:
        """Give the sensor a setting by which it bends its own readings, where it has one."""

    def unasked(self) -> bytes:
        """A frame that nobody asked for."""
        return self._streamed()

    def _streamed(self) -> bytes:
        return b""

    def _picture(self, columns: int, rows: int) -> list[float]:
        """Celsius of each pixel, row by row from the upper left of the scene."""
        bodies = self.bodies
        if bodies is None:
            face = head(0.5, 0.5, 0.7, self._object_c)
            warmer = self._object_c > self.wall_c
            bodies = (face if warmer else replace(face, lower_c=None),)
        return warm_picture(columns, rows, self.wall_c, bodies)


def bounded(value: float, low: int, high: int) -> int:
    """A whole number within what a word can hold: a sensor saturates, it does not wrap."""
    return max(low, min(high, round(value)))
