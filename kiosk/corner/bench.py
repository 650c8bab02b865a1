"""One temperature after the other before the blackbody: a person sets it, the readings say when it stands."""

from collections.abc import Sequence

from kiosk.corner.watch import Watch
from kiosk.screening.calibration_run import Step
from kiosk.screening.corner_bench import BenchStage
from kiosk.screening.set_points import (
    CAN_DRIFT_C_PER_MIN,
    Blackbody,
    SetPoint,
    Steadiness,
    steadiness,
    warm,
)
from kiosk.screening.values import Sample

SILENT_S = 5.0
"""A reading older than this is none."""
WATCHED = (BenchStage.WARMING, BenchStage.WATCHING)


class Bench:
    """Times are monotonic seconds."""

    def __init__(self, source: Blackbody, room_c: float | None, step: Step) -> None:
        self.source = source
        self.room_c = room_c
        self.step = step
        self.stage = BenchStage.SETTING
        self.watch: Watch | None = None
        self._last: Sample | None = None

    def set(self, step: Step) -> None:
        """Ask for the next temperature."""
        self.step, self.stage, self.watch = step, BenchStage.SETTING, None

    def stands(self, now: float, *, warming: bool = False) -> None:
        """The source stands: watch the sensor come to rest, or the set-point itself."""
        self.stage = BenchStage.WARMING if warming else BenchStage.WATCHING
        self.watch = Watch(now, warm if warming else _steady)

    def give_up(self) -> None:
        self.stage, self.watch = BenchStage.SETTING, None

    def take(self, samples: Sequence[Sample]) -> None:
        for sample in samples:
            self._last = sample
            if self.watch is not None and self.watch.steadiness is not Steadiness.STEADY:
                self.watch.take(sample)

    def last(self, now: float) -> Sample | None:
        """Return the newest reading; None when the sensor is silent."""
        return None if self._last is None or now - self._last.at > SILENT_S else self._last

    @property
    def steady(self) -> bool:
        return self.watch is not None and self.watch.steadiness is Steadiness.STEADY

    def set_point(self) -> SetPoint:
        """Return what was watched. Raises ValueError while nothing is."""
        if self.watch is None:
            raise ValueError("nothing is watched")
        step = self.step
        return SetPoint(step.reference_c, self.watch.samples, step.approach, step.purpose, surround_c=self.room_c)

    @property
    def drifts(self) -> tuple[float | None, float | None]:
        """Drift of what is read, and while warming of the sensor's own temperature, °C a minute."""
        if self.watch is None:
            return None, None
        samples = self.watch.samples
        can = steadiness(samples, CAN_DRIFT_C_PER_MIN, of_can=True)[1] if self.stage is BenchStage.WARMING else None
        return steadiness(samples)[1], can


def _steady(samples: Sequence[Sample]) -> Steadiness:
    return steadiness(samples)[0]
