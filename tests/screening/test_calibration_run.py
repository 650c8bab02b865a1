import pytest

from kiosk.screening.calibration import Rejected, Rejection
from kiosk.screening.calibration_run import (
    FULL,
    Begun,
    Event,
    Run,
    Step,
    Taken,
    Warmed,
    Withdrawn,
    advance,
    conclude,
    rejoined,
    result_of,
    resumed,
)
from kiosk.screening.set_points import Approach, Purpose
from tests.screening.blackbody import SENSOR, SOURCE, set_point

BEGUN = Begun("r1", "2026-03-01T07:00:00.000000Z", SENSOR, SOURCE, "tech-1", FULL, simulated=False)
WARMED = Warmed("2026-03-01T07:30:00.000000Z")
LATER = "2026-03-01T08:00:00.000000Z"


def taken(step: Step) -> Taken:
    return Taken(LATER, set_point(step.reference_c, step.approach, step.purpose))


WHOLE: tuple[Event, ...] = (BEGUN, WARMED, *(taken(step) for step in FULL))


def run_of(*events: Event) -> Run:
    run = resumed(events)
    assert run is not None
    return run


def test_the_plan_goes_up_looks_in_between_and_comes_down() -> None:
    assert [step.reference_c for step in FULL if step.purpose is Purpose.FIT] == [34.0, 36.0, 38.0, 40.0, 36.0, 34.0]
    assert [step.reference_c for step in FULL if step.purpose is Purpose.CHECK] == [37.0]
    assert FULL[-1].approach is Approach.DOWN


@pytest.mark.parametrize("cut", range(1, len(WHOLE)))
def test_an_interrupted_run_goes_on_where_it_stood(cut: int) -> None:
    """Cut anywhere, taken up from the list: the end is the same."""
    run = run_of(*WHOLE[:cut])
    for event in WHOLE[cut:]:
        run = advance(run, event)
    assert run == run_of(*WHOLE)
    assert run.next_step is None


@pytest.mark.parametrize(
    ("at_utc", "warm"),
    [
        (LATER, True),
        ("2026-03-01T08:10:00.000000Z", True),
        ("2026-03-01T08:10:01.000000Z", False),
        ("2026-04-01T08:00:00.000000Z", False),
        ("2026-03-01T07:59:59.000000Z", False),
    ],
)
def test_after_a_longer_break_the_sensor_warms_up_again(at_utc: str, warm: bool) -> None:
    """Nobody knows whether it was switched on meanwhile. What was taken stays."""
    run = run_of(*WHOLE[:4])
    again = rejoined(run, at_utc)
    assert (again.warm, again.taken) == (warm, run.taken)
    if not warm:
        with pytest.raises(ValueError, match="does not follow"):
            advance(again, WHOLE[4])
    assert advance(advance(again, Warmed(at_utc)), WHOLE[4]).next_step == FULL[3]


def test_nothing_begun_is_nothing_to_resume() -> None:
    assert resumed(()) is None


def test_next_comes_the_first_step_not_taken() -> None:
    run = run_of(*WHOLE[:4])
    assert run.next_step == FULL[2]
    assert run.last_utc == LATER


def test_the_last_point_can_be_taken_again() -> None:
    run = advance(run_of(*WHOLE[:4]), Withdrawn(LATER))
    assert run.next_step == FULL[1]


@pytest.mark.parametrize(
    "events",
    [
        (WARMED,),
        (BEGUN, BEGUN),
        (BEGUN, taken(FULL[0])),
        (BEGUN, Withdrawn(LATER)),
        (*WHOLE, taken(FULL[0])),
    ],
    ids=["warm before begun", "begun twice", "measured while cold", "withdrawn from nothing", "more than planned"],
)
def test_what_does_not_follow_is_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(ValueError, match="does not follow here"):
        resumed(events)


def test_a_finished_run_makes_a_record() -> None:
    run = run_of(*WHOLE)
    kept = conclude(run, parent="before", ended_utc=LATER, valid_until_utc="2027-03-01T08:00:00.000000Z")
    assert kept.accepted
    assert kept.result == result_of(run)
    assert (kept.run_id, kept.parent, kept.operator) == ("r1", "before", "tech-1")
    assert kept.begun_utc == BEGUN.at_utc


def test_an_unfinished_run_makes_none() -> None:
    with pytest.raises(ValueError, match="has not been taken"):
        conclude(run_of(*WHOLE[:-1]), parent=None, ended_utc=LATER, valid_until_utc=LATER)


def test_its_technicians_reason_stands_against_a_run_whose_figures_are_good() -> None:
    run = run_of(*WHOLE)
    assert conclude(run, parent=None, ended_utc=LATER, valid_until_utc=LATER).accepted
    why = "the door stood open"
    against = conclude(run, parent=None, ended_utc=LATER, valid_until_utc=LATER, why_not=why)
    assert not against.accepted
    assert against.result.rejected == (Rejected(Rejection.TECHNICIAN, why),)
