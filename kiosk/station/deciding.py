"""Facts -> decision -> committed record -> receipt spent -> door; in this order, and nothing out of it."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.decision_report import DecisionReport, report_of
from kiosk.records.payloads import screening_payload
from kiosk.records.values import Committed, Entry, Kind, StoreError
from kiosk.release import Barrier, Moment, barrier
from kiosk.screening.events import Stored
from kiosk.screening.judge import Judgement, judge
from kiosk.screening.state import Decide, Facts
from kiosk.screening.tickets import Ticket
from kiosk.screening.values import Measurement, Outcome
from kiosk.station.parts import Parts
from kiosk.station.rows import Rows
from kiosk.station.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision that is on disk, and what the door did."""

    stored: Stored
    report: DecisionReport
    measurement: Measurement | None
    door_failed: bool
    """It should have moved and did not."""


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    released: bool
    failed: bool = False


class Deciding:
    """Owned by the station thread."""

    def __init__(
        self,
        parts: Parts,
        rows: Rows,
        tickets: Tickets,
        released: Callable[[float, int], None] = lambda now, seq: None,
    ) -> None:
        """`released` is called when the door was released (monotonic s) for what the row of this number decided."""
        self._released = released
        self._parts = parts
        self._rows = rows
        self._tickets = tickets

    def decide(self, effect: Decide) -> Answer | None:
        """Compute, store and carry out a decision; None when it could not be stored: then nothing was decided."""
        facts = effect.facts
        found = judge(facts, self._rows.setup)
        ticket = self._tickets.new(facts, found.decision, self._rows.setup.rules.policy.code_minutes)
        try:
            committed = self._rows.writer.commit(self._entry(facts, found, ticket))
        except StoreError:
            return None
        decided_in_ms = (self._parts.clock.monotonic() - facts.in_position_at) * 1000
        door = self.spend(committed, self._rows.moment(self._parts.clock.monotonic(), of_session=True))
        self._tickets.decided(facts, found, ticket, committed.seq, self._rows.visit_id or "")
        code = ticket.code if ticket else None
        admitted = found.decision.outcome is Outcome.ADMIT
        stays_locked = admitted and not door.released and self._parts.release.has_door
        stored = Stored(self._parts.clock.monotonic(), found.decision, committed.seq, code, stays_locked)
        report = report_of(
            found,
            seq=committed.seq,
            visit=self._rows.visit_id or "",
            released=door.released,
            decided_in_ms=decided_in_ms,
            simulated=self._rows.simulated(),
        )
        return Answer(stored, report, found.evidence.measurement, door.failed)

    def _entry(self, facts: Facts, found: Judgement, ticket: Ticket | None) -> Entry:
        payload = screening_payload(
            facts,
            found,
            self._rows.sources(),
            ticket=ticket,
            measured_in_ms=(facts.decided_at - facts.in_position_at) * 1000,
        )
        admitted = found.decision.outcome is Outcome.ADMIT
        moment = self._rows.moment(self._parts.clock.monotonic(), of_session=True)
        return moment.entry(Kind.SCREENING, payload, self._parts.receipt_s if admitted else None)

    def barrier(self) -> Barrier | None:
        """Return why the door must stay as it is now, whatever is decided."""
        calibrated = self._rows.setup.calibration is not None
        return barrier(self._parts.release.identity, self._rows.sources(), calibrated=calibrated)

    def spend(self, committed: Committed, moment: Moment) -> DoorAnswer:
        """Spend what a row carries, in the name of the visit of this moment; say what the door did."""
        writer = self._rows.writer
        if committed.receipt is None or writer.records is None:
            return DoorAnswer(released=False)
        release, clock = self._parts.release, self._parts.clock
        kept = self.barrier()
        try:
            spent = release.spend(
                committed.receipt,
                writer.records,
                moment,
                boot_id=self._parts.boot_id,
                kept=kept,
                clock=clock.monotonic,
            )
        except StoreError as error:
            writer.failed(error)
            told = {"receipt_seq": committed.seq, "pulsed": False, "detail": "the release could not be written"}
            writer.keep(moment.at(clock.monotonic(), clock.utc()).entry(Kind.DOOR, told))
            return DoorAnswer(released=False)
        self._rows.writer.keep(moment.at(clock.monotonic(), clock.utc()).entry(Kind.DOOR, spent.told))
        if spent.released:
            self._released(clock.monotonic(), committed.seq)
        return DoorAnswer(spent.released, failed=not spent.released and kept is None)
