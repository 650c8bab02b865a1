"""The staff page in a real browser: Debian's Chromium, over a whole station stepped by hand behind a real server.

Screenshots go to the folder in KIOSK_SCREENSHOTS, where it is set.
"""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from kiosk.monitor.guard import COOKIE
from kiosk.monitor.server import listen, server_of
from kiosk.monitor.state import STANDING_S
from kiosk.records.values import Kind
from kiosk.screening.values import Phase
from kiosk.staff.rights import Role
from tests.monitor.site import CONFIG, Place
from tests.rig import HOT, MASKED, NOBODY
from tests.staff.conftest import WORDS

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"phone": (390, 844), "desk": (1280, 800), "wall": (1920, 1080)}
PATIENCE_MS = 20_000

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not on this machine: apt-get install chromium (CI installs it)"
)


class Served(Place):
    """The office behind a server; the page's clock is today's."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, replace(CONFIG, time_zone="Asia/Makassar"))
        now = datetime.now(UTC)
        self.rig.clock.set_wall(now - self.rig.clock.utc())
        self.rig.run(5.0)
        bound = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        self._server = server_of(self.monitor)
        self._thread = threading.Thread(target=self._server.run, args=([bound],), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10.0)
        super().close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path)
    yield made
    made.close()


@pytest.fixture
def visit(browser: Browser, office: Served) -> Iterator[BrowserContext]:
    """A browser that speaks to the page alone, and says when a script fails or anything is asked of another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
    context.set_default_timeout(PATIENCE_MS)
    trouble: list[str] = []
    context.on("weberror", lambda error: trouble.append(str(error.error)))
    context.on("request", lambda asked: None if asked.url.startswith(office.url) else trouble.append(asked.url))
    yield context
    context.close()
    assert trouble == []


def sign_in(context: BrowserContext, office: Served, role: Role, password: str = WORDS) -> Page:
    page = context.new_page()
    page.goto(office.url)
    page.fill("input[name=name]", f"{role} Example")
    page.fill("input[name=password]", password)
    page.click("main button")
    return page


def shoot(page: Page, name: str) -> None:
    """Take the page in each size; nothing may stand outside of it."""
    folder = os.environ.get("KIOSK_SCREENSHOTS")
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} {size} scrolls sideways"
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{size}.png")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_an_officer_s_round_from_sign_in_to_the_open_door(visit: BrowserContext, office: Served) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    page = sign_in(visit, office, Role.OFFICER)
    expect(page.locator("#live h2").first).to_be_visible()
    shoot(page, "calm")

    office.rig.visit(MASKED)
    expect(page.locator(".stream li.admit")).to_have_count(1)

    office.rig.leave()
    office.rig.visit(HOT)
    office.rig.leave()
    alert = page.locator(".alert")
    expect(alert).to_have_count(1)
    code = page.locator(".code b").inner_text()
    shoot(page, "referral")

    alert.get_by_role("button").click()
    expect(alert).to_contain_text("officer Example")
    expect(page.locator("#alarm")).to_have_attribute("data-level", "0")

    page.locator(".code a").click()
    expect(page.locator("h1 .big")).to_have_text(code)
    shoot(page, "check")
    page.fill("input[name=instrument]", "Braun 7")
    page.fill("input[name=first]", "38,4")
    page.click("button[value=let_in]")
    expect(page.locator(".problem")).to_contain_text("nothing speaks against")
    page.fill("input[name=first]", "36,6")
    page.click("button[value=let_in]")
    page.wait_for_url(re.compile("done="))

    before = office.rig.pulses
    office.rig.run(1.0)
    assert office.rig.pulses + before >= 2
    assert len(office.rig.rows(Kind.RELEASE)) == 2
    expect(page.locator(".stream li.let_in")).to_contain_text(code)
    expect(page.locator(".stream li.let_in .door")).to_have_count(1)
    expect(page.locator(".code")).to_have_count(0)


def test_alerts_rounds_notes_and_the_report(visit: BrowserContext, office: Served, tmp_path: Path) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    page = sign_in(visit, office, Role.SUPERVISOR)
    expect(page.locator("#live h2").first).to_be_visible()
    office.rig.visit(HOT)
    office.rig.leave()
    office.rig.view = replace(NOBODY, object_c=None)
    office.rig.run_until(lambda: office.rig.phase is Phase.OUT_OF_SERVICE)
    expect(page.locator(".alert")).to_have_count(2)
    office.rig.clock.now += 130
    expect(page.locator(".alert.climbed")).not_to_have_count(0)
    shoot(page, "trouble")

    page.goto(f"{office.url}/notes")
    page.fill("form.fields:not(.row) input[name=text]", "Printer terlalu jauh dari meja")
    page.locator("form.fields:not(.row) button").click()
    expect(page.locator(".note.open")).to_have_count(1)
    shoot(page, "notes")
    page.goto(f"{office.url}/rounds")
    shoot(page, "rounds")
    page.goto(f"{office.url}/views")
    expect(page.locator("main tr").first).to_be_visible()

    page.goto(f"{office.url}/figures")
    for picture in page.locator("figure img").all():
        assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 300
    shoot(page, "figures")

    page.goto(f"{office.url}/report")
    shoot(page, "report")
    with page.expect_download() as download:
        page.click("#pdf")
    kept = tmp_path / "report.pdf"
    download.value.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF")


def test_what_comes_meanwhile_takes_no_focus_and_no_touch_away(visit: BrowserContext, office: Served) -> None:
    page = sign_in(visit, office, Role.OFFICER)
    office.rig.visit(HOT)
    office.rig.leave()
    seen = page.locator(".alert button")
    seen.focus()
    office.rig.visit(MASKED)
    office.rig.leave()
    expect(page.locator(".stream li.admit")).to_have_count(1)
    expect(seen).to_be_focused()

    place = seen.bounding_box()
    assert place
    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    office.rig.visit(MASKED)
    office.rig.leave()
    expect(page.locator(".stream li.admit")).to_have_count(2)
    page.mouse.up()
    expect(page.locator(".alert")).to_contain_text("officer Example")


def test_a_server_that_falls_silent_is_told_and_asked_again(
    visit: BrowserContext, office: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.monitor.pages.PING_S", 3600.0)
    visit.clock.install()
    page = sign_in(visit, office, Role.OFFICER)
    expect(page.locator("#live h2").first).to_be_visible()
    expect(page.locator("#lost")).to_be_hidden()
    visit.clock.run_for(13_000)
    expect(page.locator("#lost")).to_be_visible()
    office.rig.visit(MASKED)
    visit.clock.run_for(3_000)
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator(".stream li.admit")).to_have_count(1)


LISTENING = """
window.heard = [];
const begun = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  heard.push({ hertz: this.frequency.value, after: at - this.context.currentTime, state: this.context.state });
  return begun.call(this, at);
};
const wired = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...more) {
  if (to instanceof AudioDestinationNode) {
    window.ear ??= new AnalyserNode(this.context, { fftSize: 32768 });
    wired.call(this, ear);
  }
  return wired.call(this, to, ...more);
};
window.loudness = () => {
  const samples = new Float32Array(ear.fftSize);
  ear.getFloatTimeDomainData(samples);
  return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
};
Document.prototype.hasFocus = () => false; // whoever watches reads something else
"""
"""What is sent to the loudspeaker, and how loud it is there."""
NOTICES = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map((one) => ({ title: one.title, body: one.body, stays: one.requireInteraction }))"""


def eventually(page: Page, condition: str) -> None:
    """Ask the page until a function says yes; Playwright's own waiting needs `eval`, which the page forbids."""
    page.evaluate(
        f"""async () => {{
          for (const end = Date.now() + {PATIENCE_MS}; !(await ({condition})());)
            await new Promise((go) => (Date.now() < end ? setTimeout(go, 20) : go(Promise.reject(Error("in vain")))));
        }}"""
    )


def test_alerts_are_heard_and_noticed_and_outlive_a_reload(visit: BrowserContext, office: Served) -> None:
    visit.grant_permissions(["notifications"], origin=office.url)
    visit.add_init_script(LISTENING)
    page = sign_in(visit, office, Role.OFFICER)
    expect(page.locator("#sound.on")).to_be_visible()
    assert page.evaluate("heard") == []

    office.rig.visit(HOT)
    office.rig.leave()
    eventually(page, "() => heard.length >= 2")
    assert [one["hertz"] for one in page.evaluate("heard")[:2]] == [660, 880]
    assert page.evaluate("heard[0].state") == "running"
    eventually(page, "() => loudness() > 0.1")
    code = page.locator(".code b").inner_text()
    eventually(page, f"async () => (await ({NOTICES})()).length")
    told = page.evaluate(NOTICES)
    assert told == [{"title": "door-1 · Alerts", "body": code, "stays": True}], "no name, no reason, no figure"

    page.evaluate("heard.length = 0")
    office.rig.clock.now += CONFIG.answer_s + 1
    eventually(page, "() => heard.some((one) => one.hertz === 1320)")
    assert {one["hertz"] for one in page.evaluate("heard")} == {1320, 990}

    page.reload()
    expect(page.locator(".alert.climbed")).to_contain_text(code)
    page.click("#live h2 >> nth=0")  # a browser lets a page that was loaded anew sound from the first touch on
    eventually(page, "() => heard.some((one) => one.hertz === 1320)")
    page.locator(".alert button").click()
    expect(page.locator("#alarm")).to_have_attribute("data-level", "0")
    eventually(page, f"async () => !(await ({NOTICES})()).length")


def test_a_page_whose_server_began_anew_asks_to_sign_in(visit: BrowserContext, office: Served) -> None:
    page = sign_in(visit, office, Role.OFFICER)
    expect(page.locator("#live h2").first).to_be_visible()
    visit.route("**/events", lambda asked: asked.fulfill(status=401))
    page.reload()
    expect(page.locator("#lost")).to_be_visible()
    (token,) = (one.get("value") for one in visit.cookies() if one.get("name") == COOKIE)
    office.monitor.sessions.end(token)
    page.wait_for_url(re.compile("/login"))


def test_whoever_has_no_rights_is_thrown_out(visit: BrowserContext, office: Served) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    stranger = sign_in(visit, office, Role.OFFICER, "not the password")
    expect(stranger.locator(".problem")).to_be_visible()
    shoot(stranger, "login")
    page = sign_in(visit, office, Role.TECHNICIAN)
    expect(page.locator("#live h2").first).to_be_visible()
    office.rig.visit(HOT)
    expect(page.locator(".stream li.refer")).to_have_count(1)
    assert not re.search(r"39[.,]\d|°C", page.locator(".stream").inner_text())
    expect(page.locator(".code a")).to_have_count(0)
    answer = page.request.get(f"{office.url}/check/1")
    assert answer.status == 403
    office.accounts.disable("technician Example")
    office.rig.clock.now += STANDING_S
    page.wait_for_url(re.compile("/login"))
