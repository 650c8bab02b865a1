"""GPIO lines with a chip that is none, and a guard on them that is stepped by hand."""

import os
from types import SimpleNamespace
from typing import Any

import gpiod
import gpiod.line

from drivers.door import Wiring
from drivers.door_guard import Guard
from drivers.relays import GpioLines, RelayFault

ACTIVE, INACTIVE = gpiod.line.Value.ACTIVE, gpiod.line.Value.INACTIVE
WIRED = Wiring(
    kind="gpio", port="/dev/gpiochip0", relay=17, active_low=True, green=27, amber=22, red=23, buzzer=24, contact="5",
    hands="6", hands_high=False,
)  # fmt: skip


class FakeLines:
    def __init__(self, config: dict[tuple[int, ...], Any]) -> None:
        self.settings = {line: settings for lines, settings in config.items() for line in lines}
        self.level = {line: getattr(one, "output_value", None) for line, one in self.settings.items()}
        self.told: list[tuple[int, Any]] = []
        self.stuck: set[int] = set()
        self.deaf = False
        self.released = False

    def set_value(self, line: int, value: Any) -> None:
        if self.deaf:
            raise RelayFault("the chip is deaf")
        assert self.settings[line].direction is gpiod.line.Direction.OUTPUT
        self.told.append((line, value))
        if line not in self.stuck:
            self.level[line] = value

    def get_value(self, line: int) -> Any:
        return self.level[line]

    def release(self) -> None:
        self.released = True


class FakeChip:
    """Stands in for the gpiod module; its names are checked against the real one below."""

    line = gpiod.line

    def __init__(self) -> None:
        self.lines: FakeLines | None = None

    def LineSettings(self, **settings: Any) -> SimpleNamespace:
        return SimpleNamespace(**settings)

    def request_lines(self, path: str, *, consumer: str, config: dict[tuple[int, ...], Any]) -> FakeLines:
        assert (path, consumer) == ("/dev/gpiochip0", "kiosk-door")
        self.lines = FakeLines(config)
        return self.lines


class Bench:
    """A guard on fake lines, stepped by hand."""

    def __init__(self, wiring: Wiring = WIRED) -> None:
        self.chip = FakeChip()
        self.now = 100.0
        self.said: list[str] = []
        self._ear, self._mouth = os.pipe()
        self._wake, self._waker = os.pipe()
        board = GpioLines(wiring, self.chip)
        assert self.chip.lines is not None
        self.lines = self.chip.lines
        self.guard = Guard(
            board, wiring, max_pulse_s=3.0, patience_s=3.0, ear=self._ear, tell=self.said.append, clock=lambda: self.now
        )
        self.guard._wait_s = lambda: 0.0  # the test holds the clock

    def step(self, line: str = "", after_s: float = 0.0) -> bool:
        self.now += after_s
        if line:
            os.write(self._mouth, line.encode() + b"\n")
        return self.guard.step(self._wake)

    def on(self) -> set[int]:
        return {line for line, value in self.lines.level.items() if line > 6 and value is ACTIVE}

    def hang_up(self) -> None:
        os.close(self._mouth)

    def close(self) -> None:
        for end in (self._ear, self._wake, self._waker):
            os.close(end)
