"""Bytes that other Modbus programs sent and got, against the parser and what it sends."""

import pytest

from drivers.protocols import PROTOCOLS, SensorUnfit
from drivers.protocols.calex import PYROMINIBUS, Calex
from drivers.protocols.modbus_rtu import READ_HOLDING, READ_INPUT, WRITE_SINGLE, Asked, crc16, find_answer
from drivers.values import Reading
from tests.drivers.transcript import answers, set_up


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


def test_calex_is_asked_for_its_emissivity_after_a_missed_answer() -> None:
    parser = Calex(1)
    parser._emissivity = 9800
    assert parser.poll() == modbus(1, 4, 0, 0x0E, 0, 4)
    assert parser.poll() == modbus(1, 3, 0, 0x17, 0, 1)
    parser.feed(modbus(1, 3, 2, 0x26, 0x48))
    assert parser.outgoing() == modbus(1, 4, 0, 0x0E, 0, 4)
    assert not parser.setup_lost
    parser.poll()
    parser.feed(modbus(1, 3, 2, 0x25, 0x1C))
    assert parser.outgoing() == b""
    assert parser.setup_lost


def test_calex_is_set_up_twice() -> None:
    """A write is echoed by the register that a look at the emissivity reads."""
    conversations = {
        modbus(1, 3, 0, 0, 0, 4): modbus(1, 3, 8, 0, 17, 0, 1, 0, 1, 2, 3),
        modbus(1, 3, 0, 8, 0, 1): modbus(1, 3, 2, 0, 0),
        modbus(1, 3, 0, 5, 0, 1): modbus(1, 3, 2, 0, 0),
        modbus(1, 6, 0, 0x17, 0x26, 0x48): modbus(1, 6, 0, 0x17, 0x26, 0x48),
        modbus(1, 3, 0, 0x17, 0, 1): modbus(1, 3, 2, 0x26, 0x48),
    }
    parser = Calex(1)
    for _ in range(2):
        assert set_up(parser, 0.98, conversations).emissivity == 0.98
    assert not parser.setup_lost


def test_calex_of_another_model_is_named() -> None:
    with pytest.raises(SensorUnfit, match=r"no PyroMiniBus: its type is 21"):
        set_up(Calex(1), 1.0, {modbus(1, 3, 0, 0, 0, 4): modbus(1, 3, 8, 0, 21, 0, 1, 0, 1, 2, 3)})


def test_registers_of_the_two_maps_differ() -> None:
    assert PROTOCOLS["calex-pyrousb"].factory(1).poll() == modbus(1, 4, 0, 0x12, 0, 4)
    assert PROTOCOLS["omega-os-mini"].factory(1).poll() == modbus(1, 4, 0, PYROMINIBUS.measured, 0, 4)
