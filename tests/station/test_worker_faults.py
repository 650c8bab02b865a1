"""A thread that crashed, hangs, or tries again: the station locks, names it, and goes on when it does."""

from dataclasses import replace

import pytest

from drivers.values import DoorState
from kiosk.faults import STARTS_S
from kiosk.records.values import Entry, Kind
from kiosk.screening.values import Fault, Phase, Source
from kiosk.workers import Health, Worker
from tests.rig import MASKED, Rig
from tests.station.trial import Trial

WORKERS = [Source.CAMERA, Source.SIGHT, Source.THERMOMETER]


@pytest.mark.parametrize("source", WORKERS)
@pytest.mark.parametrize("view_is_there", [False, True])
def test_crash(running: Rig, source: Source, view_is_there: bool) -> None:
    rig = running
    if view_is_there:
        rig.view = MASKED
        rig.run_until(lambda: rig.phase is Phase.MEASURING)
    trial = Trial(rig)
    rig.health[source] = lambda: Health(rig.clock.now, crashed="KeyError: 'nose'")
    trial.goes_out(source.value, "stopped")
    assert "KeyError: 'nose'" in (rig.rows("out_of_service")[-1].payload or {})["detail"]
    trial.stays_out()
    del rig.health[source]
    trial.comes_back(source.value, "stopped")


def test_the_door_is_locked_and_the_row_written_before_anybody_is_told(running: Rig) -> None:
    """Whoever is told may take their time."""
    rig, then = running, []
    rig.visit(MASKED)
    assert rig.snapshot.door_open

    def told(fault: Fault | None) -> None:
        then.append((rig.simulated_door.state(), rig.kinds()[-1]))

    rig.station._parts = replace(rig.station._parts, on_fault=told)
    rig.health[Source.CAMERA] = lambda: Health(rig.clock.now, crashed="KeyError")
    rig.run(0.5)
    assert then == [(DoorState.LOCKED, "out_of_service")]


@pytest.mark.parametrize("source", WORKERS)
def test_device_that_cannot_be_reached(running: Rig, source: Source) -> None:
    trial = Trial(running)
    running.health[source] = lambda: Health(running.clock.now, problem="no port; plug it in")
    trial.goes_out(source.value, "disconnected")
    del running.health[source]
    trial.comes_back(source.value, "disconnected")


@pytest.mark.parametrize("source", WORKERS)
def test_hang(running: Rig, source: Source) -> None:
    """Its facts stop with it. Sight hands the camera's pictures on: when it hangs, the camera is not to blame."""
    rig = running
    rig.run(2.0)
    trial = Trial(rig)
    since = rig.clock.now
    rig.health[source] = lambda: Health(since)
    feed = rig.feeds.pop(Source.CAMERA if source is Source.SIGHT else source)
    trial.goes_out(source.value, "silent")
    assert rig.clock.now - since < rig.limits.silent_s + 0.5
    trial.stays_out()
    del rig.health[source]
    rig.feeds[source] = feed
    trial.comes_back(source.value, "silent")
    assert rig.faults() == [(source.value, "silent")]


def test_a_screen_that_hangs(running: Rig) -> None:
    """Nobody could read an answer, and the next visitor would stand before somebody else's."""
    rig = running
    trial = Trial(rig)
    since = rig.clock.now
    rig.health[Source.SCREEN] = lambda: Health(since)
    trial.goes_out("screen", "silent")
    trial.stays_out()
    del rig.health[Source.SCREEN]
    trial.comes_back("screen", "silent")


def test_sight_that_loads_for_long_is_no_hang(rig: Rig) -> None:
    """A cold machine loads the models for many seconds: locked, but nobody is told to restart anything."""
    since = rig.clock.now
    rig.health[Source.SIGHT] = lambda: Health(since)
    feed = rig.feeds.pop(Source.CAMERA)
    rig.run(STARTS_S - 1.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.faults() == []
    del rig.health[Source.SIGHT]
    rig.feeds[Source.CAMERA] = feed
    rig.run(3.0)
    assert rig.phase is Phase.IDLE
    assert rig.faults() == []


def test_sight_that_never_ends_loading_hangs(rig: Rig) -> None:
    since = rig.clock.now
    rig.health[Source.SIGHT] = lambda: Health(since)
    rig.feeds.pop(Source.CAMERA)
    rig.run(STARTS_S + 1.0)
    assert rig.faults() == [("sight", "silent")]


def test_a_camera_that_is_slow_is_not_sight_that_hangs(running: Rig) -> None:
    rig = running
    trial = Trial(rig)
    rig.feeds.pop(Source.CAMERA)
    trial.goes_out("camera", "silent")


@pytest.mark.parametrize("kind", [Kind.SCREENING, Kind.RELEASE, Kind.DOOR])
def test_the_station_itself_crashes(running: Rig, kind: Kind) -> None:
    rig = running
    worker = Worker("station", rig.tick, on_failure=lambda: rig.station.failed(rig.clock.now, "boom"))

    def crash(entry: Entry) -> None:
        if entry.kind is kind:
            rig.before_write = lambda entry: None
            raise ZeroDivisionError("boom")

    rig.before_write = crash
    rig.view = MASKED
    while worker.health.crashed is None:
        worker.once()
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.simulated_door.state() == "locked"
    assert rig.pulses == (1 if kind is Kind.DOOR else 0)
    assert rig.faults() == [("station", "stopped")]
    rig.run_until(lambda: rig.phase is Phase.ANSWERED)
    assert rig.reports[-1].released
    assert rig.verdict().bad is None


def test_the_first_thing_a_station_says_is_that_it_is_not_ready(rig: Rig) -> None:
    rig.feeds.clear()
    rig.station.writer.open_first(rig.clock.now)
    rig.tick()
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.snapshot.fault is not None
    assert rig.snapshot.fault.trouble == "starting"
