"""What a breach notice must say: whose data, which data, from when; counted from what the record still holds.

Nobody in the record has a name. Visitors are counted as visits, and each visit is listed with the time it was here, so
that somebody who asks with a day and an hour can be answered. What was erased before the breach could not be taken.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.records.queries import Filter, Shown, each_shown
from kiosk.records.values import Kind, utc_text

NOTICE_WITHIN = timedelta(hours=72)
"""3 x 24 hours from when the breach became known (UU PDP 27/2022, article 46)."""
TO_FILL_IN = "TO BE FILLED IN"


@dataclass(slots=True)
class _Visit:
    first_utc: str
    last_utc: str
    screenings: int = 0
    outcomes: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    """Categories of data that could be read."""
    erased: bool = True


def breach(path: Path, *, since: datetime, until: datetime, known_at: datetime) -> dict[str, Any]:
    """Return what a notice about everything recorded from `since` until before `until` needs. Raises StoreError."""
    visits: dict[str, _Visit] = {}
    staff: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    stations: set[str] = set()
    rows = erased = simulated = 0
    for shown, _, _ in each_shown(path, Filter(since_utc=utc_text(since), until_utc=utc_text(until))):
        rows += 1
        stations.add(shown.row.station_id)
        erased += shown.erased_by is not None
        payload = shown.payload or {}
        simulated += bool(payload.get("simulated")) and shown.row.kind == Kind.SCREENING
        staff.update([payload["staff_id"]] if isinstance(payload.get("staff_id"), str) else [])
        found = _categories(payload)
        categories.update(found)
        if shown.row.visit_id is not None:
            _count(visits, shown, found)
    return {
        "notice": {
            "known_at_utc": utc_text(known_at),
            "notify_before_utc": utc_text(known_at + NOTICE_WITHIN),
            "personal_data_disclosed": sorted(categories),
            "when": {"from_utc": utc_text(since), "until_before_utc": utc_text(until)},
            "how": TO_FILL_IN,
            "handling_and_recovery": TO_FILL_IN,
        },
        "affected": {
            "stations": sorted(stations),
            "visits": len(visits),
            "visits_with_readable_data": sum(not visit.erased for visit in visits.values()),
            "staff_ids": sorted(staff),
            "rows": rows,
            "rows_erased_before": erased,
            "screenings_simulated": simulated,
            "rows_by_category": dict(sorted(categories.items())),
        },
        "visits": [_listed(visit_id, visit) for visit_id, visit in visits.items()],
    }


def _categories(payload: dict[str, Any]) -> set[str]:
    """Which kinds of data a payload still holds."""
    holds = {
        "skin temperature": payload.get("measurement"),
        "skin temperature (band)": payload.get("skin_band_c"),
        "raw readings of the session": payload.get("facts"),
        "mask": payload.get("mask"),
        "hands": payload.get("hands"),
        "outcome": payload.get("outcome") or payload.get("ended"),
        "reasons": payload.get("reasons"),
        "ticket": payload.get("ticket") or payload.get("code"),
        "staff id": payload.get("staff_id"),
    }
    return {name for name, value in holds.items() if value}


def _count(visits: dict[str, _Visit], shown: Shown, found: set[str]) -> None:
    assert shown.row.visit_id is not None
    visit = visits.setdefault(shown.row.visit_id, _Visit(shown.row.utc, shown.row.utc))
    visit.first_utc, visit.last_utc = min(visit.first_utc, shown.row.utc), max(visit.last_utc, shown.row.utc)
    visit.screenings += shown.row.kind == Kind.SCREENING
    if shown.payload is not None:
        visit.erased = False
        visit.kept |= found
        if "outcome" in shown.payload:
            visit.outcomes.append(shown.payload["outcome"])


def _listed(visit_id: str, visit: _Visit) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "first_utc": visit.first_utc,
        "last_utc": visit.last_utc,
        "screenings": visit.screenings,
        "outcomes": visit.outcomes,
        "data": sorted(visit.kept),
        "erased": visit.erased,
    }
