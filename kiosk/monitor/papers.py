"""What can be taken away: the inspection report, figures, and for supervisors who looked at what."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta

from starlette.responses import Response

from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.render import Renderer
from kiosk.monitor.state import Monitor
from kiosk.records.values import StoreError
from kiosk.reports.inspection import BadRange, Inspection, Place, inspect
from kiosk.reports.inspection_csv import table
from kiosk.reports.inspection_pdf import pdf
from kiosk.reports.staff_rows import of_what, staff_rows
from kiosk.staff.rights import Action

VIEWS_DAYS = 30
VIEWS_MOST = 500
_SEEN = ("viewed", "signed_in", "signed_out", "locked_out")


class Papers:
    def __init__(self, monitor: Monitor, renderer: Renderer) -> None:
        self._monitor = monitor
        self._renderer = renderer
        self._making = asyncio.Semaphore(1)

    def table(self) -> list[Page]:
        """Return each page with the right it needs."""
        make = Action.MAKE_REPORT
        return [
            Page("/report", self.report, make),
            Page("/report.pdf", self.report_pdf, make),
            Page("/report.csv", self.report_csv, make),
            Page("/views", self.views, Action.SEE_VIEWS),
        ]

    async def report(self, asked: Asked, problem: str = "", status: int = 200) -> Response:
        today = self._monitor.utc().astimezone(self._monitor.config.zone).date()
        query = asked.request.query_params
        first, last = query.get("from", (today - timedelta(days=6)).isoformat()), query.get("to", today.isoformat())
        return self._renderer.page("report.html", asked, status, problem=problem, first=first, last=last)

    async def report_pdf(self, asked: Asked) -> Response:
        return await self._made(asked, "pdf", "application/pdf", pdf)

    async def report_csv(self, asked: Asked) -> Response:
        return await self._made(asked, "csv", "text/csv; charset=utf-8", lambda found: table(found).encode())

    async def _made(self, asked: Asked, ending: str, kind: str, write: Callable[[Inspection], bytes]) -> Response:
        query = asked.request.query_params
        try:
            first, last = date.fromisoformat(query.get("from", "")), date.fromisoformat(query.get("to", ""))
        except ValueError:
            return await self.report(asked, "write days as 2026-03-31", 400)
        try:
            async with self._making:
                data = await asyncio.to_thread(lambda: write(self._inspect(first, last)))
        except BadRange as error:
            return await self.report(asked, str(error), 400)
        except StoreError as error:
            return await self.report(asked, error.detail, 503)
        await self._monitor.saw(asked.staff.staff_id, "viewed", page=f"report {first} {last}")
        name = f"report-{self._monitor.site.station_id}-{first}-{last}.{ending}"
        safe = "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in name)
        return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{safe}"'})

    def _inspect(self, first: date, last: date) -> Inspection:
        site, config = self._monitor.site, self._monitor.config
        names = self._monitor.names()
        place = Place(
            site.station_id, site.office_id, site.office_name, config.zone, config.hours, config.weekdays, names
        )
        return inspect(site.records, place, first, last, self._monitor.utc())

    async def views(self, asked: Asked) -> Response:
        found = await asyncio.to_thread(self._views)
        return self._renderer.page("views.html", asked, views=found)

    def _views(self):
        try:
            rows = staff_rows(self._monitor.site.records, self._monitor.utc() - timedelta(days=VIEWS_DAYS))
        except StoreError:
            return []
        found = [one for what in _SEEN for one in of_what(rows, what)]
        return sorted(found, key=lambda one: -one[2])[:VIEWS_MOST]
