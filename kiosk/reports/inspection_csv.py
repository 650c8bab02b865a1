"""The inspection report as data: one line for each thing told, in one long table."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from kiosk.records.spreadsheet import cell
from kiosk.reports.inspection import Inspection, Told

COLUMNS = ("section", "time", "row", "what", "who", "value", "detail")
"""time: ISO 8601 with the office's offset, or a local day. row: number in the record. value: seconds for hours."""


def table(found: Inspection) -> str:
    """Return the CSV. No text in it runs as a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in _lines(found):
        writer.writerow([cell(one) for one in line])
    return out.getvalue()


def _lines(found: Inspection) -> Iterator[tuple[Any, ...]]:
    place = found.place
    about = f"{place.office_id} {place.office_name} {place.station_id}".strip()
    yield "report", found.made_at.astimezone(place.zone).isoformat(), "", f"{found.first} {found.last}", "", "", about
    for day in found.days:
        if day.open_s or day.out_s:
            yield "hours", day.day, "", "in_service", "", round(day.open_s), ""
        for cause, seconds in day.out_s.items():
            yield "hours", day.day, "", "out_of_service", "", round(seconds), cause
    for simulated, counts in (("", found.summary.outcomes), ("simulated", found.summary.simulated)):
        for outcome, count in counts.items():
            yield "screenings", "", "", outcome, "", count, simulated
    for reason, count in found.reasons.items():
        yield "reasons", "", "", reason, "", count, ""
    for one in found.rounds:
        at = one.at.astimezone(place.zone).isoformat() if one.at else ""
        yield "rounds", one.due, "", one.item, place.name(one.by), one.state, at
    yield from _told(found, "calibrations", found.calibrations, "operator", "accepted", "calibration_id")
    yield from _told(found, "daily_checks", found.daily_checks, "operator", "error_c", "verdict")
    yield from _told(found, "officer_checks", found.checks, "staff_id", "override", "reason", what="ended")
    yield from _told(found, "door_alerts", found.door_alerts, "", "", "")
    for (mood, matter), count in found.feedback.items():
        yield "feedback", "", "", matter, "", count, mood
    for note in found.notes:
        at = note.at.astimezone(place.zone).isoformat()
        yield (
            "notes",
            at,
            note.seq,
            note.text,
            place.name(note.by),
            "open" if note.answer is None else "answered",
            note.answer,
        )
    verdict = found.verdict
    held = "holds" if verdict.bad is None else f"broken at row {verdict.bad.seq}"
    yield "chain", "", verdict.newest.seq, held, "", verdict.rows, verdict.newest.hash


def _told(
    found: Inspection, section: str, rows: list[Told], who: str, value: str, detail: str, what: str = "what"
) -> Iterator[tuple[Any, ...]]:
    for one in rows:
        told = one.payload
        at = one.at.astimezone(found.place.zone).isoformat()
        yield section, at, one.seq, told.get(what), found.place.name(told.get(who)), told.get(value), told.get(detail)
