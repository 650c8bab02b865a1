"""A blackbody that somebody puts before the simulated sensor: while it stands there the sensor feels it and no visitor.

Its shutter and housing are as warm as the sensor, and so is what it mirrors.
"""

import math
import threading
from dataclasses import dataclass, replace
from typing import Final

from drivers.simulation.physics import Physics
from drivers.simulation.scene import CAN_C, Scene
from drivers.simulation.thermometer import Warmth

SETTLES_S: Final = 4.0
"""Time constant with which it comes to another temperature: far faster than a real one."""
COLD_C: Final = 30.0
"""Of a source that has just been put there."""


@dataclass(frozen=True, slots=True)
class SourceWarmth:
    """What the sensor feels before a source."""

    skin_c: float
    """Apparent temperature of the source, °C."""
    wall_c: float = CAN_C
    can_c: float = CAN_C


@dataclass(frozen=True, slots=True)
class _Standing:
    emissivity: float
    from_c: float
    to_c: float
    since: float | None = None
    """Seconds on the room's clock; None: not looked at yet."""

    def celsius(self, t: float) -> float:
        gone = 0.0 if self.since is None else max(0.0, t - self.since)
        return self.to_c + (self.from_c - self.to_c) * math.exp(-gone / SETTLES_S)


class SourceBefore:
    """The room with or without a source in it. Safe to use from several threads."""

    def __init__(self, room: Scene) -> None:
        self._room = room
        self._standing: _Standing | None = None
        self._at = 0.0
        self._lock = threading.Lock()

    def put(self, celsius: float, emissivity: float) -> None:
        """Put the source there, or set it to another true temperature (°C)."""
        with self._lock:
            before = self._standing
            begins_c = COLD_C if before is None else before.celsius(self._at)
            self._standing = _Standing(emissivity, begins_c, celsius)

    def take_away(self) -> None:
        with self._lock:
            self._standing = None

    def at(self, t: float) -> Warmth:
        """What the sensor feels at a moment (seconds, rising)."""
        with self._lock:
            self._at = t
            standing = self._standing
            if standing is not None and standing.since is None:
                standing = self._standing = replace(standing, since=t)
        if standing is None:
            return self._room.at(t)
        return SourceWarmth(Physics(target_emissivity=standing.emissivity).apparent_c(standing.celsius(t), CAN_C))
