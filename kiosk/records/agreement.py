"""What the kiosk and a clinical thermometer read of the same person: pairs from officers' checks."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.records.queries import reading
from kiosk.records.values import Kind, utc_text

MOST = 2000
_PAIRS = """SELECT utc, json_extract(body, '$.kiosk_skin_c'), json_extract(body, '$.clinical_c'),
    coalesce(json_extract(body, '$.simulated'), 0)
    FROM chain JOIN payload USING (seq) WHERE kind = ? AND utc >= ? AND utc < ? ORDER BY seq DESC LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Pair:
    at: datetime
    kiosk_c: float
    """Skin."""
    clinical_c: float
    """Mean of the officer's readings."""
    simulated: bool


def pairs(path: Path, since: datetime, until: datetime) -> list[Pair]:
    """Return the newest pairs that are kept, oldest first. Raises StoreError."""
    with reading(path) as connection:
        found = connection.execute(_PAIRS, (Kind.OFFICER_CHECK, utc_text(since), utc_text(until), MOST)).fetchall()
    told = []
    for utc, kiosk, clinical, simulated in found:
        readings = json.loads(clinical) if clinical else []
        if kiosk is not None and readings:
            told.append(Pair(datetime.fromisoformat(utc), kiosk, sum(readings) / len(readings), bool(simulated)))
    return told[::-1]
