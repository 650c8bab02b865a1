"""What holds for every wire protocol: any cut of the bytes reads alike, garbage never raises and is survived.

The bytes come from the simulated sensors, which share nothing with the parsers.
"""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.protocols import PROTOCOLS, NoAnswer, SensorUnfit, WireProtocol
from drivers.simulation.wire import ENCODERS, SensorWire
from drivers.values import Reading

ROUNDS = 6
"""Polls or frames after which a parser must have found its feet: bursts want three frames, arrays two pictures."""
CELSIUS = st.integers(200, 450).map(lambda tenths: tenths / 10)
CUTS = st.lists(st.integers(1, 40), min_size=1, max_size=12)
NAMES = sorted(PROTOCOLS)


def feed(parser: WireProtocol, data: bytes, cuts: list[int]) -> list[Reading]:
    readings: list[Reading] = []
    turn = 0
    while data:
        size = cuts[turn % len(cuts)] * (40 if len(data) > 800 else 1)
        readings += parser.feed(data[:size])
        data, turn = data[size:], turn + 1
    return readings


def sensor(name: str) -> SensorWire:
    made = ENCODERS[name]()
    made.wall_c = 15.0
    return made


def converse(parser: WireProtocol, wire: SensorWire) -> None:
    """Set the sensor up as the thermometer does, over a perfect line."""
    conversation = parser.setup(1.0)
    try:
        while True:
            parser.feed(wire.hear(next(conversation)))
    except StopIteration:
        pass


def one_round(parser: WireProtocol, wire: SensorWire, object_c: float, cuts: list[int]) -> list[Reading]:
    """One measurement: the sensor sends by itself, or is asked until it has told everything."""
    readings = feed(parser, wire.frame(object_c, 27.5), cuts)
    question = parser.poll()
    while question:
        readings += feed(parser, wire.hear(question), cuts)
        question = parser.outgoing()
    return readings


def rounds(name: str, parts: list[tuple[float, bytes]], cuts: list[int]) -> tuple[list[Reading], int, int]:
    parser, wire = PROTOCOLS[name].factory(), sensor(name)
    converse(parser, wire)
    readings: list[Reading] = []
    for object_c, garbage in parts:
        readings += feed(parser, garbage, cuts)
        readings += one_round(parser, wire, object_c, cuts)
    return readings, parser.bad_frames, parser.discarded


@pytest.mark.parametrize("name", NAMES)
@given(parts=st.lists(st.tuples(CELSIUS, st.binary(max_size=24)), max_size=4), cuts=CUTS)
def test_any_cut_of_the_bytes_reads_alike(name: str, parts: list[tuple[float, bytes]], cuts: list[int]) -> None:
    assert rounds(name, parts, cuts) == rounds(name, parts, [4096])


@pytest.mark.parametrize("name", NAMES)
@given(garbage=st.binary(max_size=400), object_c=CELSIUS, cuts=CUTS)
def test_after_garbage_good_readings_come(name: str, garbage: bytes, object_c: float, cuts: list[int]) -> None:
    parser, wire = PROTOCOLS[name].factory(), sensor(name)
    converse(parser, wire)
    parser.poll()
    feed(parser, garbage, cuts)
    readings = [reading for _ in range(ROUNDS) for reading in one_round(parser, wire, object_c, cuts)]
    assert readings[-1].object_c == pytest.approx(object_c, abs=0.4 if PROTOCOLS[name].is_array else 0.051)
    assert len(parser._buffer) < 1544 + 16  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("name", NAMES)
@given(answers=st.lists(st.binary(max_size=30), max_size=12))
def test_garbage_during_set_up_ends_in_words(name: str, answers: list[bytes]) -> None:
    parser = PROTOCOLS[name].factory()
    conversation = parser.setup(0.98)
    supply = iter(answers)
    with suppress(StopIteration, NoAnswer, SensorUnfit):
        for _ in range(200):
            next(conversation)
            parser.feed(next(supply, b""))
        pytest.fail("a set-up without end")


@pytest.mark.parametrize("name", NAMES)
@given(heard=st.lists(st.binary(max_size=24), max_size=8))
def test_a_simulated_sensor_hears_garbage_calmly(name: str, heard: list[bytes]) -> None:
    wire = sensor(name)
    for data in heard:
        wire.hear(data)
    assert len(wire._heard) < 300


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_the_stair_comes_back_unbent(name: str) -> None:
    """35 to 40 °C in quarters: no step is rounded beyond the wire's own, none drawn towards normal."""
    step_c = 0.15 if PROTOCOLS[name].is_array else PROTOCOLS[name].resolution_c / 2 + 1e-9
    for quarter in range(21):
        parser, wire = PROTOCOLS[name].factory(), sensor(name)
        converse(parser, wire)
        wanted = 35 + quarter * 0.25
        found = [reading for _ in range(4) for reading in one_round(parser, wire, wanted, [4096])][-1]
        assert found.object_c == pytest.approx(wanted, abs=step_c)


@pytest.mark.parametrize("name", NAMES)
def test_a_failing_sensor_has_no_value(name: str) -> None:
    parser, wire = PROTOCOLS[name].factory(), sensor(name)
    converse(parser, wire)
    wire.failing = True
    readings = [reading for _ in range(4) for reading in one_round(parser, wire, 36.0, [4096])]
    assert [reading.object_c for reading in readings] == [None] * len(readings)
    assert readings


@pytest.mark.parametrize("name", NAMES)
def test_damaged_bytes_give_no_reading(name: str) -> None:
    parser, wire = PROTOCOLS[name].factory(), sensor(name)
    converse(parser, wire)
    readings: list[Reading] = []
    for turn in range(8):
        sent = wire.frame(34.0 + turn, 27.5)
        readings += parser.feed(wire.broken(sent)) if sent else []
        question = parser.poll()
        while question:
            answer = wire.hear(question)
            readings += parser.feed(wire.broken(answer))
            question = parser.outgoing()
    values = [reading.object_c for reading in readings]
    assert values == [None] * len(values)
    assert parser.bad_frames > 0 or not readings


@pytest.mark.parametrize("name", NAMES)
def test_megabytes_of_noise_are_forgotten(name: str) -> None:
    parser, noise = PROTOCOLS[name].factory(), random.Random(5)
    for _ in range(40):
        parser.poll()
        parser.feed(noise.randbytes(5000))
    assert len(parser._buffer) < 1600  # pyright: ignore[reportAttributeAccessIssue]
    assert parser.discarded > 150_000


def test_names_are_words_for_a_config_and_simulators_exist_for_all() -> None:
    assert set(ENCODERS) == set(PROTOCOLS)
    for name, info in PROTOCOLS.items():
        assert info.name == name == name.lower()
        assert " " not in name
        assert info.accuracy_c >= 0.5
        assert info.baud not in info.bauds
