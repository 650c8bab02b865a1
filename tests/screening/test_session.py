"""The whole state machine: the way of a visitor, and every (phase, event) pair."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from drivers.values import Reading
from kiosk.screening.events import (
    AgainAsked,
    ClockJumped,
    CodeAsked,
    CodeClosed,
    CodeEntered,
    Event,
    FaultFound,
    FaultGone,
    HandsConfirmed,
    HandsSensed,
    Stored,
    TemperatureRead,
    Tick,
    VisitResumed,
)
from kiosk.screening.judge import judge
from kiosk.screening.session import advance
from kiosk.screening.state import Abandon, Decide, Effect, Facts, Left, Session, Setup
from kiosk.screening.values import Check, Fault, Guidance, Hands, Outcome, Phase, Reason, Source, Trouble
from kiosk.screening.visits import Brought, FirstReading
from models.values import MaskEstimate
from tests.screening.facts import NONE, SETUP, UNSURE, WORN, face, felt, nobody, seen, setup

BROUGHT = Brought(3, "17", "v-1", Outcome.RETRY, (Reason.HOT_ARRIVAL,), 1, True, FirstReading(3, 38.6, 0.5))
FAULT = Fault(Source.THERMOMETER, Trouble.SILENT)


class Passage:
    """Drives a session by hand, answering each `Decide` as the station would."""

    def __init__(self, used: Setup = SETUP) -> None:
        self.setup = used
        self.session, _ = advance(Session(), FaultGone(0.0), used)
        self.effects: list[Effect] = []
        self.decisions: list[tuple[Outcome, tuple[Reason, ...]]] = []
        self.now = 0.0
        self.trail: list[Phase] = [self.session.phase]

    def take(self, *events: Event) -> None:
        for event in events:
            self.session, effect = advance(self.session, event, self.setup)
            self.trail.append(self.session.phase)
            if effect is not None:
                self.effects.append(effect)
            if isinstance(effect, Decide):
                decision = judge(effect.facts, self.setup).decision
                self.decisions.append((decision.outcome, decision.reasons))
                self.take(Stored(event.at, decision, len(self.decisions), None))

    def stand(
        self, seconds: float, mask: MaskEstimate = WORN, object_c: float | None = 34.4, cooling: float = 0.0
    ) -> None:
        """One visitor in place at 20 pictures and 10 readings a second."""
        for i in range(round(seconds * 20)):
            self.now += 0.05
            self.take(seen(self.now, face(), mask=mask))
            if i % 2 and object_c is not None:
                wiggle = 0.02 if i % 4 == 1 else -0.02
                self.take(felt(self.now, object_c + wiggle - cooling * i * 0.05))
            self.take(Tick(self.now))
            if self.session.phase is Phase.ANSWERED:
                return

    def wait(self, seconds: float, *, present: bool = True, mask: MaskEstimate = WORN) -> None:
        for _ in range(round(seconds * 20)):
            self.now += 0.05
            self.take(seen(self.now, face(), mask=mask) if present else nobody(self.now), Tick(self.now))

    @property
    def phase(self) -> Phase:
        return self.session.phase


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


def test_a_lingerer_is_admitted_once() -> None:
    """Whoever stays gets no second pulse; the answer stands until they leave."""
    passage = Passage()
    passage.stand(1.0)
    passage.wait(120.0)
    assert passage.phase is Phase.ANSWERED
    assert len(passage.decisions) == 1
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE


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


def test_elevated_is_watched_for_a_trend_before_the_officer_is_asked() -> None:
    passage = Passage()
    passage.stand(2.0, object_c=38.8)
    assert passage.decisions == []
    passage.stand(2.0, object_c=38.8)
    assert passage.decisions == [(Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,))]


def test_a_hot_arrival_rests() -> None:
    passage = Passage()
    passage.stand(4.0, object_c=38.9, cooling=0.06)
    assert passage.decisions == [(Outcome.RETRY, (Reason.HOT_ARRIVAL,))]
    passage.take(AgainAsked(passage.now))
    assert passage.phase is Phase.ANSWERED, "resting takes longer than a touch"


def test_a_cold_reading_is_watched_before_it_is_an_answer() -> None:
    """The spot may still be on the wall while the face is in place already."""
    passage = Passage()
    passage.stand(1.0, object_c=26.5)
    assert passage.decisions == []
    passage.stand(1.5, object_c=34.4)
    assert passage.decisions == [(Outcome.ADMIT, ())]


def test_an_unsure_mask_is_watched_longer_then_asked_again() -> None:
    passage = Passage()
    passage.stand(3.5, UNSURE)
    assert passage.decisions == []
    passage.stand(1.0, UNSURE)
    assert passage.decisions == [(Outcome.RETRY, (Reason.MASK_UNSURE,))]
    passage.wait(2.6, mask=UNSURE)
    assert passage.phase in (Phase.GUIDING, Phase.MEASURING)


def test_no_readings_end_as_not_measured() -> None:
    passage = Passage()
    passage.stand(5.0, object_c=None)
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_NOT_MEASURED,))]


def test_readings_without_a_value_do_not_count() -> None:
    passage = Passage()
    passage.stand(0.2, object_c=None)
    passage.take(TemperatureRead(passage.now, Reading(None, 28.0)))
    assert passage.session.samples == ()


def test_jumping_readings_end_as_unsteady() -> None:
    passage = Passage()
    for i in range(100):
        passage.now += 0.05
        passage.take(seen(passage.now), felt(passage.now, 34.0 + i % 3), Tick(passage.now))
        if passage.decisions:
            break
    assert passage.decisions == [(Outcome.RETRY, (Reason.TEMPERATURE_UNSTEADY,))]


def test_walking_away_half_way_leaves_an_abandoned_row() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    (effect,) = passage.effects
    assert isinstance(effect, Abandon)
    assert (effect.why, effect.phase) == (Left.WALKED_AWAY, Phase.MEASURING)


def test_a_glance_from_afar_leaves_no_row() -> None:
    passage = Passage()
    passage.take(seen(0.1, face(h=0.2)))
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    assert passage.effects == []


def test_hesitating_and_leaving_leaves_one() -> None:
    passage = Passage()
    for i in range(30):
        passage.take(seen(i * 0.1, face(h=0.2)))
    passage.now = 2.9
    passage.wait(1.0, present=False)
    assert [type(effect) for effect in passage.effects] == [Abandon]


def test_leaving_after_a_retry_is_no_abandoned_session() -> None:
    passage = Passage()
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    passage.wait(1.0, present=False)
    assert passage.phase is Phase.IDLE
    assert [type(effect) for effect in passage.effects] == [Decide]
    passage.stand(1.0, NONE)
    passage.take(AgainAsked(passage.now))
    passage.stand(0.3)
    passage.wait(1.0, present=False)
    assert [type(effect) for effect in passage.effects] == [Decide, Decide]


def test_stepping_out_of_place_starts_the_measurement_anew() -> None:
    passage = Passage()
    passage.stand(0.3)
    for _ in range(10):
        passage.now += 0.05
        passage.take(seen(passage.now, face(h=0.2)))
    assert (passage.phase, passage.session.guidance) == (Phase.GUIDING, Guidance.COME_CLOSER)
    assert passage.session.samples == ()


def test_one_bad_frame_does_not() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.now += 0.05
    passage.take(seen(passage.now, face(turn=0.7)))
    assert passage.phase is Phase.MEASURING


def test_a_face_whose_mask_was_not_looked_at_gives_no_estimate() -> None:
    passage = Passage()
    passage.take(seen(0.1, mask=None))
    assert passage.phase is Phase.MEASURING
    assert passage.session.estimates == ()


def test_a_second_person_stops_the_measurement_at_once() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.now += 0.05
    passage.take(seen(passage.now, face(), face(x=0.85, h=0.35)))
    assert (passage.phase, passage.session.guidance) == (Phase.GUIDING, Guidance.ONE_PERSON)


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


def test_a_clock_jump_voids_the_session() -> None:
    passage = Passage()
    passage.stand(0.3)
    passage.take(ClockJumped(passage.now, 3600.0))
    assert passage.phase is Phase.IDLE
    (effect,) = passage.effects
    assert isinstance(effect, Abandon)
    assert effect.why is Left.CLOCK


def in_phase(phase: Phase) -> Session:
    passage = Passage()
    match phase:
        case Phase.IDLE:
            pass
        case Phase.GUIDING:
            passage.take(seen(0.1, face(h=0.2)))
        case Phase.MEASURING:
            passage.stand(0.2)
        case Phase.DECIDING:
            passage.stand(0.2)
            passage.session = replace(passage.session, phase=Phase.DECIDING)
        case Phase.ANSWERED:
            passage.stand(1.0)
        case Phase.OUT_OF_SERVICE:
            passage.take(FaultFound(0.1, FAULT))
    assert passage.phase is phase
    return passage.session


def events(at: float) -> Iterable[Event]:
    decided = Passage()
    decided.stand(1.0)
    assert decided.session.decision is not None
    return (
        seen(at),
        nobody(at),
        felt(at),
        HandsSensed(at),
        HandsConfirmed(at),
        AgainAsked(at),
        Tick(at),
        Stored(at, decided.session.decision, 5, None),
        FaultFound(at, FAULT),
        FaultGone(at),
        ClockJumped(at, -3600.0),
        CodeAsked(at),
        CodeClosed(at),
        CodeEntered(at, "17"),
        VisitResumed(at, BROUGHT),
    )


NEXT = {
    Phase.IDLE: {Phase.IDLE, Phase.MEASURING, Phase.OUT_OF_SERVICE},
    Phase.GUIDING: {Phase.GUIDING, Phase.MEASURING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.MEASURING: {Phase.MEASURING, Phase.GUIDING, Phase.DECIDING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.DECIDING: {Phase.DECIDING, Phase.ANSWERED, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.ANSWERED: {Phase.ANSWERED, Phase.GUIDING, Phase.IDLE, Phase.OUT_OF_SERVICE},
    Phase.OUT_OF_SERVICE: {Phase.OUT_OF_SERVICE, Phase.IDLE},
}


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
