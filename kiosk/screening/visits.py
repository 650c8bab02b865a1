"""Several passages of one person: a code given with an answer continues the visit when it is typed on return.

What a visit brings along stands in the facts of the next decision, so a replay needs nothing else. A code counts once:
it is used up by the next stored decision, not by typing it, so that whoever walks away again keeps the place.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kiosk.screening.tickets import Ticket
from kiosk.screening.values import Outcome, Reason

REMEMBERED = 200
"""Tickets kept in mind, used and expired ones too: of those the screen can still say so."""
TAKEN_AT_MOST = 60
"""Codes that are not given again; fewer than there are of either kind."""
A_MINUTE_S = 60.0
OF_SKIN = frozenset({
    Reason.TEMPERATURE_ELEVATED, Reason.TEMPERATURE_NEAR_THRESHOLD, Reason.HOT_ARRIVAL, Reason.REFERRED_BEFORE,
})  # fmt: skip


class CodeAnswer(StrEnum):
    """What the screen says about a code that was typed."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    WAIT = "wait"
    """Too many wrong ones: nobody shall find another's code by trying."""


@dataclass(frozen=True, slots=True)
class FirstReading:
    """The first decision of the visit; it stays what it was, and no later reading is averaged with it."""

    seq: int
    skin_c: float | None
    """None: not measured, or not kept by the site's policy."""
    uncertainty_c: float | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What an earlier passage of the same visit brings into the next one."""

    ticket_seq: int
    """Of the decision that gave the code."""
    code: str
    visit_id: str
    outcome: Outcome
    reasons: tuple[Reason, ...]
    retries_used: int
    """Those of the visit so far; the rest that was given counts as one."""
    rested: bool
    first: FirstReading

    @property
    def with_officer(self) -> bool:
        """Referred for its temperature, or nobody knows for what: a machine does not measure that away."""
        return self.outcome is Outcome.REFER and (not self.reasons or bool(OF_SKIN.intersection(self.reasons)))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that was given, with what its visit will bring."""

    ticket: Ticket
    brought: Brought
    used: bool = False


@dataclass(frozen=True, slots=True)
class Visits:
    """Every ticket that may still be shown, oldest first."""

    waiting: tuple[Waiting, ...] = ()
    wrong_at: tuple[float, ...] = ()
    """When wrong codes were typed within the last minute, monotonic seconds."""

    def given(self, ticket: Waiting) -> "Visits":
        """Remember a new ticket; an older one with the same code is forgotten."""
        others = tuple(one for one in self.waiting if one.ticket.code != ticket.ticket.code)
        return replace(self, waiting=(*others, ticket)[-REMEMBERED:])

    def used(self, ticket_seq: int) -> "Visits":
        """Use up the ticket that this decision gave."""
        return self._marked(lambda one: one.brought.ticket_seq == ticket_seq)

    def closed(self, visit_id: str) -> "Visits":
        """Use up every ticket of a visit: an officer has decided it."""
        return self._marked(lambda one: one.brought.visit_id == visit_id)

    def first_of(self, visit_id: str) -> FirstReading | None:
        """Return the first reading of a visit, as far as its tickets tell."""
        return next((one.brought.first for one in self.waiting if one.brought.visit_id == visit_id), None)

    def taken(self, now: datetime) -> tuple[str, ...]:
        """Return the codes that somebody may still show at `now`."""
        held = tuple(one.ticket.code for one in self.waiting if not one.used and now < one.ticket.expires_at)
        return held[-TAKEN_AT_MOST:]

    def enter(self, code: str, at: float, now: datetime, tries: int) -> tuple["Visits", CodeAnswer, Brought | None]:
        """Look up a code typed at `at` (monotonic s), `now` (wall clock, never behind the record).

        After `tries` wrong ones within a minute none is looked up until that minute is over.
        """
        wrong_at = tuple(wrong for wrong in self.wrong_at if at - wrong < A_MINUTE_S)
        if len(wrong_at) >= tries:
            return replace(self, wrong_at=wrong_at), CodeAnswer.WAIT, None
        answer, brought = self._find(code.strip().upper(), now)
        if brought is None:
            wrong_at = (*wrong_at, at)
        return replace(self, wrong_at=wrong_at), answer, brought

    def _find(self, code: str, now: datetime) -> tuple[CodeAnswer, Brought | None]:
        found = next((one for one in self.waiting if one.ticket.code == code), None)
        if found is None:
            return CodeAnswer.UNKNOWN, None
        if found.used:
            return CodeAnswer.USED, None
        if now >= found.ticket.expires_at:
            return CodeAnswer.EXPIRED, None
        return CodeAnswer.ACCEPTED, found.brought

    def _marked(self, which: Callable[[Waiting], bool]) -> "Visits":
        return replace(self, waiting=tuple(replace(one, used=True) if which(one) else one for one in self.waiting))
