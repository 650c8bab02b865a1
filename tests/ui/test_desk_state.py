"""What is open beside the passage: tables, without Qt."""

import pytest

from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.values import Phase
from kiosk.ui.desk_state import (
    ASK_S,
    BACK,
    DIGITS,
    LETTERS,
    SAID_S,
    SEEN_S,
    UNSEEN_S,
    Desk,
    Panel,
    accepted,
    felt,
    for_the_next,
    heard,
    lowered,
    opened,
    passed,
    pressed,
    touched,
)

CODE = Desk(Panel.CODE, touched_at=10.0)
FEEDBACK = Desk(Panel.FEEDBACK, touched_at=10.0)


def typed(*keys: str) -> Desk:
    desk = CODE
    for key in keys:
        desk = pressed(desk, key, 11.0)
    return desk


@pytest.mark.parametrize(
    ("keys", "text", "sent"),
    [
        (("1",), "1", ""),
        (("1", "7"), "17", "17"),
        (("1", BACK), "", ""),
        ((BACK,), "", ""),
        (("1", "7", BACK), "1", ""),
        (("1", "7", "4"), "4", ""),
        ((LETTERS, "B", "4"), "B4", "B4"),
    ],
)
def test_two_characters_make_a_code(keys: tuple[str, ...], text: str, sent: str):
    assert (typed(*keys).typed, typed(*keys).sent) == (text, sent)


def test_letters_give_way_to_digits_after_one():
    assert typed(LETTERS).letters
    assert not typed(LETTERS, "B").letters
    assert not typed(LETTERS, DIGITS).letters


def test_keys_do_nothing_elsewhere_and_after_a_good_code():
    assert pressed(FEEDBACK, "1", 11.0).typed == ""
    good = accepted(typed("1", "7"), 12.0)
    assert pressed(good, "4", 13.0).typed == "17"
    assert accepted(good, 14.0) == good
    assert accepted(typed("1"), 12.0).accepted_at is None


def test_a_good_code_closes_its_panel_once_it_could_be_read():
    good = accepted(typed("1", "7"), 12.0)
    assert passed(good, 12.0 + SAID_S - 0.1, Phase.GUIDING).panel is Panel.CODE
    assert passed(good, 12.0 + SAID_S, Phase.GUIDING).panel is Panel.NONE


def test_a_face_and_a_matter_in_any_order_are_enough_and_count_once():
    first = felt(FEEDBACK, 11.0, mood=Mood.BAD)
    assert not first.thanked
    said = felt(first, 12.0, matter=Matter.QUEUE)
    assert said.thanked
    assert felt(said, 13.0, mood=Mood.GOOD).mood is Mood.BAD
    assert felt(felt(FEEDBACK, 11.0, matter=Matter.QUEUE), 12.0, mood=Mood.BAD).thanked
    assert felt(CODE, 11.0, mood=Mood.BAD).mood is None


@pytest.mark.parametrize(("phase", "patience"), [(Phase.GUIDING, SEEN_S), (Phase.IDLE, UNSEEN_S)])
def test_nothing_closes_before_it_asked(phase: Phase, patience: float):
    assert passed(CODE, 10.0 + patience - 0.1, phase) == CODE
    asking = passed(CODE, 10.0 + patience, phase)
    assert asking.asking
    assert asking.panel is Panel.CODE
    assert not touched(asking, 10.0 + patience + 5).asking
    assert passed(asking, 10.0 + patience + ASK_S, phase).panel is Panel.NONE


def test_nobody_slow_loses_what_was_typed():
    desk = typed("1")
    for at in range(12, 600, 15):
        desk = touched(passed(desk, float(at), Phase.IDLE), float(at))
    assert (desk.panel, desk.typed) == (Panel.CODE, "1")


def test_nothing_open_stays_as_it_is():
    assert passed(Desk(), 1e6, Phase.IDLE) == Desk()


def test_how_the_screen_suits_one_stays_while_panels_come_and_go_and_ends_with_the_visitor():
    desk = opened(heard(lowered(CODE)), Panel.SERVICES, 12.0)
    assert (desk.lower, desk.speaking) == (True, True)
    assert (for_the_next(desk).lower, for_the_next(desk).speaking) == (False, False)
