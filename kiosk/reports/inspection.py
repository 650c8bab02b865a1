"""What an inspector asks, gathered from the record: hours, outcomes, rounds, calibrations, overrides, what stands in
the way, and whether the chain holds. Nothing is left out because it looks bad.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.records.queries import Filter, Shown, list_shown
from kiosk.records.summary import Summary, reasons, summary
from kiosk.records.timeline import marks
from kiosk.records.values import Kind, utc_text
from kiosk.records.verify import Verdict, verify
from kiosk.reports.rounds import Round
from kiosk.reports.service_hours import ServiceDay, days_between, service_days
from kiosk.reports.staff_rows import Note, notes_of, once_begun, rounds_of, staff_rows
from kiosk.reports.visitors_say import Said, visitors_say

LONGEST = timedelta(days=400)
MOST = 1_000_000


class BadRange(ValueError):
    """These days cannot be reported on; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Of which station, and how its staff are called."""

    station_id: str
    office_id: str
    office_name: str
    zone: ZoneInfo
    hours: tuple[str, ...]
    """When basin, sanitiser and masks are looked at."""
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    """On which days; 1 is Monday."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By staff_id; an erased name is missing."""

    def name(self, staff_id: str | None) -> str:
        return self.names.get(staff_id or "", staff_id or "")


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a list in the report."""

    seq: int
    at: datetime
    payload: Mapping[str, Any]
    """Empty once erased."""


@dataclass(frozen=True, slots=True)
class Inspection:
    place: Place
    first: date
    last: date
    made_at: datetime
    days: list[ServiceDay]
    summary: Summary
    reasons: dict[str, int]
    """Of referrals and retries."""
    checks: list[Told]
    rounds: list[Round]
    calibrations: list[Told]
    daily_checks: list[Told]
    feedback: Said
    notes: list[Note]
    door_alerts: list[Told]
    verdict: Verdict

    @property
    def simulated(self) -> bool:
        """Nothing here is of real visitors."""
        return bool(self.summary.simulated) and not self.summary.outcomes


def window(first: date, last: date, zone: ZoneInfo, longest: timedelta = LONGEST) -> tuple[datetime, datetime]:
    """Return the moments between which these local days lie. Raises BadRange."""
    if last < first:
        raise BadRange(f"--to {last} lies before --from {first}")
    if last - first > longest:
        raise BadRange(f"from {first} to {last} are more than {longest.days} days: make several reports")
    try:
        since = datetime.combine(first, time(), zone).astimezone(UTC)
        return since, datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    except OverflowError:
        raise BadRange(f"from {first} to {last} reaches beyond the calendar: name days of this century") from None


def inspect(path: Path, place: Place, first: date, last: date, now: datetime) -> Inspection:
    """Gather what the record tells of these local days. Raises BadRange, StoreError."""
    since, until = window(first, last, place.zone)
    rows = staff_rows(path, since - timedelta(hours=2), until)
    found, newest = marks(path, since, until)
    return Inspection(
        place=place,
        first=first,
        last=last,
        made_at=now,
        days=service_days(found, newest, since, until, place.zone),
        summary=summary(path, since, until),
        reasons=reasons(path, since, until),
        checks=_told(_rows(path, Kind.OFFICER_CHECK, since, until)),
        rounds=once_begun(path, _rounds(rows, place, since, min(until, max(now, since)), now), place.zone),
        calibrations=_told(_rows(path, Kind.CALIBRATION, since, until)),
        daily_checks=_told(_rows(path, Kind.DAILY_CHECK, since, until)),
        feedback=visitors_say(path, since, until),
        notes=notes_of(path, since, until)[::-1],
        door_alerts=_told(_rows(path, Kind.DOOR_ALERT, since, until)),
        verdict=verify(path),
    )


def _rounds(rows: list[Shown], place: Place, since: datetime, until: datetime, now: datetime) -> list[Round]:
    return rounds_of(rows, days_between(since, until, place.zone), place.hours, place.weekdays, now, place.zone)


def _rows(path: Path, kind: str, since: datetime, until: datetime) -> list[Shown]:
    """Oldest first."""
    which = Filter(kind=kind, since_utc=utc_text(since), until_utc=utc_text(until))
    return list_shown(path, which, MOST)[::-1]


def _told(rows: list[Shown]) -> list[Told]:
    return [Told(shown.row.seq, datetime.fromisoformat(shown.row.utc), shown.payload or {}) for shown in rows]
