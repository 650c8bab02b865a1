"""Calibrations and checks in the staff corner on the real window: what each touch hands on, and to whom."""

from dataclasses import replace

import pytest

from kiosk.screening import corner_input as put
from kiosk.screening.corner import Busy, CornerPage, CornerView, Note, PinRefused, Refusal
from kiosk.screening.corner_bench import BenchStage
from kiosk.screening.corner_input import CornerInput
from kiosk.ui.screen import Screen
from kiosk.ui.screens import settle

from .corner_hands import VIEWS, Find, Touch, press, show


def sign(screen: Screen, touch: Touch, good: CornerView) -> None:
    """A good result is looked at, accepted, and the PIN typed."""
    show(screen, good)
    touch("cornerNext")
    settle(screen.window)
    press(touch, "147036")
    touch("cornerNext")


def test_a_known_source_is_chosen_and_a_check_made_where_it_is_set(
    screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]
):
    view = VIEWS["source-check"]
    show(screen, view)
    touch("source_1")
    touch("warmer_-1")
    touch("warmer_0.1")
    screen.speak("id")
    assert item("checkC").property("text") == "36,1\u00a0°C"
    touch("cornerNext")
    assert put.SourceChosen(view.sources[1].source, 36.1, None) in submitted


def test_a_calibration_takes_its_own_temperatures(screen: Screen, touch: Touch, submitted: list[CornerInput]):
    show(screen, VIEWS["source-calibrate"])
    touch("cornerNext")
    assert put.SourceChosen(VIEWS["source-calibrate"].sources[0].source, None, None) in submitted


def test_a_new_source_is_typed_in(screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]):
    show(screen, VIEWS["source-none"])
    touch("cornerNext")
    settle(screen.window)
    assert not item("cornerNext").isEnabled()
    for keys in (("B", "B", "-", "9"), ("C", "/", "1"), ("0", "point", "2"), (), ()):
        for key in keys:
            touch(f"pad_{key}")
        touch("cornerNext")
        settle(screen.window)
    chosen = [one for one in submitted if isinstance(one, put.SourceChosen)]
    assert [(one.source.serial, one.source.certificate, one.source.uncertainty_c) for one in chosen] == [
        ("BB-9", "C/1", 0.2)
    ]


def test_an_interrupted_run_is_gone_on_with_or_thrown_away_after_a_second_yes(
    screen: Screen, touch: Touch, submitted: list[CornerInput]
):
    show(screen, VIEWS["resume"])
    touch("cornerNext")
    assert put.Resumed() in submitted
    touch("cornerAlso")
    assert put.Discarded() not in submitted
    settle(screen.window)
    touch("cornerNext")
    assert put.Discarded() in submitted


def test_a_run_that_cannot_go_on_is_not_offered_to(screen: Screen, item: Find):
    show(screen, VIEWS["resume-other_person"])
    assert not item("cornerNext").isVisible()


@pytest.mark.parametrize(
    ("shot", "button", "handed"),
    [
        ("bench-setting", "cornerNext", put.StandsAt()),
        ("bench-setting", "cornerAlso", put.TakenAgain()),
        ("bench-watching", "cornerAlso", put.TakenAgain()),
        ("bench-watching", "cornerBack", put.Went(CornerPage.MENU)),
        ("bench-watching", "cornerSignOut", put.SignedOut()),
    ],
)
def test_each_button_of_the_bench_does_what_it_says(
    screen: Screen, touch: Touch, submitted: list[CornerInput], shot: str, button: str, handed: CornerInput
):
    show(screen, VIEWS[shot])
    touch(button)
    assert handed in submitted


def test_nothing_can_be_confirmed_while_it_is_watched(screen: Screen, item: Find):
    show(screen, VIEWS["bench-watching"])
    assert not item("cornerNext").isVisible()
    assert item("benchPlot").isVisible()


def test_a_promise_is_made_only_of_what_is_sure(screen: Screen, item: Find):
    screen.speak("en")
    show(screen, VIEWS["bench-watching"])
    assert str(item("benchWhy").property("text")).startswith("At least 0:58 more.")
    show(screen, VIEWS["bench-watching-drifting"])
    assert str(item("benchWhy").property("text")).startswith("It still moves.")
    show(screen, VIEWS["bench-watching-unknown"])
    assert str(item("benchWhy").property("text")).startswith("Not sure yet")
    show(screen, VIEWS["bench-watching-silent"])
    assert item("benchWhy").property("text") == "It waits for readings."
    assert str(item("cornerNote").property("text")).startswith("No reading comes.")


def test_a_result_is_accepted_with_the_pin_alone(
    screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]
):
    show(screen, VIEWS["result-good"])
    touch("cornerNext")
    settle(screen.window)
    assert not item("cornerNext").isEnabled()
    press(touch, "147036")
    touch("cornerNext")
    assert [one for one in submitted if not isinstance(one, put.Touched)] == [put.Accepted("147036")]


def test_a_wrong_pin_asks_again_and_a_stored_result_leads_on(screen: Screen, item: Find, touch: Touch):
    good = VIEWS["result-good"]
    sign(screen, touch, good)
    show(screen, replace(good, busy=Busy.CHECKING_PIN))
    show(screen, replace(good, refusal=Refusal(PinRefused.WRONG, left=2)))
    assert screen.corner.property("asking") == "sign"
    show(screen, replace(good, busy=Busy.WRITING))
    show(screen, VIEWS["result-stored"])
    assert screen.corner.property("asking") == ""
    assert not item("cornerBack").isVisible()


def test_a_result_against_the_rules_can_only_be_rejected_and_with_a_reason(
    screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]
):
    show(screen, VIEWS["result-bad"])
    assert not item("cornerNext").isVisible()
    touch("cornerBack")
    settle(screen.window)
    assert not [one for one in submitted if isinstance(one, put.Rejected)]
    touch("why_disturbed while measuring")
    assert put.Rejected("disturbed while measuring") in submitted


def test_an_earlier_calibration_comes_back_with_a_reason_and_the_pin(
    screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]
):
    view = VIEWS["calibrations"]
    show(screen, view)
    assert not item("cornerNext").isVisible()
    touch("calibration_2")
    settle(screen.window)
    touch("cornerNext")
    settle(screen.window)
    touch("why_readings are in doubt")
    settle(screen.window)
    press(touch, "147036")
    touch("cornerNext")
    row = view.calibrations[2]
    wanted = put.RolledBack(row.calibration_id, "readings are in doubt", "147036")
    assert [one for one in submitted if not isinstance(one, put.Touched)] == [wanted]


def test_every_stage_of_the_bench_has_a_picture():
    assert {view.bench.stage for view in VIEWS.values() if view.bench is not None} == set(BenchStage)


def test_the_last_temperature_can_be_taken_again_from_a_result(
    screen: Screen, touch: Touch, submitted: list[CornerInput]
):
    show(screen, VIEWS["result-bad"])
    touch("cornerAlso")
    assert put.TakenAgain() in submitted


def test_a_signature_that_fails_for_another_reason_shows_the_page_again(screen: Screen, touch: Touch):
    good = VIEWS["result-good"]
    sign(screen, touch, good)
    show(screen, replace(good, closes_in_s=99.0))
    assert screen.corner.property("asking") == "sign"
    show(screen, replace(good, note=Note.NOT_STORED))
    assert screen.corner.property("asking") == ""
