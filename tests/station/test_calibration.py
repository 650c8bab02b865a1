"""Which calibration counts decides what a door may do, and whether the station screens at all."""

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.records.queries import policy_payload
from kiosk.records.replay import Replay, replay_row
from kiosk.screening.in_force import InForce, Standing
from kiosk.screening.values import Calibration, Phase
from tests.rig import MASKED, NOBODY, Rig

TRUE = Calibration("c-1", gain=1.0, offset_c=-0.5, uncertainty_c=0.15)


class Calibrated(Rig):
    """A station that is told which calibration counts."""

    found: InForce | None = None

    def calibrations(self, now: datetime) -> InForce | None:
        return self.found


@pytest.fixture
def rig(tmp_path: Path) -> Calibrated:
    made = Calibrated(tmp_path)
    made.start()
    return made


def test_a_calibration_counts_and_stands_in_the_record(rig: Calibrated) -> None:
    rig.found = InForce(Standing.VALID, calibration=TRUE)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    report = rig.visit(MASKED)
    payload = rig.rows("screening")[0].payload or {}
    assert payload["measurement"]["calibration_id"] == "c-1"
    assert report.uncertainty_c is not None
    assert report.uncertainty_c < 0.5
    assert not rig.snapshot.uncalibrated
    row = rig.rows("screening")[0]
    assert replay_row(row, policy_payload(rig.path, row.row.policy_hash)) is Replay.SAME


def test_without_one_the_station_says_so(rig: Calibrated) -> None:
    rig.found = InForce(Standing.NONE)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    assert rig.snapshot.uncalibrated


@pytest.mark.parametrize(
    ("standing", "trouble"),
    [
        (Standing.EXPIRED, "calibration_expired"),
        (Standing.CHECK_FAILED, "check_failed"),
        (Standing.CHECK_DUE, "check_due"),
    ],
)
def test_one_that_no_longer_holds_stops_screening(rig: Calibrated, standing: Standing, trouble: str) -> None:
    rig.found = InForce(Standing.VALID, calibration=TRUE)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.found = InForce(standing)
    rig.run(61.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.faults()[-1] == ("thermometer", trouble)
    rig.found = InForce(Standing.VALID, calibration=TRUE)
    rig.run(63.0)
    assert rig.phase is Phase.IDLE


def test_nothing_changes_while_somebody_is_screened(rig: Calibrated) -> None:
    rig.found = InForce(Standing.VALID, calibration=TRUE)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.run(59.9)
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    rig.found = InForce(Standing.NONE)
    rig.run(3.0)
    assert rig.rows("screening")[-1].row.policy_hash == rig.rows("policy")[-1].row.policy_hash
    rig.view = NOBODY
    rig.run(65.0)
    assert rig.snapshot.uncalibrated
