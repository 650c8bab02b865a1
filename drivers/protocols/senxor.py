"""Meridian SenXor cameras on USB (EVK, XPRO, XCAM; Waveshare Thermal USB Camera): messages with a length and a sum.

Source: the maker's own Python package (parser, register map, its tests). Link: USB serial, nominally 115200.

    "   #"  3 spaces and a number sign
    llll    length of what follows, four hexadecimal digits
    cccc    command
    ...     contents
    ssss    sum of length, command and contents, low 16 bits, four hexadecimal digits; the host may send XXXX

       #000ARREGB2XXXX    ->    #000ARREG010262      read a register (here: 01)
       #000CWREGCA62XXXX  ->    #0008WREG01FD        write it (here: emissivity 98 %)
    GFRA  a picture: reserved row(s), header row(s), then pixels, little-endian words of 0.1 K, row by row

    contents of GFRA (bytes)   pixels      reserved + header + data
    10240                      80 x 62     160 + 160 + 9920
    39680                      160 x 120   960 + 320 + 38400
    5200                       50 x 50     100 + 100 + 5000
    header word 2: temperature of the chip, 0.01 K

    31 unit (0: 0.1 K)            B1 frame mode (02 streams)       B2, B3 firmware major.minor, build
    CA emissivity, percent        CB offset, signed, 0.1 K         CD factor, signed, 1 + value / 100
    E3-E5 serial number (high byte first: assumed)

That the picture begins at the upper left is assumed. Registers written here are lost at power-off.
A picture may show a person: readings carry no raw bytes, and `picture` holds the newest one in memory only.
"""

import struct
from dataclasses import dataclass
from typing import Final

from drivers.protocols.asking import Asker, Question, check_emissivity, check_range, refuse_setting
from drivers.protocols.base import Conversation, NoAnswer, ProtocolInfo, SensorFacts, ThermalPicture
from drivers.protocols.picture import middle_c
from drivers.values import Reading

MARK: Final = b"   #"
LENGTH_DIGITS, COMMAND, SUM = 4, 4, 4
UNIT, FRAME_MODE, FIRMWARE, BUILD, EMISSIVITY, OFFSET, FACTOR = 0x31, 0xB1, 0xB2, 0xB3, 0xCA, 0xCB, 0xCD
SERIAL: Final = (0xE3, 0xE4, 0xE5)
STREAMING, TENTHS_OF_KELVIN = 0x02, 0x00
SHORTEST, LONGEST_ANSWER = COMMAND + SUM, 64
KELVIN_HUNDREDTHS: Final = 27315
OBJECT_RANGE_C: Final = (-20.0, 400.0)
CHIP_RANGE_C: Final = (-40.0, 125.0)
CHECK_EVERY: Final = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """How a picture lies in the contents of GFRA."""

    width: int
    height: int
    reserved: int
    header: int


SHAPES: Final = {
    10240: Shape(80, 62, 160, 160),
    39680: Shape(160, 120, 960, 320),
    5200: Shape(50, 50, 100, 100),
}


def message(command: bytes, contents: bytes = b"") -> bytes:
    """A message from the host; the device does not look at its sum."""
    return MARK + b"%04X" % (len(command) + len(contents) + SUM) + command + contents + b"XXXX"


class SenXor(Asker):
    """Listens to the pictures, and asks for registers in between. Expected is the command that answers."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: ThermalPicture | None = None
        self._emissivity: int | None = None
        self._unchecked = 0
        self._checking = False

    @property
    def picture(self) -> ThermalPicture | None:
        """The newest picture."""
        return self._picture

    def setup(self, emissivity: float | None) -> Conversation:
        """Identify, refuse an offset or a factor, set the emissivity and read it back, and have pictures sent."""
        check_range(emissivity, 0.01, 1.0)
        self._checking = False
        offset = yield from self._signed(OFFSET, "offset")
        if offset:
            refuse_setting("an offset", f"of {offset / 10:+.1f} °C", "0", "write 00 to register CB")
        factor = yield from self._signed(FACTOR, "factor")
        if factor:
            refuse_setting("a factor", f"of {1 + factor / 100:.2f}", "1.00", "write 00 to register CD")
        yield from self._write(UNIT, TENTHS_OF_KELVIN)
        if emissivity is not None:
            yield from self._write(EMISSIVITY, round(emissivity * 100))
        found: int = yield from self._register(EMISSIVITY, "emissivity")
        check_emissivity(emissivity, found / 100)
        told: list[int] = []
        for register in (FIRMWARE, BUILD, *SERIAL):
            told.append((yield from self._register(register, "identity")))
        yield from self._write(FRAME_MODE, STREAMING)
        self._emissivity, self._unchecked, self._lost = found, 0, False
        firmware = f"{told[0] >> 4}.{told[0] & 15}.{told[1]}"
        return SensorFacts("SenXor", str(told[2] << 16 | told[3] << 8 | told[4]), firmware, found / 100)

    def outgoing(self) -> bytes:
        """Now and then, ask for the emissivity."""
        if self._emissivity is None or self._unchecked < CHECK_EVERY:
            return b""
        self._unchecked, self._checking = 0, True
        self._expect(b"RREG")
        return message(b"RREG", b"%02X" % EMISSIVITY)

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes, return the readings they complete. A bad sum drops one byte, so that a frame behind is found."""
        stream = self._buffer + data
        readings: list[Reading] = []
        at = 0
        while (at := self._next_mark(stream, at)) < len(stream):
            length = _length(stream[at + len(MARK) : at + len(MARK) + LENGTH_DIGITS])
            end = at + len(MARK) + LENGTH_DIGITS + length
            if length < 0 or (length and end > len(stream)):
                break
            if length and _summed(body := stream[at + len(MARK) : end]):
                readings += self._take(body[LENGTH_DIGITS : LENGTH_DIGITS + COMMAND], body[8:-SUM])
                at = end
            else:
                self.bad_frames += length > 0
                self.discarded += 1
                at += 1
        self._buffer = stream[at:]
        return readings

    def _expect(self, expected: bytes) -> None:
        """A question does not end the picture under way."""
        self._expected, self._answer = expected, None

    def _next_mark(self, stream: bytes, at: int) -> int:
        """Where the next message begins, or may begin once more bytes arrive."""
        found = stream.find(MARK, at)
        if found < 0:
            begun = next((size for size in (3, 2, 1) if stream[at:].endswith(MARK[:size])), 0)
            found = len(stream) - begun
        self.discarded += found - at
        return found

    def _take(self, command: bytes, contents: bytes) -> list[Reading]:
        if command == b"GFRA":
            return self._pictured(contents)
        if command == self._expected:
            self._answered(contents)
            self._checked(contents)
        return []

    def _checked(self, contents: bytes) -> None:
        if self._checking:
            self._checking = False
            self._lost = self._lost or _byte(contents) != self._emissivity

    def _pictured(self, contents: bytes) -> list[Reading]:
        shape = SHAPES[len(contents)]
        header = contents[shape.reserved : shape.reserved + shape.header]
        chip_c = (int.from_bytes(header[4:6], "little") - KELVIN_HUNDREDTHS) / 100
        chip = chip_c if CHIP_RANGE_C[0] <= chip_c <= CHIP_RANGE_C[1] else None
        tenths = struct.unpack_from(f"<{shape.width * shape.height}H", contents, shape.reserved + shape.header)
        hundredths = tuple([10 * value - KELVIN_HUNDREDTHS for value in tenths])
        self._picture = ThermalPicture(shape.width, shape.height, hundredths, chip)
        self._unchecked += 1
        emissivity = None if self._emissivity is None else self._emissivity / 100
        return [Reading(middle_c(self._picture, OBJECT_RANGE_C), chip, emissivity)]

    def _register(self, register: int, what: str) -> Question:
        answer: bytes = yield from self._must(message(b"RREG", b"%02X" % register), b"RREG", what)
        value = _byte(answer)
        if value < 0:
            raise NoAnswer(what)
        return value

    def _signed(self, register: int, what: str) -> Question:
        value: int = yield from self._register(register, what)
        return value - 256 if value > 127 else value

    def _write(self, register: int, value: int) -> Question:
        yield from self._ask(message(b"WREG", b"%02X%02X" % (register, value)), b"WREG")


def _byte(contents: bytes) -> int:
    """A register's value, two hexadecimal digits; -1 when it is none."""
    return _hexadecimal(contents[:2]) if len(contents) >= 2 else -1


def _hexadecimal(digits: bytes) -> int:
    """Upper case digits only, as the device writes them; -1 for anything else."""
    return int(digits, 16) if digits.isalnum() and set(digits) <= set(b"0123456789ABCDEF") else -1


def _length(digits: bytes) -> int:
    """Length of a message that can be; 0 when none can begin here, -1 when more bytes must come to tell."""
    if len(digits) < LENGTH_DIGITS:
        return -1
    length = _hexadecimal(digits)
    possible = SHORTEST <= length <= LONGEST_ANSWER or length - COMMAND - SUM in SHAPES
    return length if possible else 0


def _summed(body: bytes) -> bool:
    """Whether the sum is right, and a picture has the length of one."""
    if sum(body[:-SUM]) & 0xFFFF != _hexadecimal(body[-SUM:]):
        return False
    return body[4:8] != b"GFRA" or len(body) - 12 in SHAPES


INFO: Final = ProtocolInfo(
    name="senxor",
    title="Meridian SenXor USB cameras (EVK, XPRO, XCAM, Waveshare), 80 x 62, 160 x 120 or 50 x 50 pixels",
    factory=SenXor,
    baud=115200,
    rate_hz=5.0,
    accuracy_c=2.0,
    resolution_c=0.1,
    range_c=OBJECT_RANGE_C,
    is_array=True,
)
