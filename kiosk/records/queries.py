"""Reading the record while a station writes it, and after. Nothing here changes a row or shows a receipt's token."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.records.chain import FIELDS, commitment
from kiosk.records.reading import open_reading, store_error
from kiosk.records.values import Kind, Row, StoreError
from kiosk.screening.values import Trouble

_CHAIN = ", ".join(f"chain.{name}" for name in FIELDS)
_SHOWN = f"""SELECT {_CHAIN}, body, by_seq, receipt.boot_id, expires_monotonic_ns, spent.release_seq FROM chain
    LEFT JOIN payload ON payload.seq = chain.seq
    LEFT JOIN erased ON erased.seq = chain.seq
    LEFT JOIN receipt ON receipt.seq = chain.seq
    LEFT JOIN spent ON spent.receipt_seq = chain.seq"""
_EACH = f"""{_SHOWN.replace(" FROM chain", ", salt, releasing.receipt_seq FROM chain", 1)}
    LEFT JOIN spent AS releasing ON releasing.release_seq = chain.seq"""

_SOUND = _SHOWN.replace(" FROM chain", ", salt FROM chain", 1)


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """What became of a row's receipt."""

    boot_id: str
    expires_monotonic_ns: int
    """Of that boot."""
    release_seq: int | None
    """The row it was spent by, or None."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row with all that is still known of it."""

    row: Row
    payload: dict[str, Any] | None
    """None: erased."""
    erased_by: int | None
    """The seq of the erasure row."""
    receipt: ReceiptState | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to list; what is None does not matter."""

    kind: str | None = None
    visit_id: str | None = None
    session_id: str | None = None
    before: int | None = None
    """Only rows with a smaller seq: the last one of the page before."""
    after: int | None = None
    """Only rows with a larger seq."""
    since_utc: str | None = None
    """ISO 8601 with Z, inclusive."""
    until_utc: str | None = None
    """ISO 8601 with Z, exclusive."""

    def clauses(self) -> tuple[str, list[Any]]:
        """Write these as SQL and its values."""
        tests = {
            "chain.kind = ?": self.kind,
            "chain.visit_id = ?": self.visit_id,
            "chain.session_id = ?": self.session_id,
            "chain.seq < ?": self.before,
            "chain.seq > ?": self.after,
            "chain.utc >= ?": self.since_utc,
            "chain.utc < ?": self.until_utc,
        }
        used = {test: value for test, value in tests.items() if value is not None}
        return (f"WHERE {' AND '.join(used)}" if used else "", list(used.values()))


def each_shown(path: Path, which: Filter) -> Iterator[tuple[Shown, bytes | None, int | None]]:
    """Yield rows in seq order, as of one moment, each with its salt and the row whose receipt it spent.

    Raises StoreError.
    """
    where, values = which.clauses()
    with reading(path) as connection:
        for row in connection.execute(f"{_EACH} {where} ORDER BY chain.seq", values):
            yield _shown(row[:-2]), *row[-2:]


def list_rows(path: Path, kind: str | None = None, limit: int = 50, before: int | None = None) -> list[Row]:
    """List rows, newest first. Raises StoreError."""
    where, values = Filter(kind=kind, before=before).clauses()
    with reading(path) as connection:
        found = connection.execute(
            f"SELECT {_CHAIN} FROM chain {where} ORDER BY chain.seq DESC LIMIT ?", [*values, limit]
        )
        return [Row(*row) for row in found]


def list_shown(path: Path, which: Filter, limit: int = 50) -> list[Shown]:
    """List rows with their payloads, newest first. Raises StoreError."""
    with reading(path) as connection:
        where, values = _narrowed(connection, which).clauses()
        found = connection.execute(f"{_SHOWN} {where} ORDER BY chain.seq DESC LIMIT ?", [*values, limit])
        return [_shown(row) for row in found]


def list_sound(path: Path, which: Filter, limit: int = 50) -> list[Shown]:
    """List rows as `list_shown` does, for numbers that decisions rest on: a payload that is not what its row commits to
    counts for nothing. Raises StoreError, also for such a payload.
    """
    with reading(path) as connection:
        where, values = which.clauses()
        found = connection.execute(f"{_SOUND} {where} ORDER BY chain.seq DESC LIMIT ?", [*values, limit]).fetchall()
    for *shown, salt in found:
        row, body = Row(*shown[: len(FIELDS)]), shown[len(FIELDS)]
        if body is not None and commitment(salt, body) != row.commitment:
            said = f"row {row.seq} is not what was written: its payload was changed; see `kiosk records verify`"
            raise StoreError(Trouble.DAMAGED, said)
    return [_shown(tuple(shown)) for *shown, _ in found]


def newest_of(path: Path, kinds: Sequence[str]) -> int | None:
    """Return the newest row of these kinds; quick, however many there are. Raises StoreError."""
    marks = ", ".join("?" * len(kinds))
    with reading(path) as connection:
        return connection.execute(f"SELECT max(seq) FROM chain WHERE kind IN ({marks})", list(kinds)).fetchone()[0]


def seqs_between(
    connection: sqlite3.Connection, since_utc: str | None, until_utc: str | None
) -> tuple[int, int] | None:
    """Return the first and the last row of a time; a clock that jumped leaves others between. None: there is none.

    The index of kinds knows rows by seq alone: without this, rows of a kind in one week cost those of all years.
    """
    where, values = Filter(since_utc=since_utc, until_utc=until_utc).clauses()
    first, last = connection.execute(f"SELECT min(seq), max(seq) FROM chain {where}", values).fetchone()
    return None if first is None else (first, last)


def _narrowed(connection: sqlite3.Connection, which: Filter) -> Filter:
    if which.kind is None or (which.since_utc is None and which.until_utc is None):
        return which
    found = seqs_between(connection, which.since_utc, which.until_utc)
    if found is None:
        return which
    after = found[0] - 1 if which.after is None else max(which.after, found[0] - 1)
    before = found[1] + 1 if which.before is None else min(which.before, found[1] + 1)
    return replace(which, after=after, before=before)


def show(path: Path, seq: int) -> Shown | None:
    """Read one row, or None when there is no such row. Raises StoreError."""
    with reading(path) as connection:
        found = connection.execute(f"{_SHOWN} WHERE chain.seq = ?", [seq]).fetchone()
        return _shown(found) if found else None


def policy_payload(path: Path, policy_hash: str) -> dict[str, Any] | None:
    """Read the rules with this hash from their newest row, or None when none is kept. Raises StoreError."""
    with reading(path) as connection:
        found = connection.execute(
            """SELECT body FROM chain JOIN payload USING (seq)
               WHERE kind = ? AND policy_hash = ? ORDER BY seq DESC LIMIT 1""",
            [Kind.POLICY, policy_hash],
        ).fetchone()
        return json.loads(found[0]) if found else None


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open for reading, for as long as the block runs. Raises StoreError."""
    connection = open_reading(path)
    try:
        yield connection
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()


def _object(body: str, seq: int) -> dict[str, Any]:
    """Read a payload. Raises StoreError for one that was changed by hand beyond reading."""
    try:
        payload = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        payload = None
    if not isinstance(payload, dict):
        raise StoreError(
            Trouble.DAMAGED,
            f"row {seq} was changed: its payload cannot be read any more; `kiosk records verify` says more",
        )
    return payload


def _no_number(word: str) -> None:
    """Python reads NaN and Infinity, which no JSON is and nobody else could read in an export."""
    raise ValueError(f"{word} is no number")


def _shown(found: tuple[Any, ...]) -> Shown:
    body, erased_by, boot_id, expires, release_seq = found[len(FIELDS) :]
    return Shown(
        row=Row(*found[: len(FIELDS)]),
        payload=None if body is None else _object(body, found[FIELDS.index("seq")]),
        erased_by=erased_by,
        receipt=None if boot_id is None else ReceiptState(boot_id, expires, release_seq),
    )
