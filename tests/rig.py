"""A whole station stepped by hand: real records, real release, a clock that the test holds. No thread, no sleep."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from drivers.values import DeviceIdentity, DeviceKind, Door, Nature, Reading
from kiosk.decision_report import DecisionReport
from kiosk.link import Command, Done, NotDone, Order, Request
from kiosk.link.corner import CornerOrder
from kiosk.records.queries import Filter, Shown, list_shown
from kiosk.records.store import Records
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Entry, Identity
from kiosk.records.verify import Verdict, verify
from kiosk.release import Release
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.events import Event, FaceSeen, TemperatureRead
from kiosk.screening.in_force import InForce
from kiosk.screening.settings import Limits, Rules
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.state import Setup
from kiosk.screening.values import Phase, Source
from kiosk.station import Parts, Station
from kiosk.workers import Health, Inbox
from models.values import Face, MaskEstimate, MaskStatus
from tests.watched import FakeClock, Feed, WatchedDoor, WatchedRecords

TICK_S = 0.02
FRAME_S = 1 / 15
READ_S = 0.1
WIDTH, HEIGHT = 640, 480
WELL_C, ELEVATED_C, ROOM_C = 36.0, 39.0, 28.0
BOOT = "boot-a"

WORN = MaskEstimate(0.97, 0.02, 0.01, MaskStatus.WORN)
INCORRECT = MaskEstimate(0.03, 0.95, 0.02, MaskStatus.INCORRECT)
NONE = MaskEstimate(0.01, 0.02, 0.97, MaskStatus.NONE)
UNSURE = MaskEstimate(0.4, 0.3, 0.3, MaskStatus.UNSURE)

SIMULATED_CAMERA = DeviceIdentity(DeviceKind.CAMERA, "simulated", Nature.SIMULATED, "scene 1")
REAL_CAMERA = DeviceIdentity(DeviceKind.CAMERA, "usb", Nature.REAL, "/dev/video0")
REAL_SENSOR = DeviceIdentity(DeviceKind.THERMOMETER, "gy-mcu90614", Nature.REAL, "/dev/ttyUSB0")
REAL_DOOR = DeviceIdentity(DeviceKind.DOOR, "serial-relay", Nature.REAL, "/dev/ttyUSB1")


def face(height: float = 0.4, x: float = 0.5, y: float = 0.48, score: float = 0.9) -> Face:
    """Return a face of this height with its centre here, as fractions of the picture."""
    h = height * HEIGHT
    w = h * 0.8
    return Face(x * WIDTH - w / 2, y * HEIGHT - h / 2, w, h, score)


@dataclass(frozen=True)
class View:
    """What the camera shows and the thermometer feels until the test says otherwise."""

    faces: tuple[Face, ...] = ()
    mask: MaskEstimate | None = None
    object_c: float | None = ROOM_C


NOBODY = View()
MASKED = View((face(),), WORN, WELL_C)
UNMASKED = replace(MASKED, mask=NONE)
HOT = replace(MASKED, object_c=ELEVATED_C)


class Rig:
    opens: type[WatchedRecords] = WatchedRecords

    def __init__(self, folder: Path, *, rules: Rules | None = None, clock: FakeClock | None = None) -> None:
        self.path = folder / "data" / "records.db"
        self.clock = clock or FakeClock()
        self.calls: list[str] = []
        self.reports: list[DecisionReport] = []
        self.alerts: list[DoorAlert] = []
        self.before_write: Callable[[Entry], None] = lambda entry: None
        self.simulated_door = WatchedDoor(self.clock, self.calls)
        self.door: Door = self.simulated_door
        self.release: Release | None = None
        self.sources: tuple[DeviceIdentity, ...] = (REAL_CAMERA, REAL_SENSOR)
        self.setup = Setup(rules or Rules(), accuracy_c=0.5, resolution_c=0.02)
        self.limits = Limits()
        self.health: dict[Source, Callable[[], Health]] = {}
        self.boot_id = BOOT
        self.receipt_s = 5.0
        self.upkeep: Upkeep | None = None
        self.in_force: Callable[[datetime], InForce | None] = lambda now: None
        """Which calibration counts; none is known."""
        self.set_aside: Callable[[], object] | None = None
        self.inbox: Inbox[Event] = Inbox()
        self.orders: Inbox[Order] = Inbox()
        self.corner_orders: Inbox[CornerOrder] = Inbox()
        self.may: Callable[[str, str], bool] = lambda actor, action: True
        self._asked = 0
        self.settle_staff: Callable[[Callable[[Mapping[str, Any]], int]], object] = lambda write: None
        self.view = NOBODY
        self.feeds = {
            Source.CAMERA: Feed(self._see, self.clock.monotonic()),
            Source.THERMOMETER: Feed(self._feel, self.clock.monotonic()),
        }
        self.on_open: Callable[[Records], None] = lambda records: None
        self._pictures = 0
        self._readings = 0
        self._station: Station | None = None

    @property
    def station(self) -> Station:
        if self._station is None:
            self._station = Station(self._parts())
        return self._station

    @property
    def phase(self) -> Phase:
        return self.snapshot.phase

    @property
    def snapshot(self) -> Snapshot:
        newest = self.station.snapshots.get()
        assert newest is not None
        return newest

    @property
    def pulses(self) -> int:
        return self.calls.count("pulse")

    def start(self) -> "Rig":
        """Open the records and run until the station waits for a visitor."""
        self.station.writer.open_first(self.clock.now)
        self.run_until(lambda: self.phase is Phase.IDLE)
        return self

    def restart(self) -> "Rig":
        """End this run and begin another on the same file."""
        self.stop()
        self._station = None
        return self.start()

    def stop(self) -> None:
        if self._station is not None:
            self._station.stop(self.clock.now)

    def run(self, seconds: float) -> None:
        """Let time pass: facts arrive, the station steps."""
        end = self.clock.now + seconds
        while self.clock.now < end:
            self.tick()

    def tick(self) -> None:
        self.clock.now += TICK_S
        for feed in self.feeds.values():
            if self.clock.now >= feed.due:
                feed.due = self.clock.now + feed.step()
        self.station.step(self.clock.now)

    def run_until(self, wanted: Callable[[], object], patience_s: float = 20.0) -> None:
        deadline = self.clock.now + patience_s
        self.tick()
        while not wanted():
            assert self.clock.now < deadline, f"still {self.snapshot}"
            self.tick()

    def visit(self, view: View, decisions: int = 1) -> DecisionReport:
        """Let somebody come and stay until answered; return the answer."""
        self.view = view
        before = len(self.reports)
        self.run_until(lambda: len(self.reports) >= before + decisions)
        return self.reports[-1]

    def leave(self) -> None:
        self.view = NOBODY
        self.run_until(lambda: self.phase is Phase.IDLE)

    def rows(self, kind: str | None = None) -> list[Shown]:
        """Return the rows on disk, oldest first."""
        return list_shown(self.path, Filter(kind=kind), limit=100_000)[::-1]

    def kinds(self) -> list[str]:
        return [shown.row.kind for shown in self.rows()]

    def verdict(self) -> Verdict:
        return verify(self.path)

    def faults(self) -> list[tuple[str, str]]:
        """Return source and trouble of every out-of-service row, the starting ones left out."""
        told = [shown.payload or {} for shown in self.rows("out_of_service")]
        return [(each["source"], each["trouble"]) for each in told if each["trouble"] != "starting"]

    def post(self, *events: Event) -> None:
        for event in events:
            self.inbox.post(event)

    def order(self, command: Command, actor: str = "s-7k2m", id: str = "", **details: Any) -> Done | NotDone:
        """Ask the station for something in the name of somebody who has the right to it; return its answer."""
        self._asked += 1
        expires_at = self.clock.utc() + timedelta(seconds=30)
        order = Order(Request(id or f"c{self._asked}", command, actor, expires_at, details))
        self.orders.post(order)
        self.run_until(lambda: order.answer.get() is not None)
        answer = order.answer.get()
        assert answer is not None
        return answer

    def picture(
        self, luma: float = 120.0, contrast: float = 50.0, digest: int | None = None, view: View | None = None
    ) -> FaceSeen:
        """Return what sight tells of a view; of the one before the camera, when none is given."""
        self._pictures += 1
        view = view or self.view
        seen = self._pictures if digest is None else digest
        return FaceSeen(self.clock.monotonic(), WIDTH, HEIGHT, view.faces, view.mask, luma, contrast, seen)

    def _see(self) -> float:
        self.post(self.picture())
        return FRAME_S

    def _feel(self) -> float:
        self._readings += 1
        noise_c = (0.0, 0.02, -0.02, 0.04, -0.04)[self._readings % 5]
        object_c = None if self.view.object_c is None else self.view.object_c + noise_c
        self.post(TemperatureRead(self.clock.monotonic(), Reading(object_c, ROOM_C)))
        return READ_S

    def _open(self) -> Records:
        records = self.opens.open(self.path, Identity("door-1", "office-1", "0.1.0", self.boot_id))
        assert isinstance(records, WatchedRecords)
        records.calls = self.calls
        records.before_write = self._before_write
        self.on_open(records)
        return records

    def _before_write(self, entry: Entry) -> None:
        self.before_write(entry)

    def _parts(self) -> Parts:
        told: dict[Source, Callable[[], Health]] = {
            source: partial(self._health, source)
            for source in (Source.CAMERA, Source.SIGHT, Source.THERMOMETER, Source.SCREEN)
        }
        return Parts(
            setup=self.setup,
            limits=self.limits,
            clock=self.clock,
            inbox=self.inbox,
            release=self.release or Release(self.door, 3.0),
            open_records=self._open,
            sources=self._sources,
            health=told,
            boot_id=self.boot_id,
            receipt_s=self.receipt_s,
            upkeep=self.upkeep,
            set_aside=self.set_aside,
            calibrations=self.calibrations,
            settle_staff=self.settle_staff,
            orders=self.orders,
            corner=self.corner_orders,
            may=self._may,
            on_decision=self.reports.append,
            on_alert=self.alerts.append,
        )

    def _may(self, actor: str, action: str) -> bool:
        return self.may(actor, action)

    def calibrations(self, now: datetime) -> InForce | None:
        """Which calibration counts."""
        return self.in_force(now)

    def _sources(self) -> Sequence[DeviceIdentity]:
        return self.sources

    def _health(self, source: Source) -> Health:
        told = self.health.get(source)
        return told() if told is not None else Health(beat_at=self.clock.monotonic())
