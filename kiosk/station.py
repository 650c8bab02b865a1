"""The one loop: facts -> session -> decision -> committed record -> door -> screen, in this order.

`step(now)` does all of it; threads only call it. While any source is not to be trusted the station is out of service:
nothing is decided, the door is locked, and it comes back by itself when the fault is gone.
"""

import secrets
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from drivers.values import DeviceIdentity, Nature
from kiosk.clock import Clock, JumpWatch
from kiosk.records.payloads import policy_hash, policy_payload, screening_payload, source_facts
from kiosk.records.store import Records
from kiosk.records.values import Committed, Kind, StoreError
from kiosk.release import Moment, Release, barrier
from kiosk.screening.events import ClockJumped, Event, FaceSeen, FaultFound, FaultGone, Stored, TemperatureRead, Tick
from kiosk.screening.judge import Judgement, judge
from kiosk.screening.session import advance
from kiosk.screening.settings import Limits
from kiosk.screening.show import snapshot
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.state import Abandon, Decide, Effect, Session, Setup
from kiosk.screening.tickets import new_code
from kiosk.screening.values import Fault, Measurement, Outcome, Source, Trouble
from kiosk.screening.watch import CameraWatch, ThermometerWatch
from kiosk.workers import Health, Inbox, Latest
from kiosk.writer import Writer

DOOR_CHECK_S = 1.0
WORKER_GRACE_S = 2.0
"""A worker's step may wait this long for its input before it counts as silent."""
LOOK_S = 1.0
"""Sight waits half a second for a picture at most; one whose step takes longer than this hangs."""
HANGS = "its thread hangs; restart the kiosk if this stays"
CODES_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """One stored decision, as the command line tells it. What was not measured is None."""

    seq: int
    visit: str
    outcome: str
    reasons: tuple[str, ...]
    skin_c: float | None
    uncertainty_c: float | None
    mask: str | None
    mask_confidence: float | None
    hands: str
    released: bool
    decided_in_ms: float
    """From the face in position to the committed row."""
    simulated: bool


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
    on_decision: Callable[[DecisionReport], None] = lambda report: None


class Station:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._setup = parts.setup
        self._policy_hash = policy_hash(parts.setup)
        now = parts.clock.monotonic()
        self._session = Session(since=now)
        self._camera = CameraWatch(started_at=now)
        self._thermometer = ThermometerWatch(started_at=now)
        self._jumps = JumpWatch(parts.limits.clock_jump_s)
        self._writer = Writer(parts.open_records, self._begin)
        self._visit_id: str | None = None
        self._session_id: str | None = None
        self._numbered = self._session.number
        self._codes: deque[str] = deque(maxlen=CODES_REMEMBERED)
        self._shown: Measurement | None = None
        self._begun_chain: str | None = None
        self._door_checked_at = float("-inf")
        self._door_problem: str | None = None
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
        self._watch_faults(now)
        self._advance(Tick(now))
        self._publish(now)

    def stop(self, now: float) -> None:
        """End the run: lock the door, say so in the record, close it."""
        self._parts.release.lock()
        self._watch_clock(now)
        self._writer.keep(self._moment(now).entry(Kind.STOP, {"phase": self._session.phase.value}))
        self._parts.release.close()
        self._writer.close()

    def failed(self, now: float, what: str) -> None:
        """Lock the door after an error of our own in `step`; the next step tries to come back."""
        self._parts.release.lock()
        self._stopped(now, Fault(Source.STATION, Trouble.STOPPED, f"program error, see the log: {what}"))
        self._publish(now)

    # facts

    def _take(self, event: Event) -> None:
        match event:
            case FaceSeen():
                repeated = event.digest == self._camera.digest
                self._camera = self._camera.take(event, self._parts.limits)
                if repeated:
                    event = replace(event, mask=None)  # the same picture again is no second look
            case TemperatureRead():
                self._thermometer = self._thermometer.take(event)
        self._advance(event)

    def _advance(self, event: Event) -> None:
        self._session, effect = advance(self._session, event, self._setup)
        self._number()
        if effect is not None:
            self._do(effect)

    def _number(self) -> None:
        """Give a new passage its identity."""
        if self._session.number != self._numbered:
            self._numbered = self._session.number
            self._session_id = uuid.uuid4().hex
            self._visit_id = uuid.uuid4().hex

    def _watch_clock(self, now: float) -> None:
        moved = self._jumps.moved(now, self._parts.clock.utc())
        if moved is not None:
            self._advance(ClockJumped(now, moved))
            self._writer.keep(self._moment(now).entry(Kind.CLOCK_JUMP, {"by_s": moved}))

    # faults

    def _watch_faults(self, now: float) -> None:
        fault, before = self._fault(now), self._session.fault
        if fault == before:
            return
        if fault is None:
            self._advance(FaultGone(now))
            self._writer.keep(self._moment(now).entry(Kind.IN_SERVICE, source_facts(self._all_sources())))
            return
        self._stopped(now, fault)

    def _stopped(self, now: float, fault: Fault) -> None:
        before = self._session.fault
        self._advance(FaultFound(now, fault))
        if before is None or (fault.source, fault.trouble) != (before.source, before.trouble):
            self._parts.release.lock()
            self._writer.keep(self._moment(now).entry(Kind.OUT_OF_SERVICE, asdict(fault)))

    def _fault(self, now: float) -> Fault | None:
        limits = self._parts.limits
        return (
            self._writer.fault
            or self._door_fault(now)
            or self._worker_fault(now)
            or self._camera_fault(now)
            or self._thermometer.fault(now, limits)
        )

    def _door_fault(self, now: float) -> Fault | None:
        if now - self._door_checked_at >= DOOR_CHECK_S:
            self._door_checked_at = now
            self._door_problem = self._parts.release.check()
        return Fault(Source.DOOR, Trouble.DISCONNECTED, self._door_problem) if self._door_problem else None

    def _worker_fault(self, now: float) -> Fault | None:
        for source, told in self._parts.health.items():
            health = told()
            if health.crashed:
                return Fault(source, Trouble.STOPPED, f"program error, see the log: {health.crashed}")
            if health.problem:
                return Fault(source, Trouble.DISCONNECTED, health.problem)
            if now - health.beat_at > self._parts.limits.silent_s + WORKER_GRACE_S:
                return Fault(source, Trouble.SILENT, HANGS)
        return None

    def _camera_fault(self, now: float) -> Fault | None:
        """Pictures reach the station through sight: when that hangs, the camera is not to blame."""
        fault = self._camera.fault(now, self._parts.limits)
        looking = self._parts.health.get(Source.SIGHT)
        if fault is None or fault.trouble is not Trouble.SILENT or looking is None:
            return fault
        return Fault(Source.SIGHT, Trouble.SILENT, HANGS) if now - looking().beat_at > LOOK_S else fault

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
            facts, found, sources, code=code, measured_in_ms=(facts.decided_at - facts.in_position_at) * 1000
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
        self._advance(Stored(self._parts.clock.monotonic(), found.decision, committed.seq, code))
        self._tell(found, committed.seq, released, (decided_at - facts.in_position_at) * 1000)
        self._watch_faults(self._parts.clock.monotonic())  # disk or door may have failed with the release

    def _spend(self, committed: Committed, sources: Sequence[DeviceIdentity]) -> bool:
        if committed.receipt is None or self._writer.records is None:
            return False
        release = self._parts.release
        moment = self._moment(self._parts.clock.monotonic(), of_session=True)
        kept = barrier(release.identity, sources, calibrated=self._setup.calibration is not None)
        try:
            spent = release.spend(
                committed.receipt, self._writer.records, moment, boot_id=self._parts.boot_id, kept=kept
            )
        except StoreError as error:
            self._writer.failed(error)
            return False
        told_at = self._moment(self._parts.clock.monotonic(), of_session=True)
        self._writer.keep(told_at.entry(Kind.DOOR, spent.told))
        if not spent.released and kept is None:
            self._door_checked_at = float("-inf")  # a door that failed is asked at once
        return spent.released

    def _tell(self, found: Judgement, seq: int, released: bool, decided_in_ms: float) -> None:
        evidence = found.evidence
        self._parts.on_decision(
            DecisionReport(
                seq=seq,
                visit=self._visit_id or "",
                outcome=found.decision.outcome.value,
                reasons=tuple(reason.value for reason in found.decision.reasons),
                skin_c=evidence.measurement.skin_c if evidence.measurement else None,
                uncertainty_c=evidence.measurement.uncertainty_c if evidence.measurement else None,
                mask=evidence.mask.status.value if evidence.mask else None,
                mask_confidence=evidence.mask.confidence if evidence.mask else None,
                hands=evidence.hands.value,
                released=released,
                decided_in_ms=round(decided_in_ms, 1),
                simulated=self._simulated(),
            )
        )

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
        records.commit(now.entry(Kind.START, {"machine": "kiosk run"}))
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


def as_json(report: DecisionReport) -> dict[str, Any]:
    """Return a report as the command line prints it."""
    return {**asdict(report), "reasons": list(report.reasons)}
