"""Raytek / Fluke Process Instruments MI, MID, MIC, CM, MI3: lines of ASCII, asked or in bursts.

Source: the makers' manuals (MI chapter 11, CM chapter 8, MI3 chapter 18). Link: 9600 8N1, MI3 as sold 115200, half
duplex. The host ends a line with CR, the sensor with CR LF.

    ?T            -> !T020.0              ask (T object, I sensor's own temperature, E emissivity, U unit ...)
    E#0.975       -> !E0.975              set until power-off; E=0.975 would wear the EEPROM
    001?E         -> 001!E0.95            MI on a shared line, three digits of address; MI3: 017?E -> 017E0.950
    T>>>>>>, T<<<<<<, T------             too hot, too cold, no measurement: no value
    *Syntax error                         refused (upper and lower case vary)
    #XI                                   said by itself after power-up
    V=P, V=B                              answers only, bursts; to leave a burst: any character, then V=P within 3 s
    $=UTIE        -> bursts of C T0036.5 I0027.1 E0.950   (spaces, unit and widths vary between models)

    DG gain, DO offset, XG transmission, P peak hold, F valley hold, G averaging (s: with it a reading holds some of
    the visitor before), AA advanced hold with average, AC background compensation, EC error code (hex)

There is no checksum: a damaged digit is still a digit. So an answer counts only in its full form and for the parameter
that was asked, a setting bends readings when it was told twice alike, and a reading is two answers, object and sensor.
Every tenth time, and whenever an answer stayed away
(power may have gone for a moment), the emissivity is asked first.
"""

import re
from functools import partial
from typing import Final

from drivers.protocols.asking import Asker, Question, check_emissivity, check_range, refuse_setting
from drivers.protocols.base import Conversation, NoAnswer, ProtocolInfo, SensorFacts, SensorUnfit
from drivers.values import Reading

LINE_LIMIT: Final = 96
"""A longer line is noise."""
CHECK_EVERY: Final = 10
ANSWER: Final = re.compile(r"(?P<address>\d{3})?!?(?P<name>\d?[A-Z$][A-Z]?)(?P<value>[^!?=#*]*)")
NUMBER: Final = re.compile(r"[+-]?\d{1,5}(?:\.\d{1,4})?")
NO_VALUE: Final = re.compile(r"[<>-]+")
OBJECT_RANGE_C: Final = (-40.0, 1000.0)
SENSOR_RANGE_C: Final = (-40.0, 200.0)
NEUTRAL: Final = (
    ("DG", 1.0, "a gain", "DG=1.0000"),
    ("DO", 0.0, "an offset", "DO=0.0"),
    ("XG", 1.0, "a transmission", "XG=1.000"),
    ("P", 0.0, "a peak hold", "P=000.0"),
    ("F", 0.0, "a valley hold", "F=000.0"),
    ("G", 0.0, "an averaging time", "G=000.0"),
    ("AA", 0.0, "an advanced hold", "AA=000.0"),
    ("AC", 0.0, "a background compensation", "AC=0"),
)
"""Settings by which the sensor bends its readings: name, neutral value, word, the line that neutralises it."""
FACTS: Final = (("XU",), ("XV", "HN"), ("XR", "HV"))
"""Model, serial number, firmware: the names that the models use for it."""


def split_lines(buffer: bytes) -> tuple[list[bytes], bytes]:
    """Whole lines (CR or LF ends one) and the line begun."""
    *lines, rest = re.split(rb"[\r\n]", buffer)
    return [line for line in lines if line], rest


def number(text: str) -> float | None:
    """The number that a text is; None when it is anything else."""
    return float(text) if NUMBER.fullmatch(text) else None


def temperature(text: str, limits: tuple[float, float]) -> float | None:
    """The temperature in a text, °C; None when the sensor says it has none. Raises ValueError for anything else."""
    if NO_VALUE.fullmatch(text.strip()):
        return None
    value = number(text.strip())
    if value is None:
        raise ValueError(text)
    return value if limits[0] <= value <= limits[1] else None


class Raytek(Asker):
    """Asks for each reading. What it expects is the name of the parameter, or several."""

    def __init__(self, address: int | None = None) -> None:
        super().__init__()
        self._address = "" if address is None else f"{address:03}"
        self._polls = 0
        self._polling = False
        self._object: tuple[float | None, bytes] | None = None
        self._next = ""
        self._emissivity: float | None = None

    def setup(self, emissivity: float | None) -> Conversation:
        """Leave a burst, identify, refuse what bends readings, set the emissivity and read it back."""
        check_range(emissivity, 0.1, 1.1)
        self._polling, self._object, self._next = False, None, ""
        yield from self._leave_burst()
        yield from self._to_celsius()
        yield from self._refuse_bending()
        if emissivity is not None:
            yield from self._ask(self._line(f"E#{emissivity:.3f}"), "E")
        told = yield from self._must(self._question("E"), "E", "emissivity")
        found = number(told.strip())
        if found is None:
            raise NoAnswer("emissivity")
        check_emissivity(emissivity, found)
        facts = []
        for names in FACTS:
            facts.append((yield from self._first_of(names)))
        self._emissivity, self._lost = found, False
        return SensorFacts(f"Raytek {facts[0]}".strip(), facts[1], facts[2], found)

    def poll(self) -> bytes:
        """The first question of a reading; an unanswered one is given up."""
        self._polls += 1
        check = self._emissivity is not None and (self.awaiting or self._polls % CHECK_EVERY == 0)
        self._polling, self._object, self._next = True, None, ""
        return self._ask_now("E" if check else "T")

    def outgoing(self) -> bytes:
        """The next question of a reading."""
        name, self._next = self._next, ""
        return self._ask_now(name) if name else b""

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes; return the reading whose last line they complete."""
        readings: list[Reading] = []
        lines, rest = split_lines(self._buffer + data)
        for line in lines:
            readings += self._take(line)
        if len(rest) > LINE_LIMIT + 1:  # its beginning shows that it is too long, however it is cut
            self.discarded += len(rest) - LINE_LIMIT - 1
            rest = rest[: LINE_LIMIT + 1]
        self._buffer = rest
        return readings

    def _take(self, line: bytes) -> list[Reading]:
        if len(line) > LINE_LIMIT:
            self._not_ours(line, broken=True)
            return []
        text = line.decode("ascii", "replace")
        if text.startswith("#XI"):
            self._lost = True
            return []
        if text.startswith("*") and self._expected is not None:
            self._refuse(text[1:].strip()[:40])
            return []
        found = ANSWER.fullmatch(text)
        if found is None:
            self._not_ours(line, broken=True)
            return []
        value = self._value_of(text, found)
        if value is None:
            self._not_ours(line, broken=False)
            return []
        name = str(self._expected)
        self._answered(value)
        return self._step(name, value, line) if self._polling else []

    def _value_of(self, text: str, found: re.Match[str]) -> str | None:
        """What follows the name that was asked for, in an answer from the address that was asked."""
        if self._expected is None or (self._address and found["address"] != self._address):
            return None
        body = text.removeprefix(found["address"] or "").removeprefix("!")
        names = self._expected if isinstance(self._expected, tuple) else (self._expected,)
        return next((body[len(name) :] for name in names if body.startswith(name)), None)

    def _not_ours(self, line: bytes, *, broken: bool) -> None:
        self.discarded += len(line)
        self.bad_frames += broken

    def _step(self, name: str, value: str, line: bytes) -> list[Reading]:
        """One answer of a reading: first the object, or now and then the emissivity, then the sensor."""
        if name == "E":
            self._lost = self._lost or number(value) != self._emissivity
            self._next = "" if self._lost else "T"
            return []
        try:
            celsius = temperature(value, OBJECT_RANGE_C if name == "T" else SENSOR_RANGE_C)
        except ValueError:
            self._not_ours(line, broken=True)
            return []
        if name == "I" and self._object is not None:
            (object_c, first), self._object = self._object, None
            return [Reading(object_c, celsius, self._emissivity, first + b"\r\n" + line)]
        self._object, self._next = (celsius, line), "I"
        return []

    def _leave_burst(self) -> Question:
        """Any character stops a burst for some seconds; V=P ends it. A sensor that is in no burst takes both calmly."""
        self._expect("V")
        yield b"\r"
        yield from self._ask(self._line("V=P"), "V")

    def _to_celsius(self) -> Question:
        """Have it speak °C, and see that it does: 36.5 °C would come as 97.7. Raises NoAnswer or SensorUnfit."""
        unit = yield from self._must(self._question("U"), "U", "unit")
        if unit.strip() != "C":
            yield from self._ask(self._line("U=C"), "U")
            unit = yield from self._must(self._question("U"), "U", "unit")
        if unit.strip() != "C":
            advice = "unlock its settings (switch, password) and send the line U=C"
            raise SensorUnfit(f"the sensor keeps its unit at {unit.strip()} though C was set", advice)

    def _refuse_bending(self) -> Question:
        """A model without such a setting says that it does not know it; silence is no answer."""
        for name, neutral, word, line in NEUTRAL:
            told = yield from self._setting(name)
            if told is None or number(told.strip()) == neutral:
                continue
            told = yield from self._agreed(partial(self._setting, name), f"setting {name}")
            if number(told.strip()) is None:
                raise NoAnswer(f"setting {name}")
            if number(told.strip()) != neutral:
                refuse_setting(word, f"of {told.strip()} ({name})", f"{neutral:g}", f"send the line {line}")

    def _setting(self, name: str) -> Question:
        """What the sensor tells of a setting; None when it says that it does not know it. Raises NoAnswer."""
        self.refused = ""
        told = yield from self._ask(self._question(name), name)
        if told is None and not self.refused:
            raise NoAnswer(f"setting {name}")
        return told

    def _first_of(self, names: tuple[str, ...]) -> Question:
        """The answer to the first name that the sensor knows."""
        for name in names:
            told = yield from self._ask(self._question(name), name)
            if told is not None:
                return told.strip()
        return ""

    def _ask_now(self, name: str) -> bytes:
        self._expect(name)
        return self._question(name)

    def _question(self, name: str) -> bytes:
        return self._line(f"?{name}")

    def _line(self, text: str) -> bytes:
        return f"{self._address}{text}\r".encode("ascii")


def _info(name: str, title: str, baud: int, heard_as: str = "") -> ProtocolInfo:
    return ProtocolInfo(
        name=name,
        title=title,
        factory=partial(Raytek),
        baud=baud,
        rate_hz=10.0,
        accuracy_c=1.0,
        resolution_c=0.1,
        range_c=OBJECT_RANGE_C,
        bauds=tuple(speed for speed in (9600, 115200, 19200, 38400, 57600) if speed != baud),
        addresses=(1, 32),
        heard_as=heard_as,
    )


INFOS: Final = (
    _info("raytek-mi", "Raytek / Fluke MI, MID, MIC, CM, ASCII lines, asked", 9600),
    _info("raytek-mi3", "Raytek / Fluke MI3, ASCII lines, asked", 115200, "raytek-mi"),
)
