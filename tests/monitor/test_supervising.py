"""What waits for a supervisor: seen by everybody, answered by a supervisor, on the page."""

import re
from datetime import timedelta

import pytest

from kiosk.records.aside import set_aside
from kiosk.records.heads import HEADS_FILE, SignedHead, read_heads
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Kind
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Phase
from kiosk.staff.rights import Role
from tests.monitor.site import Client, Place
from tests.rig import MASKED, NOBODY

OTHERS = [Role.OFFICER, Role.TECHNICIAN]


def after_a_jump(place: Place) -> Place:
    """The clock is a year ahead, and the station began anew."""
    rig = place.rig
    rig.upkeep = Upkeep(keep_days=30, head_s=20.0)
    rig.restart()
    rig.visit(MASKED)
    rig.leave()
    rig.clock.set_wall(timedelta(days=400))
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.upkeep = Upkeep(keep_days=30, head_s=20.0)
    rig.restart()
    rig.run(5.0)
    assert Notice.PURGE_WAITS in rig.snapshot.notices
    place.refresh()
    return place


def after_damage(place: Place) -> Place:
    """The record cannot be opened any more; the station set it aside and waits."""
    rig = place.rig
    rig.upkeep, rig.set_aside = Upkeep(keep_days=90, head_s=900.0), lambda: set_aside(rig.path)
    rig.restart()
    damage(place)
    return place


def damage(place: Place) -> int:
    """Somebody passes, then the file is lost; return the row signed last in it."""
    rig = place.rig
    rig.visit(MASKED)
    rig.leave()
    rig.stop()
    head = read_heads(rig.path.with_name(HEADS_FILE))[-1]
    assert isinstance(head, SignedHead)
    rig.reports.clear()
    rig.path.write_bytes(b"\x00\xff" * 5000)
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig._station = None
    rig.station.writer.open_first(rig.clock.now)
    rig.run(2.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    place.refresh()
    return head.seq


def shown(supervisor: Client) -> dict[str, str]:
    """What the clock's page sends back."""
    page = supervisor.get("/clock").text
    return dict(re.findall(r'name="(command_id|shown_utc|shown_s)" value="([^"]*)"', page))


def test_a_supervisor_accepts_the_clock_and_what_has_expired_is_erased(place: Place) -> None:
    supervisor = after_a_jump(place).client(Role.SUPERVISOR)
    assert 'href="/clock"' in supervisor.get("/").text
    assert place.rig.clock.utc().strftime("%d.%m.%Y %H:%M:%S") in supervisor.get("/clock").text
    assert supervisor.act("/clock", **shown(supervisor)).status == 303
    (accepted,) = place.rig.rows(Kind.CLOCK_ACCEPTED)
    assert (accepted.payload or {})["staff_id"] == place.people[Role.SUPERVISOR].staff_id
    place.rig.run(2.0)
    assert len(place.rig.rows(Kind.ERASURE)) == 1
    place.refresh()
    assert 'href="/clock"' not in supervisor.get("/").text
    assert "Nothing waits" in supervisor.get("/clock").text


def test_a_supervisor_sees_what_was_set_aside_and_the_kiosk_serves_again(place: Place) -> None:
    supervisor = after_damage(place).client(Role.SUPERVISOR)
    assert 'href="/set-aside"' in supervisor.get("/").text
    page = supervisor.get("/set-aside").text
    assert "records.db.set-aside-" in page
    assert "I have seen it: serve again" in page
    assert supervisor.act("/set-aside").status == 303
    place.rig.view = MASKED
    place.rig.run_until(lambda: place.rig.reports)
    assert place.rig.reports[-1].released
    place.refresh()
    assert 'href="/set-aside"' not in supervisor.get("/").text


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize(("path", "make"), [("/clock", after_a_jump), ("/set-aside", after_damage)])
def test_nobody_else_is_offered_it_or_may(place: Place, role: Role, path: str, make) -> None:
    somebody = make(place).client(role)
    assert f'href="{path}"' not in somebody.get("/").text
    assert somebody.get(path).status == 403
    assert somebody.act(path).status == 403
    assert place.rig.rows(Kind.CLOCK_ACCEPTED) + place.rig.rows(Kind.SET_ASIDE_SEEN) == []


def test_what_somebody_else_has_answered_meanwhile_is_said(place: Place) -> None:
    supervisor = after_damage(place).client(Role.SUPERVISOR)
    assert supervisor.act("/set-aside").status == 303
    again = supervisor.act("/set-aside")
    assert again.status == 409
    assert "no records were set aside that nobody knows of" in again.text
    assert len(place.rig.rows(Kind.SET_ASIDE_SEEN)) == 1


def test_of_a_second_loss_the_row_signed_last_is_told(place: Place) -> None:
    """The first record had more rows than the second."""
    for _ in range(5):
        place.rig.visit(MASKED)
        place.rig.leave()
    supervisor = after_damage(place).client(Role.SUPERVISOR)
    supervisor.act("/set-aside")
    place.rig.view = NOBODY
    place.rig.run_until(lambda: place.rig.phase is Phase.IDLE)
    seq = damage(place)
    assert f"<dd>{seq}</dd>" in supervisor.get("/set-aside").text


def test_all_that_nobody_has_seen_is_shown(place: Place) -> None:
    supervisor = after_damage(place).client(Role.SUPERVISOR)
    rig = place.rig
    rig.stop()
    rig.path.write_bytes(b"\x00\xff" * 5000)
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig._station = None
    rig.station.writer.open_first(rig.clock.now)
    rig.run(2.0)
    place.refresh()
    page = supervisor.get("/set-aside").text
    assert len(set(re.findall(r"records\.db\.set-aside-[^,< ]*", page))) == 2


def test_a_silent_station_is_said_and_nothing_is_claimed(place: Place) -> None:
    supervisor = after_a_jump(place).client(Role.SUPERVISOR)
    form = shown(supervisor)
    place.reached = False
    place.refresh()
    page = supervisor.get("/clock").text
    assert "Nothing waits" not in page
    assert "does not answer" in page
    for path in ("/clock", "/set-aside"):
        answer = supervisor.act(path, **form)
        assert answer.status == 409
        assert "the station does not answer" in answer.text


def test_a_clock_that_moved_since_it_was_looked_at_is_not_accepted(place: Place) -> None:
    """What an accepted clock erases is gone."""
    supervisor = after_a_jump(place).client(Role.SUPERVISOR)
    form = shown(supervisor)
    place.rig.clock.set_wall(timedelta(days=30))
    place.rig.run(2.0)
    place.refresh()
    answer = supervisor.act("/clock", **form)
    assert answer.status == 409
    assert "the clock has moved since this page was opened" in answer.text
    assert supervisor.act("/clock").status == 409
    assert place.rig.rows(Kind.CLOCK_ACCEPTED) == []


def test_a_clock_that_nobody_waits_for_is_not_accepted(place: Place) -> None:
    supervisor = place.client(Role.SUPERVISOR)
    place.refresh()
    answer = supervisor.act("/clock")
    assert answer.status == 409
    assert "nothing waits for the clock" in answer.text
    assert place.rig.rows(Kind.CLOCK_ACCEPTED) == []


def test_a_form_sent_twice_is_one_row(place: Place) -> None:
    supervisor = after_a_jump(place).client(Role.SUPERVISOR)
    form = shown(supervisor)
    assert [supervisor.act("/clock", **form).status for _ in range(2)] == [303, 303]
    assert len(place.rig.rows(Kind.CLOCK_ACCEPTED)) == 1


def test_a_record_that_cannot_be_read_is_said(place: Place) -> None:
    supervisor = place.client(Role.SUPERVISOR)
    place.refresh()
    place.rig.stop()
    place.rig.path.write_bytes(b"\x00\xff" * 5000)
    answer = supervisor.get("/set-aside")
    assert answer.status == 503
    assert "Nothing waits" not in answer.text
