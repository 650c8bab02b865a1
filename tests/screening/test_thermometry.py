import json
import math
import random
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screening.settings import Thermometry
from kiosk.screening.thermometry import (
    apparent,
    at_rate,
    calibrated,
    measure,
    recompute,
    recompute_uncertainty,
    settled,
    skin,
    trend,
    window,
)
from kiosk.screening.uncertainty import (
    beside_target,
    by_apparent,
    by_emissivity,
    by_reflected,
    independent,
    spot_m,
    spread,
    standard_error,
)
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
    assert skin(apparent(reads, 23.0, 1.0), 23.0, skin_emissivity) == pytest.approx(34.5, abs=0.02)


def test_undoes_the_emissivity_set_in_the_sensor() -> None:
    """A sensor set to the emissivity of skin has corrected already."""
    assert skin(apparent(34.5, 23.0, 0.98), 23.0, 0.98) == pytest.approx(34.5, abs=1e-9)


@given(st.floats(20, 45), st.floats(10, 40))
def test_a_black_target_is_read_as_it_is(object_c: float, around_c: float) -> None:
    assert skin(apparent(object_c, around_c, 1.0), around_c, 1.0) == pytest.approx(object_c, abs=1e-9)


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


@pytest.mark.parametrize("calibration", [None, Calibration("c1", 1.05, -1.9, 0.12)], ids=["uncalibrated", "calibrated"])
@pytest.mark.parametrize("sensor_emissivity", [1.0, 0.95])
def test_the_shown_number_follows_from_the_stored_ones(
    calibration: Calibration | None, sensor_emissivity: float
) -> None:
    """Through JSON and back, to the last bit; any other number is found out."""
    rules = replace(RULES, sensor_emissivity=sensor_emissivity, field_of_view_deg=5.0)
    found = measure(samples(35.1), 0.0, rules, calibration, accuracy_c=0.5, resolution_c=0.01)
    assert found is not None
    stored = json.loads(json.dumps(asdict(found)))
    assert recompute(stored) == stored["skin_c"]
    assert recompute_uncertainty(stored) == stored["uncertainty_c"]
    assert recompute({**stored, "object_c": 35.11}) != stored["skin_c"]


def test_a_sensor_far_off_is_put_right_before_the_skin_is_computed() -> None:
    """2 °C off and 5 % steep: after calibration the answer is that of a sensor without error."""
    true_c, wrong_c = 34.28, 37.0 + 2.0 + 1.05 * (34.28 - 37.0)
    calibration = Calibration("c1", gain=1 / 1.05, offset_c=-2 / 1.05, uncertainty_c=0.1)
    assert measured(samples(wrong_c), calibration).skin_c == pytest.approx(measured(samples(true_c)).skin_c, abs=1e-3)


ITEMISED = Calibration(
    "c1",
    gain=1.0,
    offset_c=0.0,
    uncertainty_c=0.2,
    reference_u_c=0.05,
    source_emissivity_u_c=0.02,
    offset_variance=0.01**2,
    gain_variance=0.004**2,
    covariance=0.0,
    drift_u_c=0.04,
    ambient_c=24.0,
)


def test_an_itemised_calibration_gives_each_of_its_terms() -> None:
    budget = measured(samples(34.0), ITEMISED).budget
    scale = 1.02
    assert budget.instrument == 0.0
    assert budget.reference == pytest.approx(0.05 * scale, rel=0.01)
    assert budget.source_emissivity == pytest.approx(0.02 * scale, rel=0.01)
    assert budget.drift == pytest.approx(0.04 * scale, rel=0.01)
    assert budget.fit == pytest.approx(math.hypot(0.01, 3 * 0.004) * scale, rel=0.01)
    assert budget.ambient == pytest.approx(4.0 * RULES.ambient_u_per_c * scale, rel=0.01), "28 °C now, 24 °C then"


@pytest.mark.parametrize("emissivity", [0.98, 0.9, 0.5])
def test_the_sensitivities_are_the_slopes_of_the_model(emissivity: float) -> None:
    """Each against a small step of what it is a slope of."""
    seen, around, step = 34.3, 25.0, 1e-4
    found = skin(seen, around, emissivity)
    by_one = {
        "emissivity": (found - skin(seen, around, emissivity + step)) / step,
        "reflected": (found - skin(seen, around + step, emissivity)) / step,
        "apparent": (skin(seen + step, around, emissivity) - found) / step,
    }
    assert by_emissivity(found, around, emissivity) == pytest.approx(by_one["emissivity"], rel=0.002)
    assert by_reflected(found, around, emissivity) == pytest.approx(by_one["reflected"], rel=0.002)
    assert by_apparent(found, seen, emissivity) == pytest.approx(by_one["apparent"], rel=0.002)


def test_what_acts_before_the_calibration_passes_its_gain() -> None:
    plain, steep = measured(samples()), measured(samples(), Calibration("c", gain=1.2, offset_c=0.0, uncertainty_c=0.1))
    assert steep.budget.repeatability == pytest.approx(1.2 * plain.budget.repeatability, rel=0.01)
    assert steep.budget.resolution == pytest.approx(1.2 * plain.budget.resolution, rel=0.01)


def test_the_fit_is_best_known_where_it_was_taken() -> None:
    assert measured(samples(40.0), ITEMISED).budget.fit > measured(samples(37.0), ITEMISED).budget.fit
    bent = replace(ITEMISED, covariance=-1.0)
    assert measured(samples(40.0), bent).budget.fit == 0.0, "an impossible covariance raises nothing"


def test_a_sensor_without_ambient_has_no_ambient_term() -> None:
    taken = tuple(replace(sample, ambient_c=None) for sample in samples())
    assert measured(taken, ITEMISED).budget.ambient == 0.0


def test_an_unknown_field_of_view_is_said_to_be_unknown() -> None:
    found = measured(samples())
    assert found.budget.spot is None
    assert found.spot_m is None
    assert found.distance_m is None


def seen_through(field_of_view_deg: float, distance_m: float | None = None) -> Measurement:
    rules = replace(RULES, field_of_view_deg=field_of_view_deg)
    found = measure(samples(), 0.0, rules, None, accuracy_c=0.5, resolution_c=0.01, distance_m=distance_m)
    assert found is not None
    return found


def test_a_wide_or_distant_view_sees_more_than_the_forehead() -> None:
    narrow, wide = seen_through(5.0), seen_through(35.0)
    assert narrow.distance_m == RULES.distance_m
    assert narrow.budget.spot is not None
    assert wide.budget.spot is not None
    assert narrow.budget.spot < 0.1 < 2.0 < wide.budget.spot
    assert wide.spot_m is not None
    share = beside_target(wide.spot_m, RULES.target_m)
    assert wide.budget.spot == pytest.approx(share * (wide.skin_c - wide.reflected_c) / math.sqrt(3))
    near = seen_through(35.0, 0.05)
    assert near.budget.spot is not None
    assert near.budget.spot < 0.05
    assert near.spot_m == pytest.approx(2 * 0.05 * math.tan(math.radians(17.5)))


def test_a_spot_of_half_the_target_sees_hardly_anything_else() -> None:
    assert beside_target(0.06, 0.06) == pytest.approx(0.1)
    assert beside_target(0.03, 0.06) == pytest.approx(0.0001)
    assert spot_m(0.3, replace(RULES, field_of_view_deg=5.0)) == pytest.approx(0.026, abs=0.001)


def test_readings_that_resemble_each_other_count_less() -> None:
    noise = random.Random(4)
    fresh = [noise.gauss(0, 1) for _ in range(400)]
    smooth = [0.0]
    for value in fresh:
        smooth.append(0.8 * smooth[-1] + 0.6 * value)
    assert independent(fresh) > 300
    assert independent(smooth) == pytest.approx(400 / 9, rel=0.4)
    assert independent([1.0, 1.0, 1.0]) == 3
    assert independent([1.0, 2.0]) == 2
    assert independent([0.0] * 50 + [1.0] * 50) >= 100 / 19.01, "never fewer than the least"


def test_the_standard_error_of_few_readings_is_wider() -> None:
    assert standard_error([1.0, -1.0] * 3) > 1.2 * spread([1.0, -1.0] * 3) / math.sqrt(6)
    assert standard_error([34.0]) == 0.0


def test_a_coarse_sensor_may_repeat_itself() -> None:
    """Steps of 0.1 °C hide the noise: the same value again is an answer, whose doubt is the step."""
    same = samples(wiggle=0.0)
    assert measure(same, 0.0, RULES, None, accuracy_c=1.0, resolution_c=0.01) is None
    found = measure(same, 0.0, RULES, None, accuracy_c=1.0, resolution_c=0.1)
    assert found is not None
    assert found.budget.repeatability == 0.0
    assert found.budget.resolution == pytest.approx(0.029 * 1.02, abs=0.001)


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


def test_a_slow_sensor_gets_a_longer_window() -> None:
    """Four readings a second never make five in 0.7 s."""
    slow = samples(count=20, step=0.25)
    assert not settled(slow, 0.0, RULES)
    assert settled(slow, 0.0, at_rate(RULES, 4.0))
    assert at_rate(RULES, 10.0) == RULES


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
    assert math.isfinite(skin(apparent(-273.15, 28.0, 1.0), 28.0, 0.98))


def test_one_value_has_no_spread() -> None:
    assert spread([34.4]) == 0.0
    assert spread([34.0, 35.0]) == pytest.approx(math.sqrt(0.5))


def test_a_stuck_object_register_is_found_while_the_ambient_still_moves() -> None:
    taken = tuple(Sample(s.at, 34.4, 28.0 + i * 0.01) for i, s in enumerate(samples()))
    assert not settled(taken, 0.0, RULES)


def test_the_emissivity_that_the_sensor_tells_counts_and_is_stored() -> None:
    """A sensor in steps of 0.01 was set to 0.975 and says 0.98: half a percent is 0.04 °C at 28 °C."""
    rules = replace(RULES, sensor_emissivity=0.975)
    told = tuple(replace(sample, emissivity=0.98) for sample in samples())
    by_config = measure(samples(), 0.0, rules, None, accuracy_c=0.5, resolution_c=0.01)
    by_sensor = measure(told, 0.0, rules, None, accuracy_c=0.5, resolution_c=0.01)
    same = measure(samples(), 0.0, replace(rules, sensor_emissivity=0.98), None, accuracy_c=0.5, resolution_c=0.01)
    assert by_config is not None
    assert by_sensor == same
    assert by_sensor is not None
    assert (by_config.sensor_emissivity, by_sensor.sensor_emissivity) == (0.975, 0.98)
    assert by_sensor.skin_c - by_config.skin_c == pytest.approx(0.03, abs=0.01)
    assert recompute(json.loads(json.dumps(asdict(by_sensor)))) == by_sensor.skin_c


def test_a_sensor_that_was_set_anew_in_between_gives_no_measurement() -> None:
    first, *rest = samples()
    mixed = (first, *(replace(sample, emissivity=0.95) for sample in rest))
    assert window(mixed, 0.0, RULES) == mixed[-7:]
    late = (*samples()[:-2], *(replace(sample, emissivity=0.95) for sample in samples()[-2:]))
    assert window(late, 0.0, RULES) == ()
