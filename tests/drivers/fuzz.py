"""Coverage-guided fuzzing of the parsers, by hand: `python tests/drivers/fuzz.py NAME SECONDS` (needs `atheris`).

An input is a little program: poll, ask on, take a step of the set-up, receive some bytes or the right answer.
Whatever it does: nothing is raised but the set-up's own words, the buffer stays small, no byte is counted twice, the
same bytes cut otherwise read alike, and a sensor that speaks well afterwards is read.
"""

import importlib
import sys
from typing import Any

atheris: Any = importlib.import_module("atheris")  # needed here alone

with atheris.instrument_imports(include=["drivers.protocols"]):
    from drivers.protocols import PROTOCOLS, NoAnswer, SensorUnfit, WireProtocol
    from drivers.simulation.wire import ENCODERS

ROUNDS = 6
LONGEST_BUFFER = {"senxor": 50_000}


class Machine:
    """One parser, driven by a program."""

    def __init__(self, name: str, size: int) -> None:
        self.parser: WireProtocol = PROTOCOLS[name].factory()
        self._size = size
        self._longest = LONGEST_BUFFER.get(name, 1600)
        self._setup = None
        self._wire = ENCODERS[name]()
        self._asked = b""
        self.received = 0
        self.seen: list = []

    def step(self, kind: int, data: bytes) -> None:
        match kind % 8:
            case 0:
                self._setup = None
                self._asked = self.parser.poll()
            case 1:
                self._asked = self.parser.outgoing()
            case 2 | 3:
                self._converse()
            case 7:
                self._receive(self._wire.hear(self._asked) + self._wire.frame(36.0, 27.0))
            case _:
                self._receive(data)

    def _converse(self) -> None:
        self._setup = self._setup or self.parser.setup(0.98)
        try:
            self._asked = next(self._setup)
        except (StopIteration, NoAnswer, SensorUnfit):
            self._setup = None

    def _receive(self, data: bytes) -> None:
        self.received += len(data)
        for at in range(0, len(data), self._size):
            self.seen += self.parser.feed(data[at : at + self._size])
        assert len(self.parser._buffer) < self._longest, "the buffer grows"  # pyright: ignore


def good_reading(parser: WireProtocol, wire) -> bool:
    """Whether a sensor that speaks well is read within some rounds."""
    try:
        conversation = parser.setup(1.0)
        while True:
            parser.feed(wire.hear(next(conversation)))
    except StopIteration:
        pass
    value = None
    for _ in range(ROUNDS):
        readings = parser.feed(wire.frame(36.6, 27.5))
        question = parser.poll()
        while question:
            readings += parser.feed(wire.hear(question))
            question = parser.outgoing()
        value = readings[-1].object_c if readings else value
    return value is not None and abs(value - 36.6) < 0.4


def main() -> None:
    name, seconds = sys.argv[1], sys.argv[2]
    wire = ENCODERS[name]()
    turn = 0

    def one(data: bytes) -> None:
        nonlocal turn
        turn += 1
        whole, cut = Machine(name, 4096), Machine(name, 1 + len(data) % 7)
        at = 0
        while at + 1 < len(data):
            length = data[at + 1]
            for machine in (whole, cut):
                machine.step(data[at], data[at + 2 : at + 2 + length])
            at += 2 + (length if data[at] % 8 in (4, 5, 6) else 0)
        assert whole.seen == cut.seen, "another cut, other readings"
        assert whole.parser.discarded <= whole.received, "bytes counted twice"
        if turn % (50 if PROTOCOLS[name].is_array else 4) == 0:
            assert good_reading(whole.parser, wire), "a good sensor is not read any more"

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=1500"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
