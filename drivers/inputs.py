"""A hand dispenser on a serial adapter of its own: one of the adapter's modem lines, looked at often.

Dispenser and door contact that hang on the door's board or chip are read by its guard (door_guard.py) and arrive
through `Door.inputs`.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import serial

from drivers.relays import modem_line
from drivers.values import DeviceKind, DeviceUnavailable

LOOK_S: Final = 0.05
SETTLE_LOOKS: Final = 2
"""A level counts once it reads the same in so many looks: contacts bounce."""


class ModemInput:
    """One owner, one thread. After a DeviceUnavailable it is closed, and the next `wait` opens it again."""

    def __init__(
        self,
        port: str,
        line: str,
        *,
        active_high: bool = True,
        open_port: Callable[[str], Any] = lambda port: serial.Serial(port, exclusive=True),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open nothing yet; `line` is cts, dsr, dcd or ri."""
        self._port = port
        self._line = line
        self._active_high = active_high
        self._open_port = open_port
        self._sleep = sleep
        self._held: Any = None
        self._active = True  # a line that is active from the start is no hand that came
        self._looks = 0

    def wait(self, looks: int = 10) -> bool:
        """Look at the line so many times; return at once, and True, when it has become active.

        Raises DeviceUnavailable.
        """
        try:
            if self._held is None:
                self._held = self._open_port(self._port)
                self._active, self._looks = True, 0
            return any(self._look() for _ in range(looks))
        except (serial.SerialException, OSError) as error:
            self.close()
            raise DeviceUnavailable(
                DeviceKind.DISPENSER,
                f"no dispenser at {self._port} ({error})",
                "check its cable, or set dispenser.port",
            ) from error

    def _look(self) -> bool:
        self._sleep(LOOK_S)
        active = modem_line(self._held, self._line) is self._active_high
        self._looks = 0 if active is self._active else self._looks + 1
        if self._looks < SETTLE_LOOKS:
            return False
        self._active, self._looks = active, 0
        return active

    def close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None
