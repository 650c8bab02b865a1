"""Evidence + policy -> decision. A machine never finally refuses a person: what it cannot admit goes to the officer."""

from kiosk.screening.settings import Policy
from kiosk.screening.values import (
    Check,
    Decision,
    Evidence,
    Hands,
    MaskFinding,
    Measurement,
    Outcome,
    Reason,
    Threshold,
    ThresholdSource,
)
from models.values import MaskStatus

_MASK_REASON = {
    MaskStatus.WORN: None,
    MaskStatus.INCORRECT: Reason.MASK_INCORRECT,
    MaskStatus.NONE: Reason.MASK_MISSING,
    MaskStatus.UNSURE: Reason.MASK_UNSURE,
}
NEEDS_OFFICER = frozenset({Reason.TEMPERATURE_ELEVATED})


def threshold(policy: Policy, ambient_c: float | None = None) -> Threshold:
    """Return the threshold in force (°C, on skin): the lower of the fixed ceiling and baseline + margin.

    Where the site knows how healthy skin follows the sensor's own temperature, `ambient_c`, so does the baseline.
    """
    by_baseline = policy.baseline_c + policy.margin_c
    if ambient_c is not None and policy.baseline_slope:
        by_baseline += policy.baseline_slope * (ambient_c - policy.baseline_ambient_c)
    if policy.baseline_c > 0 and by_baseline < policy.elevated_from:
        return Threshold(by_baseline, ThresholdSource.BASELINE)
    return Threshold(policy.elevated_from, ThresholdSource.CEILING)


def decide(evidence: Evidence, policy: Policy) -> Decision:
    """Return outcome and reasons. Reasons of an admit are what the site only advises."""
    limit = threshold(policy, evidence.measurement.ambient_c if evidence.measurement else None)
    checked = (
        (policy.temperature, temperature_reason(evidence, policy, limit)),
        (policy.mask, mask_reason(evidence.mask)),
        (policy.hands, hands_reason(evidence.hands, policy.hands)),
    )
    required = tuple(reason for check, reason in checked if reason and check is Check.REQUIRE)
    advised = tuple(reason for check, reason in checked if reason and check is Check.ADVISE)
    if evidence.with_officer:
        return Decision(Outcome.REFER, (*required, Reason.REFERRED_BEFORE), limit)
    if not required:
        return Decision(Outcome.ADMIT, advised, limit)
    if NEEDS_OFFICER.intersection(required):
        return Decision(Outcome.REFER, required, limit)
    near_twice = evidence.near_before and Reason.TEMPERATURE_NEAR_THRESHOLD in required
    if near_twice or evidence.retries_used >= policy.retries:
        return Decision(Outcome.REFER, (*required, Reason.RETRIES_USED_UP), limit)
    return Decision(Outcome.RETRY, required, limit)


def temperature_reason(evidence: Evidence, policy: Policy, limit: Threshold) -> Reason | None:
    """Return what speaks against the temperature; None when it is surely below the threshold."""
    found = evidence.measurement
    if found is None:
        return Reason.TEMPERATURE_UNSTEADY if evidence.unsteady else Reason.TEMPERATURE_NOT_MEASURED
    if found.skin_c < policy.low_limit:
        return Reason.TEMPERATURE_TOO_LOW
    if found.skin_c > policy.high_limit:
        return Reason.TEMPERATURE_TOO_HIGH
    if found.skin_c - found.uncertainty_c >= limit.value_c:
        hot_arrival = falling(found, policy) and not evidence.rested
        return Reason.HOT_ARRIVAL if hot_arrival else Reason.TEMPERATURE_ELEVATED
    if found.skin_c + found.uncertainty_c >= limit.value_c:
        return Reason.TEMPERATURE_NEAR_THRESHOLD
    return None


def falling(found: Measurement, policy: Policy) -> bool:
    """Say whether the temperature surely falls (two standard errors) faster than the site's limit."""
    if policy.rest_when_falling == 0 or found.trend_c_per_s is None or found.trend_error_c_per_s is None:
        return False
    return found.trend_c_per_s + 2 * found.trend_error_c_per_s < -policy.rest_when_falling


def mask_reason(found: MaskFinding | None) -> Reason | None:
    """Return what speaks against the mask; None when it is worn."""
    return _MASK_REASON[found.status if found else MaskStatus.UNSURE]


def hands_reason(hands: Hands, check: Check) -> Reason | None:
    """Return what speaks against the hands where the site requires them; advice is recorded as it was given."""
    if check is not Check.REQUIRE or hands in (Hands.SENSED, Hands.SELF_CONFIRMED):
        return None
    return Reason.HANDS_NOT_CLEANED
