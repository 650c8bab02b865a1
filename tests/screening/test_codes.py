"""A code typed at the kiosk: nothing is measured meanwhile, and the visit goes on where it was."""

from dataclasses import replace

import pytest

from kiosk.screening.events import AgainAsked, CodeAsked, CodeClosed, CodeEntered, FaultGone, Tick, VisitResumed
from kiosk.screening.session import advance, may_resume
from kiosk.screening.state import Decide, Session
from kiosk.screening.values import Outcome, Phase, Reason
from tests.screening.facts import NONE, SETUP, face, nobody, seen
from tests.screening.passage import Passage, in_phase
from tests.screening.test_visits import REST

HOT_C = 38.6


@pytest.fixture
def passage() -> Passage:
    return Passage()


def facts_of(passage: Passage) -> Decide:
    effect = passage.effects[-1]
    assert isinstance(effect, Decide)
    return effect


def test_nothing_is_measured_while_a_code_is_typed(passage: Passage) -> None:
    passage.take(CodeAsked(0.0))
    passage.stand(5.0)
    assert passage.session.phase is Phase.GUIDING
    assert passage.decisions == []
    passage.take(CodeClosed(passage.now))
    passage.stand(2.0)
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_a_touch_while_measuring_stops_the_measuring(passage: Passage) -> None:
    passage.stand(0.3)
    assert passage.session.phase is Phase.MEASURING
    passage.take(CodeAsked(passage.now))
    assert passage.session.phase is Phase.GUIDING
    passage.stand(3.0)
    assert passage.decisions == []


def test_typing_outlasts_a_look_down_at_the_keys(passage: Passage) -> None:
    passage.stand(0.3)
    passage.take(CodeAsked(passage.now))
    passage.take(nobody(passage.now + 0.6), nobody(passage.now + 1.2))
    assert passage.session.phase is Phase.IDLE
    passage.now += 1.5
    passage.stand(2.0)
    assert passage.decisions == []


def test_who_forgets_the_keys_is_measured_after_a_while(passage: Passage) -> None:
    passage.take(CodeAsked(0.0))
    passage.stand(44.0)
    assert passage.decisions == []
    passage.stand(4.0)
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_each_key_gives_more_time(passage: Passage) -> None:
    passage.take(CodeAsked(0.0))
    passage.stand(40.0)
    passage.take(CodeEntered(passage.now, "1"))
    passage.stand(40.0)
    assert passage.decisions == []


def test_a_good_code_brings_retries_rest_and_first_reading_into_the_facts(passage: Passage) -> None:
    passage.stand(0.3)
    passage.take(CodeAsked(passage.now), VisitResumed(passage.now, REST))
    passage.stand(2.0)
    facts = facts_of(passage).facts
    assert (facts.retries_used, facts.rested, facts.brought) == (1, True, REST)
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_a_code_may_be_typed_before_a_face_is_seen(passage: Passage) -> None:
    passage.take(VisitResumed(0.0, REST), Tick(9.0))
    passage.now = 9.0
    passage.stand(2.0)
    assert facts_of(passage).facts.brought == REST


def test_but_not_for_whoever_comes_later(passage: Passage) -> None:
    passage.take(VisitResumed(0.0, REST), Tick(10.1))
    passage.now = 10.1
    passage.stand(2.0)
    assert facts_of(passage).facts.brought is None


def test_a_rested_visitor_who_is_still_warm_sees_the_officer(passage: Passage) -> None:
    passage.stand(5.0, object_c=HOT_C, cooling=0.05)
    assert passage.decisions == [(Outcome.RETRY, (Reason.HOT_ARRIVAL,))]
    passage.take(VisitResumed(passage.now, REST))
    passage.stand(5.0, object_c=HOT_C, cooling=0.05)
    assert passage.decisions[-1] == (Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,))


def test_retries_are_counted_over_the_visit(passage: Passage) -> None:
    passage.take(VisitResumed(0.0, replace(REST, retries_used=1)))
    passage.stand(4.0, mask=NONE)
    assert passage.decisions == [(Outcome.RETRY, (Reason.MASK_MISSING,))]
    passage.take(AgainAsked(passage.now))
    passage.stand(4.0, mask=NONE)
    assert passage.decisions[-1] == (Outcome.REFER, (Reason.MASK_MISSING, Reason.RETRIES_USED_UP))


def test_retries_given_before_the_code_was_typed_count_too(passage: Passage) -> None:
    passage.stand(4.0, mask=NONE)
    passage.take(AgainAsked(passage.now))
    passage.stand(4.0, mask=NONE)
    passage.take(VisitResumed(passage.now, replace(REST, retries_used=1)))
    passage.stand(4.0, mask=NONE)
    assert passage.decisions[-1] == (Outcome.REFER, (Reason.MASK_MISSING, Reason.RETRIES_USED_UP))


def test_no_retry_comes_by_itself_while_a_code_is_typed(passage: Passage) -> None:
    passage.stand(5.0, object_c=25.0)
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_TOO_LOW,))]
    passage.take(CodeAsked(passage.now))
    passage.wait(9.0)
    assert passage.session.phase is Phase.ANSWERED
    passage.take(CodeClosed(passage.now))
    passage.wait(0.2)
    assert passage.session.phase is Phase.MEASURING


def test_another_person_does_not_inherit_a_visit(passage: Passage) -> None:
    passage.take(VisitResumed(0.0, REST))
    passage.take(seen(0.1, face(x=0.3, h=0.2)))
    assert passage.session.brought == REST
    passage.take(seen(0.2, face(x=0.75, h=0.2)))
    assert passage.session.brought is None


@pytest.mark.parametrize("phase", [Phase.DECIDING, Phase.OUT_OF_SERVICE])
def test_no_code_is_taken_while_deciding_or_out_of_service(phase: Phase) -> None:
    session = in_phase(phase)
    assert not may_resume(session)
    after, effect = advance(session, VisitResumed(session.since + 1, REST), SETUP)
    assert (after, effect) == (session, None)


def test_no_code_is_taken_after_an_admit_nor_a_second_one() -> None:
    assert not may_resume(in_phase(Phase.ANSWERED))
    guided = in_phase(Phase.GUIDING)
    resumed, _ = advance(guided, VisitResumed(1.0, REST), SETUP)
    assert not may_resume(resumed)
    idle, _ = advance(Session(), FaultGone(0.0), SETUP)
    again, _ = advance(idle, VisitResumed(1.0, REST), SETUP)
    assert may_resume(again), "nobody has come yet: a code may be typed anew"
