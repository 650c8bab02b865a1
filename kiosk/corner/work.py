"""What is done at the bench: one look at the blackbody, or a calibration by its plan. The rules: kiosk.screening."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.corner.bench import Bench
from kiosk.corner.lists import taken_points
from kiosk.corner.parts import CornerParts, SensorNow
from kiosk.records.calibrating import looked
from kiosk.records.values import utc_text
from kiosk.screening.calibration_run import Run, Step, Taken, Warmed, Withdrawn, rejoined
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.corner_bench import BenchKind, BenchStage, BenchView, TakenPoint
from kiosk.screening.set_points import Blackbody, Steadiness


class OtherSensor(Exception):
    """The sensor is not the one that this work began with."""


class Uncalibrated(Exception):
    """The calibration that was to be checked has expired meanwhile."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was said of the source."""

    source: Blackbody
    room_c: float | None = None


class CheckWork:
    """A daily check until it is signed."""

    kind = BenchKind.CHECK

    def __init__(self, parts: CornerParts, sensor: SensorNow, operator: str, typed: Typed, reference_c: float) -> None:
        self._parts = parts
        self._sensor = sensor
        self._operator = operator
        self.bench = Bench(typed.source, typed.room_c, Step(reference_c))
        self.look: DailyCheck | None = None
        """Once it is taken."""
        parts.show(typed.source, reference_c)

    @property
    def done(self) -> bool:
        return self.look is not None

    def stands(self, now: float) -> None:
        self.bench.stands(now)

    def again(self, now: float) -> None:
        """Begin anew; what has been taken is not thrown away by it: that needs a reason."""
        if not self.done:
            self.bench.stands(now)

    def step(self, now: float) -> None:
        """Take the look once it is steady (monotonic s). Raises OtherSensor, Uncalibrated, StoreError."""
        if self.done or not self.bench.steady:
            return
        _same(self._parts, self._sensor)
        taken, rows, utc = self.bench.set_point(), self._parts.rows(), self._parts.clock.utc()
        try:
            self.look = looked(
                taken,
                self.bench.source,
                self._sensor.sensor,
                rows,
                operator=self._operator,
                now=utc,
                simulated=self._sensor.simulated,
            )
        except ValueError as error:
            raise Uncalibrated(str(error)) from None
        self.bench.stage = BenchStage.TAKEN

    def view(self, now: float) -> BenchView:
        return _view(self.kind, self.bench, now, 1, 1, ())


class CalibrationWork:
    """A calibration run; each of its events is on disk before it counts."""

    kind = BenchKind.CALIBRATE

    def __init__(self, parts: CornerParts, run: Run, room_c: float | None) -> None:
        self._parts = parts
        self.run = run
        self.bench = Bench(run.begun.source, room_c, run.next_step or run.begun.plan[-1])
        self._points = taken_points(run)
        self._ask()

    @classmethod
    def begin(cls, parts: CornerParts, sensor: SensorNow, operator: str, typed: Typed) -> "CalibrationWork":
        """Begin a run. Raises OSError."""
        run = parts.run_file.begin(sensor.sensor, typed.source, operator, parts.clock.utc(), simulated=sensor.simulated)
        return cls(parts, run, typed.room_c)

    @classmethod
    def resume(cls, parts: CornerParts, run: Run) -> "CalibrationWork":
        """Go on with a run; what its source mirrors was said before the set-points that were taken."""
        run = rejoined(run, utc_text(parts.clock.utc()))
        return cls(parts, run, run.taken[-1].surround_c if run.taken else None)

    @property
    def done(self) -> bool:
        return self.run.next_step is None

    def stands(self, now: float) -> None:
        self.bench.stands(now, warming=not self.run.warm)

    def again(self, now: float) -> None:
        """Begin this watching anew, or withdraw the newest set-point. Raises OSError."""
        if self.bench.stage in (BenchStage.WARMING, BenchStage.WATCHING):
            self.stands(now)
        elif self.run.taken:
            self._note(Withdrawn(self._utc()))
            self._ask()

    def step(self, now: float) -> None:
        """Take the set-point once it is steady (monotonic s). Raises OtherSensor, OSError."""
        if self.done or not self.bench.steady:
            return
        _same(self._parts, SensorNow(self.run.begun.sensor, self.run.begun.simulated))
        if self.bench.stage is BenchStage.WARMING:
            self._note(Warmed(self._utc()))
            self.bench.stands(now)
            return
        self._note(Taken(self._utc(), self.bench.set_point()))
        self._ask()

    def _ask(self) -> None:
        step = self.run.next_step
        if step is None:
            self.bench.stage, self.bench.watch = BenchStage.TAKEN, None
            return
        self.bench.set(step)
        self._parts.show(self.bench.source, step.reference_c)

    def _note(self, event: Warmed | Taken | Withdrawn) -> None:
        self.run = self._parts.run_file.note(self.run, event)
        self._points = taken_points(self.run)

    def _utc(self) -> str:
        return utc_text(self._parts.clock.utc())

    def view(self, now: float) -> BenchView:
        steps = len(self.run.begun.plan)
        return _view(self.kind, self.bench, now, min(len(self.run.taken) + 1, steps), steps, self._points)


Work = CheckWork | CalibrationWork


def _same(parts: CornerParts, wanted: SensorNow) -> None:
    if parts.sensor() != wanted:
        raise OtherSensor("the sensor was changed or is gone")


def _view(kind: BenchKind, bench: Bench, now: float, step: int, steps: int, taken: Sequence[TakenPoint]) -> BenchView:
    last, watch = bench.last(now), bench.watch
    drift, can_drift = bench.drifts
    return BenchView(
        kind=kind,
        stage=bench.stage,
        source=bench.source,
        step=step,
        steps=steps,
        reference_c=bench.step.reference_c,
        approach=bench.step.approach,
        purpose=bench.step.purpose,
        object_c=last.object_c if last else None,
        ambient_c=last.ambient_c if last else None,
        steadiness=watch.steadiness if watch else Steadiness.UNKNOWN,
        drift_c_per_min=drift,
        can_drift_c_per_min=can_drift,
        watched_s=watch.watched_s if watch else 0.0,
        trace=watch.trace if watch else (),
        taken=tuple(taken),
        may_take_again=watch is not None or bool(taken),
    )
