"""The two clocks: monotonic for durations, wall clock for people; and whether they still agree."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def monotonic(self) -> float:
        """Seconds, never set back."""
        ...

    def utc(self) -> datetime: ...


class SystemClock:
    def monotonic(self) -> float:
        return time.monotonic()

    def utc(self) -> datetime:
        return datetime.now(UTC)


SLEW = 0.0005
"""How fast a time server may correct a clock, seconds a second (500 ppm)."""


@dataclass(slots=True)
class JumpWatch:
    """Tells when the wall clock was moved, in one step or in many. Slow correction by a time server is no jump."""

    limit_s: float
    _offset: float | None = None
    """Of the wall clock against the monotonic one; follows no faster than a time server corrects."""
    _at: float = 0.0

    def moved(self, monotonic: float, utc: datetime) -> float | None:
        """Return by how many seconds the wall clock has moved, if that is a jump; then start anew from there."""
        offset = utc.timestamp() - monotonic
        if self._offset is None:
            self._offset, self._at = offset, monotonic
            return None
        moved = offset - self._offset
        if abs(moved) > self.limit_s:
            self._offset, self._at = offset, monotonic
            return moved
        reach = SLEW * (monotonic - self._at)
        self._offset += max(-reach, min(reach, moved))
        self._at = monotonic
        return None
