"""Optris CS, CSmicro, CSlaser, CX, CT, CTlaser (Micro-Epsilon thermoMETER CT/CTL are the same): binary, asked.

Source: the makers' command sheets of CS, CSlaser and CT, and field tools for what differs on the CT.
Link: 8N1, no flow control. CS: 9600, inverted RS-232 levels; CT: 9600 to 115200. An answer is nothing but its bytes:
no header, no sum, no end.

    send          answer   meaning
    01            2        object temperature   (w - 1000) / 10 °C; models "hs": (w - 10000) / 100 °C
    02            2        head temperature     (w - 1000) / 10 °C
    04, 05        2        emissivity, transmission   w / 1000
    0E, 0F        3, 2     serial number, firmware
    84 hi lo      2        set emissivity       w / 1000; echoes hi lo
    85 hi lo      2        set transmission     w / 1000; echoes hi lo

    Words are big endian, unsigned. CT: a SET command carries the XOR of its bytes behind it (the default after
    power-up); reads carry none, CS carries none anywhere. On RS-485 each command is preceded by B0 + address, which is
    outside the XOR; alone on RS-232 or USB a device answers with or without it.

    01 -> 04 D3 = 23.5 °C     hs: 01 -> 30 3E = 23.50 °C     84 03 B6 -> 03 B6     CT: 84 03 D4 53

As answers carry no sum, a setting is believed when it was told twice alike, and a reading is three questions: object,
head, emissivity. The last answer is known beforehand; a lost or added byte shifts it and the reading is thrown away. So
is one with bytes that nobody asked for.
Whether a set value outlives power-off depends on the model; this driver sets it at every connect and reads it back.
"""

import struct
from dataclasses import dataclass
from functools import partial, reduce
from operator import xor
from typing import Final

from drivers.protocols.asking import Asker, Question, check_emissivity, check_range, refuse_setting
from drivers.protocols.base import Conversation, NoAnswer, ProtocolInfo, SensorFacts
from drivers.values import Reading

OBJECT, HEAD, EMISSIVITY, TRANSMISSION, SERIAL, FIRMWARE, SET_EMISSIVITY = 0x01, 0x02, 0x04, 0x05, 0x0E, 0x0F, 0x84
SET_TRANSMISSION: Final = 0x85
CYCLE: Final = (OBJECT, HEAD, EMISSIVITY)
ADDRESS_BASE: Final = 0xB0
ADDRESSES: Final = (1, 79)
WORD: Final = 2
FULL_TRANSMISSION: Final = 1000
EMISSIVITY_WORDS: Final = (100, 1100)
HEAD_RANGE_C: Final = (-40.0, 200.0)
CHANGED_TIMES: Final = 2
"""So often in a row another emissivity must be read before it counts as changed, not as a damaged answer."""


@dataclass(frozen=True, slots=True)
class Model:
    """What differs between the models."""

    title: str
    zero: int
    per_degree: int
    range_c: tuple[float, float]
    set_sum: bool
    """Whether a SET command carries an XOR."""


CS: Final = Model("CS", 1000, 10, (-50.0, 1030.0), set_sum=False)
CS_HS: Final = Model("CS hs", 10000, 100, (-20.0, 150.0), set_sum=False)
CT: Final = Model("CT", 1000, 10, (-50.0, 975.0), set_sum=True)
CT_HS: Final = Model("CT hs", 10000, 100, (-20.0, 150.0), set_sum=True)


def command(code: int, word: int | None, model: Model, address: int | None) -> bytes:
    """One command as it goes over the line; with a word it is a SET command."""
    body = bytes([code]) if word is None else struct.pack(">BH", code, word)
    if word is not None and model.set_sum:
        body += bytes([reduce(xor, body)])
    return body if address is None else bytes([ADDRESS_BASE + address]) + body


class Optris(Asker):
    """Asks for each reading. What it expects is a number of bytes."""

    def __init__(self, address: int | None = None, *, model: Model = CS) -> None:
        super().__init__()
        self._model = model
        self._address = address
        self._words: list[bytes] = []
        self._next = b""
        self._polling = False
        self._emissivity: int | None = None
        self._other: list[int] = []

    def setup(self, emissivity: float | None) -> Conversation:
        """Identify, set and read back the emissivity, refuse a transmission other than 1."""
        check_range(emissivity, EMISSIVITY_WORDS[0] / 1000, EMISSIVITY_WORDS[1] / 1000)
        self._polling, self._next = False, b""
        found = yield from self._must_word(EMISSIVITY, "emissivity")
        if emissivity is not None and found != round(emissivity * 1000):
            yield from self._ask(self._command(SET_EMISSIVITY, round(emissivity * 1000)), WORD)
            found = yield from self._must_word(EMISSIVITY, "emissivity")
        check_emissivity(emissivity, found / 1000)
        transmission = yield from self._must_word(TRANSMISSION, "transmission")
        if transmission != FULL_TRANSMISSION:
            how = f"send {self._command(SET_TRANSMISSION, FULL_TRANSMISSION).hex(' ').upper()}"
            refuse_setting("a transmission", f"of {transmission / 1000:.3f}", "1.000", how)
        serial = yield from self._ask(self._command(SERIAL), 3)
        firmware = yield from self._ask(self._command(FIRMWARE), WORD)
        self._emissivity, self._lost, self._other = found, False, []
        return SensorFacts(
            model=f"Optris {self._model.title}",
            serial=str(int.from_bytes(serial, "big")) if serial else "",
            firmware=str(int.from_bytes(firmware, "big")) if firmware else "",
            emissivity=found / 1000,
        )

    def poll(self) -> bytes:
        """The first question of a reading; whatever is left of the last reading is given up."""
        if self._polling and self._expected is not None and (self._words or self._buffer):
            self.bad_frames += 1
        self._polling, self._words, self._next = True, [], b""
        self._expect(WORD)
        return self._command(CYCLE[0])

    def outgoing(self) -> bytes:
        """The next question of a reading. Only from now on can bytes be its answer."""
        question, self._next = self._next, b""
        if question:
            self._expect(WORD)
        return question

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes; return the reading whose last answer they complete."""
        if self._expected is None:
            self._unasked(data)
            return []
        self._buffer += data
        if len(self._buffer) < self._expected:
            return []
        answer, extra = self._buffer[: self._expected], self._buffer[self._expected :]
        self._buffer = b""
        self._answered(answer)
        reading = self._step(answer) if self._polling else None
        self._unasked(extra)
        return [reading] if reading else []

    def _unasked(self, data: bytes) -> None:
        """Bytes that nobody asked for: the reading under way may be shifted, so it is given up."""
        if data:
            self.discarded += len(data)
            if self._words:
                self.bad_frames += 1
            self._words, self._next = [], b""

    def _step(self, answer: bytes) -> Reading | None:
        self._words.append(answer)
        if len(self._words) < len(CYCLE):
            self._next = self._command(CYCLE[len(self._words)])
            return None
        words, self._words = self._words, []
        return self._reading(words) if self._same_emissivity(words[2]) else None

    def _same_emissivity(self, word: bytes) -> bool:
        """Whether the last answer is the known one; the same other one twice in a row means a changed setting."""
        value = int.from_bytes(word, "big")
        if value == self._emissivity:
            self._other = []
            return True
        if self._emissivity is None and EMISSIVITY_WORDS[0] <= value <= EMISSIVITY_WORDS[1]:
            return True
        self.bad_frames += 1
        self._other = [*self._other, value] if value in self._other else [value]
        self._lost = self._lost or len(self._other) >= CHANGED_TIMES
        return False

    def _reading(self, words: list[bytes]) -> Reading:
        model = self._model
        object_c = (int.from_bytes(words[0], "big") - model.zero) / model.per_degree
        head_c = (int.from_bytes(words[1], "big") - 1000) / 10
        return Reading(
            object_c=object_c if model.range_c[0] <= object_c <= model.range_c[1] else None,
            ambient_c=head_c if HEAD_RANGE_C[0] <= head_c <= HEAD_RANGE_C[1] else None,
            emissivity=int.from_bytes(words[2], "big") / 1000,
            raw=b"".join(words),
        )

    def _command(self, code: int, word: int | None = None) -> bytes:
        return command(code, word, self._model, self._address)

    def _must_word(self, code: int, what: str) -> Question:
        """Ask for a setting in thousandths. Raises NoAnswer for what can be none: then this is not an Optris."""
        answer = yield from self._agreed(partial(self._must, self._command(code), WORD, what), what)
        value = int.from_bytes(answer, "big")
        if not EMISSIVITY_WORDS[0] <= value <= EMISSIVITY_WORDS[1]:
            raise NoAnswer(what)
        return value


def _info(name: str, title: str, model: Model, baud: int, heard_as: str = "") -> ProtocolInfo:
    return ProtocolInfo(
        name=name,
        title=title,
        factory=partial(Optris, model=model),
        baud=baud,
        rate_hz=10.0,
        accuracy_c=1.0,
        resolution_c=1 / model.per_degree,
        range_c=model.range_c,
        bauds=tuple(speed for speed in (9600, 115200, 19200, 38400, 57600) if speed != baud),
        addresses=ADDRESSES,
        heard_as=heard_as,
    )


INFOS: Final = (
    _info("optris-cs", "Optris CS, CSmicro, CSlaser, CX, binary, asked", CS, 9600),
    _info("optris-cs-hs", "Optris CSmicro hs, binary in 0.01 °C, asked", CS_HS, 9600),
    _info("optris-ct", "Optris CT, CTlaser; Micro-Epsilon thermoMETER CT, binary, asked", CT, 115200, "optris-cs"),
    _info("optris-ct-hs", "Optris CT hs, binary in 0.01 °C, asked", CT_HS, 115200, "optris-cs-hs"),
)
