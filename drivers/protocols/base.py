"""What every wire protocol looks like: bytes in, readings out. No port, no clock, no thread."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol

from drivers.values import Reading


@dataclass(frozen=True, slots=True)
class SensorFacts:
    """What a sensor said of itself when it was set up; empty or None where its protocol cannot tell."""

    model: str = ""
    serial: str = ""
    firmware: str = ""
    emissivity: float | None = None
    """As read back from the sensor, never as merely written."""


@dataclass(frozen=True, slots=True)
class ThermalPicture:
    """One picture of an array, as a camera beside it sees the scene. It may show a person: memory only."""

    width: int
    height: int
    hundredths: tuple[int, ...]
    """Object temperatures, 0.01 °C, row by row from the upper left of the scene."""
    ambient_c: float | None
    """Temperature of the sensor itself, °C."""


class SensorUnfit(Exception):
    """The sensor answers, but must not be used as it is: says what it carries and how to neutralise it."""

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem}; {advice}")
        self.problem = problem
        self.advice = advice


class NoAnswer(Exception):
    """The sensor does not answer a request that it must answer."""


Conversation = Generator[bytes, None, SensorFacts]
"""Set-up as a generator: yields what to send next, and is resumed when the answer came (`awaiting` fell) or did not in
time (`awaiting` still stands). Ends with the facts, or with SensorUnfit or NoAnswer."""


class WireProtocol(Protocol):
    """One conversation with one sensor. Make a new one each time the port is opened: it holds half a frame."""

    bad_frames: int
    """Frames whose sum, length or content was wrong."""
    discarded: int
    """Bytes that belonged to no frame."""
    refused: str
    """The sensor's last refusal in words; empty when there was none."""

    @property
    def awaiting(self) -> bool:
        """Whether the answer to the last request has yet to come."""
        ...

    @property
    def setup_lost(self) -> bool:
        """Whether the sensor has restarted, or its settings have changed, since `setup`."""
        ...

    @property
    def picture(self) -> ThermalPicture | None:
        """The newest picture, for arrays."""
        ...

    def start(self) -> bytes:
        """The bytes to send once after opening; empty when the sensor streams by itself."""
        ...

    def setup(self, emissivity: float | None) -> Conversation:
        """Identify the sensor, set and read back the emissivity (None: leave it), refuse what bends its readings."""
        ...

    def poll(self) -> bytes:
        """The bytes that ask for the next reading, giving up on the last; empty for a sensor that streams."""
        ...

    def outgoing(self) -> bytes:
        """The bytes to send at once because of what arrived, e.g. the second question of a reading; mostly empty."""
        ...

    def feed(self, data: bytes) -> list[Reading]:
        """Take what arrived, however it was cut, and return the readings completed by it. Never raises."""
        ...


class Listener:
    """The answers of a protocol that only listens. The parser of a stream builds on it."""

    def __init__(self) -> None:
        self._buffer = b""
        self.bad_frames = 0
        self.discarded = 0
        self.refused = ""

    @property
    def awaiting(self) -> bool:
        """Never: nothing is asked."""
        return False

    @property
    def setup_lost(self) -> bool:
        """Never: nothing is set up."""
        return False

    @property
    def picture(self) -> ThermalPicture | None:
        """None: one spot makes no picture."""
        return None

    def start(self) -> bytes:
        """Nothing: the sensor streams by itself."""
        return b""

    def setup(self, emissivity: float | None) -> Conversation:
        """Nothing can be asked."""
        return SensorFacts()
        yield b""

    def poll(self) -> bytes:
        """Nothing: the sensor streams."""
        return b""

    def outgoing(self) -> bytes:
        """Nothing."""
        return b""


@dataclass(frozen=True, slots=True)
class ProtocolInfo:
    """What a technician and the station need to know of a protocol before the first byte."""

    name: str
    """The word in config.toml and on the command line."""
    title: str
    factory: Callable[..., WireProtocol]
    """Called without arguments, or with the device's address where `addresses` says that there are some."""
    baud: int
    """The maker's default speed, 8N1."""
    rate_hz: float
    """Nominal readings a second."""
    accuracy_c: float
    """Maker's accuracy, °C, taken as expanded uncertainty U (k=2) until a calibration exists."""
    resolution_c: float
    """One step of the wire format, °C."""
    range_c: tuple[float, float]
    """Object temperatures that the sensor can report at all, °C. Outside it: no value."""
    bauds: tuple[int, ...] = ()
    """Other speeds that the sensor can be set to."""
    addresses: tuple[int, int] | None = None
    """First and last address on a shared line; None when the protocol knows no addresses."""
    frame_bytes: int = 0
    """Length of a picture: at a slow speed, whoever listens for one must wait so long."""
    is_array: bool = False
    """Whether it sends pictures. They may show a person."""
    streams: bool = False
    """Whether the sensor sends by itself from power-up, so that whoever looks for it need only listen."""
    heard_as: str = ""
    """Another protocol whose answers to the first questions look the same: whoever looks tries that one."""


def check_address(info: ProtocolInfo, address: int | None) -> None:
    """Raise ValueError for an address that the protocol does not know."""
    if address is None:
        return
    if info.addresses is None:
        raise ValueError(f"{info.name} knows no addresses: leave the address out")
    low, high = info.addresses
    if not low <= address <= high:
        raise ValueError(f"address {address} is outside {low} to {high} ({info.name})")
