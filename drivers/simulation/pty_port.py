"""A pseudo-terminal that plays a serial port: reachable under one path, unplugged and plugged in again at will."""

import contextlib
import fcntl
import os
import select
import struct
import tempfile
import termios
import tty
from pathlib import Path
from typing import Final

UNREAD_LIMIT: Final = 128
SEND_S: Final = 0.1
SPEEDS: Final = {
    getattr(termios, f"B{baud}"): baud
    for baud in (2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)
}


class PtyPort:
    """The sensor's end. `path` is where the host's end stays when the number changes."""

    def __init__(self, link: Path | None) -> None:
        """Plug in. `link` None takes a private place. Raises FileExistsError when `link` is something else's."""
        self._private = None if link else tempfile.TemporaryDirectory(prefix="thermometer-")
        self.path = link or Path(self._private.name if self._private else "", "port")
        self._master = self._slave = -1
        self.unread_limit = UNREAD_LIMIT
        """Bytes that may wait unread; what comes later is lost, as on a serial line that nobody listens to."""
        self.plug_in()

    def plug_in(self) -> None:
        """Open a pseudo-terminal, if there is none; its far end stays open here too, or reading this end would fail
        without a host."""
        if self._master >= 0:
            return
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        if self.path.is_symlink():
            self.path.unlink()
        try:
            self.path.symlink_to(os.ttyname(self._slave))
        except OSError:
            self.unplug()
            raise

    def unplug(self) -> None:
        """Nothing is left under the path: the kernel may give the terminal's number to another program at once."""
        if self._master >= 0:
            if self.path.is_symlink():
                self.path.unlink()
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1

    def remove(self) -> None:
        """Unplug and leave nothing behind."""
        self.unplug()
        with contextlib.suppress(FileNotFoundError):
            self.path.unlink()
        if self._private is not None:
            self._private.cleanup()

    def receive(self, wait_s: float = 0.0) -> bytes:
        """What the host sent, waiting for the first byte."""
        with contextlib.suppress(BlockingIOError, OSError):
            if self._master >= 0 and select.select([self._master], [], [], wait_s)[0]:
                return os.read(self._master, 4096)
        return b""

    def send(self, data: bytes) -> None:
        """Send, unless too much waits unread already."""
        if not data or self._master < 0:
            return
        waiting = struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0\0\0\0"))[0]
        if waiting <= max(self.unread_limit, len(data) // 2):
            self._write(data)

    def _write(self, data: bytes) -> None:
        """Write all of it, in parts as the terminal takes them; what a host does not fetch in time is lost."""
        while data:
            if not select.select([], [self._master], [], SEND_S)[1]:
                return
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                return

    def host_baud(self) -> int | None:
        """The speed that the host has set; a pseudo-terminal keeps it without heeding it."""
        return SPEEDS.get(termios.tcgetattr(self._slave)[4]) if self._slave >= 0 else None
