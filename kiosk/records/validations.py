"""The site's baseline in the record: what a technician found with people known to be well, and where it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.records.calibrations import from_tree
from kiosk.records.queries import Filter, Shown, list_sound
from kiosk.records.values import Kind
from kiosk.screening.baseline import REMEMBERED, Baseline, Following, Visit, followed
from kiosk.screening.values import Outcome

LOOKED_BACK = 200
"""Rows looked at: enough decisions for a median, enough policy rows to find where the baseline stood."""


@dataclass(frozen=True, slots=True)
class Validated:
    """The site validation that counts."""

    seq: int
    day: int
    baseline: Baseline


def day_of(utc: datetime) -> int:
    """Return the number of a day; it grows at midnight UTC."""
    return utc.toordinal()


def validated(path: Path, *, simulated: bool) -> Validated | None:
    """Return the newest site validation that found a baseline. One with simulated people never counts for real ones.

    Raises StoreError.
    """
    for shown in list_sound(path, Filter(kind=Kind.VALIDATION), LOOKED_BACK):
        payload = shown.payload or {}
        if payload.get("baseline") is None or (payload.get("simulated") and not simulated):
            continue
        return Validated(
            shown.row.seq, day_of(datetime.fromisoformat(shown.row.utc)), from_tree(Baseline, payload["baseline"])
        )
    return None


def following(path: Path, found: Validated, *, simulated: bool) -> Following:
    """Return where the baseline stands: as the newest policy row has it, and the visitors admitted since.

    Raises StoreError.
    """
    level, day = _level(list_sound(path, Filter(kind=Kind.POLICY), LOOKED_BACK), found)
    start = Following(found.baseline, level, day)
    rows = list_sound(path, Filter(kind=Kind.SCREENING), 4 * LOOKED_BACK)
    visits = [visit for shown in rows if (visit := _visit(shown, found.seq, simulated)) is not None]
    recent = [visit for visit in visits if visit.outcome is Outcome.ADMIT][:REMEMBERED]
    at_level = (Visit(day, one.outcome, one.skin_c, one.ambient_c) for one in reversed(recent))
    return followed(start, at_level)


def baseline_payload(found: Validated, now: Following) -> dict[str, Any]:
    """Return what a policy row says of the baseline that it puts in force."""
    return {"validation_seq": found.seq, "validated_c": found.baseline.skin_c, "level_c": now.level_c, "day": now.day}


def _level(rows: Sequence[Shown], found: Validated) -> tuple[float, int]:
    for shown in rows:
        told = (shown.payload or {}).get("baseline") or {}
        if told.get("validation_seq") == found.seq:
            return float(told["level_c"]), int(told["day"])
    return found.baseline.skin_c, found.day


def _visit(shown: Shown, since: int, simulated: bool) -> Visit | None:
    payload = shown.payload or {}
    measurement = payload.get("measurement")
    if shown.row.seq < since or not measurement or payload.get("simulated") is not simulated:
        return None
    return Visit(0, Outcome(payload["outcome"]), measurement["skin_c"], measurement["ambient_c"])
