import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.screening.baseline import (
    FARTHEST_C,
    FEWEST_PEOPLE,
    STEP_C,
    Baseline,
    Following,
    Person,
    Unfit,
    Visit,
    follow,
    followed,
    policy_with,
    validate,
)
from kiosk.screening.policy import decide, threshold
from kiosk.screening.settings import Policy
from kiosk.screening.values import Outcome, ThresholdSource
from tests.screening.facts import evidence


def people(
    count: int, *, skin_c: float = 34.6, slope: float = 0.0, low: float = 26.0, high: float = 26.0, sd: float = 0.3
) -> list[Person]:
    """Healthy people on a day that warms up."""
    chance = random.Random(3)
    ambients = [low + (high - low) * index / max(count - 1, 1) for index in range(count)]
    return [Person(skin_c + slope * (at - 26.0) + chance.gauss(0, sd), at) for at in ambients]


def test_twenty_healthy_people_make_a_baseline() -> None:
    found = validate(people(20))
    assert found.unfit is None
    assert found.baseline is not None
    assert found.baseline.skin_c == pytest.approx(34.6, abs=0.2)
    assert found.baseline.slope == 0.0
    assert found.uncertainty_c == pytest.approx(found.spread_c / 20**0.5)


@pytest.mark.parametrize("count", [0, 1, FEWEST_PEOPLE - 1])
def test_fewer_do_not(count: int) -> None:
    found = validate(people(count))
    assert found.unfit is Unfit.TOO_FEW_PEOPLE
    assert found.baseline is None


def test_people_who_differ_too_much_make_none() -> None:
    found = validate(people(30, sd=1.5))
    assert found.unfit is Unfit.TOO_SCATTERED
    assert found.baseline is None


def test_who_was_not_well_is_left_out() -> None:
    """And one odd reading does not carry the median along."""
    ill = [Person(37.9, 26.0, clinical_c=38.6)] * 5
    with_ill, without = validate([*people(25), *ill]), validate(people(25))
    assert with_ill.left_out == 5
    assert with_ill.baseline == without.baseline
    odd = validate([*people(25), Person(36.9, 26.0)])
    assert odd.baseline is not None
    assert without.baseline is not None
    assert odd.baseline.skin_c == pytest.approx(without.baseline.skin_c, abs=0.05)


def test_ambient_is_followed_only_where_its_span_allows_a_fit() -> None:
    wide = validate(people(60, slope=0.12, low=22.0, high=30.0)).baseline
    narrow = validate(people(60, slope=0.4, low=25.0, high=27.5)).baseline
    assert wide is not None
    assert narrow is not None
    assert wide.slope == pytest.approx(0.12, abs=0.04)
    assert wide.at(30.0) - wide.at(22.0) == pytest.approx(8 * wide.slope)
    assert narrow.slope == 0.0
    assert narrow.at(40.0) == narrow.skin_c


@pytest.mark.parametrize("slope", [0.0, 0.9], ids=["none", "steeper than skin"])
def test_a_slope_by_chance_or_beyond_reason_is_none(slope: float) -> None:
    found = validate(people(40, slope=slope, low=24.0, high=28.0, sd=0.2))
    assert found.baseline is None or found.baseline.slope == 0.0


def test_without_ambient_the_level_is_all_there_is() -> None:
    found = validate([replace(one, ambient_c=None) for one in people(20)])
    assert found.baseline is not None
    assert found.baseline.ambient_c is None
    assert found.baseline.at(30.0) == found.baseline.skin_c
    assert found.span_c == 0.0
    assert Baseline(34.6, 26.0, 0.1).at(None) == 34.6
    assert policy_with(Policy(), found.baseline).baseline_slope == 0.0


def test_pairs_tell_how_skin_and_clinical_thermometer_agree() -> None:
    pairs = [replace(one, clinical_c=one.skin_c + 2.1) for one in people(25)]
    found = validate(pairs)
    assert found.agreement is not None
    assert found.agreement.bias_c == pytest.approx(2.1)
    assert found.agreement.limits_c == pytest.approx((2.1, 2.1))
    assert validate(people(25)).agreement is None
    scattered = validate([replace(one, clinical_c=36.7) for one in people(25)]).agreement
    assert scattered is not None
    low, high = scattered.limits_c
    assert high - low == pytest.approx(2 * 1.96 * validate(people(25)).spread_c, rel=0.05)


START = Following(Baseline(34.6, 26.0, 0.1), 34.6, day=0)


def visits(skin_c: float, days: range, *, a_day: int = 30, outcome: Outcome = Outcome.ADMIT) -> list[Visit]:
    return [Visit(day, outcome, skin_c, 26.0) for day in days for _ in range(a_day)]


def test_the_baseline_follows_the_admitted_by_a_step_a_day() -> None:
    after = [followed(START, visits(35.4, range(1, 1 + days))).level_c for days in range(1, 6)]
    assert after == pytest.approx([34.6, 34.9, 35.2, 35.4, 35.4])


def test_a_day_of_a_wrong_clock_does_not_hold_it_fast() -> None:
    ahead = followed(START, [*visits(35.4, range(1, 2)), *visits(35.4, range(400, 401), a_day=1)])
    after = followed(ahead, visits(35.4, range(2, 5)))
    assert (ahead.level_c, after.level_c, after.day) == (pytest.approx(34.9), pytest.approx(35.4), 4)


def test_it_moves_down_as_well() -> None:
    assert followed(START, visits(34.0, range(1, 10))).level_c == pytest.approx(34.0)


def test_it_never_goes_far_from_what_was_validated() -> None:
    assert followed(START, visits(37.0, range(1, 20))).level_c == pytest.approx(34.6 + FARTHEST_C)
    assert followed(START, visits(32.0, range(1, 20))).level_c == pytest.approx(34.6 - FARTHEST_C)


@pytest.mark.parametrize("outcome", [Outcome.REFER, Outcome.RETRY])
def test_it_never_learns_from_who_was_not_admitted(outcome: Outcome) -> None:
    mixed = [*visits(34.6, range(1, 5)), *visits(38.2, range(1, 5), a_day=500, outcome=outcome)]
    assert followed(START, sorted(mixed, key=lambda one: one.day)).level_c == pytest.approx(34.6)
    assert follow(START, Visit(1, outcome, 38.2)) == START


def test_a_few_visitors_move_nothing() -> None:
    assert followed(START, visits(35.4, range(1, 4), a_day=5)).level_c == 34.6


def test_visitors_are_brought_to_the_validated_ambient_first() -> None:
    """A hot afternoon warms skin by what the slope says; that is no drift."""
    hot = [Visit(day, Outcome.ADMIT, 34.6 + 0.1 * 6, 32.0) for day in range(1, 5) for _ in range(30)]
    assert followed(START, hot).level_c == pytest.approx(34.6)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.tuples(st.integers(1, 40), st.floats(28, 43), st.sampled_from(Outcome)), max_size=300))
def test_no_visitors_whatever_move_it_faster_or_farther(told: list[tuple[int, float, Outcome]]) -> None:
    now = START
    for day, skin_c, outcome in sorted(told, key=lambda one: one[0]):
        after = follow(now, Visit(day, outcome, skin_c, 26.0))
        assert abs(after.level_c - now.level_c) <= STEP_C + 1e-9
        assert after.level_c == now.level_c or after.day > now.day
        assert abs(after.level_c - START.validated.skin_c) <= FARTHEST_C + 1e-9
        assert len(after.recent) <= 51
        now = after


def test_the_baseline_in_force_stands_in_the_policy_and_decides() -> None:
    policy = policy_with(Policy(), followed(START, visits(34.8, range(1, 4))).baseline)
    assert (policy.baseline_c, policy.baseline_ambient_c) == pytest.approx((34.8, 26.0))
    assert threshold(policy, 26.0).value_c == pytest.approx(35.8)
    assert threshold(policy, 30.0).value_c == pytest.approx(36.2)
    assert threshold(policy).value_c == pytest.approx(35.8), "without an ambient"
    assert threshold(policy, 50.0).source is ThresholdSource.CEILING, "never above the fixed ceiling"


def test_a_decision_uses_the_ambient_of_its_own_measurement() -> None:
    """Measured at 28 °C: two degrees above the validation's, by 0.1 °C each."""
    policy = policy_with(Policy(), START.baseline)
    assert decide(evidence(skin_c=34.5), policy).threshold.value_c == pytest.approx(34.6 + 1.0 + 0.2)
    assert decide(evidence(skin_c=None), policy).threshold.value_c == pytest.approx(35.6)
