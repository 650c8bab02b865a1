"""What the kiosk and a clinical thermometer read of the same person: pairs from officers' checks."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.records.queries import reading
from kiosk.records.values import Kind

MOST = 2000
"""So many of the newest tell enough."""
_PAIRS = """SELECT utc, json_extract(body, '$.kiosk_skin_c'), json_extract(body, '$.clinical_c'),
    coalesce(json_extract(body, '$.simulated'), 0)
    FROM json_each(?) AS wanted CROSS JOIN chain ON chain.seq = wanted.value JOIN payload USING (seq)
    WHERE kind = ? ORDER BY chain.seq"""
# CROSS JOIN in SQLite: the wanted rows first, each looked up; else every officer's check of all years is.


@dataclass(frozen=True, slots=True)
class Pair:
    at: datetime
    kiosk_c: float
    """Skin."""
    clinical_c: float
    """Mean of the officer's readings."""
    simulated: bool


def pairs(path: Path, seqs: Sequence[int]) -> list[Pair]:
    """Return the pairs that are kept of these officers' checks, oldest first. Raises StoreError."""
    with reading(path) as connection:
        found = connection.execute(_PAIRS, (json.dumps(list(seqs)), Kind.OFFICER_CHECK)).fetchall()
    told = []
    for utc, kiosk, clinical, simulated in found:
        readings = json.loads(clinical) if clinical else []
        if kiosk is not None and readings:
            told.append(Pair(datetime.fromisoformat(utc), kiosk, sum(readings) / len(readings), bool(simulated)))
    return told
