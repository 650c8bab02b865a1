"""Codes that were given and are typed again: who continues which visit. Read from the record at each start."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.clock import Clock
from kiosk.records.purge import no_earlier_than
from kiosk.records.queries import Filter, Shown, list_shown
from kiosk.records.retention import Reading
from kiosk.records.store import Records
from kiosk.records.values import Kind, utc_text
from kiosk.screening.events import CodeEntered
from kiosk.screening.judge import Judgement
from kiosk.screening.state import Facts
from kiosk.screening.tickets import Ticket, new_code
from kiosk.screening.values import Decision, Outcome, Reason
from kiosk.screening.visits import Brought, CodeAnswer, FirstReading, Visits, Waiting

LONGEST = timedelta(minutes=480)
"""No code is valid longer, whatever the site sets."""
MOST_ROWS = 5000


SHOWN_S = 8.0


@dataclass(frozen=True, slots=True)
class CodeShown:
    """What was said about the newest code, while it is still to be read."""

    answer: CodeAnswer | None = None
    since: float = 0.0

    def at(self, now: float) -> CodeAnswer | None:
        """Return what a screen says at `now` (monotonic s)."""
        return self.answer if now - self.since < SHOWN_S else None


class Tickets:
    """Owned by the station thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._visits = Visits()
        self._trusted = clock.utc()
        self._trusted_at = clock.monotonic()

    def now(self) -> datetime:
        """Return the time by which codes expire: a clock that was set back revives none, and makes none last longer."""
        passed = timedelta(seconds=self._clock.monotonic() - self._trusted_at)
        return max(self._clock.utc(), self._trusted + passed)

    def load(self, records: Records) -> None:
        """Learn what the record says of tickets that may still be shown. Raises StoreError."""
        at = self._clock.monotonic()
        reading = Reading(self._clock.utc(), round(at * 1e9), records.identity.boot_id)
        self._trusted, self._trusted_at = max(self.now(), no_earlier_than(records, reading)), at
        since = utc_text(min(self._clock.utc(), self._trusted) - LONGEST)
        found = [
            one
            for kind in (Kind.SCREENING, Kind.OFFICER_CHECK)
            for one in list_shown(records.path, Filter(kind=kind, since_utc=since), MOST_ROWS)
        ]
        self._visits = _learnt(self._visits, sorted(found, key=lambda one: one.row.seq))

    def new(self, facts: Facts, decision: Decision, minutes: int) -> Ticket | None:
        """Return the ticket that goes with this answer; whom the officer awaits keeps the code they have."""
        before = facts.brought
        kept = before is not None and before.outcome is decision.outcome is Outcome.REFER
        code = before.code if before and kept else new_code(decision, self._visits.taken(self.now()), secrets.choice)
        return None if code is None else Ticket(code, self.now() + timedelta(minutes=minutes))

    def enter(self, event: CodeEntered, tries: int) -> tuple[CodeAnswer, Brought | None]:
        """Look up a typed code; at most `tries` wrong ones a minute are."""
        self._visits, answer, brought = self._visits.enter(event.code, event.at, self.now(), tries)
        return answer, brought

    def decided(self, facts: Facts, found: Judgement, ticket: Ticket | None, seq: int, visit_id: str) -> None:
        """Learn of a decision that is on disk as row `seq`."""
        if facts.brought is not None:
            self._visits = self._visits.used(facts.brought.ticket_seq)
        if ticket is not None:
            self._visits = self._visits.given(Waiting(ticket, brought_by(facts, found, ticket, seq, visit_id)))

    def closed(self, visit_id: str) -> None:
        """Learn that an officer has decided this visit."""
        self._visits = self._visits.closed(visit_id)


def brought_by(facts: Facts, found: Judgement, ticket: Ticket, seq: int, visit_id: str) -> Brought:
    """Return what this decision's visit brings into the next passage."""
    measurement, decision = found.evidence.measurement, found.decision
    first = FirstReading(
        seq,
        measurement.skin_c if measurement else None,
        measurement.uncertainty_c if measurement else None,
    )
    return Brought(
        ticket_seq=seq,
        code=ticket.code,
        visit_id=visit_id,
        outcome=decision.outcome,
        reasons=decision.reasons,
        retries_used=facts.retries_used + (decision.outcome is Outcome.RETRY),
        rested=facts.rested or decision.outcome is Outcome.RETRY,
        first=facts.brought.first if facts.brought else first,
    )


def _learnt(visits: Visits, rows: Iterable[Shown]) -> Visits:
    """Take in rows, oldest first. What a row no longer tells is taken as against the visitor: the officer decides."""
    for shown in rows:
        payload = shown.payload or {}
        if shown.row.kind == Kind.OFFICER_CHECK and shown.row.visit_id:
            visits = visits.closed(shown.row.visit_id)
        if payload.get("continues") is not None:
            visits = visits.used(payload["continues"])
        if payload.get("ticket") and shown.row.visit_id:
            with suppress(KeyError, TypeError, ValueError):  # a newer program's row
                visits = visits.given(_waiting(visits, shown.row.seq, shown.row.visit_id, payload))
    return visits


def _waiting(visits: Visits, seq: int, visit_id: str, payload: dict[str, Any]) -> Waiting:
    ticket = Ticket(payload["ticket"]["code"], datetime.fromisoformat(payload["ticket"]["expires_utc"]))
    outcome = Outcome(payload["outcome"])
    measurement = payload.get("measurement") or {}
    earlier = visits.first_of(visit_id)
    retry = outcome is Outcome.RETRY
    return Waiting(
        ticket,
        Brought(
            ticket_seq=seq,
            code=ticket.code,
            visit_id=visit_id,
            outcome=outcome,
            reasons=tuple(Reason(reason) for reason in payload["reasons"]),
            retries_used=(payload.get("retries_used") or 0) + retry,
            rested=bool(payload.get("rested")) or retry,
            first=earlier or FirstReading(seq, measurement.get("skin_c"), measurement.get("uncertainty_c")),
        ),
    )
