"""Trying to get in without rights: at every route there is, and at the stream."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from starlette.routing import Route

from kiosk.link import Command
from kiosk.monitor.app import REQUESTS, pages
from kiosk.monitor.figure_pages import FigurePages
from kiosk.monitor.guard import COOKIE, Page, address
from kiosk.monitor.render import Renderer
from kiosk.monitor.state import STANDING_S
from kiosk.staff.rights import Role, may
from tests.monitor.site import CONFIG, HOST, Client, Place, secure
from tests.rig import HOT
from tests.staff.conftest import WORDS

OPEN = {"/login", "/language/{language}", "/health", "/metrics"}
STREAM = "/events"


def every_page(place: Place) -> list[Page]:
    renderer = Renderer(place.monitor)
    return pages(place.monitor, renderer, FigurePages(place.monitor, renderer))


def url(page: Page) -> str:
    return re.sub(r"\{language\}", "en", re.sub(r"\{\w+:int\}", "1", re.sub(r"\{name\}", "hours.png", page.path)))


def status(place: Place, client: Client, page: Page) -> int:
    place.rig.run(0.5)  # a person takes a moment between two requests
    if page.path == STREAM and client.cookies:
        return 200 if client.stream(STREAM, 1) else 0
    return (client.act if client.cookies and page.method == "POST" else getattr(client, page.method.lower()))(
        url(page)
    ).status


def test_every_route_is_a_page_that_names_its_right(place: Place) -> None:
    listed = {(page.path, page.method) for page in every_page(place)}
    routes = [route for route in place.app.routes if type(route) is Route]
    assert routes == place.app.routes, "nothing that is mounted, and no socket"
    found = {(route.path, method) for route in routes for method in (route.methods or set()) - {"HEAD"}}
    assert found - listed == {("/static/{name}", "GET")}
    assert {page.path for page in every_page(place) if page.right is None} == OPEN


def test_nobody_gets_in_without_signing_in(place: Place) -> None:
    for page in every_page(place):
        client = place.client()
        got = status(place, client, page)
        if page.right is None:
            assert got != 401, page.path
        else:
            assert got == (303 if page.method == "GET" else 401), page.path
            client.cookies[COOKIE] = "made-up"
            assert client.get(url(page), accept="*/*").status in (401, 405), page.path


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_gets_in_either(place: Place, method: str) -> None:
    for page in every_page(place):
        if page.right is None:
            continue
        place.rig.run(0.5)
        answer = place.client().other(method, url(page))
        assert answer.status in (401, 405), f"{method} {page.path}: {answer.status}"


@pytest.mark.parametrize("command", [one for one in Command if one is not Command.SNAPSHOT])
def test_the_station_s_own_socket_asks_for_the_right_to_each_command(place: Place, command: Command) -> None:
    numbers = count()

    def refused(actor: str) -> str:
        expires_at = place.rig.clock.utc() + timedelta(seconds=5)
        line = {
            "v": 1, "id": f"{command} {next(numbers)}", "station_id": "door-1", "command": command, "actor": actor,
            "expires_at": expires_at.isoformat(),
        }  # fmt: skip
        return place.desk.answer(json.dumps(line).encode()).get("refused", "")

    for role, account in place.people.items():
        assert (refused(account.staff_id) == "no_rights") is not may(role, command), role
    assert refused("s-nobody") == "no_rights"
    place.accounts.disable(f"{Role.SUPERVISOR} Example")
    assert refused(place.people[Role.SUPERVISOR].staff_id) == "no_rights"
    place.rig.run(1.0)
    assert place.rig.pulses == 0


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_may_and_nothing_else(place: Place, role: Role) -> None:
    client = place.client(role)
    for page in every_page(place):
        if page.right is None or page.path == "/logout":
            continue
        got = status(place, client, page)
        assert (got == 403) is not may(role, page.right), f"{role} {page.method} {page.path}: {got}"
        assert got < 500, page.path


def test_whoever_is_refused_reads_why_in_their_language(place: Place) -> None:
    reader = {"accept": "text/html"}
    officer, stranger = place.client(Role.TECHNICIAN), place.client()
    for client in (officer, stranger):
        client.get("/language/id")
    for client, path, told in (
        (officer, "/views", "tidak berhak"),
        (officer, "/nowhere", "halaman ini tidak ada"),
        (stranger, "/nowhere", "halaman ini tidak ada"),
    ):
        assert told in client.get(path).text, path
    ended = stranger.post("/notes", reader, text="x")
    assert (ended.status, "tidak ada yang tercatat" in ended.text) == (401, True)
    assert "muat ulang" in officer.post("/notes", reader, text="x").text
    assert officer.get("/nowhere", accept="*/*").text == "there is no such page"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("", "/"),
        (f"http://{HOST}/figures?from=2026-03-01&to=2026-03-02", "/figures?from=2026-03-01&to=2026-03-02"),
        ("http://evil.example.test/figures", "/"),
        (f"http://{HOST}//evil.example.test/x", "/evil.example.test/x"),
    ],
)
def test_a_change_of_language_leads_back_and_never_away(place: Place, referer: str, back: str) -> None:
    answer = place.client().get("/language/en", referer=referer)
    assert (answer.status, answer.headers["location"]) == (303, back)


def test_a_form_that_is_not_from_our_page_does_nothing(place: Place) -> None:
    client = place.client(Role.SUPERVISOR)
    client.act("/rounds")
    for page in every_page(place):
        if page.method != "POST" or page.right is None:
            continue
        place.rig.run(2.0)
        assert client.post(url(page)).status == 403, page.path
        assert client.post(url(page), csrf="guess").status == 403, page.path
        foreign = client.post(url(page), headers={"origin": "https://evil.example.test"}, csrf=client.csrf)
        assert foreign.status == 403, page.path
        cross = client.post(url(page), headers={"sec-fetch-site": "cross-site"}, csrf=client.csrf)
        assert cross.status == 403, page.path
    assert client.get("/").status == 200, "not even signed out"


def test_another_s_word_for_forms_is_no_good(place: Place) -> None:
    officer, supervisor = place.client(Role.OFFICER), place.client(Role.SUPERVISOR)
    officer.act("/rounds")
    assert supervisor.post("/rounds", csrf=officer.csrf).status == 403


def test_every_answer_forbids_frames_and_foreign_code(place: Place) -> None:
    for path in ("/", "/login", "/static/page.js", "/nowhere", "/health"):
        headers = place.client().get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")


def test_the_cookie_is_for_this_site_alone_and_for_no_script(place: Place, tmp_path: Path) -> None:
    (cookie,) = place.client().post("/login", name="officer Example", password=WORDS).cookies
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie
    other = Place(tmp_path / "tls", secure())
    try:
        answer = other.client().post("/login", name="officer Example", password=WORDS)
        assert "Secure" in answer.cookies[0]
        assert "strict-transport-security" in answer.headers
    finally:
        other.close()


def test_a_sign_in_ends_when_idle_and_in_any_case(tmp_path: Path) -> None:
    place = Place(tmp_path, replace(CONFIG, session_minutes=30, session_hours=1))
    try:
        client = place.client(Role.OFFICER)
        place.rig.clock.now += 29 * 60
        assert client.get("/").status == 200
        place.rig.clock.now += 29 * 60
        assert client.get("/").status == 200
        place.rig.clock.now += 29 * 60
        assert client.get("/").status == 303, "an hour is over"
        place.rig.clock.now += 60
        idle = Client(place.app)
        idle.post("/login", name="officer Example", password=WORDS)
        place.rig.clock.now += 31 * 60
        assert idle.get("/").status == 303
    finally:
        place.close()


def test_signing_in_gives_a_new_token_and_signing_out_ends_it(place: Place) -> None:
    client = place.client(Role.OFFICER)
    before = client.cookies[COOKIE]
    client.act("/login", name="officer Example", password=WORDS)
    client.csrf = ""
    assert client.cookies[COOKIE] != before
    old = Client(place.app)
    old.cookies[COOKIE] = before
    assert old.get("/").status == 303
    token = client.cookies[COOKIE]
    assert client.act("/logout").status == 303
    client.cookies[COOKIE] = token
    assert client.get("/").status == 303


def test_a_disabled_account_is_thrown_out_at_once_and_its_stream_ends(place: Place) -> None:
    client = place.client(Role.OFFICER)

    async def disable() -> None:
        place.accounts.disable("officer Example")
        place.rig.clock.now += STANDING_S
        await place.monitor.feed.changed()

    first, last = client.stream(STREAM, 2, disable)
    assert first.startswith("event: live")
    assert last.startswith("event: over")
    assert client.get("/").status == 303


def test_a_new_password_ends_what_was_begun_with_the_old_one(place: Place) -> None:
    client, other = place.client(Role.OFFICER), place.client(Role.SUPERVISOR)

    async def set_password() -> None:
        place.accounts.set_password("officer Example", f"{WORDS} anew")
        place.rig.clock.now += STANDING_S
        await place.monitor.feed.changed()

    _, last = client.stream(STREAM, 2, set_password)
    assert last.startswith("event: over")
    assert client.get("/").status == 303
    assert other.get("/").status == 200
    assert client.post("/login", name="officer Example", password=f"{WORDS} anew").status == 303
    assert client.get("/").status == 200


def test_wrong_passwords_lock_a_name_and_many_an_address(place: Place) -> None:
    client = Client(place.app)
    answers = [client.post("/login", name="officer Example", password="wrong") for _ in range(7)]
    assert {answer.status for answer in answers} == {403}
    assert "Too many attempts" in answers[-1].text
    assert "Too many attempts" in client.post("/login", name="officer Example", password=WORDS).text
    for _ in range(2):
        client.post("/login", name="nobody", password="x")
    assert client.post("/login", name="supervisor Example", password=WORDS).status == 429
    client.address = "192.0.2.7"
    assert client.post("/login", name="supervisor Example", password=WORDS).status == 303


def test_a_stranger_at_another_address_locks_no_officer_out(place: Place) -> None:
    stranger, officer = Client(place.app), Client(place.app)
    stranger.address, officer.address = "192.0.2.7", "10.0.0.5"
    answers = [stranger.post("/login", name="officer Example", password="wrong") for _ in range(7)]
    assert "Too many attempts" in answers[-1].text
    assert officer.post("/login", name="officer Example", password=WORDS).status == 303


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("10.0.0.5", "10.0.0.5"),
        ("::ffff:10.0.0.5", "10.0.0.5"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("somewhere", "somewhere"),
    ],
)
def test_an_address_is_a_machine_or_its_network(told: str, meant: str) -> None:
    assert address({"client": (told, 5000)}) == meant


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(place: Place) -> None:
    client = Client(place.app)
    known = client.post("/login", name="officer Example", password="x")
    unknown = client.post("/login", name="Nobody Example", password="x")
    assert (known.status, known.text) == (unknown.status, unknown.text)


def test_a_flood_is_answered_shortly(place: Place) -> None:
    client = Client(place.app)
    answers = [client.get("/static/icon.svg").status for _ in range(REQUESTS + 1)]
    assert answers[-1] == 429
    place.rig.clock.now += 30
    assert client.get("/static/icon.svg").status == 200


def test_an_endless_form_is_refused(place: Place) -> None:
    assert Client(place.app).post("/login", name="x" * 20_000).status == 413


def test_no_temperature_reaches_whom_it_is_not_for(place: Place) -> None:
    place.rig.visit(HOT)
    place.refresh()
    seen = {role: place.client(role).stream(STREAM, 1)[0] + place.client(role).get("/").text for role in Role}
    assert "°C" in seen[Role.OFFICER].split("Skin threshold")[0] + seen[Role.OFFICER].rpartition("Decisions")[2]
    assert "39." in seen[Role.OFFICER]
    assert "39." not in seen[Role.TECHNICIAN]
    assert "/check/" not in seen[Role.TECHNICIAN]


def test_what_anybody_may_read_tells_nothing_of_a_person(place: Place) -> None:
    report = place.rig.visit(HOT)
    place.refresh()
    code = place.monitor.feed.board.waits(place.rig.clock.utc())[0].code
    text = place.client().get("/metrics").text + place.client().get("/health").text
    assert 'kiosk_decisions{outcome="refer"} 1' in text
    for personal in (code, f"{report.skin_c:.1f}", report.visit, "Example", "s-"):
        assert personal not in text


def test_loopback_answers_to_no_other_name(place: Place) -> None:
    from kiosk.monitor.app import application

    client = Client(application(place.monitor, hosts=("localhost", "127.0.0.1")))
    assert client.get("/login", host="evil.example.test").status == 400
    assert client.get("/login").status == 200
