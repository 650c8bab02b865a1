"""Every named fault of every family: no wrong value comes through, and the sensor is read again when the fault ends."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from drivers.protocols import PROTOCOLS
from drivers.simulation.faults import Fault, resampled
from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.simulation.wire import ENCODERS
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Reading
from tests.drivers.conftest import Clock

FAMILIES = (
    "gy-mcu90614",
    "gy-614v3",
    "optris-cs",
    "optris-ct-burst",
    "raytek-mi",
    "raytek-burst",
    "calex-pyrominibus",
    "gy-mcu90640",
    "senxor",
)
SETTABLE = FAMILIES[1:]
"""The first has no emissivity command."""
ASKED = ("optris-cs", "raytek-mi", "calex-pyrominibus")
OBJECT_C = 36.6
PASSING = (
    Fault.SILENCE,
    Fault.GARBAGE,
    Fault.DIRT,
    Fault.HALF_FRAMES,
    Fault.BAD_SUM,
    Fault.DRIBBLE,
    Fault.SPLIT,
    Fault.MERGED,
)
OTHERS = (Fault.UNASKED, Fault.BANNER, Fault.FFFF, Fault.REFUSE)
FAST_HZ = 50.0


@pytest.fixture
def fast(monkeypatch) -> None:
    """Sensors and driver at a rate that lets a test be short, and a patience to match."""
    monkeypatch.setattr("drivers.thermometer.ANSWER_S", 0.1)
    for name in FAMILIES:
        monkeypatch.setitem(PROTOCOLS, name, replace(PROTOCOLS[name], rate_hz=FAST_HZ))


@pytest.fixture
def simulate(fast) -> Iterator:
    made: list[SimulatedThermometer] = []

    def started(name: str, fault: Fault = Fault.NONE, *, paced: bool = False) -> SimulatedThermometer:
        sensor = SimulatedThermometer(FixedRoom(OBJECT_C, 26.0), name, seed=4, paced=paced)
        sensor.wire.rate_hz = FAST_HZ
        sensor.fault = fault
        sensor.start()
        made.append(sensor)
        return sensor

    yield started
    for sensor in made:
        sensor.stop()


@pytest.fixture
def read_by() -> Iterator:
    made: list[Thermometer] = []

    def opened(sensor: SimulatedThermometer, name: str, emissivity: float | None = 1.0) -> Thermometer:
        thermometer = Thermometer(sensor.port, name, emissivity=emissivity)
        made.append(thermometer)
        thermometer.open()
        return thermometer

    yield opened
    for thermometer in made:
        thermometer.close()


def read_for(thermometer: Thermometer, seconds: float) -> list[Reading]:
    deadline = time.monotonic() + seconds
    readings: list[Reading] = []
    while (left := deadline - time.monotonic()) > 0:
        readings += thermometer.read(left)
    return readings


def settled(thermometer: Thermometer, right: Callable[[float | None], bool]) -> list[float | None]:
    """Read until a value is right, then some more, each of which must be; return those."""
    values: list[float | None] = []
    for _ in range(60):
        for reading in thermometer.read(0.5):
            if values or right(reading.object_c):
                assert right(reading.object_c), reading
                values.append(reading.object_c)
        if len(values) >= 3:
            break
    return values


def read_well(thermometer: Thermometer) -> None:
    """Read until a good value comes."""
    for _ in range(40):
        readings = thermometer.read(0.5)
        if readings and readings[-1].object_c == pytest.approx(OBJECT_C, abs=0.4):
            return
    pytest.fail("no good reading")


@pytest.mark.parametrize("name", FAMILIES)
def test_no_fault_lets_a_wrong_value_through(simulate, read_by, name: str) -> None:
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    for fault in PASSING + OTHERS:
        sensor.fault = fault
        for reading in read_for(thermometer, 0.05):
            assert reading.object_c is None or reading.object_c == pytest.approx(OBJECT_C, abs=0.4), fault
        sensor.fault = Fault.NONE
        read_well(thermometer)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_header_inside_a_frame_is_no_header(simulate, read_by, name: str) -> None:
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    awkward_c = sensor.wire.awkward_c or OBJECT_C
    sensor.fault = Fault.HEADER_INSIDE
    values = settled(thermometer, lambda value: value is None or value == pytest.approx(awkward_c, abs=0.4))
    assert len(values) >= 3
    sensor.fault = Fault.NONE
    read_well(thermometer)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_frozen_sensor_repeats_one_value_and_takes_its_settings(simulate, read_by, name: str) -> None:
    thermometer = read_by(simulate(name, Fault.FROZEN), name, 0.98)
    readings = [thermometer.read(1.0)[0] for _ in range(12)]
    assert len({(reading.object_c, reading.ambient_c) for reading in readings}) == 1


@pytest.mark.parametrize("name", FAMILIES)
def test_beyond_the_range_is_no_value_or_plainly_hot(simulate, read_by, name: str) -> None:
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    sensor.fault = Fault.SATURATED
    assert len(settled(thermometer, lambda value: value is None or value > 250)) >= 3


@pytest.mark.parametrize("name", SETTABLE)
def test_a_restarted_sensor_is_set_up_again(simulate, read_by, monkeypatch, name: str) -> None:
    """Noticed by a frame, an answer that stays away, a notification, or a silence: without its emissivity it would read
    0.5 °C high."""
    monkeypatch.setattr("drivers.thermometer.WAKE_S", 0.5)
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    read_well(thermometer)
    sensor.wire.restart()
    assert sensor.wire.emissivity == 0.95
    if name == "raytek-burst":
        sensor._port.send(b"#XI\r\n")
    for _ in range(60):
        if sensor.wire.emissivity == 1.0:
            break
        thermometer.read(0.05)
    assert sensor.wire.emissivity == 1.0
    read_well(thermometer)


def test_a_sensor_that_comes_back_from_a_silence_is_set_up_before_it_counts(simulate, read_by, monkeypatch) -> None:
    monkeypatch.setattr("drivers.thermometer.STALE_S", 0.2)
    sensor = simulate("gy-mcu90640")
    thermometer = read_by(sensor, "gy-mcu90640")
    read_well(thermometer)
    sensor.fault = Fault.SILENCE
    assert read_for(thermometer, 0.4)[3:] == []
    sensor.wire.restart()
    sensor.fault = Fault.NONE
    read_well(thermometer)
    assert sensor.wire.emissivity == 1.0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gy-614v3", r"an offset of \+0\.8 °C.*A4 06 06 64 14"),
        ("optris-cs", r"a transmission of 0\.900.*85 03 E8"),
        ("optris-ct-burst", r"a transmission of 0\.900.*85 03 E8"),
        ("raytek-mi", r"an offset of 0001\.0 \(DO\).*DO=0\.0"),
        ("raytek-burst", r"an offset of 0001\.0 \(DO\).*DO=0\.0"),
        ("calex-pyrominibus", r"a hold mode 1.*register 08h"),
        ("senxor", r"an offset of -0\.5 °C.*00 to register CB"),
    ],
)
def test_a_sensor_that_bends_is_not_used(simulate, read_by, name: str, words: str) -> None:
    with pytest.raises(DeviceUnavailable, match=words):
        read_by(simulate(name, Fault.BENT), name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("optris-cs", "does not tell its emissivity at 9600 baud"),
        ("raytek-mi", r"refused to tell its unit \(Syntax error\)"),
        ("calex-pyrominibus", r"refused to tell its type \(Modbus exception 1: illegal function\)"),
    ],
)
def test_refusals_at_set_up_are_told(simulate, read_by, monkeypatch, name: str, words: str) -> None:
    monkeypatch.setattr("drivers.thermometer.ANSWER_S", 0.05)
    monkeypatch.setattr("drivers.thermometer.PROBE_S", 0.05)
    with pytest.raises(DeviceUnavailable, match=words):
        read_by(simulate(name, Fault.REFUSE), name)


@pytest.mark.parametrize("name", ["gy-614v3", "optris-cs", "raytek-mi", "calex-pyrominibus"])
def test_another_speed_is_detected_and_named_when_opening(simulate, read_by, monkeypatch, name: str) -> None:
    monkeypatch.setattr("drivers.thermometer.ANSWER_S", 0.1)
    with pytest.raises(DeviceUnavailable, match=r"speaks 115200 baud: set thermometer\.baud = 115200"):
        read_by(simulate(name, Fault.WRONG_BAUD), name)


def test_another_speed_of_a_sensor_that_only_streams_is_named_while_reading(simulate, read_by, monkeypatch) -> None:
    monkeypatch.setattr("drivers.thermometer.NOISE_S", 0.2)
    monkeypatch.setattr("drivers.thermometer.NOISE_BYTES", 4)
    thermometer = read_by(simulate("gy-mcu90614", Fault.WRONG_BAUD), "gy-mcu90614")
    with pytest.raises(DeviceUnavailable, match=r"bytes came at 9600 baud.*speaks 115200 baud"):
        read_for(thermometer, 3.0)


class SlowStream:
    """A line on which one picture after the other comes at 9600 baud, entered in the middle of one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._picture = ENCODERS["gy-mcu90640"]().frame(OBJECT_C, 27.0)
        self._at = len(self._picture) // 2
        self._baud = 0

    def set_baud(self, baud: int) -> None:
        self._baud = baud

    def send(self, data: bytes) -> None:
        """Nobody hears it."""

    def receive(self, wait_s: float) -> bytes:
        self._clock.now += wait_s
        begin, count = self._at, int(wait_s * 960) + 1
        self._at = (begin + count) % len(self._picture)
        return (2 * self._picture)[begin:][:count] if self._baud == 9600 else b""


def test_another_speed_of_an_array_is_heard_though_a_picture_takes_long(monkeypatch) -> None:
    clock = Clock(0.0)
    monkeypatch.setattr("drivers.thermometer.time", clock)
    thermometer, line = Thermometer("auto", "gy-mcu90640"), SlowStream(clock)
    spoken = [baud for baud in (115200, 460800, 9600) if thermometer._speaks(line, baud)]  # pyright: ignore
    assert spoken == [9600]


@pytest.mark.parametrize("name", ["gy-614v3", "gy-mcu90640"])
def test_a_sensor_that_streams_and_does_not_hear_is_not_said_to_speak_at_another_speed(
    simulate, read_by, name: str
) -> None:
    with pytest.raises(DeviceUnavailable, match=r"is heard but does not hear: check the wire .* to its RX"):
        read_by(simulate(name, Fault.REFUSE), name)


def test_noise_is_no_answer_at_another_speed(simulate, read_by) -> None:
    with pytest.raises(DeviceUnavailable, match="check protocol, wiring"):
        read_by(simulate("optris-cs", Fault.GARBAGE), "optris-cs")


def test_noise_that_fits_no_speed_is_named_too(simulate, read_by, monkeypatch) -> None:
    monkeypatch.setattr("drivers.thermometer.NOISE_S", 0.2)
    monkeypatch.setattr("drivers.thermometer.PROBE_S", 0.05)
    thermometer = read_by(simulate("gy-mcu90614", Fault.GARBAGE), "gy-mcu90614")
    with pytest.raises(DeviceUnavailable, match=r"none fits gy-mcu90614; check thermometer\.protocol"):
        read_for(thermometer, 3.0)


@pytest.mark.parametrize("name", ASKED)
def test_a_sensor_that_stays_silent_is_given_up_in_words(simulate, read_by, monkeypatch, name: str) -> None:
    monkeypatch.setattr("drivers.thermometer.WAKE_S", 0.3)
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    read_well(thermometer)
    sensor.fault = Fault.SILENCE
    with pytest.raises(DeviceUnavailable, match=r"does not tell its .*check protocol, wiring"):
        read_for(thermometer, 0.5)


@pytest.mark.parametrize("name", ASKED)
def test_a_sensor_that_falls_silent_is_asked_less_and_less(simulate, read_by, monkeypatch, name: str) -> None:
    sensor = simulate(name)
    thermometer = read_by(sensor, name)
    read_well(thermometer)
    sensor.fault = Fault.SILENCE
    sent: list[bytes] = []
    thermometer._line._tap = lambda out, data: sent.append(data) if out else None  # pyright: ignore
    with monkeypatch.context() as patched:
        clock = Clock(time.monotonic())
        patched.setattr("drivers.thermometer.time", clock)
        for _ in range(120):
            clock.now += 0.005
            thermometer.read(0.0)
    assert 4 <= len(sent) <= 12
    sensor.fault = Fault.NONE
    read_well(thermometer)


def test_a_wrong_speed_garbles_as_a_line_does() -> None:
    frame = bytes.fromhex("5A5A45040C780D19A7")
    assert resampled(frame, 9600, 9600) == frame
    assert resampled(resampled(frame, 9600, 9600), 115200, 115200) == frame
    assert len(resampled(frame, 9600, 115200)) > len(frame)
    assert 0 < len(resampled(frame * 4, 115200, 9600)) < 9


@pytest.mark.parametrize(
    ("physics", "celsius"),
    [
        (Physics(), 36.0),
        (Physics(target_emissivity=0.98, reflected_c=23.0), 35.76),
        (Physics(distance_m=0.5), 36.0),
        (Physics(distance_m=1.2, target_m=0.06), 25 + 11 * 0.25),
        (Physics(gain=1.02, offset_c=0.5), 36.0 * 1.02 + 0.5),
    ],
)
def test_physics(physics: Physics, celsius: float) -> None:
    quiet = replace(physics, noise_c=0.0)
    sensor = SimulatedThermometer(FixedRoom(36.0, 25.0), "optris-cs-hs", physics=quiet)
    for tick in range(3):
        sensor.emit(tick / 10)
    assert sensor.wire._object_c == pytest.approx(celsius, abs=0.2)
    sensor.stop()


def test_warm_up_drifts_and_dies_away() -> None:
    sensor = SimulatedThermometer(FixedRoom(36.0, 25.0), "gy-mcu90614")
    sensor.fault = Fault.WARM_UP
    sensor.emit(0.0)
    cold = sensor.wire._object_c
    sensor.emit(900.0)
    assert cold == pytest.approx(35.0, abs=0.2)
    assert sensor.wire._object_c == pytest.approx(36.0, abs=0.2)
    sensor.stop()


def test_the_same_seed_gives_the_same_bytes() -> None:
    def sent(name: str) -> list[bytes]:
        sensor = SimulatedThermometer(FixedRoom(36.0, 25.0), name, seed=9)
        data = [sensor.emit(tick / 10) for tick in range(20)]
        sensor.stop()
        return data

    for name in ("gy-mcu90614", "optris-cs-burst", "gy-mcu90640"):
        assert sent(name) == sent(name)
