"""Parts of a station in a test's hand: a clock that it sets, a door and records that tell what they did."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from drivers.simulation.door import SimulatedDoor
from drivers.values import PulseResult
from kiosk.records.store import After, Before, Committed, Records
from kiosk.records.values import Entry


class FakeClock:
    """Monotonic and wall clock in the test's hand."""

    def __init__(self, now: float = 1000.0) -> None:
        self.now = now
        self.wall_ahead = datetime(2026, 3, 2, 8, 0, tzinfo=UTC) - timedelta(seconds=now)

    def monotonic(self) -> float:
        return self.now

    def utc(self) -> datetime:
        return self.wall_ahead + timedelta(seconds=self.now)

    def set_wall(self, by: timedelta) -> None:
        self.wall_ahead += by


class WatchedDoor(SimulatedDoor):
    """Tells when it is pulsed."""

    def __init__(self, clock: FakeClock, calls: list[str]) -> None:
        super().__init__(clock.monotonic)
        self._calls = calls

    def pulse(self, seconds: float) -> PulseResult:
        self._calls.append("pulse")
        return super().pulse(seconds)


class WatchedRecords(Records):
    """Tells what it wrote; `before_write` may stand in for a disk that is slow or fails."""

    calls: list[str]
    before_write: Callable[[Entry], None]

    def write(self, entry: Entry, *, before: Before | None = None, after: After | None = None) -> Committed:
        self.before_write(entry)
        committed = super().write(entry, before=before, after=after)
        self.calls.append(entry.kind.value)
        return committed


class Feed:
    """Something that is due again and again: `step` returns how long to wait until the next time (s)."""

    def __init__(self, step: Callable[[], float], due: float) -> None:
        self.step = step
        self.due = due
