"""Everything of one running kiosk put together: workers that feed the inbox, the station that empties it."""

import contextlib
import logging
import queue
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from drivers.values import Nature
from kiosk.cli.about import about, boot, software_version
from kiosk.cli.corner import CORNER_S, SILENT_S, CornerNeeds, corner_of, sensor_now
from kiosk.cli.devices import protocol_info, room_of
from kiosk.cli.dispenser import dispenser_worker
from kiosk.cli.posting import post_worker
from kiosk.cli.room_files import humidity_of
from kiosk.cli.senses import Senses
from kiosk.clock import SystemClock
from kiosk.config import Config, data_dir
from kiosk.config.door import wiring_of
from kiosk.decision_report import DecisionReport
from kiosk.faults import WORKER_GRACE_S
from kiosk.link import Desk, LinkServer, Order
from kiosk.link.corner import CornerOrder
from kiosk.records.aside import set_aside
from kiosk.records.calibrations import CalibrationRows
from kiosk.records.reduction import Keep
from kiosk.records.staff_rows import disabled_on_record
from kiosk.records.store import Records
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import DATABASE, Identity, StoreError
from kiosk.release import Release
from kiosk.screening.corner import CornerView
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.events import Event
from kiosk.screening.in_force import InForce, in_force
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.state import Setup
from kiosk.screening.thermometry import at_rate
from kiosk.screening.values import Fault, Phase, Source, Trouble
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.file import STAFF_FILE
from kiosk.station import Parts, Station
from kiosk.workers import Health, Inbox, Worker

SOCKET = "station.sock"
STEP_S = 0.02
LINK_S = 0.2
STOP_S = 1.2
"""Threads that have not ended by then are left behind."""
NO_LINK_S = 5.0

log = logging.getLogger(__name__)


class Assembly:
    """One kiosk at work, without its screen."""

    def __init__(
        self,
        config: Config,
        on_decision: Callable[[DecisionReport], None],
        on_fault: Callable[[Fault | None], None] = lambda fault: None,
        on_alert: Callable[[DoorAlert], None] = lambda alert: None,
        on_end: Callable[[], None] = lambda: None,
        screen: Callable[[], Health] | None = None,
    ) -> None:
        """Open nothing yet; `on_end`: staff at the kiosk end the program; `screen`: how it fares, where there is one.

        Raises ConfigError for an unknown protocol or port.
        """
        self.config = config
        self.folder = data_dir(config)
        self.inbox: Inbox[Event] = Inbox()
        self._orders: Inbox[Order] = Inbox(100)
        self._told = on_decision
        self._clock = SystemClock()
        self._room = room_of(config)
        info = protocol_info(config.thermometer.protocol)
        self._senses = Senses(config, self._room, self.inbox, self._clock.monotonic)
        self._calibration_rows = CalibrationRows(self.folder / DATABASE, self._clock.monotonic)
        self.frames = self._senses.frames
        self._link: LinkServer | None = None
        self._link_problem = ""
        self.staff = StaffAtStation(Accounts(self.folder / STAFF_FILE), self._disabled_on_record)
        self._workers = self._make_workers()
        corner_orders: Inbox[CornerOrder] = Inbox(100)
        release = Release.of(wiring_of(config.door, config.dispenser), config.door.pulse_s)
        needs = CornerNeeds(
            config=config,
            folder=self.folder,
            accounts=self.staff.accounts,
            clock=self._clock,
            senses=self._senses,
            room=self._room,
            health=self._device_health,
            door=release.identity,
            faults=lambda: self.station.beneath,
            end=on_end,
        )
        self.corner = corner_of(needs, corner_orders)
        self._corner_worker = Worker("corner", self._step_corner, on_failure=self._corner_failed)
        self._link_worker = Worker("link", self._serve)
        self._dispenser = dispenser_worker(config.dispenser, self.inbox, self._clock)
        asks, posts = self._senses.reference.worker, post_worker(config.heads, self.folder)
        beside = (self._link_worker, self._corner_worker, self._dispenser, asks, posts)
        self._beside = tuple(worker for worker in beside if worker is not None)
        """Threads that the station can do without."""
        boot_id = boot()
        self.station = Station(
            Parts(
                setup=Setup(
                    replace(config.rules, thermometry=at_rate(config.thermometry, info.rate_hz)),
                    accuracy_c=info.accuracy_c,
                    resolution_c=info.resolution_c,
                ),
                limits=config.limits,
                clock=self._clock,
                inbox=self.inbox,
                release=release,
                open_records=lambda: Records.open(
                    self.folder / DATABASE, self._identity(boot_id), Keep(config.records.keep_values)
                ),
                sources=self._senses.sources,
                health=self._needed(screen),
                boot_id=boot_id,
                receipt_s=config.door.receipt_s,
                held_open_s=config.door.held_open_s,
                set_aside=lambda: set_aside(self.folder / DATABASE),
                upkeep=Upkeep(keep_days=config.records.keep_days, head_s=config.heads.every_min * 60),
                show_temperature=config.screen.show_temperature,
                calibrations=self._calibration_in_force,
                humidity=lambda: humidity_of(config.station.humidity_file),
                settle_staff=self.staff.settle,
                orders=self._orders,
                corner=corner_orders,
                may=self.staff.may,
                officer=config.officer,
                about=about(config),
                on_decision=self._decided,
                on_fault=on_fault,
                on_alert=on_alert,
            )
        )

    def start(self) -> None:
        """Open the records and start all threads. A newer schema or a second writer raises StoreError."""
        try:
            self.station.writer.open_first(self._clock.monotonic())
        except StoreError:
            self._room.close()
            raise
        for worker in (*self._workers.values(), *self._beside):
            worker.start()

    def stop(self) -> bool:
        """Stop all threads, lock the door, close the record; say whether every thread ended in time.

        The station is first: its door waits for nobody. One that hangs is left alone with what it owns; the door guard
        locks as soon as this process has gone.
        """
        every = (self._workers[Source.STATION], *self._workers.values(), *self._beside)
        for worker in every:
            worker.stop()
        deadline = self._clock.monotonic() + STOP_S
        if every[0].join(STOP_S):
            self.station.stop(self._clock.monotonic())
        ended = all(worker.join(max(0.0, deadline - self._clock.monotonic())) for worker in every)
        self._room.close()
        if ended:
            self._senses.close()
        if self._link is not None and self._link_worker.join(0.0):
            self._link.close()
        return ended

    def snapshot(self) -> Snapshot:
        """Return the newest snapshot; a station that hangs or has not begun is out of service."""
        health = self._workers[Source.STATION].health
        newest = self.station.snapshots.get()
        patience_s = self.config.limits.silent_s + WORKER_GRACE_S
        if newest is not None and self._clock.monotonic() - health.beat_at < patience_s:
            return newest
        trouble = Trouble.STARTING if newest is None else Trouble.SILENT
        simulated = any(source.nature is Nature.SIMULATED for source in self._senses.sources())
        return Snapshot(Phase.OUT_OF_SERVICE, fault=Fault(Source.STATION, trouble), simulated=simulated)

    def corner_view(self) -> CornerView:
        """Return what the corner shows; one that hangs shows nothing, and leaves the screen to the visitors."""
        newest = self.corner.view.get()
        hangs = self._clock.monotonic() - self._corner_worker.health.beat_at > SILENT_S
        return CornerView() if newest is None or hangs else newest

    # steps of the workers

    def _make_workers(self) -> dict[Source, Worker]:
        station = Worker("station", self._step, on_failure=self._station_failed)
        return {**self._senses.workers, Source.STATION: station}

    def touched(self, event: Event) -> None:
        """Hand in a touch; one that nobody takes any more is lost, and the screen goes on."""
        with contextlib.suppress(queue.Full):
            self.inbox.post(event, patience_s=0.0)

    def _step(self) -> None:
        events = self.inbox.wait(STEP_S)
        self.station.step(self._clock.monotonic(), events)

    def _needed(self, screen: Callable[[], Health] | None) -> dict[Source, Callable[[], Health]]:
        """Return the health of what the station cannot do without, itself apart."""
        workers = {source: worker for source, worker in self._workers.items() if source is not Source.STATION}
        needed: dict[Source, Callable[[], Health]] = {
            source: lambda worker=worker: worker.health for source, worker in workers.items()
        }
        return needed if screen is None else {**needed, Source.SCREEN: screen}

    def _device_health(self) -> dict[Source, Health]:
        return {source: worker.health for source, worker in self._workers.items()}

    def _step_corner(self) -> None:
        self.corner.wait(CORNER_S)
        self.corner.step(self._clock.monotonic())

    def _corner_failed(self) -> None:
        self.corner.failed(self._clock.monotonic())

    def _station_failed(self) -> None:
        self.station.failed(self._clock.monotonic(), self._workers[Source.STATION].health.crashed or "")

    def _serve(self) -> None:
        if self._link is None and not self._listen():
            self._link_worker.pause(NO_LINK_S)
            return
        if self._link is not None:
            self._link.step(LINK_S)

    def _listen(self) -> bool:
        station_id = self.config.station.station_id
        desk = Desk(station_id, self.snapshot, lambda: datetime.now(UTC), self.staff.may, self._orders)
        try:
            self._link = LinkServer(self.folder / SOCKET, desk)
        except OSError as error:
            if str(error) != self._link_problem:
                log.warning("the staff page and the command line cannot reach this station: %s", error)
            self._link_problem = str(error)
            return False
        self._link_problem = ""
        return True

    # devices

    def _calibration_in_force(self, now: datetime) -> InForce | None:
        """Which calibration counts for the sensor that is open; the record is read, not the sensor."""
        found = sensor_now(self.config, self._senses)
        if found is None:
            return None
        return in_force(self._calibration_rows(), found.sensor, now, simulated=found.simulated)

    def _disabled_on_record(self, staff_id: str) -> bool:
        """A record that cannot be read says nothing of anybody; the station is out of service then."""
        with contextlib.suppress(StoreError):
            return disabled_on_record(self.folder / DATABASE, staff_id)
        return False

    def _identity(self, boot_id: str) -> Identity:
        station = self.config.station
        return Identity(station.station_id, station.office_id, software_version(), boot_id)

    def _decided(self, report: DecisionReport) -> None:
        """The simulated visitor reads the screen like anybody else; nothing flows the other way."""
        self._room.scene.hear(report.outcome, report.reasons, self._clock.monotonic())
        self._told(report)
