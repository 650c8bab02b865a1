"""The register frames of the GY modules with `A4` firmware, cut out of a stream. Both ways alike:

    byte   value   meaning
    0      ID      device address, even, 02 to FE; as sold A4
    1      func    03 read, 06 write one register
    2      reg     first register
    3      count   read: how many registers; write: the value
    4..    data    only in the answer to a read: one byte a register
    last   sum     low 8 bits of the sum of all bytes before

A module that streams sends answers to reads that nobody asked for. A write may be answered by its own echo.
Source: the sellers' register tables; captures of a GY-25T and of a GY-MCU8833.
"""

from dataclasses import dataclass
from typing import Final

READ: Final = 0x03
WRITE: Final = 0x06
WRITE_LENGTH: Final = 5
DEFAULT_ID: Final = 0xA4


@dataclass(frozen=True, slots=True)
class RegisterFrame:
    """Registers from `first` on, as the module sent them; an echo of a write holds one."""

    function: int
    first: int
    data: bytes
    raw: bytes

    def covers(self, first: int, count: int) -> bool:
        return self.first <= first and first + count <= self.first + len(self.data)

    def part(self, first: int, count: int) -> bytes:
        """Registers out of a frame that covers them."""
        return self.data[first - self.first :][:count]


def request(function: int, register: int, value: int, address: int = DEFAULT_ID) -> bytes:
    """A frame from the host: to read `value` registers, or to write `value` into one."""
    body = bytes([address, function, register, value])
    return body + bytes([sum(body) & 0xFF])


def frame_length(stream: bytes, at: int, registers: int) -> int:
    """Length of the frame that begins here, 0 when none can, -1 when more bytes must come to tell.

    `registers` is how many the module has: a frame that reaches beyond is none.
    """
    head = stream[at + 1 : at + 4]
    if head[:1] not in (b"", b"\x03", b"\x06") or (len(head) > 1 and head[1] >= registers):
        return 0
    if len(head) < 3:
        return -1
    if head[0] == WRITE:
        return WRITE_LENGTH
    fits = head[2] > 0 and head[1] + head[2] <= registers
    return WRITE_LENGTH + head[2] if fits else 0


class RegisterFrames:
    """Cuts frames out of bytes. Holds at most one frame begun."""

    def __init__(self, registers: int, address: int = DEFAULT_ID) -> None:
        self._registers = registers
        self._mark = bytes([address])
        self._buffer = b""
        self.bad_frames = 0
        self.discarded = 0

    def feed(self, data: bytes) -> list[RegisterFrame]:
        """Take bytes, return the frames they complete. A bad sum drops one byte, so that a frame behind is found."""
        stream = self._buffer + data
        frames: list[RegisterFrame] = []
        at = 0
        while True:
            found = stream.find(self._mark, at)
            found = len(stream) if found < 0 else found
            self.discarded += found - at
            at = found
            length = frame_length(stream, at, self._registers) if at < len(stream) else -1
            if length == 0:
                self.discarded += 1
                at += 1
            elif length < 0 or at + length > len(stream):
                break
            elif sum((raw := stream[at : at + length])[:-1]) & 0xFF == raw[-1]:
                frames.append(_decode(raw))
                at += length
            else:
                self.bad_frames += 1
                self.discarded += 1
                at += 1
        self._buffer = stream[at:]
        return frames


def _decode(raw: bytes) -> RegisterFrame:
    data = raw[3:4] if raw[1] == WRITE else raw[4:-1]
    return RegisterFrame(raw[1], raw[2], data, raw)
