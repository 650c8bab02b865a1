"""The station's end of the door guard: starts it, asks it, remembers what it told."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Final

from drivers.values import DeviceKind, DeviceUnavailable, DoorState, Input, InputChange
from drivers.wiring import Wiring

GUARD: Final = "drivers.door_guard"
ROOT: Final = Path(__file__).parent.parent
START_S: Final = 5.0
ANSWER_S: Final = 1.0
END_S: Final = 0.5
PATIENCE_S: Final = 3.0
"""A station that says nothing to its guard for so long has stalled: it asks once a second."""
CHECK_CABLE: Final = "check the relay's cable and power"


class GuardProcess:
    """One guard, until it ends or fails."""

    def __init__(self, wiring: Wiring, max_pulse_s: float) -> None:
        """Start the process and wait until it has switched everything off. Raises DeviceUnavailable."""
        limits = ("--max-pulse", str(max_pulse_s), "--patience", str(PATIENCE_S))
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", GUARD, "--wiring", wiring.as_json(), *limits],
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise unavailable(f"the door guard cannot start ({error.strerror})", "restart the computer") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self._pending = b""
        self._state = DoorState.LOCKED
        self._inputs: list[InputChange] = []
        self.stalled = False
        """It locked the door by itself, because it was not asked for too long. Whoever reads this clears it."""
        try:
            self._await("READY", START_S)
        except DeviceUnavailable:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def state(self) -> DoorState:
        """Locked or released as last told; unknown when the process has ended."""
        self._collect(0.0)
        return self._state if self.alive() else DoorState.UNKNOWN

    def inputs(self) -> tuple[InputChange, ...]:
        """Take what contact and dispenser have told since the last call."""
        self._collect(0.0)
        taken, self._inputs = tuple(self._inputs), []
        return taken

    def ask(self, line: str, expected: str) -> str:
        """Send a line, return the answer that begins with `expected`. Raises DeviceUnavailable."""
        self._collect(0.0)
        self.say(line)
        return self._await(expected, ANSWER_S)

    def say(self, line: str) -> None:
        """Send a line that is not answered. Raises DeviceUnavailable."""
        try:
            os.write(self._stdin.fileno(), line.encode() + b"\n")
        except OSError as error:
            raise unavailable("the door guard has died", CHECK_CABLE) from error

    def end(self) -> None:
        """Close the pipe, which ends the guard; insist when it does not."""
        self._stdin.close()
        for insist in (lambda: None, self._process.terminate, self._process.kill):
            insist()
            try:
                self._process.wait(END_S)
                break
            except subprocess.TimeoutExpired:
                continue
        self._stdout.close()

    def _await(self, expected: str, patience_s: float) -> str:
        deadline = time.monotonic() + patience_s
        while (left := deadline - time.monotonic()) > 0:
            for line in self._collect(left):
                if line.startswith(expected):
                    return line
                if line.startswith("ERR"):
                    raise unavailable(line[4:] or "the relay failed", CHECK_CABLE)
            if not self.alive():
                raise unavailable("the door guard has died", CHECK_CABLE)
        raise unavailable("the door guard does not answer", CHECK_CABLE)

    def _collect(self, wait_s: float) -> list[str]:
        """The whole lines that have come, within a wait for the first byte; remembers what they say."""
        ready, _, _ = select.select([self._stdout], [], [], wait_s)
        if ready:
            self._pending += os.read(self._stdout.fileno(), 4096)
        *whole, self._pending = self._pending.split(b"\n")
        lines = [line.decode("ascii", "replace") for line in whole]
        for line in lines:
            self._learn(line.split())
        return lines

    def _learn(self, words: list[str]) -> None:
        match words:
            case ["ON", *_]:
                self._state = DoorState.RELEASED
            case ["OFF" | "READY"]:
                self._state = DoorState.LOCKED
            case ["STALLED"]:
                self._state, self.stalled = DoorState.LOCKED, True
            case ["IN", name, level]:
                self._inputs.append(InputChange(Input(name), level == "1"))


def unavailable(problem: str, advice: str) -> DeviceUnavailable:
    return DeviceUnavailable(DeviceKind.DOOR, problem, advice)
