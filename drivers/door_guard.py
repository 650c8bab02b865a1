"""The process that owns the relay port, so that the relay is switched off whatever happens to the station.

It sends OFF at start, when a pulse is over, when asked, on SIGTERM, SIGINT and SIGHUP, and when the station's pipe
closes or the station is no longer its parent. A pulse is never longer than `--max-pulse`. It is small, imports nothing
of the project, and starts in a fraction of a second.

It can be killed too, and then the relay keeps its last state. THEREFORE the door needs, in hardware: a timer relay that
drops by itself a few seconds after it was energised; free egress that no program can lock; and a fire release.

Relay: the common USB module with a CH340 (LCUS-1 and its copies), 9600 8N1, four bytes: A0, channel, state, and the
low 8 bits of the sum of these three. Channel 1: `A0 01 01 A2` on, `A0 01 00 A1` off. It answers nothing.

Talk, one line each way. Station: `PULSE seconds`, `OFF`, `PING`. Guard: `READY` once the relay is off; `ON seconds`;
`OFF` at the end of every pulse and on request; `PONG` when the port still answers; `ERR why` and the end of the process
when it does not, `ERR why` alone for a line that makes no sense.
"""

import argparse
import contextlib
import math
import os
import select
import signal
import sys
import termios
import time
from typing import Final

import serial

ON: Final = b"\xa0\x01\x01\xa2"
OFF: Final = b"\xa0\x01\x00\xa1"
BAUD: Final = 9600
PARENT_CHECK_S: Final = 0.5
LONGEST_LINE: Final = 256
LINE_FAULTS: Final = (serial.SerialException, OSError, termios.error)


class Guard:
    """One relay, one pipe."""

    def __init__(self, relay: serial.Serial, max_pulse_s: float) -> None:
        self._relay = relay
        self._max_pulse_s = max_pulse_s
        self._off_at = math.inf
        self._line = b""
        self._parent = os.getppid()

    def run(self, wake: int) -> None:
        """Serve the pipe until it closes or a signal writes to `wake`. The relay is off before and after."""
        try:
            self.off()
            tell("READY")
            while self._step(wake):
                pass
        finally:
            self.off()

    def off(self) -> None:
        """De-energise."""
        self._off_at = math.inf
        self._relay.write(OFF)

    def _step(self, wake: int) -> bool:
        """Wait for a line, a signal or the end of the pulse; whether to go on."""
        wait_s = max(0.0, min(self._off_at - time.monotonic(), PARENT_CHECK_S))
        ready, _, _ = select.select([0, wake], [], [], wait_s)
        if time.monotonic() >= self._off_at:
            self.off()
            tell("OFF")
        if wake in ready or os.getppid() != self._parent:
            return False
        return self._hear(os.read(0, LONGEST_LINE)) if 0 in ready else True

    def _hear(self, data: bytes) -> bool:
        if not data:
            return False
        *lines, self._line = (self._line + data).split(b"\n")
        self._line = self._line[-LONGEST_LINE:]
        for line in lines:
            self._obey(line.decode("ascii", "replace").split())
        return True

    def _obey(self, words: list[str]) -> None:
        match words:
            case ["PULSE", seconds]:
                self._pulse(seconds)
            case ["OFF"]:
                self.off()
                tell("OFF")
            case ["PING"]:
                termios.tcgetattr(self._relay.fileno())
                tell("PONG")
            case _:
                tell("ERR not understood")

    def _pulse(self, seconds: str) -> None:
        """Switch on, the end first: a clock read after the relay would add to the pulse."""
        try:
            asked_s = float(seconds)
        except ValueError:
            asked_s = math.nan
        if not asked_s > 0:
            tell("ERR the pulse needs seconds")
            return
        held_s = min(asked_s, self._max_pulse_s)
        self._off_at = time.monotonic() + held_s
        self._relay.write(ON)
        tell(f"ON {held_s:g}")


def tell(line: str) -> None:
    """Say one line; a station that has gone hears nothing, and that must not keep the relay on."""
    with contextlib.suppress(OSError):
        os.write(1, line.encode() + b"\n")


def wake_on_signals() -> int:
    """Make the ending signals readable instead of interrupting: no signal can fall between ON and its OFF."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda *_: None)
    return reader


def main() -> int:
    """Run the guard; 0 after an orderly end, 1 when the relay's port failed."""
    parser = argparse.ArgumentParser(description="owns the door relay's port; started by the station")
    parser.add_argument("--port", required=True)
    parser.add_argument("--max-pulse", type=float, required=True, metavar="SECONDS")
    options = parser.parse_args()
    wake = wake_on_signals()
    with contextlib.suppress(PermissionError):  # already the leader of a session
        os.setsid()
    try:
        with serial.Serial(options.port, BAUD, timeout=0, write_timeout=1.0, exclusive=True) as relay:
            Guard(relay, options.max_pulse).run(wake)
    except LINE_FAULTS as error:
        tell(f"ERR {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
