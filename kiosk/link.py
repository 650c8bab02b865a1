"""station.sock: snapshots out, commands in. Versioned JSON, one object a line, each answered by one line.

    {"v": 1, "id": "a1", "station_id": "door-1", "command": "snapshot"}
    {"v": 1, "id": "a1", "ok": true, "snapshot": {..}}

    {"v": 1, "id": "a2", "station_id": "door-1", "actor": "made", "expires_at": "..Z", "command": "let_in", ..}
    {"v": 1, "id": "a2", "ok": false, "refused": "no_rights", "detail": ".."}

The station itself checks what a command may do; whoever wrote to the socket is not trusted for it. A repeated id is
answered as the first time, with no second effect.
"""

import json
import os
import selectors
import socket
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from kiosk.screening.snapshot import Snapshot

VERSION = 1
MAX_LINE = 64 * 1024
MAX_NAME = 100
"""Of an id and an actor: both are kept with remembered answers."""
MAX_CLIENTS = 64
ANSWERS_REMEMBERED = 1000


class Command(StrEnum):
    SNAPSHOT = "snapshot"
    """What a screen may know; needs no rights beyond reaching the socket."""
    LET_IN = "let_in"
    TURN_AWAY = "turn_away"


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
    return Request(told["id"], command, actor if _is_name(actor) else None, _expiry(told.get("expires_at")))


def _is_name(told: Any) -> bool:
    return isinstance(told, str) and 0 < len(told) <= MAX_NAME


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


class Desk:
    """Answers requests: hands out snapshots, checks rights, remembers answers."""

    def __init__(
        self,
        station_id: str,
        latest: Callable[[], Snapshot | None],
        utc: Callable[[], datetime],
        may: Callable[[str, Command], bool] = lambda actor, command: False,
    ) -> None:
        """`may` says whether a staff_id has the right to a command; without accounts nobody has."""
        self._station_id = station_id
        self._latest = latest
        self._utc = utc
        self._may = may
        self._answers: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def answer(self, line: bytes) -> dict[str, Any]:
        """Return the answer to one line."""
        try:
            request = parse(line, self._station_id)
        except BadRequest as error:
            return _refusal(error.request_id, error.why, error.detail)
        if request.command is Command.SNAPSHOT:
            return self._snapshot(request)
        if request.id not in self._answers:
            self._answers[request.id] = self._command(request)
            if len(self._answers) > ANSWERS_REMEMBERED:
                self._answers.popitem(last=False)
        return self._answers[request.id]

    def _snapshot(self, request: Request) -> dict[str, Any]:
        latest = self._latest()
        if latest is None:
            return _refusal(request.id, Refused.NOT_READY, "the station is starting")
        return {"v": VERSION, "id": request.id, "ok": True, "snapshot": asdict(latest)}

    def _command(self, request: Request) -> dict[str, Any]:
        if request.actor is None or request.expires_at is None:
            return _refusal(request.id, Refused.BAD_REQUEST, 'a command needs "actor" and "expires_at"')
        if request.expires_at <= self._utc():
            return _refusal(request.id, Refused.EXPIRED, "the command came too late")
        if not self._may(request.actor, request.command):
            return _refusal(request.id, Refused.NO_RIGHTS, f"{request.actor} has no right to {request.command}")
        return _refusal(request.id, Refused.NOT_READY, f"this station cannot carry out {request.command} yet")


def _refusal(request_id: str | None, why: Refused, detail: str) -> dict[str, Any]:
    return {"v": VERSION, "id": request_id, "ok": False, "refused": why.value, "detail": detail}


class LinkServer:
    """The listening end. `step` serves what is waiting; one Worker calls it."""

    def __init__(self, path: Path, desk: Desk) -> None:
        """Bind the socket (mode 0600), replacing one left behind. Raises OSError."""
        self._path = path
        self._desk = desk
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        try:
            # The name gets this mode at bind. The umask would do it too, but for every other thread as well.
            os.fchmod(self._listener.fileno(), 0o600)
            path.unlink(missing_ok=True)
            with _reachable(path) as short:
                self._listener.bind(short)
            self._listener.listen(MAX_CLIENTS)
        except OSError:
            self._listener.close()
            raise
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ, None)

    def step(self, timeout_s: float = 0.5) -> None:
        """Wait for requests and answer them."""
        for key, _ in self._selector.select(timeout_s):
            if key.data is None:
                self._accept()
            else:
                self._serve(key.data)

    def _accept(self) -> None:
        with suppress(OSError):
            connection, _ = self._listener.accept()
            connection.setblocking(False)
            if len(self._selector.get_map()) > MAX_CLIENTS:
                connection.close()
                return
            self._selector.register(connection, selectors.EVENT_READ, _Client(connection))

    def _serve(self, client: "_Client") -> None:
        try:
            lines = client.lines()
            for line in lines:
                client.send(self._desk.answer(line))
        except (OSError, EOFError):
            self._selector.unregister(client.connection)
            client.connection.close()

    def close(self) -> None:
        """Stop listening and remove the socket."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        self._path.unlink(missing_ok=True)


class _Client:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._buffer = b""

    def lines(self) -> list[bytes]:
        """Return whole lines that have arrived. Raises EOFError at the end or for a line without end."""
        data = self.connection.recv(MAX_LINE)
        if not data:
            raise EOFError
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        if len(self._buffer) > MAX_LINE:
            raise EOFError("line too long")
        return [line for line in lines if line.strip()]

    def send(self, answer: dict[str, Any]) -> None:
        """Send one line; a client that does not read is dropped (raises OSError)."""
        data = json.dumps(answer, separators=(",", ":"), default=str).encode() + b"\n"
        if self.connection.send(data) != len(data):
            raise OSError("client does not read")


def ask(path: Path, request: dict[str, Any], timeout_s: float = 2.0) -> dict[str, Any]:
    """Send one request and return its answer. Raises OSError when no station listens at `path`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout_s)
        with _reachable(path) as short:
            connection.connect(short)
        connection.sendall(json.dumps({"v": VERSION, **request}).encode() + b"\n")
        with connection.makefile("rb") as stream:
            line = stream.readline()
    if not line:
        raise OSError("the station closed the line without an answer")
    return json.loads(line)


class _reachable:  # noqa: N801 - reads as a context
    """A name for the socket that fits into the 108 bytes of a socket address, however deep its folder lies."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> str:
        self._folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)
