"""What a visitor says of the place is a row of no passage, and no passage feels it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.records.values import Kind
from kiosk.screening.events import FeedbackGiven
from kiosk.screening.feedback import GAP_S, Matter, Mood
from kiosk.screening.values import Phase
from tests.rig import MASKED, NOBODY, Rig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    made.start()
    yield made
    made.stop()


def give(rig: Rig, mood: Mood = Mood.BAD, matter: Matter = Matter.QUEUE) -> None:
    rig.post(FeedbackGiven(rig.clock.now, mood, matter))
    rig.tick()


def test_it_becomes_a_row_without_visit_or_passage_and_the_chain_holds(rig: Rig) -> None:
    give(rig)
    (row,) = rig.rows(Kind.FEEDBACK)
    assert row.payload == {"mood": "bad", "about": "queue", "simulated": True}
    assert (row.row.visit_id, row.row.session_id) == (None, None)
    assert rig.verdict().bad is None


def test_a_passage_goes_on_as_if_nothing_had_been_said(rig: Rig) -> None:
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    before = rig.station.session
    give(rig)
    assert rig.station.session.phase is Phase.MEASURING
    assert rig.station.session.number == before.number
    rig.run_until(lambda: rig.phase is Phase.ANSWERED)
    assert rig.snapshot.outcome == "admit"


def test_it_can_be_said_out_of_service_and_too_much_is_not_kept(rig: Rig) -> None:
    rig.view = NOBODY
    give(rig)
    give(rig)
    assert len(rig.rows(Kind.FEEDBACK)) == 1
    rig.clock.now += GAP_S
    give(rig, Mood.GOOD, Matter.STAFF)
    assert [row.payload and row.payload["about"] for row in rig.rows(Kind.FEEDBACK)] == ["queue", "staff"]
