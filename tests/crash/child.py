"""The station that is killed: real records, the real guard on a relay, visitors as fast as it goes.

It says `ready`, and seq and hash of each row once that is on disk. A sequence other than `sound` is a mutant that moves
the door too early, to show that the storm finds it out.

`python -m tests.crash.child FD` is the nursery: it imports once, and forks a station for each request on its socket.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from itertools import cycle
from pathlib import Path

from drivers.door import RelayDoor, Wiring
from drivers.values import Door
from kiosk.records.store import After, Before, Committed, Records
from kiosk.records.values import Entry, Kind, Receipt
from kiosk.release import Barrier, Moment, Release, Spent
from kiosk.screening.settings import Rules, Timing
from tests.rig import MASKED, UNMASKED, Rig
from tests.watched import FakeClock, WatchedRecords

PULSE_S = 0.25
FASTER = 1000.0
"""The station's clock begins at this many times the machine's, so that no run begins before the end of the last."""
HURRIED = Rules(timing=Timing(left_s=0.2, answer_s=0.5))


class Sequence(StrEnum):
    SOUND = "sound"
    PULSE_BEFORE_COMMIT = "pulse-before-commit"
    PULSE_BEFORE_SPENDING = "pulse-before-spending"


class Eager(Release):
    """Pulses first and writes afterwards, or leaves the pulse to somebody earlier."""

    def __init__(self, door: Door, pulse_s: float, *, pulse: bool) -> None:
        super().__init__(door, pulse_s)
        self._pulse = pulse

    def spend(
        self,
        receipt: Receipt,
        records: Records,
        now: Moment,
        *,
        boot_id: str,
        kept: Barrier | None,
        clock: Callable[[], float],
    ) -> Spent:
        if self._pulse:
            self._door.pulse(self._pulse_s)
        entry = now.entry(Kind.RELEASE, {"receipt_seq": receipt.seq, "pulse_s": self._pulse_s})
        row = records.spend(receipt, now_monotonic_ns=now.monotonic_ns, boot_id=boot_id, entry=entry)
        return Spent(True, {"release_seq": row.seq, "pulsed": True, "detail": "too early"})


class Told(WatchedRecords):
    def write(self, entry: Entry, *, before: Before | None = None, after: After | None = None) -> Committed:
        committed = super().write(entry, before=before, after=after)
        say(f"{committed.seq} {committed.hash}")
        return committed


class Busy(Rig):
    opens = Told


def say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def busy(folder: Path, port: str, sequence: Sequence) -> Busy:
    """Put the station together."""
    clock = FakeClock(time.monotonic() * FASTER)
    clock.wall_ahead = datetime(2026, 1, 1, tzinfo=UTC)
    rig = Busy(folder, rules=HURRIED, clock=clock)
    door = rig.door = RelayDoor(Wiring(port=port), PULSE_S)
    match sequence:
        case Sequence.SOUND:
            rig.release = Release(door, PULSE_S)
        case Sequence.PULSE_BEFORE_SPENDING:
            rig.release = Eager(door, PULSE_S, pulse=True)
        case Sequence.PULSE_BEFORE_COMMIT:
            rig.release = Eager(door, PULSE_S, pulse=False)
            rig.before_write = lambda entry: _pulse(entry, door)
    return rig


def _pulse(entry: Entry, door: Door) -> None:
    if entry.receipt_s is not None:
        door.pulse(PULSE_S)


def live(folder: Path, port: str, sequence: Sequence) -> None:
    """Screen visitors until killed."""
    rig = busy(folder, port, sequence).start()
    say("ready")
    for view in cycle((MASKED, MASKED, UNMASKED)):
        rig.visit(view)
        rig.leave()


def nursery(requests: socket.socket) -> None:
    """Fork a station for each `folder, port, sequence` and answer with its number; what it says goes to the pipe."""
    while True:
        asked, pipes, _, _ = socket.recv_fds(requests, 4096, 1)
        if not asked:
            return
        child = os.fork()
        if child == 0:
            requests.close()
            os.dup2(pipes[0], 1)
            folder, port, sequence = json.loads(asked)
            live(Path(folder), port, Sequence(sequence))
        os.close(pipes[0])
        requests.sendall(str(child).encode())
        os.waitpid(child, 0)


if __name__ == "__main__":
    nursery(socket.socket(fileno=int(sys.argv[1])))
