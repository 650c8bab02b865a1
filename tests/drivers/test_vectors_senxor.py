"""Messages out of the maker's own tests, against the SenXor parser and what it sends."""

import pytest

from drivers.protocols import SensorFacts, SensorUnfit
from drivers.protocols.senxor import SenXor, message
from tests.drivers.transcript import set_up


def told(command: bytes, contents: bytes = b"") -> bytes:
    body = b"%04X" % (len(command) + len(contents) + 4) + command + contents
    return b"   #" + body + b"%04X" % (sum(body) & 0xFFFF)


def sensor(**changed: int) -> dict[bytes, bytes]:
    """Replies of a camera whose registers (named r31, rCA ...) hold these values."""
    values = {"r31": 0, "rB1": 0, "rB2": 0x42, "rB3": 18, "rCA": 98, "rCB": 0, "rCD": 0, "rE3": 0, "rE4": 1, "rE5": 2}
    values |= changed
    reads = {message(b"RREG", name[1:].encode()): told(b"RREG", b"%02X" % value) for name, value in values.items()}
    writes = {
        message(b"WREG", b"%02X%02X" % pair): told(b"WREG") for pair in ((0x31, 0), (0xB1, 2), (0xCA, 98), (0xCA, 95))
    }
    return reads | writes


def picture(words: list[int], chip_k: float = 300.15) -> bytes:
    header = [1, 33000, round(chip_k * 100), *[0] * 77]
    return told(b"GFRA", b"".join(word.to_bytes(2, "little") for word in [0] * 80 + header + words))


def test_the_makers_messages() -> None:
    assert message(b"RREG", b"B2") == b"   #000ARREGB2XXXX"
    assert message(b"WREG", b"B202") == b"   #000CWREGB202XXXX"
    assert message(b"RRSE", b"B1B2B3FF") == b"   #0010RRSEB1B2B3FFXXXX"
    assert message(b"WREG", b"CA62") == b"   #000CWREGCA62XXXX"
    assert told(b"RREG", b"01") == b"   #000ARREG010262"
    assert told(b"WREG") == b"   #0008WREG01FD"


def test_set_up() -> None:
    assert set_up(SenXor(), 0.98, sensor()) == SensorFacts("SenXor", "258", "4.2.18", 0.98)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rCB": 249}, r"an offset of -0\.7 °C"),
        ({"rCB": 8}, r"an offset of \+0\.8 °C"),
        ({"rCD": 1}, r"a factor of 1\.01"),
        ({"rCA": 95}, r"keeps its emissivity at 0\.950"),
    ],
)
def test_a_camera_that_bends_is_refused(changed: dict[str, int], words: str) -> None:
    with pytest.raises(SensorUnfit, match=words):
        set_up(SenXor(), 0.98, sensor(**changed))


def test_a_picture_of_the_makers_length() -> None:
    words = [3000] * (80 * 62)
    words[0], words[-1] = 3111, 2999
    raw = picture(words)
    assert len(raw) == 10256
    parser = SenXor()
    (reading,) = parser.feed(b"  # " + raw)
    assert (reading.object_c, reading.ambient_c, reading.raw) == (26.85, 27.0, b"")
    shown = parser.picture
    assert shown is not None
    assert (shown.width, shown.height, shown.hundredths[0], shown.hundredths[-1]) == (80, 62, 3795, 2675)


def test_a_changed_emissivity_is_noticed() -> None:
    parser = SenXor()
    set_up(parser, 0.98, sensor())
    for _ in range(20):
        assert parser.outgoing() == b""
        parser.feed(picture([3000] * (80 * 62)))
    assert parser.outgoing() == message(b"RREG", b"CA")
    parser.feed(told(b"RREG", b"5F"))
    assert parser.setup_lost
