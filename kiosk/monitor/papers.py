"""What can be taken away: the inspection report, figures, and for supervisors who looked at what."""

import asyncio
from datetime import timedelta

from starlette.responses import Response

from kiosk.monitor.guard import Asked, Page
from kiosk.monitor.render import Renderer
from kiosk.monitor.state import Monitor
from kiosk.records.values import StoreError
from kiosk.reports.staff_rows import of_what, staff_rows
from kiosk.staff.rights import Action

VIEWS_DAYS = 30
VIEWS_MOST = 500
_SEEN = ("viewed", "signed_in", "signed_out", "locked_out")


class Papers:
    def __init__(self, monitor: Monitor, renderer: Renderer) -> None:
        self._monitor = monitor
        self._renderer = renderer

    def table(self) -> list[Page]:
        """Return each page with the right it needs."""
        return [Page("/views", self.views, Action.SEE_VIEWS)]

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
