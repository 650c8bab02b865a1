"""A record as months at a door would leave it, for figures and for trying what a large file does. Always simulated.

    python -m kiosk.records.sample FILE ROWS

adds so many rows to FILE, with signed heads beside it.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.records.chain import canonical
from kiosk.records.heads import HEADS_FILE, note_head, sign
from kiosk.records.keys import HeadKey, open_key
from kiosk.records.payloads import facts_payload, policy_hash, policy_payload
from kiosk.records.replay import computed
from kiosk.records.schema import transaction
from kiosk.records.store import After, Before, Records
from kiosk.records.values import Committed, Entry, Identity, Kind
from kiosk.screening.judge import judge
from kiosk.screening.settings import Rules
from kiosk.screening.state import Facts, Setup
from kiosk.screening.values import Estimate, Hands, Sample
from models.values import MaskEstimate, MaskStatus

IDENTITY = Identity("sample", "sample", "sample", "sample")
BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
VISITORS_A_DAY = 400
VISIT_S = 72
ROWS_A_TRANSACTION = 2000
ROWS_A_HEAD = 500
SETUP = Setup(Rules(), accuracy_c=0.5, resolution_c=0.01)
WORN = MaskEstimate(0.9731, 0.0193, 0.0076, MaskStatus.WORN)
UNMASKED = MaskEstimate(0.0121, 0.0186, 0.9693, MaskStatus.NONE)


class Bulk(Records):
    """Writes rows as ever, but the caller opens and closes the transaction."""

    def many(self, entries: Iterator[Entry]) -> None:
        self._connection.execute("PRAGMA synchronous = OFF").fetchall()
        while True:
            with transaction(self._connection):
                for _ in range(ROWS_A_TRANSACTION):
                    entry = next(entries, None)
                    if entry is None:
                        return
                    self.write(entry)

    def write(self, entry: Entry, *, before: Before | None = None, after: After | None = None) -> Committed:
        head = self._head()
        made = self._insert(entry, head, bytes(32), canonical(entry.payload))
        if entry.kind is Kind.RELEASE:
            spent = (entry.payload["receipt_seq"], made.seq)
            self._connection.execute("INSERT INTO spent (receipt_seq, release_seq) VALUES (?, ?)", spent)
        self._heads = {made.hash}
        return made


def grow(path: Path, rows: int, key: HeadKey | None = None) -> None:
    """Add rows to a record file, made new if there is none. With a key, heads are signed now and then."""
    with Bulk.open(path, IDENTITY) as records:
        assert isinstance(records, Bulk)
        records.many(_entries(records, rows, key))


def _entries(records: Records, rows: int, key: HeadKey | None) -> Iterator[Entry]:
    begun = records.newest()
    seq = begun.seq if begun else 0
    end = seq + rows
    at = _moment(seq)
    if seq == 0:
        yield at.entry(Kind.POLICY, policy_payload(SETUP))
        seq += 1
    payloads = [{**computed(judge(one, SETUP)), "facts": facts_payload(one), "simulated": True} for one in facts()]
    next_head = seq + ROWS_A_HEAD
    while seq < end:
        at = _moment(seq)
        if key is not None and seq >= next_head:
            next_head = seq + ROWS_A_HEAD
            newest = records.newest()
            assert newest is not None
            head = sign(
                key, station_id=newest.station_id, chain_id=newest.chain_id, seq=seq, row_hash=newest.hash, utc=at.text
            )
            note_head(records.path.with_name(HEADS_FILE), head)
            yield at.entry(Kind.HEAD, {name: getattr(head, name) for name in head.__slots__})
            seq += 1
            continue
        payload = payloads[seq % len(payloads)]
        admitted = payload["outcome"] == "admit" and seq + 3 <= end
        yield replace(
            at.entry(Kind.SCREENING, payload),
            receipt_s=5.0 if admitted else None, visit_id=f"{seq * 2654435761 % 2**128:032x}", session_id=f"{seq:032x}",
        )  # fmt: skip
        seq += 1
        if admitted:
            yield at.entry(Kind.RELEASE, {"receipt_seq": seq, "simulated": True})
            yield at.entry(Kind.DOOR, {"detail": "on 3.0 s, off", "pulsed": True, "release_seq": seq + 1})
            seq += 2


class Clock:
    """When a row of a sample was written."""

    def __init__(self, utc: datetime, tie: int = 0) -> None:
        """`tie` tells rows of one time apart."""
        self._utc = utc
        self._monotonic_ns = round((utc - BEGIN).total_seconds() * 1e9) + tie

    @property
    def text(self) -> str:
        return self._utc.isoformat(timespec="microseconds")[:-6] + "Z"

    def entry(self, kind: Kind, payload: dict[str, object]) -> Entry:
        return Entry(kind, payload, self._monotonic_ns, self._utc, _POLICY_HASH)


_POLICY_HASH = policy_hash(SETUP)


def _moment(seq: int) -> Clock:
    """VISITORS_A_DAY visitors, from morning on, about two rows each."""
    day, visitor = divmod(seq // 2, VISITORS_A_DAY)
    return Clock(BEGIN + timedelta(days=day, seconds=visitor * VISIT_S), seq)


def facts() -> Iterator[Facts]:
    """Visitors whose skin differs; each seventh without a mask, some elevated."""
    for number in range(97):
        skin = 34.2 + number % 13 * 0.11 + (4.0 if number % 31 == 7 else 0.0)
        mask = UNMASKED if number % 7 == 3 else WORN
        yield Facts(
            decided_at=1.0,
            in_position_at=0.3,
            samples=tuple(Sample(0.3 + 0.1 * at, skin + at % 3 * 0.01, 28.3) for at in range(7)),
            estimates=tuple(Estimate(0.3 + 0.07 * at, mask) for at in range(9)),
            hands=Hands.PROMPT_SHOWN,
            retries_used=number % 3,
            rested=False,
        )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    grow(target, int(sys.argv[2]), open_key(target.parent))
