"""Short codes that keep a place in the queue: two digits for a rest, letter and digit for the officer."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.screening.values import Decision, Outcome, Reason

_LETTERS = "ABCDEFHJKLMNPRTUVWXY"
_DIGITS = "23456789"
"""Nothing that is mistaken for another when read aloud or written by hand."""
REST_CODES = tuple(f"{tens}{ones}" for tens in "123456789" for ones in "0123456789")
OFFICER_CODES = tuple(f"{letter}{digit}" for letter in _LETTERS for digit in _DIGITS)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Links a person's sessions into one visit until it expires."""

    code: str
    expires_at: datetime
    """Wall clock, with a time zone."""


def needs_code(decision: Decision) -> bool:
    """Say whether the visitor gets a code: at a rest and for the officer."""
    return decision.outcome is Outcome.REFER or Reason.HOT_ARRIVAL in decision.reasons


def new_code(decision: Decision, taken: Collection[str], choose: Callable[[Sequence[str]], str]) -> str | None:
    """Return a code not among `taken`, or None where none is needed. `choose` draws one at random.

    Raises ValueError when every code is taken.
    """
    if not needs_code(decision):
        return None
    codes = OFFICER_CODES if decision.outcome is Outcome.REFER else REST_CODES
    free = [code for code in codes if code not in taken]
    if not free:
        raise ValueError("every code is taken")
    return choose(free)
