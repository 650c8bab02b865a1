"""Relay boards: the bytes of their manuals, and answers among noise."""

import pytest
from pymodbus.framer.rtu import FramerRTU

from drivers.protocols.modbus_rtu import crc16 as other_crc16
from drivers.relay_frames import READ_COILS, READ_INPUTS, bits, crc16, echoed, lcus, read_bits, switch_coil


@pytest.mark.parametrize(
    ("made", "manual"),
    [
        (lcus(1, True), "A0 01 01 A2"),
        (lcus(1, False), "A0 01 00 A1"),
        (lcus(4, True), "A0 04 01 A5"),
        (switch_coil(0xFF, 1, True), "FF 05 00 00 FF 00 99 E4"),
        (switch_coil(0xFF, 1, False), "FF 05 00 00 00 00 D8 14"),
        (read_bits(0xFF, READ_COILS), "FF 01 00 00 00 08 28 12"),
        (read_bits(0xFF, READ_INPUTS), "FF 02 00 00 00 08 6C 12"),
    ],
)
def test_the_bytes_are_those_of_the_manuals(made: bytes, manual: str) -> None:
    assert made == bytes.fromhex(manual)


def test_answers_are_found_behind_noise_and_never_invented() -> None:
    request = read_bits(0xFF, READ_COILS)
    assert bits(bytes.fromhex("00 FF 01 01 FF 01 01 01 A1 A0"), request) == 1
    assert bits(bytes.fromhex("FF 01 01 01 A1"), request) is None
    assert bits(bytes.fromhex("FF 01 01 03 A1 A0"), request) is None
    with pytest.raises(ValueError, match="refuses function 1"):
        bits(bytes.fromhex("FF 81 02") + crc16(bytes.fromhex("FF 81 02")), request)
    on = switch_coil(1, 9, True)
    assert echoed(on[:-1], on) is None
    assert echoed(b"\0" + on, on) is True
    assert echoed(bytes.fromhex("01 85 02") + crc16(bytes.fromhex("01 85 02")), on) is False


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256)), bytes.fromhex("FF0500FF00")])
def test_the_guards_own_checksum_is_everybodys(data: bytes) -> None:
    assert crc16(data) == other_crc16(data) == FramerRTU.compute_CRC(data).to_bytes(2, "big")
