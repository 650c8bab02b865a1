"""What waits for a supervisor: the clock after a jump, records that were set aside."""

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.responses import RedirectResponse, Response

from kiosk.link import Command
from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.render import Renderer
from kiosk.monitor.state import Monitor
from kiosk.records.queries import Filter, list_shown
from kiosk.records.values import Kind, StoreError
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Source, Trouble
from kiosk.staff.rights import Action


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
        snapshot = self._monitor.feed.snapshot or {}
        waits = Notice.PURGE_WAITS in (snapshot.get("notices") or ())
        return self._renderer.page("clock.html", asked, status, waits=waits, now=self._monitor.utc(), problem=problem)

    async def accept_clock(self, asked: Asked) -> Response:
        refused = await self._refused(asked, Command.ACCEPT_CLOCK)
        return await self.clock(asked, refused, 409) if refused else RedirectResponse("/", 303)

    async def set_aside(self, asked: Asked, problem: str = "", status: int = 200) -> Response:
        fault = (self._monitor.feed.snapshot or {}).get("fault") or {}
        waits = (fault.get("source"), fault.get("trouble")) == (Source.RECORDS, Trouble.DAMAGED)
        try:
            before = await asyncio.to_thread(self._before) if waits else None
        except StoreError as error:
            before, problem = None, problem or error.detail
        return self._renderer.page("set_aside.html", asked, status, before=before, problem=problem)

    async def acknowledge(self, asked: Asked) -> Response:
        refused = await self._refused(asked, Command.ACKNOWLEDGE_RECORDS)
        return await self.set_aside(asked, refused, 409) if refused else RedirectResponse("/", 303)

    async def _refused(self, asked: Asked, command: Command) -> str:
        told = await self._monitor.commands.send(command, asked.staff.staff_id, {})
        return told.detail if told.seq is None else ""

    def _before(self) -> Before | None:
        """Raises StoreError."""
        found = list_shown(self._monitor.site.records, Filter(kind=Kind.SET_ASIDE), 1)
        return _before(found[0].row.utc, found[0].payload or {}) if found else None


def _before(at: str, payload: dict[str, Any]) -> Before:
    heads = [*(payload.get("newest_heads") or ()), *(payload.get("missing_heads") or ())]
    return Before(
        at,
        str(payload.get("why") or ""),
        tuple(str(one.get("file")) for one in payload.get("files") or ()),
        max((int(head["seq"]) for head in heads), default=None),
    )
