"""What hangs on which port: tries speeds and protocols, the silent listening first, and says what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from serial.tools import list_ports

from drivers.finding import usb_ports
from drivers.protocols import PROTOCOLS, ProtocolInfo, SensorFacts, check_address
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Nature, Reading

FIRST_READING_S: Final = 1.2
SPEEDS_TRIED: Final = 2
"""The maker's own and the commonest other."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sensor that gave a reading, or one that answers and must not be used as it is."""

    port: str
    protocol: str
    baud: int
    facts: SensorFacts
    reading: Reading | None
    simulated: bool
    problem: str = ""
    """What is wrong with it, and what to do; empty when nothing is."""
    address: int | None = None
    """Where it answered on a shared line; None when it was not asked for by an address."""

    @property
    def alike(self) -> tuple[str, ...]:
        """Other protocols that the answers do not tell from this one."""
        return tuple(info.name for info in PROTOCOLS.values() if info.heard_as == self.protocol)

    def config_lines(self) -> list[str]:
        """What to paste into config.toml. An adapter is named by its USB identity, which stays when it is moved."""
        usb = usb_ports().get(self.port)
        lines = ["[thermometer]", 'source = "serial"', f'protocol = "{self.protocol}"']
        lines.append(f'port = "{usb or self.port}"')
        if self.baud != PROTOCOLS[self.protocol].baud:
            lines.append(f"baud = {self.baud}")
        if self.address is not None:
            lines.append(f"address = {self.address}")
        return lines


def ports_to_scan() -> list[str]:
    """USB serial ports first, then the others that the system lists."""
    usb = list(usb_ports())
    return usb + sorted(port.device for port in list_ports.comports() if port.device not in usb)


def scan(port: str, tell: Callable[[str], None] = lambda _: None, address: int | None = None) -> Found | None:
    """What hangs on a port: the first that gives a value or is refused, else the first that answers at all.

    `tell` hears what is being tried. With an `address`, only what can have it on a shared line is tried, there.
    Raises DeviceUnavailable when the port cannot be opened.
    """
    second_best: Found | None = None
    for info, baud in attempts(address):
        tell(f"{info.name} at {baud} baud")
        found = _try(port, info, baud, address)
        if found is not None and (found.problem or (found.reading and found.reading.object_c is not None)):
            return found
        second_best = second_best or found
    return second_best


def attempts(address: int | None = None) -> list[tuple[ProtocolInfo, int]]:
    """Protocols and speeds in the order of trying: those known by their stream first, at every speed, for what is
    asked later may take noise for an answer. With an address, those that know it."""
    known = [info for info in PROTOCOLS.values() if _knows(info, address)]
    streaming = [info for info in known if info.streams]
    asked = [info for info in known if not info.streams and not info.heard_as]
    return [*_speeds(streaming), *_speeds(asked)]


def _knows(info: ProtocolInfo, address: int | None) -> bool:
    try:
        check_address(info, address)
    except ValueError:
        return False
    return True


def _speeds(infos: list[ProtocolInfo]) -> list[tuple[ProtocolInfo, int]]:
    pairs = [(info, (info.baud, *info.bauds)[:SPEEDS_TRIED]) for info in infos]
    return [(info, speeds[turn]) for turn in range(SPEEDS_TRIED) for info, speeds in pairs if turn < len(speeds)]


def _try(port: str, info: ProtocolInfo, baud: int, address: int | None) -> Found | None:
    sensor = Thermometer(port, info.name, baud, address=address)
    sensor.probing = False
    try:
        sensor.open()
        readings = sensor.read(FIRST_READING_S)
    except DeviceUnavailable as error:
        if error.problem.startswith("cannot open") or "not a serial port" in error.problem:
            raise
        return _unfit(port, info, baud, sensor, error)
    finally:
        sensor.close()
    if not readings:
        return None
    simulated = sensor.identity.nature is Nature.SIMULATED
    return Found(port, info.name, baud, sensor.sensor, readings[-1], simulated, address=address)


def _unfit(port: str, info: ProtocolInfo, baud: int, sensor: Thermometer, error: DeviceUnavailable) -> Found | None:
    """A sensor that speaks this protocol but is refused; None when nothing speaks it."""
    if not sensor.unfit:
        return None
    simulated = sensor.identity.nature is Nature.SIMULATED
    return Found(
        port, info.name, baud, sensor.sensor, None, simulated, f"{error.problem}; {error.advice}", sensor.address
    )
