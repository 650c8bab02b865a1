"""Modbus RTU framing for a client that knows what it asked: request bytes, and the one answer that fits.

Source: Modbus over Serial Line 1.02, Modbus Application Protocol 1.1b3.

    read     addr 03|04 reg reg count count crc crc    ->  addr 03|04 2*count data.. crc crc
    write    addr 06 reg reg value value crc crc       ->  the same bytes
    refusal                                            ->  addr 83|84|86 code crc crc
    crc      CRC-16, polynomial A001 reflected, start FFFF, low byte first

The length of the answer is known from the question, so no silence on the line is needed to find its end, and it is
found behind noise and behind the echo of an adapter.
"""

import struct
from dataclasses import dataclass
from typing import Final

READ_HOLDING, READ_INPUT, WRITE_SINGLE = 0x03, 0x04, 0x06
REFUSAL: Final = 0x80
REFUSAL_LENGTH: Final = 5
ANY_ADDRESS: Final = 255
EXCEPTIONS: Final = {
    1: "illegal function",
    2: "illegal data address",
    3: "illegal data value",
    4: "device failure",
    5: "acknowledge",
    6: "device busy",
    8: "memory parity error",
}


def _table() -> tuple[int, ...]:
    entries = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
        entries.append(value)
    return tuple(entries)


CRC_TABLE: Final = _table()


def crc16(data: bytes) -> bytes:
    """The two bytes that end a frame."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return struct.pack("<H", crc)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `value` is how many registers to read, or what to write into the one register."""

    address: int
    function: int
    register: int
    value: int

    def frame(self) -> bytes:
        """The request as it goes over the line."""
        body = struct.pack(">BBHH", self.address, self.function, self.register, self.value)
        return body + crc16(body)

    @property
    def answer_length(self) -> int:
        return 8 if self.function == WRITE_SINGLE else 5 + 2 * self.value


@dataclass(frozen=True, slots=True)
class Found:
    """What the buffer holds: the answer or refusal, and how much of the buffer is used up."""

    used: int
    skipped: int = 0
    """Bytes before the answer that belong to nothing."""
    bad_sums: int = 0
    raw: bytes = b""
    refusal: int | None = None

    @property
    def data(self) -> bytes:
        """The registers of an answer to a read."""
        return self.raw[3:-2]


def find_answer(buffer: bytes, asked: Asked) -> Found:
    """Look for the answer to `asked`. Without one, `used` bytes can never begin it."""
    at = bad_sums = 0
    while at < len(buffer):
        length = _length_here(buffer, at, asked)
        if length < 0 or (length and at + length > len(buffer)):
            break
        raw = buffer[at : at + length]
        if length and crc16(raw[:-2]) == raw[-2:]:
            refusal = raw[2] if raw[1] & REFUSAL else None
            return Found(at + length, at, bad_sums, raw, refusal)
        bad_sums += 1 if length else 0
        at += 1
    return Found(at, at, bad_sums)


def _length_here(buffer: bytes, at: int, asked: Asked) -> int:
    """Length of the answer that may begin here; 0: none begins here; -1: more bytes must come to tell."""
    address = buffer[at]
    if address != asked.address and not (asked.address == ANY_ADDRESS and 0 < address < 248):
        return 0
    head = buffer[at + 1 : at + 3]
    if not head:
        return -1
    if head[0] == asked.function | REFUSAL:
        return REFUSAL_LENGTH
    if head[0] != asked.function:
        return 0
    if asked.function == WRITE_SINGLE:
        expected = struct.pack(">HH", asked.register, asked.value)
        seen = buffer[at + 2 : at + 6]
        return asked.answer_length if expected.startswith(seen) else 0
    if len(head) < 2:
        return -1
    return asked.answer_length if head[1] == 2 * asked.value else 0
