"""Readings before a source that is said to stand: when are they steady?"""

from collections import deque
from collections.abc import Callable, Sequence

from kiosk.screening.corner_bench import TRACE_MOST
from kiosk.screening.set_points import PERIOD_S, READINGS, SETTLING_S, Steadiness
from kiosk.screening.values import Sample

GIVES_UP_S = 45 * 60.0
"""What is not steady by then is not going to be."""


class Watch:
    """One set-point, or the warming up before the first one. Times are monotonic seconds."""

    def __init__(self, now: float, judge: Callable[[Sequence[Sample]], Steadiness]) -> None:
        self._judge = judge
        self._begun_at = now
        self._due = now + SETTLING_S
        self._samples: deque[Sample] = deque(maxlen=READINGS)
        self._trace: deque[tuple[float, float]] = deque(maxlen=TRACE_MOST)
        self.steadiness = Steadiness.UNKNOWN

    def take(self, sample: Sample) -> None:
        """Take in a reading; of those between two that are due none counts, whatever it says."""
        if sample.at < self._due - PERIOD_S / 2:  # one that comes a little early is the one that was due
            return
        self._due = max(self._due + PERIOD_S, sample.at)
        self._samples.append(sample)
        self._trace.append((sample.at - self._begun_at, sample.object_c))
        self.steadiness = self._judge(self._samples)

    @property
    def samples(self) -> tuple[Sample, ...]:
        return tuple(self._samples)

    @property
    def trace(self) -> tuple[tuple[float, float], ...]:
        return tuple(self._trace)

    @property
    def watched_s(self) -> float:
        return self._samples[-1].at - self._samples[0].at if self._samples else 0.0

    def hopeless(self, now: float) -> bool:
        return now - self._begun_at > GIVES_UP_S
