"""Doors. Only the code that spends receipts may import this module.

A relay is never driven from here: a guard process owns it, with lamp, buzzer, door contact and dispenser
(door_guard.py), and switches it off when this process dies or falls silent.

Software is not enough for a door that people pass. DEMAND in hardware, none of it depending on this program:

    timer relay   between this relay and the lock: drops by itself a few seconds after it was energised
    egress        always free from inside: a handle, or a button that cuts the lock's power itself
    fire release  cuts the lock's power from the fire panel
    power loss    idle must mean de-energised and locked from outside; a magnet lock hangs on the relay's NC contact,
                  and loses its power, and so opens, in a power cut: choose the lock with the fire officer
"""

import contextlib
from typing import Final

from drivers.guard_process import CHECK_CABLE, GuardProcess, unavailable
from drivers.ports import PortClass, chip_there, door_nature, port_class
from drivers.simulation.door import SimulatedDoor
from drivers.values import (
    DeviceIdentity,
    DeviceKind,
    DeviceUnavailable,
    Door,
    DoorState,
    InputChange,
    Lamp,
    Nature,
    PulseResult,
)
from drivers.wiring import GUARDED, DoorKind, Wiring

__all__ = ["CHECK_CABLE", "DoorKind", "GuardProcess", "NoDoor", "RelayDoor", "Wiring", "make_door", "open_door"]

LONGEST_PULSE_S: Final = 10.0


def make_door(wiring: Wiring, *, max_pulse_s: float = LONGEST_PULSE_S) -> Door:
    """Make the door that the config names; a relay is reached for, and switched off, at the first `check`.

    Raises ValueError for an unknown kind.
    """
    if wiring.kind in GUARDED:
        return RelayDoor(wiring, max_pulse_s)
    match wiring.kind:
        case DoorKind.NONE:
            return NoDoor()
        case DoorKind.SIMULATED:
            return SimulatedDoor(max_pulse_s=max_pulse_s)
        case _:
            raise ValueError(f"unknown door kind {wiring.kind!r} (known: {', '.join(DoorKind)})")


def open_door(kind: str, port: str = "", *, max_pulse_s: float = LONGEST_PULSE_S) -> Door:
    """Make a door on channel 1 of a board at `port`; a relay is switched off before this returns.

    Raises ValueError for an unknown kind, DeviceUnavailable when the relay cannot be reached.
    """
    door = make_door(Wiring(kind=kind, port=port), max_pulse_s=max_pulse_s)
    door.check()
    return door


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

    def show(self, lamp: Lamp) -> None:
        """There is no lamp."""

    def buzz(self, seconds: float) -> None:
        """There is no buzzer."""

    def inputs(self) -> tuple[InputChange, ...]:
        """There is no contact and no dispenser."""
        return ()

    def close(self) -> None:
        """Nothing is held open."""


class RelayDoor:
    """A door on a relay board or on GPIO lines, through the guard. One owner, one thread.

    Demands a hardware timer relay behind the board, free egress and a fire release: see the module's text.
    """

    def __init__(self, wiring: Wiring, max_pulse_s: float = LONGEST_PULSE_S) -> None:
        """Start nothing yet: the first call does."""
        self._wiring = wiring
        self._max_pulse_s = max_pulse_s
        self._guard: GuardProcess | None = None
        self._lamp: Lamp | None = None
        self.identity = self._identity(port_class(wiring.port))

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
        """Ask guard and board. Raises DeviceUnavailable; a dead guard is replaced at once, so that OFF is sent."""
        died = self._guard is not None and not self._guard.alive()
        self._ask("PING", "PONG")
        if died:
            raise unavailable("the door guard had died and was started again", "look for what ended it")

    def show(self, lamp: Lamp) -> None:
        """Light the lamp, if there is one; a board that fails here is found by the next `check`."""
        guard = self._guard
        if guard is None or (lamp is self._lamp and not guard.stalled):
            return
        guard.stalled = False
        self._lamp = lamp
        with contextlib.suppress(DeviceUnavailable):
            guard.say(f"LAMP {lamp.value}")

    def buzz(self, seconds: float) -> None:
        """Sound the buzzer, if there is one."""
        if self._guard is not None:
            with contextlib.suppress(DeviceUnavailable):
                self._guard.say(f"BUZZ {seconds:g}")

    def inputs(self) -> tuple[InputChange, ...]:
        """Take what door contact and dispenser have told since the last call."""
        return self._guard.inputs() if self._guard is not None else ()

    def close(self) -> None:
        """End the guard, which switches everything off first."""
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

    def _running_guard(self) -> GuardProcess:
        if self._guard is not None and not self._guard.alive():
            self.close()
        if self._guard is None:
            self.identity = self._identity(self._found())
            self._guard = GuardProcess(self._wiring, self._max_pulse_s)
            self._lamp = None
        return self._guard

    def _found(self) -> PortClass:
        """What the port is. Raises DeviceUnavailable when it can be no relay's."""
        port = self._wiring.port
        if self._wiring.kind == DoorKind.GPIO:
            if not chip_there(port):
                raise unavailable(f"no GPIO chip at {port}", "set door.port to it, e.g. /dev/gpiochip0")
            return PortClass.HARDWARE
        found = port_class(port)
        if found is PortClass.ABSENT:
            raise unavailable(f"no relay at {port}", "plug the relay in, or set door.port to its path")
        if found is PortClass.NOT_A_PORT:
            raise unavailable(f"{port} is not a serial port", "set door.port to the relay's serial port")
        return found

    def _identity(self, found: PortClass) -> DeviceIdentity:
        return DeviceIdentity(DeviceKind.DOOR, self._wiring.kind, door_nature(found), self._wiring.port)
