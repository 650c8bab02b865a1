"""What relay boards speak, as bytes: no port, no clock. Standard library only, because the door guard loads it.

LCUS: USB modules with a CH340 (LCUS-1, -2, -4 and their copies), 9600 8N1. Four bytes: A0, channel (1..), state (1 on,
0 off), and the low 8 bits of the sum of the three. Nothing is answered.

    A0 01 01 A2   channel 1 on            A0 01 00 A1   channel 1 off

Modbus RTU: boards with 1 to 8 relays on RS485 or USB, 9600 8N1, address 1 (255 answers on many boards whatever is set).
Relay n is coil n - 1; its digital inputs, where it has any, are discrete inputs. Source: Modbus Application Protocol
1.1b3, functions 05, 01 and 02.

    FF 05 00 00 FF 00 99 E4   relay 1 on, answered by the same bytes     FF 05 00 00 00 00 D8 14   off
    FF 01 00 00 00 08 28 12   which relays are on                        FF 01 01 01 A1 A0   the first
    FF 02 00 00 00 08 6C 12   which inputs are closed                    FF 02 01 01 51 A0   the first
"""

import struct
from typing import Final

WRITE_COIL, READ_COILS, READ_INPUTS = 0x05, 0x01, 0x02
CHANNELS: Final = 8
_REFUSAL: Final = 0x80


def lcus(channel: int, on: bool) -> bytes:
    """Return the bytes that switch a channel (from 1) of an LCUS module."""
    body = bytes((0xA0, channel, on))
    return body + bytes((sum(body) & 0xFF,))


def crc16(data: bytes) -> bytes:
    """Return the two bytes that end a Modbus frame: polynomial A001 reflected, start FFFF, low byte first.

    Written out here although drivers.protocols has it: the guard must not depend on the thermometers' code.
    """
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return struct.pack("<H", crc)


def switch_coil(address: int, channel: int, on: bool) -> bytes:
    """Return the request that switches a relay (from 1); the answer is the same bytes."""
    return _framed(address, WRITE_COIL, channel - 1, 0xFF00 if on else 0)


def read_bits(address: int, function: int) -> bytes:
    """Return the request for the first 8 coils (READ_COILS) or inputs (READ_INPUTS)."""
    return _framed(address, function, 0, CHANNELS)


def echoed(heard: bytes, request: bytes) -> bool | None:
    """Say whether a switch request was obeyed; None: not answered yet; False: refused."""
    if request in heard:
        return True
    return False if _refused(heard, request) else None


def bits(heard: bytes, request: bytes) -> int | None:
    """Return the bits that answer `read_bits`, lowest first; None: not answered yet. Raises ValueError when refused."""
    address, function = request[:2]
    head = bytes((address, function, 1))
    at = heard.find(head)
    while at >= 0:
        answer = heard[at : at + 6]
        if len(answer) == 6 and crc16(answer[:4]) == answer[4:]:
            return answer[3]
        at = heard.find(head, at + 1)
    if _refused(heard, request):
        raise ValueError(f"the board refuses function {function}")
    return None


def _framed(address: int, function: int, first: int, value: int) -> bytes:
    body = struct.pack(">BBHH", address, function, first, value)
    return body + crc16(body)


def _refused(heard: bytes, request: bytes) -> bool:
    head = bytes((request[0], request[1] | _REFUSAL))
    at = heard.find(head)
    return at >= 0 and len(heard) >= at + 5 and crc16(heard[at : at + 3]) == heard[at + 3 : at + 5]
