"""What waits for a supervisor: the clock after a jump, records that were set aside."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.responses import RedirectResponse, Response

from kiosk.link import Command
from kiosk.monitor.commands import new_id
from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.render import Renderer
from kiosk.monitor.state import Monitor
from kiosk.records.aside import unseen_rows
from kiosk.records.values import StoreError
from kiosk.screening.snapshot import Notice
from kiosk.staff.rights import Action

APART_S = 60.0
"""So far may the clock have moved since it was looked at."""
NOTHING_WAITS = "nothing waits for the clock: it is not to be accepted now"
MOVED = "the clock has moved since this page was opened: compare it again"


@dataclass(frozen=True, slots=True)
class Before:
    """What was before the chain that is written now."""

    at: str
    """When its row was written, UTC."""
    why: str
    files: tuple[str, ...]
    last_seq: int | None
    """The row signed last of what was before, as far as anybody knows."""


class Supervising:
    def __init__(self, monitor: Monitor, renderer: Renderer) -> None:
        self._monitor = monitor
        self._renderer = renderer

    def table(self) -> list[Page]:
        """Return each page with the right it needs."""
        return [
            Page("/clock", self.clock, Action.ACCEPT_CLOCK),
            Page("/clock", self.accept_clock, Action.ACCEPT_CLOCK, "POST"),
            Page("/set-aside", self.set_aside, Action.ACKNOWLEDGE_RECORDS),
            Page("/set-aside", self.acknowledge, Action.ACKNOWLEDGE_RECORDS, "POST"),
        ]

    async def clock(self, asked: Asked, problem: str = "", status: int = 200) -> Response:
        now, seconds = self._monitor.utc(), self._monitor.clock()
        return self._renderer.page(
            "clock.html", asked, status, waits=self._clock_waits(), now=now, seconds=seconds, problem=problem,
            command_id=new_id(),
        )  # fmt: skip

    async def accept_clock(self, asked: Asked) -> Response:
        refused = self._unlike_shown(asked.form) or await self._refused(asked, Command.ACCEPT_CLOCK)
        return await self.clock(asked, refused, 409) if refused else RedirectResponse("/", 303)

    def _clock_waits(self) -> bool | None:
        """Return whether the station waits for somebody to look at the clock; None: it does not answer."""
        snapshot = self._monitor.feed.snapshot
        return None if snapshot is None else Notice.PURGE_WAITS in (snapshot.get("notices") or ())

    def _unlike_shown(self, form: dict[str, str]) -> str:
        """Return why the clock that was looked at is not the one that would be accepted: what it erases is gone."""
        if self._clock_waits() is False:
            return NOTHING_WAITS
        try:
            shown, seconds = datetime.fromisoformat(form["shown_utc"]), float(form["shown_s"])
            moved = (self._monitor.utc() - shown).total_seconds() - (self._monitor.clock() - seconds)
        except (KeyError, TypeError, ValueError):
            return MOVED
        return "" if abs(moved) <= APART_S else MOVED

    async def set_aside(self, asked: Asked, problem: str = "", status: int = 200) -> Response:
        unread = ""
        try:
            rows = await asyncio.to_thread(unseen_rows, self._monitor.site.records)
            before = [_before(shown.row.utc, shown.payload or {}) for shown in rows]
        except StoreError as error:
            before, unread, status = [], error.detail, 503
        return self._renderer.page(
            "set_aside.html", asked, status, before=before, unread=unread, problem=problem, command_id=new_id()
        )

    async def acknowledge(self, asked: Asked) -> Response:
        refused = await self._refused(asked, Command.ACKNOWLEDGE_RECORDS)
        return await self.set_aside(asked, refused, 409) if refused else RedirectResponse("/", 303)

    async def _refused(self, asked: Asked, command: Command) -> str:
        told = await self._monitor.commands.send(command, asked.staff.staff_id, {}, asked.form.get("command_id", ""))
        return told.detail if told.seq is None else ""


def _before(at: str, payload: dict[str, Any]) -> Before:
    heads = [*(payload.get("newest_heads") or ()), *(payload.get("missing_heads") or ())]
    return Before(
        at,
        str(payload.get("why") or ""),
        tuple(str(one.get("file")) for one in payload.get("files") or ()),
        int(max(heads, key=lambda head: str(head["utc"]))["seq"]) if heads else None,
    )
