"""Answers: who gets one, how long it stays, and what may follow it."""

from dataclasses import replace

import pytest

from kiosk.screening.answering import makes_room
from kiosk.screening.events import (
    AgainAsked,
    HandsSensed,
    Stored,
)
from kiosk.screening.judge import judge
from kiosk.screening.state import Decide, Facts
from kiosk.screening.values import Hands, Outcome, Phase, Reason
from tests.screening.facts import NONE, WORN
from tests.screening.passage import Passage, in_phase


def test_well_and_masked_is_admitted_within_a_second() -> None:
    passage = Passage()
    passage.stand(1.0)
    assert passage.decisions == [(Outcome.ADMIT, ())]
    assert passage.now <= 1.0


def test_the_same_facts_are_kept_that_decided() -> None:
    passage = Passage()
    passage.stand(1.0)
    (effect,) = passage.effects
    assert isinstance(effect, Decide)
    assert effect.facts.in_position_at == pytest.approx(0.05)
    assert {estimate.mask for estimate in effect.facts.estimates} == {WORN}
    assert effect.facts.hands is Hands.PROMPT_SHOWN


def test_leaving_after_an_answer_makes_room_for_the_next() -> None:
    passage = Passage()
    passage.stand(1.0)
    passage.wait(3.0, present=False)
    assert passage.phase is Phase.IDLE
    passage.stand(0.2)
    assert passage.session.number == 2
    assert passage.session.retries_used == 0


def test_an_answer_stays_for_a_while_even_when_the_person_has_gone() -> None:
    passage = Passage()
    passage.stand(1.0)
    passage.wait(1.5, present=False)
    assert passage.phase is Phase.ANSWERED


def test_hands_cleaned_after_one_has_gone_are_those_of_the_next() -> None:
    passage = Passage()
    passage.stand(1.0)
    passage.wait(1.5, present=False)
    passage.take(HandsSensed(passage.now))
    passage.wait(1.5, present=False)
    passage.stand(1.0)
    passage.wait(3.0, present=False)
    passage.stand(1.0)
    hands = [effect.facts.hands for effect in passage.effects if isinstance(effect, Decide)]
    assert hands == [Hands.PROMPT_SHOWN, Hands.SENSED, Hands.PROMPT_SHOWN]


def test_a_lingerer_is_admitted_once() -> None:
    """Whoever stays gets no second pulse; the answer stands until they leave."""
    passage = Passage()
    passage.stand(1.0)
    passage.wait(120.0)
    assert passage.phase is Phase.ANSWERED
    assert len(passage.decisions) == 1
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE


def test_an_admit_before_a_door_that_stays_locked_says_so() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.session = replace(passage.session, phase=Phase.DECIDING)
    decision = judge(Facts(1.0, 0.0, (), (), Hands.NOT_ASKED, 0, False), passage.setup).decision
    passage.take(Stored(1.0, decision, 3, None, stays_locked=True))
    assert passage.session.stays_locked


def test_a_mask_put_on_late_costs_no_second_retry() -> None:
    passage = Passage()
    passage.stand(1.0, NONE)
    assert passage.decisions == [(Outcome.RETRY, (Reason.MASK_MISSING,))]
    passage.wait(20.0, mask=NONE)
    assert passage.phase is Phase.ANSWERED, "slow hands cost no retry"
    passage.wait(1.0, mask=WORN)
    passage.stand(1.0, WORN)
    assert passage.decisions[1:] == [(Outcome.ADMIT, ())]
    assert passage.session.retries_used == 1


def test_two_retries_then_the_officer() -> None:
    passage = Passage()
    for _ in range(3):
        passage.stand(1.0, NONE)
        passage.wait(31.0, mask=NONE)
    assert [outcome for outcome, _ in passage.decisions] == [Outcome.RETRY, Outcome.RETRY, Outcome.REFER]
    assert passage.decisions[-1][1] == (Reason.MASK_MISSING, Reason.RETRIES_USED_UP)
    assert passage.session.number == 1


def test_asking_to_be_measured_again_by_touch() -> None:
    passage = Passage()
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    assert passage.phase is Phase.GUIDING
    assert passage.session.retries_used == 1


def test_after_an_admit_nothing_is_measured_again_by_touch() -> None:
    passage = Passage()
    passage.stand(1.0)
    passage.take(AgainAsked(passage.now))
    assert passage.phase is Phase.ANSWERED


def with_code() -> Passage:
    """A passage that ended with a code, its person just gone."""
    passage = Passage()
    passage.stand(1.0)
    passage.session = replace(passage.session, code="17")
    passage.wait(0.6, present=False)
    assert (passage.phase, passage.session.over) == (Phase.ANSWERED, True)
    return passage


def test_a_code_stays_to_be_noted_down() -> None:
    passage = with_code()
    passage.wait(7.0, present=False)
    assert (passage.phase, passage.session.code) == (Phase.ANSWERED, "17")
    passage.wait(1.0, present=False)
    assert (passage.phase, passage.session.code) == (Phase.IDLE, None)


@pytest.mark.parametrize("gone_s", [0.0, 4.0])
def test_whoever_comes_next_never_sees_it(gone_s: float) -> None:
    """In its first seconds it is an answer as any other."""
    passage = with_code()
    passage.wait(gone_s, present=False)
    passage.wait(2.2)
    assert (passage.session.number, passage.session.code) == (2, None)


def test_a_code_makes_room_for_whoever_is_called_but_an_answer_does_not() -> None:
    passage = with_code()
    assert makes_room(passage.session, passage.now, passage.setup) is passage.session, "it has only just been given"
    passage.wait(3.0, present=False)
    assert makes_room(passage.session, passage.now, passage.setup).phase is Phase.IDLE
    stays = Passage()
    stays.stand(1.0)
    stays.wait(30.0)
    assert makes_room(stays.session, stays.now, stays.setup) is stays.session, "somebody stands there"
    assert makes_room(in_phase(Phase.MEASURING), 99.0, stays.setup).phase is Phase.MEASURING
