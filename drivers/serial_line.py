"""An open serial port: bytes out, bytes in, and every failure said in words. Modem lines are never touched."""

import os
import select
from collections.abc import Callable
from typing import Final

import serial

from drivers.finding import unavailable
from drivers.values import DeviceUnavailable

CHUNK: Final = 4096
LINE_FAULTS: Final = (serial.SerialException, OSError)
WRITE_TIMEOUT_S: Final = 1.0

Tap = Callable[[bool, bytes], None]
"""Told of everything that passes: whether it was sent, and the bytes."""


class SerialLine:
    """One open port; closed for good after any failure."""

    def __init__(self, port: str, baud: int, tap: Tap | None = None) -> None:
        """Open, alone on the port. Raises DeviceUnavailable."""
        self.port = port
        self.bytes_read = 0
        self._tap = tap
        try:
            self._serial = serial.Serial(port, baud, timeout=0, write_timeout=WRITE_TIMEOUT_S, exclusive=True)
        except (*LINE_FAULTS, ValueError) as error:
            raise unavailable(f"cannot open {port} ({_reason(error)})", _opening_advice(error, port)) from error

    def fileno(self) -> int:
        return self._serial.fileno()

    def set_baud(self, baud: int) -> None:
        """Go on at another speed; what had arrived at the old one is dropped. Raises DeviceUnavailable."""
        try:
            self._serial.baudrate = baud
            self._serial.reset_input_buffer()
        except (*LINE_FAULTS, ValueError) as error:
            raise self._lost(error) from error

    def send(self, data: bytes) -> None:
        """Write; nothing for no bytes. Raises DeviceUnavailable."""
        if not data:
            return
        try:
            self._serial.write(data)
        except LINE_FAULTS as error:
            raise self._lost(error) from error
        if self._tap is not None:
            self._tap(True, data)

    def receive(self, wait_s: float) -> bytes:
        """What has arrived, waiting for the first byte. An end that has gone is readable too, and then empty."""
        try:
            ready, _, _ = select.select([self._serial.fileno()], [], [], wait_s)
            data = os.read(self._serial.fileno(), CHUNK) if ready else b""
        except BlockingIOError:
            return b""
        except LINE_FAULTS as error:
            raise self._lost(error) from error
        if ready and not data:
            raise self._lost(None)
        self.bytes_read += len(data)
        if data and self._tap is not None:
            self._tap(False, data)
        return data

    def close(self) -> None:
        """Close; harmless when it is closed already, or gone."""
        try:
            self._serial.close()
        except LINE_FAULTS:
            pass  # the device has gone; nothing is left to close

    def _lost(self, error: Exception | None) -> DeviceUnavailable:
        self.close()
        why = f" ({_reason(error)})" if error else ""
        return unavailable(f"lost {self.port}{why}", "check the sensor's cable and plug it in again")


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
    if isinstance(error, ValueError):
        return "set thermometer.baud to a speed that the port knows"
    return "check the sensor's cable and power"
