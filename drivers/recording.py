"""A sensor's bytes with their times, in a file: recorded at a bench, replayed in a test.

One JSON object a line. The first says what was recorded; each further one is bytes in one direction:

    {"protocol": "optris-cs", "baud": 9600, "address": null, "emissivity": 1.0, "simulated": false}
    {"t": 0.000, "sent": "01"}
    {"t": 0.021, "came": "04d3"}

Nothing sent marks the end of a set-up.

An array's bytes are pictures of whoever stands there: they are recorded only from a simulator or, when asked for in so
many words, at a technician's bench.
"""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from drivers.ports import PortClass, port_class
from drivers.protocols import PROTOCOLS, Conversation, NoAnswer, SensorUnfit, WireProtocol, check_address
from drivers.thermometer import Thermometer
from drivers.values import Reading


class RecordingRefused(Exception):
    """This must not be recorded, or is no recording: says why in one sentence."""


class Recorder:
    """Taps a thermometer that is not yet open, and writes what passes until it is closed."""

    def __init__(self, sensor: Thermometer, path: Path, *, bench: bool = False) -> None:
        """`bench` allows a real array's pictures. Raises RecordingRefused, FileExistsError, OSError."""
        proven = port_class(sensor.port) is PortClass.PSEUDO
        if sensor.info.is_array and not proven and not bench:
            raise RecordingRefused(
                f"{sensor.info.name} sends pictures of people: they are recorded at a technician's bench only (--bench)"
            )
        self._path = path
        self._file: IO[str] = path.open("x", encoding="utf-8")
        self._came = False
        self._begun = time.monotonic()
        self._write(
            {
                "protocol": sensor.info.name,
                "baud": sensor.baud,
                "address": sensor.address,
                "emissivity": sensor.emissivity,
                "simulated": proven,
            }
        )
        sensor.tap = self._passed

    def close(self) -> None:
        """Write no more. A file without a byte from the sensor is taken away, so that the next attempt has its name."""
        if not self._file.closed and not self._came:
            self._path.unlink(missing_ok=True)
        self._file.close()

    def _passed(self, sent: bool, data: bytes) -> None:
        at = round(time.monotonic() - self._begun, 4)
        self._came = self._came or not sent
        self._write({"t": at, "sent" if sent else "came": data.hex()})

    def _write(self, line: dict[str, Any]) -> None:
        if not self._file.closed:
            self._file.write(json.dumps(line) + "\n")


@dataclass(frozen=True, slots=True)
class Replayed:
    """One reading out of a recording."""

    at: float
    """Seconds after the recording began."""
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Passage:
    at: float
    sent: bool
    data: bytes


def replay(path: Path) -> Iterator[Replayed]:
    """Read a recording with today's parser. Raises RecordingRefused for a file that is none, OSError.

    The parser is asked for its questions where the recording has some, so that it expects the answers that follow.
    """
    parser, emissivity, passages = _load(path)
    setup: Conversation | None = None
    begun = False
    for passage in passages:
        if not passage.sent:
            for reading in parser.feed(passage.data):
                yield Replayed(passage.at, reading)
            continue
        if not begun or (setup is None and parser.setup_lost):
            setup = parser.setup(emissivity)
            if not begun and passage.data and passage.data == parser.start():
                begun = True
                continue
            begun = True
        setup = _question(parser, setup)


def _question(parser: WireProtocol, setup: Conversation | None) -> Conversation | None:
    """Have the parser put its next question; return the set-up as long as it lasts."""
    if setup is not None:
        try:
            next(setup)
            return setup
        except (StopIteration, NoAnswer, SensorUnfit):
            return None
    if not parser.outgoing():
        parser.poll()
    return None


def _load(path: Path) -> tuple[WireProtocol, float | None, list[_Passage]]:
    number = 1
    try:
        first, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
        parser, emissivity = _begun(json.loads(first))
        passages: list[_Passage] = []
        for line in rest:
            number += 1
            passages.append(_passage(json.loads(line)))
    except (ValueError, KeyError, TypeError):
        named = "its first line does not name a known protocol with its address and emissivity"
        wrong = named if number == 1 else f"line {number} is not bytes with their time"
        raise RecordingRefused(f"{path} is no recording of a thermometer: {wrong}") from None
    return parser, emissivity, passages


def _begun(head: Any) -> tuple[WireProtocol, float | None]:
    """A parser for what was recorded, and the emissivity that was set. Raises ValueError, KeyError, TypeError."""
    info, address, emissivity = PROTOCOLS[head["protocol"]], head["address"], head["emissivity"]
    if address is not None and not isinstance(address, int):
        raise TypeError(address)
    check_address(info, address)
    parser = info.factory() if address is None else info.factory(address)
    return parser, None if emissivity is None else float(emissivity)


def _passage(line: Any) -> _Passage:
    """One line's bytes. Raises ValueError, KeyError, TypeError."""
    at, sent = float(line["t"]), "sent" in line
    if not 0 <= at < math.inf:
        raise ValueError(at)
    return _Passage(at, sent, bytes.fromhex(line["sent" if sent else "came"]))
