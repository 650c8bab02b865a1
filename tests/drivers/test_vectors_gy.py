"""Bytes that sellers' pages, captures and manuals of the GY modules give, against the parsers."""

import pytest

from drivers.protocols import SensorFacts, SensorUnfit
from drivers.protocols.gy_614v3 import Gy614V3
from drivers.protocols.gy_a4 import RegisterFrames, request
from drivers.protocols.gy_mcu90640 import FRAME_LENGTH, GyMcu90640, _command
from drivers.values import Reading
from tests.drivers.transcript import set_up

MCU8833 = bytes.fromhex(
    "A40309420C861F1F20201F20202020202020202020201F2020202020202020202020202020202020202020202020202120202021"
    "2120202121212121201F202020201F20201E84"
)


def test_614v3_measurement() -> None:
    raw = bytes.fromhex("A4030707620E1A09C40E4761")
    assert Gy614V3().feed(raw) == [Reading(36.10, 25.00, 0.98, raw)]


def test_614v3_commands() -> None:
    assert request(6, 3, 1) == bytes.fromhex("A4060301AE")
    assert request(6, 1, 6) == bytes.fromhex("A4060106B1")
    assert request(6, 7, 98) == bytes.fromhex("A406076213")


@pytest.mark.parametrize(
    ("raw", "first", "data"),
    [("A4030806FEE005EF4C7346", 8, "FEE005EF4C73"), (MCU8833.hex(), 9, MCU8833[4:-1].hex())],
)
def test_register_frames_of_sister_modules(raw: str, first: int, data: str) -> None:
    (frame,) = RegisterFrames(256).feed(bytes.fromhex(raw))
    assert (frame.function, frame.first, frame.data) == (3, first, bytes.fromhex(data))


def test_a_sister_modules_frame_is_no_reading() -> None:
    assert Gy614V3().feed(MCU8833) == []


def registers_614(offset: int = 100, emissivity: int = 98) -> dict[bytes, bytes]:
    def summed(*body: int) -> bytes:
        return bytes([*body, sum(body) & 0xFF])

    return {
        request(3, 2, 6): summed(0xA4, 3, 2, 6, 3, 0, 0, 0, offset, emissivity),
        request(3, 14, 2): summed(0xA4, 3, 14, 2, 1, 7),
    }


def test_614v3_set_up_without_any_echo() -> None:
    facts = set_up(Gy614V3(), 0.98, registers_614())
    assert facts == SensorFacts("GY-614V3, chip type 1", "", "7", 0.98)


def test_614v3_with_an_offset_is_refused_and_told_how_to_lose_it() -> None:
    with pytest.raises(SensorUnfit, match=r"offset of \+1\.2 °C.*A4 06 06 64 14, then A4 06 05 55 04 to keep it"):
        set_up(Gy614V3(), 0.98, registers_614(offset=112))


def test_614v3_that_keeps_another_emissivity_is_refused() -> None:
    with pytest.raises(SensorUnfit, match=r"keeps its emissivity at 0\.950"):
        set_up(Gy614V3(), 0.98, registers_614(emissivity=95))


def test_614v3_stream_with_another_emissivity_asks_for_a_new_set_up() -> None:
    parser = Gy614V3()
    set_up(parser, 0.98, registers_614())
    assert not parser.setup_lost
    parser.feed(bytes.fromhex("A40307075F0E1A09C40E475E"))
    assert parser.setup_lost


def picture_frame(words: list[int], chip: int = 0x0E8D) -> bytes:
    body = b"".join((word & 0xFFFF).to_bytes(2, "little") for word in (0x5A5A, 0x0602, *words, chip))
    total = sum(int.from_bytes(body[at : at + 2], "little") for at in range(0, len(body), 2))
    return body + (total & 0xFFFF).to_bytes(2, "little")


def test_mcu90640_picture_is_turned_round_and_keeps_its_pixels_out_of_the_reading() -> None:
    words = list(range(3000, 3768))
    words[0], words[767] = 0x0E6E, 0x0E05
    raw = picture_frame(words)
    parser = GyMcu90640()
    (reading,) = parser.feed(raw)
    assert (len(raw), reading.ambient_c, reading.raw) == (FRAME_LENGTH, 37.25, b"")
    picture = parser.picture
    assert picture is not None
    assert (picture.hundredths[31], picture.hundredths[768 - 32]) == (3694, 3589)
    assert picture.hundredths[0] == 3031
    assert picture.hundredths[32:64] == tuple(range(3063, 3031, -1))


def test_mcu90640_emissivity_reply_begins_like_a_picture() -> None:
    parser = GyMcu90640()
    facts = set_up(parser, 0.95, {bytes.fromhex("A55501FB"): bytes.fromhex("5A5A5F13")})
    assert facts.emissivity == 0.95
    (reading,) = parser.feed(bytes.fromhex("5A5A5F13") + picture_frame([3600] * 768))
    assert (reading.object_c, reading.emissivity, parser.discarded) == (36.0, 0.95, 0)


def test_mcu90640_commands() -> None:
    parser = GyMcu90640()
    assert parser.start() == bytes.fromhex("A52503CDA53502DC")
    assert next(parser.setup(0.95)) == bytes.fromhex("A5455F49")


@pytest.mark.parametrize(
    "command",
    [
        *("A51501BB", "A51502BC", "A51503BD", "A53501DB", "A53502DC", "A5455F49", "A55501FB", "A565010B"),
        *("A52500CA", "A52501CB", "A52502CC", "A52503CD", "A52504CE"),
    ],
)
def test_mcu90640_sums_of_all_its_commands(command: str) -> None:
    wanted = bytes.fromhex(command)
    assert _command(wanted[1], wanted[2]) == wanted


@pytest.mark.parametrize("hot", [1, 4])
def test_mcu90640_hot_pixels_do_not_make_the_reading(hot: int) -> None:
    words = [3400] * 768
    for at in range(hot):
        words[10 * 32 + 14 + at % 2 + 32 * (at // 2)] = 15000
    (reading,) = GyMcu90640().feed(picture_frame(words))
    assert reading.object_c == 34.0
