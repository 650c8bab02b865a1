"""Which corrections by the in-scene reference get a row: begun, moved, held back; never more than one a minute."""

from dataclasses import replace

import pytest

from kiosk.screening.correction_log import LEAST_S, STEP_C, CorrectionLog, Told
from kiosk.screening.in_scene import Correction
from kiosk.screening.values import Calibration

FIRST = Correction(100.0, -0.3, -0.3, 36.3, 36.6, 0.005, 40, 36.5)
CALIBRATION = Calibration("cal-1", 1.02, 0.4, 0.2)
TOLD = CorrectionLog(FIRST, "cal-1", 100.0)
LATER = 100.0 + LEAST_S


def why(log: CorrectionLog, correction: Correction, calibration: Calibration | None = CALIBRATION) -> Told | None:
    row = log.after(correction, calibration, LATER)[1]
    return row.why if row else None


def moved_by(step_c: float) -> Correction:
    return replace(FIRST, correction_c=FIRST.correction_c + step_c, wanted_c=FIRST.wanted_c + step_c)


@pytest.mark.parametrize(
    ("log", "correction", "expected"),
    [
        (CorrectionLog(), FIRST, Told.BEGUN),
        (TOLD, FIRST, None),
        (TOLD, moved_by(STEP_C * 0.9), None),
        (TOLD, moved_by(STEP_C * 1.1), Told.MOVED),
        (TOLD, moved_by(-STEP_C * 1.1), Told.MOVED),
        (TOLD, replace(FIRST, wanted_c=-0.4), Told.HELD_BACK),
        (replace(TOLD, told=replace(FIRST, wanted_c=-0.4)), replace(FIRST, wanted_c=-0.45), None),
    ],
)
def test_what_is_worth_a_row(log: CorrectionLog, correction: Correction, expected: Told | None) -> None:
    assert why(log, correction) is expected


@pytest.mark.parametrize("other", [None, replace(CALIBRATION, calibration_id="cal-2")])
def test_another_calibration_begins_anew(other: Calibration | None) -> None:
    assert why(TOLD, FIRST, other) is Told.BEGUN


def test_one_a_minute_and_then_the_newest() -> None:
    log, row = TOLD.after(moved_by(0.2), CALIBRATION, LATER - 1)
    assert (log, row) == (TOLD, None)
    log, row = log.after(moved_by(0.1), CALIBRATION, LATER)
    assert row is not None
    assert row.correction == moved_by(0.1)
    assert log.after(moved_by(0.1), CALIBRATION, LATER + LEAST_S)[1] is None


def test_after_none_was_known_it_begins_anew_though_it_is_the_same() -> None:
    log, row = TOLD.after(None, CALIBRATION, LATER)
    assert row is None
    assert why(log, FIRST) is Told.BEGUN


@pytest.mark.parametrize("calibration", [CALIBRATION, None])
def test_what_is_stored_lets_a_reader_compute_the_correction(calibration: Calibration | None) -> None:
    row = CorrectionLog().after(FIRST, calibration, LATER)[1]
    assert row is not None
    kept = row.payload()
    calibrated = 37 + kept["offset_c"] + kept["gain"] * (kept["read_c"] - 37)
    expected = 36.6 if calibration is None else 37 + 0.4 + 1.02 * (36.6 - 37)
    assert calibrated == pytest.approx(expected)
    assert kept["calibration_id"] == (calibration.calibration_id if calibration else None)
    assert {"true_c": 36.3, "wanted_c": -0.3, "correction_c": -0.3, "why": "begun"}.items() <= kept.items()
