from typing import Any, NamedTuple

import pytest

from kiosk.screening.policy import decide, threshold
from kiosk.screening.settings import Policy
from kiosk.screening.values import Check, Evidence, Hands, Outcome, Reason, Threshold, ThresholdSource
from models.values import MaskStatus
from tests.screening.facts import evidence

ADMIT, RETRY, REFER = Outcome


class Case(NamedTuple):
    name: str
    evidence: Evidence
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    policy: Policy = Policy()


def policy(**changes: Any) -> Policy:
    return Policy(**changes)


CASES = [
    Case("well and masked", evidence(), ADMIT),
    Case("no mask", evidence(mask=MaskStatus.NONE), RETRY, (Reason.MASK_MISSING,)),
    Case("nose out", evidence(mask=MaskStatus.INCORRECT), RETRY, (Reason.MASK_INCORRECT,)),
    Case("mask unsure", evidence(mask=MaskStatus.UNSURE), RETRY, (Reason.MASK_UNSURE,)),
    Case("mask not seen often enough", evidence(mask=None), RETRY, (Reason.MASK_UNSURE,)),
    Case("elevated", evidence(38.6), REFER, (Reason.TEMPERATURE_ELEVATED,)),
    Case("elevated at the threshold exactly", evidence(38.0), REFER, (Reason.TEMPERATURE_ELEVATED,)),
    Case("U reaches the threshold from above", evidence(37.99), RETRY, (Reason.TEMPERATURE_NEAR_THRESHOLD,)),
    Case("U reaches the threshold from below", evidence(37.0), RETRY, (Reason.TEMPERATURE_NEAR_THRESHOLD,)),
    Case(
        "within U a second time: the officer, with a retry left",
        evidence(37.6, retries_used=1, near_before=True),
        REFER,
        (Reason.TEMPERATURE_NEAR_THRESHOLD, Reason.RETRIES_USED_UP),
    ),
    Case("within U before, and surely below now", evidence(36.5, retries_used=1, near_before=True), ADMIT),
    Case(
        "within U before, the mask is missing now",
        evidence(36.5, mask=MaskStatus.NONE, retries_used=1, near_before=True),
        RETRY,
        (Reason.MASK_MISSING,),
    ),
    Case("U stays below the threshold", evidence(36.99), ADMIT),
    Case("falling", evidence(38.6, trend=-0.05), RETRY, (Reason.HOT_ARRIVAL,)),
    Case("falling, but not surely", evidence(38.6, trend=-0.03), REFER, (Reason.TEMPERATURE_ELEVATED,)),
    Case("too briefly watched for a trend", evidence(38.6, trend=None), REFER, (Reason.TEMPERATURE_ELEVATED,)),
    Case("falling, rested already", evidence(38.6, trend=-0.05, rested=True), REFER, (Reason.TEMPERATURE_ELEVATED,)),
    Case(
        "the site sends nobody to rest",
        evidence(38.6, trend=-0.05),
        REFER,
        (Reason.TEMPERATURE_ELEVATED,),
        policy(rest_when_falling=0.0),
    ),
    Case("too cold to be a face", evidence(33.4), RETRY, (Reason.TEMPERATURE_TOO_LOW,)),
    Case("just warm enough to be a face", evidence(33.5), ADMIT),
    Case("too hot to be a face", evidence(43.1), RETRY, (Reason.TEMPERATURE_TOO_HIGH,)),
    Case("no temperature", evidence(None), RETRY, (Reason.TEMPERATURE_NOT_MEASURED,)),
    Case("unsteady", evidence(None, unsteady=True), RETRY, (Reason.TEMPERATURE_UNSTEADY,)),
    Case(
        "third time without mask",
        evidence(mask=MaskStatus.NONE, retries_used=2),
        REFER,
        (Reason.MASK_MISSING, Reason.RETRIES_USED_UP),
    ),
    Case(
        "third time too cold",
        evidence(31.0, retries_used=2),
        REFER,
        (Reason.TEMPERATURE_TOO_LOW, Reason.RETRIES_USED_UP),
    ),
    Case("second time", evidence(31.0, retries_used=1), RETRY, (Reason.TEMPERATURE_TOO_LOW,)),
    Case("third time well", evidence(retries_used=2), ADMIT),
    Case(
        "no mask and elevated: the officer at once",
        evidence(39.0, mask=MaskStatus.NONE),
        REFER,
        (Reason.TEMPERATURE_ELEVATED, Reason.MASK_MISSING),
    ),
    Case("hands prompt is enough where advised", evidence(hands=Hands.PROMPT_SHOWN), ADMIT),
    Case(
        "a prompt is not clean hands",
        evidence(hands=Hands.PROMPT_SHOWN),
        RETRY,
        (Reason.HANDS_NOT_CLEANED,),
        policy(hands=Check.REQUIRE),
    ),
    Case("sensed hands", evidence(hands=Hands.SENSED), ADMIT, (), policy(hands=Check.REQUIRE)),
    Case("confirmed hands", evidence(hands=Hands.SELF_CONFIRMED), ADMIT, (), policy(hands=Check.REQUIRE)),
    Case("mask off", evidence(mask=None), ADMIT, (), policy(mask=Check.OFF)),
    Case("mask advised", evidence(mask=MaskStatus.NONE), ADMIT, (Reason.MASK_MISSING,), policy(mask=Check.ADVISE)),
    Case(
        "temperature advised",
        evidence(39.0),
        ADMIT,
        (Reason.TEMPERATURE_ELEVATED,),
        policy(temperature=Check.ADVISE),
    ),
    Case("temperature off", evidence(None), ADMIT, (), policy(temperature=Check.OFF)),
    Case("lower by a baseline", evidence(36.2), REFER, (Reason.TEMPERATURE_ELEVATED,), policy(baseline_c=34.6)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_decides(case: Case) -> None:
    decision = decide(case.evidence, case.policy)
    assert (decision.outcome, decision.reasons) == (case.outcome, case.reasons)


def test_the_lower_of_ceiling_and_baseline_is_in_force_and_named() -> None:
    assert threshold(policy()) == Threshold(37.5, ThresholdSource.CEILING)
    assert threshold(policy(baseline_c=34.6)) == Threshold(35.6, ThresholdSource.BASELINE)
    assert threshold(policy(baseline_c=37.0)) == Threshold(37.5, ThresholdSource.CEILING)


def test_a_machine_never_refuses_finally() -> None:
    """Whatever the evidence, the outcome is to walk in, to try again or to see a person."""
    assert {outcome.value for outcome in Outcome} == {"admit", "retry", "refer"}
