"""Rounds and notes of staff, read from the record."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.records.queries import Filter, Shown, list_shown, show
from kiosk.records.values import Kind, StoreError, utc_text
from kiosk.reports.rounds import Round, ends, rounds

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Note:
    """One obstacle in one line, with its answer."""

    seq: int
    at: datetime
    of: str
    text: str
    by: str | None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


def staff_rows(path: Path, since: datetime | None = None, until: datetime | None = None) -> list[Shown]:
    """Return rows about staff, oldest first. Raises StoreError."""
    which = Filter(
        kind=Kind.STAFF,
        since_utc=utc_text(since) if since else None,
        until_utc=utc_text(until) if until else None,
    )
    return list_shown(path, which, MOST)[::-1]


def of_what(rows: list[Shown], what: str) -> list[tuple[datetime, dict[str, Any], int]]:
    """Return time, payload and number of those that tell of one thing."""
    told = ((shown, shown.payload or {}) for shown in rows)
    return [
        (datetime.fromisoformat(shown.row.utc), payload, shown.row.seq)
        for shown, payload in told
        if payload.get("what") == what
    ]


def rounds_of(
    rows: list[Shown], days: list[date], hours: tuple[str, ...], weekdays: frozenset[int], now: datetime, zone: ZoneInfo
) -> list[Round]:
    """Return the rounds of these days, as far as they fall on a weekday (1 is Monday) that has any."""
    ticks = [(at, payload) for at, payload, _ in of_what(rows, "tick_list")]
    return rounds([day for day in days if day.isoweekday() in weekdays], hours, ticks, now, zone)


def once_begun(path: Path, found: list[Round], zone: ZoneInfo) -> list[Round]:
    """Leave out rounds that were over before the record begins: of these nothing is known. Raises StoreError."""
    first = show(path, 1)
    begun = datetime.fromisoformat(first.row.utc) if first else None
    return [one for one in found if begun and begun < ends(one, zone)]


def notes_of(path: Path, since: datetime | None = None, until: datetime | None = None) -> list[Note]:
    """Return notes, newest first, each with its newest answer."""
    try:
        rows = staff_rows(path, since, until)
    except StoreError:
        return []
    found: dict[int, Note] = {}
    for at, payload, seq in of_what(rows, "add_note"):
        text, by, answers = str(payload.get("text")), payload.get("by"), payload.get("answers")
        if answers is None:
            found[seq] = Note(seq, at, str(payload.get("of")), text, by)
        elif answers in found:
            note = found[answers]
            found[answers] = Note(note.seq, note.at, note.of, note.text, note.by, text, by, at)
    return list(found.values())[::-1]
