"""The thermometer over a pseudo-terminal: cables, silence, garbage, and what the port really is."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from drivers import finding
from drivers.protocols import PROTOCOLS
from drivers.protocols.gy_mcu90614 import GyMcu90614
from drivers.simulation.scene import Scene, StillScene
from drivers.simulation.thermometer import Fault, FixedRoom, SimulatedThermometer, run_simulator
from drivers.simulation.wire import ENCODERS
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Nature
from tests.drivers.conftest import Clock

GOOD = bytes.fromhex("5A5A45040C780D19A7")


@pytest.fixture
def sensor(line) -> Iterator[Thermometer]:
    made = Thermometer(line.port, "gy-mcu90614")
    made.open()
    yield made
    made.close()


@pytest.fixture
def simulated() -> Iterator[SimulatedThermometer]:
    made = SimulatedThermometer(FixedRoom(34.6, 26.0), seed=4)
    yield made
    made.stop()


class Asked(GyMcu90614):
    def start(self) -> bytes:
        return b""

    def poll(self) -> bytes:
        return b"?"


def opened(simulated: SimulatedThermometer) -> Thermometer:
    made = Thermometer(simulated.port, "gy-mcu90614")
    made.open()
    return made


def test_reads_a_frame_and_asks_for_the_stream(line, sensor) -> None:
    assert line.wait_for(lambda seen: len(seen) >= 3) == bytes.fromhex("A545EA")
    line.send(GOOD[:4])
    assert sensor.read(0.01) == []
    line.send(GOOD[4:] + GOOD)
    assert [reading.object_c for reading in sensor.read(1.0)] == [31.92, 31.92]
    assert (sensor.bytes_read, sensor.bad_frames) == (18, 0)


def test_silence_returns_nothing_in_time_and_without_work(sensor) -> None:
    begin, worked = time.monotonic(), time.process_time()
    assert sensor.read(0.2) == []
    assert 0.19 < time.monotonic() - begin < 5.0
    assert time.process_time() - worked < 0.05


def test_unplugged_in_a_frame(line, sensor) -> None:
    line.send(GOOD[:5])
    assert sensor.read(0.01) == []
    line.unplug()
    with pytest.raises(DeviceUnavailable, match=r"lost .*; check the sensor's cable"):
        sensor.read(1.0)
    with pytest.raises(DeviceUnavailable):
        sensor.read(1.0)


def test_half_a_frame_from_before_does_not_survive_a_new_opening(line, sensor) -> None:
    line.send(GOOD[:-1] + b"\x00" + GOOD[:5])
    assert sensor.read(0.02) == []
    sensor.open()
    line.send(GOOD[5:] + GOOD)
    assert len(sensor.read(1.0)) == 1
    assert (sensor.bad_frames, sensor.discarded) == (1, 9 + 4)


def test_garbage_is_counted_and_passed_over(line, sensor) -> None:
    line.send(bytes(range(200)))
    assert sensor.read(0.02) == []
    line.send(GOOD)
    assert len(sensor.read(1.0)) == 1
    assert sensor.discarded == 200


def test_exclusive(line, sensor) -> None:
    with pytest.raises(DeviceUnavailable, match="another program holds the port"):
        Thermometer(line.port, "gy-mcu90614").open()


def test_a_sensor_that_must_be_asked_is_asked_at_its_rate(line, monkeypatch) -> None:
    info = replace(PROTOCOLS["gy-mcu90614"], name="asked", factory=Asked, rate_hz=20.0)
    monkeypatch.setitem(PROTOCOLS, "asked", info)
    clock = Clock()
    with monkeypatch.context() as patched:
        patched.setattr("drivers.thermometer.time", clock)
        sensor = Thermometer(line.port, "asked")
        sensor.open()
        for _ in range(22):
            assert sensor.read(0.0) == []
            clock.now += 0.01
    assert line.wait_for(lambda seen: seen.count(b"?") >= 5).count(b"?") == 5
    line.send(GOOD)
    assert sensor.read(5.0)
    sensor.close()


def test_many_openings_leak_nothing(line, sensor) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(200):
        sensor.open()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_unknown_protocol_is_named() -> None:
    with pytest.raises(ValueError, match="gy-mcu90614"):
        Thermometer("auto", "gy-mcu90641")


@pytest.mark.parametrize(
    ("port", "words"),
    [
        ("/dev/null", "not a serial port"),
        (__file__, "not a serial port"),
        ("/dev/nothing-here", "plug the sensor in"),
    ],
)
def test_ports_that_cannot_be(port: str, words: str) -> None:
    with pytest.raises(DeviceUnavailable, match=words):
        Thermometer(port, "gy-mcu90614").open()


class FakePort:
    def __init__(self, device: str, vid: int | None) -> None:
        self.device, self.vid, self.pid, self.serial_number = device, vid, 1, None


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        ([("/dev/ttyS0", None)], "no USB serial port found"),
        ([("/dev/ttyUSB1", 1), ("/dev/ttyACM0", 2)], r"several .*/dev/ttyACM0, /dev/ttyUSB1"),
    ],
)
def test_auto_needs_exactly_one(monkeypatch, found, answer: str) -> None:
    monkeypatch.setattr(finding.list_ports, "comports", lambda: [FakePort(*port) for port in found])
    with pytest.raises(DeviceUnavailable, match=answer):
        Thermometer("auto", "gy-mcu90614").open()


def test_auto_takes_the_only_one(monkeypatch, line) -> None:
    found = [FakePort("/dev/ttyS0", None), FakePort(line.port, 0x1A86)]
    monkeypatch.setattr(finding.list_ports, "comports", lambda: found)
    sensor = Thermometer("auto", "gy-mcu90614")
    assert sensor.identity.nature is Nature.SIMULATED
    sensor.open()
    assert (sensor.identity.where, sensor.identity.nature) == (line.port, Nature.SIMULATED)
    sensor.close()


def test_simulated_bytes_carry_the_temperature(simulated) -> None:
    sensor = opened(simulated)
    for tick in range(100):
        simulated.emit(tick / 10)
        (reading,) = sensor.read(1.0)
        assert reading.object_c == pytest.approx(34.6, abs=0.2)
        assert reading.ambient_c == pytest.approx(26.0, abs=0.1)


@pytest.mark.parametrize("object_c", [-69.5, -0.5, 0.0, 31.0, 37.25, 41.0, 300.0])
def test_decoder_and_simulator_agree_without_a_shared_table(object_c: float) -> None:
    assert set(ENCODERS) == set(PROTOCOLS)
    (reading,) = PROTOCOLS["gy-mcu90614"].factory().feed(ENCODERS["gy-mcu90614"]().frame(object_c, 25.31))
    assert (reading.object_c, reading.ambient_c) == (object_c, 25.31)


def test_lag_of_the_sensor() -> None:
    scene = StillScene()
    sensor = SimulatedThermometer(scene)
    seen: list[float] = []
    for tick in range(40):
        if tick == 10:
            scene.state = Scene.still(skin_c=36.5).state
        seen.append(int.from_bytes(sensor.emit(tick / 10)[4:6], "big") / 100)
    sensor.stop()
    assert all(abs(value - 26.5) < 0.2 for value in seen[:10])
    assert seen[10] == pytest.approx(26.5 + 10 * 0.713, abs=0.2)
    assert all(abs(value - 36.5) < 0.2 for value in seen[15:])


@pytest.mark.parametrize("fault", [Fault.SILENCE, Fault.GARBAGE, Fault.BAD_SUM, Fault.HALF_FRAMES])
def test_faults_without_readings(simulated, fault: Fault) -> None:
    sensor = opened(simulated)
    simulated.fault = fault
    for tick in range(12):
        simulated.emit(tick / 10)
        assert sensor.read(0.01) == []
    assert (sensor.bad_frames > 0) == (fault in (Fault.BAD_SUM, Fault.HALF_FRAMES))
    simulated.fault = Fault.NONE
    simulated.emit(2.0)
    assert sensor.read(1.0)[-1].object_c == pytest.approx(34.6, abs=0.2)


def test_no_value(simulated) -> None:
    sensor = opened(simulated)
    simulated.fault = Fault.FFFF
    simulated.emit(0.0)
    (reading,) = sensor.read(1.0)
    assert reading.object_c is None
    assert reading.ambient_c == pytest.approx(26.0, abs=0.1)


def test_frozen_repeats_and_noise_jumps(simulated) -> None:
    sensor = opened(simulated)

    def values(fault: Fault) -> list[float | None]:
        simulated.fault = fault
        found = []
        for tick in range(30):
            simulated.emit(tick / 10)
            found += [reading.object_c for reading in sensor.read(1.0)]
        return found

    assert len(set(values(Fault.FROZEN))) == 1
    assert len(set(values(Fault.NONE))) > 5
    noisy = [value for value in values(Fault.NOISE) if value is not None]
    assert max(noisy) - min(noisy) > 3


def test_disconnect_and_return_under_the_same_name(simulated) -> None:
    sensor = opened(simulated)
    simulated.fault = Fault.DISCONNECT
    assert simulated.emit(0.0) == b""
    with pytest.raises(DeviceUnavailable):
        sensor.read(1.0)
    with pytest.raises(DeviceUnavailable):
        sensor.open()
    simulated.fault = Fault.NONE
    simulated.emit(0.1)
    sensor.open()
    simulated.emit(0.2)
    assert sensor.read(1.0)
    assert sensor.identity.nature is Nature.SIMULATED


def test_unread_bytes_do_not_pile_up(simulated) -> None:
    for tick in range(1000):
        simulated.emit(tick / 10)
    sensor = Thermometer(simulated.port, "gy-mcu90614")
    sensor.open()
    simulated.emit(1000.0)
    assert len(sensor.read(1.0)) == 1


def test_simulator_by_name_announces_its_port(tmp_path) -> None:
    class StopAtOnce:
        def wait(self) -> None:
            sensor = Thermometer(str(said[0]), "gy-mcu90614")
            sensor.open()
            read.extend(sensor.read(2.0))
            sensor.close()

    said: list[str] = []
    read: list = []
    link = tmp_path / "sensor"
    run_simulator("gy-mcu90614", link, 36.8, 25.0, Fault.NONE, said.append, StopAtOnce())  # pyright: ignore
    assert said == [str(link)]
    assert read[0].object_c == pytest.approx(36.8, abs=0.2)
    assert not link.is_symlink()


def test_simulator_spares_a_file_in_the_way(tmp_path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(FileExistsError):
        SimulatedThermometer(FixedRoom(36.0, 25.0), link=tmp_path / "notes")
    assert (tmp_path / "notes").read_text() == "mine"
