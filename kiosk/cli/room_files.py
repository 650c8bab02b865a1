"""What Linux's own sensors say of the room: files that hold thousandths."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.config import Config
from kiosk.workers import Latest, Worker

ASK_S = 2.0
"""The reference's own sensor is asked so often."""
OLD_S = 10.0
"""What it told longer ago tells nothing: it hangs."""


def humidity_of(path: str) -> float | None:
    """Return percent from a file that holds thousandths of it, as hwmon's `humidity1_input`; None when it does not."""
    return _thousandths(path, 0, 100)


def reference_of(config: Config) -> float | None:
    """Return the temperature of the in-scene reference, °C: its own sensor's, where one is named, else the config's.

    None when that sensor's file (as hwmon's `temp1_input`) does not tell one between 0 and 100 °C.
    """
    named = config.thermometer.reference_file
    return _thousandths(named, 0, 100) if named else config.reference.temperature_c


class ReferenceTold:
    """The newest that the reference tells of itself. A sensor of its own is asked by a thread of its own: a DS18B20
    takes most of a second to answer, and the array's pictures do not wait for it."""

    def __init__(self, config: Config, monotonic: Callable[[], float]) -> None:
        self._config = config
        self._monotonic = monotonic
        self._told: Latest[tuple[float, float | None]] = Latest()
        self.worker = Worker("reference", self._rest) if config.thermometer.reference_file else None
        """None: there is nothing to ask."""

    def celsius(self) -> float | None:
        """Return its temperature, °C; None while its sensor does not tell one."""
        if self.worker is None:
            return reference_of(self._config)
        told = self._told.get()
        return told[1] if told is not None and self._monotonic() - told[0] <= OLD_S else None

    def ask(self) -> None:
        """Read the file once, however long that takes."""
        celsius = reference_of(self._config)
        self._told.put((self._monotonic(), celsius))

    def _rest(self) -> None:
        self.ask()
        assert self.worker is not None
        self.worker.pause(ASK_S)


def _thousandths(path: str, low: float, high: float) -> float | None:
    with suppress(OSError, ValueError):
        found = int(Path(path).read_text(encoding="ascii")) / 1000
        return found if low <= found <= high else None
    return None
