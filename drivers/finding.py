"""Which port a sensor hangs on: by path, as the only one, or by the USB identity that stays with its adapter."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from serial.tools import list_ports

from drivers.values import DeviceKind, DeviceUnavailable

AUTO: Final = "auto"
USB: Final = "usb:"


@dataclass(frozen=True, slots=True)
class UsbIdentity:
    """What a USB serial adapter says of itself; cheap ones have no serial number."""

    vid: int
    pid: int
    serial: str = ""

    def __str__(self) -> str:
        return f"{USB}{self.vid:04x}:{self.pid:04x}" + (f":{self.serial}" if self.serial else "")

    def matches(self, other: "UsbIdentity") -> bool:
        """Whether `other` can be this one; without a serial number every adapter of the kind can."""
        return (self.vid, self.pid) == (other.vid, other.pid) and self.serial in ("", other.serial)


def parse_usb(port: str) -> UsbIdentity:
    """`usb:1a86:7523` or `usb:0403:6001:A50285BI`. Raises ValueError saying how it is written."""
    parts = port.removeprefix(USB).split(":", 2)
    try:
        return UsbIdentity(int(parts[0], 16), int(parts[1], 16), parts[2] if len(parts) > 2 else "")
    except (ValueError, IndexError):
        raise ValueError(f"{port!r} is no USB identity (write usb:vendor:product[:serial], hexadecimal)") from None


def usb_ports() -> dict[str, UsbIdentity]:
    """The USB serial ports that are plugged in now, by path."""
    found: list[Any] = [port for port in list_ports.comports() if port.vid is not None]
    return {
        port.device: UsbIdentity(port.vid, port.pid or 0, port.serial_number or "")
        for port in sorted(found, key=lambda port: port.device)
    }


def identity_at(path: str) -> UsbIdentity | None:
    """The USB identity behind a path, links followed; None when it is no USB port."""
    real = os.path.realpath(path)
    return next((usb for port, usb in usb_ports().items() if os.path.realpath(port) == real), None)


def candidates(port: str, remembered: UsbIdentity | None, *, several: bool, keep_off: Iterable[str] = ()) -> list[str]:
    """The paths to try for what the config says, best first. Raises DeviceUnavailable when there is none.

    A sensor that was open once is looked for by its remembered identity, wherever it is plugged in now. `several`
    says that the sensor's own serial number will tell which of several ports is right. `keep_off` are ports of other
    devices: they are not searched, for a stray byte may move a relay.
    """
    others = {os.path.realpath(other) for other in keep_off}
    free = {path: usb for path, usb in usb_ports().items() if os.path.realpath(path) not in others}
    if remembered is not None:
        return _by_identity(remembered, free, port, several)
    if port == AUTO:
        return _only(list(free), "no USB serial port found", several)
    if port.startswith(USB):
        return _by_identity(parse_usb(port), free, port, several)
    return [port]


def _by_identity(wanted: UsbIdentity, free: dict[str, UsbIdentity], port: str, several: bool) -> list[str]:
    matching = [path for path, usb in free.items() if wanted.matches(usb)]
    here = [path for path in matching if os.path.realpath(path) == os.path.realpath(port)]
    return here or _only(matching, f"no {wanted} is plugged in", several)


def _only(ports: list[str], none: str, several: bool) -> list[str]:
    if not ports:
        raise unavailable(none, "plug the sensor in, or set thermometer.port to its path")
    if len(ports) > 1 and not several:
        raise unavailable(f"several USB serial ports ({', '.join(ports)})", "set thermometer.port to one of them")
    return ports


def unavailable(problem: str, advice: str) -> DeviceUnavailable:
    """A thermometer's trouble and what to do about it."""
    return DeviceUnavailable(DeviceKind.THERMOMETER, problem, advice)
