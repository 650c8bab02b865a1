"""A copy of what the thermometer reads, for as long as somebody watches it at the bench."""

from collections import deque

from drivers.values import Reading
from kiosk.screening.values import Sample

KEPT = 2000
"""Readings kept at most; more than come between two steps of whoever drains."""


class Tap:
    """Filled by the thermometer's thread, which it never holds up; drained by the corner's."""

    def __init__(self) -> None:
        self._samples: deque[Sample] = deque(maxlen=KEPT)
        self._open = False

    def open(self) -> None:
        self._samples.clear()
        self._open = True

    def close(self) -> None:
        self._open = False
        self._samples.clear()

    def put(self, at: float, reading: Reading) -> None:
        """Take a reading as the sensor gave it (monotonic s); one without a value is none."""
        if self._open and reading.object_c is not None:
            self._samples.append(Sample(at, reading.object_c, reading.ambient_c))

    def drain(self) -> list[Sample]:
        """Return what has come since, oldest first."""
        return [self._samples.popleft() for _ in range(len(self._samples))]
