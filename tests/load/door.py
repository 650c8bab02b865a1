"""A door under load: a whole station on a real disk, visitors faster than any room has them.

    python -m tests.load.door FOLDER PER_S

Facts of faces and skin go in through the station's inbox; record, fsync, rights, desk and station.sock are those of
`kiosk run`. Its monotonic clock runs SPEED times as fast, because no passage is over in half a second; the wall clock
is the real one. A line on standard output for each decision.
"""

import itertools
import json
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.decision_report import DecisionReport
from kiosk.link import Desk, LinkServer
from kiosk.screening.settings import Limits
from kiosk.screening.values import Phase
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.file import STAFF_FILE
from tests.rig import HOT, MASKED, NOBODY, Rig, View
from tests.watched import FakeClock

SPEED = 8.0
REFERRED_ONE_IN = 10
STEP_S = 0.02
LINK_S = 0.2


class FastClock(FakeClock):
    """Runs by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.monotonic()

    def monotonic(self) -> float:
        return self.now + (time.monotonic() - self._begun) * SPEED

    def utc(self) -> datetime:
        return datetime.now(UTC)


class Told(list[DecisionReport]):
    """Prints each decision: its row, when it was (monotonic s), and how long the station was at it (ms)."""

    step_begun = 0.0

    def __init__(self, rig: Rig) -> None:
        super().__init__()
        self._rig = rig

    def append(self, report: DecisionReport) -> None:
        took_ms = (time.perf_counter() - self.step_begun) * 1000
        self._rig.view = NOBODY
        line = {"seq": report.seq, "at": time.monotonic(), "took_ms": took_ms, "outcome": report.outcome}
        print(json.dumps(line), flush=True)


def visitors() -> Iterator[View]:
    return (HOT if number % REFERRED_ONE_IN == 5 else MASKED for number in itertools.count())


def feed(rig: Rig, per_s: float, stop: threading.Event) -> None:
    """Show the camera and the thermometer who stands there, one visitor after another."""
    coming, due = visitors(), time.monotonic()
    pause_s = 0.0
    while not stop.wait(pause_s):
        if time.monotonic() >= due and rig.view is NOBODY and rig.phase is Phase.IDLE:
            rig.view = next(coming)
            due = max(due + 1 / per_s, time.monotonic() - 1.0)
        now = rig.clock.monotonic()
        for one in rig.feeds.values():
            if now >= one.due:
                one.due = now + one.step()
        pause_s = max(0.0, min(one.due for one in rig.feeds.values()) - rig.clock.monotonic()) / SPEED


def serve(link: LinkServer, stop: threading.Event) -> None:
    while not stop.is_set():
        link.step(LINK_S)


def main() -> None:
    folder, per_s = Path(sys.argv[1]), float(sys.argv[2])
    rig = Rig(folder, clock=FastClock())
    rig.path = folder / "records.db"
    rig.limits = Limits(clock_jump_s=1e9)
    staff = StaffAtStation(Accounts(folder / STAFF_FILE))
    rig.settle_staff = staff.settle
    told = rig.reports = Told(rig)
    station = rig.station
    station.writer.open_first(rig.clock.monotonic())
    station.step(rig.clock.monotonic())
    desk = Desk("door-1", station.snapshots.get, rig.clock.utc, staff.may, rig.orders)
    link = LinkServer(folder / "station.sock", desk)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    others = [
        threading.Thread(target=serve, args=(link, stop)),
        threading.Thread(target=feed, args=(rig, per_s, stop)),
    ]
    for other in others:
        other.start()
    try:
        while not stop.is_set():
            events = rig.inbox.wait(STEP_S)
            told.step_begun = time.perf_counter()
            station.step(rig.clock.monotonic(), events)
    finally:
        stop.set()
        for other in others:
            other.join()
        link.close()
        station.stop(rig.clock.monotonic())


if __name__ == "__main__":
    main()
