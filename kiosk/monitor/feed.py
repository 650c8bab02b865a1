"""Keeps the board and the station's snapshot fresh, and wakes everybody who watches. One owner: the event loop.

The record is read by seq a few times a second, the station asked for its snapshot; neither is ever written or locked.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.link import ask
from kiosk.monitor.board import Alert, Board
from kiosk.monitor.commands import Asks
from kiosk.monitor.untold import Untold
from kiosk.records.queries import Filter, Shown, each_shown, list_rows, list_shown
from kiosk.records.values import Kind, StoreError, utc_text

log = logging.getLogger(__name__)

READ_S = 0.15
SNAPSHOT_S = 0.5
LOOK_BACK = timedelta(hours=12)
LOOK_BACK_ROWS = 4000
RANG = 200
"""So many of each kind of alert before these are looked at: they ring until somebody has seen them, however old."""
SEEN = 20_000
WHOLE_S = 5.0
"""Between two looks whether the file is still the one that was read."""


@dataclass(frozen=True, slots=True)
class Site:
    """Which station the page is of, and where it keeps its files."""

    station_id: str
    office_id: str
    office_name: str
    records: Path
    socket: Path


class Feed:
    def __init__(self, site: Site, utc: Callable[[], datetime], asks: Asks = ask) -> None:
        self._ask = asks
        self.site = site
        self.utc = utc
        self.board = Board()
        self.snapshot: dict[str, Any] | None = None
        """None: the station does not answer."""
        self.untold = Untold()
        self.problem: str | None = "starting"
        """Why the record cannot be read."""
        self.standing: dict[str, Shown] = {}
        """The newest row of each kind in _STANDING."""
        self.version = 0
        self._changed = asyncio.Event()
        """Of this version: set once, and another one takes its place."""
        self._tick = 0
        self._rang: list[Shown] = []
        """Rows before those that are shown whose alert may still ring."""

    async def run(self) -> None:
        """Read until cancelled."""
        await asyncio.gather(self._every(READ_S, self.read), self._every(SNAPSHOT_S, self.ask_station))

    async def _every(self, seconds: float, step: Callable[[], Any]) -> None:
        while True:
            try:
                await step()
            except Exception:
                log.exception("the staff page's feed; trying again")
            await asyncio.sleep(seconds)

    async def read(self) -> None:
        """Take in rows that are new."""
        try:
            rows, whole = await asyncio.to_thread(self._news)
        except StoreError as error:
            if self.problem != error.detail:
                self.problem = error.detail
                await self.changed()
            return
        if whole:
            self.board = Board()
            self.board.remember(self._rang)
        for shown in rows:
            self.board.take(shown)
            if shown.row.kind in _STANDING:
                self.standing[shown.row.kind] = shown
        if rows or whole or self.problem is not None:
            self.problem = None
            await self.changed()

    def _news(self) -> tuple[list[Shown], bool]:
        """Return rows that are new, or all that count when the file is another one. Raises StoreError."""
        path, board = self.site.records, self.board
        if board.chain_id is None or self._other_file():
            since = utc_text(self.utc() - LOOK_BACK)
            self.standing = {kind: row for kind in _STANDING for row in list_shown(path, Filter(kind=kind), 1)}
            rows = list_shown(path, Filter(since_utc=since), LOOK_BACK_ROWS)[::-1] or list_shown(path, Filter(), 1)
            self._rang = self._ringing_before(rows[0].row.seq) if rows else []
            return rows, True
        return [shown for shown, _, _ in each_shown(path, Filter(after=board.seq))], False

    def _ringing_before(self, seq: int) -> list[Shown]:
        """Return what may still ring, from before this row: the newest of each kind that rings, or says who saw it."""
        found = [each for kind in _RINGS for each in list_shown(self.site.records, Filter(kind=kind, before=seq), RANG)]
        if not found:
            return []
        seen = Filter(kind=Kind.STAFF, after=min(each.row.seq for each in found), before=seq)
        return sorted([*found, *list_shown(self.site.records, seen, SEEN)], key=lambda each: each.row.seq)

    def _other_file(self) -> bool:
        self._tick += 1
        if self._tick % round(WHOLE_S / READ_S):
            return False
        newest = list_rows(self.site.records, limit=1)
        return not newest or newest[0].chain_id != self.board.chain_id or newest[0].seq < self.board.seq

    async def ask_station(self) -> None:
        """Ask for the newest snapshot."""
        request = {"id": "monitor", "station_id": self.site.station_id, "command": "snapshot"}
        snapshot = None
        with suppress(OSError, ValueError):
            answer = await asyncio.to_thread(self._ask, self.site.socket, request)
            snapshot = answer.get("snapshot")
        untold = self.untold.heard(snapshot, self.utc(), in_order=self.board.ended)
        if _told(snapshot) != _told(self.snapshot) or untold.alert != self.untold.alert:
            self.snapshot, self.untold = snapshot, untold
            await self.changed()
        self.untold = untold

    def alerts(self, now: datetime) -> list[Alert]:
        """Return what is not answered, what the record cannot tell first."""
        return [*([self.untold.alert] if self.untold.alert else []), *self.board.open_alerts(now)]

    async def seen_untold(self, staff_id: str) -> None:
        """Somebody has seen what the record cannot tell."""
        self.untold = self.untold.acknowledged(staff_id)
        await self.changed()

    async def changed(self) -> None:
        """Wake everybody who watches."""
        self.version += 1
        self._changed, over = asyncio.Event(), self._changed
        over.set()

    async def newer(self, version: int, timeout_s: float) -> int:
        """Wait for something newer than `version`; return what is the newest.

        No lock is held: a viewer who hangs up is cancelled more than once, which no condition survives.
        """
        if self.version <= version:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), timeout_s)
        return self.version


_RINGS = (Kind.OUT_OF_SERVICE, Kind.DOOR_ALERT)
_STANDING = (Kind.CALIBRATION, Kind.DAILY_CHECK, Kind.POLICY)
_SHOWN = ("phase", "fault", "simulated", "uncalibrated", "door_open", "let_in", "alert", "outcome", "code", "notices")


def _told(snapshot: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what of a snapshot the page shows: a face that moves changes nothing there."""
    return None if snapshot is None else {name: snapshot.get(name) for name in _SHOWN}
