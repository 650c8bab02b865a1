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


@dataclass(slots=True)
class JumpWatch:
    """Tells when the wall clock was moved. Slow correction by a time server is no jump."""

    limit_s: float
    _offset: float | None = None

    def moved(self, monotonic: float, utc: datetime) -> float | None:
        """Return by how many seconds the wall clock moved since the last call, if that is a jump."""
        offset = utc.timestamp() - monotonic
        before, self._offset = self._offset, offset
        if before is None or abs(offset - before) <= self.limit_s:
            return None
        return offset - before
