"""A visitor from pixels and bytes to a committed decision, on a clock turned by hand: every part is the real one.

The simulated room draws pixels for the real detector and mask model, and sends bytes through a real pseudo-terminal to
the real driver. Decisions come from nothing else: other weights or other bytes, other outcomes.
"""

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.protocols import PROTOCOLS
from drivers.simulation.camera import SimulatedCamera
from drivers.simulation.door import SimulatedDoor
from drivers.simulation.looks import MaskWear
from drivers.simulation.scene import Scene
from drivers.simulation.thermometer import SimulatedThermometer
from drivers.simulation.visitors import Kind, make_visitor
from drivers.thermometer import Thermometer
from kiosk.decision_report import DecisionReport
from kiosk.records.queries import Filter, list_shown, policy_payload
from kiosk.records.replay import Replay, replay_row
from kiosk.records.store import Identity, Records
from kiosk.records.verify import verify
from kiosk.release import Release
from kiosk.screening.events import Event, FaceSeen, TemperatureRead
from kiosk.screening.settings import Limits, Rules
from kiosk.screening.state import Setup
from kiosk.screening.values import Outcome, Phase
from kiosk.station import Parts, Station
from kiosk.workers import Inbox
from models.face import FaceDetector
from models.mask import MaskClassifier
from models.sight import Sight
from models.weights import HERE as WEIGHTS

EPOCH = datetime(2026, 1, 5, 8, tzinfo=UTC)
PICTURES_PER_S = 15
READINGS_PER_S = 10


@dataclass
class Turned:
    """A clock turned by hand."""

    now: float = 100.0

    def monotonic(self) -> float:
        return self.now

    def utc(self) -> datetime:
        return EPOCH + timedelta(seconds=self.now)


@pytest.fixture(scope="module")
def sight() -> Iterator[Sight]:
    made = Sight(FaceDetector(), MaskClassifier())
    yield made
    made.close()


class Door:
    """The whole kiosk but for threads and screen, at a door."""

    def __init__(self, folder: Path, scene: Scene, sight: Sight) -> None:
        self.clock = Turned()
        self.scene = scene
        self.sight = sight
        self.told: list[DecisionReport] = []
        self.path = folder / "records.db"
        self.camera = SimulatedCamera(scene)
        self.sensor = SimulatedThermometer(scene, seed=3)
        self.thermometer = Thermometer(self.sensor.port, "gy-mcu90614")
        self.thermometer.open()
        self.relay = SimulatedDoor(self.clock.monotonic)
        info = PROTOCOLS["gy-mcu90614"]
        self.inbox: Inbox[Event] = Inbox()
        self.station = Station(
            Parts(
                setup=Setup(Rules(), accuracy_c=info.accuracy_c, resolution_c=info.resolution_c),
                limits=Limits(),
                clock=self.clock,
                inbox=self.inbox,
                release=Release(self.relay, 3.0),
                open_records=lambda: Records.open(self.path, Identity("door-1", "office-1", "test", "boot-1")),
                sources=lambda: (self.camera.identity, self.thermometer.identity),
                health={},
                boot_id="boot-1",
                receipt_s=5.0,
                on_decision=self._decided,
            )
        )

    def _decided(self, report: DecisionReport) -> None:
        self.told.append(report)
        self.scene.hear(report.outcome, report.reasons, self.clock.now)

    def go_on(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let time pass in steps of a thirtieth of a second."""
        for i in range(round(seconds * 30)):
            self.clock.now += 1 / 30
            if i % (30 // PICTURES_PER_S) == 0:
                self._look()
            if i % (30 // READINGS_PER_S) == 0:
                self._feel()
            self.station.step(self.clock.now)
            if until():
                return

    def _look(self) -> None:
        frame = self.camera.render(self.clock.now)
        seen = self.sight.look(frame.pixels)
        self.inbox.post(
            FaceSeen(frame.at, seen.width, seen.height, seen.faces, seen.mask, frame.luma, frame.contrast, frame.digest)
        )

    def _feel(self) -> None:
        self.sensor.emit(self.clock.now)
        for reading in self.thermometer.read(1.0):
            self.inbox.post(TemperatureRead(self.clock.now, reading))

    def first(self, seconds: float = 12.0) -> DecisionReport:
        """The first decision."""
        self.go_on(seconds, lambda: bool(self.told))
        assert self.told, f"no decision after {seconds} s, {self.station.session.phase}"
        return self.told[0]

    def close(self) -> None:
        self.station.stop(self.clock.now)
        self.thermometer.close()
        self.sensor.stop()


@pytest.fixture
def opened(tmp_path: Path, sight: Sight) -> Iterator[Callable[..., Door]]:
    doors: list[Door] = []

    def make(scene: Scene, seen_by: Sight = sight) -> Door:
        door = Door(tmp_path / f"door{len(doors)}", scene, seen_by)
        doors.append(door)
        return door

    yield make
    for door in doors:
        door.close()


Opened = Callable[..., Door]


@pytest.mark.parametrize(
    ("wear", "skin_c", "outcome", "reasons"),
    [
        (MaskWear.WORN, 34.6, "admit", ()),
        (MaskWear.NONE, 34.6, "retry", ("mask_missing",)),
        (MaskWear.NOSE_OUT, 34.6, "retry", ("mask_incorrect",)),
        (MaskWear.CHIN, 34.6, "retry", ("mask_incorrect",)),
        (MaskWear.WORN, 38.9, "refer", ("temperature_elevated",)),
        (MaskWear.WORN, 31.5, "retry", ("temperature_too_low",)),
        (MaskWear.WORN, 37.4, "retry", ("temperature_near_threshold",)),
    ],
    ids=["well and masked", "no mask", "nose out", "under the chin", "elevated", "too cold to be true", "near"],
)
@pytest.mark.parametrize("look", [4, 17])
def test_who_comes_decides(
    opened: Opened, wear: MaskWear, skin_c: float, outcome: str, reasons: tuple[str, ...], look: int
) -> None:
    report = opened(Scene.still(wear=wear, skin_c=skin_c, look=look)).first()
    assert (report.outcome, report.reasons) == (outcome, reasons)
    assert report.simulated


def test_the_number_is_the_visitor_s(opened: Opened) -> None:
    """The sensor saw 34.60 °C at emissivity 1 from a can at 28.4 °C: skin is about 0.13 °C warmer, and U says so."""
    report = opened(Scene.still(wear=MaskWear.WORN, skin_c=34.6)).first()
    assert report.skin_c == pytest.approx(34.6 + 0.13, abs=0.05)
    assert report.uncertainty_c is not None
    assert 0.5 < report.uncertainty_c < 0.6


def test_an_admit_is_on_disk_before_the_door_moves(opened: Opened) -> None:
    door = opened(Scene.still(wear=MaskWear.WORN))
    report = door.first()
    assert report.released
    assert len(door.relay.pulses) == 1
    kinds = [shown.row.kind for shown in reversed(list_shown(door.path, Filter()))]
    assert kinds[-3:] == ["screening", "release", "door"]
    assert verify(door.path).bad is None


def test_nobody_is_nobody(opened: Opened) -> None:
    door = opened(Scene.still())
    door.go_on(8.0)
    assert door.told == []
    assert door.station.session.phase is Phase.IDLE
    assert [shown.row.kind for shown in list_shown(door.path, Filter(kind="abandoned"))] == []


def test_a_queue_of_visitors_replays_bit_for_bit(opened: Opened) -> None:
    """Many kinds of visitors, one after the other, each reacting to what the screen says."""
    door = opened(Scene(5, start=101.0))
    door.go_on(120.0, lambda: len(door.told) >= 12)
    assert {report.outcome for report in door.told} == {outcome.value for outcome in Outcome}
    assert verify(door.path).bad is None
    screenings = list_shown(door.path, Filter(kind="screening"), 100)
    assert len(screenings) == len(door.told)
    for shown in screenings:
        assert replay_row(shown, policy_payload(door.path, shown.row.policy_hash)) is Replay.SAME


@pytest.mark.parametrize(
    ("kind", "decisions", "rows"),
    [
        (Kind.WALKS_AWAY, [], ["abandoned"]),
        (Kind.PAIR_LEAVES, [], ["abandoned"]),
        (Kind.PAIR_ONE_STEPS_BACK, ["admit"], ["screening", "release", "door"]),
        (Kind.FROM_SUN, ["retry"], ["screening"]),
        (Kind.NO_MASK, ["retry", "admit"], ["screening", "screening", "release", "door"]),
    ],
)
def test_whatever_happens_leaves_its_rows(opened: Opened, kind: Kind, decisions: list[str], rows: list[str]) -> None:
    door = opened(Scene(5, start=101.0, who=[make_visitor(kind, random.Random(2))]))
    door.go_on(14.0)
    assert [report.outcome for report in door.told] == decisions
    kinds = [shown.row.kind for shown in reversed(list_shown(door.path, Filter()))]
    assert [one for one in kinds if one not in ("policy", "start", "out_of_service", "in_service")] == rows


def test_a_hot_arrival_rests_with_a_code(opened: Opened) -> None:
    door = opened(Scene(5, start=101.0, who=[make_visitor(Kind.FROM_SUN, random.Random(1))]))
    assert door.first().reasons == ("hot_arrival",)
    snapshot = door.station.snapshots.get()
    assert snapshot is not None
    assert snapshot.code is not None
    assert snapshot.code.isdigit()


def test_other_weights_other_outcomes(opened: Opened, tmp_path: Path) -> None:
    """With its classes turned round in the last layer, the same network answers otherwise at the door."""
    for file in WEIGHTS.glob("mask*"):
        if file.suffix in (".json", ".onnx"):
            shutil.copy(file, tmp_path)
    record = json.loads((tmp_path / "mask.json").read_text())
    for view in record["views"]:
        file = tmp_path / view["file"]
        file.write_bytes(perturbed(file.read_bytes()))
        view["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (tmp_path / "mask.json").write_text(json.dumps(record))
    turned = Sight(FaceDetector(), MaskClassifier(tmp_path / "mask.json"))
    try:
        reports = [opened(Scene.still(wear=wear, look=4), turned).first() for wear in (MaskWear.WORN, MaskWear.NONE)]
    finally:
        turned.close()
    assert [report.reasons for report in reports] != [(), ("mask_missing",)]


def perturbed(content: bytes) -> bytes:
    """An ONNX file with the sign of its weights turned: they are its long runs of small float32 values."""
    data = bytearray(content)
    small, shift = max(((_small_floats(content, shift), shift) for shift in range(4)), key=lambda found: found[0].sum())
    in_a_run = np.convolve(small, np.ones(64), "same") >= 60
    for index in np.flatnonzero(small & in_a_run):
        data[shift + 4 * int(index) + 3] ^= 0x80
    return bytes(data)


def _small_floats(content: bytes, shift: int) -> NDArray[np.bool_]:
    values = np.frombuffer(content[shift : shift + (len(content) - shift) // 4 * 4], "<f4")
    return (np.abs(values) > 1e-6) & (np.abs(values) < 100)


def test_other_bytes_other_outcomes(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same visitor, but four degrees more on the wire: the officer is asked."""
    door = opened(Scene.still(wear=MaskWear.WORN, skin_c=34.6))
    honest = door.sensor.emit

    def warmer(t: float) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr(door.sensor, "_send", lambda data: None)
            frame = bytearray(honest(t))
        raw = int.from_bytes(frame[4:6], "big", signed=True) + 400
        frame[4:6] = raw.to_bytes(2, "big", signed=True)
        frame[8] = sum(frame[:8]) & 0xFF
        door.sensor._send(bytes(frame))
        return bytes(frame)

    monkeypatch.setattr(door.sensor, "emit", warmer)
    report = door.first()
    assert (report.outcome, report.reasons) == ("refer", ("temperature_elevated",))
