"""Between the network and each page: headers, rates, who is signed in, what they may, and that they meant it.

Every route is made of a `Page`, and every page says which right it needs; one without is open by its own word.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.monitor.sessions import Rate, Session
from kiosk.staff.rights import Action, Role, may

COOKIE = "kiosk_session"
BODY_MOST = 16 * 1024
BODY_S = 10.0
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class BadForm(Exception):
    """A form that cannot be read; the message is for the browser."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks, signed in."""

    staff_id: str
    role: Role
    session: Session

    def may(self, action: Action) -> bool:
        return may(self.role, action)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that passed the guard."""

    request: Request
    who: Who | None
    form: dict[str, str]

    @property
    def staff(self) -> Who:
        """Whoever asks; only for pages that need a right."""
        assert self.who is not None
        return self.who


Handler = Callable[[Asked], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    handler: Handler
    right: Action | None
    """None: open to everybody."""
    method: str = "GET"
    touches: bool = True
    """A request keeps the sign-in awake."""


def route(page: Page) -> Route:
    """Return the guarded route of a page."""

    async def endpoint(request: Request) -> Response:
        return await _guarded(page, request)

    return Route(page.path, endpoint, methods=[page.method])


async def _guarded(page: Page, request: Request) -> Response:
    who = await signed_in(request, touch=page.touches)
    if page.right is not None:
        if who is None:
            return _sign_in(page, request)
        if not who.may(page.right):
            return refused(request, who, f"{who.role} has no right to {page.right}", 403)
    form: dict[str, str] = {}
    if page.method == "POST":
        try:
            form = await _form(request)
        except BadForm as error:
            return refused(request, who, str(error), 413 if "large" in str(error) else 400)
        if not _meant(request, form, who):
            return refused(request, who, "this form is not from this page: load the page again", 403)
    return await page.handler(Asked(request, who, form))


async def signed_in(request: Request, *, touch: bool = True) -> Who | None:
    """Return who asks: signed in, and still with an account that counts."""
    state = request.app.state.monitor
    token = request.cookies.get(COOKIE)
    session = state.sessions.find(token, touch=touch)
    if session is None:
        return None
    role = await asyncio.to_thread(state.role_of, session)
    if role is None:
        state.sessions.end(token)
        return None
    return Who(session.staff_id, role, session)


def _sign_in(page: Page, request: Request) -> Response:
    if page.method == "GET" and _reads_pages(request):
        return RedirectResponse("/login", 303)
    ended = "your sign-in has ended, and nothing was recorded: sign in, then do it again"
    return refused(request, None, ended if _reads_pages(request) else "sign in first", 401)


def refused(request: Request, who: Who | None, why: str, status: int) -> Response:
    """Answer no: to whoever reads pages with one in their language, to a script with the sentence."""
    if not _reads_pages(request):
        return PlainTextResponse(why, status)
    return request.app.state.renderer.page("refused.html", Asked(request, who, {}), status, problem=why)


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    try:
        async with asyncio.timeout(BODY_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > BODY_MOST:
                    raise BadForm("too large")
    except TimeoutError:
        raise BadForm("too slow") from None
    try:
        return {name: values[-1] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    except ValueError:
        raise BadForm("this is no form") from None


def _meant(request: Request, form: dict[str, str], who: Who | None) -> bool:
    """Say whether a form comes from our own page: same origin, and for whoever is signed in the session's own word."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    if who is None:
        return True
    given = request.headers.get("x-csrf") or form.get("csrf") or ""
    return compare_digest(given.encode(), who.session.csrf.encode())


class Shield:
    """Headers on every answer, and no more requests than a person makes."""

    def __init__(self, app: ASGIApp, rate: Rate, *, secure: bool) -> None:
        self._app = app
        self._rate = rate
        self._headers = {**HEADERS, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    if name != "Cache-Control" or name not in headers:
                        headers[name] = value
            await send(message)

        if not self._rate.take(address(scope)):
            await PlainTextResponse("too many requests: wait a moment", 429)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def address(scope: Scope | Any) -> str:
    """Return where a request comes from: of IPv6 the network, for a machine there has addresses without number."""
    client = scope.get("client")
    if not client:
        return "?"
    try:
        found = ip_address(client[0])
    except ValueError:
        return client[0]
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found), 64), strict=False))
