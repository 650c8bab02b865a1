import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import hypot, sqrt

import pytest

from kiosk.screening.calibration import calibration_of
from kiosk.screening.control_chart import (
    ASSUMED_DRIFT_C_PER_DAY,
    ASSUMED_SIGMA_C,
    LEAST_SIGMA_C,
    Chart,
    CheckVerdict,
    chart,
    daily_check,
    drift_u,
    verdict,
)
from kiosk.screening.set_points import mirror_u
from tests.screening.blackbody import SENSOR, SOURCE, record, set_point

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
UNTIL = START + timedelta(days=365)


def daily(*errors: float) -> list[tuple[datetime, float]]:
    return [(START + timedelta(days=day), error) for day, error in enumerate(errors)]


def noisy(count: int, per_day: float = 0.0, sigma: float = 0.03, seed: int = 1) -> Chart:
    chance = random.Random(seed)
    return chart(daily(*(per_day * day + chance.gauss(0, sigma) for day in range(count))), UNTIL)


@pytest.mark.parametrize(
    ("error", "is_"),
    [
        (0.0, CheckVerdict.PASS),
        (0.2, CheckVerdict.PASS),
        (-0.2, CheckVerdict.PASS),
        (37.2 - 37.0, CheckVerdict.PASS),
        (0.21, CheckVerdict.WARN),
        (-0.3, CheckVerdict.WARN),
        (37.3 - 37.0, CheckVerdict.WARN),
        (0.31, CheckVerdict.FAIL),
        (-2.0, CheckVerdict.FAIL),
    ],
)
def test_passes_to_two_tenths_warns_to_three_fails_beyond(error: float, is_: CheckVerdict) -> None:
    assert verdict(error) is is_


@pytest.mark.parametrize(
    ("moved", "is_"), [(0.0, CheckVerdict.PASS), (0.25, CheckVerdict.WARN), (-0.5, CheckVerdict.FAIL)]
)
def test_a_check_finds_what_the_sensor_moved_since_its_calibration(moved: float, is_: CheckVerdict) -> None:
    calibration = calibration_of(record(gain=1.04, offset_c=1.5))
    now = set_point(36.0, gain=1.04, offset_c=1.5 + moved)
    found = daily_check(now, SOURCE, SENSOR, calibration, operator="tech-1", at_utc="2026-03-02", simulated=False)
    assert found.verdict is is_
    assert found.error_c == pytest.approx(moved / 1.04, abs=0.02)
    assert found.error_c == found.measured_c - found.true_c
    assert found.calibration_id == calibration.calibration_id


def test_the_doubt_of_a_check_is_of_all_that_its_source_is_doubted_for() -> None:
    """Temperature, uniformity, emissivity, and what it mirrors: the error is against what the source looks like."""
    calibration = calibration_of(record())
    patchy = replace(SOURCE, aperture_u_c=0.08)
    look = replace(set_point(37.0, noise_c=0.0), surround_c=25.0)
    found = daily_check(look, patchy, SENSOR, calibration, operator="tech-1", at_utc="2026-03-02", simulated=False)
    grey = mirror_u(37.0, 25.0, patchy, room_told=True)
    assert found.error_u_c == pytest.approx(hypot(0.05, 0.08, grey))


def test_quiet_checks_are_in_control() -> None:
    assert sum(noisy(20, seed=seed).out_of_control for seed in range(100)) < 15


def test_one_check_far_out_is_found() -> None:
    found = chart(daily(*[0.03, -0.03] * 6, 0.25), UNTIL)
    assert found.looks[-1].far_out
    assert found.out_of_control
    assert not any(look.far_out for look in found.looks[:-1])


def test_many_small_leans_are_found_before_any_is_far_out() -> None:
    found = chart(daily(*[0.06 + (0.02 if day % 2 else -0.02) for day in range(12)]), UNTIL)
    assert found.looks[-1].leaning
    assert not found.looks[-1].far_out
    assert found.looks[-1].ewma_c == pytest.approx(0.06 * (1 - 0.8**12), abs=0.01)


def test_the_limit_of_the_weighted_mean_widens_to_its_end() -> None:
    looks = noisy(40).looks
    end = 2.7 * noisy(40).sigma_c * sqrt(0.2 / 1.8)
    assert looks[0].ewma_limit_c == pytest.approx(2.7 * noisy(40).sigma_c * 0.2)
    assert looks[-1].ewma_limit_c == pytest.approx(end, rel=1e-4)


def test_the_spread_is_assumed_until_there_are_enough() -> None:
    few, many = noisy(7), noisy(60)
    assert (few.sigma_known, few.sigma_c) == (False, ASSUMED_SIGMA_C)
    assert many.sigma_known
    assert many.sigma_c == pytest.approx(0.03, rel=0.25)
    assert chart(daily(*[0.0] * 10), UNTIL).sigma_c == LEAST_SIGMA_C


def test_a_slow_drift_does_not_widen_the_spread() -> None:
    assert noisy(60, per_day=0.01).sigma_c == pytest.approx(0.03, rel=0.3)


def test_a_drift_says_when_it_will_reach_the_limit() -> None:
    rising, falling = noisy(10, per_day=0.01, sigma=0.005), noisy(10, per_day=-0.01, sigma=0.005)
    for found, sign in ((rising, 1), (falling, -1)):
        assert found.drift_c_per_day == pytest.approx(sign * 0.01, rel=0.1)
        assert abs(found.due - (START + timedelta(days=20))) < timedelta(days=2)


def test_a_drift_beyond_the_limit_is_due_now() -> None:
    found = noisy(40, per_day=0.01, sigma=0.005)
    assert found.due == found.looks[-1].at


def test_no_drift_is_due_at_expiry() -> None:
    for found in (noisy(30), noisy(3, per_day=0.05), chart([], UNTIL)):
        assert found.drift_c_per_day is None
        assert found.due == UNTIL
    hours = [(START + timedelta(hours=hour), 0.01 * hour) for hour in range(8)]
    assert chart(hours, UNTIL).drift_c_per_day is None, "one morning tells no drift"
    assert chart([(START, 0.0)] * 6, UNTIL).drift_c_per_day is None
    assert not chart([], UNTIL).out_of_control


def test_a_drift_so_slow_is_due_at_expiry() -> None:
    found = chart([(START + timedelta(days=day), 1e-6 * day) for day in range(10)], UNTIL)
    assert found.drift_c_per_day == pytest.approx(1e-6)
    assert found.due == UNTIL


def test_the_drift_term_grows_with_the_days_since_the_last_check() -> None:
    assert drift_u([0.15], None, 0) == pytest.approx(0.15 / sqrt(3))
    assert drift_u([], None, 14) == pytest.approx(0.1 / sqrt(3))
    assert drift_u([0.1], 0.02, 5) == pytest.approx(hypot(0.1, 0.1) / sqrt(3))
    assert drift_u([0.0], 1e-4, 1) == pytest.approx(ASSUMED_DRIFT_C_PER_DAY / sqrt(3)), "never less than assumed"
