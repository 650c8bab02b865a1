"""The page at work: decisions are seen, codes answered at the door, alerts acknowledged, rounds and notes kept."""

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.monitor import feed as feed_module
from kiosk.monitor import figure_pages
from kiosk.monitor.feed import Feed
from kiosk.records.values import Kind
from kiosk.reports import range as range_of_figures
from kiosk.reports.range import Found
from kiosk.screening.settings import Policy, Rules
from kiosk.screening.values import Phase
from kiosk.staff.rights import Role
from tests.monitor.site import CONFIG, Answer, Client, Place, deaf
from tests.rig import HOT, MASKED, NOBODY


def refer(place: Place) -> tuple[int, str]:
    """Let the machine refer somebody; return row and code."""
    place.rig.visit(HOT)
    place.rig.leave()
    place.refresh()
    waiting = place.monitor.feed.board.waits(place.rig.clock.utc())[-1]
    return waiting.seq, waiting.code


def check(client: Client, seq: int, code: str, **form: str) -> Answer:
    whole = {"decision": "let_in", "code": code, "instrument": "ear 2", "first": "36,6", "command_id": "abc", **form}
    return client.act(f"/check/{seq}", **whole)


def html(part: str) -> str:
    return json.loads(part.split("data: ", 1)[1])["html"]


def test_a_decision_is_on_the_page_as_soon_as_the_record_is_read(place: Place) -> None:
    async def decide() -> None:
        place.rig.visit(MASKED)
        await place.monitor.feed.read()

    before, after = place.client(Role.OFFICER).stream("/events", 2, decide)
    assert "Admitted" not in html(before)
    assert "Admitted" in html(after)


def test_an_officer_lets_in_and_the_door_opens_once(place: Place) -> None:
    seq, code = refer(place)
    officer = place.client(Role.OFFICER)
    page = officer.get(f"/check/{seq}").text
    assert code in page
    assert "39." in page
    assert check(officer, seq, code).status == 303
    assert check(officer, seq, code).status == 303, "a form sent twice is one let-in"
    place.rig.run(10.0)
    assert (place.rig.pulses, len(place.rig.rows(Kind.OFFICER_CHECK))) == (1, 1)
    place.refresh()
    assert place.monitor.feed.board.waits(place.rig.clock.utc()) == []
    assert "Let in" in officer.get("/").text
    assert officer.get(f"/check/{seq}").status == 404


def test_what_the_station_refuses_is_said_and_nothing_is_lost(place: Place) -> None:
    seq, code = refer(place)
    answer = check(place.client(Role.OFFICER), seq, code, first="38.4")
    assert answer.status == 409
    assert "nothing speaks against" in answer.text
    assert 'value="38.4"' in answer.text
    assert "36 5" in check(place.client(Role.OFFICER), seq, code, first="36 5").text
    assert place.rig.rows(Kind.OFFICER_CHECK) == []


def test_the_station_asks_for_rights_itself(place: Place) -> None:
    """The page is made to believe that a technician may; the door stays locked."""
    seq, code = refer(place)
    technician = place.client(Role.TECHNICIAN)
    technician.act("/rounds")
    place.monitor.role_of = lambda staff_id: Role.OFFICER  # type: ignore[method-assign]
    answer = check(technician, seq, code)
    assert (answer.status, "has no right" in answer.text) == (409, True)
    place.rig.run(10.0)
    assert place.rig.pulses == 0


def test_without_a_station_the_page_says_so(place: Place) -> None:
    seq, code = refer(place)
    place.reached = False
    answer = check(place.client(Role.OFFICER), seq, code)
    assert (answer.status, "does not answer" in answer.text) == (409, True)
    place.refresh()
    assert "The kiosk does not answer" in place.client(Role.OFFICER).get("/").text
    assert place.client().get("/health").status == 503


@pytest.mark.parametrize("seen", [False, True])
def test_an_alert_rings_on_after_the_page_began_anew_however_much_came_after(
    place: Place, monkeypatch: pytest.MonkeyPatch, seen: bool
) -> None:
    place.rig.view = replace(NOBODY, object_c=None)
    place.rig.run_until(lambda: place.rig.phase is Phase.OUT_OF_SERVICE)
    place.rig.view = NOBODY
    place.rig.run_until(lambda: place.rig.phase is Phase.IDLE, 60.0)
    if seen:
        place.refresh()
        (alert,) = place.monitor.feed.board.alerts
        place.client(Role.OFFICER).act("/acknowledge", of_seq=str(alert))
    place.rig.visit(MASKED)
    place.rig.leave()
    monkeypatch.setattr(feed_module, "LOOK_BACK_ROWS", 2)
    place.monitor.feed = Feed(place.monitor.site, place.rig.clock.utc)
    place.refresh()
    assert len(place.monitor.feed.board.lines) <= 2
    assert [one.what for one in place.monitor.feed.alerts(place.rig.clock.utc()) if one.kind == "out_of_service"] == (
        [] if seen else ["thermometer no_value"]
    )


def test_turning_away_needs_a_reason(place: Place) -> None:
    seq, code = refer(place)
    officer = place.client(Role.OFFICER)
    assert check(officer, seq, code, decision="turn_away").status == 409
    assert check(officer, seq, code, decision="turn_away", reason="unwell", command_id="b").status == 303
    (row,) = place.rig.rows(Kind.OFFICER_CHECK)
    assert ((row.payload or {})["ended"], (row.payload or {})["reason"]) == ("turned_away", "unwell")


def test_a_let_in_whose_door_never_opened_rings_until_somebody_has_seen_it(place: Place) -> None:
    place.rig.visit(HOT)
    place.refresh()
    (waiting,) = place.monitor.feed.board.waits(place.rig.clock.utc())
    officer = place.client(Role.OFFICER)
    answer = check(officer, waiting.seq, waiting.code)
    assert answer.status == 303
    place.refresh()
    page = officer.get(answer.headers["location"]).text
    assert "Recorded, row" in page
    assert "waits until nobody stands before the kiosk" in page
    assert place.monitor.feed.alerts(place.rig.clock.utc()) == []

    place.rig.run(61.0)  # whoever was let in stands there still
    place.refresh()
    page = officer.get("/").text
    assert "waits until nobody" not in page
    assert f"{waiting.code} Door: stayed locked: open it by hand" in " ".join(page.split())
    (alert,) = place.monitor.feed.alerts(place.rig.clock.utc())
    officer.act("/acknowledge", of_seq=str(alert.seq))
    place.refresh()
    assert place.monitor.feed.alerts(place.rig.clock.utc()) == []
    assert "door stayed locked" in officer.get("/").text


def test_an_alert_stays_until_somebody_acknowledges_it_by_name(place: Place) -> None:
    place.rig.view = replace(NOBODY, object_c=None)
    place.rig.run_until(lambda: place.rig.phase is Phase.OUT_OF_SERVICE)
    place.rig.view = NOBODY
    place.rig.run_until(lambda: place.rig.phase is Phase.IDLE, 60.0)
    place.refresh()
    client = place.client(Role.TECHNICIAN)
    page = client.get("/").text
    (of_seq,) = re.findall(r'name="of_seq" value="(\d+)"', page)
    assert client.act("/acknowledge", of_seq=of_seq).status == 303
    place.refresh()
    assert "of_seq" not in client.get("/").text
    rows = [shown.payload or {} for shown in place.rig.rows(Kind.STAFF)]
    assert {"what": "acknowledge", "by": place.people[Role.TECHNICIAN].staff_id, "of_seq": int(of_seq)}.items() <= next(
        row.items() for row in rows if row["what"] == "acknowledge"
    )


def test_a_device_that_comes_and_goes_is_one_alert_until_it_is_seen(place: Place) -> None:
    client = place.client(Role.TECHNICIAN)

    def go_and_come(times: int) -> list[str]:
        for _ in range(times):
            place.rig.view = replace(NOBODY, object_c=None)
            place.rig.run_until(lambda: place.rig.phase is Phase.OUT_OF_SERVICE)
            place.rig.view = NOBODY
            place.rig.run_until(lambda: place.rig.phase is Phase.IDLE, 120.0)
        place.refresh()
        return re.findall(r'name="of_seq" value="(\d+)"', client.get("/").text)

    (first,) = go_and_come(3)
    client.act("/acknowledge", of_seq=first)
    (second,) = go_and_come(1)
    assert int(second) > int(first)


def test_a_referral_acknowledged_still_waits_with_the_name_of_who_saw_it(place: Place) -> None:
    seq, code = refer(place)
    place.client(Role.TECHNICIAN).act("/acknowledge", of_seq=str(seq))
    place.refresh()
    page = place.client(Role.OFFICER).get("/").text
    assert "Seen by technician Example" in page
    assert 'data-level="0"' in page
    assert code in page


def test_an_alert_that_nobody_answers_climbs_once_and_tells_three_things_only(place: Place) -> None:
    _, code = refer(place)
    officer = place.client(Role.OFFICER)
    assert 'data-level="1"' in officer.get("/").text
    place.rig.clock.now += place.config.answer_s + 1
    assert 'data-level="2"' in officer.get("/").text
    place.send_out()
    place.rig.clock.now += 3600
    place.send_out()
    (sent,) = place.sent
    assert json.loads(sent.text()) == {"station": "door-1", "code": code, "link": "https://staff.example.test/"}


def test_an_alert_climbs_though_nobody_has_a_page_open(place: Place) -> None:
    _, code = refer(place)
    place.rig.clock.now += place.config.answer_s + 1

    async def serve_nobody() -> None:
        async with place.app.router.lifespan_context(place.app):
            await asyncio.sleep(0)

    asyncio.run(serve_nobody())
    place.monitor.escalation.step(0.0)
    assert [sent.code for sent in place.sent] == [code]


def test_who_looked_at_what_reaches_the_record_and_the_supervisor(place: Place) -> None:
    seq, _ = refer(place)
    place.client(Role.OFFICER).get(f"/check/{seq}")
    place.rig.run(1.2)
    rows = [shown.payload or {} for shown in place.rig.rows(Kind.STAFF)]
    seen = [row for row in rows if row["what"] == "viewed"]
    assert (seen[-1]["by"], seen[-1]["page"], seen[-1]["of_seq"]) == (
        place.people[Role.OFFICER].staff_id, "check", seq,
    )  # fmt: skip
    day = place.rig.clock.utc().date().isoformat()
    place.client(Role.OFFICER).get(f"/figures?from={day}&to={day}")
    place.rig.run(1.2)
    page = place.client(Role.SUPERVISOR).get("/views").text
    assert "officer Example" in page
    assert f"figures {day} – {day}" in page.lower()
    assert f"#{seq}" in page


def test_before_the_first_round_of_a_day_nothing_is_called_looked_at(tmp_path: Path) -> None:
    office = Place(tmp_path, replace(CONFIG, list_hours="12:00"))
    asyncio.run(office.monitor.look_at_rounds())
    office.refresh()
    page = office.client(Role.OFFICER).get("/").text
    assert "none due yet" in page
    assert "all looked at" not in page
    office.close()


def test_an_officer_whose_let_in_was_done_unheard_does_not_turn_away_by_the_same_form(place: Place) -> None:
    """Pressed again it is the same let-in; changed to turning away, it is told that it is decided."""
    client = place.client(Role.OFFICER)
    seq, code = refer(place)
    with deaf(place):
        page = check(client, seq, code)
    assert page.status == 409
    assert 'name="command_id" value="abc"' in page.text
    (done,) = place.rig.rows(Kind.OFFICER_CHECK)
    turned = check(client, seq, code, decision="turn_away", reason="unwell")
    assert turned.status == 409
    assert "decided" in turned.text
    assert 'value="abc"' not in turned.text
    again = check(client, seq, code)
    assert (again.status, again.headers["location"]) == (303, f"/?done={done.row.seq}")
    assert len(place.rig.rows(Kind.OFFICER_CHECK)) == 1


def test_the_page_speaks_indonesian_and_english(place: Place) -> None:
    client = place.client(Role.OFFICER)
    assert "Waiting for the officer" in client.get("/").text
    client.get("/language/id")
    assert "Menunggu petugas" in client.get("/").text


def test_figures_say_while_they_lack_rows(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.rig.visit(MASKED)
    place.refresh()
    supervisor = place.client(Role.SUPERVISOR)
    day = place.rig.clock.utc().date().isoformat()
    with monkeypatch.context() as patched:
        patched.setattr(figure_pages, "FEW_ROWS", 0)
        assert "Still counting" in supervisor.get(f"/figures?from={day}&to={day}").text
    page = supervisor.get(f"/figures?from={day}&to={day}").text
    assert "Still counting" not in page
    assert "day,2026-03-02,people,1," in supervisor.get(f"/figures.csv?from={day}&to={day}").text


def test_the_figures_are_gone_through_before_anybody_asks(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.rig.visit(MASKED)
    place.rig.leave()
    asked: list[Found] = []

    def found_in(*given: Any) -> Found:
        asked.append(range_of_figures.found_in(*given))
        return asked[-1]

    monkeypatch.setattr(figure_pages, "found_in", found_in)

    async def begin() -> None:
        counting = asyncio.create_task(place.monitor.count())
        await place.app.state.figures.warm()
        counting.cancel()

    asyncio.run(begin())
    assert [found.figures.people for found in asked] == [1, 1], "all years, and the days that are shown first"
    assert asked[0].days[0].day.year < 2010


def test_no_record_yet_is_no_trouble_for_whoever_goes_through_it(place: Place) -> None:
    place.monitor.counted.set()
    place.rig.stop()
    place.rig.path.unlink()
    asyncio.run(place.app.state.figures.warm())


def test_another_record_file_begins_anew(place: Place) -> None:
    refer(place)
    place.rig.stop()
    place.rig._station = None
    for left in place.rig.path.parent.glob("records.db*"):
        left.unlink()
    place.rig.start()
    for _ in range(40):
        place.refresh()
    assert place.monitor.feed.board.waits(place.rig.clock.utc()) == []
    assert place.monitor.feed.problem is None


@pytest.mark.parametrize(
    ("baseline_c", "told"),
    [(0.0, "37.5 °C · fixed ceiling"), (35.9, "36.9 °C · baseline + margin"), (37.0, "37.5 °C · fixed ceiling")],
)
def test_the_threshold_shown_is_the_one_in_force(tmp_path: Path, baseline_c: float, told: str) -> None:
    office = Place(tmp_path, rules=Rules(Policy(baseline_c=baseline_c)))
    office.refresh()
    assert told in office.client(Role.OFFICER).get("/").text
    office.close()


def test_an_indonesian_page_writes_numbers_and_faults_in_indonesian(place: Place) -> None:
    supervisor = place.client(Role.SUPERVISOR)
    supervisor.get("/language/id")
    place.rig.visit(MASKED)
    place.rig.leave()
    place.rig.view = replace(NOBODY, object_c=None)
    place.rig.run_until(lambda: place.rig.phase is Phase.OUT_OF_SERVICE)
    place.refresh()
    page = supervisor.get("/").text
    assert re.search(r"36,\d ± 0,5 °C", page)
    assert not re.search(r"\d\.\d+ (°C|%)", page + supervisor.get("/figures").text)
    assert page.count("Periksa kabel termometer, lalu dayanya.") == 2, "beside the alert, and beside the device"
    assert "no valid value" not in page, "what the device said is English"
    looked = supervisor.get("/views").text
    assert "melihat" in looked
    assert "viewed" not in looked
