"""The one loop: facts -> session -> decision -> committed record -> door -> screen, in this order.

`step(now)` does all of it; threads only call it. While any source is not to be trusted the station is out of service:
nothing is decided, the door is locked, and it comes back by itself when the fault is gone.
"""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, replace

from kiosk.clock import JumpWatch
from kiosk.faults import FaultWatch, ReturnWatch, calibration_fault
from kiosk.records.store import Records
from kiosk.records.values import Kind, StoreError
from kiosk.screening.answering import makes_room
from kiosk.screening.events import (
    ClockJumped,
    CodeEntered,
    Event,
    FaceSeen,
    FaultFound,
    FaultGone,
    FeedbackGiven,
    TemperatureRead,
    Tick,
    VisitResumed,
)
from kiosk.screening.feedback import Taken
from kiosk.screening.in_force import Standing
from kiosk.screening.session import advance, may_resume
from kiosk.screening.show import snapshot
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.state import Abandon, Decide, Effect, Session
from kiosk.screening.values import Fault, Measurement, Phase, Source, Trouble
from kiosk.station.attended import Attended
from kiosk.station.care import Care
from kiosk.station.deciding import Deciding
from kiosk.station.doorway import Doorway
from kiosk.station.office import Office
from kiosk.station.parts import Parts
from kiosk.station.rows import Rows
from kiosk.station.site import Site
from kiosk.station.tickets import CodeShown, Tickets
from kiosk.workers import Latest
from kiosk.writer import Writer

CALIBRATION_S = 60.0
"""Between two looks at which calibration counts."""
STAFF_S = 1.0
"""Between two looks at what staff did."""
AT_ONCE = (Trouble.STARTING, Trouble.STAFF)
"""What the station comes back from without waiting whether all stays well."""


class Station:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        now = parts.clock.monotonic()
        self._session = Session(since=now)
        self._faults = FaultWatch(now, parts.setup, parts.limits, parts.health, parts.release)
        self._jumps = JumpWatch(parts.limits.clock_jump_s)
        self._tickets = Tickets(parts.clock)
        self._site = Site(parts)
        self._rows = Rows(parts, on_begin=self._learn)
        self._doorway = Doorway(parts, self._rows)
        self._deciding = Deciding(parts, self._rows, self._tickets, self._doorway.released)
        self._care = Care(self._rows, parts.upkeep)
        self._office = Office(parts, self._rows, self._deciding, self._tickets, self._care.clock_accepted)
        self._attended = Attended(parts, self._rows)
        self._code = CodeShown()
        self._feedback = Taken()
        self._numbered = self._session.number
        self._shown: Measurement | None = None
        self._standing = Standing.NONE
        self._calibration_at = float("-inf")
        self._staff_at = float("-inf")
        self._return = ReturnWatch()
        self.beneath: tuple[Fault, ...] = ()
        """What would keep the station out of service if staff were not at work; any thread may look."""
        self.snapshots: Latest[Snapshot] = Latest()

    @property
    def writer(self) -> Writer:
        return self._rows.writer

    @property
    def session(self) -> Session:
        return self._session

    @property
    def session_id(self) -> str | None:
        """Of the newest passage."""
        return self._rows.session_id

    def step(self, now: float, events: Sequence[Event] = ()) -> None:
        """Take in what has arrived, and do what is due at `now` (monotonic s)."""
        self.writer.tend(now)
        self._watch_clock(now)
        for event in (*self._doorway.step(now), *events, *self._parts.inbox.drain()):
            self._take(event)
        self._attended.step(now, self._session.phase)
        self._watch_calibration(now)
        self._site.step(now, self._session.phase, self._rows)
        self._watch_staff(now)
        if self._session.phase is Phase.IDLE:
            self.writer.try_out(now)
        self._watch_faults(now)
        self._advance(Tick(now))
        self._office.take(now, self._session)
        self._let_in(now)
        self._care.step(now, self._session.phase)
        self._publish(now)

    def stop(self, now: float) -> None:
        """End the run: lock the door, say so in the record, close it. Each is done even when another fails."""
        with ExitStack() as last:
            last.callback(self.writer.close)
            last.callback(self._parts.release.close)
            last.callback(self._care.close, now)
            last.callback(lambda: self._rows.keep(now, Kind.STOP, {"phase": self._session.phase.value}))
            last.callback(self._watch_clock, now)
            last.callback(self._parts.release.lock)

    def _learn(self, records: Records) -> None:
        """Take in what the record says, before this run's first rows in it."""
        self._tickets.load(records)
        self._site.load(records, self._rows)

    def failed(self, now: float, what: str) -> None:
        """Lock the door after an error of our own in `step`; the next step tries to come back."""
        try:
            self._parts.release.lock()
        finally:
            self._stopped(now, Fault(Source.STATION, Trouble.STOPPED, f"program error, see the log: {what}"))
            self._publish(now)

    # facts

    def _take(self, event: Event) -> None:
        if isinstance(event, FeedbackGiven):
            self._hear(event)
            return
        self._faults.take(event)
        if not (self._attended.fault and isinstance(event, TemperatureRead)):
            event = self._site.take(event, self._rows)  # a blackbody before the sensor says nothing of the room
        self._let_in(event.at)
        if self._office.let_in is not None and isinstance(event, FaceSeen):
            return  # whoever stands there waits until the one who was called has gone in
        if isinstance(event, CodeEntered):
            self._entered(event)
        else:
            self._advance(event)

    def _hear(self, event: FeedbackGiven) -> None:
        """Write down what stood in the way, unless too many come; no passage knows of it."""
        taken = self._feedback.after(event.at)
        if taken is not None:
            self._feedback = taken
            told = {"mood": event.mood.value, "about": event.matter.value, "simulated": self._rows.simulated()}
            self._rows.keep(event.at, Kind.FEEDBACK, told)

    def _entered(self, event: CodeEntered) -> None:
        """Answer a code that was typed, and resume its visit when it is good."""
        if not may_resume(self._session):
            return
        self._advance(event)
        answer, brought = self._tickets.enter(event, self._rows.setup.rules.policy.code_tries)
        self._code = CodeShown(answer, event.at)
        if brought is not None:
            self._advance(VisitResumed(event.at, brought))

    def _let_in(self, now: float) -> None:
        """Whom an officer lets in enters between two passages."""
        if self._office.waits:
            self._session = makes_room(self._session, now, self._rows.setup)
        if self._office.tend(now, self._session.phase):
            self._faults.ask_door_now()
            self._watch_faults(now)

    def _advance(self, event: Event) -> None:
        self._session, effect = advance(self._session, event, self._rows.setup)
        if effect is not None:
            self._do(effect)
        if self._session.number != self._numbered:
            self._numbered = self._session.number
            self._rows.new_passage()
        if self._session.brought is not None:
            self._rows.continue_visit(self._session.brought.visit_id)

    def _watch_clock(self, now: float) -> None:
        clock = self._parts.clock  # both read now: a slow disk before this is no jump
        moved = self._jumps.moved(clock.monotonic(), clock.utc())
        if moved is not None:
            self._rows.keep(now, Kind.CLOCK_JUMP, {"by_s": moved})
            self._advance(ClockJumped(now, moved))

    def _watch_calibration(self, now: float) -> None:
        """Look now and then which calibration counts, while nobody is being screened."""
        idle = self._session.phase in (Phase.IDLE, Phase.OUT_OF_SERVICE)
        due = self._attended.calibration_changed or now - self._calibration_at >= CALIBRATION_S
        if not idle or self.writer.fault or not due:
            return
        try:
            found = self._parts.calibrations(self._parts.clock.utc())
        except StoreError as error:
            self.writer.failed(error)
            return
        if found is None:
            return
        self._calibration_at = now
        self._attended.calibration_changed = False
        self._standing = found.standing
        self._rows.use(replace(self._rows.setup, calibration=found.calibration), now)

    def _watch_staff(self, now: float) -> None:
        """Take what staff did into the record; what cannot be written now stays where it waits."""
        if self.writer.fault or now - self._staff_at < STAFF_S:
            return
        self._staff_at = now
        with suppress(StoreError):
            self._parts.settle_staff(lambda payload: self._rows.write_action(now, payload))

    # faults

    def _watch_faults(self, now: float) -> None:
        fault, before = self._fault(now), self._session.fault
        if fault is not None:
            self._return.bad(now)
        if fault == before:
            return
        if fault is not None:
            self._stopped(now, fault)
        elif before is not None and self._return.due(now, at_once=before.trouble in AT_ONCE):
            self._advance(FaultGone(now))
            self._rows.keep(now, Kind.IN_SERVICE, self._rows.source_facts())
            if before.trouble is not Trouble.STARTING:
                self._parts.on_fault(None)

    def _stopped(self, now: float, fault: Fault) -> None:
        before = self._session.fault
        self._advance(FaultFound(now, fault))
        if before is None or (fault.source, fault.trouble) != (before.source, before.trouble):
            if before is None and fault.trouble is not Trouble.STAFF:
                self._return.left(now)
            self._parts.release.lock()
            self._rows.keep(now, Kind.OUT_OF_SERVICE, asdict(fault))
            self._parts.on_fault(fault)

    def _fault(self, now: float) -> Fault | None:
        found = (
            self.writer.fault,
            self._faults.fault(now),
            self._site.fault(now, self._rows),
            calibration_fault(self._standing),
        )
        self.beneath = tuple(fault for fault in found if fault is not None)
        return self._attended.fault or next(iter(self.beneath), None)

    # effects

    def _do(self, effect: Effect) -> None:
        match effect:
            case Decide():
                self._decide(effect)
            case Abandon(at, why, phase):
                payload = {"why": why.value, "phase": phase.value, **self._rows.source_facts()}
                self._rows.keep(at, Kind.ABANDONED, payload, of_session=True)

    def _decide(self, effect: Decide) -> None:
        """Answer what was decided and stored. Not on disk: not decided; looked at at once, or a mended disk would leave
        it undecided. The door may have failed with the release too.
        """
        answer = self._deciding.decide(effect)
        if answer is not None:
            if answer.door_failed:
                self._faults.ask_door_now()
            self._shown = answer.measurement if self._parts.show_temperature else None
            self._site.decided(answer)
            self._advance(answer.stored)
            self._parts.on_decision(answer.report)
        self._watch_faults(self._parts.clock.monotonic())

    def _publish(self, now: float) -> None:
        self._doorway.light(self._session.phase)
        self.snapshots.put(
            snapshot(
                self._session,
                now,
                self._rows.setup,
                simulated=self._rows.simulated(),
                door_open=self._parts.release.is_open(),
                session_id=self._rows.session_id,
                shown=self._shown,
                let_in=self._office.let_in,
                alert=self._doorway.alert,
                notices=(*self._care.notices, *self._site.notices(self._rows)),
                code_answer=self._code.at(now),
            )
        )
