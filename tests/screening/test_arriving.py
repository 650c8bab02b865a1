"""Arriving: hands, and checks that a site does not ask for."""

from kiosk.screening.events import (
    HandsConfirmed,
    HandsSensed,
)
from kiosk.screening.values import Check, Guidance, Hands, Outcome, Phase
from tests.screening.facts import UNSURE, setup
from tests.screening.passage import Passage


def test_required_hands_are_asked_for_before_measuring() -> None:
    passage = Passage(setup(hands=Check.REQUIRE))
    passage.stand(2.0)
    assert (passage.phase, passage.session.guidance) == (Phase.GUIDING, Guidance.CLEAN_HANDS)
    passage.take(HandsConfirmed(passage.now))
    passage.stand(1.0)
    assert passage.decisions == [(Outcome.ADMIT, ())]
    assert passage.session.hands is Hands.SELF_CONFIRMED


def test_a_dispenser_used_on_the_way_counts() -> None:
    passage = Passage(setup(hands=Check.REQUIRE))
    passage.take(HandsSensed(0.0))
    passage.stand(1.0)
    passage.take(HandsConfirmed(passage.now))
    assert passage.session.hands is Hands.SENSED
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_hands_are_not_asked_where_the_site_does_not() -> None:
    passage = Passage(setup(hands=Check.OFF))
    passage.stand(1.0)
    assert passage.session.hands is Hands.NOT_ASKED


def test_checks_turned_off_are_not_waited_for() -> None:
    no_mask = Passage(setup(mask=Check.OFF))
    no_mask.stand(1.0, UNSURE)
    assert no_mask.decisions == [(Outcome.ADMIT, ())]
    no_thermometer = Passage(setup(temperature=Check.OFF))
    no_thermometer.stand(1.0, object_c=None)
    assert no_thermometer.decisions == [(Outcome.ADMIT, ())]
