"""The GY-MCU90614 parser against documented bytes, every cut of the stream, and garbage."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.protocols import PROTOCOLS
from drivers.protocols.gy_mcu90614 import FRAME_LENGTH, HEADER, GyMcu90614
from drivers.values import Reading

DOCUMENTED = bytes.fromhex("5A5A45040C780D19A7")


def frame(object_c: float, can_c: float = 25.0) -> bytes:
    body = HEADER + struct.pack(">hh", round(object_c * 100), round(can_c * 100))
    return body + bytes([sum(body) & 0xFF])


def raw_frame(object_word: bytes, can_word: bytes) -> bytes:
    body = HEADER + object_word + can_word
    return body + bytes([sum(body) & 0xFF])


frames = st.builds(frame, st.floats(-70, 327), st.floats(-40, 125))
chunks = st.lists(st.integers(1, 12), min_size=1, max_size=40)


def feed_in_chunks(parser: GyMcu90614, stream: bytes, sizes: list[int]) -> list[Reading]:
    readings: list[Reading] = []
    turn = 0
    while stream:
        size = sizes[turn % len(sizes)]
        readings += parser.feed(stream[:size])
        stream, turn = stream[size:], turn + 1
    return readings


def test_documented_vector() -> None:
    assert GyMcu90614().feed(DOCUMENTED) == [Reading(31.92, 33.53, raw=DOCUMENTED)]


def test_registered_with_the_makers_figures() -> None:
    info = PROTOCOLS["gy-mcu90614"]
    assert (info.baud, info.rate_hz, info.accuracy_c, info.resolution_c) == (9600, 10.0, 0.5, 0.01)
    assert info.factory().start() == bytes.fromhex("A545EA")
    assert info.factory().poll() == b""


@pytest.mark.parametrize("module_id", [0x14, 0x00, 0x45, 0x5A, 0xFF])
def test_ten_byte_firmware_loses_nothing(module_id: int) -> None:
    parser = GyMcu90614()
    stream = (frame(34.61) + bytes([module_id])) * 50
    assert [reading.object_c for reading in parser.feed(stream)] == [34.61] * 50
    assert (parser.bad_frames, parser.discarded) == (0, 0)


@pytest.mark.parametrize(
    ("word", "celsius"),
    [
        ("FFFF", None),
        ("FFFE", -0.02),
        ("E4A8", -70.0),
        ("E4A7", None),
        ("7FFF", 327.67),
        ("8000", None),
        ("954B", None),  # 1037.55 °C, cut to 16 bits
        ("0000", 0.0),
    ],
)
def test_object_word(word: str, celsius: float | None) -> None:
    (reading,) = GyMcu90614().feed(raw_frame(bytes.fromhex(word), bytes.fromhex("09C4")))
    assert (reading.object_c, reading.ambient_c) == (celsius, 25.0)


@pytest.mark.parametrize(("word", "celsius"), [("FFFF", None), ("30D4", 125.0), ("30D5", None), ("F060", -40.0)])
def test_can_word(word: str, celsius: float | None) -> None:
    (reading,) = GyMcu90614().feed(raw_frame(bytes.fromhex("0D84"), bytes.fromhex(word)))
    assert (reading.object_c, reading.ambient_c) == (34.6, celsius)


def test_bad_sum_is_counted_and_the_next_frame_read() -> None:
    parser = GyMcu90614()
    bad = DOCUMENTED[:-1] + b"\x00"
    assert len(parser.feed(bad + DOCUMENTED)) == 1
    assert (parser.bad_frames, parser.discarded) == (1, FRAME_LENGTH)


def test_a_cut_frame_does_not_take_the_next_with_it() -> None:
    parser = GyMcu90614()
    assert len(parser.feed(DOCUMENTED[:6] + DOCUMENTED)) == 1
    assert (parser.bad_frames, parser.discarded) == (1, 6)


def test_header_inside_the_payload() -> None:
    tricky = raw_frame(b"\x5a\x5a", b"\x45\x04")
    parser = GyMcu90614()
    readings = parser.feed(tricky * 20)
    assert [reading.raw for reading in readings] == [tricky] * 20


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(frames, st.binary(max_size=20)), max_size=12), chunks)
def test_any_chunking_gives_the_same(parts: list[bytes], sizes: list[int]) -> None:
    stream = b"".join(parts)
    whole, cut = GyMcu90614(), GyMcu90614()
    assert feed_in_chunks(cut, stream, sizes) == whole.feed(stream)
    assert (cut.bad_frames, cut.discarded) == (whole.bad_frames, whole.discarded)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), frames)
def test_after_garbage_a_good_frame_is_read(garbage: bytes, good: bytes) -> None:
    parser = GyMcu90614()
    parser.feed(garbage)
    assert len(parser._buffer) < FRAME_LENGTH
    readings = parser.feed(good * 2)
    assert readings[-1].raw == good


def test_every_value_of_the_stair_comes_back_unbent() -> None:
    stair = [35 + step * 0.25 for step in range(21)]
    assert [GyMcu90614().feed(frame(value))[0].object_c for value in stair] == stair
