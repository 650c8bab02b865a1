"""A station with its corner, both stepped by hand: real accounts, real records, and a simulated sensor's real bytes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher

from drivers.simulation.physics import Physics
from drivers.simulation.scene import SceneState, StillScene
from drivers.simulation.source import SourceBefore
from drivers.simulation.thermometer import SimulatedThermometer
from drivers.thermometer import Thermometer
from drivers.values import Nature
from kiosk.cli.target import sensor_of
from kiosk.corner.corner import Corner
from kiosk.corner.parts import CornerParts, Rows, SensorNow
from kiosk.corner.tap import Tap
from kiosk.records.calibrating import RunFile
from kiosk.records.calibrations import calibration_rows, signed_payload
from kiosk.records.store import Records
from kiosk.records.values import Entry, Identity, Kind
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_bench import BenchKind, BenchView
from kiosk.screening.corner_input import Began, CornerInput, Opened, SignedIn, SourceChosen, StandsAt
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_force import InForce, Kept, in_force
from kiosk.screening.set_points import Blackbody
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from kiosk.staff.values import Account
from tests.rig import READ_S, Rig
from tests.watched import FakeClock

PROTOCOL = "gy-mcu90614"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
WORDS = "kopi pagi di teras"
PIN, OFFICERS_PIN, OTHERS_PIN = "402917", "518306", "730194"
SOURCE = Blackbody("BB-7", "C-2026-11", uncertainty_c=0.1)
OFF_C = -0.4
"""The sensor's own error."""
BENCH_STEP_S = 0.25
"""Two of them make a reading that counts."""
LOST_S = 1.0
"""Real time in which a frame that was sent surely comes."""


class CornerRig(Rig):
    def __init__(self, folder: Path, *, clock: FakeClock | None = None) -> None:
        super().__init__(folder, clock=clock)
        self.folder = folder / "data"
        self.accounts = Accounts(self.folder / "staff.db", Hasher(CHEAP))
        at_station = StaffAtStation(self.accounts)
        self.may, self.settle_staff = at_station.may, at_station.settle
        self.people: dict[str, Account] = {}
        self.room = StillScene()
        self.source = SourceBefore(self.room)
        self.played = SimulatedThermometer(self.source, PROTOCOL, seed=3, physics=Physics(offset_c=OFF_C))
        self.driver = Thermometer(self.played.port, PROTOCOL, emissivity=1.0)
        self.driver.open()
        self.sources = (self.driver.identity,)
        self.plugged = True
        self.tap = Tap()
        self.ended = False
        self.before_look: Callable[[], None] = lambda: None
        self.corner = self.new_corner()
        self.corner_works = True

    def new_corner(self) -> Corner:
        """The corner as it is after a start of the program: it knows nothing but what is on disk."""
        return Corner(
            CornerParts(
                accounts=self.accounts,
                orders=self.corner_orders,
                clock=self.clock,
                rows=Rows(self._calibration_rows),
                sensor=self._sensor,
                tap=self.tap,
                run_file=RunFile(self.folder),
                show=self._show,
                simulated=lambda: True,
                end=self._end,
            )
        )

    def hire(self, name: str, role: Role, pin: str | None) -> Account:
        account = self.accounts.add(name, role, WORDS, pin, now=self.clock.utc())
        self.people[name] = account
        return account

    def seed(self, *runs: CalibrationRecord) -> None:
        """Put calibrations of this sensor on record before the station starts."""
        records = Records.open(self.path, Identity("door-1", "office-1", "0.1.0", "boot-0"))
        sensor = self.sensor()
        for number, one in enumerate(runs):
            what = replace(one, sensor=sensor.sensor, run_id=f"seed-{number}", simulated=True)
            payload = signed_payload(what, simulated=True, signed="pin")
            records.commit(Entry(Kind.CALIBRATION, payload, 1, self.clock.utc(), "0" * 64))
        records.close()

    # time

    def tick(self) -> None:
        super().tick()
        if self.corner_works:
            self.corner.step(self.clock.now)

    def bench(self, seconds: float) -> None:
        """Let time pass in larger steps, while somebody is in the corner."""
        end = self.clock.now + seconds
        while self.clock.now < end:
            self._bench_step()

    def bench_until(self, wanted: Callable[[], object], patience_s: float = 400.0) -> None:
        deadline = self.clock.now + patience_s
        while not wanted():
            assert self.clock.now < deadline, f"still {self.seen.page} {self.seen.note} {self.seen.bench}"
            self._bench_step()

    def _bench_step(self) -> None:
        self.clock.now += BENCH_STEP_S
        for feed in self.feeds.values():
            feed.due = self.clock.now + feed.step()
        self.station.step(self.clock.now)
        if self.corner_works:
            self.corner.step(self.clock.now)

    # what is seen and touched

    @property
    def seen(self) -> CornerView:
        newest = self.corner.view.get()
        assert newest is not None
        return newest

    @property
    def at_bench(self) -> BenchView:
        bench = self.seen.bench
        assert bench is not None
        return bench

    def touch(self, *given: CornerInput) -> CornerView:
        """Touch, and wait until the corner has done what was asked."""
        for one in given:
            self.corner.submit(one)
            self.tick()
            self.run_until(lambda: self.seen.busy is None, patience_s=30.0)
        return self.seen

    def sign_in(self, name: str = "Wayan Example", pin: str = PIN) -> CornerView:
        return self.touch(Opened(), SignedIn(self.people[name].number, pin))

    def begin(self, kind: BenchKind, reference_c: float | None = None) -> CornerView:
        return self.touch(Began(kind), SourceChosen(SOURCE, reference_c))

    def take_set_point(self) -> None:
        """Set the source, say so, and wait until it has been taken."""
        step = (self.at_bench.step, len(self.at_bench.taken))
        self.touch(StandsAt())
        self.bench_until(
            lambda: self.seen.page is not CornerPage.BENCH or (self.at_bench.step, len(self.at_bench.taken)) != step
        )

    def take_all(self) -> CornerView:
        while self.seen.page is CornerPage.BENCH:
            self.take_set_point()
        return self.seen

    # parts

    def calibrations(self, now: datetime) -> InForce | None:
        sensor = self.sensor()
        return in_force(calibration_rows(self.path), sensor.sensor, now, simulated=True)

    def _calibration_rows(self) -> list[Kept]:
        return calibration_rows(self.path)

    def _sensor(self) -> SensorNow | None:
        self.before_look()
        return self.sensor() if self.plugged else None

    def sensor(self) -> SensorNow:
        return SensorNow(sensor_of(self.driver, 1.0), self.driver.identity.nature is Nature.SIMULATED)

    def _show(self, source: Blackbody | None, celsius: float) -> None:
        if source is None:
            self.source.take_away()
        else:
            self.source.put(celsius, source.emissivity)

    def _end(self) -> None:
        self.ended = True

    def _feel(self) -> float:
        """The simulated sensor sends its bytes, the driver reads them."""
        self.room.state = SceneState(skin_c=self.view.object_c)
        self.played.emit(self.clock.now)
        for reading in self.driver.read(LOST_S):
            self.tap.put(self.clock.now, reading)
            self.post(TemperatureRead(self.clock.now, reading))
        return READ_S

    def stop(self) -> None:
        super().stop()
        self.driver.close()
        self.played.stop()
