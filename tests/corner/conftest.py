"""One station with its corner for each test, with a technician, a supervisor and an officer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.staff.rights import Role
from tests.corner.rig import OFFICERS_PIN, OTHERS_PIN, PIN, CornerRig
from tests.screening.blackbody import record


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[CornerRig]:
    """Without accounts."""
    made = CornerRig(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def calibrated(tmp_path: Path) -> Iterator[CornerRig]:
    """With a technician and two calibrations on record, the newer one in force."""
    made = CornerRig(tmp_path)
    made.seed(record(offset_c=-0.3), record(offset_c=-0.4))
    made.start()
    made.hire("Wayan Example", Role.TECHNICIAN, PIN)
    made.hire("Made Example", Role.OFFICER, OFFICERS_PIN)
    yield made
    made.stop()


@pytest.fixture
def rig(bare: CornerRig) -> CornerRig:
    bare.hire("Wayan Example", Role.TECHNICIAN, PIN)
    bare.hire("Made Example", Role.OFFICER, OFFICERS_PIN)
    bare.hire("Ketut Example", Role.TECHNICIAN, OTHERS_PIN)
    bare.hire("Nyoman Example", Role.SUPERVISOR, None)
    return bare
