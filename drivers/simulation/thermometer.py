"""A thermometer without hardware: real bytes on a real pseudo-terminal, from the scene's temperatures.

The driver at the other end cannot tell, but for the port's device number, and that is how the station knows.
"""

import contextlib
import fcntl
import math
import os
import random
import struct
import tempfile
import termios
import threading
import time
import tty
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from drivers.simulation.wire import ENCODERS

RATE_HZ: Final = 10.0
LAG_S: Final = 0.08
"""Time constant of the sensor's first-order answer."""
NOISE_C: Final = 0.03
"""Standard deviation of one reading."""
UNREAD_LIMIT: Final = 128
"""Bytes that may wait unread; what comes later is lost, as on a serial line that nobody listens to."""


class Fault(StrEnum):
    """What can be wrong with the sensor or its cable."""

    NONE = "none"
    SILENCE = "silence"
    GARBAGE = "garbage"
    """Random bytes instead of frames."""
    FROZEN = "frozen"
    """The same frame again and again."""
    BAD_SUM = "bad_sum"
    HALF_FRAMES = "half_frames"
    FFFF = "ffff"
    """Frames that say: no value (1037.55 °C in some libraries)."""
    NOISE = "noise"
    """Readings that jump by degrees."""
    DISCONNECT = "disconnect"
    """The port is gone until the fault ends; then it comes back under another number."""


class Warmth(Protocol):
    """What the thermometer feels at one moment; a SceneState is one."""

    @property
    def skin_c(self) -> float | None: ...
    @property
    def wall_c(self) -> float: ...
    @property
    def can_c(self) -> float: ...


class Room(Protocol):
    """Anything that knows its warmth at any moment; a Scene is one."""

    def at(self, t: float) -> Warmth: ...


class SimulatedThermometer:
    """Steppable by `emit(t)`, or running by itself between `start()` and `stop()`."""

    def __init__(
        self,
        room: Room,
        protocol: str = "gy-mcu90614",
        *,
        seed: int = 0,
        link: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the pseudo-terminal. `link` is where `port` stays when the number changes (None: a private place).

        Raises ValueError for a protocol without a simulator, FileExistsError when `link` is something else's.
        """
        if protocol not in ENCODERS:
            raise ValueError(f"no simulator for {protocol!r} (there is: {', '.join(ENCODERS)})")
        self.fault = Fault.NONE
        self._room = room
        self._wire = ENCODERS[protocol]()
        self._random = random.Random(seed)
        self._clock = clock
        self._private = None if link else tempfile.TemporaryDirectory(prefix="thermometer-")
        self._link = link or Path(self._private.name if self._private else "", "port")
        self._sensor_c: float | None = None
        self._last_at = 0.0
        self._last_frame = b""
        self._master = self._slave = -1
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._connect()

    @property
    def port(self) -> str:
        """The path to open; the same after a disconnect."""
        return str(self._link)

    def emit(self, t: float) -> bytes:
        """Measure at `t` (seconds, rising) and send; return the bytes sent, whether or not they were read."""
        if self.fault is Fault.DISCONNECT:
            self._disconnect()
            return b""
        self._connect()
        self._listen()
        data = self._spoil(self._measure(t), t)
        self._send(data)
        return data

    def start(self) -> None:
        """Emit at the sensor's rate in a thread of its own."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="simulated-thermometer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close the port; the driver sees an unplugged sensor."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None
        self._disconnect()
        with contextlib.suppress(FileNotFoundError):
            self._link.unlink()
        if self._private is not None:
            self._private.cleanup()

    def _run(self) -> None:
        due = self._clock()
        while not self._stop.wait(max(0.0, due - self._clock())):
            self.emit(self._clock())
            due = max(due + 1 / RATE_HZ, self._clock())  # a stalled sensor does not catch up in a burst

    def _measure(self, t: float) -> bytes:
        warmth = self._room.at(t)
        seen = warmth.wall_c if warmth.skin_c is None else warmth.skin_c
        before = seen if self._sensor_c is None else self._sensor_c
        share = 1 - math.exp(-max(0.0, t - self._last_at) / LAG_S)
        self._sensor_c = before + share * (seen - before)
        self._last_at = t
        noise_c = 2.0 if self.fault is Fault.NOISE else NOISE_C
        object_c = self._sensor_c + self._random.gauss(0, noise_c)
        return self._wire.frame(object_c, warmth.can_c + self._random.gauss(0, 0.01))

    def _spoil(self, frame: bytes, t: float) -> bytes:
        if self.fault is Fault.FROZEN:
            frame = self._last_frame or frame
        self._last_frame = frame
        match self.fault:
            case Fault.SILENCE:
                return b""
            case Fault.GARBAGE:
                return self._random.randbytes(len(frame))
            case Fault.BAD_SUM:
                return self._wire.broken_sum(frame)
            case Fault.HALF_FRAMES:
                return frame[: len(frame) // 2]
            case Fault.FFFF:
                return self._wire.no_value(self._room.at(t).can_c)
            case _:
                return frame

    def _connect(self) -> None:
        """Open a pseudo-terminal; its far end stays open here too, or reading this end would fail without a host."""
        if self._master >= 0:
            return
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        if self._link.is_symlink():
            self._link.unlink()
        try:
            self._link.symlink_to(os.ttyname(self._slave))
        except OSError:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        if self._master >= 0:
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1

    def _listen(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            self._wire.hear(os.read(self._master, 256))

    def _send(self, data: bytes) -> None:
        waiting = struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0\0\0\0"))[0]
        if data and waiting <= UNREAD_LIMIT:
            with contextlib.suppress(BlockingIOError):
                os.write(self._master, data)


class FixedRoom:
    """A room whose temperatures are set by hand: a visitor or a blackbody in front of the sensor, or nobody."""

    def __init__(self, object_c: float | None, ambient_c: float) -> None:
        self.skin_c = object_c
        self.wall_c = ambient_c
        self.can_c = ambient_c

    def at(self, t: float) -> "FixedRoom":
        """Itself, at any moment."""
        return self


def run_simulator(
    name: str,
    link: Path | None,
    object_c: float | None,
    ambient_c: float,
    fault: Fault,
    announce: Callable[[str], None],
    stop: threading.Event,
) -> None:
    """Play one sensor until `stop`; `announce` gets the port's path first.

    Raises ValueError for an unknown protocol, FileExistsError when `link` exists and is no link.
    """
    sensor = SimulatedThermometer(FixedRoom(object_c, ambient_c), name, link=link)
    try:
        announce(sensor.port if link else os.path.realpath(sensor.port))
        sensor.fault = fault
        sensor.start()
        stop.wait()
    finally:
        sensor.stop()
