"""From snapshot to what is drawn: tables, without Qt."""

from dataclasses import fields
from typing import NamedTuple

import pytest

from kiosk.screening.snapshot import Box, Snapshot, Step
from kiosk.screening.values import Fault, Guidance, Outcome, Phase, Reason, Source, Trouble
from kiosk.ui.props import PAGES, RETRY_ADVICE, Advice, Page, advice, language_lapses, screen_props

FULL = {
    "guidance": Guidance.COME_CLOSER,
    "progress": 0.5,
    "outcome": Outcome.REFER,
    "reasons": (Reason.TEMPERATURE_ELEVATED,),
    "code": "B4",
    "face": Box(0.4, 0.3, 0.2, 0.3),
    "skin_c": 36.1,
    "uncertainty_c": 0.5,
    "fault": Fault(Source.CAMERA, Trouble.BLACK, "the lens is covered"),
    "simulated": True,
    "uncalibrated": True,
}


def test_every_phase_has_a_page():
    assert set(PAGES) == set(Phase)


def test_every_reason_has_a_retry_advice():
    assert set(RETRY_ADVICE) == set(Reason)


class Answer(NamedTuple):
    outcome: Outcome | None
    reasons: tuple[Reason, ...]
    expected: Advice


@pytest.mark.parametrize(
    "case",
    [
        Answer(Outcome.ADMIT, (), Advice.COME_IN),
        Answer(Outcome.ADMIT, (Reason.MASK_MISSING,), Advice.COME_IN),
        Answer(Outcome.REFER, (Reason.MASK_MISSING,), Advice.SEE_OFFICER),
        Answer(None, (), Advice.SEE_OFFICER),
        Answer(Outcome.RETRY, (), Advice.MEASURE_AGAIN),
        Answer(Outcome.RETRY, (Reason.MASK_MISSING,), Advice.PUT_ON_MASK),
        Answer(Outcome.RETRY, (Reason.MASK_INCORRECT,), Advice.STRAIGHTEN_MASK),
        Answer(Outcome.RETRY, (Reason.MASK_UNSURE,), Advice.COME_CLOSER),
        Answer(Outcome.RETRY, (Reason.HOT_ARRIVAL,), Advice.REST),
        Answer(Outcome.RETRY, (Reason.MASK_MISSING, Reason.HOT_ARRIVAL), Advice.REST),
        Answer(Outcome.RETRY, (Reason.TEMPERATURE_TOO_LOW, Reason.MASK_MISSING), Advice.PUT_ON_MASK),
        Answer(Outcome.RETRY, (Reason.HANDS_NOT_CLEANED,), Advice.CLEAN_HANDS),
        Answer(Outcome.RETRY, (Reason.TEMPERATURE_UNSTEADY,), Advice.MEASURE_AGAIN),
    ],
)
def test_an_answer_asks_for_one_thing(case: Answer):
    assert advice(case.outcome, case.reasons) is case.expected


@pytest.mark.parametrize("phase", Phase)
def test_nothing_shows_on_a_page_it_does_not_belong_to(phase: Phase):
    props = screen_props(Snapshot(phase, **FULL))
    answered, out = phase is Phase.ANSWERED, phase is Phase.OUT_OF_SERVICE
    assert bool(props.outcome) == bool(props.advice) == bool(props.reasons) == bool(props.code) == answered
    assert (props.skin_c is not None) == (props.uncertainty_c is not None) == answered
    assert bool(props.source) == bool(props.trouble) == bool(props.detail) == out
    assert bool(props.guidance) == (phase is Phase.GUIDING)
    assert props.preview == (phase in (Phase.GUIDING, Phase.MEASURING))


@pytest.mark.parametrize("phase", Phase)
def test_simulation_and_calibration_show_on_every_page(phase: Phase):
    props = screen_props(Snapshot(phase, simulated=True, uncalibrated=True))
    assert props.simulated
    assert props.uncalibrated


@pytest.mark.parametrize(
    ("phase", "progress", "expected"),
    [
        (Phase.MEASURING, 0.5, 0.5),
        (Phase.MEASURING, -1.0, 0.0),
        (Phase.MEASURING, 7.0, 1.0),
        (Phase.DECIDING, 0.2, 1.0),
        (Phase.GUIDING, 0.5, 0.0),
    ],
)
def test_progress_stays_between_empty_and_full(phase: Phase, progress: float, expected: float):
    assert screen_props(Snapshot(phase, progress=progress)).progress == expected


def test_hands_that_are_the_reason_are_shown_as_such():
    answer = Snapshot(Phase.ANSWERED, outcome=Outcome.RETRY, reasons=(Reason.HANDS_NOT_CLEANED,), hands=Step.NEXT)
    assert screen_props(answer).hands is Step.PROBLEM


def test_out_of_service_without_a_fault_still_has_its_page():
    props = screen_props(Snapshot(Phase.OUT_OF_SERVICE))
    assert props.page is Page.OUT_OF_SERVICE
    assert props.source == ""


def test_no_sentence_leaves_python():
    props = screen_props(Snapshot(Phase.ANSWERED, outcome=Outcome.RETRY, reasons=tuple(Reason), code="17"))
    values = [getattr(props, field.name) for field in fields(props)]
    assert not [value for value in values if isinstance(value, str) and " " in value]


IDLE = Snapshot(Phase.IDLE)
FIRST, SECOND = (Snapshot(Phase.GUIDING, session_id=name) for name in "ab")


@pytest.mark.parametrize(
    ("before", "now", "lapses"),
    [
        (None, IDLE, False),
        (IDLE, IDLE, False),
        (IDLE, FIRST, False),
        (FIRST, FIRST, False),
        (FIRST, Snapshot(Phase.ANSWERED, session_id="a"), False),
        (FIRST, SECOND, True),
        (FIRST, IDLE, True),
        (Snapshot(Phase.OUT_OF_SERVICE), IDLE, True),
    ],
)
def test_a_chosen_language_belongs_to_one_visitor(before: Snapshot | None, now: Snapshot, lapses: bool):
    assert language_lapses(before, now) is lapses
