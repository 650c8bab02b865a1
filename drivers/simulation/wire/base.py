"""What a simulated sensor's wire side looks like."""

from typing import Protocol


class SensorWire(Protocol):
    """Bytes of one sensor. `broken_sum` and `no_value` are what a fault asks for."""

    def hear(self, data: bytes) -> None:
        """Take what the host sent."""
        ...

    def frame(self, object_c: float, can_c: float) -> bytes:
        """What the sensor sends at its next measurement; empty when it has not been asked."""
        ...

    def broken_sum(self, frame: bytes) -> bytes:
        """The same frame, damaged so that a careful host refuses it."""
        ...

    def no_value(self, can_c: float) -> bytes:
        """What the sensor sends when its own measurement failed."""
        ...
