"""The process that owns the relay, so that the door is locked again whatever happens to the station.

It switches the relay off at start, when a pulse is over, when asked, on SIGTERM, SIGINT and SIGHUP, when the station's
pipe closes or the station is no longer its parent, and when the station says nothing for `--patience` seconds: then the
lamp is red until the station speaks again. A pulse is never longer than `--max-pulse`. It is small, imports nothing of
the project but the boards (drivers.relays), and starts in a fraction of a second.

A board that does not hear the last OFF is told again for LAST_S, in case nobody is left who would start another guard.
It can be killed too, and then the relay keeps its last state. THEREFORE the door needs, in hardware: a timer relay that
drops by itself a few seconds after it was energised; free egress that no program can lock; and a fire release.

Talk, one line each way. Station: `PULSE seconds`, `OFF`, `PING`, `LAMP green|amber|red|dark`, `BUZZ seconds`. Guard:
`READY` once everything is off; `ON seconds`; `OFF` at the end of every pulse and on request; `PONG` when the board
still answers and reads as it was told; `STALLED` when the station had been silent; `IN contact|hands 1|0` for each
input at the start and whenever it changes; `ERR why` and the end of the process when the board fails, `ERR why` alone
for a line that makes no sense.
"""

import argparse
import contextlib
import json
import math
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import Final

from drivers.relays import LINE_FAULTS, Board, RelayFault, open_board
from drivers.wiring import Wiring

PARENT_CHECK_S: Final = 0.5
LONGEST_LINE: Final = 256
LONGEST_BUZZ_S: Final = 5.0
LAST_S: Final = 20.0
AGAIN_S: Final = 0.2
SETTLE_LOOKS: Final = 2
"""An input counts as changed once it reads the same in so many looks: contacts bounce."""
LAMPS: Final = ("green", "amber", "red")
RED, DARK = "red", "dark"


class Guard:
    """One board, one pipe."""

    def __init__(
        self,
        board: Board,
        wiring: Wiring,
        *,
        max_pulse_s: float,
        patience_s: float,
        ear: int = 0,
        tell: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._board = board
        self._wiring = wiring
        self._max_pulse_s = max_pulse_s
        self._patience_s = patience_s
        self._ear = ear
        self._tell = tell or say
        self._clock = clock
        self._told: dict[int, bool] = {}
        self._off_at = math.inf
        self._quiet_at = math.inf
        self._heard_at = clock()
        self._stalled = False
        self._look_at = -math.inf
        self._inputs: dict[str, bool] = {}
        self._looks: dict[str, tuple[bool, int]] = {}
        self._line = b""
        self._parent = os.getppid()
        self.served = False
        """It has been ready: the door may have been released since."""

    def run(self, wake: int) -> None:
        """Serve the pipe until it closes or a signal writes to `wake`. Everything is off before and after."""
        try:
            self.all_off()
            self._board.verify(self._told)
            self.served = True
            self._tell("READY")
            while self.step(wake):
                pass
        finally:
            self.all_off()

    def leave(self, pause: Callable[[float], None] = time.sleep) -> None:
        """Switch off a board that did not hear it, over and over for LAST_S. Raises LINE_FAULTS."""
        deadline = self._clock() + LAST_S
        while True:
            try:
                return self.all_off()
            except RelayFault:
                if self._clock() >= deadline:
                    raise
                pause(AGAIN_S)

    def all_off(self) -> None:
        """De-energise every output, the door's first."""
        self._off_at = self._quiet_at = math.inf
        for output in self._wiring.outputs.values():
            self._switch(output, False)

    def off(self) -> None:
        """De-energise the door, and read it back where it can be: an adapter that echoes answers for no board."""
        self._off_at = math.inf
        self._switch(self._wiring.relay, False)
        self._board.verify({self._wiring.relay: False})

    def step(self, wake: int) -> bool:
        """Wait for a line, a signal or whatever is due next; whether to go on."""
        ready, _, _ = select.select([self._ear, wake], [], [], max(0.0, self._wait_s()))
        now = self._clock()
        if now >= self._off_at:
            self.off()
            self._tell("OFF")
        if wake in ready or os.getppid() != self._parent:
            return False
        going_on = self._hear(os.read(self._ear, LONGEST_LINE)) if self._ear in ready else True
        self._watch_station(self._clock())
        if now >= self._quiet_at:
            self._quiet_at = math.inf
            self._light("buzzer", False)
        self._look(now)
        return going_on

    def _wait_s(self) -> float:
        poll_s = self._board.poll_s if self._wiring.inputs else PARENT_CHECK_S
        now = self._clock()
        return min(self._off_at - now, self._quiet_at - now, poll_s, PARENT_CHECK_S)

    def _watch_station(self, now: float) -> None:
        if self._stalled or now - self._heard_at < self._patience_s:
            return
        self._stalled = True
        self.off()
        self._lamp(RED)
        self._tell("STALLED")

    def _hear(self, data: bytes) -> bool:
        if not data:
            return False
        self._heard_at, self._stalled = self._clock(), False
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
                self._tell("OFF")
            case ["PING"]:
                self._board.verify(self._told)
                self._tell("PONG")
            case ["LAMP", colour] if colour in (*LAMPS, DARK):
                self._lamp(colour)
            case ["BUZZ", seconds] if (asked_s := _seconds(seconds)) > 0:
                self._quiet_at = self._clock() + min(asked_s, LONGEST_BUZZ_S)
                self._light("buzzer", True)
            case _:
                self._tell("ERR not understood")

    def _pulse(self, seconds: str) -> None:
        """Switch on, the end first: a clock read after the relay would add to the pulse."""
        asked_s = _seconds(seconds)
        if not asked_s > 0:
            self._tell("ERR the pulse needs seconds")
            return
        held_s = min(asked_s, self._max_pulse_s)
        self._off_at = self._clock() + held_s
        self._switch(self._wiring.relay, True)
        self._board.verify({self._wiring.relay: True})
        self._tell(f"ON {held_s:g}")

    def _lamp(self, colour: str) -> None:
        for name in LAMPS:
            self._light(name, name == colour)

    def _light(self, name: str, on: bool) -> None:
        """Switch a lamp or the buzzer, if it is wired and not so already."""
        output = self._wiring.outputs.get(name)
        if output is not None and self._told.get(output) is not on:
            self._switch(output, on)

    def _switch(self, output: int, on: bool) -> None:
        self._told[output] = on
        self._board.switch(output, on)

    def _look(self, now: float) -> None:
        """Tell of inputs that have changed and stay so."""
        if now - self._look_at < self._board.poll_s:
            return
        self._look_at = now
        for name, (where, meant) in self._wiring.inputs.items():
            level = self._board.sense(where) is meant
            before, looks = self._looks.get(name, (level, 0))
            looks = looks + 1 if level is before else 1
            self._looks[name] = level, looks
            if looks >= SETTLE_LOOKS and self._inputs.get(name) is not level:
                self._inputs[name] = level
                self._tell(f"IN {name} {level:d}")


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def say(line: str) -> None:
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
    """Run the guard; 0 after an orderly end, 1 when the board failed."""
    parser = argparse.ArgumentParser(description="owns the door relay; started by the station")
    parser.add_argument("--wiring", required=True, metavar="JSON")
    parser.add_argument("--max-pulse", type=float, required=True, metavar="SECONDS")
    parser.add_argument("--patience", type=float, required=True, metavar="SECONDS")
    options = parser.parse_args()
    wiring = Wiring(**json.loads(options.wiring))
    wake = wake_on_signals()
    with contextlib.suppress(PermissionError):  # already the leader of a session
        os.setsid()
    try:
        with contextlib.closing(open_board(wiring)) as board:
            guard = Guard(board, wiring, max_pulse_s=options.max_pulse, patience_s=options.patience)
            try:
                guard.run(wake)
            except RelayFault as error:
                if not guard.served:
                    raise
                say(f"ERR {error}")  # first: the station, if there is one, starts another guard and ends this one
                guard.leave()
                return 1
    except LINE_FAULTS as error:
        say(f"ERR {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
