"""The list of basin, sanitiser and mask stock at set hours: what is due, what was ticked, what was missed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.link.notes import Item

EARLY = timedelta(minutes=60)
LATE = timedelta(minutes=90)
"""A round may be ticked from an hour before its time until so long after it; then it is missed."""


class State(StrEnum):
    GOOD = "good"
    LACKING = "lacking"
    """Somebody looked, and something was missing."""
    MISSED = "missed"
    DUE = "due"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Round:
    item: Item
    due: str
    """Local day and hour, as `2026-03-02 12:00`."""
    state: State
    by: str | None = None
    at: datetime | None = None


def rounds(
    days: Sequence[date], hours: Sequence[str], ticks: Iterable[tuple[datetime, dict[str, Any]]], now: datetime,
    zone: ZoneInfo,
) -> list[Round]:  # fmt: skip
    """Return all rounds of these local days, in order. `ticks`: time and payload of tick rows, oldest first."""
    ticked: dict[tuple[str, str], tuple[datetime, dict[str, Any]]] = {}
    for at, payload in ticks:
        ticked[str(payload.get("item")), str(payload.get("due"))] = (at, payload)
    found = []
    for day in days:
        for hour in hours:
            due = f"{day.isoformat()} {hour}"
            at = datetime.fromisoformat(due).replace(tzinfo=zone)
            found += [_round(item, due, at, ticked.get((item.value, due)), now) for item in Item]
    return found


def ends(one: Round, zone: ZoneInfo) -> datetime:
    """Return until when a round may be ticked."""
    return datetime.fromisoformat(one.due).replace(tzinfo=zone) + LATE


def _round(item: Item, due: str, at: datetime, ticked: tuple[datetime, dict[str, Any]] | None, now: datetime) -> Round:
    if ticked is not None and at - EARLY <= ticked[0] <= at + LATE:
        state = State.GOOD if ticked[1].get("good") else State.LACKING
        return Round(item, due, state, ticked[1].get("by"), ticked[0])
    if now < at - EARLY:
        return Round(item, due, State.LATER)
    return Round(item, due, State.DUE if now <= at + LATE else State.MISSED)
