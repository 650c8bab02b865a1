"""Carrying out a retention plan: payloads and salts go, batch by batch, each told by an erasure row.

What goes is what a visitor left: rows with a visit, decisions and officers' checks. Rules, runs, faults, heads, spent
receipts and the door's doings hold no values of a person and stay. The erasure row counts the decisions it took away,
by hour, so that a daily summary stays whole.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.records.erase import erase
from kiosk.records.retention import Mark, Plan, Reading, no_earlier, plan
from kiosk.records.store import Records
from kiosk.records.values import Committed, Entry, Kind, Row, utc_text

BATCH = 500
_MARK_KINDS = (Kind.POLICY, Kind.START, Kind.CLOCK_JUMP, Kind.CLOCK_ACCEPTED, Kind.ERASURE)
_MARKS = f"""SELECT row.seq, row.utc, row.monotonic_ns, row.boot_id, row.kind,
        prior.utc, prior.monotonic_ns, prior.boot_id
    FROM chain AS row LEFT JOIN chain AS prior ON prior.seq = row.seq - 1
    WHERE row.kind IN ({", ".join("?" * len(_MARK_KINDS))}) OR row.seq = 1 ORDER BY row.seq"""
_DONE = """SELECT max(json_extract(body, '$.until_seq')) FROM chain JOIN payload USING (seq) WHERE kind = ?"""
_BATCH = """SELECT chain.seq, kind, utc, body FROM chain JOIN payload USING (seq)
    WHERE seq > ? AND seq <= ? AND kind NOT IN (?, ?) AND (visit_id IS NOT NULL OR kind IN (?, ?, ?))
    ORDER BY seq LIMIT ?"""
_VISITORS = (Kind.SCREENING, Kind.ABANDONED, Kind.OFFICER_CHECK)
_NO_VALUES = (Kind.RELEASE, Kind.DOOR)


@dataclass(frozen=True, slots=True)
class Purged:
    """What one call did."""

    erased: int
    more: bool
    """Call again soon: more has expired."""
    waits_for: int | None
    """Nothing is erased before a supervisor accepts the clock, which jumped at this row."""
    wiped: bool
    """False: a reader held the log, which may keep old pages until `Records.checkpoint` returns True."""


def due(records: Records, now: Reading, keep_days: int) -> Plan:
    """Return which rows have expired. Raises StoreError."""
    newest = records.newest()
    if newest is None:
        return Plan()
    marks, last = _marks(records), _last(newest)

    def expired_in(first: int, last_seq: int, cutoff: datetime) -> int:
        """Times grow within a stretch: halve it until the border is found."""
        low, high, limit = first - 1, last_seq, utc_text(cutoff)
        while low < high:
            middle = (low + high + 1) // 2
            older = records.query("SELECT utc < ? FROM chain WHERE seq = ?", (limit, middle))[0][0]
            low, high = (middle, high) if older else (low, middle - 1)
        return low

    return plan(marks, last, now, keep_days, expired_in)


def no_earlier_than(records: Records, now: Reading) -> datetime:
    """Return the time before which it cannot be by what is on record; `now`'s own without any. Raises StoreError."""
    newest = records.newest()
    return now.utc if newest is None else no_earlier(_marks(records), _last(newest), now)


def purge(
    records: Records, *, keep_days: int, monotonic_ns: int, utc: datetime, policy_hash: str, rows: int = BATCH
) -> Purged:
    """Erase up to `rows` payloads that have expired, the oldest first, in one transaction. Raises StoreError.

    For a running station: once an hour while nobody is in front of it, and again while there is `more`.
    """
    found = due(records, Reading(utc, monotonic_ns, records.identity.boot_id), keep_days)
    if found.waits_for is not None or found.until_seq == 0:
        return Purged(0, False, found.waits_for, wiped=True)
    done = records.query(_DONE, (Kind.ERASURE,))[0][0] or 0
    batch = records.query(_BATCH, (done, found.until_seq, *_NO_VALUES, *_VISITORS, rows + 1))
    more, batch = len(batch) > rows, batch[:rows]
    if not batch:
        return Purged(0, False, None, wiped=True)
    seqs = [row[0] for row in batch]
    made = erase(
        records, seqs, f"older than {keep_days} days",
        monotonic_ns=monotonic_ns, utc=utc, policy_hash=policy_hash,
        more={"until_seq": seqs[-1], "counts": _counts(batch)},
    )  # fmt: skip
    return Purged(len(seqs), more, None, made.wiped)


def accept_clock(
    records: Records,
    staff_id: str,
    *,
    monotonic_ns: int,
    utc: datetime,
    policy_hash: str,
    more: Mapping[str, Any] | None = None,
) -> Committed:
    """Write that a supervisor has looked at the clock and says it is right, and `more`. Raises StoreError."""
    payload = {"staff_id": staff_id, **(more or {})}
    return records.commit(Entry(Kind.CLOCK_ACCEPTED, payload, monotonic_ns, utc, policy_hash))


def _counts(batch: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Count decisions: [hour in UTC, outcome, simulated, how many]."""
    counter: Counter[tuple[str, str, bool]] = Counter()
    for _, kind, utc, body in batch:
        if kind == Kind.SCREENING:
            payload = json.loads(body)
            counter[utc[:13], str(payload.get("outcome")), bool(payload.get("simulated"))] += 1
    return [[*key, count] for key, count in sorted(counter.items())]


def _marks(records: Records) -> list[Mark]:
    return [_mark(row) for row in records.query(_MARKS, _MARK_KINDS)]


def _last(newest: Row) -> tuple[int, Reading]:
    return newest.seq, _reading(newest.utc, newest.monotonic_ns, newest.boot_id)


def _mark(row: tuple[Any, ...]) -> Mark:
    seq, utc, monotonic_ns, boot_id, kind, *before = row
    return Mark(
        seq=seq,
        at=_reading(utc, monotonic_ns, boot_id),
        before=None if before[0] is None else _reading(*before),
        accepted=kind == Kind.CLOCK_ACCEPTED,
    )


def _reading(utc: str, monotonic_ns: int, boot_id: str) -> Reading:
    return Reading(datetime.fromisoformat(utc), monotonic_ns, boot_id)
