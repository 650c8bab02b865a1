"""Hours a station served, and hours it was out of service and by what, for each local day. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.records.timeline import Mark

STARTING = "starting"


@dataclass
class ServiceDay:
    """One local day; a day the station was off has neither."""

    day: date
    open_s: float = 0.0
    """In service."""
    out_s: dict[str, float] = field(default_factory=dict)
    """Out of service while it ran, by what."""

    @property
    def out_total_s(self) -> float:
        return sum(self.out_s.values())


def service_days(
    marks: Sequence[Mark], newest: datetime | None, since: datetime, until: datetime, zone: ZoneInfo
) -> list[ServiceDay]:
    """Return each local day between; nothing counts after the last row, for then nobody knows."""
    days = {day: ServiceDay(day) for day in days_between(since, until, zone)}
    end = min(until, newest) if newest else since
    for start, stop, state in _stretches(marks, end):
        for day, seconds in _by_day(max(start, since), min(stop, until), zone):
            if day not in days:
                continue
            if state is None:
                days[day].open_s += seconds
            else:
                out = days[day].out_s
                out[state] = out.get(state, 0.0) + seconds
    return list(days.values())


def _stretches(marks: Sequence[Mark], end: datetime) -> Iterable[tuple[datetime, datetime, str | None]]:
    """Yield (from, to, None in service or what kept it out) while the station ran."""
    running, state, at = False, None, end
    for mark in marks:
        if running:
            stop = mark.before or mark.at if mark.kind == "start" else mark.at
            yield at, max(at, stop), state
        running = mark.kind != "stop"
        at = mark.at
        state = _state(mark)
    if running and end > at:
        yield at, end, state


def _state(mark: Mark) -> str | None:
    if mark.kind == "in_service":
        return None
    return STARTING if mark.kind == "start" else mark.source or "station"


def _by_day(start: datetime, stop: datetime, zone: ZoneInfo) -> Iterable[tuple[date, float]]:
    while start < stop:
        local = start.astimezone(zone)
        midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        upto = min(stop, midnight)
        yield local.date(), (upto - start).total_seconds()
        start = upto


def days_between(since: datetime, until: datetime, zone: ZoneInfo) -> list[date]:
    """Return the local days from `since` until before `until`."""
    day, found = since.astimezone(zone).date(), []
    last = (until - timedelta(microseconds=1)).astimezone(zone).date()
    while day <= last:
        found.append(day)
        day += timedelta(days=1)
    return found
