"""One cell of the fault matrix: bring a station to a phase, provoke a fault there, and note what can be observed.

Nothing here says what should happen: the notes become docs/faults.md. What no fault may do is asserted on the way: no
pulse without its release row, no release while out of service, no row lost, a chain that verifies, and an admit for the
next visitor once the fault is gone.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from drivers.values import DoorState
from kiosk.records.queries import Shown
from kiosk.records.values import Entry, Kind, StoreError
from kiosk.screening.in_force import Standing
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Fault, Phase, Source
from kiosk.workers import Health
from tests.crash.witness import OFF, ON
from tests.faults.around import Linked, Staffed
from tests.faults.rows import told
from tests.relay import Relay, guard, wire
from tests.rig import MASKED, NOBODY, NONE, Rig, View, face

FAR = View((face(height=0.15),), NONE, 30.0)
AT_ONCE_S = 0.1
LAST_S = 1.5
"""Watched for so long after it has gone out of service: one trouble may turn into another."""
WALKS_S = 1.0
"""After an answer the visitor goes in, or away."""
STRIDE_S = 0.8
"""Facts may come so far apart while nobody is there: minutes pass sooner."""
BACK_AT_MOST_S = 45.0
IDLE_AT_MOST_S = 60.0

Mend = Callable[[], object]


class PowerCut(BaseException):
    """Nothing of this process runs on."""


@dataclass
class Bench:
    """A station and what stands around it; a fault may put another station in its place."""

    folder: Path
    rig: Rig
    staff: str = ""
    """What staff are told elsewhere than on the kiosk's own screen."""
    screen_stands: bool = False
    """The picture on the visitor's screen does not move any more."""
    relay: Relay | None = None
    """A real relay's line and guard in the place of the simulated door."""
    standing: Standing = Standing.NONE
    """Of the calibration, where a case has one."""
    accounts: Staffed | None = None
    link: Linked | None = None
    closing: list[Callable[[], object]] = field(default_factory=list)
    lives: int = 1

    def wire(self) -> None:
        """Put a relay with its guard, a process of its own, behind the station. Before it starts."""
        self.relay = self.relay or Relay(self.folder / "relay")
        wire(self.rig, self.relay)
        self.closing.append(self.relay.close)

    def patch(self) -> pytest.MonkeyPatch:
        """Return what puts something in the place of a part; it is back at the latest when the bench is cleared."""
        patch = pytest.MonkeyPatch()
        self.closing.append(patch.undo)
        return patch

    def opened(self) -> int:
        """How often the door has moved, as door or relay have it."""
        if self.relay is None:
            return len(self.rig.simulated_door.pulses)
        return self.relay.frames().count(ON)

    def reborn(self) -> None:
        """Begin another run on what this one left on disk, its own end unwritten: its guard sees the pipe close."""
        self.lives += 1
        folder = self.folder / f"life-{self.lives}"
        shutil.copytree(self.rig.path.parent, folder / "data")
        old, clock = self.rig, self.rig.clock
        self.closing.append(old.stop)
        clock.now += 5.0
        self.rig = Rig(folder, clock=clock)
        self.rig.boot_id = f"boot-{self.lives}"
        self.rig.reports, self.rig.calls = old.reports, old.calls
        if self.relay is not None:
            guard(old).end()
            self.relay.wait_for(lambda frames: frames[-1:] == [OFF])
            wire(self.rig, self.relay)
        self.rig.station.writer.open_first(clock.now)


@dataclass(frozen=True)
class Case:
    """One fault of one device."""

    device: str
    fault: str
    begin: Callable[[Bench], Mend]
    """Provokes it and returns what mends it. May raise PowerCut."""
    made: Callable[[Bench], object] = lambda bench: None
    """Readies the bench before the station starts."""
    watch_s: float = 4.0
    """How long it is watched when the station does not go out of service for it."""
    by_hand: Callable[[Bench], object] | None = None
    """What a person does when the station does not come back by itself."""
    hand: str = ""
    note: str = ""
    """What a reader should know about these cells."""
    phases: tuple[Phase, ...] = tuple(Phase)
    back_s: float = BACK_AT_MOST_S
    """How long the way back may take."""
    at_row: Kind = Kind.SCREENING
    """Right before this row is written is what `deciding` means here."""

    @property
    def name(self) -> str:
        return f"{self.device}: {self.fault}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a cell of the matrix says."""

    door: str
    visitor: tuple[Snapshot, ...]
    """One for each change on the screen from the fault on; the first is what stood there."""
    fault: Fault | None
    staff: str
    snapshot: Snapshot
    recorded: tuple[str, ...]
    recovery: str


@contextmanager
def benched(folder: Path, case: Case) -> Iterator[Bench]:
    bench = Bench(folder, Rig(folder / "life-1"))
    try:
        case.made(bench)
        bench.rig.start()
        yield bench
    finally:
        bench.rig.stop()
        for close in bench.closing[::-1]:
            close()


def observe(case: Case, phase: Phase, folder: Path) -> Seen:
    with benched(folder, case) as bench:
        return _observed(bench, case, phase)


def _observed(bench: Bench, case: Case, phase: Phase) -> Seen:
    base = _reach(bench, case, phase)
    before = _hashes(bench)
    watch = _Watch(bench)
    mend = base(lambda: _begun(bench, case, watch))
    watch.until_settled(case.watch_s, stands=bench.screen_stands)
    fault, seen = _without_paths(bench, bench.rig.snapshot.fault), bench.rig.snapshot
    door = watch.door()
    mend()
    recovery = _recovered(bench, case)
    recorded = tuple(told(shown) for shown in bench.rig.rows() if shown.row.hash not in before)
    _hold(bench, before)
    return Seen(door, tuple(watch.shown), fault, bench.staff, seen, recorded, recovery if fault else "goes on")


def _begun(bench: Bench, case: Case, watch: "_Watch") -> Mend:
    watch.shown = [bench.rig.snapshot]
    try:
        return case.begin(bench)
    except PowerCut:
        bench.reborn()
        return lambda: None


def _without_paths(bench: Bench, fault: Fault | None) -> Fault | None:
    """A page must not change with the folder that a test was given."""
    detail = fault.detail if fault else ""
    for folder, name in ((bench.rig.path.parent, "/var/lib/kiosk"), (bench.folder, "/dev")):
        detail = detail.replace(str(folder), name)
    return fault and replace(fault, detail=detail)


Provoked = Callable[[Callable[[], Mend]], Mend]


def _reach(bench: Bench, case: Case, phase: Phase) -> Provoked:
    """Bring the station to a phase; return what provokes a fault in it."""
    rig = bench.rig
    rig.run(1.0)
    match phase:
        case Phase.GUIDING | Phase.MEASURING:
            rig.view = FAR if phase is Phase.GUIDING else MASKED
            rig.run_until(lambda: rig.phase is phase)
            rig.run(0.2)
        case Phase.ANSWERED:
            rig.visit(MASKED)
            rig.tick()
        case Phase.DECIDING:
            rig.view = MASKED
            return lambda begin: _at_the_row(bench, case.at_row, begin)
        case Phase.OUT_OF_SERVICE:
            return _while_out(bench, case)
        case Phase.IDLE:
            pass
    assert rig.phase is phase
    return lambda begin: begin()


def _at_the_row(bench: Bench, kind: Kind, begin: Callable[[], Mend]) -> Mend:
    """Let the fault begin right before a row of this kind is written, while the visitor's decision is being made."""
    rig, found = bench.rig, list[Mend]()

    def hook(entry: Entry) -> None:
        if entry.kind is kind:
            rig.before_write = lambda entry: None
            found.append(begin())
            if bench.rig is not rig:
                raise PowerCut

    rig.before_write = hook
    with suppress(PowerCut):
        rig.run_until(lambda: found)
    return found[0]


def _while_out(bench: Bench, case: Case) -> Provoked:
    """Out of service for another device, which is mended once the fault is there."""
    rig = bench.rig
    other = Source.THERMOMETER if case.device in ("Camera", "Sight") else Source.CAMERA
    rig.health[other] = lambda: Health(rig.clock.now, problem="its cable is loose; push it in")
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)

    def provoked(begin: Callable[[], Mend]) -> Mend:
        mend = begin()
        if bench.rig is rig:
            bench.rig.run(0.5)
            del rig.health[other]
        return mend

    return provoked


class _Watch:
    """Notes from the moment a fault is provoked."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._open_before = bench.rig.door.state() is DoorState.RELEASED
        self._opened = bench.opened()
        self._begun_at = bench.rig.clock.now
        self._base = bench.rig.snapshot.fault
        self._locked_at: float | None = None
        self._answers = len(bench.rig.reports) - (bench.rig.phase is Phase.ANSWERED)
        self._answered_at: float | None = None
        self.shown = [bench.rig.snapshot]

    def until_settled(self, seconds: float, *, stands: bool) -> None:
        """Run on until a moment after it went out of service for this fault, or for so long (s)."""
        self._begun_at = since = self._bench.rig.clock.now
        until = since + seconds + 4.0
        while (now := self._bench.rig.clock.now) < until:
            self._walk(now, quick=seconds > 10.0)
            found = self._bench.rig.snapshot.fault
            if not stands:
                self.shown.append(self._bench.rig.snapshot)
            self._see_door()
            if found is not None and found.trouble != "starting" and _other(found, self._base):
                until = min(until, now + LAST_S)
            elif found is None and now - since >= seconds:
                return

    def _walk(self, now: float, *, quick: bool) -> None:
        rig = self._bench.rig
        if now >= self._walks_at():
            rig.view = NOBODY
        _stride(rig) if quick and rig.view is NOBODY else rig.tick()

    def _walks_at(self) -> float:
        rig = self._bench.rig
        if self._answered_at is None and len(rig.reports) > self._answers:
            self._answered_at = rig.clock.now
        return float("inf") if self._answered_at is None else self._answered_at + WALKS_S

    def _see_door(self) -> None:
        opened = self._open_before or self._bench.opened() > self._opened
        if opened and self._locked_at is None and self._bench.rig.door.state() is not DoorState.RELEASED:
            self._locked_at = self._bench.rig.clock.now

    def door(self) -> str:
        """Return what the door did since the fault began."""
        times = self._bench.opened() - self._opened
        if not self._open_before and not times:
            return "stays locked"
        opened = "was released" if self._open_before else "is released for the answer on disk"
        if times > (not self._open_before):
            opened += ", and again for the next one"
        if self._bench.lives > 1:
            return f"{opened}; its guard locks when the program is gone"
        if self._locked_at is None:
            return f"{opened}, and stays so to the end of its pulse"
        after_s = self._locked_at - self._begun_at
        return f"{opened}; locks " + ("at once" if after_s <= AT_ONCE_S else f"within {int(after_s) + 1} s")


def _other(found: Fault, base: Fault | None) -> bool:
    return base is None or (found.source, found.trouble) != (base.source, base.trouble)


def _recovered(bench: Bench, case: Case) -> str:
    """Wait for the station to come back, let a person help where it must be, and say how it went."""
    bench.rig.view = NOBODY
    begun_at = bench.rig.clock.now
    by_hand = False
    if not _back(bench, case.back_s):
        assert case.by_hand is not None, f"{case.name}: still {bench.rig.snapshot.fault}"
        case.by_hand(bench)
        by_hand = True
        begun_at = bench.rig.clock.now
        assert _back(bench, case.back_s), f"{case.name}: still {bench.rig.snapshot.fault}"
    after_s = int(bench.rig.clock.now - begun_at) + 1
    bench.rig.run_until(lambda: bench.rig.phase is Phase.IDLE, IDLE_AT_MOST_S)
    return case.hand if by_hand else f"by itself, within {after_s} s"


def _back(bench: Bench, patience_s: float) -> bool:
    rig = bench.rig
    begun_at = rig.clock.now
    while rig.phase is Phase.OUT_OF_SERVICE and rig.clock.now - begun_at < patience_s:
        rig.tick() if rig.clock.now - begun_at < 5.0 else _stride(rig)
    return rig.phase is not Phase.OUT_OF_SERVICE


def _stride(rig: Rig) -> None:
    rig.clock.now += STRIDE_S
    rig.tick()


def _hold(bench: Bench, before: list[str]) -> None:
    """What no fault may break."""
    rig = bench.rig
    rig.run(2.5)
    assert rig.visit(MASKED).released, "the next visitor is not admitted"
    rows = rig.rows()
    if rows[0].row.hash == before[0]:
        assert [shown.row.hash for shown in rows][: len(before)] == before, "a row is lost"
        releases = sum(shown.row.kind == Kind.RELEASE for shown in rows)
        assert rig.pulses <= releases, "the door moved without its row"
    assert rig.verdict().bad is None


def _hashes(bench: Bench) -> list[str]:
    with suppress(StoreError):
        return [shown.row.hash for shown in _rows(bench)]
    return []


def _rows(bench: Bench) -> list[Shown]:
    return bench.rig.rows()
