"""The figures as tables to take away: one long CSV, a line for each number."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from kiosk.records.spreadsheet import cell
from kiosk.reports.figures import Figures
from kiosk.reports.service_hours import ServiceDay

COLUMNS = ("table", "key", "what", "value", "unit")


def table(found: Figures, days: list[ServiceDay]) -> str:
    """Return the CSV. Staff stand in it by staff_id, and no text in it runs as a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([cell(one) for one in line] for line in _lines(found, days))
    return out.getvalue()


def _lines(found: Figures, days: list[ServiceDay]) -> Iterator[tuple[object, ...]]:
    of = "simulated" if found.simulated else "visitors"
    yield "all", of, "people", found.people, ""
    yield "all", of, "most_people_in_an_hour", found.busiest, ""
    for outcome, count in found.outcomes.items():
        yield "all", of, outcome, count, ""
    for name, wait in (("wait_at_the_door", found.door), ("wait_for_the_officer", found.officer)):
        yield "all", of, f"{name}_n", wait.n, ""
        if wait.median_s is not None and wait.p90_s is not None:
            yield "all", of, f"{name}_median", round(wait.median_s, 2), "s"
            yield "all", of, f"{name}_p90", round(wait.p90_s, 2), "s"
    yield "all", of, "waited_for_the_officer", round(found.officer_minutes, 1), "min"
    yield "all", of, "false_referrals", found.false_referrals, ""
    yield "all", of, "referrals_checked", found.referrals_checked, ""
    yield from _group("reason", {name: {"decisions": count} for name, count in found.reasons.items()})
    yield from _group("hour_of_day", found.by_hour)
    yield from _group("day", found.by_day)
    yield from _group("office", found.by_office)
    yield from _group("officer", found.officers)
    for day in days:
        yield "service", day.day, "in_service", round(day.open_s), "s"
        for source, seconds in day.out_s.items():
            yield "service", day.day, f"out_{source}", round(seconds), "s"


def _group(name: str, groups: Mapping[Any, Mapping[str, int]]) -> Iterator[tuple[object, ...]]:
    for key, counts in groups.items():
        for what, count in counts.items():
            yield name, key, what, count, ""
