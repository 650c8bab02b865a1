"""Lines that the Raytek manuals give, against the parsers and what they send."""

import pytest

from drivers.protocols import NoAnswer, SensorFacts, SensorUnfit
from drivers.protocols.raytek import Raytek
from drivers.protocols.raytek_burst import RaytekBurst
from drivers.values import Reading
from tests.drivers.transcript import answers, set_up


def test_raytek_reading_is_two_lines() -> None:
    readings = answers(Raytek(), (b"?T\r", b"!T020.0\r\n"), (b"?I\r", b"!I027.1\r\n"))
    assert readings == [Reading(20.0, 27.1, None, b"!T020.0\r\n!I027.1")]


@pytest.mark.parametrize(
    ("address", "asked", "line", "value"),
    [
        (None, b"?E\r", b"!E0.975\r\n", "0.975"),
        (1, b"001?E\r", b"001!E0.95\r\n", "0.95"),
        (17, b"017?E\r", b"017E0.950\r\n", "0.950"),
        (None, b"?XH\r", b"!XH0600.0\r\n", "0600.0"),
        (None, b"?XB\r", b"!XB-040.0\r\n", "-040.0"),
        (None, b"?XU\r", b"XUMILT\r\n", "MILT"),
        (None, b"?E\r", b"!E0.975\r\n".lower(), None),
        (1, b"001?E\r", b"002!E0.95\r\n", None),
        (None, b"?E\r", b"*Syntax error\r\n", None),
        (None, b"?E\r", b"*Syntax Error\r\n", None),
    ],
)
def test_raytek_answers(address: int | None, asked: bytes, line: bytes, value: str | None) -> None:
    parser = Raytek(address)
    name = asked.decode().strip().split("?")[1]
    question = parser._ask(parser._question(name), name)
    assert next(question) == asked
    parser.feed(line)
    assert parser._answer == value
    assert bool(parser.refused) == line.startswith(b"*")


def test_raytek_answer_of_a_head_with_a_number() -> None:
    """MI3 with several heads: `2E=0.975` is answered `!2E0.975`, which is no answer to a question about head 1."""
    parser = Raytek()
    question = parser._ask(parser._line("2E=0.975"), "2E")
    assert next(question) == b"2E=0.975\r"
    parser.feed(b"!2E0.975\r\n")
    assert parser._answer == "0.975"
    next(parser._ask(parser._question("E"), "E"))
    parser.feed(b"!2E0.975\r\n")
    assert parser.awaiting


def test_raytek_restart_is_noticed_anywhere() -> None:
    parser = Raytek()
    parser.poll()
    parser.feed(b"!T020.0\r\n#XI\r\n")
    assert parser.setup_lost


RAYTEK = {
    b"V=P\r": b"!VP\r\n",
    b"?U\r": b"!UC\r\n",
    b"E#0.980\r": b"!E0.980\r\n",
    b"?E\r": b"!E0.980\r\n",
    b"?XU\r": b"XUMILT\r\n",
    b"?XV\r": b"!XV0A0027\r\n",
    b"?XR\r": b"!XR2.08\r\n",
    b"?DG\r": b"!DG1.0000\r\n",
    b"?DO\r": b"!DO0000.0\r\n",
    b"?XG\r": b"*Syntax Error\r\n",
    b"?P\r": b"!P000.0\r\n",
    b"?F\r": b"!F000.0\r\n",
    b"?G\r": b"!G000.0\r\n",
    b"?AA\r": b"!AA000.0\r\n",
    b"?AC\r": b"*Syntax Error\r\n",
}


def test_raytek_set_up_sets_without_eeprom() -> None:
    assert set_up(Raytek(), 0.98, RAYTEK) == SensorFacts("Raytek MILT", "0A0027", "2.08", 0.98)


@pytest.mark.parametrize(
    ("asked", "told", "words"),
    [
        (b"?DG\r", b"!DG1.0200\r\n", r"a gain of 1\.0200 \(DG\).*send the line DG=1\.0000"),
        (b"?DO\r", b"!DO-001.5\r\n", r"an offset of -001\.5 \(DO\).*DO=0\.0"),
        (b"?XG\r", b"!XG0.900\r\n", "a transmission"),
        (b"?P\r", b"!P002.0\r\n", "a peak hold"),
        (b"?G\r", b"!G010.0\r\n", r"an averaging time of 010\.0 \(G\).*send the line G=000\.0"),
        (b"?AC\r", b"!AC1\r\n", "a background compensation"),
    ],
)
def test_raytek_that_bends_is_refused(asked: bytes, told: bytes, words: str) -> None:
    with pytest.raises(SensorUnfit, match=words):
        set_up(Raytek(), 0.98, RAYTEK | {asked: told})


@pytest.mark.parametrize(
    ("line", "object_c", "sensor_c", "emissivity"),
    [
        ("C T0036.5 I0027.1 E0.950", 36.5, 27.1, 0.95),
        ("UC T036.5 I027.1 E0.95", 36.5, 27.1, 0.95),
        ("CT36.5I27.1", 36.5, 27.1, None),
        ("C T>>>>>> I0027.1 E0.950", None, 27.1, 0.95),
    ],
)
def test_raytek_burst(line: str, object_c: float | None, sensor_c: float, emissivity: float | None) -> None:
    (reading,) = RaytekBurst().feed(line.encode() + b"\r\n")
    assert (reading.object_c, reading.ambient_c, reading.emissivity) == (object_c, sensor_c, emissivity)


@pytest.mark.parametrize("line", ["F T0097.5 I0080.1 E0.950", "C T0036.5", "C T00", "0036.5 I0027.1 E0.950"])
def test_raytek_burst_takes_no_half_lines(line: str) -> None:
    assert RaytekBurst().feed(line.encode() + b"\r\n") == []


@pytest.mark.parametrize("damaged", [b"!DG1,0000\r\n", b"!DG1.1000\r\n"])
def test_raytek_one_damaged_answer_is_no_gain(damaged: bytes) -> None:
    assert set_up(Raytek(), 0.98, RAYTEK, {b"?DG\r": [damaged]}).emissivity == 0.98


@pytest.mark.parametrize(
    ("question", "told", "words"),
    [(b"?DG\r", b"!DG1,0000\r\n", "setting DG"), (b"?E\r", b"!E0,980\r\n", "emissivity")],
)
def test_raytek_what_is_no_number_is_no_setting(question: bytes, told: bytes, words: str) -> None:
    with pytest.raises(NoAnswer, match=words):
        set_up(Raytek(), 0.98, RAYTEK | {question: told})


def test_raytek_is_brought_to_celsius_or_refused() -> None:
    fahrenheit = {b"?U\r": [b"!UF\r\n"]}
    assert set_up(Raytek(), 0.98, RAYTEK | {b"U=C\r": b"!UC\r\n"}, fahrenheit).emissivity == 0.98
    with pytest.raises(SensorUnfit, match="keeps its unit at F"):
        set_up(Raytek(), 0.98, RAYTEK | {b"?U\r": b"!UF\r\n", b"U=C\r": b"*Syntax Error\r\n"})


def test_raytek_silence_about_a_gain_is_no_answer() -> None:
    with pytest.raises(NoAnswer, match="setting DG"):
        set_up(Raytek(), 0.98, RAYTEK | {b"?DG\r": b""})


def test_raytek_is_asked_for_its_emissivity_after_a_missed_answer() -> None:
    parser = Raytek()
    set_up(parser, 0.98, RAYTEK)
    assert parser.poll() == b"?T\r"
    assert parser.poll() == b"?E\r"
    parser.feed(b"!E0.950\r\n")
    assert parser.outgoing() == b""
    assert parser.setup_lost


@pytest.mark.parametrize("size", [1, 7, 300])
@pytest.mark.parametrize("tail", [b"#XI\r\n", b"*Syntax Error\r\n", b"!T036.5\r\n"])
def test_raytek_the_end_of_a_line_too_long_says_nothing_however_it_is_cut(tail: bytes, size: int) -> None:
    parser = Raytek()
    parser.poll()
    data = b"x" * 120 + tail
    for at in range(0, len(data), size):
        parser.feed(data[at : at + size])
    assert (parser.setup_lost, parser.refused, parser.outgoing(), parser.bad_frames) == (False, "", b"", 1)
    assert parser.discarded == len(data) - 2
    parser.feed(b"!T036.5\r\n")
    assert parser.outgoing() == b"?I\r"
