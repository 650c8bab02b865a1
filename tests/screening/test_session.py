"""The state machine as a whole: every (phase, event) pair, faults and clock jumps."""

import pytest

from kiosk.screening.events import (
    ClockJumped,
    FaultFound,
    FaultGone,
    Stored,
)
from kiosk.screening.session import advance
from kiosk.screening.state import Abandon, Decide, Left
from kiosk.screening.values import Fault, Phase, Source, Trouble
from tests.screening.facts import NONE, SETUP
from tests.screening.passage import FAULT, Passage, events, in_phase

NEXT = {
    Phase.IDLE: {Phase.IDLE, Phase.MEASURING, Phase.OUT_OF_SERVICE},
    Phase.GUIDING: {Phase.GUIDING, Phase.MEASURING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.MEASURING: {Phase.MEASURING, Phase.GUIDING, Phase.DECIDING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.DECIDING: {Phase.DECIDING, Phase.ANSWERED, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.ANSWERED: {Phase.ANSWERED, Phase.GUIDING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.OUT_OF_SERVICE: {Phase.OUT_OF_SERVICE, Phase.IDLE},
}


def test_a_clock_jump_voids_the_session() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.take(ClockJumped(passage.now, 3600.0))
    assert passage.phase is Phase.IDLE
    (effect,) = passage.effects
    assert isinstance(effect, Abandon)
    assert effect.why is Left.CLOCK


def test_a_clock_jump_leaves_an_answer_and_its_retries_as_they_are() -> None:
    passage = Passage()
    for _ in range(2):
        passage.stand(1.0, NONE)
        passage.wait(31.0, mask=NONE)
    passage.stand(1.0, NONE)
    for by in (3600.0, -3600.0):
        passage.take(ClockJumped(passage.now, by))
    assert passage.phase is Phase.ANSWERED
    assert passage.session.retries_used == 2
    passage.wait(60.0, mask=NONE)
    assert len(passage.decisions) == 3


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("late", [0.05, 100.0], ids=["soon", "late"])
@pytest.mark.parametrize("number", range(15))
def test_every_phase_takes_every_event(phase: Phase, late: float, number: int) -> None:
    session = in_phase(phase)
    event = list(events(max(session.since, session.last_seen_at) + late))[number]
    after, effect = advance(session, event, SETUP)
    assert after.phase in NEXT[phase]
    if isinstance(event, FaultFound):
        assert after.phase is Phase.OUT_OF_SERVICE
        assert after.fault == FAULT
    if isinstance(effect, Decide):
        assert (phase, after.phase) == (Phase.MEASURING, Phase.DECIDING)
    if isinstance(effect, Abandon):
        assert phase in (Phase.GUIDING, Phase.MEASURING, Phase.DECIDING)
        assert after.phase in (Phase.IDLE, Phase.OUT_OF_SERVICE)
    if after.phase is Phase.ANSWERED and phase is not Phase.ANSWERED:
        assert isinstance(event, Stored), "nothing is answered that is not on disk"


def test_only_a_stored_decision_leads_out_of_deciding_into_an_answer() -> None:
    session = in_phase(Phase.DECIDING)
    for event in events(session.since + 50):
        after, _ = advance(session, event, SETUP)
        assert (after.phase is Phase.ANSWERED) == isinstance(event, Stored)


def test_out_of_service_is_left_by_its_end_alone() -> None:
    session = in_phase(Phase.OUT_OF_SERVICE)
    for event in events(session.since + 50):
        after, effect = advance(session, event, SETUP)
        assert (after.phase is Phase.IDLE) == isinstance(event, FaultGone)
        assert effect is None


def test_a_new_fault_takes_the_old_one_s_place() -> None:
    other = Fault(Source.CAMERA, Trouble.FROZEN)
    after, _ = advance(in_phase(Phase.OUT_OF_SERVICE), FaultFound(1.0, other), SETUP)
    assert after.fault == other
