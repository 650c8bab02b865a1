"""A thermometer without hardware: real bytes on a real pseudo-terminal, from the scene's temperatures.

The driver at the other end cannot tell, but for the port's device number, and that is how the station knows.
"""

import math
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from drivers.simulation.faults import OTHER_SPEED, PAUSES_S, Fault, can_under, parted, resampled, spoiled, with_fault
from drivers.simulation.physics import Element, Physics
from drivers.simulation.pty_port import PtyPort
from drivers.simulation.slow_line import SlowLine
from drivers.simulation.warm_bodies import WarmBody, WarmReference
from drivers.simulation.wire import ENCODERS

BEYOND_C: Final = 1500.0
RESTART_S: Final = 3.0
UNREAD_SHARE: Final = 40
"""Of the bits of a second, how many bytes may wait unread at a running sensor's far end: some 0.25 s."""


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
    """Steppable by `emit(t)`, or running by itself between `start()` and `stop()`: then as slow as its line."""

    def __init__(
        self,
        room: Room,
        protocol: str = "gy-mcu90614",
        *,
        seed: int = 0,
        link: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        physics: Physics | None = None,
        paced: bool = True,
    ) -> None:
        """Open the pseudo-terminal. `link` is where `port` stays when the number changes (None: a private place).

        `paced` False: bytes of a running sensor take no time, and its rate is not bounded by its line.
        Raises ValueError for a protocol without a simulator, FileExistsError when `link` is something else's.
        """
        if protocol not in ENCODERS:
            raise ValueError(f"no simulator for {protocol!r} (there is: {', '.join(ENCODERS)})")
        self._fault = Fault.NONE
        self._room = room
        self.wire = ENCODERS[protocol]()
        self._plain = physics or Physics()
        self._element = Element(self._plain, seed)
        self._random = random.Random(seed + 1)
        self._clock = clock
        self.hangs = (0.0, 0.0, 1.0)
        """How an array's view differs from the camera's: shift to the right and down, and scale."""
        self.reference: WarmReference | None = None
        """A small blackbody behind the visitors, for sensors that make pictures."""
        self._last_frame = self._kept = b""
        self._felt: tuple[float, float] | None = None
        self._set_to = math.nan
        self._restart_at = 0.0
        self._fault_at = math.nan
        self._paced = paced and not self.wire.on_usb
        self._line = SlowLine(None)
        self._port = PtyPort(link)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> str:
        """The path to open; the same after a disconnect."""
        return str(self._port.path)

    @property
    def fault(self) -> Fault:
        """What is wrong now; may be set at any moment."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self._fault = fault
        self.wire.failing = fault is Fault.FFFF
        self.wire.refusing = fault is Fault.REFUSE
        self._element.physics = with_fault(self._plain, fault)
        self._fault_at = math.nan
        if fault is Fault.BENT:
            self.wire.bend()

    def emit(self, t: float) -> bytes:
        """Measure at `t` (seconds, rising), answer what was asked and send; return the bytes sent, read or not."""
        if math.isnan(self._fault_at):
            self._fault_at = t
            self._restart_at = t + (RESTART_S if self.fault is Fault.RESTART else 0.0)
        if self.fault is Fault.DISCONNECT:
            self._port.unplug()
            self._line.clear()
            return b""
        self._port.plug_in()
        frame = self._measured(t)
        answers = self._answers(self._port.receive())
        banner = self._restarted(t)
        streamed = b"" if self._line.busy else self._streamed(frame)
        sent = self._spoil(banner) + answers + streamed
        self._send(sent)
        return sent

    def start(self) -> None:
        """Emit at the sensor's rate, and answer at once, in a thread of its own."""
        self._stop.clear()
        if self._paced:
            baud, _ = self._speeds()
            self._line = SlowLine(baud)
            self._port.unread_limit = max(self._port.unread_limit, baud // UNREAD_SHARE)
        self._thread = threading.Thread(target=self._run, name="simulated-thermometer", daemon=True)
        self._thread.start()

    def halt(self) -> None:
        """End the thread, in the middle of a frame perhaps; from then on `emit` steps."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None
        self._line.clear()

    def stop(self) -> None:
        """End the thread and close the port; the driver sees an unplugged sensor."""
        self.halt()
        self._port.remove()

    def _run(self) -> None:
        due = self._clock()
        while not self._stop.is_set():
            self._serve_until(due)
            self.emit(self._clock())
            due = max(due + 1 / self.wire.rate_hz, self._clock())  # a stalled sensor does not catch up in a burst

    def _serve_until(self, due: float) -> None:
        """Answer requests as they come; a sensor without a cable just waits."""
        while (left := due - self._clock()) > 0 and not self._stop.is_set():
            if self.fault is Fault.DISCONNECT:
                self._stop.wait(left)
                continue
            heard = self._port.receive(max(0.0, min(left, self._line.next_at() - self._clock())))
            self._send(self._answers(heard), self.wire.answer_after_s)

    def _measured(self, t: float) -> bytes:
        warmth = self._room.at(t)
        seen = warmth.wall_c if warmth.skin_c is None else warmth.skin_c
        if self.fault is Fault.SATURATED:
            seen = BEYOND_C
        can_now = can_under(self.fault, warmth.can_c, t - self._fault_at)
        object_c, can_c = self._element.measure(t, seen, warmth.wall_c, can_now, self.wire.emissivity)
        if self.fault is Fault.FROZEN and self._felt is not None:
            object_c, can_c = self._felt
            if self._last_frame and self._set_to == self.wire.emissivity:
                return self._last_frame
        self._felt, self._set_to = (object_c, can_c), self.wire.emissivity
        if self.fault is Fault.HEADER_INSIDE:
            object_c = self.wire.awkward_c or object_c
        self.wire.wall_c = warmth.wall_c
        self.wire.bodies = self._bodies(t, warmth)
        self._last_frame = self.wire.frame(object_c, can_c)
        return self._last_frame

    def _bodies(self, t: float, warmth: Warmth) -> tuple[WarmBody, ...] | None:
        """What an array sees, as the element reports it; None in a room that has no places, only a temperature."""
        bodies: tuple[WarmBody, ...] | None = getattr(warmth, "bodies", None)
        if bodies is None:
            return None

        def reported(celsius: float) -> float:
            return self._element.settled(t, celsius, warmth.wall_c, warmth.can_c, self.wire.emissivity)

        people = tuple(
            replace(
                body.moved(*self.hangs),
                celsius=reported(body.celsius),
                lower_c=None if body.lower_c is None else reported(body.lower_c),
            )
            for body in bodies
        )
        return (*self._referred(reported, warmth.wall_c), *people)

    def _referred(self, reported: Callable[[float], float], wall_c: float) -> tuple[WarmBody, ...]:
        reference, size = self.reference, self.wire.size
        if reference is None or size is None:
            return ()
        black = replace(self._plain, target_emissivity=reference.emissivity, reflected_c=wall_c, distance_m=0.0)
        return (reference.body(*size, reported(black.apparent_c(reference.celsius, wall_c))),)

    def _answers(self, heard: bytes) -> bytes:
        """What the sensor says to the bytes it heard, as far as it heard them at its own speed."""
        if not heard:
            return b""
        return self._spoil(self.wire.hear(resampled(heard, *reversed(self._speeds()))))

    def _streamed(self, frame: bytes) -> bytes:
        if self.fault is Fault.UNASKED:
            frame += self.wire.unasked()
        if self.fault is Fault.MERGED:
            self._kept += frame
            if len(self._kept) < 2 * len(frame):
                return b""
            frame, self._kept = self._kept, b""
        return self._spoil(frame)

    def _restarted(self, t: float) -> bytes:
        """What the sensor says at power-up, when it is time for one."""
        if self.fault not in (Fault.RESTART, Fault.BANNER) or t < self._restart_at:
            return b""
        self._restart_at = t + RESTART_S
        return self.wire.restart() if self.fault is Fault.RESTART else self.wire.banner()

    def _spoil(self, data: bytes) -> bytes:
        if not data:
            return b""
        if self.fault is Fault.BAD_SUM:
            return self.wire.broken(data)
        return spoiled(data, self.fault, self._random)

    def _speeds(self) -> tuple[int, int]:
        """The sensor's speed and the host's; alike unless the fault is about them."""
        if self.fault is not Fault.WRONG_BAUD:
            return self.wire.baud, self.wire.baud
        own = OTHER_SPEED.get(self.wire.baud, 9600)
        return own, self._port.host_baud() or own

    def _send(self, data: bytes, after_s: float = 0.0) -> None:
        """Give bytes to the line; hand over what has arrived at its far end."""
        speeds = self._speeds()
        if self._thread is None:
            for part in parted(data, self.fault):
                self._port.send(resampled(part, *speeds))
            return
        now = self._clock()
        for part in parted(data, self.fault):
            self._line.put(now, resampled(part, *speeds), after_s, sent=len(part))
            after_s = PAUSES_S.get(self.fault, 0.0)
        self._port.send(self._line.arrived(now))


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
    *,
    seed: int = 0,
    physics: Physics | None = None,
) -> None:
    """Play one sensor until `stop`; `announce` gets the port's path first.

    Raises ValueError for an unknown protocol, FileExistsError when `link` exists and is no link.
    """
    sensor = SimulatedThermometer(FixedRoom(object_c, ambient_c), name, link=link, seed=seed, physics=physics)
    try:
        announce(sensor.port if link else os.path.realpath(sensor.port))
        sensor.fault = fault
        sensor.start()
        stop.wait()
    finally:
        sensor.stop()
