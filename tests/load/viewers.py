"""Many viewers of the live page in one process, without drawing it: when did each decision reach each of them?"""

import asyncio
import http.client
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

SEQ = re.compile(rb'<li class=\\"(?:admit|refer|retry)\\" data-seq=\\"(\d+)')
CODE = re.compile(r'<b>([A-Z0-9]+)</b>.*?href="/check/(\d+)"', re.DOTALL)
ANSWER_S = 4.0
EACH_SIGN_IN = 10
"""Pages that share one sign-in."""


@dataclass
class Seen:
    """When each decision was there, monotonic s, by (viewer, seq)."""

    first: dict[tuple[int, int], float] = field(default_factory=dict)
    events: int = 0
    bytes: int = 0


def sign_in(port: int, name: str, password: str) -> str:
    """Return the cookie of a new sign-in."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = urlencode({"name": name, "password": password})
    connection.request("POST", "/login", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    cookie = (answer.getheader("set-cookie") or "").split(";")[0]
    assert answer.status == 303, f"{answer.status} {answer.read()!r}"
    connection.close()
    return cookie


async def watch(port: int, cookies: list[str], viewers: int, seconds: float, seen: Seen) -> None:
    """Let so many watch for so long."""
    every = [_watch(port, cookies[one // EACH_SIGN_IN], one, seen) for one in range(viewers)]
    tasks = [asyncio.create_task(one) for one in every]
    await asyncio.sleep(seconds)
    ended = [task for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert not ended, f"{len(ended)} viewers were hung up on"


async def _watch(port: int, cookie: str, viewer: int, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    writer.write(f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    status = await reader.readline()
    assert b" 200 " in status, status
    while True:
        data = await reader.readuntil(b"\n\n")
        now = time.monotonic()
        seen.events += 1
        seen.bytes += len(data)
        for found in SEQ.findall(data):
            seen.first.setdefault((viewer, int(found)), now)


async def answer(port: int, cookie: str, answered: list[int]) -> None:
    """Look after whoever waits, as an officer does, until cancelled."""
    while True:
        with suppress(OSError, http.client.HTTPException):
            await asyncio.to_thread(_answer, port, cookie, answered)
        await asyncio.sleep(ANSWER_S)


def _answer(port: int, cookie: str, answered: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers={"Cookie": cookie})
    page = connection.getresponse().read().decode()
    csrf = re.search(r'name="csrf" content="([^"]+)"', page)
    assert csrf, page[:200]
    for code, seq in CODE.findall(page):
        form = {"csrf": csrf[1], "code": code, "instrument": "load", "first": "36.6", "decision": "let_in"}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"/check/{seq}", urlencode(form), headers)
        told = connection.getresponse()
        told.read()
        if told.status == 303:
            answered.append(int(seq))
    connection.close()
