"""Lamp, buzzer and door contact: what a door tells of its use is a row, an alert and a sound; and it is never moved."""

import pytest

from drivers.values import Input, InputChange, Lamp
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.values import Hands, Phase
from tests.rig import MASKED, NOBODY, UNMASKED, Rig


def alerts(rig: Rig) -> list[str]:
    return [(shown.payload or {})["what"] for shown in rig.rows("door_alert")]


def test_a_visitor_who_walks_through_is_no_alert(running: Rig) -> None:
    assert running.visit(MASKED).released
    running.leave()
    running.run(60)
    assert alerts(running) == []
    assert running.simulated_door.buzzes == []


def test_the_lamp_follows_the_door(running: Rig) -> None:
    rig, door = running, running.simulated_door
    assert door.lamp is Lamp.AMBER
    rig.visit(UNMASKED)
    assert door.lamp is Lamp.AMBER
    rig.leave()
    rig.visit(MASKED)
    assert door.lamp is Lamp.GREEN
    rig.run(3.1)
    assert door.lamp is Lamp.AMBER
    rig.feeds.clear()
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert door.lamp is Lamp.RED


@pytest.mark.parametrize("view", [NOBODY, UNMASKED])
def test_a_forced_door(running: Rig, view) -> None:
    rig, door = running, running.simulated_door
    rig.view = view
    door.stands_open = True
    rig.run(0.1)
    assert alerts(rig) == ["forced"]
    assert rig.snapshot.alert is DoorAlert.FORCED
    assert rig.alerts == [DoorAlert.FORCED]
    assert door.buzzes == [1.0]
    assert rig.phase is not Phase.OUT_OF_SERVICE
    door.stands_open = False
    rig.run(31)
    assert rig.snapshot.alert is None
    assert rig.pulses == 0
    assert rig.verdict().bad is None


def test_a_door_held_open_names_its_release(running: Rig) -> None:
    rig, door = running, running.simulated_door
    report = rig.visit(MASKED)
    door.stands_open = True
    rig.run(31)
    (told,) = rig.rows("door_alert")
    assert (told.payload or {})["what"] == "held_open"
    assert (told.payload or {})["released_by"] == report.seq
    assert told.row.visit_id is None
    rig.run(60)
    assert rig.snapshot.alert is DoorAlert.HELD_OPEN


def test_a_released_door_that_nobody_opens(running: Rig) -> None:
    rig = running
    rig.simulated_door.stands_open = False
    rig.visit(MASKED)
    rig.run(5.1)
    assert alerts(rig) == ["not_opened"]


def test_a_hand_at_the_doors_dispenser_counts(running: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = running
    told = [(InputChange(Input.HANDS, False), InputChange(Input.HANDS, True))]
    monkeypatch.setattr(rig.simulated_door, "inputs", lambda: told.pop() if told else ())
    assert rig.visit(MASKED).hands == Hands.SENSED
