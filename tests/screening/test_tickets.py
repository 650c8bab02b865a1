import pytest

from kiosk.screening.policy import threshold
from kiosk.screening.settings import Policy
from kiosk.screening.tickets import OFFICER_CODES, REST_CODES, new_code
from kiosk.screening.values import Decision, Outcome, Reason

LIMIT = threshold(Policy())
REST = Decision(Outcome.RETRY, (Reason.HOT_ARRIVAL,), LIMIT)
OFFICER = Decision(Outcome.REFER, (Reason.TEMPERATURE_ELEVATED,), LIMIT)


def test_rest_and_officer_get_codes_that_look_different() -> None:
    assert new_code(REST, (), lambda codes: codes[0]) in REST_CODES
    assert new_code(OFFICER, (), lambda codes: codes[0]) in OFFICER_CODES
    assert not set(REST_CODES) & set(OFFICER_CODES)


def test_others_get_none() -> None:
    for outcome, reason in ((Outcome.ADMIT, ()), (Outcome.RETRY, (Reason.MASK_MISSING,))):
        assert new_code(Decision(outcome, reason, LIMIT), (), lambda codes: codes[0]) is None


def test_a_code_in_use_is_not_given_again() -> None:
    taken = set(OFFICER_CODES) - {"Y9"}
    assert new_code(OFFICER, taken, lambda codes: codes[0]) == "Y9"
    with pytest.raises(ValueError, match="every code is taken"):
        new_code(OFFICER, OFFICER_CODES, lambda codes: codes[0])


def test_no_code_holds_characters_that_are_mistaken_for_others() -> None:
    assert not set("".join(OFFICER_CODES)) & set("IO01QGSZ")
