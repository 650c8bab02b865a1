"""A station that is dead, deaf or cannot write is an alert as well, until somebody has seen it."""

from datetime import timedelta

import pytest

from kiosk.monitor.state import Monitor
from kiosk.monitor.untold import PATIENCE
from kiosk.records.values import Entry, Kind, StoreError
from kiosk.screening.values import Phase, Trouble
from kiosk.staff.rights import Role
from tests.monitor.site import Place
from tests.rig import MASKED


@pytest.fixture
def deaf(place: Place) -> Place:
    """Nobody answers for longer than a start takes."""
    place.refresh()
    place.reached = False
    place.refresh()
    place.rig.clock.now += PATIENCE.total_seconds()
    place.refresh()
    return place


def page(place: Place) -> str:
    return place.client(Role.OFFICER).get("/").text


def test_a_station_that_does_not_answer_rings_and_climbs(deaf: Place) -> None:
    assert 'data-level="1" data-keys="0 "' in page(deaf)
    assert "kiosk: does not answer" in page(deaf)
    deaf.rig.clock.now += deaf.config.answer_s + 1
    deaf.send_out()
    deaf.send_out()
    assert 'data-level="2"' in page(deaf)
    assert [(one.station, one.code) for one in deaf.sent] == [("door-1", "no_answer")]


def test_a_start_again_is_no_alert(place: Place) -> None:
    place.refresh()
    place.reached = False
    place.refresh()
    place.rig.clock.now += PATIENCE.total_seconds() - 1
    place.refresh()
    assert place.monitor.feed.untold.alert is None
    place.reached = True
    place.refresh()
    place.reached = False
    place.rig.clock.now += 2
    place.refresh()
    assert place.monitor.feed.untold.alert is None


def test_it_stays_until_seen_though_the_station_is_back(deaf: Place) -> None:
    deaf.reached = True
    deaf.refresh()
    assert "does not answer" in page(deaf)
    assert deaf.client(Role.OFFICER).act("/acknowledge", of_seq="0").status == 303
    assert "does not answer" not in page(deaf)


def test_seen_it_is_silent_and_goes_when_the_station_is_back(deaf: Place) -> None:
    assert deaf.client(Role.OFFICER).act("/acknowledge", of_seq="0").status == 303
    assert 'data-level="0"' in page(deaf)
    assert "Seen by officer Example" in page(deaf)
    deaf.rig.clock.now += deaf.config.answer_s + 1
    deaf.send_out()
    assert deaf.sent == []
    deaf.reached = True
    deaf.refresh()
    assert "does not answer" not in page(deaf)
    deaf.rig.run(1.5)
    rows = [shown.payload or {} for shown in deaf.rig.rows(Kind.STAFF)]
    seen = [row for row in rows if row["what"] == "acknowledge"]
    assert [(row["by"], row["of_seq"]) for row in seen] == [(deaf.people[Role.OFFICER].staff_id, 0)]


def test_a_station_that_was_ended_in_order_is_told_and_sent_to_nobody(place: Place) -> None:
    place.refresh()
    place.rig.stop()
    place.reached = False
    place.refresh()
    place.rig.clock.now += PATIENCE.total_seconds()
    place.refresh()
    assert "kiosk: switched off" in page(place)
    place.rig.clock.now += place.config.answer_s + 1
    place.send_out()
    assert place.sent == []


def test_a_station_that_cannot_write_is_an_alert_that_no_row_tells(place: Place) -> None:
    def full(entry: Entry) -> None:
        raise StoreError(Trouble.NOT_WRITABLE, "the disk is full")

    place.refresh()
    place.rig.before_write = full
    place.rig.view = MASKED
    place.rig.run_until(lambda: place.rig.phase is Phase.OUT_OF_SERVICE)
    place.refresh()
    place.rig.run(PATIENCE.total_seconds() + 0.1)
    place.refresh()
    assert 'data-level="1" data-keys="0 "' in page(place)
    assert "records: cannot be written" in page(place)
    place.rig.before_write = lambda entry: None


def test_a_page_started_anew_sends_the_same_alert_no_second_time(deaf: Place) -> None:
    deaf.rig.clock.now += deaf.config.answer_s + 1
    deaf.send_out()
    monitor = deaf.monitor
    deaf.monitor = Monitor(
        monitor.config, monitor.site, monitor.accounts, language="en", utc=monitor.utc, clock=monitor.clock,
        asks=deaf._ask, ways={"hand": deaf._send},
    )  # fmt: skip
    deaf.refresh()
    deaf.rig.clock.now += (PATIENCE + timedelta(seconds=deaf.config.answer_s + 1)).total_seconds()
    deaf.refresh()
    deaf.send_out()
    assert len(deaf.sent) == 1


def test_what_finds_no_way_out_is_tried_again(deaf: Place) -> None:
    deaf.rig.clock.now += deaf.config.answer_s + 1
    deaf.lines_down = True
    deaf.send_out()
    deaf.lines_down = False
    deaf.rig.clock.now += 61
    deaf.send_out()
    assert len(deaf.sent) == 1
