"""What is typed in the corner: keys, fields, what needs a reason or a PIN first."""

from dataclasses import replace

import pytest

from kiosk.screening.set_points import CHECK_C, Blackbody
from kiosk.ui.corner_state import (
    FORM,
    HOLD_S,
    NOTICED_S,
    REASONS,
    Ask,
    Deed,
    Field,
    Form,
    Typing,
    Why,
    blackbody,
    deeds,
    filled,
    form_of,
    held,
    moved,
    pressed,
    room_c,
    stepped,
)

BB7 = Blackbody("BB-7", "C-2026-11", 0.1, emissivity=0.97, emissivity_u=0.002, aperture_u_c=0.01)


def typed(typing: Typing, keys: str) -> Typing:
    for key in keys:
        typing = pressed(typing, {"<": "back", "!": "clear", ",": "point"}.get(key, key))
    return typing


@pytest.mark.parametrize(
    ("after", "done"), [(0.0, 0.0), (NOTICED_S / 2, 0.0), (HOLD_S / 2, 0.5), (HOLD_S, 1.0), (HOLD_S * 9, 1.0)]
)
def test_a_long_press_shows_once_it_is_more_than_a_touch(after: float, done: float):
    assert held(Typing(held_since=10.0), 10.0 + after) == pytest.approx(done)
    assert held(Typing(), 10.0 + after) == 0.0


def test_a_whole_number_leads_on_to_the_pin():
    typing = typed(Typing(), "0003")
    assert (typing.number, typing.which) == ("0003", Field.PIN)
    assert typed(typing, "147036").pin == "147036"


def test_a_number_that_is_mended_leads_on_again_and_never_grows_too_long():
    typing = typed(replace(typed(Typing(), "0003"), which=Field.NUMBER), "<")
    assert (typing.number, typing.which) == ("000", Field.NUMBER)
    assert typed(typing, "4").number == "0004"
    assert typed(replace(typing, number="0004"), "5").number == "0004"


def test_keys_erase_one_or_all():
    assert typed(Typing(which=Field.PIN), "1234<").pin == "123"
    assert typed(Typing(which=Field.PIN), "1234!").pin == ""
    assert len(typed(Typing(which=Field.PIN), "1" * 30).pin) == 12


def test_a_pin_stands_in_no_repr():
    assert "147036" not in repr(typed(Typing(which=Field.PIN), "147036"))


@pytest.mark.parametrize(
    ("deed", "why", "ask"),
    [
        (Deed.NONE, None, Ask.NONE),
        (Deed.ACCEPT, None, Ask.SIGN),
        (Deed.REJECT, None, Ask.WHY),
        (Deed.ROLL_BACK, None, Ask.WHY),
        (Deed.ROLL_BACK, Why.CHECKS, Ask.SIGN),
        (Deed.SHUT_DOWN, None, Ask.SIGN),
        (Deed.DISCARD, None, Ask.SURE),
    ],
)
def test_nothing_that_stays_is_done_by_one_touch(deed: Deed, why: Why | None, ask: Ask):
    assert Typing(deed=deed, why=why).ask is ask


def test_what_was_typed_for_one_deed_is_gone_for_the_next():
    typing = deeds(Typing(deed=Deed.ROLL_BACK, why=Why.CHECKS, pin="147036"), Deed.SHUT_DOWN)
    assert (typing.why, typing.pin, typing.which) == (None, "", Field.PIN)


def test_every_reason_is_offered_for_something_and_fits_the_record():
    offered = {why for some in REASONS.values() for why in some}
    assert offered == set(Why)
    assert all(1 <= len(why) <= 200 for why in Why)


def test_a_form_keeps_what_it_does_not_ask_for():
    form = form_of(BB7).with_text(Field.UNCERTAINTY, "0.2")
    assert blackbody(form) == replace(BB7, uncertainty_c=0.2)


def test_a_blackbody_is_typed_in_field_by_field():
    typing = Typing(form=Form(), which=Field.SERIAL)
    for keys in ("BB-9", "C/12", "0,15"):
        typing = moved(typed(typing, keys), 1)
    assert typing.which is Field.EMISSIVITY
    assert typing.form is not None
    assert blackbody(typing.form) == Blackbody("BB-9", "C/12", 0.15, emissivity=0.98)
    assert room_c(typing.form) is None
    typing = typed(moved(typing, 1), "27,5")
    assert typing.form is not None
    assert room_c(typing.form) == 27.5


@pytest.mark.parametrize(
    ("which", "text", "good"),
    [
        (Field.SERIAL, "", False),
        (Field.SERIAL, " ", False),
        (Field.SERIAL, "BB-7", True),
        (Field.UNCERTAINTY, "", False),
        (Field.UNCERTAINTY, ".", False),
        (Field.UNCERTAINTY, "0.", True),
        (Field.ROOM, "", True),
        (Field.ROOM, ".", False),
    ],
)
def test_a_field_that_cannot_be_read_is_told_apart(which: Field, text: str, good: bool):
    assert filled(Form().with_text(which, text), which) is good


def test_an_unfinished_form_makes_no_blackbody():
    assert blackbody(Form()) is None
    assert blackbody(form_of(BB7).with_text(Field.SERIAL, "")) is None


def test_a_figure_has_one_decimal_sign():
    typing = typed(Typing(form=Form(), which=Field.UNCERTAINTY), "0,1,5")
    assert typing.form is not None
    assert typing.form.text(Field.UNCERTAINTY) == "0.15"
    words = typed(Typing(form=Form(), which=Field.SERIAL), "A,")
    assert words.form is not None
    assert words.form.text(Field.SERIAL) == "A"


def test_before_the_first_field_the_form_is_left_and_after_the_last_it_stays():
    assert moved(Typing(form=Form(), which=FORM[0]), -1).form is None
    assert moved(Typing(form=Form(), which=FORM[-1]), 1).which is FORM[-1]


def test_keys_without_a_form_change_nothing():
    assert typed(Typing(which=Field.SERIAL), "A") == Typing(which=Field.SERIAL)


def test_the_check_moves_in_tenths_within_its_range():
    typing = stepped(Typing(), 0.1, 37.0)
    assert typing.reference_c == 37.1
    assert stepped(typing, -1, 37.0).reference_c == 36.1
    assert stepped(typing, 100, 37.0).reference_c == CHECK_C[1]
