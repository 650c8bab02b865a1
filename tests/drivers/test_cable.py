"""Which port a sensor hangs on, and what happens when it hangs on another one tomorrow."""

import os
from collections.abc import Iterator

import pytest

from drivers import finding
from drivers.bench import open_descriptors
from drivers.finding import UsbIdentity, parse_usb
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable


class Port:
    """What the operating system tells of one serial port."""

    def __init__(self, device: str, vid: int = 0x1A86, pid: int = 0x7523, serial_number: str | None = None) -> None:
        self.device, self.vid, self.pid, self.serial_number = device, vid, pid, serial_number


class Sockets:
    """The USB sockets of the machine, and the sensors in them."""

    def __init__(self) -> None:
        self.ports: list[Port] = []
        self.sensors: list[SimulatedThermometer] = []
        self.taken: list[int] = []

    def plug(self, serial_number: str | None = None, *, protocol: str = "gy-mcu90614", number: int = 0) -> str:
        """Plug a sensor in; return its port, which has a number that was not free before."""
        self.taken += os.openpty()
        sensor = SimulatedThermometer(FixedRoom(36.6, 26.0), protocol, seed=len(self.sensors))
        if number and protocol.startswith("optris"):
            sensor.wire.serial = number  # pyright: ignore[reportAttributeAccessIssue]
        sensor.start()
        port = os.path.realpath(sensor.port)
        self.sensors.append(sensor)
        self.ports.append(Port(port, serial_number=serial_number))
        return port

    def unplug(self, port: str) -> None:
        at = next(at for at, found in enumerate(self.ports) if found.device == port)
        del self.ports[at]
        self.sensors.pop(at).stop()


@pytest.fixture
def sockets(monkeypatch) -> Iterator[Sockets]:
    made = Sockets()
    monkeypatch.setattr(finding.list_ports, "comports", lambda: made.ports)
    yield made
    for sensor in made.sensors:
        sensor.stop()
    for descriptor in made.taken:
        os.close(descriptor)


def reads(sensor: Thermometer) -> str:
    """The port at which a reading comes."""
    assert sensor.read(1.0)
    return sensor.identity.where


def lose(sensor: Thermometer) -> None:
    def read_on() -> None:
        for _ in range(20):
            sensor.read(0.5)

    with pytest.raises(DeviceUnavailable, match="lost"):
        read_on()


def test_a_sensor_comes_back_at_another_socket(sockets: Sockets) -> None:
    first = sockets.plug("A1")
    sensor = Thermometer(first, "gy-mcu90614")
    sensor.open()
    assert reads(sensor) == first
    keeper = sockets.plug("B2")
    sockets.unplug(first)
    lose(sensor)
    with pytest.raises(DeviceUnavailable, match="no usb:1a86:7523:A1 is plugged in"):
        sensor.open()
    second = sockets.plug("A1")
    sensor.open()
    assert reads(sensor) == second not in (first, keeper)
    sensor.close()


def test_twins_without_serial_numbers_are_not_guessed_between(sockets: Sockets) -> None:
    first = sockets.plug()
    sensor = Thermometer(first, "gy-mcu90614")
    sensor.open()
    sockets.unplug(first)
    lose(sensor)
    sockets.plug()
    sockets.plug()
    with pytest.raises(DeviceUnavailable, match="several USB serial ports"):
        sensor.open()


def test_the_sensors_own_serial_number_tells_twins_apart(sockets: Sockets) -> None:
    sockets.plug(protocol="optris-cs", number=11)
    right = sockets.plug(protocol="optris-cs", number=22)
    sensor = Thermometer("auto", "optris-cs", serial="22")
    sensor.open()
    assert reads(sensor) == right
    sockets.unplug(right)
    lose(sensor)
    again = sockets.plug(protocol="optris-cs", number=22)
    sensor.open()
    assert reads(sensor) == again
    sensor.close()


def test_another_sensor_at_the_same_place_is_refused(sockets: Sockets) -> None:
    first = sockets.plug(protocol="optris-cs", number=11)
    sensor = Thermometer(first, "optris-cs")
    sensor.open()
    sockets.unplug(first)
    lose(sensor)
    sockets.plug(protocol="optris-cs", number=12)
    with pytest.raises(DeviceUnavailable, match=r"sensor 12 is plugged in, not 11; .*calibrate"):
        sensor.open()
    with pytest.raises(DeviceUnavailable, match="not open"):
        sensor.read(0.1)


def test_usb_identity_in_the_config(sockets: Sockets) -> None:
    sockets.plug("A1")
    right = sockets.plug("B2")
    sensor = Thermometer("usb:1a86:7523:B2", "gy-mcu90614")
    sensor.open()
    assert reads(sensor) == right
    sensor.close()
    with pytest.raises(DeviceUnavailable, match="no usb:0403:6001 is plugged in"):
        Thermometer("usb:0403:6001", "gy-mcu90614").open()


@pytest.mark.parametrize("port", ["usb:", "usb:1a86", "usb:wxyz:7523"])
def test_a_wrong_usb_identity_is_told_at_once(port: str) -> None:
    with pytest.raises(ValueError, match="write usb:vendor:product"):
        Thermometer(port, "gy-mcu90614")


def test_usb_identity_is_spelt_as_it_is_read() -> None:
    for text in ("usb:1a86:7523", "usb:0403:6001:A50285BI"):
        assert str(parse_usb(text)) == text
    assert parse_usb("usb:1a86:7523").matches(UsbIdentity(0x1A86, 0x7523, "any"))
    assert not parse_usb("usb:1a86:7523:A1").matches(UsbIdentity(0x1A86, 0x7523, "A2"))


@pytest.mark.parametrize(
    ("protocol", "address", "words"),
    [
        ("gy-mcu90614", 1, "knows no addresses"),
        ("raytek-mi", 40, "outside 1 to 32"),
        ("optris-ct", 0, "outside 1 to 79"),
    ],
)
def test_addresses_are_checked_before_anything_is_opened(protocol: str, address: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Thermometer("auto", protocol, address=address)


def test_reconnecting_leaks_nothing(sockets: Sockets) -> None:
    """The bench does it ten thousand times."""
    port = sockets.plug(protocol="optris-cs")
    sensor = Thermometer(port, "optris-cs")
    before = open_descriptors()
    sensor.open()
    for _ in range(40):
        sensor.open()
    for _ in range(40):
        with pytest.raises(DeviceUnavailable):
            Thermometer(port, "raytek-mi").open()  # held by the first: cannot be opened
    sensor.close()
    sockets.sensors[0].wire.bend()
    for _ in range(40):
        with pytest.raises(DeviceUnavailable, match="transmission"):
            sensor.open()
    assert open_descriptors() == before
