import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screening.settings import Thermometry
from kiosk.screening.thermometry import calibrated, measure, settled, skin_from_object, spread, trend, window
from kiosk.screening.values import Calibration, Measurement, Sample

RULES = Thermometry()


def samples(
    object_c: float = 34.4, count: int = 10, *, step: float = 0.1, slope: float = 0.0, wiggle: float = 0.02
) -> tuple[Sample, ...]:
    """`count` samples ending at t = 0."""
    return tuple(
        Sample(t, object_c + slope * t + (wiggle if i % 2 else -wiggle), 28.0)
        for i, t in enumerate(-step * (count - 1 - i) for i in range(count))
    )


def measured(taken: tuple[Sample, ...], calibration: Calibration | None = None) -> Measurement:
    found = measure(taken, 0.0, RULES, calibration, accuracy_c=0.5, resolution_c=0.01)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("skin_emissivity", "reads"),
    [(1.0, 34.5), (0.98, 34.28), (0.95, 33.94)],
    ids=["black", "skin", "0.95"],
)
def test_undoes_emissivity_as_published(skin_emissivity: float, reads: float) -> None:
    """Skin at 34.5 °C and surroundings at 23 °C: a sensor set to 1.00 reads 34.28 at emissivity 0.98."""
    rules = replace(RULES, skin_emissivity=skin_emissivity)
    assert skin_from_object(reads, 23.0, 23.0, rules) == pytest.approx(34.5, abs=0.02)


def test_undoes_the_emissivity_set_in_the_sensor() -> None:
    """A sensor set to the emissivity of skin has corrected already."""
    rules = replace(RULES, sensor_emissivity=0.98)
    assert skin_from_object(34.5, 23.0, 23.0, rules) == pytest.approx(34.5, abs=1e-9)


@given(st.floats(20, 45), st.floats(10, 40))
def test_a_black_target_is_read_as_it_is(object_c: float, around_c: float) -> None:
    rules = replace(RULES, skin_emissivity=1.0)
    assert skin_from_object(object_c, around_c, around_c, rules) == pytest.approx(object_c, abs=1e-9)


@given(st.floats(20, 45), st.floats(0.01, 1.0))
def test_nothing_is_bent_towards_normal(object_c: float, step: float) -> None:
    """A staircase stays a staircase: a warmer target always reads warmer, by about as much."""
    low = measured(samples(object_c)).skin_c
    high = measured(samples(object_c + step)).skin_c
    assert (high - low) / step == pytest.approx(1.02, abs=0.02)


def test_calibration_is_gain_and_offset_about_37() -> None:
    calibration = Calibration("c1", gain=1.05, offset_c=0.4, uncertainty_c=0.15)
    assert calibrated(37.0, calibration) == pytest.approx(37.4)
    assert calibrated(35.0, calibration) == pytest.approx(37.4 - 2.1)
    assert calibrated(35.0, None) == 35.0


def test_uncertainty_comes_from_the_maker_until_a_calibration_exists() -> None:
    uncalibrated = measured(samples())
    assert uncalibrated.calibration_id is None
    assert uncalibrated.uncertainty_c > 0.5
    known = measured(samples(), Calibration("c1", 1.0, 0.0, 0.12))
    assert known.calibration_id == "c1"
    assert 0.12 < known.uncertainty_c < 0.2


def test_more_readings_shrink_only_the_repeatability() -> None:
    few, many = measured(samples(count=5)), measured(samples(count=100, step=0.006))
    assert many.budget.repeatability < few.budget.repeatability / 3
    for term in ("instrument", "emissivity", "reflected", "resolution"):
        assert getattr(many.budget, term) == pytest.approx(getattr(few.budget, term), rel=0.01)
    assert many.uncertainty_c > 0.5


def test_the_shown_number_follows_from_the_stored_ones() -> None:
    found = measured(samples(35.1))
    rules = replace(RULES, skin_emissivity=found.emissivity)
    assert skin_from_object(found.object_c, found.reflected_c, found.reflected_c, rules) == found.skin_c


@pytest.mark.parametrize(
    "taken",
    [
        (),
        samples(count=4),
        samples(count=10, wiggle=0.4),
        samples(count=10, wiggle=0.0),
        tuple(replace(sample, at=sample.at - 0.6) for sample in samples(count=30)),
    ],
    ids=["none", "too few", "too spread", "stuck on one value", "too old"],
)
def test_too_few_too_spread_or_too_old_make_none(taken: tuple[Sample, ...]) -> None:
    assert measure(taken, 0.0, RULES, None, accuracy_c=0.5, resolution_c=0.01) is None
    assert not settled(taken, 0.0, RULES)


def test_only_the_newest_readings_count() -> None:
    old = tuple(replace(sample, at=sample.at - 2.0, object_c=30.0 + sample.at) for sample in samples())
    assert window((*old, *samples(count=7)), 0.0, RULES) == samples(count=7)


def test_without_an_ambient_the_site_s_reflected_temperature_holds() -> None:
    taken = tuple(replace(sample, ambient_c=None) for sample in samples())
    found = measured(taken)
    assert found.ambient_c is None
    assert found.reflected_c == RULES.default_reflected_c


def test_trend_and_its_error() -> None:
    slope = trend(samples(count=30, slope=-0.05, wiggle=0.0))
    assert slope is not None
    assert slope[0] == pytest.approx(-0.05)
    assert slope[1] == pytest.approx(0.0, abs=1e-9)
    noisy = trend(samples(count=30, slope=-0.05, wiggle=0.03))
    assert noisy is not None
    assert noisy[1] > 0.004
    assert trend(samples(count=2)) is None
    assert trend((Sample(0.0, 1.0, None),) * 3) is None


def test_the_start_of_a_measurement_is_no_trend() -> None:
    """A sensor that still rises to the face must not hide that the face cools."""
    rising = tuple(Sample(t, 30.0, 28.0) for t in (-3.0, -2.9, -2.8, -2.7))
    found = measured((*rising, *samples(38.4, count=25, slope=-0.05)))
    assert found.trend_c_per_s == pytest.approx(-0.05, abs=0.01)


def test_a_short_watch_tells_no_trend() -> None:
    found = measured(samples(count=5))
    assert found.trend_c_per_s is None
    assert found.trend_error_c_per_s is None


def test_nothing_warmer_than_absolute_zero_is_needed() -> None:
    assert math.isfinite(skin_from_object(-273.15, 28.0, 28.0, RULES))


def test_one_value_has_no_spread() -> None:
    assert spread([34.4]) == 0.0
    assert spread([34.0, 35.0]) == pytest.approx(math.sqrt(0.5))
