"""Checking a whole record file, row by row in seq order, and naming the first row that is wrong.

What the file alone cannot show is a cut tail, or a chain written anew from its first row on: for that a head must have
been kept elsewhere (heads.py).
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.records.aside import changed
from kiosk.records.audit import Audit, rows
from kiosk.records.chain import Head
from kiosk.records.digests import Beside, damage
from kiosk.records.outside import Bad, Heads
from kiosk.records.reading import open_reading, store_error
from kiosk.records.replay import Replayer
from kiosk.records.schema import guards
from kiosk.records.values import Kind

__all__ = ["Bad", "Verdict", "verify", "verify_connection"]

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""
PROGRESS_ROWS = 10_000
APART_ROWS = 100_000
"""From so many rows on, hashes and commitments are checked on another core."""

_BESIDE = (
    ("payload", "seq", "a payload"),
    ("receipt", "seq", "a receipt"),
    ("erased", "seq", "an erasure"),
    ("spent", "receipt_seq", "a spent receipt"),
    ("spent", "release_seq", "a spent receipt's release"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked. `bad` is None when everything holds; the counts then cover the whole file."""

    bad: Bad | None
    rows: int
    """Rows that hold."""
    payloads: int
    erased: int
    receipts: int
    spent: int
    chain_id: str | None
    newest: Head
    """The last row that holds."""
    reduced: int = 0
    """Payloads from which values were left out by policy before they were committed."""
    heads: int = 0
    """Signed heads in the file; each holds."""
    outside: int = 0
    """Heads kept elsewhere that the file bears out."""
    replayed: dict[str, int] = field(default_factory=dict)
    """Decisions computed again, by what came of it; empty when that was not asked."""


def verify(
    path: Path, progress: Progress | None = None, *, heads: Heads | None = None, replay: bool = False
) -> Verdict:
    """Check a record file as it stands now; a station may go on writing. Raises StoreError: no readable record."""
    connection = open_reading(path)
    try:
        with _moment(connection):
            verdict = _apart(path, connection, progress, heads, replay)
            verdict = verdict or _verdict(connection, progress, heads or Heads(), replay=replay)
        if verdict.bad is not None:
            return verdict
        return replace(verdict, bad=_aside(connection, path))
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()


def verify_connection(
    connection: sqlite3.Connection, progress: Progress | None = None, *,
    heads: Heads | None = None, replay: bool = False,
) -> Verdict:  # fmt: skip
    """Check what this connection reads, as one moment of it. Raises sqlite3.Error when it is no record."""
    with _moment(connection):
        return _verdict(connection, progress, heads or Heads(), replay=replay)


@contextmanager
def _moment(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _apart(
    path: Path, connection: sqlite3.Connection, progress: Progress | None, heads: Heads | None, replay: bool
) -> Verdict | None:
    """Check a large file by halves, each on a core; None when it is small, or when anything at all does not hold:
    what is wrong first, only the check of everything in order can tell."""
    last = _last(connection)
    if last < APART_ROWS:
        return None
    with Beside(path, last) as digests:
        verdict = _verdict(connection, progress, deepcopy(heads) or Heads(), replay=replay, digested=True)
        return verdict if verdict.bad is None and digests.hold() else None


def _verdict(
    connection: sqlite3.Connection, progress: Progress | None, heads: Heads, *, replay: bool, digested: bool = False
) -> Verdict:
    replayer = Replayer() if replay else None
    audit = Audit(connection, heads, replayer, digested=digested)
    bad = audit.heads.forged() or _bad_row(connection, audit, progress) or _bad_file(connection, audit)
    if bad is None and not digested:
        bad = _structure(connection)
    return Verdict(
        bad=bad,
        rows=audit.head.seq,
        payloads=audit.payloads,
        erased=audit.erased,
        receipts=audit.receipts,
        spent=audit.spent,
        chain_id=audit.chain_id,
        newest=audit.head,
        reduced=audit.reduced,
        heads=audit.heads.rows,
        outside=audit.heads.confirmed,
        replayed=replayer.counts if replayer else {},
    )


def _bad_row(connection: sqlite3.Connection, audit: Audit, progress: Progress | None) -> Bad | None:
    total = _last(connection)
    found = rows(connection)
    while True:
        try:
            row = next(found, None)
            if row is None:
                break
            bad = audit.take(row)
        except sqlite3.DatabaseError as error:
            return Bad(audit.head.seq + 1, f"the file cannot be read here: {error}")
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            return Bad(audit.head.seq + 1, f"the row or what stands beside it does not hold what it should: {error}")
        if bad is not None:
            return bad
        if progress is not None and audit.head.seq % PROGRESS_ROWS == 0:
            progress(audit.head.seq, total)
    if progress is not None:
        progress(audit.head.seq, total)
    return None


def _last(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT coalesce(max(seq), 0) FROM chain").fetchone()[0]


def _bad_file(connection: sqlite3.Connection, audit: Audit) -> Bad | None:
    """Check what no single row shows."""
    return (
        _beside(connection, audit.head.seq)
        or _other_chain(connection, audit.chain_id)
        or audit.heads.missing(audit.station_id, audit.chain_id, audit.head)
        or _unguarded(connection)
    )


def _beside(connection: sqlite3.Connection, last: int) -> Bad | None:
    """Nothing may refer to rows that are not there; the chain has been found without gaps."""
    for table, column, what in _BESIDE:
        query = f"SELECT {column} FROM {table} WHERE {column} > ? OR {column} < 1 LIMIT 1"
        found = connection.execute(query, [last]).fetchone()
        if found is not None:
            return Bad(found[0], f"{what} is there, but its row is missing")
    return None


def _other_chain(connection: sqlite3.Connection, chain_id: str | None) -> Bad | None:
    found = [row[0] for row in connection.execute("SELECT chain_id FROM meta")]
    if chain_id is not None and found != [chain_id]:
        return Bad(1, "the rows belong to another chain than the file")
    return None


def _aside(connection: sqlite3.Connection, path: Path) -> Bad | None:
    """What was set aside and still lies beside the record must be what its row names."""
    told = "SELECT seq, body FROM chain JOIN payload USING (seq) WHERE kind = ? ORDER BY seq"
    for seq, body in connection.execute(told, (Kind.SET_ASIDE,)).fetchall():
        try:
            wrong = changed(path, json.loads(body))
        except OSError as error:
            wrong = f"what was set aside cannot be read: {error}"
        if wrong is not None:
            return Bad(seq, wrong)
    return None


def _unguarded(connection: sqlite3.Connection) -> Bad | None:
    """Whoever changes rows first drops the triggers that forbid it; a trigger of somebody else's may change more."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    due = guards(version)
    for what, which in (("is missing", due - found), ("was added or changed", found - due)):
        if which:
            named = min(which).split()[2]
            return Bad(0, f"trigger {named}, which guards the file against changes, {what}")
    return None


def _structure(connection: sqlite3.Connection) -> Bad | None:
    """The rows hold; what finds them must too."""
    wrong = damage(connection)
    return None if wrong is None else Bad(0, f"the file is damaged: {wrong}")
