"""A technician's morning on the real window, before a whole station: in by PIN, calibrate, check, and out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screening.corner import CornerPage
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.values import Phase, Trouble
from kiosk.staff.rights import Role
from kiosk.ui.site import Site
from tests.corner.rig import PIN, SOURCE, CornerRig
from tests.ui.conftest import settle_events
from tests.ui.technician import Technician, at_work

NAME = "Wayan Example"


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[CornerRig]:
    made = CornerRig(tmp_path)
    made.start()
    made.hire(NAME, Role.TECHNICIAN, PIN)
    yield made
    made.stop()


@pytest.fixture
def technician(qapp: QGuiApplication, rig: CornerRig) -> Iterator[Technician]:
    screen = at_work(rig, Site(name="Kantor Contoh", motion=False))
    screen.window.resize(1280, 800)
    someone = Technician(rig, screen)
    someone.look()
    screen.speak("en")
    yield someone
    screen.close()
    settle_events()


def enter(technician: Technician) -> None:
    technician.screen.speak("en")  # it goes back for each visitor
    technician.hold(3.2)
    technician.sign_in(technician.rig.people[NAME].number, PIN)


def calibrate(technician: Technician) -> None:
    """Type the blackbody in, take all temperatures, accept."""
    technician.touch("menu_calibrate", "cornerNext")
    for typed in (SOURCE.serial, SOURCE.certificate):
        technician.type(typed)
        technician.touch("cornerNext")
    technician.touch("pad_0", "pad_point", "pad_1", "cornerNext", "cornerNext", "cornerNext")
    while technician.rig.seen.page is CornerPage.BENCH:
        technician.take()
    technician.touch("cornerNext")
    technician.type(PIN)
    technician.touch("cornerNext")


def test_in_by_a_long_press_and_a_pin_and_out_by_a_touch(technician: Technician, rig: CornerRig):
    assert rig.phase is Phase.IDLE
    enter(technician)
    assert technician.read("cornerWho") == f"{NAME} · technician"
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.snapshot.fault is not None
    assert rig.snapshot.fault.trouble is Trouble.STAFF
    technician.touch("cornerSignOut")
    technician.wait(lambda: rig.phase is Phase.IDLE)
    assert technician.find("welcomePage")


def test_a_wrong_pin_opens_nothing_and_says_how_often_one_may_try(technician: Technician, rig: CornerRig):
    technician.hold(3.2)
    technician.sign_in(rig.people[NAME].number, "111222")
    assert rig.seen.refusal is not None
    assert technician.read("cornerNote") == f"Number or PIN is not right. Attempts left: {rig.seen.refusal.left}."
    assert rig.phase is Phase.IDLE
    technician.type(PIN)
    technician.touch("cornerNext")
    assert rig.seen.page is CornerPage.MENU


def test_a_visitor_who_lands_there_and_walks_away_leaves_the_welcome_page(technician: Technician, rig: CornerRig):
    technician.hold(3.2)
    assert technician.read("cornerTime") == "closes in 0:30"
    rig.run(31.0)
    technician.look()
    assert technician.find("welcomePage")


def test_calibrated_checked_and_in_force_without_leaving_the_window(technician: Technician, rig: CornerRig):
    enter(technician)
    assert technician.read("cornerStanding").startswith("Not calibrated.")
    technician.touch("menu_check_daily")
    assert technician.read("cornerNote").startswith("There is no valid calibration to check.")

    calibrate(technician)
    assert technician.read("cornerNote") == "Stored in the record. It counts from now on."
    assert technician.read("resultVerdict").startswith("In force until")
    row = rig.rows("calibration")[0].payload or {}
    assert (row["accepted"], row["signed"]) == (True, "pin")

    technician.touch("cornerNext")
    assert technician.read("cornerStanding").startswith("Calibrated, valid until")
    technician.touch("menu_check_daily")
    assert technician.read("checkC") == "37.0\u00a0°C"
    technician.touch("source_0", "cornerNext")
    technician.take()
    assert technician.read("resultVerdict").startswith("Passed: within")
    technician.touch("cornerNext")
    technician.type(PIN)
    technician.touch("cornerNext")
    assert technician.read("resultVerdict") == "Passed: within 0.2\u00a0°C. The kiosk may screen."
    assert len(rig.rows("daily_check")) == 1
    technician.touch("cornerNext", "cornerSignOut")
    technician.wait(lambda: rig.phase is Phase.IDLE)
    assert not rig.snapshot.uncalibrated


def test_an_interrupted_calibration_is_offered_again(technician: Technician, rig: CornerRig):
    enter(technician)
    rig.begin(BenchKind.CALIBRATE)
    technician.look()
    technician.take()
    technician.touch("cornerSignOut")
    technician.wait(lambda: rig.phase is Phase.IDLE)
    enter(technician)
    technician.touch("menu_calibrate")
    assert "1 of 7 temperatures taken" in technician.read("said")
    technician.touch("cornerNext")
    assert technician.read("benchDo") == "Set the blackbody to 36.0\u00a0°C"


def test_the_program_ends_by_the_pin(technician: Technician, rig: CornerRig):
    enter(technician)
    technician.touch("menu_shut_down", "cornerNext")
    technician.type(PIN)
    technician.touch("cornerNext")
    assert rig.ended
