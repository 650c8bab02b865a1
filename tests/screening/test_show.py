"""What the screen is told in each phase."""

from dataclasses import replace

import pytest

from kiosk.screening.events import AgainAsked, HandsConfirmed
from kiosk.screening.policy import decide
from kiosk.screening.session import advance
from kiosk.screening.show import snapshot
from kiosk.screening.snapshot import Snapshot, Step
from kiosk.screening.state import Session, Setup
from kiosk.screening.values import Check, Guidance, Hands, Outcome, Phase, Reason, Source, Trouble
from models.values import WrongWay
from tests.screening.facts import INCORRECT, NONE, SETUP, WORN, evidence, face, measurement, seen, setup
from tests.screening.passage import Passage


def shown(
    session: Session, now: float, used: Setup = SETUP, *, simulated: bool = True, number: bool = False
) -> Snapshot:
    return snapshot(
        session,
        now,
        used,
        simulated=simulated,
        door_open=False,
        session_id="s1",
        shown=measurement(34.6) if number else None,
    )


def test_idle_invites_and_names_nobody() -> None:
    passage = Passage()
    told = shown(passage.session, 1.0)
    assert (told.phase, told.session_id, told.face, told.progress) == (Phase.IDLE, None, None, 0.0)
    assert (told.hands, told.mask, told.temperature) == (Step.NEXT, Step.NEXT, Step.NEXT)
    assert told.simulated
    assert told.uncalibrated


def test_guiding_gives_a_hint_and_the_face() -> None:
    passage = Passage()
    passage.take(seen(0.1, face(h=0.2)))
    told = shown(passage.session, 0.15)
    assert told.guidance is Guidance.COME_CLOSER
    assert told.face is not None
    assert told.face.h == pytest.approx(0.2)
    assert told.hands_touch
    assert shown(passage.session, 0.9).face is None, "an old face is not drawn"


def test_measuring_shows_progress_and_the_mask_as_soon_as_it_is_sure() -> None:
    passage = Passage()
    passage.stand(0.1)
    early = shown(passage.session, passage.now)
    passage.stand(0.3)
    later = shown(passage.session, passage.now)
    assert 0 < early.progress < later.progress < 1
    assert (early.mask, later.mask) == (Step.NEXT, Step.DONE)
    assert later.session_id == "s1"


def test_deciding_is_full() -> None:
    assert shown(Session(Phase.DECIDING), 1.0).progress == 1.0


def test_an_admit_has_everything_done_and_no_second_go() -> None:
    passage = Passage()
    passage.stand(1.0)
    told = shown(passage.session, passage.now, number=True)
    assert (told.phase, told.outcome, told.seq) == (Phase.ANSWERED, Outcome.ADMIT, 1)
    assert (told.mask, told.temperature) == (Step.DONE, Step.DONE)
    assert not told.again_touch
    assert told.skin_c == 34.6


def test_a_retry_marks_the_problem_and_offers_another_go() -> None:
    passage = Passage()
    passage.stand(1.0, INCORRECT)
    told = shown(passage.session, passage.now)
    assert (told.outcome, told.reasons) == (Outcome.RETRY, (Reason.MASK_INCORRECT,))
    assert (told.mask, told.temperature) == (Step.PROBLEM, Step.DONE)
    assert told.again_touch
    assert told.skin_c is None, "the number is shown only where the site asks for it"
    passage.take(AgainAsked(passage.now))
    again = shown(passage.session, passage.now)
    assert (again.outcome, again.seq, again.again_touch) == (None, None, False)


@pytest.mark.parametrize("way", [WrongWay.NOSE, WrongWay.CHIN, None])
def test_a_mask_to_straighten_is_shown_as_it_sits(way: WrongWay | None) -> None:
    passage = Passage()
    passage.stand(1.0, replace(INCORRECT, wrong_way=way))
    passage.wait(0.5)
    assert shown(passage.session, passage.now).wrong_way is way, "as it sat when it was decided"
    passage.take(AgainAsked(passage.now))
    assert shown(passage.session, passage.now).wrong_way is None


def test_a_mask_that_is_all_right_sits_in_no_wrong_way() -> None:
    passage = Passage()
    passage.stand(1.0, replace(WORN, wrong_way=WrongWay.NOSE))
    assert shown(passage.session, passage.now).wrong_way is None


def test_a_rest_offers_no_second_go() -> None:
    passage = Passage()
    passage.stand(4.0, object_c=38.9, cooling=0.06)
    told = shown(passage.session, passage.now)
    assert told.temperature is Step.PROBLEM
    assert not told.again_touch


def test_confirmed_hands_are_done() -> None:
    passage = Passage()
    passage.take(seen(0.1, face(h=0.2)), HandsConfirmed(0.2))
    told = shown(passage.session, 0.2)
    assert told.hands is Step.DONE
    assert not told.hands_touch


def test_hands_that_were_required_and_not_cleaned_are_a_problem() -> None:
    decision = decide(evidence(), setup(hands=Check.REQUIRE).rules.policy)
    told = shown(Session(Phase.ANSWERED, decision=decision, hands=Hands.PROMPT_SHOWN, fault=None), 1.0)
    assert told.hands is Step.PROBLEM


def test_checks_turned_off_are_not_needed() -> None:
    used = setup(hands=Check.OFF, mask=Check.OFF, temperature=Check.OFF)
    told = shown(Passage(used).session, 1.0, used)
    assert (told.hands, told.mask, told.temperature) == (Step.NOT_NEEDED,) * 3
    assert not told.hands_touch


def test_out_of_service_names_the_fault() -> None:
    told = shown(Session(), 1.0, simulated=False)
    assert told.fault is not None
    assert (told.fault.source, told.fault.trouble) == (Source.STATION, Trouble.STARTING)
    assert told.session_id is None


def test_a_mask_taken_off_while_measuring_is_no_longer_done() -> None:
    passage = Passage()
    passage.stand(0.35, WORN, object_c=None)
    assert shown(passage.session, passage.now).mask is Step.DONE
    passage.stand(0.5, NONE, object_c=None)
    assert shown(passage.session, passage.now).mask is Step.NEXT


def test_advance_is_not_needed_to_draw() -> None:
    """Drawing changes nothing: the same session draws the same."""
    passage = Passage()
    passage.stand(0.2)
    assert shown(passage.session, passage.now) == shown(passage.session, passage.now)
    assert advance(passage.session, AgainAsked(passage.now), SETUP)[0] == passage.session
