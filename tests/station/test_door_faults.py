"""The relay and its guard, real processes and real bytes: the station sees them fail, and the relay goes off."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import drivers.guard_process
from drivers.values import DeviceIdentity, DeviceKind, DoorState, InputChange, Lamp, Nature, PulseResult
from kiosk.release import Release
from kiosk.screening.values import Phase
from tests.crash.witness import OFF, ON
from tests.relay import Relay, kill_guard, wire
from tests.rig import MASKED, REAL_DOOR, Rig


@pytest.fixture
def relay(rig: Rig, tmp_path: Path) -> Iterator[Relay]:
    made = Relay(tmp_path / "relay")
    wire(rig, made)
    rig.start()
    yield made
    rig.stop()
    made.close()


def test_an_admit_reaches_the_relay_and_nobody_else_does(rig: Rig, relay: Relay) -> None:
    assert relay.wait_for(lambda frames: frames == [OFF])
    assert rig.visit(MASKED).released
    assert relay.wait_for(lambda frames: ON in frames) == [OFF, ON]
    assert rig.snapshot.door_open
    rig.stop()
    assert relay.wait_for(lambda frames: frames[-1] == OFF)
    assert relay.frames().count(ON) == 1


def test_guard_killed(rig: Rig, relay: Relay) -> None:
    kill_guard(rig)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert rig.snapshot.fault is not None
    assert "guard" in rig.snapshot.fault.detail
    assert relay.wait_for(lambda frames: frames == [OFF] * len(frames) and len(frames) >= 2)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    assert rig.faults() == [("door", "disconnected")]
    assert rig.visit(MASKED).released
    assert rig.verdict().bad is None


def test_guard_killed_in_a_pulse(rig: Rig, relay: Relay) -> None:
    rig.visit(MASKED)
    relay.wait_for(lambda frames: frames[-1] == ON)
    kill_guard(rig)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert relay.wait_for(lambda frames: frames[-1] == OFF).count(ON) == 1
    assert not rig.snapshot.door_open


def test_guard_killed_right_before_the_pulse(rig: Rig, relay: Relay) -> None:
    """A new guard takes over, and its first act is OFF."""
    rig.before_write = lambda entry: kill_guard(rig) if entry.kind == "release" else None
    assert rig.visit(MASKED).released
    assert relay.wait_for(lambda frames: ON in frames)[-2:] == [OFF, ON]


def test_guard_hangs(rig: Rig, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drivers.guard_process, "ANSWER_S", 0.2)
    monkeypatch.setattr(drivers.guard_process, "END_S", 0.1)
    rig.visit(MASKED)
    kill_guard(rig, signal.SIGSTOP)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert relay.wait_for(lambda frames: frames[-1] == OFF).count(ON) == 1
    rig.leave()
    assert rig.faults() == [("door", "disconnected")]
    assert rig.visit(MASKED).released


def test_relay_unplugged_and_plugged_in_again(rig: Rig, relay: Relay) -> None:
    relay.unplug()
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    rig.view = MASKED
    rig.run(5.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.reports == []
    relay.plug_in_again()
    rig.run_until(lambda: rig.reports)
    assert rig.reports[-1].released
    assert relay.wait_for(lambda frames: ON in frames)[:1] == [OFF]
    assert set(rig.faults()) == {("door", "disconnected")}


def test_a_fault_in_a_pulse_locks_at_once(rig: Rig, relay: Relay) -> None:
    rig.visit(MASKED)
    relay.wait_for(lambda frames: frames[-1] == ON)
    rig.feeds.clear()
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert relay.wait_for(lambda frames: frames[-1] == OFF).count(ON) == 1


def test_a_broken_simulated_door(running: Rig) -> None:
    rig = running
    rig.simulated_door.broken = True
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    rig.view = MASKED
    rig.run(5.0)
    assert rig.reports == []
    rig.simulated_door.broken = False
    rig.run_until(lambda: rig.reports)
    assert rig.reports[-1].released
    assert rig.faults() == [("door", "disconnected")]


class Locked:
    """A door that is real as far as anybody can tell, and must not be moved."""

    identity = REAL_DOOR

    def pulse(self, seconds: float) -> PulseResult:
        raise AssertionError("the door was moved")

    def lock(self) -> None: ...

    def state(self) -> DoorState:
        return DoorState.LOCKED

    def check(self) -> None: ...

    def show(self, lamp: Lamp) -> None: ...

    def buzz(self, seconds: float) -> None: ...

    def inputs(self) -> tuple[InputChange, ...]:
        return ()

    def close(self) -> None: ...


@pytest.mark.parametrize(
    "source",
    [
        DeviceIdentity(DeviceKind.CAMERA, "file", Nature.SIMULATED, "visit.mp4"),
        DeviceIdentity(DeviceKind.THERMOMETER, "gy-mcu90614", Nature.SIMULATED, "/dev/pts/3"),
    ],
)
def test_no_real_door_moves_for_a_simulated_source(rig: Rig, source: DeviceIdentity) -> None:
    rig.door = Locked()
    rig.release = Release(rig.door, 3.0)
    rig.sources = (*rig.sources, source)
    rig.start()
    report = rig.visit(MASKED)
    assert (report.outcome, report.released, report.simulated) == ("admit", False, True)
