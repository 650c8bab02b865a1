"""Erasing payloads. Values and salt go; the row, its commitment and an account of the erasure stay."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count, groupby
from typing import Any

from kiosk.records.chain import NEVER_ERASED
from kiosk.records.store import Records
from kiosk.records.values import Committed, Entry, Kind


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did."""

    committed: Committed
    wiped: bool
    """False: a reader held the log, which may keep old pages until `Records.checkpoint` returns True."""


def erase(
    records: Records, seqs: Iterable[int], reason: str, *,
    monotonic_ns: int, utc: datetime, policy_hash: str, more: Mapping[str, Any] | None = None,
) -> Erasure:  # fmt: skip
    """Erase these rows' payloads and salts and write the erasure row, with `more` in it, all or nothing.

    Raises ValueError when a row has no payload to erase, or none is named; StoreError when the disk will not do.
    """
    wanted = sorted(set(seqs))
    if not wanted:
        raise ValueError("no row to erase is named")
    payload = {**(more or {}), "reason": reason, "seqs": as_ranges(wanted)}
    entry = Entry(Kind.ERASURE, payload, monotonic_ns=monotonic_ns, utc=utc, policy_hash=policy_hash)

    def remove(connection: sqlite3.Connection, by_seq: int) -> None:
        # `erased` first: a payload may only go once its erasure is told.
        _refuse_unkept(connection, wanted, by_seq)
        connection.executemany("INSERT INTO erased (seq, by_seq) VALUES (?, ?)", [(seq, by_seq) for seq in wanted])
        connection.execute("DELETE FROM payload WHERE seq IN (SELECT seq FROM erased WHERE by_seq = ?)", [by_seq])

    committed = records.write(entry, after=remove)
    return Erasure(committed, wiped=records.checkpoint())


def as_ranges(seqs: list[int]) -> list[list[int]]:
    """Write ascending seqs as [first, last] pairs, both included."""
    counter = count()
    runs = (list(run) for _, run in groupby(seqs, key=lambda seq: seq - next(counter)))
    return [[run[0], run[-1]] for run in runs]


def _refuse_unkept(connection: sqlite3.Connection, wanted: list[int], by_seq: int) -> None:
    for seq in wanted:
        found = connection.execute("SELECT kind FROM chain JOIN payload USING (seq) WHERE seq = ?", [seq]).fetchone()
        if found is None or seq >= by_seq:
            raise ValueError(f"row {seq} has no payload to erase")
        if found[0] in NEVER_ERASED:
            raise ValueError(f"row {seq} is a {found[0]} row: rules and proofs are not erased")
