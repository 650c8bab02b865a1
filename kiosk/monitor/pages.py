"""Live page, sign-in, officer's check, alerts, rounds, notes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from kiosk.link import Command
from kiosk.link.notes import Item, NoteOf
from kiosk.monitor.commands import Told, id_by_form, new_id
from kiosk.monitor.guard import COOKIE, Asked, Page, address
from kiosk.monitor.lists import rounds_today, said_lately
from kiosk.monitor.refusals import in_words
from kiosk.monitor.render import LANGUAGE_COOKIE, Renderer, language_of, view_of
from kiosk.monitor.sessions import STREAMS_EACH
from kiosk.monitor.state import Monitor
from kiosk.monitor.untold import NUMBER
from kiosk.reports.staff_rows import notes_of
from kiosk.reports.words import LANGUAGES, WORDS
from kiosk.staff.rights import Action
from kiosk.staff.values import AccountsError, Attempt, Refused, SignedIn

PING_S = 5.0
"""At least so often a stream says something, and asks whether its viewer is still signed in."""


class Pages:
    def __init__(self, monitor: Monitor, renderer: Renderer) -> None:
        self._monitor = monitor
        self._renderer = renderer
        self._hashing = asyncio.Semaphore(2)

    def table(self) -> list[Page]:
        """Return each page with the right it needs."""
        see = Action.SEE_STATION
        return [
            Page("/login", self.login, None),
            Page("/login", self.sign_in, None, "POST"),
            Page("/logout", self.sign_out, see, "POST"),
            Page("/language/{language}", self.language, None),
            Page("/", self.home, see),
            Page("/events", self.events, see),
            Page("/check/{seq:int}", self.check, Action.LET_IN),
            Page("/check/{seq:int}", self.decide, Action.LET_IN, "POST"),
            Page("/acknowledge", self.acknowledge, Action.ACKNOWLEDGE, "POST"),
            Page("/rounds", self.rounds, Action.TICK_LIST),
            Page("/rounds", self.tick, Action.TICK_LIST, "POST"),
            Page("/notes", self.notes, Action.ADD_NOTE),
            Page("/notes", self.note, Action.ADD_NOTE, "POST"),
        ]

    # signing in

    async def login(self, asked: Asked, problem: str = "", status: int = 200) -> Response:
        if asked.who is not None:
            return RedirectResponse("/", 303)
        exist = await asyncio.to_thread(self._accounts_exist)
        return self._renderer.page("login.html", asked, status, problem=problem, exist=exist)

    def _accounts_exist(self) -> bool:
        try:
            return self._monitor.accounts.exist()
        except AccountsError:
            return False

    async def sign_in(self, asked: Asked) -> Response:
        words = WORDS[language_of(asked, self._monitor)]
        if not self._monitor.logins.take(address(asked.request.scope)):
            return await self.login(asked, words["too_many"], 429)
        name, password = asked.form.get("name", ""), asked.form.get("password", "")
        try:
            async with self._hashing:
                place = address(asked.request.scope)
                attempt, mark = await asyncio.to_thread(self._verified, name[:100], password[:300], place)
        except AccountsError as error:
            return await self.login(asked, str(error), 503)
        if not isinstance(attempt, SignedIn):
            problem = words["wrong"]
            if attempt.why is Refused.LOCKED and attempt.until is not None:
                problem = f"{words['locked']} {self._hour(attempt.until)}"
            return await self.login(asked, problem, 403)
        self._monitor.sessions.end(asked.request.cookies.get(COOKIE))
        await self._monitor.saw(attempt.account.staff_id, "signed_in")
        return self._signed_in(attempt.account.staff_id, mark)

    def _verified(self, name: str, password: str, place: str) -> tuple[Attempt, str]:
        """Return what came of it, and by what the password is known later. Raises AccountsError."""
        accounts = self._monitor.accounts
        attempt = accounts.verify_password(name, password, self._monitor.utc(), place)
        found = accounts.standing(attempt.account.staff_id) if isinstance(attempt, SignedIn) else None
        return attempt, found.mark if found else ""

    def _signed_in(self, staff_id: str, mark: str) -> Response:
        response = RedirectResponse("/", 303)
        response.set_cookie(
            COOKIE, self._monitor.sessions.begin(staff_id, mark), httponly=True, samesite="strict", path="/",
            secure=self._monitor.config.secure, max_age=self._monitor.config.session_hours * 3600,
        )  # fmt: skip
        return response

    async def sign_out(self, asked: Asked) -> Response:
        self._monitor.sessions.end(asked.request.cookies.get(COOKIE))
        await self._monitor.saw(asked.staff.staff_id, "signed_out")
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=self._monitor.config.secure)
        return response

    async def language(self, asked: Asked) -> Response:
        response = RedirectResponse(_came_from(asked.request), 303)
        chosen = asked.request.path_params["language"]
        if chosen in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, chosen, samesite="strict", path="/", max_age=365 * 86400)
        return response

    # live

    async def home(self, asked: Asked) -> Response:
        view = view_of(asked.staff, language_of(asked, self._monitor))
        if view.temperatures:
            await self._monitor.saw(asked.staff.staff_id, "viewed", page="live")
        done = _number(asked.request.query_params.get("done"))
        return self._renderer.page("home.html", asked, live=self._renderer.live(view), done=done)

    async def events(self, asked: Asked) -> Response:
        if asked.staff.session.streams >= STREAMS_EACH:
            return PlainTextResponse("this sign-in watches on too many pages already", 429)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(asked), media_type="text/event-stream", headers=headers)

    async def _stream(self, asked: Asked) -> AsyncIterator[str]:
        monitor, who = self._monitor, asked.staff
        view = view_of(who, language_of(asked, monitor))
        version, told = -1, ""
        who.session.streams += 1
        monitor.viewers += 1
        try:
            while await self._still(asked):
                event = self._renderer.event(view)
                if event != told:
                    told = event
                    yield event
                else:
                    yield "event: here\ndata: {}\n\n"
                version = await monitor.feed.newer(max(version, monitor.feed.version), PING_S)
            yield "event: over\ndata: {}\n\n"
        finally:
            who.session.streams -= 1
            monitor.viewers -= 1

    async def _still(self, asked: Asked) -> bool:
        """Say whether the viewer is still signed in with the rights the stream began with."""
        if self._monitor.sessions.find(asked.request.cookies.get(COOKIE)) is None:
            return False
        return await self._monitor.role_lately(asked.staff.session) is asked.staff.role

    # the officer's check

    async def check(self, asked: Asked, told: Told | None = None, status: int = 200) -> Response:
        seq = asked.request.path_params["seq"]
        waiting = self._waiting(seq)
        if waiting is not None:
            await self._monitor.saw(asked.staff.staff_id, "viewed", page="check", of_seq=seq)
        return self._renderer.page(
            "check.html", asked, status if waiting else 404, waiting=waiting, form=asked.form, **_after(asked, told)
        )

    def _waiting(self, seq: int):
        now = self._monitor.utc()
        return next((one for one in self._monitor.feed.board.waits(now) if one.seq == seq), None)

    async def decide(self, asked: Asked) -> Response:
        form, seq = asked.form, asked.request.path_params["seq"]
        if form.get("decision") not in (Command.LET_IN, Command.TURN_AWAY):
            return await self.check(asked, Told(None, "let in or turn away?"), 400)
        try:
            readings = [_celsius(form[name]) for name in ("first", "second") if form.get(name, "").strip()]
        except ValueError as error:
            return await self.check(asked, Told(None, str(error)), 400)
        details = {
            "seq": seq,
            "code": form.get("code", ""),
            "instrument": form.get("instrument", "") if readings else "",
            "clinical_c": readings,
            "mask": form.get("mask") or None,
            "exemption": form.get("exemption") == "yes",
            "reason": form.get("reason", ""),
        }
        told = await self._of_form(Command(form["decision"]), asked, details)
        if told.seq is None:
            return await self.check(asked, told, 409)
        return RedirectResponse(f"/?done={told.seq}", 303)

    async def acknowledge(self, asked: Asked) -> Response:
        if asked.form.get("of_seq") == str(NUMBER):
            await self._monitor.saw(asked.staff.staff_id, "acknowledge", of_seq=NUMBER)
            await self._monitor.feed.seen_untold(asked.staff.staff_id)
            return RedirectResponse("/", 303)
        of_seq = _number(asked.form.get("of_seq"))
        told = await self._monitor.commands.send(Command.ACKNOWLEDGE, asked.staff.staff_id, {"of_seq": of_seq})
        if told.seq is None:
            return PlainTextResponse(in_words(told.detail, language_of(asked, self._monitor)), 409)
        return RedirectResponse("/", 303)

    # rounds and notes

    async def rounds(self, asked: Asked, told: Told | None = None) -> Response:
        found = await asyncio.to_thread(
            rounds_today, self._monitor.config, self._monitor.site.records, self._monitor.utc()
        )
        return self._renderer.page("rounds.html", asked, rounds=found, items=list(Item), **_after(asked, told))

    async def tick(self, asked: Asked) -> Response:
        details = {
            "item": asked.form.get("item"),
            "due": asked.form.get("due"),
            "good": asked.form.get("good") == "yes",
        }
        told = await self._of_form(Command.TICK_LIST, asked, details)
        if told.seq is None:
            return await self.rounds(asked, told)
        await self._monitor.look_at_rounds()
        return RedirectResponse("/rounds", 303)

    async def notes(self, asked: Asked, told: Told | None = None) -> Response:
        monitor = self._monitor
        found = await asyncio.to_thread(notes_of, monitor.site.records)
        said = await asyncio.to_thread(said_lately, monitor.site.records, monitor.utc())
        return self._renderer.page(
            "notes.html", asked, notes=found, said=said, of=list(NoteOf), **_after(asked, told),
            **_typed(asked.form if told else {}, {note.seq for note in found if note.answer is None}),
        )  # fmt: skip

    async def note(self, asked: Asked) -> Response:
        details: dict[str, object] = {"text": asked.form.get("text")}
        if asked.form.get("answers"):
            details["answers"] = _number(asked.form["answers"])
        else:
            details["of"] = asked.form.get("of")
        told = await self._of_form(Command.ADD_NOTE, asked, details)
        return RedirectResponse("/notes", 303) if told.seq else await self.notes(asked, told)

    async def _of_form(self, command: Command, asked: Asked, details: dict[str, Any]) -> Told:
        actor = asked.staff.staff_id
        command_id = id_by_form(asked.form.get("command_id", ""), command, actor, details)
        return await self._monitor.commands.send(command, actor, details, command_id)

    def _hour(self, at: datetime) -> str:
        return at.astimezone(self._monitor.config.zone).strftime("%H:%M:%S")


def _after(asked: Asked, told: Told | None) -> dict[str, Any]:
    """Return what a form's page says of what came of it, and the next form's id.

    That is the one of the form just sent where nobody knows what became of it: sent again, it is still one row.
    """
    again = asked.form.get("command_id", "") if told and not told.refused else ""
    return {"problem": told.detail if told else "", "command_id": again or new_id()}


def _typed(form: dict[str, str], open_notes: set[int]) -> dict[str, Any]:
    """Return where on the page what was typed stands again: in its answer, in a new note, or beside the problem."""
    text, answers = form.get("text", ""), form.get("answers", "")
    to = _number(answers) if answers else None
    placed = to is None or to in open_notes
    return {"typed": text, "typed_to": to, "typed_of": form.get("of"), "unplaced": "" if placed else text}


def _came_from(request: Request) -> str:
    """Return the page of ours on which a link was touched, or the first one."""
    page = urlsplit(request.headers.get("referer", ""))
    if page.netloc != request.headers.get("host"):
        return "/"
    return urlunsplit(("", "", f"/{page.path.lstrip('/')}", page.query, ""))


def _celsius(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(f"{text!r} is no temperature; write it as 36.6") from None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
