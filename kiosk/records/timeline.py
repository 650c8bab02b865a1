"""When a station ran and when it was out of service, as far as its rows tell."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.records.queries import reading
from kiosk.records.values import Kind, utc_text

_KINDS = (Kind.START, Kind.STOP, Kind.OUT_OF_SERVICE, Kind.IN_SERVICE)
_MARKS = f"""SELECT chain.seq, kind, utc, json_extract(body, '$.source') FROM chain LEFT JOIN payload USING (seq)
    WHERE kind IN ({", ".join("?" * len(_KINDS))})"""


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
        earlier = connection.execute(f"{_MARKS} AND utc < ? ORDER BY seq DESC LIMIT 1", (*_KINDS, window[0])).fetchall()
        within = connection.execute(f"{_MARKS} AND utc >= ? AND utc < ? ORDER BY seq", (*_KINDS, *window)).fetchall()
        newest = connection.execute(
            "SELECT utc FROM chain WHERE utc < ? ORDER BY utc DESC LIMIT 1", window[1:]
        ).fetchone()
        found = []
        for seq, kind, utc, source in (*earlier, *within):
            row = connection.execute("SELECT utc FROM chain WHERE seq = ?", (seq - 1,)).fetchone()
            before = _time(row[0]) if row and kind == Kind.START else None
            found.append(Mark(seq, kind, _time(utc), source, before))
    return found, _time(newest[0]) if newest else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
