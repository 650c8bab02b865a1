"""When a station ran and when it was out of service, as far as its rows tell."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.records.queries import reading, seqs_between
from kiosk.records.values import Kind, utc_text

_KINDS = (Kind.START, Kind.STOP, Kind.OUT_OF_SERVICE, Kind.IN_SERVICE)
_MARK = f"""SELECT chain.seq, kind, utc, json_extract(body, '$.source'),
    CASE WHEN kind = '{Kind.START.value}' THEN (SELECT utc FROM chain AS row WHERE row.seq = chain.seq - 1) END
    FROM chain LEFT JOIN payload USING (seq)"""
_WITHIN = f"""{_MARK} WHERE kind IN ({", ".join("?" * len(_KINDS))}) AND chain.seq BETWEEN ? AND ?
    AND utc >= ? AND utc < ? ORDER BY seq"""
_BEFORE = f"{_MARK} WHERE kind = ? AND chain.seq < ? AND utc < ? ORDER BY chain.seq DESC LIMIT 1"
_NEWEST_ROW = 2**63 - 1
NARROW = timedelta(days=400)
"""In a longer time, finding its first and last row costs more than looking at all marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row at which the state of a station changed."""

    seq: int
    kind: str
    at: datetime
    source: str | None = None
    """What put it out of service."""
    before: datetime | None = None
    """Of a start: the row before it. What ended the run before left no row, and may have come right after."""


def marks(path: Path, since: datetime, until: datetime) -> tuple[list[Mark], datetime | None]:
    """Return the last change before `since` and all until `until`, oldest first, and the time of the last row of all.

    Raises StoreError.
    """
    with reading(path) as connection:
        window = (utc_text(since), utc_text(until))
        narrow = seqs_between(connection, *window) if until - since < NARROW else None
        first, last = narrow or (_NEWEST_ROW, _NEWEST_ROW)
        # of each kind by itself: that index is in the order of seq, and the first hit is the newest
        before = [connection.execute(_BEFORE, (kind, first, window[0])).fetchone() for kind in _KINDS]
        earlier = sorted(row for row in before if row)[-1:]
        within = connection.execute(_WITHIN, (*_KINDS, narrow[0] if narrow else 0, last, *window)).fetchall()
        newest = connection.execute(
            "SELECT utc FROM chain WHERE utc < ? ORDER BY utc DESC LIMIT 1", window[1:]
        ).fetchone()
    found = [
        Mark(seq, kind, _time(utc), source, _time(row_before) if row_before else None)
        for seq, kind, utc, source, row_before in (*earlier, *within)
    ]
    return found, _time(newest[0]) if newest else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
