"""Bytes that makers' manuals, captures and other programs give, against the parsers and against what they send."""

import pytest

from drivers.protocols import PROTOCOLS, NoAnswer, SensorFacts, SensorUnfit, WireProtocol
from drivers.protocols.calex import PYROMINIBUS, Calex
from drivers.protocols.gy_614v3 import Gy614V3
from drivers.protocols.gy_a4 import RegisterFrames, request
from drivers.protocols.gy_mcu90640 import FRAME_LENGTH, GyMcu90640
from drivers.protocols.modbus_rtu import READ_HOLDING, READ_INPUT, WRITE_SINGLE, Asked, crc16, find_answer
from drivers.protocols.optris import CS, CS_HS, CT, SET_EMISSIVITY, Optris, command
from drivers.protocols.optris_burst import OptrisBurst
from drivers.protocols.raytek import Raytek
from drivers.protocols.raytek_burst import RaytekBurst
from drivers.values import Reading

MCU8833 = bytes.fromhex(
    "A40309420C861F1F20201F20202020202020202020201F2020202020202020202020202020202020202020202020202120202021"
    "2120202121212121201F202020201F20201E84"
)


def answers(parser: WireProtocol, *expected: tuple[str | bytes, str | bytes]) -> list[Reading]:
    """Poll once, as a transcript: what goes out, what comes back; nothing may be left over."""
    readings: list[Reading] = []
    question = parser.poll()
    for sent, answered in expected:
        assert question == (bytes.fromhex(sent) if isinstance(sent, str) else sent)
        readings += parser.feed(bytes.fromhex(answered) if isinstance(answered, str) else answered)
        question = parser.outgoing()
    assert question == b""
    return readings


def set_up(parser: WireProtocol, emissivity: float | None, replies: dict[bytes, bytes]) -> SensorFacts:
    """Have the set-up conversation with a sensor that knows these replies, and is silent otherwise."""
    conversation = parser.setup(emissivity)
    try:
        while True:
            parser.feed(replies.get(next(conversation), b""))
    except StopIteration as end:
        return end.value


# GY modules with register firmware


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


# Optris


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


# Raytek


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


# Calex


@pytest.mark.parametrize(
    ("function", "register", "value", "sent", "answered", "words"),
    [
        (READ_INPUT, 0x0E, 1, "0104000E00015009", "010402016E394C", [366]),
        (READ_INPUT, 0x10, 1, "010400100001300F", "01040200FBF8B3", [251]),
        (READ_HOLDING, 0x07, 1, "01030007000135CB", "0103022648A212", [9800]),
        (READ_INPUT, 0x02, 2, "010400020002D00B", "0104040001E240E314", [1, 57920]),
        (WRITE_SINGLE, 0x17, 9500, "01060017251C2297", "01060017251C2297", None),
    ],
)
def test_modbus_vectors(function, register, value, sent: str, answered: str, words: list[int] | None) -> None:
    asked = Asked(1, function, register, value)
    assert asked.frame() == bytes.fromhex(sent)
    found = find_answer(b"\x00\x01" + bytes.fromhex(answered), asked)
    assert (found.raw, found.skipped, found.refusal) == (bytes.fromhex(answered), 2, None)
    if words is not None:
        assert [int.from_bytes(found.data[at : at + 2], "big") for at in range(0, len(found.data), 2)] == words


def modbus(*body: int) -> bytes:
    return bytes(body) + crc16(bytes(body))


def test_calex_reading() -> None:
    sent = modbus(1, 4, 0, 0x0E, 0, 4)
    answer = modbus(1, 4, 8, 1, 0x6D, 1, 0x6E, 0, 0xFB, 0, 0)
    assert answers(Calex(1), (sent, answer)) == [Reading(36.6, 25.1, raw=answer)]


@pytest.mark.parametrize(("status", "object_c", "sensor_c"), [(0x01, None, None), (0x10, None, 25.1), (4, 36.6, None)])
def test_calex_status_bits(status: int, object_c: float | None, sensor_c: float | None) -> None:
    answer = modbus(1, 4, 8, 1, 0x6D, 1, 0x6E, 0, 0xFB, 0, status)
    (reading,) = answers(Calex(1), (modbus(1, 4, 0, 0x0E, 0, 4), answer))
    assert (reading.object_c, reading.ambient_c) == (object_c, sensor_c)


def test_calex_behind_noise_an_echo_and_a_foreign_answer() -> None:
    sent = modbus(255, 4, 0, 0x0E, 0, 4)
    good = modbus(7, 4, 8, 1, 0x6D, 1, 0x6E, 0, 0xFB, 0, 0)
    parser = Calex()
    assert parser.poll() == sent
    assert parser.feed(sent + b"\x04\xff" + good[:-1] + b"\x00")[:0] == []
    (reading,) = parser.feed(good)
    assert (reading.object_c, parser.bad_frames) == (36.6, 1)


def test_calex_refusals_are_named_and_lead_to_a_new_set_up() -> None:
    parser = Calex(1)
    for _ in range(3):
        parser.poll()
        assert parser.feed(modbus(1, 0x84, 2)) == []
        assert not parser.awaiting
    assert parser.refused == "Modbus exception 2: illegal data address"
    assert parser.setup_lost


def test_calex_of_another_model_is_named() -> None:
    with pytest.raises(SensorUnfit, match=r"no PyroMiniBus: its type is 21"):
        set_up(Calex(1), 1.0, {modbus(1, 3, 0, 0, 0, 4): modbus(1, 3, 8, 0, 21, 0, 1, 0, 1, 2, 3)})


def test_registers_of_the_two_maps_differ() -> None:
    assert PROTOCOLS["calex-pyrousb"].factory(1).poll() == modbus(1, 4, 0, 0x12, 0, 4)
    assert PROTOCOLS["omega-os-mini"].factory(1).poll() == modbus(1, 4, 0, PYROMINIBUS.measured, 0, 4)


# GY-MCU90640


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


@pytest.mark.parametrize("hot", [1, 4])
def test_mcu90640_hot_pixels_do_not_make_the_reading(hot: int) -> None:
    words = [3400] * 768
    for at in range(hot):
        words[10 * 32 + 14 + at % 2 + 32 * (at // 2)] = 15000
    (reading,) = GyMcu90640().feed(picture_frame(words))
    assert reading.object_c == 34.0
