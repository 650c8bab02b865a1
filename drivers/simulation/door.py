"""A door without hardware: it remembers what it was told, and when."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, DoorState, Nature, PulseResult


@dataclass(frozen=True, slots=True)
class Pulse:
    """One release pulse."""

    at: float
    """Seconds on the door's clock."""
    seconds: float


class SimulatedDoor:
    """Locks itself again when a pulse is over, as the guard's relay does. `broken` makes it unreachable."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, max_pulse_s: float = 10.0) -> None:
        self.identity = DeviceIdentity(DeviceKind.DOOR, "simulated", Nature.SIMULATED, "nowhere")
        self.pulses: list[Pulse] = []
        self.broken = False
        self._clock = clock
        self._max_pulse_s = max_pulse_s
        self._locks_at = 0.0

    def pulse(self, seconds: float) -> PulseResult:
        """Release for `seconds`, never longer than the most allowed. Raises DeviceUnavailable when broken."""
        self.check()
        if not seconds > 0:
            return PulseResult(done=False, detail=f"a pulse of {seconds} s is none")
        held = min(seconds, self._max_pulse_s)
        self.pulses.append(Pulse(self._clock(), held))
        self._locks_at = self._clock() + held
        return PulseResult(done=True, detail=f"on {held:.1f} s, off")

    def lock(self) -> None:
        """Lock now. Raises DeviceUnavailable when broken."""
        self.check()
        self._locks_at = 0.0

    def state(self) -> DoorState:
        """Released during a pulse, locked otherwise."""
        return DoorState.RELEASED if self._clock() < self._locks_at else DoorState.LOCKED

    def check(self) -> None:
        """Raise DeviceUnavailable when broken."""
        if self.broken:
            raise DeviceUnavailable(DeviceKind.DOOR, "the simulated door is broken", "end its fault")

    def close(self) -> None:
        """Lock; nothing is held open."""
        self._locks_at = 0.0
