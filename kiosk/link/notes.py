"""What staff leave in the record without moving anything: alerts seen, the list ticked, one-line notes."""

from enum import StrEnum
from typing import Any

from kiosk.link.requests import Command, Request

NOTE_MOST = 200


class Item(StrEnum):
    """What is looked at at set hours."""

    BASIN = "basin"
    SANITISER = "sanitiser"
    MASK_STOCK = "mask_stock"


class NoteOf(StrEnum):
    """Whose way something stands in."""

    VISITOR = "visitor"
    STAFF = "staff"


def staff_payload(request: Request) -> dict[str, Any]:
    """Return what the record keeps of a command. Raises ValueError: one sentence that says what is wrong with it."""
    told = _PARTS[request.command](request.details)
    return {"what": request.command.value, "by": request.actor, "command_id": request.id, **told}


def _acknowledged(told: Any) -> dict[str, Any]:
    return {"of_seq": _row(told, "of_seq")}


def _ticked(told: Any) -> dict[str, Any]:
    item, hour, good = told.get("item"), told.get("due"), told.get("good")
    if item not in [each.value for each in Item]:
        raise ValueError(f"item: {item!r} is not one of {', '.join(Item)}")
    if not isinstance(hour, str) or not 0 < len(hour) <= 20 or not hour.isprintable():
        raise ValueError('due: the hour on the list, such as "2026-03-02 12:00"')
    if not isinstance(good, bool):
        raise ValueError("good: true when all is there, false when something is missing")
    return {"item": item, "due": hour, "good": good}


def _noted(told: Any) -> dict[str, Any]:
    if told.get("answers") is not None:
        return {"answers": _row(told, "answers"), "text": _text(told)}
    of = told.get("of")
    if of not in [each.value for each in NoteOf]:
        raise ValueError(f"of: {of!r} is not one of {', '.join(NoteOf)}")
    return {"of": of, "text": _text(told)}


def _row(told: Any, name: str) -> int:
    seq = told.get(name)
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 1:
        raise ValueError(f"{name}: the number of a row")
    return seq


def _text(told: Any) -> str:
    text = told.get("text")
    if not isinstance(text, str) or not text.isprintable() or not 0 < len(text.strip()) <= NOTE_MOST:
        raise ValueError(f"text: one line of 1 to {NOTE_MOST} characters")
    return text.strip()


_PARTS = {Command.ACKNOWLEDGE: _acknowledged, Command.TICK_LIST: _ticked, Command.ADD_NOTE: _noted}
