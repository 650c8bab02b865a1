"""A protocol is one file and one line: a toy that exists in this file alone is listed, found, read and recorded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drivers.bench import parse
from drivers.protocols import EVERY, PROTOCOLS, ProtocolInfo
from drivers.protocols.base import Listener
from drivers.recording import replay
from drivers.simulation.faults import Fault
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.simulation.wire import ENCODERS
from drivers.simulation.wire.base import SensorWire
from drivers.values import Reading
from kiosk.cli.devices import room_of, thermometer_of
from kiosk.cli.main import main
from kiosk.config import load, shipped


class Toy(Listener):
    """`36.50 26.00` and a line feed: object and sensor, °C."""

    def feed(self, data: bytes) -> list[Reading]:
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        readings = []
        for line in lines:
            try:
                object_c, sensor_c = (float(word) for word in line.split())
            except ValueError:
                self.discarded += len(line) + 1
                continue
            readings.append(Reading(object_c, sensor_c, raw=line))
        return readings


class ToyWire(SensorWire):
    def _streamed(self) -> bytes:
        return f"{self._object_c:.2f} {self._can_c:.2f}\n".encode()


INFO = ProtocolInfo(
    name="toy",
    title="A toy of this test",
    factory=Toy,
    baud=9600,
    rate_hz=10.0,
    accuracy_c=0.5,
    resolution_c=0.01,
    range_c=(0.0, 100.0),
    streams=True,
)


@pytest.fixture(autouse=True)
def one_line(monkeypatch) -> None:
    """What a line in EVERY does, and one in ENCODERS."""
    assert {info.name: info for info in EVERY} == PROTOCOLS
    monkeypatch.setitem(PROTOCOLS, INFO.name, INFO)
    monkeypatch.setitem(ENCODERS, INFO.name, ToyWire)


@pytest.fixture
def port() -> Iterator[str]:
    sensor = SimulatedThermometer(FixedRoom(36.6, 26.0), "toy", seed=4)
    sensor.start()
    yield sensor.port
    sensor.stop()


def kiosk(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_it_is_listed() -> None:
    assert "toy  A toy of this test; 9600 baud" in kiosk("thermometer", "list").output


def test_it_is_read(port: str) -> None:
    told = kiosk("thermometer", "read", "--port", port, "--protocol", "toy", "-n", "2", "--json").output
    assert json.loads(told.splitlines()[0])["object_c"] == pytest.approx(36.6, abs=0.2)


def test_it_is_found(port: str, monkeypatch) -> None:
    monkeypatch.setattr("drivers.scanning.FIRST_READING_S", 0.3)
    monkeypatch.setattr("drivers.thermometer.ANSWER_S", 0.05)
    told = json.loads(kiosk("thermometer", "scan", "--port", port, "--json").output)
    assert (told["protocol"], told["simulated"]) == ("toy", True)


def test_it_is_recorded_and_replayed(port: str, tmp_path: Path) -> None:
    file = tmp_path / "toy.jsonl"
    kiosk("thermometer", "record", str(file), "--port", port, "--protocol", "toy", "--seconds", "0.5")
    assert all(item.reading.object_c == pytest.approx(36.6, abs=0.2) for item in replay(file))
    assert "°C" in kiosk("thermometer", "plot", str(file)).output


def test_a_station_takes_it_by_name(tmp_path: Path) -> None:
    text = shipped().read_text(encoding="utf-8").replace('protocol = "gy-mcu90614"', 'protocol = "toy"')
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    config = load(tmp_path / "config.toml")
    room = room_of(config)
    sensor = thermometer_of(config, room)
    sensor.open()
    assert sensor.read(1.0)
    assert sensor.info is INFO
    sensor.close()
    room.close()


def test_its_speed_is_measured() -> None:
    assert parse("toy", 20_000).line_ratio > 3


def test_without_a_simulator_it_says_so(monkeypatch) -> None:
    monkeypatch.delitem(ENCODERS, "toy")
    refused = kiosk("thermometer", "simulate", "toy")
    assert (refused.exit_code, "no simulator for 'toy'" in refused.output) == (2, True)


def test_the_manual_knows_every_fault_and_every_protocol() -> None:
    text = (Path(__file__).parents[2] / "docs" / "thermometers.md").read_text(encoding="utf-8")
    for name in [*(fault.value for fault in Fault), *(info.name for info in EVERY)]:
        assert f"`{name}`" in text, name
