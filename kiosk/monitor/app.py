"""The web application: every route, made of pages that name their rights."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from kiosk.monitor.figure_pages import FigurePages
from kiosk.monitor.guard import Page, Shield, refused, route, signed_in
from kiosk.monitor.health import Health
from kiosk.monitor.pages import Pages
from kiosk.monitor.papers import Papers
from kiosk.monitor.render import Renderer
from kiosk.monitor.sessions import Rate
from kiosk.monitor.state import Monitor
from kiosk.monitor.supervising import Supervising

HERE = Path(__file__).parent
FONTS = HERE.parent / "ui" / "fonts"
STATIC = {
    "page.css": HERE / "static" / "page.css",
    "page.js": HERE / "static" / "page.js",
    "notice.js": HERE / "static" / "notice.js",
    "icon.svg": HERE / "static" / "icon.svg",
    "KioskSans-Regular.ttf": FONTS / "KioskSans-Regular.ttf",
    "KioskSans-Bold.ttf": FONTS / "KioskSans-Bold.ttf",
}
REQUESTS, REQUESTS_S = 120, 30.0
"""So many in so many seconds from one address; a page with its files is six."""


def pages(monitor: Monitor, renderer: Renderer, figures: FigurePages) -> list[Page]:
    """Return every page there is."""
    return [
        *Pages(monitor, renderer).table(),
        *Papers(monitor, renderer).table(),
        *figures.table(),
        *Supervising(monitor, renderer).table(),
        *Health(monitor).table(),
    ]


def application(monitor: Monitor, *, hosts: tuple[str, ...] = ("*",)) -> Starlette:
    """Return the application; its feed runs as long as it does."""
    rate = Rate(monitor.clock, REQUESTS, REQUESTS_S)
    renderer = Renderer(monitor)
    figures = FigurePages(monitor, renderer)
    app = Starlette(
        routes=[*(route(page) for page in pages(monitor, renderer, figures)), Route("/static/{name}", _static)],
        exception_handlers={404: _nowhere},
        middleware=[
            Middleware(Shield, rate=rate, secure=monitor.config.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        lifespan=_life,
    )
    app.state.monitor, app.state.renderer, app.state.figures = monitor, renderer, figures
    return app


@contextlib.asynccontextmanager
async def _life(app: Starlette) -> AsyncIterator[None]:
    monitor: Monitor = app.state.monitor
    monitor.escalation.start()
    await monitor.feed.read()
    await monitor.feed.ask_station()
    tasks = [
        asyncio.create_task(each)
        for each in (monitor.feed.run(), monitor.count(), monitor.watch(), app.state.figures.warm())
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _nowhere(request: Request, _: Exception) -> Response:
    return refused(request, await signed_in(request, touch=False), "there is no such page", 404)


async def _static(request: Request) -> Response:
    path = STATIC.get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("there is no such file", 404)
    headers = {"Cache-Control": "public, max-age=3600"}
    if path.name == "notice.js":
        headers["Service-Worker-Allowed"] = "/"  # it shows notices of the page, which stands above it
    return FileResponse(path, headers=headers)
