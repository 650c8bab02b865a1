"""The page's own socket: whoever connects and asks nothing is hung up on, everybody else is served."""

import socket
import threading
from collections.abc import Iterator

import pytest

from kiosk.monitor import connection, guard
from kiosk.monitor.server import listen, server_of
from tests.monitor.site import HOST, Place

PATIENCE_S = 20.0
BEGUN = f"GET /login HTTP/1.1\r\nHost: {HOST}\r\n"


@pytest.fixture
def port(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connection, "REQUEST_S", 0.2)
    monkeypatch.setattr(guard, "BODY_S", 0.2)
    bound = listen("127.0.0.1", 0)
    server = server_of(place.monitor)
    thread = threading.Thread(target=server.run, args=([bound],), daemon=True)
    thread.start()
    yield bound.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE_S)


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), PATIENCE_S) as made:
        yield made


def answer(line: socket.socket) -> str:
    """Return all that comes until the server hangs up."""
    return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@pytest.mark.parametrize("said", ["", "GET ", BEGUN])
def test_a_line_on_which_no_request_comes_is_hung_up(line: socket.socket, said: str) -> None:
    line.sendall(said.encode())
    assert answer(line) == ""


def test_a_form_that_never_ends_is_refused(line: socket.socket) -> None:
    line.sendall(b"POST" + BEGUN[3:].encode() + b"Connection: close\r\nContent-Length: 100\r\n\r\nname=")
    assert answer(line).startswith("HTTP/1.1 400")


def test_a_line_that_was_of_use_once_is_not_held_by_half_a_request(line: socket.socket) -> None:
    line.sendall(f"{BEGUN}\r\n".encode())
    page = b""
    while b"</html>" not in page:
        page += line.recv(65536)
    line.sendall(BEGUN.encode())
    assert answer(line) == ""
