"""What the corner is put together from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.clock import Clock
from kiosk.corner.tap import Tap
from kiosk.link.corner import CornerOrder
from kiosk.records.calibrating import RunFile
from kiosk.screening.corner import DeviceView
from kiosk.screening.in_force import Kept
from kiosk.screening.set_points import Blackbody, Sensor
from kiosk.staff.accounts import Accounts
from kiosk.workers import Inbox


@dataclass(frozen=True, slots=True)
class SensorNow:
    """The thermometer that is open."""

    sensor: Sensor
    simulated: bool


class Rows:
    """The rows about calibration, read once: while somebody is in the corner nobody else writes any. A full calibration
    takes 40 ms to read.
    """

    def __init__(self, read: Callable[[], list[Kept]]) -> None:
        self._read = read
        self._known: list[Kept] | None = None

    def __call__(self) -> list[Kept]:
        """Return them, oldest first. May raise StoreError."""
        if self._known is None:
            self._known = self._read()
        return self._known

    def forget(self) -> None:
        """There may be another row now."""
        self._known = None


@dataclass(frozen=True, slots=True)
class CornerParts:
    accounts: Accounts
    orders: Inbox[CornerOrder]
    """To the station thread."""
    clock: Clock
    rows: Rows
    sensor: Callable[[], SensorNow | None]
    """None: it is not open."""
    tap: Tap
    run_file: RunFile
    devices: Callable[[], Sequence[DeviceView]] = tuple
    show: Callable[[Blackbody | None, float], None] = lambda source, celsius: None
    """Puts a simulated source at this temperature before a simulated sensor; None takes it away. A real one is set by
    hand."""
    simulated: Callable[[], bool] = lambda: False
    end: Callable[[], None] = lambda: None
    """Ends the program."""
