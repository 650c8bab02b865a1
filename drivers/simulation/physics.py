"""What a pyrometer makes of the room before it: the spot, emissivity, reflection, lag, warm-up, noise, its own error.

Radiance is taken as T^4 (kelvin): at skin temperature within about 0.001 °C of the 8-14 µm band.
"""

import math
import random
from dataclasses import dataclass

KELVIN = 273.15
CAN_NOISE_C = 0.01
COLD_CAN = 3.0
"""A sensor that still reads a degree wrong is colder by so much than it will be."""


@dataclass(frozen=True, slots=True)
class Physics:
    """The sensor and its place. As it stands: a spot filled by a black target, and a sensor without error."""

    target_emissivity: float = 1.0
    reflected_c: float | None = None
    """What the target mirrors, °C; None is the wall."""
    target_m: float = 0.06
    """Diameter of what is to be measured: a forehead between brows and hair, m."""
    distance_m: float = 0.0
    distance_to_spot: float = 10.0
    """Optics D:S: the spot is the distance divided by it."""
    lag_s: float = 0.08
    """Time constant of the first-order answer."""
    noise_c: float = 0.03
    """Standard deviation of one reading."""
    warm_up_c: float = 0.0
    """Error at switching on; dies away with `warm_up_s`."""
    warm_up_s: float = 300.0
    gain: float = 1.0
    offset_c: float = 0.0

    def fill(self) -> float:
        """The share of the spot that the target fills, 0 to 1."""
        spot_m = self.distance_m / self.distance_to_spot
        return 1.0 if spot_m <= self.target_m else (self.target_m / spot_m) ** 2

    def apparent_c(self, target_c: float, wall_c: float) -> float:
        """The temperature of a black body that sends as much as what lies in the spot."""
        mirrored = radiance(wall_c if self.reflected_c is None else self.reflected_c)
        target = self.target_emissivity * radiance(target_c) + (1 - self.target_emissivity) * mirrored
        share = self.fill()
        return temperature_c(share * target + (1 - share) * radiance(wall_c))


class Element:
    """One measuring element: remembers what it felt. The same seed and times give the same readings."""

    def __init__(self, physics: Physics, seed: int) -> None:
        self.physics = physics
        self._random = random.Random(seed)
        self._felt_c: float | None = None
        self._last_at = 0.0
        self._first_at: float | None = None

    def measure(self, t: float, target_c: float, wall_c: float, can_c: float, emissivity: float) -> tuple[float, float]:
        """Object and can temperature (°C) that the sensor with this emissivity setting reports at `t` (s, rising)."""
        physics = self.physics
        seen = physics.apparent_c(target_c, wall_c)
        before = seen if self._felt_c is None else self._felt_c
        share = 1 - math.exp(-max(0.0, t - self._last_at) / physics.lag_s)
        self._felt_c = before + share * (seen - before)
        self._last_at = t
        self._first_at = t if self._first_at is None else self._first_at
        reported = as_set(self._felt_c, can_c, emissivity)
        drift = self._drift(t)
        object_c = physics.gain * reported + physics.offset_c + drift + self._random.gauss(0, physics.noise_c)
        return object_c, can_c - COLD_CAN * abs(drift) + self._random.gauss(0, CAN_NOISE_C)

    def settled(self, t: float, target_c: float, wall_c: float, can_c: float, emissivity: float) -> float:
        """What it reports of something else in view at `t`, °C: without lag and noise, which a pixel has of its own."""
        physics = self.physics
        reported = as_set(physics.apparent_c(target_c, wall_c), can_c, emissivity)
        return physics.gain * reported + physics.offset_c + self._drift(t)

    def _drift(self, t: float) -> float:
        since = t - (t if self._first_at is None else self._first_at)
        return self.physics.warm_up_c * math.exp(-since / self.physics.warm_up_s)


def radiance(celsius: float) -> float:
    return (celsius + KELVIN) ** 4


def temperature_c(power: float) -> float:
    return max(power, 0.0) ** 0.25 - KELVIN


def as_set(apparent_c: float, can_c: float, emissivity: float) -> float:
    """What a sensor computes of an apparent temperature: its emissivity setting undone, its own can as the mirror."""
    if emissivity == 1.0:
        return apparent_c
    return temperature_c((radiance(apparent_c) - (1 - emissivity) * radiance(can_c)) / emissivity)
