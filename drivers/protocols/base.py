"""What every wire protocol looks like: bytes in, readings out. No port, no clock, no thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from drivers.values import Reading


class WireProtocol(Protocol):
    """One conversation with one sensor. Make a new one each time the port is opened: it holds half a frame."""

    bad_frames: int
    """Frames whose sum, length or content was wrong."""
    discarded: int
    """Bytes that belonged to no frame."""

    def start(self) -> bytes:
        """The bytes to send once after opening; empty when the sensor streams by itself."""
        ...

    def poll(self) -> bytes:
        """The bytes that ask for the next reading; empty for a sensor that streams."""
        ...

    def feed(self, data: bytes) -> list[Reading]:
        """Take what arrived, however it was cut, and return the readings completed by it. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class ProtocolInfo:
    """What a technician and the station need to know of a protocol before the first byte."""

    name: str
    """The word in config.toml and on the command line."""
    title: str
    factory: Callable[[], WireProtocol]
    baud: int
    """The maker's default speed, 8N1."""
    rate_hz: float
    """Nominal readings a second."""
    accuracy_c: float
    """Maker's accuracy, °C, taken as expanded uncertainty U (k=2) until a calibration exists."""
    resolution_c: float
    """One step of the wire format, °C."""
    range_c: tuple[float, float]
    """Object temperatures that the sensor can report at all, °C. Outside it: no value."""
