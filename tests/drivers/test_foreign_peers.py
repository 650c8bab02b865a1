"""Programs that are not ours at the other end: `minimalmodbus` reads our pyrometer, our driver reads `pymodbus`."""

import asyncio
import os
import select
import threading
import tty
from collections.abc import Callable, Iterator

import minimalmodbus
import pytest
from pymodbus.framer.rtu import FramerRTU
from pymodbus.server import ModbusSerialServer
from pymodbus.simulator import DataType, SimData, SimDevice

from drivers.protocols.modbus_rtu import crc16
from drivers.simulation.thermometer import Fault, FixedRoom, SimulatedThermometer
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable

PYROMINIBUS = {0: 17, 1: 1, 2: 1, 3: 57920, 4: 1, 7: 9500, 0x0E: 365, 0x0F: 366, 0x10: 251, 0x17: 9500}


@pytest.fixture
def simulated() -> Iterator[SimulatedThermometer]:
    made = SimulatedThermometer(FixedRoom(36.6, 25.1), "calex-pyrominibus", seed=4)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def client(simulated: SimulatedThermometer) -> Iterator[minimalmodbus.Instrument]:
    made = minimalmodbus.Instrument(simulated.port, 1)
    made.serial.baudrate = 9600  # pyright: ignore[reportOptionalMemberAccess]
    made.serial.timeout = 1.0  # pyright: ignore[reportOptionalMemberAccess]
    yield made
    made.serial.close()  # pyright: ignore[reportOptionalMemberAccess]


def test_minimalmodbus_reads_our_pyrometer(client: minimalmodbus.Instrument) -> None:
    assert client.read_register(0x00) == 17
    assert client.read_long(0x02, functioncode=4) == 123456
    for register in (0x0E, 0x0F):
        assert client.read_register(register, 1, functioncode=4, signed=True) == pytest.approx(36.6, abs=0.2)
    assert client.read_register(0x10, 1, functioncode=4, signed=True) == pytest.approx(25.1, abs=0.1)
    assert client.read_register(0x07, 4) == 1.0


def test_minimalmodbus_sets_our_pyrometer(client: minimalmodbus.Instrument, simulated: SimulatedThermometer) -> None:
    client.write_register(0x17, 0.95, 4, functioncode=6)
    assert (client.read_register(0x17, 4), simulated.wire.emissivity) == (0.95, 0.95)
    client.write_register(0x17, 0.98, 4, functioncode=16)
    assert client.read_register(0x07, 4) == 0.98


def test_minimalmodbus_understands_our_refusals(
    client: minimalmodbus.Instrument, simulated: SimulatedThermometer
) -> None:
    """A refusal is shorter than the answer, so this client waits its whole patience for the rest."""
    client.serial.timeout = 0.3  # pyright: ignore[reportOptionalMemberAccess]
    with pytest.raises(minimalmodbus.IllegalRequestError, match="data address"):
        client.read_register(500)
    with pytest.raises(minimalmodbus.IllegalRequestError, match="data value"):
        client.write_register(0x17, 100, functioncode=6)
    simulated.fault = Fault.REFUSE
    with pytest.raises(minimalmodbus.ModbusException):
        client.read_register(0x0E)


class Wire:
    """Two pseudo-terminals with a cable between them."""

    def __init__(self) -> None:
        self._ends = [os.openpty() for _ in range(2)]
        for _, slave in self._ends:
            tty.setraw(slave)
        self.ports = [os.ttyname(slave) for _, slave in self._ends]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        (one, _), (other, _) = self._ends
        across = {one: other, other: one}
        while not self._stop.is_set():
            for end in select.select([one, other], [], [], 0.05)[0]:
                os.write(across[end], os.read(end, 4096))

    def cut(self) -> None:
        self._stop.set()
        self._thread.join()
        for pair in self._ends:
            for end in pair:
                os.close(end)


@pytest.fixture
def serve() -> Iterator[Callable[[dict[int, int]], str]]:
    """Start a pymodbus server with these registers; returns the port to read it at."""
    loop, wire = asyncio.new_event_loop(), Wire()
    servers: list[ModbusSerialServer] = []

    async def begin(words: dict[int, int]) -> None:
        values = [words.get(register, 0) for register in range(28)]
        device = SimDevice(1, simdata=[SimData(0, values=values, datatype=DataType.REGISTERS)])
        servers.append(ModbusSerialServer(device, port=wire.ports[0], baudrate=9600))
        await servers[0].serve_forever(background=True)

    def started(words: dict[int, int]) -> str:
        asyncio.run_coroutine_threadsafe(begin(words), loop).result(5)
        return wire.ports[1]

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield started
    for server in servers:
        asyncio.run_coroutine_threadsafe(server.shutdown(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()
    wire.cut()


def test_our_driver_reads_and_sets_a_pymodbus_server(serve) -> None:
    sensor = Thermometer(serve(PYROMINIBUS), "calex-pyrominibus", emissivity=0.98, address=1)
    sensor.open()
    assert (sensor.sensor.serial, sensor.sensor.emissivity) == ("123456", 0.98)
    readings = [reading for _ in range(3) for reading in sensor.read(2.0)]
    sensor.close()
    assert {(reading.object_c, reading.ambient_c, reading.emissivity) for reading in readings} == {(36.6, 25.1, 0.98)}
    assert (sensor.bad_frames, sensor.discarded) == (0, 0)


def test_a_pymodbus_server_of_another_type_is_refused(serve) -> None:
    sensor = Thermometer(serve(PYROMINIBUS | {0: 22}), "calex-pyrominibus", address=1)
    with pytest.raises(DeviceUnavailable, match=r"its type is 22.*calex-pyrousb"):
        sensor.open()


@pytest.mark.parametrize("message", [b"", b"\x01", bytes(range(256)), b"\xff" * 9])
def test_our_checksum_is_that_of_pymodbus(message: bytes) -> None:
    assert crc16(message) == FramerRTU.compute_CRC(message).to_bytes(2, "big")
