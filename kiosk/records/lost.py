"""What a run that ended without a word left open: a receipt that nobody spent, a release of which no door row tells.

Nothing of it can happen any more: a receipt is good for one boot and some seconds. But a reader years on must not have
to guess what became of the visitor, so the next run says it.
"""

from dataclasses import dataclass
from typing import Any

from kiosk.records.store import Records
from kiosk.records.values import Kind

LOOKED_BACK = 20_000
"""Rows of one run among which is looked, the newest."""
_LEFT_OPEN = """WITH run (first) AS (
        SELECT max(coalesce((SELECT max(seq) FROM chain WHERE kind = :start), 1), (SELECT max(seq) FROM chain) - :most)
    ), door (receipt_seq, release_seq) AS (
        SELECT json_extract(body, '$.receipt_seq'), json_extract(body, '$.release_seq')
        FROM chain JOIN payload USING (seq) WHERE kind = :door AND seq >= (SELECT first FROM run)
    )
    SELECT receipt.seq, spent.release_seq, visit_id, session_id
    FROM receipt JOIN chain USING (seq) LEFT JOIN spent ON spent.receipt_seq = receipt.seq
    WHERE receipt.seq >= (SELECT first FROM run)
    AND NOT EXISTS (SELECT 1 FROM door WHERE door.receipt_seq = receipt.seq OR door.release_seq = spent.release_seq)
    ORDER BY receipt.seq"""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A visitor who might have come in, and nothing says whether."""

    told: dict[str, Any]
    """The payload of the door row that closes it."""
    visit_id: str | None
    session_id: str | None


def left_open(records: Records) -> list[LeftOpen]:
    """Return what the run before this one left open, oldest first; before this run's first rows. Raises StoreError."""
    values = {"start": Kind.START, "door": Kind.DOOR, "most": LOOKED_BACK}
    return [
        LeftOpen(_told(receipt_seq, release_seq), visit_id, session_id)
        for receipt_seq, release_seq, visit_id, session_id in records.query(_LEFT_OPEN, values)
    ]


def _told(receipt_seq: int, release_seq: int | None) -> dict[str, Any]:
    if release_seq is None:
        detail = "lapsed: the program ended before the door could move"
        return {"receipt_seq": receipt_seq, "pulsed": False, "detail": detail}
    detail = "not known: the program ended after the release was written"
    return {"release_seq": release_seq, "pulsed": None, "detail": detail}
