"""Rounds and notes on the staff page: in their time, once, and nothing typed is lost."""

import re
from datetime import timedelta

from kiosk.records.values import Kind
from kiosk.screening.events import FeedbackGiven
from kiosk.screening.feedback import Matter, Mood
from kiosk.staff.rights import Role
from tests.monitor.site import Client, Place, deaf


def test_a_round_is_ticked_in_its_time_and_a_missed_one_shows(place: Place) -> None:
    """The clock stands at 08:00 UTC, which is the page's zone here."""
    client = place.client(Role.OFFICER)
    assert client.get("/rounds").text.count("due now") == 3
    assert client.act("/rounds", item="basin", due="2026-03-02 08:00", good="yes").status == 303
    assert client.act("/rounds", item="mask_stock", due="2026-03-02 08:00", good="no").status == 303
    page = client.get("/rounds").text
    assert page.count("due now") == 1
    assert "officer Example" in page
    place.rig.clock.set_wall(timedelta(hours=2))
    page = client.get("/rounds").text
    assert (page.count("MISSED"), page.count("something missing")) == (1, 1)
    assert client.act("/rounds", item="coffee", due="2026-03-02 08:00", good="yes").status == 200


def test_staff_see_what_visitors_touched(place: Place) -> None:
    place.rig.post(FeedbackGiven(place.rig.clock.now, Mood.BAD, Matter.QUEUE))
    place.rig.tick()
    page = place.client(Role.OFFICER).get("/notes").text
    assert "<td>not good</td><td>the queue</td><td>1</td>" in page


def test_a_note_is_answered(place: Place) -> None:
    client = place.client(Role.OFFICER)
    assert client.act("/notes", of="staff", text="<b>the printer</b>").status == 303
    page = client.get("/notes").text
    assert "&lt;b&gt;the printer" in page
    (seq,) = re.findall(r'name="answers" value="(\d+)"', page)
    assert client.act("/notes", answers=seq, text="moved").status == 303
    page = client.get("/notes").text
    assert "moved" in page
    assert 'name="answers"' not in page


def ids_on(page: str) -> set[str]:
    return set(re.findall(r'name="command_id" value="(\w+)"', page))


def form(client: Client, path: str) -> str:
    (found,) = ids_on(client.get(path).text)
    return found


def test_a_form_sent_twice_is_one_row(place: Place) -> None:
    """A finger that trembles on the button, or a page sent again after a lost answer."""
    client = place.client(Role.OFFICER)
    sent = {"command_id": form(client, "/notes"), "of": "staff", "text": "the printer"}
    for _ in range(2):
        assert client.act("/notes", **sent).status == 303
    assert client.act("/notes", **{**sent, "text": "the scanner"}).status == 303
    page = client.get("/notes").text
    assert (page.count("the printer"), page.count("the scanner")) == (1, 1)
    (seq,) = [seq for seq, text in notes(place) if text == "the printer"]
    assert page.count('name="command_id"') == 3
    for _ in range(2):
        assert client.act("/notes", command_id=form(client, "/notes"), answers=str(seq), text="moved").status == 303
    assert client.act("/notes", **{**sent, "command_id": form(client, "/notes")}).status == 303
    assert client.get("/notes").text.count("the printer") == 2
    assert place.client(Role.SUPERVISOR).act("/notes", **sent).status == 303
    assert client.get("/notes").text.count("the printer") == 3, "another person says it too"
    sent = {"command_id": form(client, "/rounds"), "item": "basin", "due": "2026-03-02 08:00", "good": "yes"}
    before = len(place.rig.rows(Kind.STAFF))
    for _ in range(2):
        assert client.act("/rounds", **sent).status == 303
    assert len(place.rig.rows(Kind.STAFF)) == before + 1


def notes(place: Place) -> list[tuple[int, str]]:
    rows = [(shown.row.seq, shown.payload or {}) for shown in place.rig.rows(Kind.STAFF)]
    return [(seq, told["text"]) for seq, told in rows if "text" in told]


def test_a_refused_note_is_not_typed_again(place: Place) -> None:
    client = place.client(Role.OFFICER)
    client.act("/notes", of="staff", text="who opens?")
    (seq,) = re.findall(r'name="answers" value="(\d+)"', client.get("/notes").text)
    place.reached = False
    page = client.act("/notes", of="visitor", text='the "printer"').text
    assert 'value="the &#34;printer&#34;"' in page
    assert re.search(r'value="visitor"\s+selected', page)
    page = client.act("/notes", answers=seq, text="the guard").text
    assert page.count('value="the guard"') == 1
    assert 'required value=""' in page
    place.reached = True
    assert client.act("/notes", answers=seq, text="the cleaner").status == 303
    place.reached = False
    page = client.act("/notes", answers=seq, text="the guard").text
    assert "the guard" in page, "somebody else has answered meanwhile"


def test_a_form_whose_answer_was_lost_is_one_row_when_it_is_sent_again(place: Place) -> None:
    """The station did it, and nobody heard. After a refusal the next form is another one: the station remembers."""
    client = place.client(Role.OFFICER)
    sent = {"command_id": form(client, "/notes"), "of": "staff", "text": "the printer"}
    with deaf(place):
        assert ids_on(client.act("/notes", **sent).text) == {sent["command_id"]}
    assert client.act("/notes", **sent).status == 303
    assert [text for _, text in notes(place)] == ["the printer"]
    page = client.act("/notes", **{**sent, "text": "x" * 300}).text
    assert sent["command_id"] not in ids_on(page)
