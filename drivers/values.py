"""What devices report. Standard library only, so that anybody may import it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Nature(StrEnum):
    """Whether a device touches the world. Judged by what the device is, never by what a config says."""

    REAL = "real"
    SIMULATED = "simulated"


class DeviceKind(StrEnum):
    THERMOMETER = "thermometer"
    CAMERA = "camera"
    DOOR = "door"
    DISPENSER = "dispenser"


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """Which device this is; part of every record."""

    kind: DeviceKind
    name: str
    """Driver or protocol, e.g. `gy-mcu90614`, `usb`, `serial-relay`."""
    nature: Nature
    where: str
    """Port, path or address, never with a password in it."""
    serial: str = ""
    """The device's own serial number, where it tells one: ports change, this does not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thermometer frame, as the sensor sent it. Nothing corrected, nothing clamped."""

    object_c: float | None
    """Object temperature, °C; None when the sensor itself said it has no value."""
    ambient_c: float | None
    """Temperature of the sensor's own can, °C; not the air."""
    emissivity: float | None = None
    """The emissivity set in the sensor, where its frames tell it."""
    raw: bytes = b""
    """The frame's bytes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One camera picture, in memory only, never written to disk."""

    pixels: Any
    """H x W x 3, uint8, BGR (numpy array)."""
    at: float
    """Monotonic seconds at capture."""
    luma: float
    """Mean brightness of a coarse sample of pixels, 0 to 255."""
    contrast: float
    """Standard deviation of the same sample, 0 to 128."""
    digest: int
    """Checksum of the same sample: equal in a row means a frozen picture, for a live sensor's noise never repeats."""


class DoorState(StrEnum):
    LOCKED = "locked"
    RELEASED = "released"
    UNKNOWN = "unknown"


class Lamp(StrEnum):
    """The status lamp beside the door."""

    GREEN = "green"
    """Released."""
    AMBER = "amber"
    """In service and locked: wait."""
    RED = "red"
    """Out of service."""
    DARK = "dark"


class Input(StrEnum):
    CONTACT = "contact"
    """Active: the door stands open."""
    HANDS = "hands"
    """Active: the dispenser feels a hand."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """An input as it is from now on; also told once at the start."""

    input: Input
    active: bool


@dataclass(frozen=True, slots=True)
class PulseResult:
    """What the door did with a release pulse."""

    done: bool
    detail: str
    """`on 3.0 s, off`, or what went wrong."""


class DeviceUnavailable(Exception):
    """A device cannot be reached: cable, power, permission. Try again later and tell staff what to do."""

    def __init__(self, device: DeviceKind, problem: str, advice: str) -> None:
        super().__init__(f"{device.value}: {problem}; {advice}")
        self.device = device
        self.problem = problem
        self.advice = advice


class Camera(Protocol):
    """One camera. After a DeviceUnavailable it is closed, and a new one opened."""

    identity: DeviceIdentity

    def read(self) -> Frame:
        """Wait for the next frame (a second or two at most). Raises DeviceUnavailable."""
        ...

    def close(self) -> None: ...


class Door(Protocol):
    """A door that is locked whenever nothing holds it open. `pulse` is called by kiosk.release alone."""

    identity: DeviceIdentity

    def pulse(self, seconds: float) -> PulseResult:
        """Start a release pulse that ends by itself after `seconds`; return when the relay is on.

        Raises DeviceUnavailable.
        """
        ...

    def lock(self) -> None:
        """De-energise now. Raises DeviceUnavailable."""
        ...

    def state(self) -> DoorState: ...

    def check(self) -> None:
        """Raise DeviceUnavailable when a pulse could not be given now."""
        ...

    def show(self, lamp: Lamp) -> None:
        """Light the status lamp, where there is one. Raises nothing: `check` finds what fails."""
        ...

    def buzz(self, seconds: float) -> None: ...

    def inputs(self) -> tuple[InputChange, ...]:
        """Take what door contact and dispenser have told since the last call."""
        ...

    def close(self) -> None: ...
