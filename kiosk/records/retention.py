"""What has expired: a pure plan from what the record tells about its clocks.

A row is never older than a row before it, whatever the clock said: rows expire in the order of seq, so what has expired
is the beginning of the chain, and one number tells it all.

    now      the later of the clock and the newest trusted row: a clock set back keeps nothing longer
    a jump   forward by more than a day, across a restart too: a machine that was off cannot tell closed days from a
             wrong clock. Such a clock is not trusted until a supervisor accepts it or it comes back by itself. Until
             then nothing is erased; rows written meanwhile count as old as the newest trusted row before them
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

JUMP = timedelta(days=1)

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

ExpiredIn = Callable[[int, int, datetime], int]
"""(first, last, cutoff) -> the last of these rows that is older, or first - 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The clocks as a row has them."""

    utc: datetime
    monotonic_ns: int
    boot_id: str

    def beyond(self, before: "Reading") -> timedelta:
        """How much more wall time than machine time has passed since; all of it when the machine was started anew."""
        passed = self.utc - before.utc
        if self.boot_id == before.boot_id:
            passed -= timedelta(microseconds=(self.monotonic_ns - before.monotonic_ns) / 1000)
        return passed

    def jumped_from(self, before: "Reading", expected: datetime) -> bool:
        """Say whether the clock stands further ahead than the row before and all trusted time before explain."""
        return self.beyond(before) > JUMP and self.utc - expected > JUMP

    def ran_since(self, before: "Reading") -> timedelta:
        """How long the machine ran in between, as far as is known."""
        if self.boot_id != before.boot_id:
            return timedelta()
        return timedelta(microseconds=max(self.monotonic_ns - before.monotonic_ns, 0) / 1000)


@dataclass(frozen=True, slots=True)
class Mark:
    """A row before which the clock may have moved, and the row right before it."""

    seq: int
    at: Reading
    before: Reading | None
    accepted: bool = False
    """A supervisor says here that the clock is right."""


@dataclass(frozen=True, slots=True)
class Plan:
    until_seq: int = 0
    """Every row up to this one has expired; 0: none."""
    cutoff: datetime | None = None
    waits_for: int | None = None
    """The row at which the clock jumped (one more than the newest: it jumped since); a supervisor must accept it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    last: int
    newest: datetime
    """The time of its last row."""
    trusted: bool


def plan(
    marks: Sequence[Mark], newest: tuple[int, Reading] | None, now: Reading, keep_days: int, expired_in: ExpiredIn
) -> Plan:
    """Return which rows have expired. `marks` in seq order, the first row among them; `newest`: the last row."""
    if keep_days <= 0 or newest is None or not marks:
        return Plan()
    walk = _walked(marks, newest)
    waits_for = walk.suspect if walk.suspect is not None else newest[0] + 1
    if walk.doubts(now, newest[1]):
        return Plan(waits_for=waits_for)
    cutoff = max(now.utc, walk.trusted) - timedelta(days=keep_days)
    return Plan(until_seq=_until(walk.stretches, cutoff, expired_in), cutoff=cutoff)


def no_earlier(marks: Sequence[Mark], newest: tuple[int, Reading], now: Reading) -> datetime:
    """Return the time before which it cannot be, whatever the clock says: the newest trusted row, and how long the
    machine ran since as far as is known. `marks` and `newest` as for `plan`.
    """
    walk = _walked(marks, newest)
    return walk.least + now.ran_since(newest[1])


def _walked(marks: Sequence[Mark], newest: tuple[int, Reading]) -> "_Walk":
    walk = _Walk()
    for mark, after in zip(marks, (*marks[1:], None), strict=True):
        walk.take(mark, (after.seq - 1, after.before or mark.at) if after is not None else newest)
    return walk


class _Walk:
    """Cuts the chain where a clock may have moved, and says which stretches have a clock to be trusted."""

    def __init__(self) -> None:
        self.stretches: list[_Stretch] = []
        self.suspect: int | None = None
        """The row from which on the clock is not trusted."""
        self.trusted = _LONG_AGO
        """The newest trusted time."""
        self.least = _LONG_AGO
        """No earlier can it be: trusted times, and how long the machine ran after them."""
        self._ran = timedelta()
        """How long the machine ran since."""

    def doubts(self, at: Reading, before: Reading) -> bool:
        """Say whether the clock is not to be trusted at this reading, which comes after that one."""
        expected = self.trusted + self._ran + at.ran_since(before)
        if self.suspect is not None:
            return at.utc - expected > JUMP
        return at.jumped_from(before, expected)

    def take(self, mark: Mark, end: tuple[int, Reading]) -> None:
        """Take in the stretch from a mark to its last row."""
        if mark.accepted:
            self._accept(self.suspect or mark.seq)
        elif mark.before is not None:
            doubted = self.doubts(mark.at, mark.before)
            self._ran += mark.at.ran_since(mark.before)
            self.least += mark.at.ran_since(mark.before)
            self.suspect = (self.suspect or mark.seq) if doubted else None
        last_seq, last = end
        self.stretches.append(_Stretch(mark.seq, last_seq, last.utc, self.suspect is None))
        self._ran += last.ran_since(mark.at)
        self.least += last.ran_since(mark.at)
        if self.suspect is None:
            self.least = max(self.least, last.utc)
        if self.suspect is None and last.utc >= self.trusted:
            self.trusted, self._ran = last.utc, timedelta()

    def _accept(self, suspect: int) -> None:
        """What a supervisor accepts was right since the jump."""
        self.stretches = [one if one.first < suspect else replace(one, trusted=True) for one in self.stretches]
        self.suspect = None
        self.trusted = max([_LONG_AGO, *(one.newest for one in self.stretches if one.trusted)])
        self._ran = timedelta()


def _until(stretches: Sequence[_Stretch], cutoff: datetime, expired_in: ExpiredIn) -> int:
    """The first row that has not expired ends it: what comes after is no older, whatever its clock said."""
    until = 0
    for one in stretches:
        if not one.trusted:
            until = one.last
            continue
        until = one.last if one.newest < cutoff else expired_in(one.first, one.last, cutoff)
        if until < one.last:
            break
    return until
