"""Doors. Only the code that spends receipts may import this module.

A serial relay is never driven from here: a guard process owns its port (door_guard.py), and switches the relay off when
this process dies. Software is not enough for a door that people pass: DEMAND in hardware a timer relay that drops by
itself a few seconds after it was energised, egress that is always free, and a fire release. None of the three may
depend on this program, and idle must mean de-energised and locked.
"""

import contextlib
import os
import select
import subprocess
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from drivers.ports import PortClass, door_nature, port_class
from drivers.simulation.door import SimulatedDoor
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Door, DoorState, Nature, PulseResult

GUARD: Final = Path(__file__).with_name("door_guard.py")
START_S: Final = 5.0
ANSWER_S: Final = 1.0
END_S: Final = 0.5
LONGEST_PULSE_S: Final = 10.0
CHECK_CABLE: Final = "check the relay's cable and power"


class DoorKind(StrEnum):
    NONE = "none"
    SIMULATED = "simulated"
    SERIAL_RELAY = "serial-relay"


def open_door(kind: str, port: str = "", *, max_pulse_s: float = LONGEST_PULSE_S) -> Door:
    """Make the door that the config names; `port` is the relay's. A relay is switched off before this returns.

    Raises ValueError for an unknown kind, DeviceUnavailable when the relay cannot be reached.
    """
    match kind:
        case DoorKind.NONE:
            return NoDoor()
        case DoorKind.SIMULATED:
            return SimulatedDoor(max_pulse_s=max_pulse_s)
        case DoorKind.SERIAL_RELAY:
            door = SerialRelayDoor(port, max_pulse_s)
            door.check()
            return door
        case _:
            raise ValueError(f"unknown door kind {kind!r} (known: {', '.join(DoorKind)})")


class NoDoor:
    """A kiosk that only advises: nothing is moved, and nothing pretends to be."""

    identity = DeviceIdentity(DeviceKind.DOOR, "none", Nature.REAL, "nowhere")

    def pulse(self, seconds: float) -> PulseResult:
        """Move nothing, and say so."""
        return PulseResult(done=False, detail="no door is configured")

    def lock(self) -> None:
        """Nothing to lock."""

    def state(self) -> DoorState:
        """Not known: whatever door there is, this program does not hold it."""
        return DoorState.UNKNOWN

    def check(self) -> None:
        """Nothing can fail."""

    def close(self) -> None:
        """Nothing is held open."""


class SerialRelayDoor:
    """A door on a USB serial relay, through the guard. One owner, one thread.

    Demands a hardware timer relay behind the module, free egress and a fire release: see the module's text.
    """

    def __init__(self, port: str, max_pulse_s: float = LONGEST_PULSE_S) -> None:
        """Start nothing yet: the first call does."""
        self.identity = DeviceIdentity(DeviceKind.DOOR, "serial-relay", door_nature(port_class(port)), port)
        self._port = port
        self._max_pulse_s = max_pulse_s
        self._guard: GuardProcess | None = None

    def pulse(self, seconds: float) -> PulseResult:
        """Release for `seconds` (never longer than the most allowed); return when the relay was told to.

        A pulse during a pulse begins anew.
        Raises DeviceUnavailable; then a new guard has switched the relay off, unless its port is gone.
        """
        if not seconds > 0:
            return PulseResult(done=False, detail=f"a pulse of {seconds} s is none")
        answer = self._ask(f"PULSE {seconds:g}", "ON")
        return PulseResult(done=True, detail=f"on {float(answer.split()[1]):.1f} s, off")

    def lock(self) -> None:
        """De-energise now. Raises DeviceUnavailable."""
        self._ask("OFF", "OFF")

    def state(self) -> DoorState:
        """What the guard last said; unknown without a guard."""
        return self._guard.state() if self._guard is not None else DoorState.UNKNOWN

    def check(self) -> None:
        """Ask guard and port. Raises DeviceUnavailable; a dead guard is replaced at once, so that OFF is sent."""
        died = self._guard is not None and not self._guard.alive()
        self._ask("PING", "PONG")
        if died:
            raise _unavailable("the door guard had died and was started again", "look for what ended it")

    def close(self) -> None:
        """End the guard, which switches the relay off first."""
        if self._guard is not None:
            self._guard.end()
            self._guard = None

    def _ask(self, line: str, expected: str) -> str:
        guard = self._running_guard()
        try:
            return guard.ask(line, expected)
        except DeviceUnavailable:
            self.close()
            with contextlib.suppress(DeviceUnavailable):
                self._running_guard()  # its first act is OFF
            raise

    def _running_guard(self) -> "GuardProcess":
        if self._guard is not None and not self._guard.alive():
            self.close()
        if self._guard is None:
            found = port_class(self._port)
            if found is PortClass.ABSENT:
                raise _unavailable(f"no relay at {self._port}", "plug the relay in, or set door.port to its path")
            if found is PortClass.NOT_A_PORT:
                raise _unavailable(f"{self._port} is not a serial port", "set door.port to the relay's serial port")
            nature = door_nature(found)
            self.identity = DeviceIdentity(DeviceKind.DOOR, "serial-relay", nature, self._port)
            self._guard = GuardProcess(self._port, self._max_pulse_s)
        return self._guard


class GuardProcess:
    """The parent's end of the guard process."""

    def __init__(self, port: str, max_pulse_s: float) -> None:
        """Start the process and wait until it has switched the relay off. Raises DeviceUnavailable."""
        command = [sys.executable, "-P", str(GUARD), "--port", port, "--max-pulse", str(max_pulse_s)]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise _unavailable(f"the door guard cannot start ({error.strerror})", "restart the computer") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self._pending = b""
        self._state = DoorState.LOCKED
        try:
            self._await("READY", START_S)
        except DeviceUnavailable:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def state(self) -> DoorState:
        """Locked or released as last told; unknown when the process has ended."""
        self._collect(0.0)
        return self._state if self.alive() else DoorState.UNKNOWN

    def ask(self, line: str, expected: str) -> str:
        """Send a line, return the answer that begins with `expected`. Raises DeviceUnavailable."""
        self._collect(0.0)
        try:
            os.write(self._stdin.fileno(), line.encode() + b"\n")
        except OSError as error:
            raise _unavailable("the door guard has died", CHECK_CABLE) from error
        return self._await(expected, ANSWER_S)

    def end(self) -> None:
        """Close the pipe, which ends the guard; insist when it does not."""
        self._stdin.close()
        for insist in (lambda: None, self._process.terminate, self._process.kill):
            insist()
            try:
                self._process.wait(END_S)
                break
            except subprocess.TimeoutExpired:
                continue
        self._stdout.close()

    def _await(self, expected: str, patience_s: float) -> str:
        deadline = time.monotonic() + patience_s
        while (left := deadline - time.monotonic()) > 0:
            for line in self._collect(left):
                if line.startswith(expected):
                    return line
                if line.startswith("ERR"):
                    raise _unavailable(line[4:] or "the relay failed", CHECK_CABLE)
            if not self.alive():
                raise _unavailable("the door guard has died", CHECK_CABLE)
        raise _unavailable("the door guard does not answer", CHECK_CABLE)

    def _collect(self, wait_s: float) -> list[str]:
        """The whole lines that have come, within a wait for the first byte; remembers what they say of the relay."""
        ready, _, _ = select.select([self._stdout], [], [], wait_s)
        if ready:
            self._pending += os.read(self._stdout.fileno(), 4096)
        *whole, self._pending = self._pending.split(b"\n")
        lines = [line.decode("ascii", "replace") for line in whole]
        for line in lines:
            if line.startswith(("ON", "OFF", "READY")):
                self._state = DoorState.RELEASED if line.startswith("ON") else DoorState.LOCKED
        return lines


def _unavailable(problem: str, advice: str) -> DeviceUnavailable:
    return DeviceUnavailable(DeviceKind.DOOR, problem, advice)
