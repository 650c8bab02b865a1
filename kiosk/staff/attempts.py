"""Wrong attempts in staff.db: counted before anything is compared, and locked for longer each time."""

import sqlite3
from datetime import UTC, datetime, timedelta

from kiosk.staff.lock_out import LOCK_OUTS
from kiosk.staff.values import Door, Refusal, Refused

STRANGERS_KEPT = timedelta(days=2)
STRANGERS_AT_MOST = 1000
_COUNT = """INSERT INTO attempt (who, door, failures, at_utc) VALUES (?, ?, 1, ?)
    ON CONFLICT (who, door) DO UPDATE SET failures = failures + 1, at_utc = excluded.at_utc"""
_OLD = """DELETE FROM attempt WHERE who LIKE '?%' AND (at_utc < ? OR who IN
    (SELECT who FROM attempt WHERE who LIKE '?%' ORDER BY at_utc DESC LIMIT -1 OFFSET ?))"""


def begin_attempt(connection: sqlite3.Connection, who: str, door: Door, now: datetime) -> Refusal | None:
    """Count an attempt as wrong for now; say when it may be tried again if it is locked, and then count nothing."""
    row = connection.execute(
        "SELECT locked_until_utc FROM attempt WHERE who = ? AND door = ?", (who, door.value)
    ).fetchone()
    if row and row[0] and (until := datetime.fromisoformat(row[0])) > now:
        if until - now > LOCK_OUTS[door].longest:  # the clock was ahead when it locked: the lock begins anew
            until = _lock(connection, who, door, now) or until
        return Refusal(Refused.LOCKED, until, 0)
    connection.execute(_COUNT, (who, door.value, _text(now)))
    _lock(connection, who, door, now)
    connection.execute(_OLD, (_text(now - STRANGERS_KEPT), STRANGERS_AT_MOST))
    return None


def _lock(connection: sqlite3.Connection, who: str, door: Door, now: datetime) -> datetime | None:
    """Lock from now on, if there were wrong attempts enough; return until when."""
    lock = LOCK_OUTS[door].after(_failures(connection, who, door))
    if not lock:
        return None
    until = now + lock
    connection.execute(
        "UPDATE attempt SET locked_until_utc = ? WHERE who = ? AND door = ?", (_text(until), who, door.value)
    )
    return until


def wrong_attempt(connection: sqlite3.Connection, who: str, door: Door, now: datetime) -> Refusal:
    """Say what an attempt that was counted leaves."""
    failures = _failures(connection, who, door)
    lock = LOCK_OUTS[door].after(failures)
    if lock:
        return Refusal(Refused.LOCKED, now + lock, 0)
    return Refusal(Refused.WRONG, None, LOCK_OUTS[door].left(failures))


def forget_attempts(connection: sqlite3.Connection, who: str, door: Door) -> None:
    connection.execute("DELETE FROM attempt WHERE who = ? AND door = ?", (who, door.value))


def _failures(connection: sqlite3.Connection, who: str, door: Door) -> int:
    row = connection.execute("SELECT failures FROM attempt WHERE who = ? AND door = ?", (who, door.value)).fetchone()
    return row[0] if row else 0


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
