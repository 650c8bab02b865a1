"""The relay's end of the line, held by another process than the station: it sees what the door was told, and when."""

import fcntl
import os
import select
import time
import tty

ON, OFF = bytes.fromhex("A00101A2"), bytes.fromhex("A00100A1")
FRAME = 4


class Witness:
    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self.seen: list[tuple[float, bytes]] = []
        """When (monotonic s) and what, frame by frame."""
        self._rest = b""

    def fileno(self) -> int:
        return self._master

    def collect(self) -> None:
        """Take in what has arrived, without waiting."""
        while select.select([self._master], [], [], 0)[0]:
            self._rest += os.read(self._master, 4096)
        now = time.monotonic()
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            assert frame in (ON, OFF), f"no relay frame: {frame.hex(' ')}"
            self.seen.append((now, frame))

    def wait(self, seconds: float) -> None:
        """Wait for the next byte, at most so long."""
        select.select([self._master], [], [], seconds)

    def ons(self, since: int = 0) -> int:
        return sum(frame == ON for _, frame in self.seen[since:])

    def is_on(self) -> bool:
        return bool(self.seen) and self.seen[-1][1] == ON

    def guarded(self) -> bool:
        """Whether a guard holds the port."""
        try:
            fcntl.flock(self._slave, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(self._slave, fcntl.LOCK_UN)
        return False

    def close(self) -> None:
        os.close(self._master)
        os.close(self._slave)
