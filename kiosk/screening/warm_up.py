"""Whether the sensor is still warming up (or cooling): judged by how its own temperature drifts, not by the clock.

A pyrometer compares what it sees with itself: while its can warms after switching on, its readings drift by tenths. The
calibration asks for the same drift before it begins (set_points.warm), but wants proof that it has ended; here proof
that it goes on stops the station.
"""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.screening.set_points import CAN_DRIFT_C_PER_MIN
from kiosk.screening.uncertainty import slope

BIN_S: Final = 5.0
"""The can's temperature is kept as means over this long: noise and steps of the sensor do not count as drift."""
KEPT_S: Final = 300.0
MOVED_C: Final = 0.25
"""Less than this in all is the room's own coming and going."""
CALM_SHARE: Final = 0.7
"""A drift has ended when it has fallen to this share of the limit, not when it dips below it."""


@dataclass(frozen=True, slots=True)
class WarmUp:
    """What is known of the can. Times are monotonic seconds."""

    bins: tuple[tuple[float, float], ...] = ()
    """Whole bins: time of the beginning and mean (°C), oldest first."""
    begun_at: float | None = None
    total_c: float = 0.0
    count: int = 0
    drifting: bool = False

    def take(self, at: float, can_c: float | None) -> "WarmUp":
        """Return what is known after one more reading. A gap begins anew: the sensor may have been without power."""
        if can_c is None:
            return self
        if self.begun_at is None or not 0 <= at - self.begun_at <= KEPT_S:
            return WarmUp(begun_at=at, total_c=can_c, count=1)
        if at - self.begun_at < BIN_S:
            return replace(self, total_c=self.total_c + can_c, count=self.count + 1)
        kept = tuple(one for one in self.bins if at - one[0] <= KEPT_S)
        bins = (*kept, (self.begun_at, self.total_c / self.count))
        return WarmUp(bins, at, can_c, 1, _drifts(bins, before=self.drifting))

    @property
    def drift_c_per_min(self) -> float:
        """Least-squares slope over what is kept; 0 while that is too little."""
        found = slope([at for at, _ in self.bins], [mean_c for _, mean_c in self.bins])
        return 0.0 if found is None else found[0] * 60


def _drifts(bins: tuple[tuple[float, float], ...], *, before: bool) -> bool:
    found = slope([at for at, _ in bins], [mean_c for _, mean_c in bins])
    if found is None:
        return False
    drift, doubt = abs(found[0]) * 60, 2 * found[1] * 60
    if before:
        return drift > CALM_SHARE * CAN_DRIFT_C_PER_MIN
    return drift - doubt > CAN_DRIFT_C_PER_MIN and abs(bins[-1][1] - bins[0][1]) >= MOVED_C
