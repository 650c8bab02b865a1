"""The real window: what a finger opens, types and chooses, and who hears of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.screening.events import CodeAsked, CodeClosed, CodeEntered, Event, FeedbackGiven
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Snapshot, Step
from kiosk.screening.values import Fault, Outcome, Phase, Source, Trouble
from kiosk.screening.visits import CodeAnswer
from kiosk.ui.desk_state import ASK_S, SAID_S, SEEN_S, UNSEEN_S, Panel
from kiosk.ui.screen import SHIFT_S, Screen
from kiosk.ui.screens import settle

from .conftest import HandClock, Listener

Find = Callable[[str], QQuickItem]
Touch = Callable[[str], None]
IDLE = Snapshot(Phase.IDLE, simulated=True)
HERE = Snapshot(Phase.GUIDING, simulated=True, session_id="a", code_touch=True)
NOON = 12


@pytest.fixture
def press(screen: Screen, touch: Touch) -> Callable[..., None]:
    """Touch one control after the other."""

    def each(*names: str) -> None:
        for name in names:
            settle(screen.window)
            touch(name)
        settle(screen.window)

    return each


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (800, 480)])
def test_a_code_is_typed_and_handed_in_while_the_passage_waits(
    screen: Screen, posted: list[Event], press: Callable[..., None], size: tuple[int, int]
):
    screen.window.resize(*size)
    screen.show(HERE)
    press("open_code", "key_1", "key_7")
    assert isinstance(posted[0], CodeAsked)
    assert [event.code for event in posted if isinstance(event, CodeEntered)] == ["17"]
    press("open_back")
    assert isinstance(posted[-1], CodeClosed)


def test_an_officer_s_code_has_a_letter(screen: Screen, posted: list[Event], press: Callable[..., None]):
    screen.show(HERE)
    press("open_code", "key_letters", "key_B", "key_4")
    assert [event.code for event in posted if isinstance(event, CodeEntered)] == ["B4"]


def test_the_answer_to_a_code_is_said_and_a_good_one_goes_on_by_itself(
    screen: Screen, item: Find, press: Callable[..., None], clock: HandClock
):
    screen.speak("en")
    screen.show(HERE)
    press("open_code", "key_1", "key_7")
    screen.show(replace(HERE, code_answer=CodeAnswer.UNKNOWN))
    assert "do not know this code" in item("panelHint").property("text")
    screen.show(replace(HERE, code_answer=CodeAnswer.ACCEPTED))
    assert "we know your code" in item("panelHint").property("text")
    clock.passes(SAID_S)
    screen.tick(NOON)
    assert screen.desk.panel == Panel.NONE


def test_an_old_answer_is_not_shown_with_a_new_code(screen: Screen, item: Find, press: Callable[..., None]):
    screen.speak("en")
    screen.show(replace(HERE, code_answer=CodeAnswer.USED))
    press("open_code", "key_1")
    assert item("panelHint").property("text") == "Type the two characters of your\u00a0code."


@pytest.mark.parametrize("size", [(1080, 1920), (800, 480)])
def test_feedback_is_two_touches_and_a_thank_you(
    screen: Screen, item: Find, posted: list[Event], press: Callable[..., None], size: tuple[int, int]
):
    screen.window.resize(*size)
    screen.speak("en")
    screen.show(IDLE)
    press("open_feedback", "mood_bad", "matter_queue")
    given = [event for event in posted if isinstance(event, FeedbackGiven)]
    assert [(event.mood, event.matter) for event in given] == [(Mood.BAD, Matter.QUEUE)]
    assert item("panelTitle").property("text") == "Thank you for telling\u00a0us"
    assert not item("mood_bad").isVisible()


def test_services_open_from_the_welcome_screen_and_from_a_retry(screen: Screen, press: Callable[..., None]):
    screen.show(IDLE)
    press("open_services", "open_back")
    screen.show(Snapshot(Phase.ANSWERED, outcome=Outcome.RETRY, simulated=True, session_id="a"))
    press("onlineCard")
    assert screen.desk.panel == Panel.SERVICES


def test_examples_are_not_offered_at_a_real_door(screen: Screen, item: Find):
    screen.show(replace(IDLE, simulated=False))
    settle(screen.window)
    assert screen.desk.services == []
    assert not [one for one in ("open_services",) if screen.window.findChild(QQuickItem, one)]


def test_a_fresh_answer_stands_before_whatever_is_open(screen: Screen, press: Callable[..., None]):
    screen.show(HERE)
    press("open_services")
    answer = Snapshot(Phase.ANSWERED, outcome=Outcome.ADMIT, door_open=True, session_id="a")
    screen.show(answer)
    assert screen.desk.panel == Panel.NONE
    press("open_feedback")
    screen.show(replace(answer, door_open=False))
    assert screen.desk.panel == Panel.FEEDBACK


def test_it_asks_before_it_closes_and_one_touch_anywhere_stays(
    screen: Screen, item: Find, press: Callable[..., None], clock: HandClock
):
    screen.show(HERE)
    press("open_code", "key_1")
    clock.passes(SEEN_S)
    screen.tick(NOON)
    assert item("stillHerePage").isVisible()
    press("stay")
    assert not item("stillHerePage").isVisible()
    assert screen.desk.typed == "1"
    clock.passes(SEEN_S + ASK_S)
    screen.tick(NOON)
    assert screen.desk.panel == Panel.NONE


def test_choices_of_somebody_at_a_panel_outlast_a_camera_that_does_not_see_them(
    screen: Screen, press: Callable[..., None], clock: HandClock
):
    screen.show(HERE)
    press("language_en", "toggleLower", "open_code")
    screen.show(IDLE)
    assert screen.language == "en"
    assert screen.desk.lower
    clock.passes(UNSEEN_S + ASK_S)
    screen.tick(NOON)
    assert (screen.language, screen.desk.lower, screen.desk.panel) == ("id", False, "")


def test_out_of_service_there_is_no_code_to_type_but_the_way_online(screen: Screen, item: Find):
    screen.show(Snapshot(Phase.OUT_OF_SERVICE, fault=Fault(Source.CAMERA, Trouble.BLACK), simulated=True))
    settle(screen.window)
    assert item("open_services").isVisible()
    assert not screen.window.findChild(QQuickItem, "open_code")


def test_whom_the_officer_lets_in_is_called_by_code(screen: Screen, item: Find):
    screen.speak("en")
    screen.show(replace(IDLE, let_in="B4", door_open=True))
    assert item("letInPage").isVisible()
    assert item("letInHeadline").property("text") == "B4, please enter"
    screen.show(IDLE)
    assert not item("letInPage").isVisible()


def test_nobody_there_for_long_dims_the_screen_and_anybody_wakes_it(screen: Screen, item: Find, clock: HandClock):
    screen.show(IDLE)
    screen.tick(NOON)
    clock.passes(299)
    screen.tick(NOON)
    assert not item("dimmer").isVisible()
    clock.passes(1)
    screen.tick(NOON)
    assert item("dimmer").isVisible()
    screen.show(HERE)
    screen.tick(NOON)
    assert not item("dimmer").isVisible()


def test_a_touch_on_a_dimmed_screen_wakes_it(screen: Screen, item: Find, press: Callable[..., None], clock: HandClock):
    screen.show(IDLE)
    clock.passes(400)
    screen.tick(NOON)
    press("open_services")
    screen.tick(NOON)
    assert not item("dimmer").isVisible()


def test_the_picture_moves_by_a_step_so_that_nothing_burns_in(screen: Screen, item: Find, clock: HandClock):
    screen.show(IDLE)
    places = set()
    for _ in range(8):
        screen.tick(NOON)
        places.add((item("stage").x(), item("stage").height()))
        clock.passes(SHIFT_S)
    assert len(places) == 4
    assert max(abs(x) for x, _ in places) <= 8


@pytest.mark.parametrize("keys", [("language_en",), ()])
def test_it_says_what_stands_on_the_screen_only_when_asked(
    screen: Screen, press: Callable[..., None], listener: Listener, keys: tuple[str, ...]
):
    screen.show(HERE)
    press(*keys)
    assert not listener.heard
    press("toggleSpeech")
    expected = "Face in the outline, please" if keys else "Silakan paskan wajah di\u00a0garis"
    assert listener.heard[-1] == (screen.language, (expected, listener.heard[-1][1][1]))
    screen.show(Snapshot(Phase.ANSWERED, outcome=Outcome.REFER, code="B4", session_id="a"))
    assert listener.heard[-1][1][3:5] == ("B", "4")
    press("toggleSpeech")
    assert listener.heard[-1][1] == ()
    screen.show(IDLE)
    assert listener.heard[-1][1] == ()


def test_the_voice_ends_with_its_visitor(screen: Screen, press: Callable[..., None], listener: Listener):
    screen.show(HERE)
    press("toggleSpeech")
    screen.show(IDLE)
    screen.tick(NOON)
    heard = len(listener.heard)
    screen.show(replace(HERE, session_id="b"))
    assert len(listener.heard) == heard


def test_a_sentence_is_begun_once_however_often_the_station_reports(
    screen: Screen, press: Callable[..., None], listener: Listener
):
    """A voice that begins anew with each report is never understood."""
    screen.show(HERE)
    press("toggleSpeech")
    listener.heard.clear()
    measuring = replace(HERE, phase=Phase.MEASURING)
    for progress in (0.1, 0.4, 0.7):
        screen.show(replace(measuring, progress=progress))
    assert [said[0] for _, said in listener.heard] == ["Mohon tetap\u00a0diam"]


def test_no_sentence_of_another_answer_is_begun(screen: Screen, press: Callable[..., None], listener: Listener):
    screen.show(HERE)
    press("toggleSpeech")
    listener.heard.clear()
    screen.show(Snapshot(Phase.ANSWERED, outcome=Outcome.REFER, code="B4", session_id="a"))
    assert [said[0] for _, said in listener.heard] == ["Silakan temui petugas"]


def test_keys_are_heard_and_what_became_of_the_code(screen: Screen, press: Callable[..., None], listener: Listener):
    screen.show(HERE)
    press("toggleSpeech", "open_code")
    assert listener.heard[-1][1][0] == "Saya punya kode"
    press("key_1")
    assert listener.heard[-1][1] == ("1",)
    press("key_7")
    screen.show(replace(HERE, typing=True, code_answer=CodeAnswer.EXPIRED))
    assert [one[:4] for one in listener.heard[-1][1]] == ["Kode"]
    press("open_back", "open_feedback", "mood_so_so")
    assert listener.heard[-1][1] == ("Biasa saja",)


def test_whoever_asks_for_the_voice_hears_all_of_the_welcome_and_of_no_check_that_is_off(
    screen: Screen, press: Callable[..., None], listener: Listener
):
    screen.show(replace(IDLE, mask=Step.NOT_NEEDED))
    press("toggleSpeech")
    heard = " ".join(listener.heard[-1][1])
    assert "Gambar wajah Anda" in heard
    assert "Tanpa sentuhan" in heard
    assert "hidung" not in heard


def test_a_kiosk_that_rests_says_so_aloud(screen: Screen, press: Callable[..., None], listener: Listener):
    screen.show(Snapshot(Phase.OUT_OF_SERVICE, fault=Fault(Source.CAMERA, Trouble.DISCONNECTED)))
    press("toggleSpeech")
    assert any("tidak dapat" in said for said in listener.heard[-1][1])
