"""GY-MCU90614 and GY-MCU90615: an MLX90614 behind a small microcontroller, `5A 5A` frames.

Source: the seller's manual of the module (command list and frame), and drivers seen in the field for the tenth byte.
Link: 9600 8N1 (GY-MCU90615: 115200), TTL level. Streams by itself after power-up, 10 to 14 frames a second.

Frame from the module, big endian:

    byte  value     meaning
    0-1   5A 5A     header
    2     45        type: temperature
    3     04        payload length
    4-5   hi lo     object temperature, signed 16 bit, 0.01 °C
    6-7   hi lo     temperature of the sensor's can (not the air), signed 16 bit, 0.01 °C
    8     sum       low 8 bits of the sum of bytes 0 to 7
    (9)   any       newer firmware only: module id (seen: 14), outside the sum; ignored

Commands to the module, `A5 cmd sum8`:

    A5 45 EA  stream              A5 15 BA  one frame
    A5 AE 53  9600 baud           A5 AF 54  115200 baud, both after the next power-up
    A5 51 F6  stream at power-up  A5 52 F7  do not stream at power-up

The firmware has no emissivity command. FF FF means that the MLX90614 did not answer its microcontroller (libraries
that scale it read 1037.55 °C). Values that no MLX90614 can report are treated alike: there is no value.
"""

import struct
from typing import Final

from drivers.protocols.base import Listener, ProtocolInfo
from drivers.values import Reading

HEADER: Final = b"\x5a\x5a\x45\x04"
FRAME_LENGTH: Final = 9
STREAM: Final = b"\xa5\x45\xea"
NO_ANSWER: Final = b"\xff\xff"
OBJECT_RANGE_C: Final = (-70.0, 382.2)
CAN_RANGE_C: Final = (-40.0, 125.0)


class GyMcu90614(Listener):
    """Parser of the stream, 9 and 10 byte firmware alike. Holds at most eight bytes between two calls."""

    def __init__(self) -> None:
        super().__init__()
        self._after_frame = False

    def start(self) -> bytes:
        """Ask for the stream: a module whose power-up stream is switched off would stay silent."""
        return STREAM

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes, return the readings they complete. A bad sum drops one byte, so that a frame behind is found."""
        stream = self._buffer + data
        readings: list[Reading] = []
        at = 0
        while (at := self._next_header(stream, at)) + FRAME_LENGTH <= len(stream):
            frame = stream[at : at + FRAME_LENGTH]
            if sum(frame[:-1]) & 0xFF == frame[-1]:
                readings.append(_decode(frame))
                self._after_frame = True
                at += FRAME_LENGTH
            else:
                self.bad_frames += 1
                self._drop(1)
                at += 1
        self._buffer = stream[at:]
        return readings

    def _next_header(self, stream: bytes, at: int) -> int:
        """Where the next header starts, or may start once more bytes arrive."""
        found = stream.find(HEADER, at)
        if found < 0:
            found = len(stream) - _header_begun(stream[at:][-len(HEADER) :])
        self._drop(found - at)
        return found

    def _drop(self, count: int) -> None:
        """Count lost bytes, except the one byte that newer firmware sends behind a frame."""
        if count and self._after_frame:
            self._after_frame = False
            count -= 1
        self.discarded += count


def _header_begun(tail: bytes) -> int:
    """How many of the last bytes could be the beginning of a header."""
    return next((length for length in range(len(HEADER) - 1, 0, -1) if tail.endswith(HEADER[:length])), 0)


def _decode(frame: bytes) -> Reading:
    return Reading(
        object_c=_celsius(frame[4:6], OBJECT_RANGE_C),
        ambient_c=_celsius(frame[6:8], CAN_RANGE_C),
        raw=frame,
    )


def _celsius(word: bytes, limits: tuple[float, float]) -> float | None:
    value = struct.unpack(">h", word)[0] / 100
    return None if word == NO_ANSWER or not limits[0] <= value <= limits[1] else value


INFO: Final = ProtocolInfo(
    name="gy-mcu90614",
    title="GY-MCU90614 / GY-MCU90615 (MLX90614), 5A 5A frames",
    factory=GyMcu90614,
    baud=9600,
    rate_hz=10.0,
    accuracy_c=0.5,
    resolution_c=0.01,
    range_c=OBJECT_RANGE_C,
    bauds=(115200,),
    streams=True,
)
