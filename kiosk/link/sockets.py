"""The socket itself: a server that one worker steps, and the asking end."""

import json
import os
import selectors
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kiosk.link.desk import Desk
from kiosk.link.requests import MAX_LINE, VERSION

MAX_CLIENTS = 64


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


@contextmanager
def _reachable(path: Path) -> Iterator[str]:
    """A name for the socket that fits into the 108 bytes of a socket address, however deep its folder lies."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
