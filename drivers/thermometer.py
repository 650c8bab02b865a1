"""A serial port and one wire protocol make a thermometer. The only place where a sensor's port is opened."""

import math
import os
import select
import time
from typing import Final

import serial
from serial.tools import list_ports

from drivers.ports import PortClass, port_class, source_nature
from drivers.protocols import PROTOCOLS, ProtocolInfo, WireProtocol
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Reading

AUTO: Final = "auto"
CHUNK: Final = 4096
LINE_FAULTS: Final = (serial.SerialException, OSError)


class Thermometer:
    """A serial infrared thermometer. One owner, one thread. Modem lines are never touched."""

    def __init__(self, port: str, protocol: str, baud: int | None = None) -> None:
        """`port` is a path or `auto` (the one USB serial port); `baud` None is the maker's default.

        Raises ValueError for an unknown protocol. Opens nothing yet.
        """
        if protocol not in PROTOCOLS:
            raise ValueError(f"unknown thermometer protocol {protocol!r} (known: {', '.join(PROTOCOLS)})")
        self.info: ProtocolInfo = PROTOCOLS[protocol]
        self.port = port
        self.baud = baud or self.info.baud
        self.bytes_read = 0
        self._serial: serial.Serial | None = None
        self._parser: WireProtocol = self.info.factory()
        self._next_poll = 0.0
        self._earlier_bad_frames = 0
        self._earlier_discarded = 0
        self.identity = self._identify(port, port_class(port))

    @property
    def bad_frames(self) -> int:
        """Frames with a wrong sum, length or content since this object was made, over all openings."""
        return self._earlier_bad_frames + self._parser.bad_frames

    @property
    def discarded(self) -> int:
        """Bytes that belonged to no frame since this object was made, over all openings."""
        return self._earlier_discarded + self._parser.discarded

    def open(self) -> None:
        """Open the port and start the sensor. Raises DeviceUnavailable. Judges `identity` anew."""
        self.close()
        port = find_usb_port() if self.port == AUTO else self.port
        if port_class(port) is PortClass.NOT_A_PORT:
            raise _unavailable(f"{port} is not a serial port", "set thermometer.port to the sensor's serial port")
        try:
            self._serial = serial.Serial(port, self.baud, timeout=0, write_timeout=1.0, exclusive=True)
        except LINE_FAULTS as error:
            raise _unavailable(f"cannot open {port} ({_reason(error)})", _opening_advice(error, port)) from error
        self.identity = self._identify(port, port_class(self._serial.fileno()))
        self._renew_parser()
        self._send(self._parser.start())

    def read(self, timeout_s: float) -> list[Reading]:
        """Wait until the sensor has sent at least one whole frame; empty when it has not within `timeout_s`.

        Raises DeviceUnavailable when the port is closed, unplugged, or its other end has gone.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            poll_at = self._poll_when_due(time.monotonic())
            data = self._receive(max(0.0, min(deadline, poll_at) - time.monotonic()))
            readings = self._parser.feed(data)
            if readings or time.monotonic() >= deadline:
                return readings

    def close(self) -> None:
        """Close the port; harmless when it is closed already."""
        if self._serial is not None:
            try:
                self._serial.close()
            except LINE_FAULTS:
                pass  # the device has gone; nothing is left to close
            self._serial = None

    def _identify(self, where: str, found: PortClass) -> DeviceIdentity:
        return DeviceIdentity(DeviceKind.THERMOMETER, self.info.name, source_nature(found), where)

    def _renew_parser(self) -> None:
        self._earlier_bad_frames = self.bad_frames
        self._earlier_discarded = self.discarded
        self._parser = self.info.factory()

    def _poll_when_due(self, now: float) -> float:
        """Ask a sensor that does not stream; return when to ask again (monotonic s)."""
        request = self._parser.poll()
        if not request:
            return math.inf
        if now >= self._next_poll:
            self._next_poll = now + 1 / self.info.rate_hz
            self._send(request)
        return self._next_poll

    def _send(self, data: bytes) -> None:
        if data:
            try:
                self._connected().write(data)
            except LINE_FAULTS as error:
                raise self._lost(error) from error

    def _receive(self, wait_s: float) -> bytes:
        """What has arrived, waiting for the first byte. An end that has gone is readable too, and then empty."""
        port = self._connected()
        try:
            ready, _, _ = select.select([port.fileno()], [], [], wait_s)
            data = os.read(port.fileno(), CHUNK) if ready else b""
        except BlockingIOError:
            return b""
        except LINE_FAULTS as error:
            raise self._lost(error) from error
        if ready and not data:
            raise self._lost(None)
        self.bytes_read += len(data)
        return data

    def _connected(self) -> serial.Serial:
        if self._serial is None:
            raise _unavailable(f"{self.port} is not open", "open it first")
        return self._serial

    def _lost(self, error: Exception | None) -> DeviceUnavailable:
        where = self.identity.where
        self.close()
        why = f" ({_reason(error)})" if error else ""
        return _unavailable(f"lost {where}{why}", "check the sensor's cable and plug it in again")


def find_usb_port() -> str:
    """The path of the one USB serial port. Raises DeviceUnavailable when there is none, or more than one."""
    ports = sorted(port.device for port in list_ports.comports() if port.vid is not None)
    if not ports:
        raise _unavailable("no USB serial port found", "plug the sensor in, or set thermometer.port to its path")
    if len(ports) > 1:
        raise _unavailable(f"several USB serial ports ({', '.join(ports)})", "set thermometer.port to one of them")
    return ports[0]


def _unavailable(problem: str, advice: str) -> DeviceUnavailable:
    return DeviceUnavailable(DeviceKind.THERMOMETER, problem, advice)


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    return os.strerror(number).lower() if number else str(error).lower()


def _opening_advice(error: Exception, port: str) -> str:
    number = getattr(error, "errno", None)
    if isinstance(error, FileNotFoundError) or number == 2:
        return "plug the sensor in, or set thermometer.port to its path"
    if number == 13:
        return f"give this user access to {port} (on most systems: the group dialout)"
    if number in (11, 16) or "lock" in str(error):
        return "another program holds the port: stop it"
    return "check the sensor's cable and power"
