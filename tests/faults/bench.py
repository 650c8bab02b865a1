"""One cell of the fault matrix: bring a station to a phase, provoke a fault there, and note what can be observed.

Nothing here says what should happen: the notes become docs/faults.md. What no fault may do is asserted on the way: no
pulse without its release row, no release while out of service, no row lost, a chain that verifies, and an admit for the
next visitor once the fault is gone.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from drivers.values import DoorState
from kiosk.records.queries import Shown
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Entry, Kind, StoreError
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Fault, Phase, Source
from kiosk.workers import Health
from tests.faults.rows import told
from tests.rig import MASKED, NOBODY, NONE, Rig, View, face

FAR = View((face(height=0.15),), NONE, 30.0)
AT_ONCE_S = 0.1
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
    closing: list[Callable[[], object]] = field(default_factory=list)
    lives: int = 1

    def reborn(self) -> None:
        """Begin another run on what this one left on disk, its own end unwritten."""
        self.lives += 1
        folder = self.folder / f"life-{self.lives}"
        shutil.copytree(self.rig.path.parent, folder / "data")
        old, clock = self.rig, self.rig.clock
        self.closing.append(old.stop)
        clock.now += 5.0
        self.rig = Rig(folder, clock=clock)
        self.rig.boot_id = f"boot-{self.lives}"
        self.rig.reports, self.rig.calls = old.reports, old.calls
        self.rig.upkeep = Upkeep(keep_days=90, head_s=900.0) if old.upkeep else None
        self.rig.simulated_door._calls = old.calls
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
    phases: tuple[Phase, ...] = tuple(Phase)
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
    mend = base(lambda: _begun(bench, case))
    watch.until_settled(case.watch_s, stands=bench.screen_stands)
    fault = bench.rig.snapshot.fault
    seen = bench.rig.snapshot
    bench.staff = bench.staff or ""
    door = watch.door()
    mend()
    recovery = _recovered(bench, case)
    recorded = tuple(told(shown) for shown in bench.rig.rows() if shown.row.hash not in before)
    _hold(bench, before)
    return Seen(door, tuple(watch.shown), fault, bench.staff, seen, recorded, recovery if fault else "goes on")


def _begun(bench: Bench, case: Case) -> Mend:
    try:
        return case.begin(bench)
    except PowerCut:
        bench.reborn()
        return lambda: None


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
        self._pulses = bench.rig.pulses
        self._begun_at = bench.rig.clock.now
        self._base = bench.rig.snapshot.fault
        self._locked_at: float | None = None
        self.shown = [bench.rig.snapshot]

    def until_settled(self, seconds: float, *, stands: bool) -> None:
        """Run on until out of service for this fault, or for so long (s)."""
        self._begun_at = self._bench.rig.clock.now
        since = self._begun_at
        while self._bench.rig.clock.now - since < seconds + 4.0:
            rig = self._bench.rig
            rig.tick()
            self._note(rig.snapshot, stands=stands)
            found = rig.snapshot.fault
            if found is not None and found.trouble != "starting" and _other(found, self._base):
                return
            if rig.clock.now - since >= seconds and found is None:
                return

    def _note(self, now: Snapshot, *, stands: bool) -> None:
        if not stands:
            self.shown.append(now)
        rig = self._bench.rig
        opened = self._open_before or rig.pulses > self._pulses
        if opened and self._locked_at is None and rig.door.state() is not DoorState.RELEASED:
            self._locked_at = rig.clock.now

    def door(self) -> str:
        pulses = self._bench.rig.pulses - self._pulses
        assert pulses <= 1
        if not self._open_before and not pulses:
            return "stays locked"
        opened = "was released" if self._open_before else "is released for the answer on disk"
        if self._locked_at is None:
            return f"{opened}, and stays so to the end of its pulse"
        after_s = self._locked_at - self._begun_at
        if after_s <= AT_ONCE_S:
            return f"{opened}; locks at once"
        return f"{opened}; locks within {int(after_s) + 1} s"


def _other(found: Fault, base: Fault | None) -> bool:
    return base is None or (found.source, found.trouble) != (base.source, base.trouble)


def _recovered(bench: Bench, case: Case) -> str:
    """Wait for the station to come back, let a person help where it must be, and say how it went."""
    bench.rig.view = NOBODY
    begun_at = bench.rig.clock.now
    by_hand = False
    if not _back(bench):
        assert case.by_hand is not None, f"{case.name}: still {bench.rig.snapshot.fault}"
        case.by_hand(bench)
        by_hand = True
        begun_at = bench.rig.clock.now
        assert _back(bench), f"{case.name}: still {bench.rig.snapshot.fault}"
    after_s = int(bench.rig.clock.now - begun_at) + 1
    bench.rig.run_until(lambda: bench.rig.phase is Phase.IDLE, IDLE_AT_MOST_S)
    return case.hand if by_hand else f"by itself, within {after_s} s"


def _back(bench: Bench) -> bool:
    deadline = bench.rig.clock.now + BACK_AT_MOST_S
    while bench.rig.phase is Phase.OUT_OF_SERVICE and bench.rig.clock.now < deadline:
        bench.rig.tick()
    return bench.rig.phase is not Phase.OUT_OF_SERVICE


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
