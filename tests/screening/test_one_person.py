"""Facts of one person never count for another, nor facts of long ago."""

from dataclasses import replace

from kiosk.screening.events import (
    AgainAsked,
    HandsConfirmed,
    HandsSensed,
    Tick,
)
from kiosk.screening.state import Abandon, Decide, Left
from kiosk.screening.values import Check, Guidance, Hands, Outcome, Phase, Reason
from tests.screening.facts import NONE, WORN, face, felt, nobody, seen, setup
from tests.screening.passage import Passage


def test_another_person_does_not_inherit_an_answer() -> None:
    passage = Passage()
    passage.stand(4.0, object_c=38.8)
    assert passage.decisions == [(Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,))]
    for _ in range(60):
        passage.now += 0.05
        passage.take(seen(passage.now, face(x=0.15)), Tick(passage.now))
    assert passage.session.number == 2, "somebody else steps up beside"


def test_facts_of_two_people_never_make_one_decision() -> None:
    """A hot face, then at once a cooler one elsewhere: no falling trend, but a new passage."""
    passage = Passage()
    passage.stand(1.0, object_c=39.6)
    for i in range(80):
        passage.now += 0.05
        passage.take(seen(passage.now, face(x=0.62, h=0.3)))
        if i % 2:
            passage.take(felt(passage.now, 38.8 + (0.02 if i % 4 == 1 else -0.02)))
        passage.take(Tick(passage.now))
    assert [effect.why for effect in passage.effects if isinstance(effect, Abandon)] == [Left.CHANGED]
    assert passage.decisions == [(Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,))]
    assert passage.session.number == 2


def test_somebody_who_came_while_nobody_was_seen_is_another() -> None:
    passage = Passage()
    passage.take(seen(0.1, face(h=0.2)), HandsConfirmed(0.15))
    for at in (0.2, 0.4, 0.5):
        passage.take(nobody(at))
    passage.take(seen(0.58, face(h=0.2)))
    passage.take(seen(0.62, face(h=0.2)))
    assert passage.session.number == 2
    assert passage.session.hands is Hands.PROMPT_SHOWN, "clean hands are nobody else's"


def test_a_masked_neighbour_does_not_take_over_a_retry() -> None:
    passage = Passage()
    passage.stand(1.0, NONE)
    for _ in range(20):
        passage.now += 0.05
        passage.take(seen(passage.now, face(x=0.2), mask=WORN), Tick(passage.now))
    passage.take(AgainAsked(passage.now))
    assert passage.phase is Phase.ANSWERED, "it was not asked by the one who was answered"
    passage.wait(1.1, mask=WORN)
    passage.stand(3.0, WORN)
    assert passage.session.number == 2
    assert passage.decisions[-1] == (Outcome.ADMIT, ())
    assert passage.session.retries_used == 0


def test_walking_up_quickly_is_one_person() -> None:
    passage = Passage()
    for i, x in enumerate((0.05, 0.2, 0.35, 0.5)):
        passage.take(seen(0.1 + 0.05 * i, face(x=x)))
    assert passage.session.number == 1


def test_slow_looks_are_not_absence() -> None:
    """Only a look without a face tells that nobody stands there; no looks at all are the watch's business."""
    passage = Passage()
    passage.take(seen(0.1), Tick(0.2), Tick(5.0))
    assert passage.session.number == 1
    assert passage.effects == [] or isinstance(passage.effects[0], Decide)


def test_nothing_is_decided_about_a_face_that_has_just_gone() -> None:
    passage = Passage(setup(mask=Check.OFF))
    passage.stand(0.4)
    passage.take(nobody(passage.now + 0.02))
    for i in range(8):
        passage.take(felt(passage.now + 0.03 + i * 0.05), Tick(passage.now + 0.04 + i * 0.05))
    assert passage.decisions == []


def test_a_repeated_picture_is_no_second_look() -> None:
    passage = Passage()
    for i in range(12):
        passage.take(replace(seen(0.05 * i), digest=7))
    assert len(passage.session.estimates) == 1


def test_hands_sensed_long_before_do_not_count() -> None:
    passage = Passage(setup(hands=Check.REQUIRE))
    passage.take(HandsSensed(0.0))
    passage.now = 31.0
    passage.stand(1.0)
    assert passage.session.guidance is Guidance.CLEAN_HANDS
