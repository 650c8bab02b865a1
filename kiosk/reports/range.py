"""The figures of a range of days, put together from sums by the hour and what the record keeps of single rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.records.agreement import MOST, Pair, pairs
from kiosk.records.tally import Tally
from kiosk.records.timeline import marks
from kiosk.reports.figures import Agreement, Figures, agreement, figures, only_simulated
from kiosk.reports.inspection import window
from kiosk.reports.service_hours import ServiceDay, service_days

LONGEST = timedelta(days=20 * 366)


@dataclass(frozen=True, slots=True)
class Days:
    """What was asked for."""

    first: date
    last: date

    @property
    def query(self) -> str:
        return f"from={self.first}&to={self.last}"


@dataclass(frozen=True, slots=True)
class Found:
    figures: Figures
    days: list[ServiceDay]
    pairs: list[Pair]
    agreement: Agreement | None
    behind: int
    """So many rows of the record are not counted yet."""

    @property
    def uptime(self) -> float | None:
        """Share of the time the station ran in which it served."""
        served, out = sum(day.open_s for day in self.days), sum(day.out_total_s for day in self.days)
        return served / (served + out) if served + out else None

    def out_of(self) -> dict[str, float]:
        """Return hours out of service by what, the longest first."""
        sums: dict[str, float] = {}
        for day in self.days:
            for source, seconds in day.out_s.items():
                sums[source] = sums.get(source, 0.0) + seconds / 3600
        return dict(sorted(sums.items(), key=lambda one: -one[1]))


def found_in(tally: Tally, records: Path, zone: ZoneInfo, days: Days, behind: int = 0) -> Found:
    """Return the figures of these local days; less than a second over years. Raises StoreError, BadRange."""
    since, until = window(days.first, days.last, zone, LONGEST)
    changes, newest = marks(records, since, until)
    kept = pairs(records, tally.officer_checks(since, until, MOST))
    hours = tally.hours(since, until)
    whole = tally.sums(since, until, simulated=only_simulated(hours))
    return Found(
        figures(hours, whole, zone),
        service_days(changes, newest, since, until, zone),
        kept,
        agreement(kept),
        behind,
    )
