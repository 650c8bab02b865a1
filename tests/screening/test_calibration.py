from dataclasses import replace
from math import hypot, sqrt

import pytest

from kiosk.screening.calibration import (
    ACCEPTANCE,
    UNVERIFIED_DAYS,
    VALID_DAYS,
    Acceptance,
    Rejection,
    Result,
    calibration_of,
    evaluate,
    valid_days,
)
from kiosk.screening.fit import Line, fit_line
from kiosk.screening.set_points import (
    Approach,
    Blackbody,
    Purpose,
    SetPoint,
    Steadiness,
    block_error,
    mirror_u,
    point,
    steadiness,
    warm,
)
from kiosk.screening.thermometry import apparent, calibrated
from kiosk.screening.uncertainty import fit_u, mean
from kiosk.screening.values import Calibration
from tests.screening.blackbody import ROOM_C, SENSOR, SOURCE, record, set_point, staircase


def why(result: Result) -> set[Rejection]:
    return {one.why for one in result.rejected}


def judged(*taken: SetPoint, limits: Acceptance = ACCEPTANCE) -> Result:
    return evaluate(taken, SOURCE, SENSOR, limits)


def test_a_good_sensor_is_accepted_and_left_as_it_is() -> None:
    found = evaluate(staircase(), SOURCE, SENSOR)
    assert found.rejected == ()
    assert found.line is not None
    assert found.line.slope == pytest.approx(1.0, abs=0.004)
    assert found.line.intercept == pytest.approx(0.0, abs=0.01)
    assert found.linearity_verified
    assert found.ambient_c == pytest.approx(ROOM_C, abs=0.01)


def test_a_sensor_far_off_and_steep_is_put_right_at_every_temperature() -> None:
    """2 °C off and 5 % steep reads 2 °C too high at 37: after calibration nothing of it is left."""
    kept = record(gain=1.05, offset_c=1.9)
    assert kept.result.rejected == ()
    calibration = calibration_of(kept)
    for true_c in (34.0, 35.5, 37.0, 39.0, 40.0):
        reads = 37 + 1.9 + 1.05 * (true_c - 37)
        assert calibrated(reads, calibration) == pytest.approx(true_c, abs=0.02)


def test_a_source_that_is_not_black_looks_colder_than_it_is() -> None:
    """A plate of 0.95 at 37 °C in a room of 23 °C is seen at 36.34 °C; the true temperature is not taken for it."""
    plate = replace(SOURCE, emissivity=0.95)
    taken = replace(set_point(37.0, source=plate), surround_c=23.0)
    found = point(taken, plate, SENSOR)
    assert found.true_c == pytest.approx(36.34, abs=0.01)


def test_the_room_that_a_source_mirrors_stands_in_the_budget_and_less_of_it_where_somebody_measured_it() -> None:
    """Found by moving each cause by its own standard uncertainty, and looking what the plate looks like then."""
    plate = replace(SOURCE, emissivity=0.95)
    greyer = apparent(37.0, 23.0, 0.95) - apparent(37.0, 23.0, 0.945)
    for told, room_u_c in ((None, 3.0), (23.0, 1.0)):
        warmer = apparent(37.0, 23.0 + room_u_c, 0.95) - apparent(37.0, 23.0, 0.95)
        found = mirror_u(37.0, 23.0, plate, room_told=told is not None)
        assert found == pytest.approx(hypot(greyer, warmer), rel=0.03)
        taken = [replace(one, surround_c=told) for one in staircase(plate)]
        terms = evaluate(taken, plate, SENSOR).terms
        assert terms is not None
        assert terms.source_emissivity == pytest.approx(found, rel=0.15), "the same, 2 °C from this room"


def test_the_emissivity_set_in_the_sensor_is_undone() -> None:
    sensor = replace(SENSOR, emissivity=0.95)
    seen = point(set_point(37.0), SOURCE, sensor)
    assert seen.read_c == pytest.approx(apparent(seen_c(), ROOM_C, 0.95), abs=0.01)


def seen_c() -> float:
    return mean([sample.object_c for sample in set_point(37.0).samples])


def test_without_ambient_the_source_is_taken_as_in_equilibrium() -> None:
    found = point(set_point(36.0, ambient=False), SOURCE, SENSOR)
    assert found.ambient_c is None
    assert found.true_c == pytest.approx(36.0)
    blind = [set_point(at, ambient=False) for at in (34.0, 36.0, 38.0, 40.0)]
    blind.append(set_point(37.0, purpose=Purpose.CHECK, ambient=False))
    assert judged(*blind).ambient_c is None
    assert why(judged(*blind)) == {Rejection.ROOM_UNKNOWN}
    assert not evaluate(blind, replace(SOURCE, emissivity=1.0), SENSOR).rejected
    assert not judged(*(replace(one, surround_c=ROOM_C) for one in blind)).rejected


def test_a_point_without_readings_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no readings at 36\.0"):
        point(SetPoint(36.0, ()), SOURCE, SENSOR)


@pytest.mark.parametrize(
    ("drift", "noise", "seconds", "found"),
    [
        (0.0, 0.03, 130.0, Steadiness.STEADY),
        (0.1, 0.03, 130.0, Steadiness.DRIFTING),
        (-0.1, 0.03, 130.0, Steadiness.DRIFTING),
        (0.0, 1.0, 130.0, Steadiness.UNKNOWN),
        (0.0, 0.03, 60.0, Steadiness.UNKNOWN),
        (0.1, 0.03, 60.0, Steadiness.UNKNOWN),
    ],
    ids=["still", "rises", "falls", "too noisy to tell", "too short", "too short, though it moves"],
)
def test_what_moves_is_told_from_what_cannot_be_told(
    drift: float, noise: float, seconds: float, found: Steadiness
) -> None:
    taken = set_point(36.0, drift_c_per_min=drift, noise_c=noise, seconds=seconds)
    assert steadiness(taken.samples)[0] is found


def test_a_sensor_is_warm_when_neither_its_reading_nor_its_can_moves() -> None:
    assert warm(set_point(36.0).samples) is Steadiness.STEADY
    assert warm(set_point(36.0, can_drift_c_per_min=0.2).samples) is Steadiness.DRIFTING
    assert warm(set_point(36.0, drift_c_per_min=0.2).samples) is Steadiness.DRIFTING
    assert warm(set_point(36.0, seconds=30).samples) is Steadiness.UNKNOWN
    assert warm(set_point(36.0, ambient=False).samples) is Steadiness.STEADY


def test_blocks_see_noise_that_lasts() -> None:
    slow = [0.1 if index // 20 % 2 else -0.1 for index in range(120)]
    assert block_error(slow) > 4 * 0.1 / sqrt(120)
    assert block_error([1.0, 2.0, 3.0]) == pytest.approx(1 / sqrt(3))


def test_the_line_has_the_covariance_of_the_textbook() -> None:
    line = fit_line([-1.0, 0.0, 1.0], [-1.1, 0.2, 0.9], [0.0] * 3, [1.0] * 3)
    assert line is not None
    assert line.slope == pytest.approx(1.0)
    assert line.intercept == pytest.approx(0.0)
    assert line.scatter**2 == pytest.approx(0.06)
    assert line.intercept_variance == pytest.approx(0.06 / 3)
    assert line.slope_variance == pytest.approx(0.06 / 2)
    assert line.covariance == pytest.approx(0.0)
    assert line.at(2.0) == pytest.approx(2.0)


def test_a_line_is_surest_in_the_middle_of_its_points() -> None:
    line = fit_line([-3.0, -2.0, -1.0, 0.0], [-3.0, -2.1, -0.9, 0.0], [0.0] * 4, [1.0] * 4)
    assert line is not None
    known = Calibration("c", line.slope, line.intercept, 0.1, 0.05, 0.0, *_variances(line))
    assert fit_u(known, 37.0 - 1.5) == pytest.approx(line.scatter / 2), "the mean of four points"
    assert fit_u(known, 37.0) == pytest.approx(fit_u(known, 34.0))
    assert fit_u(known, 37.0) > fit_u(known, 35.5)


def _variances(line: Line) -> tuple[float, float, float]:
    return line.intercept_variance, line.slope_variance, line.covariance


def test_the_uncertainty_of_the_line_grows_away_from_its_points() -> None:
    kept = calibration_of(record())
    assert fit_u(kept, 45.0) > 2 * fit_u(kept, 36.5)


def test_two_points_show_no_scatter_but_are_not_thought_perfect() -> None:
    line = fit_line([-3.0, 3.0], [-3.0, 3.0], [0.05, 0.05], [1.0, 1.0])
    assert line is not None
    assert line.scatter == pytest.approx(0.05)


def test_a_sure_point_weighs_more() -> None:
    line = fit_line([-1.0, 1.0, 1.0], [-1.0, 1.0, 2.0], [0.0] * 3, [1.0, 1.0, 1e-6])
    assert line is not None
    assert line.at(1.0) == pytest.approx(1.0, abs=0.001)
    better = replace(set_point(40.0), uncertainty_c=0.02)
    worse = replace(set_point(40.0, offset_c=0.1, approach=Approach.DOWN), uncertainty_c=0.5)
    found = judged(set_point(34.0), better, worse).points
    assert abs(found[1].residual_c or 1) < abs(found[2].residual_c or 0)


@pytest.mark.parametrize("xs", [[], [1.0], [1.0, 1.0, 1.0]])
def test_points_on_one_spot_make_no_line(xs: list[float]) -> None:
    assert fit_line(xs, xs, xs, [1.0] * len(xs)) is None


def test_the_worst_case_of_a_source_does_not_shrink_with_more_points() -> None:
    few = judged(set_point(34.0), set_point(40.0), set_point(37.0, purpose=Purpose.CHECK))
    many = evaluate(staircase(), SOURCE, SENSOR)
    assert few.terms is not None
    assert many.terms is not None
    assert many.terms.source == few.terms.source == 0.05
    assert many.uncertainty_c is not None
    assert many.uncertainty_c > 2 * hypot(0.05, many.terms.source_emissivity)


@pytest.mark.parametrize(
    ("taken", "reason"),
    [
        (staircase(bend=0.6), Rejection.RESIDUAL),
        (staircase(gain=1.25), Rejection.GAIN),
        (staircase(gain=0.8), Rejection.GAIN),
        (staircase(offset_c=2.3), Rejection.OFFSET),
        (staircase(offset_c=-2.3), Rejection.OFFSET),
        (staircase(noise_c=0.03)[:4], Rejection.NO_CHECK),
        ((*staircase()[:4], set_point(36.1, purpose=Purpose.CHECK)), Rejection.NO_CHECK),
        ((*staircase()[:4], set_point(37.0, purpose=Purpose.CHECK, offset_c=0.4)), Rejection.CHECK),
        (staircase(seconds=10.0), Rejection.TOO_FEW_READINGS),
        (staircase(seconds=60.0), Rejection.NOT_STEADY),
        (staircase(drift_c_per_min=0.1), Rejection.NOT_STEADY),
        ((*(set_point(at) for at in (36.0, 37.0, 38.0)), set_point(36.5, purpose=Purpose.CHECK)), Rejection.TOO_NARROW),
        ((set_point(36.0), set_point(37.0, purpose=Purpose.CHECK)), Rejection.TOO_FEW_POINTS),
        ((), Rejection.TOO_FEW_POINTS),
    ],
)
def test_each_fault_is_found_and_named(taken: tuple[SetPoint, ...], reason: Rejection) -> None:
    found = judged(*taken)
    assert reason in why(found)
    assert all(one.detail for one in found.rejected)


def test_a_source_that_answers_differently_from_above_is_found() -> None:
    up = staircase()[:5]
    down = set_point(36.0, Approach.DOWN, offset_c=0.4)
    found = judged(*up, down, limits=Acceptance(residual_c=1.0))
    assert why(found) == {Rejection.HYSTERESIS}
    assert found.hysteresis_c == pytest.approx(0.4, abs=0.03)
    assert found.terms is not None
    assert found.terms.hysteresis == pytest.approx(0.4 / sqrt(12), abs=0.01)


def test_points_from_one_side_tell_nothing_of_hysteresis() -> None:
    assert judged(*staircase()[:5]).hysteresis_c is None


def test_a_poor_source_makes_a_poor_calibration() -> None:
    poor = Blackbody("BB-8", "none", uncertainty_c=1.2)
    assert why(evaluate(staircase(), poor, SENSOR)) == {Rejection.UNCERTAIN}


def test_two_points_are_accepted_but_their_linearity_is_not_verified() -> None:
    found = judged(set_point(34.0), set_point(40.0), set_point(37.0, purpose=Purpose.CHECK))
    assert found.rejected == ()
    assert not found.linearity_verified
    assert valid_days(found) == UNVERIFIED_DAYS
    assert valid_days(evaluate(staircase(), SOURCE, SENSOR)) == VALID_DAYS


def test_the_id_is_the_content() -> None:
    one, same, other = record(), record(), record(offset_c=0.1)
    assert one.calibration_id == same.calibration_id != other.calibration_id
    assert len(one.calibration_id) == 16
    assert replace(one, operator="someone-else").calibration_id != one.calibration_id


def test_a_calibration_carries_its_terms_into_the_measurement() -> None:
    kept = record()
    found, terms = calibration_of(kept), kept.result.terms
    assert terms is not None
    assert found.calibration_id == kept.calibration_id
    assert found.reference_u_c == pytest.approx(hypot(terms.source, terms.aperture, terms.hysteresis, terms.resolution))
    assert found.source_emissivity_u_c == terms.source_emissivity > 0
    whole = hypot(found.reference_u_c, found.source_emissivity_u_c, fit_u(found, 37.0))
    assert found.uncertainty_c == pytest.approx(2 * whole)


def test_what_was_not_accepted_corrects_nothing() -> None:
    kept = record(offset_c=5.0)
    assert not kept.accepted
    with pytest.raises(ValueError, match="not accepted"):
        calibration_of(kept)
    assert isinstance(kept.result.line, Line)
