"""A sensor before a target of known temperature: simulated, as fast as the bytes go, or real, set by hand."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Protocol

from drivers.protocols import PROTOCOLS
from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.thermometer import Thermometer
from drivers.values import DeviceIdentity, Nature
from kiosk.cli.main import Problem
from kiosk.screening.set_points import SETTLING_S, Sensor
from kiosk.screening.values import Sample

PUMP_S = 0.002
FAST_HZ = 200.0
SETTLING_READINGS = 8
"""Readings left out after the target has changed and what waited unread is gone: the sensor lags."""
SILENCE_S = 5.0


class Target(Protocol):
    """What stands before the sensor, and the sensor itself, through its driver."""

    @property
    def simulated(self) -> bool: ...

    @property
    def room_c(self) -> float | None:
        """What a target that is not black mirrors; None: as warm as the sensor says it is."""
        ...

    @property
    def identity(self) -> DeviceIdentity: ...

    @property
    def sensor(self) -> Sensor: ...

    def show(self, celsius: float) -> None:
        """Bring the target to a temperature."""
        ...

    def take(self, count: int, period_s: float) -> tuple[Sample, ...]:
        """Read so often, with this time between. Raises Problem, DeviceUnavailable."""
        ...


class SimulatedTarget:
    """A simulated target and sensor: real bytes on a pseudo-terminal, through the real driver. Time is counted, not
    waited for: each reading is `period_s` after the one before."""

    simulated = True

    def __init__(self, protocol: str, physics: Physics, *, ambient_c: float, emissivity: float, seed: int = 0) -> None:
        """`emissivity` is set in the sensor, where it can be set. Raises DeviceUnavailable."""
        self.room_c = ambient_c
        self._room = FixedRoom(ambient_c, ambient_c)
        self._played = SimulatedThermometer(self._room, protocol, seed=seed, physics=physics)
        self._played.wire.emissivity = emissivity
        self._step_s = 1 / PROTOCOLS[protocol].rate_hz
        self._now = 0.0
        self._stop = threading.Event()
        self._pump = threading.Thread(target=self._emit, name="target", daemon=True)
        self._pump.start()
        self._driver = Thermometer(self._played.port, protocol, emissivity=emissivity)
        self._driver.info = replace(self._driver.info, rate_hz=max(FAST_HZ, self._driver.info.rate_hz))
        self._driver.probing = False
        try:
            self._driver.open()
        except BaseException:
            self.close()
            raise
        self.sensor = sensor_of(self._driver, emissivity)
        self._at = 0.0

    @property
    def identity(self) -> DeviceIdentity:
        return self._driver.identity

    def show(self, celsius: float) -> None:
        self._room.skin_c = celsius
        values(self._driver)
        self.take(SETTLING_READINGS, self._step_s)

    def take(self, count: int, period_s: float) -> tuple[Sample, ...]:
        self._step_s = period_s
        samples: list[Sample] = []
        while len(samples) < count:
            samples += self._next(period_s)
        return tuple(samples[:count])

    def _next(self, period_s: float) -> list[Sample]:
        found = []
        for object_c, ambient_c in values(self._driver):
            self._at += period_s
            found.append(Sample(self._at, object_c, ambient_c))
        return found

    def close(self) -> None:
        self._stop.set()
        self._pump.join()
        if hasattr(self, "_driver"):
            self._driver.close()
        self._played.stop()

    def __enter__(self) -> "SimulatedTarget":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _emit(self) -> None:
        while not self._stop.is_set():
            self._now += self._step_s
            self._played.emit(self._now)
            self._stop.wait(PUMP_S)


class LiveTarget:
    """A real sensor before a real blackbody; a person sets each temperature."""

    def __init__(
        self, driver: Thermometer, emissivity: float, ask: Callable[[float], None], room_c: float | None = None
    ) -> None:
        """`driver` is open; `ask` returns when the blackbody stands at the temperature it is given."""
        self.room_c = room_c
        self._driver = driver
        self._ask = ask
        self.sensor = sensor_of(driver, emissivity)
        self.simulated = driver.identity.nature is Nature.SIMULATED

    @property
    def identity(self) -> DeviceIdentity:
        return self._driver.identity

    def show(self, celsius: float) -> None:
        self._ask(celsius)
        until = time.monotonic() + SETTLING_S
        while time.monotonic() < until:
            values(self._driver)

    def take(self, count: int, period_s: float) -> tuple[Sample, ...]:
        samples: list[Sample] = []
        due = time.monotonic()
        while len(samples) < count:
            for object_c, ambient_c in values(self._driver):
                now = time.monotonic()
                if now >= due - period_s / 2:  # a reading that comes a little early is the one that was due
                    samples.append(Sample(now, object_c, ambient_c))
                    due = max(due + period_s, now)
        return tuple(samples[:count])


def values(driver: Thermometer) -> list[tuple[float, float | None]]:
    """Wait for readings that have a value. Raises Problem when none comes, DeviceUnavailable."""
    readings = driver.read(SILENCE_S)
    found = [(one.object_c, one.ambient_c) for one in readings if one.object_c is not None]
    if not found:
        what = "the sensor says it has no value" if readings else f"no reading in {SILENCE_S:g} s"
        raise Problem(f"{driver.identity.name} at {driver.identity.where}: {what}; check cable, power and protocol")
    return found


def sensor_of(driver: Thermometer, emissivity: float) -> Sensor:
    """Return which sensor this is; the emissivity as it told it, else as the config has it."""
    told = driver.sensor.emissivity
    info = PROTOCOLS[driver.info.name]
    return Sensor(info.name, driver.sensor.serial, emissivity if told is None else told, info.resolution_c)
