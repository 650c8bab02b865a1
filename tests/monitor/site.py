"""The staff page over a whole station, both stepped by hand: real accounts, record, desk and routes; no socket."""

import asyncio
import contextlib
import json
import queue
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kiosk.config.monitor import MonitorConfig
from kiosk.link import Desk, Order
from kiosk.monitor.app import application
from kiosk.monitor.escalation import Climbed
from kiosk.monitor.feed import Site
from kiosk.monitor.state import Monitor
from kiosk.screening.settings import Rules
from kiosk.screening.snapshot import Snapshot
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from kiosk.workers import Inbox
from tests.rig import Rig
from tests.staff.conftest import CHEAP, WORDS

HOST = "127.0.0.1:8090"
CONFIG = MonitorConfig(time_zone="UTC", public_url="https://staff.example.test")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: tuple[str, ...]
    text: str
    body: bytes


class Orders(Inbox[Order]):
    """Lets the station take each command at once."""

    def __init__(self, rig: Rig) -> None:
        super().__init__()
        self._rig = rig

    def post(self, fact: Order, patience_s: float | None = None) -> None:
        super().post(fact, patience_s)
        self._rig.tick()


class Place:
    """An office with one kiosk and its staff page."""

    def __init__(self, folder: Path, config: MonitorConfig = CONFIG, rules: Rules | None = None) -> None:
        self.rig = Rig(folder, rules=rules)
        self.rig.orders = Orders(self.rig)
        self.accounts = Accounts(folder / "staff.db", Hasher(CHEAP))
        staff = StaffAtStation(self.accounts)
        self.rig.settle_staff = staff.settle
        self.rig.start()
        self.desk = Desk("door-1", self._snapshot, self.rig.clock.utc, staff.may, self.rig.orders)
        self.config = config
        self.reached = True
        site = Site("door-1", "office-1", "DPMPTSP", self.rig.path, folder / "station.sock")
        self.monitor = Monitor(
            config, site, self.accounts, language="en", utc=self.rig.clock.utc, clock=self.rig.clock.monotonic,
            asks=self._ask, ways={"hand": self._send},
        )  # fmt: skip
        self.monitor.escalation.start = lambda: None  # type: ignore[method-assign]
        self.sent: list[Climbed] = []
        self.lines_down = False
        """Nothing goes out."""
        self.app = application(self.monitor)
        self.people = {role: self.accounts.add(f"{role} Example", role, WORDS) for role in Role}
        self._signed: dict[Role, Client] = {}

    def _snapshot(self) -> Snapshot | None:
        """Of the station as it is now: it may have begun anew."""
        return self.rig.station.snapshots.get()

    def _ask(self, path: Path, request: dict[str, Any]) -> dict[str, Any]:
        if not self.reached:
            raise ConnectionRefusedError("nobody listens")
        return json.loads(json.dumps(self.desk.answer(json.dumps({"v": 1, **request}).encode()), default=str))

    def _send(self, climbed: Climbed) -> None:
        if self.lines_down:
            raise OSError("no way out")
        self.sent.append(climbed)

    def send_out(self) -> None:
        """Let alerts climb, and what has climbed go out."""
        self.monitor.climbed()
        with contextlib.suppress(queue.Empty):
            while True:
                self.monitor.escalation.step(0.001)

    def refresh(self) -> None:
        """Let the page read what is new."""

        async def read() -> None:
            await self.monitor.feed.read()
            await self.monitor.feed.ask_station()

        asyncio.run(read())

    def client(self, role: Role | None = None) -> "Client":
        """Return a browser, signed in as somebody of this role."""
        if role is None:
            return Client(self.app)
        if role not in self._signed:
            made = Client(self.app)
            answer = made.post("/login", name=f"{role} Example", password=WORDS)
            assert answer.status == 303, answer.text
            self._signed[role] = made
        return self._signed[role]

    def close(self) -> None:
        self.rig.stop()


@contextlib.contextmanager
def deaf(place: Place) -> Iterator[None]:
    """The station does what it is asked for, and its answers are lost."""
    answer = place.desk.answer

    def lost(line: bytes) -> dict[str, Any]:
        answer(line)
        raise OSError("timed out")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place.desk, "answer", lost)
        yield


class Client:
    """As much of a browser as routes need: cookies, forms, the session's word for forms."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.cookies: dict[str, str] = {}
        self.address = "127.0.0.1"
        self.csrf = ""

    def get(self, path: str, **headers: str) -> Answer:
        return asyncio.run(self._request("GET", path, b"", {"accept": "text/html", **headers}))

    def post(self, path: str, headers: dict[str, str] | None = None, **form: str) -> Answer:
        return asyncio.run(self._request("POST", path, urlencode(form).encode(), headers or {}))

    def other(self, method: str, path: str) -> Answer:
        return asyncio.run(self._request(method, path, b"", {"accept": "*/*"}))

    def act(self, path: str, **form: str) -> Answer:
        """Post a form as our own page does, with the session's word."""
        if not self.csrf:
            found = re.search(r'name="csrf" content="([^"]+)"', self.get("/").text)
            assert found
            self.csrf = found[1]
        return self.post(path, None, **{"csrf": self.csrf, **form})

    def stream(self, path: str, parts: int, between: Callable[[], Awaitable[None]] | None = None) -> list[str]:
        """Read so many parts of a stream, `between` before each further one, then hang up."""
        told: list[str] = []

        async def read() -> Answer:
            return await self._request("GET", path, b"", {}, told, parts, between)

        answer = asyncio.run(read())
        assert answer.status == 200, answer.text
        return told

    async def _request(
        self, method: str, path: str, body: bytes, headers: dict[str, str], told: list[str] | None = None,
        parts: int = 0, between: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer:  # fmt: skip
        bare, _, query = path.partition("?")
        given = {"host": HOST, **({"content-type": "application/x-www-form-urlencoded"} if body else {}), **headers}
        if self.cookies:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": bare, "raw_path": bare.encode(),
            "query_string": query.encode(), "scheme": "http", "server": ("127.0.0.1", 8090), "root_path": "",
            "client": (self.address, 5000), "headers": [(k.lower().encode(), v.encode()) for k, v in given.items()],
        }  # fmt: skip
        sent: list[dict[str, Any]] = []
        hung_up = asyncio.Event()
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "http.request", "body": body, "more_body": False}
            await hung_up.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)
            if told is None or message["type"] != "http.response.body" or not message.get("body"):
                return
            told.append(message["body"].decode())
            if len(told) >= parts:
                hung_up.set()
                await asyncio.sleep(0)
            elif between is not None:
                await between()

        await self._app(scope, receive, send)
        start = sent[0]
        cookies = tuple(v.decode() for k, v in start["headers"] if k == b"set-cookie")
        for cookie in cookies:
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        whole = b"".join(message.get("body", b"") for message in sent[1:])
        shown = {k.decode(): v.decode() for k, v in start["headers"]}
        return Answer(start["status"], shown, cookies, whole.decode(errors="replace"), whole)


def secure(config: MonitorConfig = CONFIG) -> MonitorConfig:
    return replace(config, behind_proxy=True)
