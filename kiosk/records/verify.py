"""Checking a whole record file, row by row in seq order, and naming the first row that is wrong.

What it cannot see is a cut tail: for that a head (seq and hash) must have been kept elsewhere. `Verdict.newest` is one.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.records.chain import FIELDS, Head, broken_link, broken_payload, may_release
from kiosk.records.reading import open_reading, store_error

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""
PROGRESS_ROWS = 10_000

_EXTRA = (
    "salt",
    "body",
    "by_seq",
    "by_kind",
    "receipt_boot",
    "spent_seq",
    "releases",
    "released_boot",
    "released_until",
)
_ROWS = f"""SELECT {", ".join(f"chain.{name}" for name in FIELDS)},
        payload.salt, payload.body,
        erased.by_seq, eraser.kind,
        receipt.boot_id, spent.receipt_seq,
        releasing.receipt_seq, released.boot_id, released.expires_monotonic_ns
    FROM chain
    LEFT JOIN payload ON payload.seq = chain.seq
    LEFT JOIN erased ON erased.seq = chain.seq
    LEFT JOIN chain AS eraser ON eraser.seq = erased.by_seq
    LEFT JOIN receipt ON receipt.seq = chain.seq
    LEFT JOIN spent ON spent.receipt_seq = chain.seq
    LEFT JOIN spent AS releasing ON releasing.release_seq = chain.seq
    LEFT JOIN receipt AS released ON released.seq = releasing.receipt_seq
    ORDER BY chain.seq"""
_COLUMNS = (*FIELDS, *_EXTRA)
_BESIDE = (
    ("payload", "seq", "a payload"),
    ("receipt", "seq", "a receipt"),
    ("erased", "seq", "an erasure"),
    ("spent", "receipt_seq", "a spent receipt"),
    ("spent", "release_seq", "a spent receipt's release"),
)

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bad:
    """The first row that is wrong, and what is wrong with it in plain words."""

    seq: int
    """0: the file as a whole."""
    what: str


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


class _Audit:
    """Counts and the last good row, while the rows stream by."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.head = Head()
        self.chain_id: str | None = None
        self.payloads = self.erased = self.receipts = self.spent = 0

    def take(self, row: Fields) -> Bad | None:
        """Check one row against all before it."""
        if row["seq"] <= self.head.seq:
            return Bad(row["seq"], "the row has more than one payload, erasure or spent receipt")
        wrong = self._link(row) or self._payload(row) or self._receipt(row)
        if wrong is None and row["kind"] == "erasure":
            wrong = self._erasure(row)
        if wrong is None and (row["kind"] == "release" or row["releases"] is not None):
            wrong = _release(row)
        if wrong is not None:
            return Bad(self.head.seq + 1, wrong)
        self.head = Head(row["seq"], row["hash"])
        return None

    def verdict(self, bad: Bad | None) -> Verdict:
        return Verdict(
            bad=bad,
            rows=self.head.seq,
            payloads=self.payloads,
            erased=self.erased,
            receipts=self.receipts,
            spent=self.spent,
            chain_id=self.chain_id,
            newest=self.head,
        )

    def _link(self, row: Fields) -> str | None:
        if self.chain_id is None:
            self.chain_id = row["chain_id"]
        wrong = broken_link(row, self.head)
        if wrong is None and row["chain_id"] != self.chain_id:
            return "the row belongs to another chain"
        return wrong

    def _payload(self, row: Fields) -> str | None:
        if row["body"] is None:
            if row["by_seq"] is None:
                return "the payload is missing and no erasure tells of it"
            if row["by_kind"] != "erasure" or row["by_seq"] <= row["seq"]:
                return f"the payload was erased by row {row['by_seq']}, which is no later erasure"
            self.erased += 1
            return None
        self.payloads += 1
        if row["by_seq"] is not None:
            return f"row {row['by_seq']} says the payload was erased, but it is there"
        return broken_payload(row, row["salt"], row["body"])

    def _receipt(self, row: Fields) -> str | None:
        if row["receipt_boot"] is None:
            return None if row["spent_seq"] is None else "a receipt was spent that was never given"
        self.receipts += 1
        self.spent += row["spent_seq"] is not None
        if row["kind"] not in ("screening", "officer_check"):
            return f"a {row['kind']} row carries a receipt"
        if row["body"] is not None and not may_release(row["kind"], json.loads(row["body"])):
            return "the row carries a receipt, but it let nobody in"
        if row["receipt_boot"] != row["boot_id"]:
            return "the receipt was given by another boot than the row"
        return None

    def _erasure(self, row: Fields) -> str | None:
        """The rows the erasure names must be the rows it erased."""
        if row["body"] is None:
            return None
        named = (seq for first, last in json.loads(row["body"])["seqs"] for seq in range(first, last + 1))
        done = self._connection.execute("SELECT seq FROM erased WHERE by_seq = ? ORDER BY seq", [row["seq"]])
        for seq in named:
            if done.fetchone() != (seq,):
                return f"the erasure names row {seq}, which it did not erase"
        return None if done.fetchone() is None else "the erasure erased rows it does not name"


def verify(path: Path, progress: Progress | None = None) -> Verdict:
    """Check a record file as it stands now; a station may go on writing. Raises StoreError: no readable record."""
    connection = open_reading(path)
    try:
        return verify_connection(connection, progress)
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()


def verify_connection(connection: sqlite3.Connection, progress: Progress | None = None) -> Verdict:
    """Check what this connection reads, as one moment of it. Raises sqlite3.Error when it is no record."""
    connection.execute("BEGIN")
    try:
        return _audit(connection, progress)
    finally:
        connection.execute("ROLLBACK")


def _audit(connection: sqlite3.Connection, progress: Progress | None) -> Verdict:
    total = connection.execute("SELECT coalesce(max(seq), 0) FROM chain").fetchone()[0]
    audit = _Audit(connection)
    rows = _rows(connection)
    while True:
        try:
            row = next(rows, None)
            if row is None:
                break
            bad = audit.take(row)
        except (sqlite3.DatabaseError, TypeError, ValueError, KeyError, AttributeError) as error:
            return audit.verdict(Bad(audit.head.seq + 1, f"the file cannot be read here: {error}"))
        if bad is not None:
            return audit.verdict(bad)
        if progress is not None and audit.head.seq % PROGRESS_ROWS == 0:
            progress(audit.head.seq, total)
    if progress is not None:
        progress(audit.head.seq, total)
    return audit.verdict(
        _beside(connection, audit.head.seq) or _other_chain(connection, audit.chain_id) or _structure(connection)
    )


def _rows(connection: sqlite3.Connection) -> Iterator[Fields]:
    # One row at a time: rows fetched ahead would be lost to an unreadable page behind them.
    for row in connection.execute(_ROWS):
        yield dict(zip(_COLUMNS, row, strict=True))


def _release(row: Fields) -> str | None:
    if row["releases"] is None:
        return "the door was released without a receipt"
    if row["kind"] != "release":
        return f"a receipt was spent by a {row['kind']} row"
    if row["releases"] >= row["seq"] or row["released_boot"] is None:
        return "the door was released with a receipt not given before"
    if row["released_boot"] != row["boot_id"]:
        return "the door was released with a receipt of another boot"
    if row["monotonic_ns"] > row["released_until"]:
        return "the door was released with an expired receipt"
    if row["body"] is not None and json.loads(row["body"]).get("receipt_seq") != row["releases"]:
        return f"the release spent the receipt of row {row['releases']}, but does not name it"
    return None


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


def _structure(connection: sqlite3.Connection) -> Bad | None:
    """The rows hold; what finds them must too: a list by visit reads an index that the check by seq never met."""
    try:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    return None if answer == "ok" else Bad(0, f"the file is damaged: {' '.join(answer.split())}")
