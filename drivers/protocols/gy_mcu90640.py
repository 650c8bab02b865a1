"""GY-MCU90640: an MLX90640 array of 32 x 24 pixels behind a microcontroller, `5A 5A` frames.

Source: the seller's manual V1.0. Link: 115200 8N1 (9600, 460800); TTL level; PS pad bridged = I2C, then silent here.
Streams after power-up; at 115200 a frame takes 134 ms, so at most 4 a second.

    bytes      little endian
    0-1        5A 5A
    2-3        02 06     1538 data bytes
    4-1539     768 words, signed, 0.01 °C, row by row; the first is the UPPER RIGHT of the scene
    1540-1541  temperature of the MLX90640 itself, 0.01 °C
    1542-1543  sum of the 771 words before, low 16 bits

    to the module, A5 cmd value sum8:
    A5 15 01 BB / 02 BC / 03 BD   9600 / 115200 / 460800 baud, after saving and power-up
    A5 25 02 CC / 03 CD / 04 CE   2 / 4 / 8 frames a second
    A5 35 01 DB / 02 DC           answers only / streams
    A5 45 ee sum                  emissivity, 0.01 (5F = 0.95); lost at power-off unless saved with A5 65 01 0B
    A5 55 01 FB                   what is the emissivity?  -> 5A 5A ee sum (0.95: 5A 5A 5F 13)

A picture may show a person: readings carry no raw bytes, and `picture` holds the newest one in memory only. The object
temperature of a reading is that of the picture's middle: the mean of the hottest medians of 3 x 3 pixels there, without
the few hottest.
"""

import struct
from itertools import chain
from typing import Final

from drivers.protocols.asking import Asker, check_emissivity, check_range
from drivers.protocols.base import Conversation, ProtocolInfo, SensorFacts, ThermalPicture
from drivers.protocols.picture import middle_c
from drivers.values import Reading

MARK: Final = b"\x5a\x5a"
HEADER: Final = b"\x5a\x5a\x02\x06"
WIDTH, HEIGHT = 32, 24
FRAME_LENGTH: Final = 1544
WORDS: Final = 771
REPLY_LENGTH: Final = 4
RATE_4_HZ: Final = b"\xa5\x25\x03\xcd"
STREAM: Final = b"\xa5\x35\x02\xdc"
QUERY_EMISSIVITY: Final = b"\xa5\x55\x01\xfb"
OBJECT_RANGE_C: Final = (-40.0, 300.0)
CHIP_RANGE_C: Final = (-40.0, 125.0)
CHECK_EVERY: Final = 10
"""Pictures between two looks at the emissivity."""


class GyMcu90640(Asker):
    """Listens to the pictures; asks only when it is set up. Holds at most one picture begun."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: ThermalPicture | None = None
        self._emissivity: int | None = None
        self._unchecked = 0

    @property
    def picture(self) -> ThermalPicture | None:
        """The newest picture, its left the left of the scene."""
        return self._picture

    def start(self) -> bytes:
        """Stream, 4 a second: a module set to answer only would stay silent."""
        return RATE_4_HZ + STREAM

    def setup(self, emissivity: float | None) -> Conversation:
        """Set the emissivity until power-off and read it back. The module cannot be identified."""
        check_range(emissivity, 0.01, 1.0)
        if emissivity is not None:
            self._expect("echo")
            yield _command(0x45, round(emissivity * 100))
        found: int = yield from self._must(QUERY_EMISSIVITY, "emissivity", "emissivity")
        check_emissivity(emissivity, found / 100)
        self._emissivity, self._unchecked, self._lost = found, 0, False
        return SensorFacts(model="GY-MCU90640", emissivity=found / 100)

    def outgoing(self) -> bytes:
        """Now and then, ask for the emissivity: a module that was without power has its saved one back."""
        if self._emissivity is None or self._unchecked < CHECK_EVERY:
            return b""
        self._unchecked = 0
        return QUERY_EMISSIVITY

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes, return the readings they complete. A bad sum drops one byte, so that a frame behind is found."""
        stream = self._buffer + data
        readings: list[Reading] = []
        at = 0
        while (at := self._next_mark(stream, at)) + REPLY_LENGTH <= len(stream):
            length = FRAME_LENGTH if stream.startswith(HEADER, at) else REPLY_LENGTH
            if at + length > len(stream):
                break
            frame = stream[at : at + length]
            if length == REPLY_LENGTH and self._is_reply(frame):
                at += length
            elif length == FRAME_LENGTH and (words := _verified(frame)):
                readings.append(self._take(words))
                at += length
            else:
                self.bad_frames += length == FRAME_LENGTH
                self.discarded += 1
                at += 1
        self._buffer = stream[at:]
        return readings

    def _expect(self, expected: str) -> None:
        """A question does not end the picture under way."""
        self._expected, self._answer = expected, None

    def _next_mark(self, stream: bytes, at: int) -> int:
        found = stream.find(MARK, at)
        if found < 0:
            found = len(stream) - stream.endswith(MARK[:1], at)
        self.discarded += found - at
        return found

    def _is_reply(self, frame: bytes) -> bool:
        """Whether this is the emissivity, which begins like a picture. An echo of the setting looks the same."""
        if sum(frame[:3]) & 0xFF != frame[3] or not 1 <= frame[2] <= 100:
            return False
        if self._expected == "emissivity":
            self._answered(frame[2])
        elif self._emissivity is not None and frame[2] != self._emissivity:
            self._lost = True
        return True

    def _take(self, words: tuple[int, ...]) -> Reading:
        chip_c = words[770] / 100
        chip = chip_c if CHIP_RANGE_C[0] <= chip_c <= CHIP_RANGE_C[1] else None
        rows = (words[start + WIDTH - 1 : start - 1 if start else None : -1] for start in range(2, 770, WIDTH))
        self._unchecked += 1
        self._picture = ThermalPicture(WIDTH, HEIGHT, tuple(chain.from_iterable(rows)), chip)
        emissivity = None if self._emissivity is None else self._emissivity / 100
        return Reading(middle_c(self._picture, OBJECT_RANGE_C), chip, emissivity)


def _verified(frame: bytes) -> tuple[int, ...] | None:
    """The words of a frame whose sum is right: header, length, pixels, chip."""
    unsigned = struct.unpack("<772H", frame)
    if sum(unsigned[:WORDS]) & 0xFFFF != unsigned[WORDS]:
        return None
    return struct.unpack("<771h", frame[:-2])


def _command(code: int, value: int) -> bytes:
    body = bytes([0xA5, code, value])
    return body + bytes([sum(body) & 0xFF])


INFO: Final = ProtocolInfo(
    name="gy-mcu90640",
    title="GY-MCU90640 (MLX90640), 32 x 24 pixels, 5A 5A frames",
    factory=GyMcu90640,
    baud=115200,
    rate_hz=4.0,
    accuracy_c=2.0,
    resolution_c=0.01,
    range_c=OBJECT_RANGE_C,
    bauds=(460800, 9600),
    frame_bytes=FRAME_LENGTH,
    is_array=True,
    streams=True,
)
