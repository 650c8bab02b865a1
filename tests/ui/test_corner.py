"""The staff corner on the real window: the way in and out, its lists, its language, what nothing but a PIN does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.screening import corner_input as put
from kiosk.screening.corner import Busy, CornerPage, CornerView, Note, PinRefused, Refusal
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.corner_input import CornerInput
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.desk_state import Panel
from kiosk.ui.give_way import GIVE_WAY_S
from kiosk.ui.screen import Screen
from kiosk.ui.screens import settle

from .conftest import HandClock
from .corner_hands import VIEWS, Find, Touch, hold, middle, press, show


@pytest.mark.parametrize("phase", Phase)
def test_a_long_press_on_the_sites_name_opens_the_corner_in_any_phase(
    screen: Screen, item: Find, clock: HandClock, submitted: list[CornerInput], phase: Phase
):
    screen.show(Snapshot(phase))
    settle(screen.window)
    hold(screen, item, clock, 2.8)
    assert submitted == []
    hold(screen, item, clock, 3.2)
    assert submitted == [put.Opened()]


def test_the_ring_fills_while_the_finger_stays_and_is_gone_when_it_leaves(screen: Screen, item: Find, clock: HandClock):
    screen.show(Snapshot(Phase.IDLE))
    settle(screen.window)
    ring = item("cornerRing")
    QTest.mousePress(
        screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(item("cornerDoor"))
    )
    assert not ring.isVisible()
    clock.passes(1.5)
    screen.tick(12)
    assert ring.isVisible()
    assert screen.corner.property("held") == pytest.approx(0.5)
    QTest.mouseMove(screen.window, QPoint(600, 600))
    screen.tick(12)
    assert not ring.isVisible()
    clock.passes(5.0)
    screen.tick(12)
    QTest.mouseRelease(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(600, 600))


def test_without_a_corner_there_is_no_way_to_it(screen: Screen, item: Find):
    without = Screen(screen._site, lambda event: None)  # pyright: ignore[reportPrivateUsage]
    assert without.corner.property("offered") is False
    assert screen.corner.property("offered") is True
    without.close()


def test_number_and_pin_are_handed_on_and_the_pin_is_kept_nowhere(
    screen: Screen, touch: Touch, submitted: list[CornerInput]
):
    show(screen, VIEWS["sign_in"])
    press(touch, "0003147036")
    touch("cornerNext")
    touched = [one for one in submitted if not isinstance(one, put.Touched)]
    assert touched == [put.SignedIn("0003", "147036")]
    assert "147036" not in repr(touched)
    assert screen.corner.state.pin == ""


@pytest.mark.parametrize("why", PinRefused)
def test_a_refusal_says_why_and_the_number_stays(screen: Screen, item: Find, touch: Touch, why: PinRefused):
    show(screen, VIEWS["sign_in"])
    press(touch, "0003")
    show(screen, replace(VIEWS["sign_in"], refusal=Refusal(why, left=3, locked_s=272.0)))
    assert item("cornerNote").isVisible()
    assert screen.corner.state.number == "0003"


def test_a_lock_out_tells_the_time_left_and_a_wrong_pin_the_attempts(screen: Screen, item: Find):
    screen.speak("en")
    show(screen, VIEWS["sign_in-locked"])
    assert item("cornerNote").property("text").startswith("Too many wrong attempts. Try again in 4:32, ")
    show(screen, VIEWS["sign_in-wrong"])
    assert item("cornerNote").property("text") == "Number or PIN is not right. Attempts left: 3."


def test_while_a_pin_is_checked_nothing_is_handed_on_twice(
    screen: Screen, item: Find, touch: Touch, submitted: list[CornerInput]
):
    show(screen, replace(VIEWS["sign_in"], busy=Busy.CHECKING_PIN))
    press(touch, "0003147036")
    assert not item("cornerNext").isEnabled()
    touch("cornerNext")
    assert not [one for one in submitted if isinstance(one, put.SignedIn)]


def test_a_visitor_who_lands_there_goes_back_with_one_touch(screen: Screen, touch: Touch, submitted: list[CornerInput]):
    show(screen, VIEWS["sign_in"])
    touch("cornerBack")
    assert put.Closed() in submitted


def test_a_page_covers_the_visitors_screen_and_closing_it_shows_it_again(screen: Screen, item: Find):
    screen.show(Snapshot(Phase.IDLE))
    screen.desk.open(Panel.SERVICES)
    show(screen, VIEWS["menu"])
    pages = item("cornerPages")
    assert pages.isVisible()
    assert screen.desk.state.panel is Panel.NONE
    band = item("simulationBand")
    assert pages.y() == band.y() + band.height()
    assert (pages.width(), pages.y() + pages.height()) == (screen.window.width(), screen.window.height())
    show(screen, CornerView())
    assert not pages.isVisible()


@pytest.mark.parametrize(
    ("tile", "handed"),
    [
        ("check_daily", put.Began(BenchKind.CHECK)),
        ("calibrate", put.Began(BenchKind.CALIBRATE)),
        ("roll_back", put.Went(CornerPage.CALIBRATIONS)),
        ("devices", put.Went(CornerPage.DEVICES)),
        ("shut_down", put.Went(CornerPage.SHUT_DOWN)),
    ],
)
def test_the_menu_leads_where_it_says(
    screen: Screen, touch: Touch, submitted: list[CornerInput], tile: str, handed: CornerInput
):
    show(screen, VIEWS["menu"])
    touch(f"menu_{tile}")
    assert handed in submitted


def test_what_a_role_may_not_do_is_there_and_cannot_be_touched(screen: Screen, item: Find):
    show(screen, VIEWS["menu-officer"])
    can = {
        name
        for name in ("check_daily", "calibrate", "roll_back", "devices", "shut_down")
        if item(f"menu_{name}").isEnabled()
    }
    assert can == {"check_daily", "roll_back", "devices"}


def test_the_program_is_shut_down_with_the_pin_alone(screen: Screen, touch: Touch, submitted: list[CornerInput]):
    show(screen, VIEWS["shut_down"])
    touch("cornerNext")
    settle(screen.window)
    press(touch, "147036")
    touch("cornerNext")
    assert [one for one in submitted if not isinstance(one, put.Touched)] == [put.ShutDown("147036")]


def test_what_was_typed_is_gone_when_the_page_is_another(screen: Screen, touch: Touch):
    show(screen, VIEWS["shut_down"])
    touch("cornerNext")
    settle(screen.window)
    press(touch, "147")
    show(screen, replace(VIEWS["menu"], note=Note.SIGNED_OUT_IDLE))
    assert (screen.corner.state.pin, screen.corner.property("asking")) == ("", "")


def test_touches_tell_that_somebody_is_there_once_a_second(
    screen: Screen, touch: Touch, clock: HandClock, submitted: list[CornerInput]
):
    show(screen, VIEWS["sign_in"])
    press(touch, "000")
    assert submitted == [put.Touched()]
    clock.passes(1.1)
    press(touch, "3")
    assert submitted == [put.Touched()] * 2


def test_the_screen_does_not_dim_under_the_hands_of_staff(screen: Screen, clock: HandClock):
    screen.show(Snapshot(Phase.OUT_OF_SERVICE))
    for _ in range(40):
        clock.passes(10.0)
        screen.show_corner(replace(VIEWS["menu"], closes_in_s=100.0))
        screen.tick(12)
    assert screen.desk.property("dimmed") is False


def test_a_list_stays_as_it_is_while_only_the_time_runs(screen: Screen, item: Find):
    view = VIEWS["calibrations"]
    show(screen, view)
    before = item("calibration_1")
    show(screen, replace(view, closes_in_s=120.0))
    assert item("calibration_1") is before


@pytest.mark.parametrize("page", ["sign_in", "menu", "bench-watching"])
def test_staff_change_the_language_in_the_corner_and_leave_the_visitors_theirs(
    screen: Screen, item: Find, touch: Touch, page: str
):
    show(screen, VIEWS[page])
    indonesian = item("cornerTitle").property("text")
    touch("cornerLanguage")
    settle(screen.window)
    assert screen.language == "en"
    assert item("cornerTitle").property("text") != indonesian
    touch("cornerLanguage")
    assert screen.language == "id"
    touch("cornerLanguage")
    screen.show_corner(CornerView())
    assert screen.language == "id"


def test_the_corner_keeps_its_language_though_a_visitor_leaves(screen: Screen, touch: Touch):
    screen.show(Snapshot(Phase.MEASURING, session_id="a"))
    screen.show_corner(VIEWS["sign_in"])
    settle(screen.window)
    touch("cornerLanguage")
    screen.show(Snapshot(Phase.IDLE))
    screen.tick(12)
    assert screen.language == "en"
    screen.show_corner(CornerView())
    assert screen.language == "id"


def test_the_sign_in_page_gives_way_to_a_visitor_who_comes_while_nobody_types(
    screen: Screen, clock: HandClock, submitted: list[CornerInput]
):
    show(screen, VIEWS["sign_in"])
    screen.show(Snapshot(Phase.IDLE))
    screen.tick(12)
    screen.show(Snapshot(Phase.MEASURING, session_id="a"))
    clock.passes(GIVE_WAY_S - 1)
    screen.tick(12)
    assert put.SignedOut() not in submitted
    clock.passes(2)
    screen.tick(12)
    assert put.SignedOut() in submitted


def test_whoever_stands_there_typing_keeps_the_sign_in_page(
    screen: Screen, clock: HandClock, submitted: list[CornerInput]
):
    show(screen, VIEWS["sign_in"])
    screen.show(Snapshot(Phase.MEASURING, session_id="a"))
    for key in "12":
        screen.corner.press(key)
        screen.tick(12)
        clock.passes(GIVE_WAY_S + 5)
        screen.tick(12)
    assert put.SignedOut() not in submitted


@pytest.mark.parametrize("name", ["menu", "bench-watching"])
def test_whoever_is_signed_in_keeps_the_corner(
    screen: Screen, clock: HandClock, submitted: list[CornerInput], name: str
):
    show(screen, VIEWS[name])
    screen.tick(12)
    screen.show(Snapshot(Phase.MEASURING, session_id="a"))
    clock.passes(60)
    screen.tick(12)
    assert put.SignedOut() not in submitted


def test_a_visitor_s_language_outlives_a_corner_that_staff_only_looked_into(screen: Screen, touch: Touch):
    screen.show(Snapshot(Phase.MEASURING, session_id="a"))
    touch("language_en")
    screen.show_corner(VIEWS["sign_in"])
    screen.show_corner(CornerView())
    assert screen.language == "en"
