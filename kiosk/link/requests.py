"""What a line asks for, and how it can be answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from kiosk.workers import Latest

VERSION = 1
MAX_LINE = 64 * 1024
MAX_NAME = 100
"""Of an id and an actor: both are kept with remembered answers."""


class Command(StrEnum):
    SNAPSHOT = "snapshot"
    """What a screen may know; needs no rights beyond reaching the socket."""
    LET_IN = "let_in"
    """An officer's check that ends in entry: the door is released once the kiosk is free."""
    TURN_AWAY = "turn_away"
    ACKNOWLEDGE = "acknowledge"
    """An alert was seen, by name."""
    ACKNOWLEDGE_RECORDS = "acknowledge_records"
    """A supervisor knows that damaged records were set aside; the station serves again."""
    ACCEPT_CLOCK = "accept_clock"
    """A supervisor says that the clock is right after a jump; what has expired is erased."""
    TICK_LIST = "tick_list"
    """Basin, sanitiser or masks were looked at."""
    ADD_NOTE = "add_note"
    """What stands in somebody's way, in one line; or that it is done."""


class Refused(StrEnum):
    BAD_REQUEST = "bad_request"
    OTHER_VERSION = "other_version"
    OTHER_STATION = "other_station"
    UNKNOWN_COMMAND = "unknown_command"
    EXPIRED = "expired"
    NO_RIGHTS = "no_rights"
    NOT_READY = "not_ready"


@dataclass(frozen=True, slots=True)
class Request:
    """A command with who asks for it, for which station, and until when."""

    id: str
    command: Command
    actor: str | None
    expires_at: datetime | None
    details: Mapping[str, Any] = field(default_factory=dict)
    """Everything else on the line, unchecked."""


@dataclass(frozen=True, slots=True)
class Done:
    """Carried out, or waiting to be: it stands in the record."""

    seq: int


@dataclass(frozen=True, slots=True)
class NotDone:
    why: Refused
    detail: str


@dataclass(frozen=True, slots=True)
class Order:
    """A command of somebody who has the right to it, on its way to the station thread, which answers it."""

    request: Request
    answer: Latest[Done | NotDone] = field(default_factory=Latest)


_ENVELOPE = ("v", "id", "station_id", "command", "actor", "expires_at")


class BadRequest(Exception):
    def __init__(self, why: Refused, detail: str) -> None:
        super().__init__(detail)
        self.why = why
        self.detail = detail
        self.request_id: str | None = None


def parse(line: bytes, station_id: str) -> Request:
    """Return the request on a line. Raises BadRequest saying what is wrong with it."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRequest(Refused.BAD_REQUEST, f"not a JSON object: {error}") from None
    if not isinstance(told, dict) or not _is_name(told.get("id")):
        raise BadRequest(Refused.BAD_REQUEST, f'a request is an object with a text "id" of 1 to {MAX_NAME} characters')
    try:
        return _understood(told, station_id)
    except BadRequest as error:
        error.request_id = told["id"]
        raise


def _understood(told: dict[str, Any], station_id: str) -> Request:
    if told.get("v") != VERSION:
        raise BadRequest(Refused.OTHER_VERSION, f'this station speaks "v": {VERSION}')
    if told.get("station_id") != station_id:
        raise BadRequest(Refused.OTHER_STATION, f"this is station {station_id}")
    try:
        command = Command(told.get("command"))
    except ValueError:
        known = ", ".join(each.value for each in Command)
        raise BadRequest(Refused.UNKNOWN_COMMAND, f"known commands: {known}") from None
    actor = told.get("actor")
    details = {name: value for name, value in told.items() if name not in _ENVELOPE}
    return Request(told["id"], command, actor if _is_name(actor) else None, _expiry(told.get("expires_at")), details)


def _is_name(told: Any) -> bool:
    return isinstance(told, str) and 0 < len(told) <= MAX_NAME and told.isprintable()


def _expiry(told: Any) -> datetime | None:
    if told is None:
        return None
    try:
        expires = datetime.fromisoformat(told)
    except (TypeError, ValueError):
        raise BadRequest(Refused.BAD_REQUEST, '"expires_at" is an ISO 8601 time') from None
    if expires.tzinfo is None:
        raise BadRequest(Refused.BAD_REQUEST, '"expires_at" needs a time zone')
    return expires
