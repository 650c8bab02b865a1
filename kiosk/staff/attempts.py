"""Wrong attempts in staff.db: counted before anything is compared, and locked for longer each time.

At the kiosk and the command line a person is counted by who they say they are. On the staff page, which others reach,
by name and place (an address) together, so that a stranger elsewhere locks nobody out; and all places nobody ever
signed in from count together as well, so that many addresses guess no more than a few. A place somebody signed in from
is theirs: what strangers do elsewhere does not count there.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.staff.lock_out import ELSEWHERE, LOCK_OUTS, LockOut
from kiosk.staff.values import Door, Refusal, Refused

STRANGERS_KEPT = timedelta(days=2)
STRANGERS_AT_MOST = 1000
ELSEWHERE_KEPT = timedelta(days=1)
"""After so long without a wrong attempt those of strange places begin anew."""
OWN_KEPT = timedelta(days=90)
"""A place stays somebody's own for so long after the last sign-in there."""
_OWN = "own"
_COUNT = """INSERT INTO attempt (who, door, failures, at_utc) VALUES (?, ?, 1, ?)
    ON CONFLICT (who, door) DO UPDATE SET failures = failures + 1, at_utc = excluded.at_utc"""
_OLD = """DELETE FROM attempt WHERE who LIKE '?%' AND (at_utc < ? OR who IN
    (SELECT who FROM attempt WHERE who LIKE '?%' ORDER BY at_utc DESC LIMIT -1 OFFSET ?))"""
_OLD_ELSEWHERE = "DELETE FROM attempt WHERE who LIKE '%@%' AND door != ? AND at_utc < ?"
_OLD_OWN = "DELETE FROM attempt WHERE door = ? AND at_utc < ?"
_SIGNED_IN = """INSERT INTO attempt (who, door, failures, at_utc) VALUES (?, ?, 0, ?)
    ON CONFLICT (who, door) DO UPDATE SET at_utc = excluded.at_utc"""


@dataclass(frozen=True, slots=True)
class Count:
    """Under what an attempt is counted, and how that locks."""

    who: str
    door: Door
    lock: LockOut


def counts_of(connection: sqlite3.Connection, who: str, door: Door, place: str | None) -> list[Count]:
    """Return what an attempt of somebody counts under; `place` None: at the kiosk itself."""
    if place is None:
        return [Count(who, door, LOCK_OUTS[door])]
    here = Count(f"{who}@{place}", door, LOCK_OUTS[door])
    if connection.execute("SELECT 1 FROM attempt WHERE who = ? AND door = ?", (here.who, _OWN)).fetchone():
        return [here]
    return [here, Count(f"{who}@", door, ELSEWHERE)]


def begin_attempt(connection: sqlite3.Connection, counts: Sequence[Count], now: datetime) -> Refusal | None:
    """Count an attempt as wrong for now; say when it may be tried again if it is locked, and then count nothing."""
    _forget_old(connection, now)
    locked = [until for count in counts if (until := _locked_until(connection, count, now)) is not None]
    if locked:
        return Refusal(Refused.LOCKED, max(locked), 0)
    for count in counts:
        connection.execute(_COUNT, (count.who, count.door.value, _text(now)))
        _lock(connection, count, now)
    return None


def _locked_until(connection: sqlite3.Connection, count: Count, now: datetime) -> datetime | None:
    row = connection.execute(
        "SELECT locked_until_utc FROM attempt WHERE who = ? AND door = ?", (count.who, count.door.value)
    ).fetchone()
    if not row or not row[0] or (until := datetime.fromisoformat(row[0])) <= now:
        return None
    if until - now > count.lock.longest:  # the clock was ahead when it locked: the lock begins anew
        return _lock(connection, count, now) or until
    return until


def _lock(connection: sqlite3.Connection, count: Count, now: datetime) -> datetime | None:
    """Lock from now on, if there were wrong attempts enough; return until when."""
    lock = count.lock.after(_failures(connection, count))
    if not lock:
        return None
    until = now + lock
    connection.execute(
        "UPDATE attempt SET locked_until_utc = ? WHERE who = ? AND door = ?",
        (_text(until), count.who, count.door.value),
    )
    return until


def wrong_attempt(connection: sqlite3.Connection, counts: Sequence[Count], now: datetime) -> Refusal:
    """Say what an attempt that was counted leaves."""
    failures = [(count.lock, _failures(connection, count)) for count in counts]
    lock = max(lock.after(many) for lock, many in failures)
    if lock:
        return Refusal(Refused.LOCKED, now + lock, 0)
    return Refusal(Refused.WRONG, None, min(lock.left(many) for lock, many in failures))


def right_attempt(connection: sqlite3.Connection, counts: Sequence[Count], now: datetime) -> None:
    """End the count of whoever signed in; the place is theirs from now on, if there is one."""
    here, *elsewhere = counts
    connection.execute("DELETE FROM attempt WHERE who = ? AND door = ?", (here.who, here.door.value))
    if "@" in here.who:
        connection.execute(_SIGNED_IN, (here.who, _OWN, _text(now)))
    for count in elsewhere:  # strangers' attempts stay counted; this one was none
        connection.execute(
            "UPDATE attempt SET failures = failures - 1, locked_until_utc = NULL WHERE who = ? AND door = ?",
            (count.who, count.door.value),
        )


def forget_attempts(connection: sqlite3.Connection, who: str, door: Door) -> None:
    """Forget all attempts of somebody; a new password is tried at every place anew."""
    doors = (door.value, _OWN if door is Door.PASSWORD else door.value)
    connection.execute(
        "DELETE FROM attempt WHERE (who = ? OR who LIKE ?) AND door IN (?, ?)", (who, f"{who}@%", *doors)
    )


def _forget_old(connection: sqlite3.Connection, now: datetime) -> None:
    connection.execute(_OLD, (_text(now - STRANGERS_KEPT), STRANGERS_AT_MOST))
    connection.execute(_OLD_ELSEWHERE, (_OWN, _text(now - ELSEWHERE_KEPT)))
    connection.execute(_OLD_OWN, (_OWN, _text(now - OWN_KEPT)))


def _failures(connection: sqlite3.Connection, count: Count) -> int:
    row = connection.execute(
        "SELECT failures FROM attempt WHERE who = ? AND door = ?", (count.who, count.door.value)
    ).fetchone()
    return row[0] if row else 0


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
