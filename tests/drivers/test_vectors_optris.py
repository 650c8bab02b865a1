"""Bytes that the Optris command sheets give, against the parsers and what they send."""

import pytest

from drivers.protocols import PROTOCOLS, NoAnswer, SensorFacts, SensorUnfit
from drivers.protocols.optris import CS, CS_HS, CT, SET_EMISSIVITY, Optris, command
from drivers.protocols.optris_burst import OptrisBurst
from drivers.values import Reading
from tests.drivers.transcript import answers, set_up


@pytest.mark.parametrize(
    ("model", "word", "celsius"),
    [
        (CS, "04D3", 23.5),
        (CS_HS, "303E", 23.5),
        (CS, "0000", None),
        (CS, "FFFF", None),
        (CS, "03B8", -4.8),
        (CT, "0000", None),
    ],
)
def test_optris_reading_is_three_questions(model, word: str, celsius: float | None) -> None:
    readings = answers(Optris(model=model), ("01", word), ("02", "04F6"), ("04", "03E8"))
    assert readings == [Reading(celsius, 27.0, 1.0, bytes.fromhex(word + "04F603E8"))]


def test_optris_commands() -> None:
    assert command(SET_EMISSIVITY, 950, CS, None) == bytes.fromhex("8403B6")
    assert command(SET_EMISSIVITY, 950, CT, None) == bytes.fromhex("8403B631")
    assert command(SET_EMISSIVITY, 980, CT, None) == bytes.fromhex("8403D453")
    assert command(1, None, CT, 5) == bytes.fromhex("B501")
    assert command(SET_EMISSIVITY, 980, CT, 5) == bytes.fromhex("B58403D453")
    assert PROTOCOLS["optris-ct"].factory(5).poll() == bytes.fromhex("B501")


OPTRIS = {b"\x04": b"\x03\xd4", b"\x05": b"\x03\xe8", b"\x0e": b"\x01\x02\x03", b"\x0f": b"\x07\xdc"}


def test_optris_set_up() -> None:
    assert set_up(Optris(), 0.98, OPTRIS) == SensorFacts("Optris CS", "66051", "2012", 0.98)


def test_optris_with_a_transmission_is_refused() -> None:
    with pytest.raises(SensorUnfit, match=r"transmission of 0\.900.*send 85 03 E8;"):
        set_up(Optris(), 0.98, OPTRIS | {b"\x05": b"\x03\x84"})


def test_optris_a_stray_answer_makes_no_transmission_of_the_emissivity() -> None:
    late = {b"\x05": [OPTRIS[b"\x04"]]}
    assert set_up(Optris(), 0.98, OPTRIS, late) == SensorFacts("Optris CS", "66051", "2012", 0.98)


def test_optris_noise_in_place_of_answers_is_no_answer() -> None:
    noise = {b"\x04": [b"\x02\x11", b"\x03\x70", b"\x01\x9c"]}
    with pytest.raises(NoAnswer, match="emissivity"):
        set_up(Optris(), 0.98, {}, noise)


def test_silent_optris_does_not_answer() -> None:
    with pytest.raises(NoAnswer):
        set_up(Optris(), 0.98, {})


def test_optris_shifted_answers_are_thrown_away() -> None:
    parser = Optris()
    set_up(parser, 0.98, OPTRIS)
    assert answers(parser, ("01", "04D3"), ("02", "04F6"), ("04", "D403")) == []
    assert parser.bad_frames == 1
    parser.poll()
    assert parser.feed(b"\x04\xd3\x99") == []
    assert parser.outgoing() == b""
    assert parser.bad_frames == 2
    assert len(answers(parser, ("01", "04D3"), ("02", "04F6"), ("04", "03D4"))) == 1
    assert not parser.setup_lost


def test_optris_with_twice_another_emissivity_has_lost_its_set_up() -> None:
    parser = Optris()
    set_up(parser, 0.98, OPTRIS)
    for lost in (False, True):
        assert answers(parser, ("01", "04D3"), ("02", "04F6"), ("04", "03B6")) == []
        assert parser.setup_lost is lost


def test_optris_burst() -> None:
    frame = bytes.fromhex("AAAA03B8")
    parser = OptrisBurst()
    assert parser.feed(frame * 3) == []
    assert parser.feed(frame) == [Reading(-4.8, None, raw=frame)]
    assert parser.feed(b"\xaa\xaa\x05\x52\xaa\xaa")[-1].object_c == 36.2


def test_optris_burst_with_a_lost_byte_finds_itself_again() -> None:
    frames = [b"\xaa\xaa" + (1360 + turn).to_bytes(2, "big") for turn in range(12)]
    parser = OptrisBurst()
    readings = parser.feed(b"".join([*frames[:5], frames[5][:3], *frames[6:]]))
    assert {reading.object_c for reading in readings} <= {36.0 + turn / 10 for turn in range(12)}
    assert readings[-1].object_c == pytest.approx(37.0)
    assert parser.bad_frames == 1


@pytest.mark.parametrize("late", [0, 1, 2, 3])
def test_optris_burst_of_a_value_that_ends_like_a_header_is_entered_anywhere(late: int) -> None:
    """45.0 °C is 05 AA: entered late, its burst shows a header in the wrong place over and over."""
    stream = bytes.fromhex("AAAA05AA") * 8
    assert {reading.object_c for reading in OptrisBurst().feed(stream[late:])} == {45.0}
