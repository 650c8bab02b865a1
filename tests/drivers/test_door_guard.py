"""The relay goes off whatever happens: the test holds the relay's end of the line and counts bytes."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers import guard_process
from drivers.door import RelayDoor, Wiring, open_door
from drivers.values import DeviceUnavailable, DoorState, Lamp, Nature

ON, OFF = bytes.fromhex("A00101A2"), bytes.fromhex("A00100A1")
ROOT = Path(__file__).parents[2]
LONG_S = 60.0
"""A pulse, and a silence, that end nothing while a test waits: what switches off is what the test did."""


@pytest.fixture
def door(line, monkeypatch) -> Iterator[RelayDoor]:
    monkeypatch.setattr(guard_process, "PATIENCE_S", LONG_S)
    made = RelayDoor(Wiring(port=line.port), max_pulse_s=LONG_S)
    made.check()
    yield made
    made.close()


def ends_off(after: int) -> Callable[[bytes], bool]:
    return lambda seen: seen.count(OFF) > after and seen.endswith(OFF)


def guard_pid(door: RelayDoor) -> int:
    assert door._guard is not None
    return door._guard.pid


def wait_for(door: RelayDoor, wanted: DoorState, patience_s: float = 5.0) -> None:
    """Block until the guard has told of this state, or has ended."""
    assert door._guard is not None
    if wanted is DoorState.UNKNOWN:
        door._guard._process.wait(patience_s)
    deadline = time.monotonic() + patience_s
    while door.state() is not wanted:
        left = deadline - time.monotonic()
        assert left > 0, door.state()
        select.select([door._guard._stdout], [], [], left)


def test_off_at_start_and_the_line_is_a_pseudo_terminal(line, door) -> None:
    assert line.wait_for(bool)[:4] == OFF
    assert door.identity.nature is Nature.SIMULATED
    assert door.state() is DoorState.LOCKED


def test_pulse_ends_by_itself(line, door) -> None:
    line.wait_for(ends_off(0))
    begin = time.monotonic()
    assert door.pulse(0.2).detail == "on 0.2 s, off"
    assert door.state() is DoorState.RELEASED
    assert line.wait_for(ends_off(1)) == OFF + ON + OFF
    assert 0.19 < time.monotonic() - begin < 5.0
    wait_for(door, DoorState.LOCKED)


def test_a_pulse_is_never_longer_than_the_most_allowed(line) -> None:
    door = RelayDoor(Wiring(port=line.port), max_pulse_s=0.2)
    begin = time.monotonic()
    assert door.pulse(3600).detail == "on 0.2 s, off"
    line.wait_for(ends_off(1))
    assert time.monotonic() - begin < 3.0
    door.close()


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan")])
def test_no_pulse_without_seconds(line, door, seconds: float) -> None:
    assert not door.pulse(seconds).done
    door.check()
    assert line.wait_for(bool) == OFF


def test_lock_ends_a_pulse(line, door) -> None:
    door.pulse(LONG_S)
    door.lock()
    assert door.state() is DoorState.LOCKED
    assert line.wait_for(ends_off(1)) == OFF + ON + OFF


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_switches_off(line, door, ending: signal.Signals) -> None:
    door.pulse(LONG_S)
    os.kill(guard_pid(door), ending)
    line.wait_for(ends_off(1))
    wait_for(door, DoorState.UNKNOWN)


def test_close_switches_off(line, door) -> None:
    door.pulse(LONG_S)
    door.close()
    assert line.wait_for(ends_off(1)) == OFF + ON + OFF


def test_dead_guard_is_seen_and_replaced(line, door) -> None:
    door.pulse(LONG_S)
    os.kill(guard_pid(door), signal.SIGKILL)
    wait_for(door, DoorState.UNKNOWN)
    with pytest.raises(DeviceUnavailable, match="guard had died"):
        door.check()
    assert line.wait_for(ends_off(1)) == OFF + ON + OFF
    door.check()
    assert door.pulse(0.05).done


def test_hung_guard_is_replaced_and_the_relay_switched_off(line, door, monkeypatch) -> None:
    monkeypatch.setattr(guard_process, "ANSWER_S", 0.2)
    monkeypatch.setattr(guard_process, "END_S", 0.1)
    door.pulse(LONG_S)
    os.kill(guard_pid(door), signal.SIGSTOP)
    with pytest.raises(DeviceUnavailable, match="does not answer"):
        door.check()
    assert line.wait_for(ends_off(1)) == OFF + ON + OFF
    door.check()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_station_killed_in_a_pulse(line, ending: signal.Signals) -> None:
    station = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, sys; from drivers import guard_process; from drivers.door import open_door\n"
            "guard_process.PATIENCE_S = 60\n"
            "door = open_door('serial-relay', sys.argv[1]); door.pulse(60)\n"
            "print('open', flush=True); signal.pause()",
            line.port,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with station:
        line.wait_for(lambda seen: seen.endswith(ON))
        station.send_signal(ending)
        assert line.wait_for(ends_off(1)) == OFF + ON + OFF


def test_ctrl_c_at_the_station_does_not_reach_the_guard(door) -> None:
    assert os.getpgid(guard_pid(door)) != os.getpgid(0)
    assert os.getsid(guard_pid(door)) != os.getsid(0)


def test_unplugged_relay(line, door) -> None:
    line.unplug()
    with pytest.raises(DeviceUnavailable):
        door.check()
    with pytest.raises(DeviceUnavailable, match="plug the relay in"):
        door.pulse(0.1)
    assert door.state() is DoorState.UNKNOWN


def test_relay_line_held_by_another_program(line, door) -> None:
    with pytest.raises(DeviceUnavailable, match="lock"):
        open_door("serial-relay", line.port)


@pytest.mark.parametrize("port", ["/dev/null", __file__])
def test_what_is_no_serial_port_is_refused(port: str) -> None:
    with pytest.raises(DeviceUnavailable, match="not a serial port"):
        open_door("serial-relay", port)


def test_guard_answers_nonsense_and_goes_on(line) -> None:
    wiring = ["--wiring", Wiring(port=line.port).as_json()]
    command = [sys.executable, "-m", guard_process.GUARD, *wiring, "--max-pulse", "1", "--patience", "9"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as guard:
        asked = b"OPEN SESAME\nPULSE soon\nPULSE -1\nLAMP pink\nBUZZ -1\n" + b"x" * 1000 + b"\nPING\n"
        said, _ = guard.communicate(asked, timeout=5)
    assert said.decode().split("\n") == [
        "READY",
        "ERR not understood",
        "ERR the pulse needs seconds",
        "ERR the pulse needs seconds",
        "ERR not understood",
        "ERR not understood",
        "ERR not understood",
        "PONG",
        "",
    ]
    assert line.wait_for(ends_off(1)) == OFF + OFF
    assert guard.returncode == 0


def test_a_station_that_stalls_in_a_pulse(line) -> None:
    """Its pipe stays open and it stays the parent: only its silence tells."""
    station = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, sys; from drivers import guard_process; from drivers.door import RelayDoor, Wiring\n"
            "guard_process.PATIENCE_S = 0.3\n"
            "door = RelayDoor(Wiring(port=sys.argv[1])); door.pulse(60)\n"
            "print('open', flush=True); signal.pause()",
            line.port,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with station:
        line.wait_for(lambda seen: seen.endswith(ON))
        station.send_signal(signal.SIGSTOP)
        assert line.wait_for(ends_off(1)) == OFF + ON + OFF
        station.kill()


def test_a_stalled_station_that_wakes_is_served_again(line, monkeypatch) -> None:
    monkeypatch.setattr(guard_process, "PATIENCE_S", 0.2)
    door = RelayDoor(Wiring(port=line.port, red=2), max_pulse_s=5.0)
    door.show(Lamp.GREEN)
    door.pulse(5)
    wait_for(door, DoorState.LOCKED)
    red = bytes.fromhex("A00201A3")
    assert line.wait_for(lambda seen: seen.endswith(red)).count(ON) == 1
    door.show(Lamp.AMBER)
    line.wait_for(lambda seen: seen.endswith(bytes.fromhex("A00200A2")))
    assert door.pulse(0.05).done
    door.close()


def test_the_guard_imports_nothing_of_the_project_but_its_boards() -> None:
    code = (
        "import sys, drivers.door_guard\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in ('drivers', 'kiosk', 'models', 'numpy')))"
    )
    ours = ["drivers", "drivers.door_guard", "drivers.relay_frames", "drivers.relays", "drivers.wiring"]
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == str(ours)


def test_other_doors() -> None:
    none = open_door("none")
    assert not none.pulse(1).done
    assert none.state() is DoorState.UNKNOWN
    with pytest.raises(ValueError, match="serial-relay"):
        open_door("barn")


def test_simulated_door_remembers() -> None:
    door = open_door("simulated", max_pulse_s=2.0)
    assert door.state() is DoorState.LOCKED
    assert door.pulse(30).detail == "on 2.0 s, off"
    assert door.state() is DoorState.RELEASED
    door.lock()
    assert door.state() is DoorState.LOCKED
    door.broken = True  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(DeviceUnavailable):
        door.pulse(1)
