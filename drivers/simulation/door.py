"""A door without hardware: it remembers what it was told, and when."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from drivers.values import (
    DeviceIdentity,
    DeviceKind,
    DeviceUnavailable,
    DoorState,
    Input,
    InputChange,
    Lamp,
    Nature,
    PulseResult,
)

OPENS_AFTER_S = 0.6
STANDS_OPEN_S = 1.5
"""How a visitor passes a door that was released."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """One release pulse."""

    at: float
    """Seconds on the door's clock."""
    seconds: float


class SimulatedDoor:
    """Locks itself again when a pulse is over, as the guard's relay does. `broken` makes it unreachable.

    Its contact tells of a visitor who walks through after each release; with `stands_open` set to True or False it
    tells that instead.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, max_pulse_s: float = 10.0) -> None:
        self.identity = DeviceIdentity(DeviceKind.DOOR, "simulated", Nature.SIMULATED, "nowhere")
        self.pulses: list[Pulse] = []
        self.lamp = Lamp.DARK
        self.buzzes: list[float] = []
        self.broken = False
        self.stands_open: bool | None = None
        self._told_open: bool | None = None
        self._clock = clock
        self._max_pulse_s = max_pulse_s
        self._locks_at = 0.0
        self._walks_at: float | None = None

    def pulse(self, seconds: float) -> PulseResult:
        """Release for `seconds`, never longer than the most allowed. Raises DeviceUnavailable when broken."""
        self.check()
        if not seconds > 0:
            return PulseResult(done=False, detail=f"a pulse of {seconds} s is none")
        held = min(seconds, self._max_pulse_s)
        self.pulses.append(Pulse(self._clock(), held))
        self._locks_at = self._clock() + held
        self._walks_at = self._clock() + OPENS_AFTER_S
        return PulseResult(done=True, detail=f"on {held:.1f} s, off")

    def lock(self) -> None:
        """Lock now. Raises DeviceUnavailable when broken."""
        self.check()
        self._locks_at = 0.0
        if self._walks_at is not None and self._clock() < self._walks_at:
            self._walks_at = None

    def state(self) -> DoorState:
        """Released during a pulse, locked otherwise."""
        return DoorState.RELEASED if self._clock() < self._locks_at else DoorState.LOCKED

    def check(self) -> None:
        """Raise DeviceUnavailable when broken."""
        if self.broken:
            raise DeviceUnavailable(DeviceKind.DOOR, "the simulated door is broken", "end its fault")

    def show(self, lamp: Lamp) -> None:
        """Remember the lamp."""
        self.lamp = lamp

    def buzz(self, seconds: float) -> None:
        """Remember the buzzer."""
        self.buzzes.append(seconds)

    def inputs(self) -> tuple[InputChange, ...]:
        """Tell of the contact when it has changed."""
        opened = self._passing() if self.stands_open is None else self.stands_open
        if opened is self._told_open:
            return ()
        self._told_open = opened
        return (InputChange(Input.CONTACT, opened),)

    def close(self) -> None:
        """Lock; nothing is held open."""
        self._locks_at = 0.0

    def _passing(self) -> bool:
        return self._walks_at is not None and 0 <= self._clock() - self._walks_at < STANDS_OPEN_S
