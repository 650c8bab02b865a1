"""A technician's calibration, step by step: what was done so far, and what comes next.

It is a list of events; whoever keeps the list can go on after an interruption. Until the end has been accepted and
stored, nothing of it is in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk.screening.calibration import CalibrationRecord, Rejected, Rejection, Result, evaluate
from kiosk.screening.set_points import CHECK_AT_C, Approach, Blackbody, Purpose, Sensor, SetPoint

STAYS_WARM = timedelta(minutes=10)
"""For so long a run may rest before the sensor has to warm up again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One temperature to set at the source."""

    reference_c: float
    approach: Approach = Approach.UP
    purpose: Purpose = Purpose.FIT


FULL = (
    Step(34.0),
    Step(36.0),
    Step(38.0),
    Step(40.0),
    Step(CHECK_AT_C, Approach.DOWN, Purpose.CHECK),
    Step(36.0, Approach.DOWN),
    Step(34.0, Approach.DOWN),
)
"""Up and down again, with a look in between at a temperature that is not fitted."""


@dataclass(frozen=True, slots=True)
class Begun:
    run_id: str
    at_utc: str
    sensor: Sensor
    source: Blackbody
    operator: str
    plan: tuple[Step, ...]
    simulated: bool


@dataclass(frozen=True, slots=True)
class Warmed:
    """The sensor stands still."""

    at_utc: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The set-point of the next step."""

    at_utc: str
    set_point: SetPoint


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The last set-point is to be taken again."""

    at_utc: str


Event = Begun | Warmed | Taken | Withdrawn


@dataclass(frozen=True, slots=True)
class Run:
    begun: Begun
    warm: bool = False
    taken: tuple[SetPoint, ...] = ()
    last_utc: str = ""

    @property
    def next_step(self) -> Step | None:
        """What to set next; None when all is taken."""
        done = len(self.taken)
        return self.begun.plan[done] if done < len(self.begun.plan) else None


def advance(run: Run | None, event: Event) -> Run:
    """Return the run after an event. Raises ValueError for one that does not follow."""
    match run, event:
        case None, Begun(at_utc=at):
            return Run(event, last_utc=at)
        case Run(), Warmed(at):
            return replace(run, warm=True, last_utc=at)
        case Run(warm=True), Taken(at, taken) if run.next_step is not None:
            return replace(run, taken=(*run.taken, taken), last_utc=at)
        case Run(taken=(*kept, _)), Withdrawn(at):
            return replace(run, taken=tuple(kept), last_utc=at)
        case _:
            raise ValueError(f"{type(event).__name__.lower()} does not follow here")


def resumed(events: Iterable[Event]) -> Run | None:
    """Return where an interrupted run stands; None when none was begun. Raises ValueError for another list."""
    run = None
    for event in events:
        run = advance(run, event)
    return run


def rejoined(run: Run, at_utc: str) -> Run:
    """Return a run as it is gone on with at `at_utc`: after a longer break, or a clock set back, warm no more.

    Nobody knows whether it was switched on meanwhile.
    """
    away = datetime.fromisoformat(at_utc) - datetime.fromisoformat(run.last_utc)
    return run if timedelta() <= away <= STAYS_WARM else replace(run, warm=False)


def conclude(
    run: Run, *, parent: str | None, ended_utc: str, valid_until_utc: str, why_not: str | None = None
) -> CalibrationRecord:
    """Return the record of a finished run, accepted or not; `why_not` is its technician's reason against it.

    Raises ValueError while a step is left.
    """
    if run.next_step is not None:
        raise ValueError(f"{run.next_step.reference_c} °C has not been taken yet")
    begun, result = run.begun, result_of(run)
    if why_not is not None:
        result = replace(result, rejected=(*result.rejected, Rejected(Rejection.TECHNICIAN, why_not)))
    return CalibrationRecord(
        run_id=begun.run_id,
        sensor=begun.sensor,
        source=begun.source,
        operator=begun.operator,
        parent=parent,
        begun_utc=begun.at_utc,
        ended_utc=ended_utc,
        valid_until_utc=valid_until_utc,
        taken=run.taken,
        result=result,
        simulated=begun.simulated,
    )


def result_of(run: Run) -> Result:
    """Return the fit of what has been taken so far."""
    return evaluate(run.taken, run.begun.source, run.begun.sensor)
