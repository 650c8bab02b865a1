"""What the corner shows and takes: no PIN reaches a log, and tasks are rights by the same words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.screening.calibration import Rejected, Rejection
from kiosk.screening.corner import CornerView, Task
from kiosk.screening.corner_bench import CalibrationView
from kiosk.screening.corner_input import Accepted, CornerInput, RolledBack, ShutDown, SignedIn
from kiosk.screening.set_points import Blackbody
from kiosk.staff.rights import Action

PIN = "730194"


@pytest.mark.parametrize(
    "given",
    [SignedIn("4711", PIN), Accepted(PIN), RolledBack("3f2a9c0d11e45b67", "in doubt", PIN), ShutDown(PIN)],
)
def test_no_input_shows_its_pin(given: CornerInput) -> None:
    assert PIN not in f"{given} {given!r} {given!s}"


def test_every_task_is_a_right_of_the_same_word() -> None:
    assert {task.value for task in Task} <= {action.value for action in Action}


def test_what_speaks_against_a_calibration_keeps_it_from_being_accepted() -> None:
    good = CalibrationView(
        points=(),
        gain=1.0,
        offset_c=0.1,
        uncertainty_c=0.12,
        hysteresis_c=0.0,
        check_error_c=0.01,
        linearity_verified=True,
        objections=(),
        valid_until=datetime(2027, 11, 24, tzinfo=UTC),
        source=Blackbody("BB-7", "C-2026-11", 0.1),
        simulated=True,
    )
    assert good.acceptable
    assert not replace(good, objections=(Rejected(Rejection.GAIN, "1.2; at most 1.1"),)).acceptable


def test_a_corner_that_nobody_opened_shows_nothing() -> None:
    closed = CornerView()
    assert closed.page.value == "closed"
    assert (closed.who, closed.bench, closed.closes_in_s) == (None, None, None)
