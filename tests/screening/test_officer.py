"""The officer's check: what may be entered, and which of the machine's reasons it settles."""

from typing import Any

import pytest

from kiosk.screening.officer import Ended, MaskNow, OfficerCheck, check_from, complaint, of_temperature, unsettled
from kiosk.screening.values import Reason

HOT = (Reason.TEMPERATURE_ELEVATED,)
BARE = (Reason.MASK_MISSING, Reason.RETRIES_USED_UP)
LIMIT_C = 37.5


def test_a_whole_check_is_read() -> None:
    told = {"instrument": " ear 2 ", "clinical_c": [36, 36.4], "mask": "worn", "exemption": False, "reason": " ok "}
    assert check_from(Ended.LET_IN, told) == OfficerCheck(
        Ended.LET_IN, "ear 2", (36.0, 36.4), MaskNow.WORN, exemption=False, reason="ok"
    )
    assert check_from(Ended.TURNED_AWAY, {}) == OfficerCheck(Ended.TURNED_AWAY)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"clinical_c": [36.5]}, "name the thermometer"),
        ({"clinical_c": "36.5"}, "as a list"),
        ({"clinical_c": [36.1, 36.2, 36.3]}, "at most 2"),
        ({"clinical_c": ["36.5"]}, "30.0 to 45.0"),
        ({"clinical_c": [True]}, "30.0 to 45.0"),
        ({"clinical_c": [29.9]}, "30.0 to 45.0"),
        ({"clinical_c": [float("nan")]}, "30.0 to 45.0"),
        ({"mask": "off"}, "given, worn"),
        ({"exemption": "asthma"}, "not asked for"),
        ({"reason": "two\nlines"}, "one line"),
        ({"reason": "x" * 201}, "200"),
        ({"instrument": 7}, "one line"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(told: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        check_from(Ended.LET_IN, told)


@pytest.mark.parametrize(
    ("reasons", "check", "left"),
    [
        (HOT, {}, HOT),
        (HOT, {"clinical_c": (37.4,)}, ()),
        (HOT, {"clinical_c": (36.9, 37.5)}, HOT),
        (HOT, {"mask": MaskNow.WORN}, HOT),
        (BARE, {}, (Reason.MASK_MISSING,)),
        (BARE, {"mask": MaskNow.GIVEN}, ()),
        (BARE, {"exemption": True}, ()),
        (BARE, {"clinical_c": (36.5,)}, (Reason.MASK_MISSING,)),
        ((Reason.HANDS_NOT_CLEANED,), {}, ()),
        (HOT, {"clinical_c": (31.0,)}, HOT),
        (HOT, {"clinical_c": (34.9, 34.8)}, HOT),
        (HOT, {"clinical_c": (31.0, 36.6)}, ()),
        (HOT, {"clinical_c": (31.0, 38.6)}, HOT),
        (HOT, {"clinical_c": (35.0,)}, ()),
    ],
)
def test_each_reason_is_settled_by_what_speaks_against_it(
    reasons: tuple[Reason, ...], check: dict[str, Any], left: tuple[Reason, ...]
) -> None:
    assert unsettled(OfficerCheck(Ended.LET_IN, **check), reasons, LIMIT_C) == left


def test_a_reading_too_low_to_be_true_is_no_pass() -> None:
    check = OfficerCheck(Ended.LET_IN, clinical_c=(31.0,))
    assert "below 35.0" in (complaint(check, HOT) or "")
    assert complaint(OfficerCheck(Ended.LET_IN, clinical_c=(31.0,), reason="cold hands, well"), HOT) is None
    assert complaint(check, ()) is None, "nobody asked for it"


def test_overrides_and_turning_away_need_a_reason() -> None:
    assert complaint(OfficerCheck(Ended.LET_IN), ()) is None
    assert "temperature_elevated" in (complaint(OfficerCheck(Ended.LET_IN), HOT) or "")
    assert complaint(OfficerCheck(Ended.LET_IN, reason="hot from the sun"), HOT) is None
    assert "why" in (complaint(OfficerCheck(Ended.TURNED_AWAY), ()) or "")
    assert complaint(OfficerCheck(Ended.TURNED_AWAY, reason="unwell"), ()) is None


def test_whoever_was_referred_for_the_mask_alone_was_not_referred_for_the_temperature() -> None:
    assert of_temperature(HOT)
    assert not of_temperature(BARE)
