"""Whether a sensor has come to rest: judged by how its own temperature moves, not by the clock alone.

A pyrometer compares what it sees with itself; while its can warms after switching on, or the door lets winter in, its
readings drift by tenths. Pure: time is an argument, monotonic seconds; the can's temperature comes with each reading.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

BIN_S: Final = 10.0
"""The can's temperature is kept as means over this long."""
SUDDEN_BINS: Final = 6
"""The newest mean is compared with that of the minute before."""


@dataclass(frozen=True, slots=True)
class Rest:
    """When a sensor counts as at rest."""

    low_c: float = 15.0
    high_c: float = 40.0
    """The can's permitted window: room of 18 to 30 °C, and its own warmth."""
    drift_c_per_10min: float = 0.5
    watch_s: float = 300.0
    """The drift is taken over this long; before that nothing is known."""
    sudden_c: float = 1.0
    """A jump beyond this within a minute or so."""
    recover_s: float = 120.0
    """After a jump, nothing counts for this long."""


class Unrest(StrEnum):
    """Why a sensor is not at rest."""

    UNKNOWN = "unknown"
    """Watched for too short a time."""
    WARMING = "warming"
    COOLING = "cooling"
    TOO_COLD = "too_cold"
    TOO_WARM = "too_warm"
    SUDDEN = "sudden"
    """The room has changed all at once: a door, a heater, the sun."""
    NO_VALUE = "no_value"
    """The sensor does not tell its own temperature."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What is known of a can's temperature. `take` each reading; `unrest` says what is wrong with it."""

    bins: tuple[tuple[float, float], ...] = ()
    """Whole bins: time of the middle (s) and mean (°C), oldest first."""
    begun_at: float | None = None
    total_c: float = 0.0
    count: int = 0
    jumped_at: float = -math.inf
    heard: bool = False

    def take(self, at: float, can_c: float | None, rest: Rest) -> "Steadiness":
        """The knowledge after one more reading. A gap beyond the watched time, or a clock set back, begins anew."""
        if can_c is None:
            return replace(self, heard=True)
        if self.begun_at is None or not 0 <= at - self.begun_at <= rest.watch_s:
            return Steadiness(begun_at=at, total_c=can_c, count=1, heard=True)
        if at - self.begun_at < BIN_S:
            return replace(self, total_c=self.total_c + can_c, count=self.count + 1, heard=True)
        done = self._binned(rest)
        return replace(done, begun_at=at, total_c=can_c, count=1, heard=True)

    def _binned(self, rest: Rest) -> "Steadiness":
        middle = (self.begun_at or 0.0) + BIN_S / 2
        mean = self.total_c / max(1, self.count)
        before = [value for _, value in self.bins[-SUDDEN_BINS:]]
        jumped = bool(before) and abs(mean - sum(before) / len(before)) > rest.sudden_c
        kept = tuple(item for item in self.bins if middle - item[0] <= rest.watch_s)
        return replace(self, bins=(*kept, (middle, mean)), jumped_at=middle if jumped else self.jumped_at)

    def drift_c_per_10min(self) -> float | None:
        """Least-squares slope over what is kept, °C in ten minutes; None with fewer than three bins."""
        if len(self.bins) < 3:
            return None
        t0 = sum(t for t, _ in self.bins) / len(self.bins)
        y0 = sum(y for _, y in self.bins) / len(self.bins)
        sxx = sum((t - t0) ** 2 for t, _ in self.bins)
        return 600 * sum((t - t0) * (y - y0) for t, y in self.bins) / sxx

    def unrest(self, rest: Rest) -> Unrest | None:
        """Why readings cannot be trusted yet; None when they can."""
        if not self.bins:
            return Unrest.NO_VALUE if self.heard and self.begun_at is None else Unrest.UNKNOWN
        newest_at, newest_c = self.bins[-1]
        if newest_c < rest.low_c:
            return Unrest.TOO_COLD
        if newest_c > rest.high_c:
            return Unrest.TOO_WARM
        if newest_at - self.jumped_at < rest.recover_s:
            return Unrest.SUDDEN
        drift = self.drift_c_per_10min()
        if drift is None or newest_at - self.bins[0][0] < rest.watch_s - 2 * BIN_S:
            return Unrest.UNKNOWN
        if abs(drift) > rest.drift_c_per_10min:
            return Unrest.WARMING if drift > 0 else Unrest.COOLING
        return None
