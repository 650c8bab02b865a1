"""How fast the parsers are, beside the lines they listen to; whether they, and reconnecting, keep anything.

`python -m drivers.bench --megabytes 100` puts that much through each parser; `--reconnects 10000` plugs and unplugs.
"""

import argparse
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from drivers.protocols import PROTOCOLS, WireProtocol
from drivers.simulation.faults import Fault
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.simulation.wire import ENCODERS, SensorWire
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable

BITS_A_BYTE: Final = 10
CHUNK: Final = 4096
STREAM_BYTES: Final = 256 * 1024
NOISE_EVERY: Final = 50
"""Frames between two bursts of noise."""
SETTLED_SHARE: Final = 0.2
"""Memory is compared with what was held after this share of the bytes."""
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ParserFigures:
    """One parser, fed what its sensor sends, with some noise."""

    protocol: str
    megabytes: float
    readings: int
    mb_per_s: float
    """Of processor time."""
    line_mb_per_s: float
    """As fast as bytes can come: the line at its standard speed, or a USB camera's pictures at their rate."""
    line_ratio: float
    """Times faster than that."""
    grown_kb: int
    """Resident memory at the end, beyond what was held at a fifth of the way."""


@dataclass(frozen=True, slots=True)
class ReconnectFigures:
    """A sensor opened, read and lost, over and over."""

    reconnects: int
    descriptors_more: int
    grown_kb: int
    ms_each: float


def measure(megabytes: float = 0.5) -> list[ParserFigures]:
    """Put that much through each parser."""
    return [parse(name, round(megabytes * MEGABYTE)) for name in PROTOCOLS]


def parse(name: str, wanted: int) -> ParserFigures:
    """Put `wanted` bytes through one parser; a sensor that is asked is asked for each of them."""
    parser, wire = PROTOCOLS[name].factory(), ENCODERS[name]()
    _set_up(parser, wire)
    feeding = _streamed(parser, wire) if wire.frame(36.6, 27.5) else _asked(parser, wire)
    fed = readings = settled_kb = 0
    settled_at = SETTLED_SHARE * wanted
    began = process_time()  # other programs' turns do not count
    for count, found in feeding:
        fed += count
        readings += found
        if not settled_kb and fed >= settled_at:
            settled_kb = resident_kb()
        if fed >= wanted:
            break
    speed = fed / (process_time() - began)
    line = max(PROTOCOLS[name].baud / BITS_A_BYTE, PROTOCOLS[name].rate_hz * len(wire.frame(36.6, 27.5)))
    grown = resident_kb() - settled_kb
    return ParserFigures(
        protocol=name,
        megabytes=fed / MEGABYTE,
        readings=readings,
        mb_per_s=round(speed / MEGABYTE, 3),
        line_mb_per_s=round(line / MEGABYTE, 6),
        line_ratio=round(speed / line),
        grown_kb=grown,
    )


def reconnects(count: int = 200) -> ReconnectFigures:
    """Open, read, and lose a simulated sensor: every other time the port itself goes and comes back."""
    simulated = SimulatedThermometer(FixedRoom(36.6, 26.0))
    sensor = Thermometer(simulated.port, "gy-mcu90614")
    _reconnect(simulated, sensor, 0)
    descriptors, held_kb = open_descriptors(), resident_kb()
    began = perf_counter()
    for turn in range(1, count + 1):
        _reconnect(simulated, sensor, turn)
    seconds = perf_counter() - began
    more, grown = open_descriptors() - descriptors, resident_kb() - held_kb
    sensor.close()
    simulated.stop()
    return ReconnectFigures(count, more, grown, round(1000 * seconds / count, 3))


def resident_kb() -> int:
    """Memory held by this process, kB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _reconnect(simulated: SimulatedThermometer, sensor: Thermometer, turn: int) -> None:
    sensor.open()
    simulated.emit(turn / 10)
    if not sensor.read(1.0):
        raise RuntimeError("the simulated sensor was not read")
    if turn % 2:
        simulated.fault = Fault.DISCONNECT
        simulated.emit(turn / 10 + 0.05)
        try:
            sensor.read(0.1)
        except DeviceUnavailable:
            pass
        simulated.fault = Fault.NONE
        simulated.emit(turn / 10 + 0.06)
    else:
        sensor.close()


def _set_up(parser: WireProtocol, wire: SensorWire) -> None:
    conversation = parser.setup(1.0)
    while True:
        try:
            parser.feed(wire.hear(next(conversation)))
        except StopIteration:
            return


def _streamed(parser: WireProtocol, wire: SensorWire) -> Iterator[tuple[int, int]]:
    """The same quarter of a megabyte over and over, in pieces."""
    chance = random.Random(1)
    parts: list[bytes] = []
    length = 0
    while length < STREAM_BYTES:
        part = wire.frame(chance.uniform(30, 40), 27.5)
        part += chance.randbytes(5) if len(parts) % NOISE_EVERY == 0 else b""
        parts.append(part)
        length += len(part)
    stream = b"".join(parts)
    while True:
        for at in range(0, len(stream), CHUNK):
            piece = stream[at : at + CHUNK]
            yield len(piece), len(parser.feed(piece))


def _asked(parser: WireProtocol, wire: SensorWire) -> Iterator[tuple[int, int]]:
    """The same answers over and over; what is timed is asking and parsing, not the simulated sensor."""
    wire.frame(36.6, 27.5)
    known: dict[bytes, bytes] = {}
    while True:
        question = parser.poll()
        while question:
            answer = known.get(question)
            if answer is None:
                answer = known[question] = wire.hear(question)
            yield len(answer), len(parser.feed(answer))
            question = parser.outgoing()


def main() -> None:
    """Print the figures, a line each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=float, default=2.0)
    arguments.add_argument("--reconnects", type=int, default=0)
    arguments.add_argument("--only", choices=list(PROTOCOLS))
    wanted = arguments.parse_args()
    if wanted.reconnects:
        print(reconnects(wanted.reconnects), flush=True)
        return
    for name in [wanted.only] if wanted.only else PROTOCOLS:
        print(parse(name, round(wanted.megabytes * MEGABYTE)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
