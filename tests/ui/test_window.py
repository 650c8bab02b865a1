"""The real window, without a screen: what is on it, and what a finger does."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.screening.events import AgainAsked, Event, HandsConfirmed
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Outcome, Phase, Reason
from kiosk.ui.gallery import shots, staff_shots
from kiosk.ui.props import PAGES
from kiosk.ui.screen import Screen
from kiosk.ui.screens import render_screens, settle
from kiosk.ui.site import Look
from models.values import WrongWay

from .conftest import every_item

Find = Callable[[str], QQuickItem]
Touch = Callable[[str], None]
PAGE_ITEMS = {
    "welcome": "welcomePage",
    "screening": "screeningPage",
    "answer": "answerPage",
    "let_in": "letInPage",
    "out_of_service": "outOfServicePage",
}
ANSWERED = Snapshot(Phase.ANSWERED, outcome=Outcome.RETRY, reasons=(Reason.MASK_MISSING,), again_touch=True)


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_shows_exactly_its_page(screen: Screen, item: Find, phase: Phase):
    screen.show(Snapshot(phase))
    shown = [page for page, name in PAGE_ITEMS.items() if item(name).isVisible()]
    assert shown == [PAGES[phase]]


@pytest.mark.parametrize("phase", Phase)
def test_the_simulation_band_is_on_every_page_and_on_none_without(screen: Screen, item: Find, phase: Phase):
    for simulated in (True, False):
        screen.show(Snapshot(phase, simulated=simulated))
        assert item("simulationBand").isVisible() is simulated
        assert item("simulationText").isVisible() is simulated


@pytest.mark.parametrize("outcome", Outcome)
def test_no_other_answer_shows_through(screen: Screen, item: Find, outcome: Outcome):
    screen.speak("en")
    headlines = {
        "admit": "Please come\u00a0in",
        "retry": "Please put on a mask",
        "refer": "Please see the\u00a0officer",
    }
    screen.show(replace(ANSWERED, outcome=outcome))
    assert item("headline").property("text") == headlines[outcome]


@pytest.mark.parametrize(
    ("way", "drawn"),
    [
        (WrongWay.NOSE, ["before_mask_low"]),
        (WrongWay.CHIN, ["before_mask_chin"]),
        (None, ["before_mask_low", "before_mask_chin"]),
    ],
)
def test_a_mask_is_drawn_the_way_it_sits(screen: Screen, way: WrongWay | None, drawn: list[str]):
    screen.show(replace(ANSWERED, reasons=(Reason.MASK_INCORRECT,), wrong_way=way))
    settle(screen.window)
    items = every_item(screen.window.contentItem())
    assert [each.objectName() for each in items if each.objectName().startswith("before_")] == drawn


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (800, 480)])
def test_a_touch_confirms_clean_hands(
    screen: Screen, item: Find, touch: Touch, posted: list[Event], size: tuple[int, int]
):
    screen.window.resize(*size)
    screen.show(Snapshot(Phase.GUIDING))
    assert not item("confirmHands").isVisible()
    screen.show(Snapshot(Phase.GUIDING, hands_touch=True))
    settle(screen.window)
    touch("confirmHands")
    assert [type(event) for event in posted] == [HandsConfirmed]


def test_clean_hands_can_be_confirmed_after_an_answer_as_well(
    screen: Screen, item: Find, touch: Touch, posted: list[Event]
):
    screen.show(replace(ANSWERED, reasons=(Reason.HANDS_NOT_CLEANED,), hands_touch=True))
    settle(screen.window)
    touch("handsAfterAnswer")
    assert [type(event) for event in posted] == [HandsConfirmed]


def test_a_touch_asks_to_be_measured_again(screen: Screen, item: Find, touch: Touch, posted: list[Event]):
    screen.show(replace(ANSWERED, again_touch=False))
    assert not item("measureAgain").isVisible()
    screen.show(ANSWERED)
    settle(screen.window)
    touch("measureAgain")
    assert [type(event) for event in posted] == [AgainAsked]


def test_language_switches_by_touch_and_goes_back_for_the_next_visitor(screen: Screen, item: Find, touch: Touch):
    screen.show(Snapshot(Phase.IDLE))
    headline = item("welcomeHeadline")
    assert headline.property("text") == "Selamat datang"
    touch("language_en")
    assert headline.property("text") == "Welcome"
    screen.show(Snapshot(Phase.GUIDING, session_id="a"))
    assert item("guidance").property("text") == "Face in the outline, please"
    screen.show(Snapshot(Phase.IDLE))
    assert headline.property("text") == "Selamat datang"


def test_language_goes_back_when_somebody_else_steps_in_at_once(screen: Screen, item: Find, touch: Touch):
    screen.show(Snapshot(Phase.GUIDING, session_id="a"))
    touch("language_en")
    screen.show(Snapshot(Phase.GUIDING, session_id="b"))
    assert screen.language == "id"
    assert item("guidance").property("text") == "Silakan paskan wajah di\u00a0garis"


def test_language_chosen_on_an_empty_screen_lapses(screen: Screen, touch: Touch):
    screen.show(Snapshot(Phase.IDLE))
    touch("language_en")
    assert screen.lapse.isActive()
    screen.lapse.timeout.emit()
    assert screen.language == "id"


def test_language_of_somebody_being_screened_does_not_lapse(screen: Screen, touch: Touch):
    screen.show(Snapshot(Phase.IDLE))
    touch("language_en")
    screen.show(Snapshot(Phase.GUIDING, session_id="a"))
    screen.lapse.timeout.emit()
    assert screen.language == "en"


def test_an_unknown_language_changes_nothing(screen: Screen):
    screen.view.chooseLanguage("xx")
    assert screen.language == "id"


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (800, 480), (1920, 1080)])
@pytest.mark.parametrize("name", ["language_id", "language_en", "confirmHands", "handsAfterAnswer", "measureAgain"])
def test_controls_are_big_enough_and_have_names(
    screen: Screen, item: Find, evaluate: Callable[[str], object], size: tuple[int, int], name: str
):
    screen.window.resize(*size)
    page = ANSWERED if name in ("handsAfterAnswer", "measureAgain") else Snapshot(Phase.GUIDING)
    screen.show(replace(page, hands_touch=True))
    settle(screen.window)
    button = item(name)
    assert min(button.width(), button.height()) >= 64
    assert button.property("text")


def test_the_number_is_shown_only_where_it_is_given_and_in_the_language_of_the_screen(screen: Screen, item: Find):
    admit = Snapshot(Phase.ANSWERED, outcome=Outcome.ADMIT, skin_c=36.42, uncertainty_c=0.5)
    screen.show(admit)
    assert item("skin").property("text") == "Suhu kulit 36,4 °C, kurang lebih\u00a00,5"
    screen.speak("en")
    assert item("skin").property("text") == "Skin temperature 36.4 °C, give or take\u00a00.5"
    screen.show(replace(admit, skin_c=None))
    assert not item("skin").isVisible()


def test_a_picture_is_drawn_for_each_phase_and_panel(qapp: QGuiApplication, tmp_path: Path):
    written = render_screens(tmp_path, sizes=[(800, 480)], languages=["id"])
    names = {file.name for file in written if file.stat().st_size > 1000}
    assert all(f"{name}-{language}-800x480.png" in names for name in shots() | staff_shots() for language in ["id"])
    assert {name.split("-")[0] for name in names} == {*Phase, "panel", "corner"}


def test_pictures_are_drawn_in_the_colours_that_are_asked_for(qapp: QGuiApplication, tmp_path: Path):
    def ground(look: Look) -> int:
        (drawn,) = render_screens(tmp_path / look, sizes=[(800, 480)], languages=["id"], only="idle-id", look=look)
        return QImage(str(drawn)).pixelColor(400, 400).lightness()

    assert ground(Look.NIGHT) < 60 < 200 < ground(Look.DAY) < ground(Look.BRIGHT)
