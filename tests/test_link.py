"""station.sock over the real socket, stepped by hand: answers, refusals, and clients that mean harm."""

import json
import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.link import (
    ANSWERS_REMEMBERED,
    MAX_CLIENTS,
    MAX_LINE,
    MAX_NAME,
    Command,
    Desk,
    Done,
    LinkServer,
    NotDone,
    Order,
    Refused,
    ask,
)
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Fault, Phase, Source, Trouble
from kiosk.workers import Inbox

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
OUT = Snapshot(Phase.OUT_OF_SERVICE, fault=Fault(Source.CAMERA, Trouble.BLACK, "uncover the lens"), simulated=True)
LATER = (NOW + timedelta(seconds=10)).isoformat()


class Link:
    """The server with its desk; `step` serves what is waiting."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.newest: Snapshot | None = OUT
        self.now = NOW
        self.rights: set[tuple[str, Command]] = set()
        self.asked_rights = 0
        self.server = LinkServer(path, Desk("door-1", lambda: self.newest, lambda: self.now, self.may))
        self._clients: list[Client] = []

    def may(self, actor: str, command: Command) -> bool:
        self.asked_rights += 1
        return (actor, command) in self.rights

    def client(self) -> "Client":
        made = Client(self)
        self._clients.append(made)
        return made

    def close(self) -> None:
        for client in self._clients:
            client.socket.close()
        self.server.close()


class Client:
    def __init__(self, link: Link) -> None:
        self._link = link
        self._buffer = b""
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(2.0)
        self.socket.connect(str(link.path))
        link.server.step(1.0)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)
        self._link.server.step(1.0)

    def line(self) -> bytes:
        """Return the next answer; empty when the station hung up."""
        while b"\n" not in self._buffer:
            with suppress(ConnectionResetError):
                data = self.socket.recv(65536)
                if data:
                    self._buffer += data
                    continue
            return b""
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def ask(self, **request: Any) -> dict[str, Any]:
        told = {"v": 1, "id": "a1", "station_id": "door-1", **request}
        self.send(json.dumps(told).encode() + b"\n")
        return json.loads(self.line())


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Link]:
    made = Link(tmp_path / "station.sock")
    yield made
    made.close()


def test_a_snapshot_needs_no_rights(link: Link) -> None:
    answer = link.client().ask(command="snapshot")
    assert {key: answer[key] for key in ("v", "id", "ok")} == {"v": 1, "id": "a1", "ok": True}
    assert answer["snapshot"]["phase"] == "out_of_service"
    assert answer["snapshot"]["fault"] == {"source": "camera", "trouble": "black", "detail": "uncover the lens"}
    assert answer["snapshot"]["simulated"] is True


def test_a_snapshot_is_never_an_old_answer(link: Link) -> None:
    client = link.client()
    client.ask(command="snapshot")
    link.newest = Snapshot(Phase.IDLE)
    assert client.ask(command="snapshot")["snapshot"]["phase"] == "idle"
    link.newest = None
    assert client.ask(command="snapshot")["refused"] == "not_ready"


def test_only_the_owner_reaches_the_socket(link: Link) -> None:
    mode = link.path.stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


def test_the_mask_of_new_files_is_left_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = Link(tmp_path / "open.sock")
        assert os.umask(0) == 0
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        made.close()
    finally:
        os.umask(before)


def test_a_command_without_rights_is_refused(link: Link) -> None:
    answer = link.client().ask(command="let_in", actor="stranger", expires_at=LATER)
    assert (answer["ok"], answer["refused"]) == (False, "no_rights")
    assert "stranger" in answer["detail"]


def test_nobody_has_rights_without_accounts() -> None:
    desk = Desk("door-1", lambda: OUT, lambda: NOW)
    told = {"v": 1, "id": "x", "station_id": "door-1", "command": "let_in", "actor": "root", "expires_at": LATER}
    assert desk.answer(json.dumps(told).encode())["refused"] == "no_rights"


@pytest.mark.parametrize(
    ("request_", "refused"),
    [
        ({"v": 2}, "other_version"),
        ({"v": None}, "other_version"),
        ({"station_id": "door-2"}, "other_station"),
        ({"station_id": None}, "other_station"),
        ({"command": "open_sesame"}, "unknown_command"),
        ({"command": ["let_in"]}, "unknown_command"),
        ({"command": None}, "unknown_command"),
        ({"id": ""}, "bad_request"),
        ({"id": 7}, "bad_request"),
        ({"id": "x" * (MAX_NAME + 1)}, "bad_request"),
        ({"actor": None}, "bad_request"),
        ({"actor": ""}, "bad_request"),
        ({"actor": "x" * (MAX_NAME + 1)}, "bad_request"),
        ({"actor": "s-7k2m\ud800"}, "bad_request"),
        ({"id": "a\ud800"}, "bad_request"),
        ({"expires_at": None}, "bad_request"),
        ({"expires_at": "soon"}, "bad_request"),
        ({"expires_at": 1e300}, "bad_request"),
        ({"expires_at": "2026-03-01T09:00:00"}, "bad_request"),
        ({"expires_at": NOW.isoformat()}, "expired"),
        ({"expires_at": "2026-03-01T07:59:59Z"}, "expired"),
        ({"expires_at": "2026-03-01T09:00:00+02:00"}, "expired"),
    ],
)
def test_refusals(link: Link, request_: dict[str, Any], refused: str) -> None:
    link.rights = {("made", Command.LET_IN)}
    told = {"command": "let_in", "actor": "made", "expires_at": LATER, **request_}
    answer = link.client().ask(**told)
    assert (answer["ok"], answer["refused"]) == (False, refused)
    assert answer["id"] == (None if "id" in request_ else "a1")
    assert answer["detail"]
    assert link.asked_rights == 0


def test_a_repeated_id_is_answered_the_same_and_done_once(link: Link) -> None:
    client, other = link.client(), link.client()
    first = client.ask(command="let_in", actor="made", expires_at=LATER)
    link.rights = {("made", Command.LET_IN)}
    link.now += timedelta(days=1)
    assert client.ask(command="let_in", actor="made", expires_at=LATER) == first
    assert other.ask(command="let_in", actor="made", expires_at=LATER) == first
    assert link.asked_rights == 1
    assert client.ask(id="a2", command="let_in", actor="made", expires_at=LATER)["refused"] == "expired"


def test_remembered_answers_are_bounded(link: Link) -> None:
    client = link.client()
    for number in range(ANSWERS_REMEMBERED + 1):
        client.ask(id=f"n{number}", command="let_in", actor="made", expires_at=LATER)
    asked = link.asked_rights
    client.ask(id="n1", command="let_in", actor="made", expires_at=LATER)
    assert link.asked_rights == asked
    client.ask(id="n0", command="let_in", actor="made", expires_at=LATER)
    assert link.asked_rights == asked + 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"\n\x00\xff\xfe\n",
        b"{}\n",
        b"[]\n",
        b"null\n",
        b'{"v":1\n',
        b"NaN\n",
        b"[" * 50_000 + b"\n",
        b'{"id":' * 9_000 + b"\n",
        b'{"id":"\\ud800","v":3}\n',
        b"1" * 10_000 + b"\n",
    ],
    ids=lambda garbage: garbage[:8].hex(),
)
def test_garbage_is_refused_and_the_line_stays(link: Link, garbage: bytes) -> None:
    client = link.client()
    client.send(garbage)
    assert json.loads(client.line())["ok"] is False
    assert client.ask(command="snapshot")["ok"]


def test_requests_cut_anywhere_and_several_at_once(link: Link) -> None:
    client = link.client()
    wanted = b'{"v":1,"id":"a1","station_id":"door-1","command":"snapshot"}\n'
    for at in range(0, len(wanted), 7):
        client.send(wanted[at : at + 7])
    assert json.loads(client.line())["ok"]
    client.send(wanted * 3)
    assert all(json.loads(client.line())["ok"] for _ in range(3))


def test_a_line_without_end_is_hung_up_on(link: Link) -> None:
    client, other = link.client(), link.client()
    client.socket.setblocking(False)
    sent = 0
    while sent <= MAX_LINE:
        with suppress(BlockingIOError):
            sent += client.socket.send(b"x" * 4096)
        link.server.step(0.0)
    link.server.step(0.0)
    client.socket.settimeout(2.0)
    assert client.line() == b""
    assert other.ask(command="snapshot")["ok"]


def test_a_client_that_never_reads_is_dropped_and_blocks_nobody(link: Link) -> None:
    greedy, other = link.client(), link.client()
    wanted = b'{"v":1,"id":"a1","station_id":"door-1","command":"snapshot"}\n' * 100
    with suppress(BrokenPipeError, ConnectionResetError):
        for _ in range(100):
            greedy.send(wanted)
    assert other.ask(command="snapshot")["ok"]
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        greedy.socket.sendall(wanted)


def test_a_client_that_goes_is_forgotten(link: Link) -> None:
    for _ in range(MAX_CLIENTS * 2):
        client = link.client()
        client.ask(command="snapshot")
        client.socket.close()
        link.server.step(1.0)
    assert link.client().ask(command="snapshot")["ok"]


def test_too_many_clients_are_turned_away_and_those_inside_stay(link: Link) -> None:
    inside = [link.client() for _ in range(MAX_CLIENTS)]
    late = link.client()
    assert late.line() == b""
    assert inside[0].ask(command="snapshot")["ok"]
    inside[1].socket.close()
    link.server.step(1.0)
    assert link.client().ask(command="snapshot")["ok"]


def test_a_socket_left_behind_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "station.sock"
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    assert path.exists()
    link = Link(path)
    assert link.client().ask(command="snapshot")["ok"]
    link.close()
    assert not path.exists()


def test_a_folder_that_is_not_there_leaves_nothing_open(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Link(tmp_path / "nowhere" / "station.sock")


def test_a_folder_too_deep_for_a_socket_address(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 100) / ("e" * 100)
    folder.mkdir(parents=True)
    link = Link(folder / "station.sock")
    answers: list[dict[str, Any]] = []
    asking = threading.Thread(target=lambda: answers.append(ask(link.path, SNAPSHOT)))
    asking.start()
    serve_until(link, lambda: bool(answers))
    asking.join(5.0)
    assert answers[0]["ok"]
    link.close()
    assert list(folder.iterdir()) == []


SNAPSHOT = {"id": "q", "station_id": "door-1", "command": "snapshot"}


def serve_until(link: Link, done: Callable[[], bool]) -> None:
    for _ in range(100):
        link.server.step(0.05)
        if done():
            return
    raise AssertionError("not answered")


def test_ask_without_a_station(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ask(tmp_path / "station.sock", SNAPSHOT)


def test_ask_says_when_the_station_hangs_up(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "station.sock"))
    listener.listen(1)

    def hang_up() -> None:
        connection, _ = listener.accept()
        connection.recv(1000)
        connection.close()

    other_end = threading.Thread(target=hang_up)
    other_end.start()
    with pytest.raises(OSError, match="without an answer"):
        ask(tmp_path / "station.sock", SNAPSHOT)
    other_end.join(5.0)
    listener.close()


def command(link: Link, orders: Inbox[Order], answer_s: float = 0.0) -> Desk:
    return Desk("door-1", lambda: OUT, lambda: NOW, lambda actor, command: actor == "made", orders, answer_s)


def line(**told: Any) -> bytes:
    whole = {"v": 1, "id": "x", "station_id": "door-1", "command": "let_in", "actor": "made", "expires_at": LATER}
    return json.dumps({**whole, **told}).encode()


def test_a_command_reaches_the_station_with_all_it_tells_and_names_its_row(link: Link) -> None:
    orders: Inbox[Order] = Inbox()
    desk = command(link, orders)
    slow = desk.answer(line(seq=7, code="B4"))
    assert (slow["refused"], "same id" in slow["detail"]) == ("not_ready", True)
    (order,) = orders.drain()
    assert (order.request.command, order.request.actor) == (Command.LET_IN, "made")
    assert order.request.details == {"seq": 7, "code": "B4"}
    order.answer.put(Done(4711))
    assert desk.answer(line(seq=7, code="B4")) == {"v": 1, "id": "x", "ok": True, "seq": 4711}
    assert orders.drain() == []


def test_what_the_station_refuses_is_told_in_its_words(link: Link) -> None:
    orders: Inbox[Order] = Inbox()
    desk = command(link, orders)
    desk.answer(line())
    orders.drain()[0].answer.put(NotDone(Refused.BAD_REQUEST, "no such code"))
    assert desk.answer(line()) == {"v": 1, "id": "x", "ok": False, "refused": "bad_request", "detail": "no such code"}


def test_a_command_that_is_good_for_long_or_finds_no_room_is_refused(link: Link) -> None:
    orders: Inbox[Order] = Inbox(1)
    desk = command(link, orders)
    assert "at most" in desk.answer(line(expires_at=(NOW + timedelta(minutes=3)).isoformat()))["detail"]
    assert desk.answer(line(id="y", actor="other"))["refused"] == "no_rights"
    assert orders.drain() == []
    desk.answer(line(id="a"))
    assert desk.answer(line(id="b"))["detail"] == "the station takes no commands now"
