"""Calibrations, daily checks and returns to earlier ones <-> their rows; an interrupted run <-> its file."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from kiosk.records.queries import Filter, Shown, list_sound, newest_of
from kiosk.records.values import Kind
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.calibration_run import Begun, Event, Taken, Warmed, Withdrawn
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.in_force import CheckLeft, Kept, RollBack

_WHAT: dict[str, type] = {
    "calibration": CalibrationRecord,
    "roll_back": RollBack,
    "daily_check": DailyCheck,
    "check_discarded": CheckLeft,
}
_KIND = {CalibrationRecord: Kind.CALIBRATION, RollBack: Kind.CALIBRATION, DailyCheck: Kind.DAILY_CHECK}
_EVENTS: dict[str, type] = {"begun": Begun, "warmed": Warmed, "taken": Taken, "withdrawn": Withdrawn}
_KINDS = (Kind.CALIBRATION, Kind.DAILY_CHECK)
MOST_ROWS = 10_000
READ_AGAIN_S = 3600.0


def kind_of(what: CalibrationRecord | RollBack | DailyCheck) -> Kind:
    return _KIND[type(what)]


def calibration_payload(what: CalibrationRecord | RollBack | DailyCheck) -> dict[str, Any]:
    """Return the payload of its row; a calibration's also names its id and whether it was accepted."""
    word = next(word for word, kind in _WHAT.items() if isinstance(what, kind))
    named: dict[str, Any] = {}
    if isinstance(what, CalibrationRecord):
        named = {"calibration_id": what.calibration_id, "accepted": what.accepted}
    return {"what": word, **named, **asdict(what)}


def signed_payload(
    what: CalibrationRecord | RollBack | DailyCheck, *, simulated: bool, signed: str | None
) -> dict[str, Any]:
    """Return the payload of a row from the bench, with what its operator proved to be that person with; None: nothing.

    `simulated`: of the sensor.
    """
    return {**calibration_payload(what), "simulated": simulated, "signed": signed}


def kept_from(shown: Shown) -> Kept | None:
    """Return what a row about calibration says, or None when it says nothing that this program can read."""
    if shown.payload is None:
        return None
    try:
        found = from_tree(_WHAT[shown.payload["what"]], shown.payload)
    except (KeyError, TypeError, ValueError):
        return None
    return Kept(shown.row.seq, datetime.fromisoformat(shown.row.utc), found)


def calibration_rows(path: Path) -> list[Kept]:
    """Read all rows about calibration, oldest first. Raises StoreError, also when one of them was changed."""
    shown = [one for kind in _KINDS for one in list_sound(path, Filter(kind=kind), MOST_ROWS)]
    kept = [kept_from(one) for one in shown]
    return sorted((one for one in kept if one is not None), key=lambda one: one.seq)


class CalibrationRows:
    """The rows about calibration for a station at work: a year's take seconds to read, and it asks every minute.

    They are read when there is a newer one, when the file is another, and once an hour: a changed row is found then.
    """

    def __init__(self, path: Path, monotonic: Callable[[], float]) -> None:
        self._path = path
        self._monotonic = monotonic
        self._rows: list[Kept] = []
        self._as_of: tuple[int, int | None] | None = None
        self._read_at = 0.0

    def __call__(self) -> list[Kept]:
        """Return them, oldest first. Raises StoreError; then they are read again the next time."""
        now, before, self._as_of = self._monotonic(), self._as_of, None
        newest = newest_of(self._path, _KINDS)
        as_of = _file_of(self._path), newest
        if as_of != before or now - self._read_at >= READ_AGAIN_S:
            self._rows, self._read_at = calibration_rows(self._path), now
        self._as_of = as_of
        return self._rows


def _file_of(path: Path) -> int:
    """Return by what its folder knows the file; 0: it is gone, and reading it will say so."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def event_line(event: Event) -> str:
    """Write one event of a run as one line."""
    word = next(word for word, kind in _EVENTS.items() if isinstance(event, kind))
    return json.dumps({"event": word, **asdict(event)}, separators=(",", ":"))


def events_from(text: str) -> list[Event]:
    """Read the events of a run. A last line without its end was being written when the power went, and does not count.

    Raises ValueError for another text.
    """
    events: list[Event] = []
    for line in text.split("\n")[:-1]:
        try:
            tree = json.loads(line)
            events.append(from_tree(_EVENTS[tree["event"]], tree))
        except (KeyError, TypeError) as error:
            raise ValueError(f"not the log of a calibration: {error!r}") from error
    return events


def from_tree(hint: Any, tree: Any) -> Any:
    """Build a value of this type from what JSON made of it. Raises KeyError, TypeError or ValueError when it cannot.

    Keys that the type does not know are left out; those with a default may be missing.
    """
    if get_origin(hint) in (Union, types.UnionType):
        if tree is None:
            return None
        return from_tree(next(one for one in get_args(hint) if one is not type(None)), tree)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(tree) if inner[-1] is Ellipsis else inner
        return tuple(from_tree(kind, one) for kind, one in zip(kinds, tree, strict=True))
    if is_dataclass(hint):
        return _build(hint, tree)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(tree)
    if hint is float and isinstance(tree, int) and not isinstance(tree, bool):
        return float(tree)
    if not isinstance(tree, hint):
        raise TypeError(f"{tree!r} is not {hint.__name__}")
    if isinstance(tree, float) and not isfinite(tree):
        raise ValueError(f"{tree} is no number to reckon with")
    return tree


def _build(kind: Any, tree: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{item.name: _named(item.name, hints, tree) for item in fields(kind) if item.name in tree})


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _named(name: str, hints: Mapping[str, Any], tree: Mapping[str, Any]) -> Any:
    """Build one field; what is wrong with it is said with its name."""
    try:
        return from_tree(hints[name], tree[name])
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: {error}") from None
