"""A relay's line in our hand, behind a real door guard: plugged, unplugged, and the guard killed."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import drivers.guard_process
from drivers.door import RelayDoor, Wiring
from kiosk.release import Release
from tests.crash.witness import Witness
from tests.rig import Rig

PATIENCE_S = 5.0
LONG_S = 10.0
"""A pulse that does not end by itself while a test waits."""


class Relay:
    """A relay's line under a name that stays when it is unplugged."""

    def __init__(self, port: Path) -> None:
        self.port = port
        self.witness = Witness()
        self.plug()

    def plug(self) -> None:
        self.port.symlink_to(self.witness.port)

    def unplug(self) -> None:
        self.witness.collect()
        self.port.unlink()
        self.witness.close()

    def plug_in_again(self) -> None:
        self.witness = Witness()
        self.plug()

    def wait_for(self, wanted: Callable[[list[bytes]], bool]) -> list[bytes]:
        deadline = time.monotonic() + PATIENCE_S
        while not wanted(self.frames()):
            assert time.monotonic() < deadline, self.frames()
            self.witness.wait(0.05)
        return self.frames()

    def frames(self) -> list[bytes]:
        """All that it has heard since it was plugged in."""
        if self.port.is_symlink():
            self.witness.collect()
        return [frame for _, frame in self.witness.seen]

    def close(self) -> None:
        if self.port.is_symlink():
            self.unplug()


def wire(rig: Rig, relay: Relay) -> None:
    """Put a relay door on a rig that has not started."""
    rig.door = RelayDoor(Wiring(port=str(relay.port)), LONG_S)
    rig.release = Release(rig.door, LONG_S)


def guard(rig: Rig) -> drivers.guard_process.GuardProcess:
    assert isinstance(rig.door, RelayDoor)
    assert rig.door._guard is not None
    return rig.door._guard


def kill_guard(rig: Rig, how: signal.Signals = signal.SIGKILL) -> None:
    held = guard(rig)
    os.kill(held.pid, how)
    if how is signal.SIGKILL:
        held._process.wait(PATIENCE_S)
