"""The one loop: facts -> session -> decision -> committed record -> door -> screen, in this order.

`step(now)` does all of it; threads only call it. While any source is not to be trusted the station is out of service:
nothing is decided, the door is locked, and it comes back by itself when the fault is gone.
"""

import secrets
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from drivers.values import DeviceIdentity, Nature
from kiosk.clock import Clock, JumpWatch
from kiosk.decision_report import DecisionReport, report_of
from kiosk.faults import FaultWatch, ReturnWatch, calibration_fault
from kiosk.records.payloads import policy_hash, policy_payload, screening_payload, source_facts
from kiosk.records.store import Records
from kiosk.records.values import Committed, Kind, StoreError
from kiosk.release import Moment, Release, barrier
from kiosk.screening.events import ClockJumped, Event, FaultFound, FaultGone, Stored, Tick
from kiosk.screening.in_force import InForce, Standing
from kiosk.screening.judge import judge
from kiosk.screening.session import advance
from kiosk.screening.settings import Limits
from kiosk.screening.show import snapshot
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.state import Abandon, Decide, Effect, Session, Setup
from kiosk.screening.tickets import Ticket, new_code
from kiosk.screening.values import Fault, Measurement, Outcome, Phase, Source, Trouble
from kiosk.workers import Health, Inbox, Latest
from kiosk.writer import Writer

CODES_REMEMBERED = 60
CALIBRATION_S = 60.0
"""Between two looks at which calibration counts."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a station is put together from."""

    setup: Setup
    limits: Limits
    clock: Clock
    inbox: Inbox[Event]
    release: Release
    open_records: Callable[[], Records]
    sources: Callable[[], Sequence[DeviceIdentity]]
    """Camera and thermometer, as far as they are known now."""
    health: Mapping[Source, Callable[[], Health]]
    """Of the workers that feed the inbox."""
    boot_id: str
    receipt_s: float
    show_temperature: bool = False
    calibrations: Callable[[datetime], InForce | None] = lambda now: None
    """Which calibration counts at a time; None while the sensor is not known yet. May raise StoreError."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What a reader years on needs of this run: models with their hashes, limits, door; part of its start row."""
    on_decision: Callable[[DecisionReport], None] = lambda report: None
    on_fault: Callable[[Fault | None], None] = lambda fault: None
    """Called when the station goes out of service, or with None when it comes back."""


class Station:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._setup = parts.setup
        self._policy_hash = policy_hash(parts.setup)
        now = parts.clock.monotonic()
        self._session = Session(since=now)
        self._faults = FaultWatch(now, parts.limits, parts.health, parts.release)
        self._jumps = JumpWatch(parts.limits.clock_jump_s)
        self._writer = Writer(parts.open_records, self._begin)
        self._visit_id: str | None = None
        self._session_id: str | None = None
        self._numbered = self._session.number
        self._codes: deque[str] = deque(maxlen=CODES_REMEMBERED)
        self._shown: Measurement | None = None
        self._begun_chain: str | None = None
        self._standing = Standing.NONE
        self._calibration_at = float("-inf")
        self._return = ReturnWatch()
        self.snapshots: Latest[Snapshot] = Latest()

    @property
    def writer(self) -> Writer:
        return self._writer

    @property
    def session(self) -> Session:
        return self._session

    def step(self, now: float, events: Sequence[Event] = ()) -> None:
        """Take in what has arrived, and do what is due at `now` (monotonic s)."""
        self._writer.tend(now)
        self._watch_clock(now)
        for event in (*events, *self._parts.inbox.drain()):
            self._take(event)
        self._watch_calibration(now)
        self._watch_faults(now)
        self._advance(Tick(now))
        self._publish(now)

    def stop(self, now: float) -> None:
        """End the run: lock the door, say so in the record, close it. Each is done even when another fails."""
        with ExitStack() as last:
            last.callback(self._writer.close)
            last.callback(self._parts.release.close)
            last.callback(
                lambda: self._writer.keep(self._moment(now).entry(Kind.STOP, {"phase": self._session.phase.value}))
            )
            last.callback(self._watch_clock, now)
            last.callback(self._parts.release.lock)

    def failed(self, now: float, what: str) -> None:
        """Lock the door after an error of our own in `step`; the next step tries to come back."""
        try:
            self._parts.release.lock()
        finally:
            self._stopped(now, Fault(Source.STATION, Trouble.STOPPED, f"program error, see the log: {what}"))
            self._publish(now)

    # facts

    def _take(self, event: Event) -> None:
        self._faults.take(event)
        self._advance(event)

    def _advance(self, event: Event) -> None:
        self._session, effect = advance(self._session, event, self._setup)
        if effect is not None:
            self._do(effect)
        self._number()

    def _number(self) -> None:
        """Give a new passage its identity."""
        if self._session.number != self._numbered:
            self._numbered = self._session.number
            self._session_id = uuid.uuid4().hex
            self._visit_id = uuid.uuid4().hex

    def _watch_clock(self, now: float) -> None:
        moved = self._jumps.moved(now, self._parts.clock.utc())
        if moved is not None:
            self._writer.keep(self._moment(now).entry(Kind.CLOCK_JUMP, {"by_s": moved}))
            self._advance(ClockJumped(now, moved))

    def _watch_calibration(self, now: float) -> None:
        """Look now and then which calibration counts, while nobody is being screened."""
        idle = self._session.phase in (Phase.IDLE, Phase.OUT_OF_SERVICE)
        if not idle or self._writer.fault or now - self._calibration_at < CALIBRATION_S:
            return
        try:
            found = self._parts.calibrations(self._parts.clock.utc())
        except StoreError as error:
            self._writer.failed(error)
            return
        if found is None:
            return
        self._calibration_at = now
        self._standing = found.standing
        if found.calibration != self._setup.calibration:
            self._setup = replace(self._setup, calibration=found.calibration)
            self._policy_hash = policy_hash(self._setup)
            self._writer.keep(self._moment(now).entry(Kind.POLICY, policy_payload(self._setup)))

    # faults

    def _watch_faults(self, now: float) -> None:
        fault, before = self._fault(now), self._session.fault
        if fault is not None:
            self._return.bad(now)
        if fault == before:
            return
        if fault is not None:
            self._stopped(now, fault)
        elif before is not None and self._return.due(now, at_once=before.trouble is Trouble.STARTING):
            self._advance(FaultGone(now))
            self._writer.keep(self._moment(now).entry(Kind.IN_SERVICE, source_facts(self._all_sources())))
            if before.trouble is not Trouble.STARTING:
                self._parts.on_fault(None)

    def _stopped(self, now: float, fault: Fault) -> None:
        before = self._session.fault
        self._advance(FaultFound(now, fault))
        if before is None or (fault.source, fault.trouble) != (before.source, before.trouble):
            if before is None:
                self._return.left(now)
            self._parts.on_fault(fault)
            self._parts.release.lock()
            self._writer.keep(self._moment(now).entry(Kind.OUT_OF_SERVICE, asdict(fault)))

    def _fault(self, now: float) -> Fault | None:
        return self._writer.fault or self._faults.fault(now) or calibration_fault(self._standing)

    # effects

    def _do(self, effect: Effect) -> None:
        match effect:
            case Decide():
                self._decide(effect)
            case Abandon(at, why, phase):
                payload = {"why": why.value, "phase": phase.value, **source_facts(self._all_sources())}
                self._writer.keep(self._moment(at, of_session=True).entry(Kind.ABANDONED, payload))

    def _decide(self, effect: Decide) -> None:
        facts = effect.facts
        found = judge(facts, self._setup)
        code = new_code(found.decision, self._codes, secrets.choice)
        sources = self._all_sources()
        payload = screening_payload(
            facts,
            found,
            sources,
            ticket=self._ticket(code),
            measured_in_ms=(facts.decided_at - facts.in_position_at) * 1000,
        )
        admitted = found.decision.outcome is Outcome.ADMIT
        now = self._parts.clock.monotonic()
        entry = self._moment(now, of_session=True).entry(
            Kind.SCREENING, payload, self._parts.receipt_s if admitted else None
        )
        try:
            committed = self._writer.commit(entry)
        except StoreError:
            self._watch_faults(now)  # not on disk: not decided. At once, or a mended disk would leave it undecided
            return
        decided_at = self._parts.clock.monotonic()
        released = self._spend(committed, sources)
        if code is not None:
            self._codes.append(code)
        self._shown = found.evidence.measurement if self._parts.show_temperature else None
        stays_locked = admitted and not released and self._parts.release.has_door
        self._advance(Stored(self._parts.clock.monotonic(), found.decision, committed.seq, code, stays_locked))
        self._parts.on_decision(
            report_of(
                found,
                seq=committed.seq,
                visit=self._visit_id or "",
                released=released,
                decided_in_ms=(decided_at - facts.in_position_at) * 1000,
                simulated=self._simulated(),
            )
        )
        self._watch_faults(self._parts.clock.monotonic())  # disk or door may have failed with the release

    def _ticket(self, code: str | None) -> Ticket | None:
        if code is None:
            return None
        return Ticket(code, self._parts.clock.utc() + timedelta(minutes=self._setup.rules.policy.code_minutes))

    def _spend(self, committed: Committed, sources: Sequence[DeviceIdentity]) -> bool:
        if committed.receipt is None or self._writer.records is None:
            return False
        release = self._parts.release
        moment = self._moment(self._parts.clock.monotonic(), of_session=True)
        kept = barrier(release.identity, sources, calibrated=self._setup.calibration is not None)
        try:
            spent = release.spend(
                committed.receipt,
                self._writer.records,
                moment,
                boot_id=self._parts.boot_id,
                kept=kept,
                clock=self._parts.clock.monotonic,
            )
        except StoreError as error:
            self._writer.failed(error)
            return False
        told_at = self._moment(self._parts.clock.monotonic(), of_session=True)
        self._writer.keep(told_at.entry(Kind.DOOR, spent.told))
        if not spent.released and kept is None:
            self._faults.ask_door_now()
        return spent.released

    # rows and screens

    def _begin(self, records: Records) -> None:
        """Write the rows a run starts with: the clock when it stands behind the record, the rules, the start.

        A file that was only closed in between has them already; a new one needs them again.
        """
        if records.chain_id == self._begun_chain:
            return
        now = self._moment(self._parts.clock.monotonic())
        newest = records.newest()
        if newest is not None and (behind := (datetime.fromisoformat(newest.utc) - now.utc).total_seconds()) > 0:
            records.commit(now.entry(Kind.CLOCK_JUMP, {"by_s": -behind, "found": "at start"}))
        records.commit(now.entry(Kind.POLICY, policy_payload(self._setup)))
        records.commit(now.entry(Kind.START, dict(self._parts.about)))
        self._begun_chain = records.chain_id

    def _moment(self, now: float, *, of_session: bool = False) -> Moment:
        return Moment(
            monotonic_ns=round(now * 1e9),
            utc=self._parts.clock.utc(),
            policy_hash=self._policy_hash,
            visit_id=self._visit_id if of_session else None,
            session_id=self._session_id if of_session else None,
            simulated=self._simulated(),
        )

    def _all_sources(self) -> tuple[DeviceIdentity, ...]:
        return (*self._parts.sources(), self._parts.release.identity)

    def _simulated(self) -> bool:
        return any(source.nature is Nature.SIMULATED for source in self._all_sources())

    def _publish(self, now: float) -> None:
        self.snapshots.put(
            snapshot(
                self._session,
                now,
                self._setup,
                simulated=self._simulated(),
                door_open=self._parts.release.is_open(),
                session_id=self._session_id,
                shown=self._shown,
            )
        )
