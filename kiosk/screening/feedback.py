"""What stands in a visitor's way: a face, a matter, and nothing about the person."""

from dataclasses import dataclass
from enum import StrEnum

GAP_S = 15.0
HOUR_S = 3600.0
MOST_AN_HOUR = 60
"""More than these come from a child at play, not from visitors."""


class Mood(StrEnum):
    GOOD = "good"
    SO_SO = "so_so"
    BAD = "bad"


class Matter(StrEnum):
    """What it is about."""

    QUEUE = "queue"
    SENSOR = "sensor"
    MASK = "mask"
    STAFF = "staff"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Taken:
    """When feedback was taken within the last hour, monotonic seconds."""

    times: tuple[float, ...] = ()

    def after(self, at: float) -> "Taken | None":
        """Return this with one more taken at `at`, or None when it comes too soon or is one too many."""
        recent = tuple(time for time in self.times if at - time < HOUR_S)
        if len(recent) >= MOST_AN_HOUR or (recent and at - recent[-1] < GAP_S):
            return None
        return Taken((*recent, at))
