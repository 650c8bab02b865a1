"""One row after the other, each against all before it; what is wrong with the first bad one, in plain words."""

import json
import sqlite3
from collections.abc import Iterator

from kiosk.records.chain import (
    FIELDS,
    NEVER_ERASED,
    RECEIPT_MOST_S,
    Head,
    broken_link,
    broken_payload,
    gap,
    may_release,
)
from kiosk.records.outside import Bad, Fields, Heads
from kiosk.records.replay import Replay, Replayer

_EXTRA = (
    "salt",
    "body",
    "by_seq",
    "by_kind",
    "receipt_boot",
    "receipt_until",
    "spent_seq",
    "releases",
    "released_boot",
    "released_until",
)
_ROWS = f"""SELECT {", ".join(f"chain.{name}" for name in FIELDS)},
        payload.salt, payload.body,
        erased.by_seq, eraser.kind,
        receipt.boot_id, receipt.expires_monotonic_ns, spent.receipt_seq,
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
REDUCED_MARK = '"reduced":"'
"""In a payload's canonical JSON: values were left out before it was committed."""


class Audit:
    """Counts and the last good row, while the rows stream by."""

    def __init__(
        self, connection: sqlite3.Connection, heads: Heads, replayer: Replayer | None, *, digested: bool = False
    ) -> None:
        """`digested`: hashes and commitments are checked elsewhere, here only what rows say of each other."""
        self._connection = connection
        self._digested = digested
        self._replayer = replayer
        self.heads = heads
        self.head = Head()
        self.chain_id: str | None = None
        self.station_id: str | None = None
        self.payloads = self.erased = self.receipts = self.spent = self.reduced = 0

    def take(self, row: Fields) -> Bad | None:
        """Check one row against all before it."""
        if row["seq"] <= self.head.seq:
            return Bad(row["seq"], "the row has more than one payload, erasure or spent receipt")
        wrong = self._link(row) or self._payload(row) or self._receipt(row) or self.heads.check(row)
        if wrong is None and row["kind"] == "erasure":
            wrong = self._erasure(row)
        if wrong is None and (row["kind"] == "release" or row["releases"] is not None):
            wrong = _release(row)
        if wrong is None and self._replayer is not None:
            wrong = self._again(self._replayer, row)
        if wrong is not None:
            return Bad(self.head.seq + 1, wrong)
        self.head = Head(row["seq"], row["hash"])
        return None

    def _link(self, row: Fields) -> str | None:
        if self.chain_id is None:
            self.chain_id, self.station_id = row["chain_id"], row["station_id"]
        wrong = gap(row, self.head) if self._digested else broken_link(row, self.head)
        if wrong is None and row["chain_id"] != self.chain_id:
            return "the row belongs to another chain"
        return wrong

    def _payload(self, row: Fields) -> str | None:
        if row["body"] is None:
            if row["by_seq"] is None:
                return "the payload is missing and no erasure tells of it"
            if row["by_kind"] != "erasure" or row["by_seq"] <= row["seq"]:
                return f"the payload was erased by row {row['by_seq']}, which is no later erasure"
            if row["kind"] in NEVER_ERASED:
                return f"the payload of a {row['kind']} row was erased: rules and proofs never are"
            self.erased += 1
            return None
        self.payloads += 1
        self.reduced += REDUCED_MARK in row["body"]
        if row["by_seq"] is not None:
            return f"row {row['by_seq']} says the payload was erased, but it is there"
        return None if self._digested else broken_payload(row, row["salt"], row["body"])

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
        if row["receipt_until"] - row["monotonic_ns"] > RECEIPT_MOST_S[row["kind"]] * 10**9:
            return "the receipt is good for longer than any may be"
        return None

    def _again(self, replayer: Replayer, row: Fields) -> str | None:
        """Compute a decision once more from its facts, under the rules met on the way."""
        if row["body"] is None or row["kind"] not in ("policy", "screening"):
            return None
        payload = json.loads(row["body"])
        if row["kind"] == "policy":
            replayer.learn(row["policy_hash"], payload)
            return None
        same = replayer.replay(row["policy_hash"], payload) is not Replay.DIFFERS
        version = row["software_version"]
        return None if same else f"the decision (by version {version}) does not follow from the facts stored with it"

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


def rows(connection: sqlite3.Connection) -> Iterator[Fields]:
    """Yield every row with what stands beside it, in seq order."""
    # One row at a time: rows fetched ahead would be lost to an unreadable page behind them.
    for row in connection.execute(_ROWS):
        yield dict(zip(_COLUMNS, row, strict=True))
