"""The figures page: over any days, from sums by the hour; pictures and a table to take away."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

from starlette.responses import Response

from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.render import Renderer, language_of
from kiosk.monitor.state import Monitor
from kiosk.records.queries import reading, seqs_between
from kiosk.records.values import StoreError
from kiosk.reports.figure_plots import bland_altman, by_day, by_hour
from kiosk.reports.figures_csv import table
from kiosk.reports.inspection import window
from kiosk.reports.range import LONGEST, Days, Found, found_in
from kiosk.reports.words import WORDS
from kiosk.staff.rights import Action

FEW_ROWS = 500
"""So many are counted while somebody waits; more are left to the monitor's own count, and the page says so."""


class FigurePages:
    def __init__(self, monitor: Monitor, renderer: Renderer) -> None:
        self._monitor = monitor
        self._renderer = renderer
        self._drawing = asyncio.Semaphore(1)  # the plot library serves one at a time
        self._finding = threading.Lock()
        self._kept: tuple[tuple[Days, int, int], Found] | None = None

    def table(self) -> list[Page]:
        """Return each page with the right it needs."""
        make = Action.MAKE_REPORT
        return [
            Page("/figures", self.page, make),
            Page("/figures.csv", self.csv, make),
            Page("/figures/hours.png", self.hours, make),
            Page("/figures/days.png", self.days, make),
            Page("/figures/agreement.png", self.agreement, Action.SEE_TEMPERATURES),
        ]

    async def warm(self) -> None:
        """Go through all of it once, when the record has been counted: who asks first waits no longer than others."""
        await self._monitor.counted.wait()
        with contextlib.suppress(StoreError):
            await asyncio.to_thread(self._gone_through)

    def _gone_through(self) -> None:
        zone, path, newest = self._monitor.config.zone, self._monitor.site.records, self._newest()
        with reading(path) as connection:
            seqs_between(connection, "0", None)  # the index that every shorter range begins with
        for days in (Days(newest.last - LONGEST + timedelta(days=1), newest.last), newest):
            found_in(self._monitor.tally, path, zone, days)

    async def page(self, asked: Asked) -> Response:
        days = self._asked(asked)
        if days is None:
            return await self._answer(asked, "write days as 2026-03-31, the first before the last", 400)
        return await self._answer(asked, "", 200, days)

    async def _answer(self, asked: Asked, problem: str, status: int, days: Days | None = None) -> Response:
        found = None
        if days is not None:
            try:
                found = await asyncio.to_thread(self._found, days)
                await self._saw(asked, days)
            except StoreError as error:
                problem, status = error.detail, 503
        shown = days or self._newest()
        return self._renderer.page(
            "figures.html", asked, status, problem=problem, found=found, days=shown,
            temperatures=asked.staff.may(Action.SEE_TEMPERATURES),
        )  # fmt: skip

    async def csv(self, asked: Asked) -> Response:
        def write(found: Found) -> bytes:
            return table(found.figures, found.days).encode()

        return await self._made(asked, "text/csv; charset=utf-8", write, "figures.csv")

    async def hours(self, asked: Asked) -> Response:
        words = WORDS[language_of(asked, self._monitor)]
        return await self._made(asked, "image/png", lambda found: by_hour(found.figures, words))

    async def days(self, asked: Asked) -> Response:
        words = WORDS[language_of(asked, self._monitor)]
        return await self._made(asked, "image/png", lambda found: by_day(found.figures, words))

    async def agreement(self, asked: Asked) -> Response:
        words = WORDS[language_of(asked, self._monitor)]
        return await self._made(asked, "image/png", lambda found: bland_altman(found.pairs, found.agreement, words))

    async def _made(self, asked: Asked, kind: str, write: Callable[[Found], bytes], name: str = "") -> Response:
        days = self._asked(asked)
        if days is None:
            return await self._answer(asked, "write days as 2026-03-31, the first before the last", 400)
        try:
            async with self._drawing:
                data = await asyncio.to_thread(lambda: write(self._found(days)))
        except StoreError as error:
            return await self._answer(asked, error.detail, 503)
        if name:
            await self._saw(asked, days)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
        return Response(data, media_type=kind, headers=headers)

    async def _saw(self, asked: Asked, days: Days) -> None:
        await self._monitor.saw(asked.staff.staff_id, "viewed", page=f"figures {days.first} {days.last}")

    def _asked(self, asked: Asked) -> Days | None:
        query, newest = asked.request.query_params, self._newest()
        try:
            first = date.fromisoformat(query.get("from") or newest.first.isoformat())
            last = date.fromisoformat(query.get("to") or newest.last.isoformat())
            self._window(Days(first, last))
        except (ValueError, OverflowError):
            return None
        return Days(first, last)

    def _newest(self) -> Days:
        today = self._monitor.utc().astimezone(self._monitor.config.zone).date()
        return Days(today - timedelta(days=27), today)

    def _window(self, days: Days) -> tuple[datetime, datetime]:
        """Raises BadRange."""
        return window(days.first, days.last, self._monitor.config.zone, LONGEST)

    def _found(self, days: Days) -> Found:
        """Return what is kept of these days; one page asks for the same several times. Raises StoreError."""
        with self._finding:
            tally = self._monitor.tally
            behind = tally.behind()
            if 0 < behind <= FEW_ROWS:
                behind -= tally.catch_up()
            key = (days, self._monitor.feed.board.seq, behind)
            if self._kept is None or self._kept[0] != key:
                zone, path = self._monitor.config.zone, self._monitor.site.records
                self._kept = (key, found_in(tally, path, zone, days, max(0, behind)))
            return self._kept[1]
