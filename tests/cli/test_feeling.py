"""An array beside the camera: which pixels are the visitor's forehead, and what reaches the station of them."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.simulation.camera import SimulatedCamera
from drivers.simulation.looks import MaskWear
from drivers.simulation.scene import Scene, SceneState, StillScene
from drivers.simulation.thermometer import Fault, SimulatedThermometer
from drivers.simulation.visit import Person
from drivers.simulation.warm_bodies import WarmBody, WarmReference, head
from drivers.thermal import Part, Registration
from drivers.thermal_file import KeptRegistration, written
from drivers.thermal_reference import Place
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Nature
from kiosk.cli.feeling import FACE_AGE_S, ArrayPlan, Feeler
from kiosk.corner.tap import Tap
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.reference import ReferenceWatch
from kiosk.screening.settings import Position, Reference, Rules
from kiosk.screening.state import Setup
from kiosk.screening.values import Trouble
from models.face import FaceDetector
from models.values import Face

NAME = "gy-mcu90640"
SKIN_C, WALL_C = 36.2, 26.5
WIDTH, HEIGHT = 640, 480
VISITOR = Person(3, MaskWear.WORN, 0.5, 0.46, 0.44, skin_c=SKIN_C)
HOT_BODY = 39.5
PLACE = Place(1, 1, 6, 5)
REFERENCE_C = 36.5
SETUP = Setup(Rules(reference=Reference(6, 5, 1, 1, temperature_c=REFERENCE_C)), accuracy_c=2.0, resolution_c=0.01)


def box(x: float = 0.5, y: float = 0.46, height: float = 0.44, score: float = 0.9) -> Face:
    """The detector's box of a face that is drawn with this height: from the brows' upper edge to the chin."""
    high = 0.9 * height * HEIGHT
    wide = high * 0.9
    return Face(x * WIDTH - wide / 2, (y + 0.04 * height) * HEIGHT - high / 2, wide, high, score)


def looked(at: float, *faces: Face) -> FaceSeen:
    return FaceSeen(at, WIDTH, HEIGHT, faces, None)


class Bench:
    """A simulated array, its driver and the worker's step, with the camera's looks in the test's hand."""

    def __init__(self, file: Path) -> None:
        self.now = 100.0
        self.scene = StillScene(SceneState((VISITOR,), SKIN_C, WALL_C))
        self.array = SimulatedThermometer(self.scene, NAME, seed=2)
        self.seen: FaceSeen | None = None
        self.posted: list[TemperatureRead] = []
        self.file = file
        self.told_c: float | None = REFERENCE_C
        self.array.reference = WarmReference(PLACE.left, PLACE.top, PLACE.columns, PLACE.rows, REFERENCE_C, 0.98)
        self.sensor = Thermometer(self.array.port, NAME, emissivity=1.0)
        plan = ArrayPlan(Position(), Part.FOREHEAD, file, PLACE, lambda: self.told_c)
        self.feeler = Feeler(self.sensor, self.posted.append, lambda: self.seen, lambda: self.now, plan)

    def open(self) -> None:
        """The set-up asks, and a thread answers until it is over."""
        self.array.start()
        self.feeler.sensor.open()
        self.feeler.open = True
        self.array.halt()
        while self.sensor.read(0.0):
            pass

    def felt(self, *faces: Face, age_s: float = 0.05) -> TemperatureRead:
        """One picture, with these faces seen shortly before."""
        self.now += 0.25
        self.seen = looked(self.now - age_s, *faces)
        self.feeler._felt_at = self.now
        self.array.emit(self.now)
        self.feeler.step()
        return self.posted[-1]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch) -> Iterator[Bench]:
    """No pause of a busy machine is a silence of the sensor."""
    monkeypatch.setattr("drivers.thermometer.STALE_S", 1e9)
    monkeypatch.setattr("drivers.thermometer.WAKE_S", 1e9)
    made = Bench(tmp_path / "registration.json")
    made.open()
    yield made
    made.feeler.close()
    made.array.stop()


def test_a_visitors_forehead_is_read_and_nothing_else_is(bench: Bench) -> None:
    told = bench.felt(box())
    assert told.reading.object_c == pytest.approx(SKIN_C, abs=0.25)
    assert (told.beside_c, told.reading.emissivity) == (None, 1.0)
    assert told.reading.raw == b""


@pytest.mark.parametrize(
    ("faces", "age_s"),
    [((), 0.05), ((box(),), FACE_AGE_S + 0.2), ((box(height=0.1),), 0.05), ((box(score=0.4),), 0.05)],
)
def test_without_a_visitor_in_view_there_is_no_value_and_the_array_is_well(
    bench: Bench, faces: tuple[Face, ...], age_s: float
) -> None:
    told = bench.felt(*faces, age_s=age_s)
    assert told.reading.object_c is None
    assert told.beside_c is not None


def test_a_lamp_and_a_second_person_do_not_enter(bench: Bench) -> None:
    neighbour = Person(4, MaskWear.WORN, 0.80, 0.46, 0.40, skin_c=HOT_BODY)
    lamp = WarmBody(0.5, 0.06, 0.1, 0.08, 90.0)
    bench.scene.state = Lit((neighbour, VISITOR), SKIN_C, WALL_C, lamps=(lamp,))
    told = bench.felt(box(), box(x=0.80, height=0.40))
    assert told.reading.object_c == pytest.approx(SKIN_C, abs=0.25)


def test_the_temperature_follows_the_face_and_not_the_middle(bench: Bench) -> None:
    aside = replace(VISITOR, x=0.35)
    hot = Person(4, MaskWear.WORN, 0.72, 0.46, 0.44, skin_c=HOT_BODY)
    bench.scene.state = SceneState((hot, aside), SKIN_C, WALL_C)
    assert bench.felt(box(x=0.35)).reading.object_c == pytest.approx(SKIN_C, abs=0.25)
    bench.felt()
    assert bench.felt(box(x=0.72)).reading.object_c == pytest.approx(HOT_BODY, abs=0.25)


def test_an_array_that_hangs_elsewhere_is_read_by_its_registration(bench: Bench) -> None:
    bench.array.hangs = (0.25, -0.06, 0.9)
    columns, rows, (right, down, scale) = 32, 24, bench.array.hangs
    bench.feeler._reader.forget()  # pyright: ignore[reportOptionalMemberAccess]
    wrong = bench.felt(box()).reading.object_c
    line = Registration(
        scale * columns,
        0.0,
        columns * (0.5 - 0.5 * scale + right) - 0.5,
        0.0,
        scale * rows,
        rows * (0.5 - 0.5 * scale + down) - 0.5,
    )
    bench.file.write_bytes(written(kept(line)))
    bench.feeler._reader.forget()  # pyright: ignore[reportOptionalMemberAccess]
    right_c = bench.felt(box()).reading.object_c
    assert right_c == pytest.approx(SKIN_C, abs=0.25)
    assert wrong is None or wrong < SKIN_C - 0.3


def kept(line: Registration, **changed: object) -> KeptRegistration:
    made = KeptRegistration(NAME, "", 32, 24, WIDTH / HEIGHT, True, 5, "2026-01-01T00:00:00+00:00", line)
    return replace(made, **changed)  # type: ignore[arg-type]


LINE = Registration(32.0, 0.0, -0.5, 0.0, 24.0, -0.5)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"protocol": "senxor"}, "is of senxor"),
        ({"columns": 80}, "80 x 24 pixels"),
        ({"serial": "7"}, "of the array 7, not one without"),
        ({"aspect": 16 / 9}, "camera picture of another shape"),
    ],
)
def test_a_registration_of_something_else_is_refused(bench: Bench, changed: dict, words: str) -> None:
    bench.file.write_bytes(written(kept(LINE, **changed)))
    with pytest.raises(DeviceUnavailable, match=rf"{words}.*kiosk thermometer register"):
        bench.felt(box())


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"version": 1, "map": {}}'])
def test_another_file_is_no_registration(bench: Bench, text: str) -> None:
    bench.file.write_text(text)
    with pytest.raises(DeviceUnavailable, match=r"register again.*kiosk thermometer register"):
        bench.felt(box())


def test_a_real_array_needs_a_registration_of_its_own(bench: Bench) -> None:
    bench.sensor.identity = replace(bench.sensor.identity, nature=Nature.REAL)
    with pytest.raises(DeviceUnavailable, match=r"nobody has registered.*kiosk thermometer register"):
        bench.felt(box())
    bench.file.write_bytes(written(kept(LINE)))
    with pytest.raises(DeviceUnavailable, match="made with a simulated array"):
        bench.felt(box())
    bench.file.write_bytes(written(kept(LINE, simulated=False)))
    assert bench.felt(box()).reading.object_c == pytest.approx(SKIN_C, abs=0.25)


def test_a_failing_array_has_no_value_at_all(bench: Bench) -> None:
    bench.array.fault = Fault.FFFF
    told = bench.felt(box())
    assert (told.reading.object_c, told.beside_c) == (None, None)


def test_the_detectors_own_box_leads_to_the_forehead(bench: Bench) -> None:
    """Real pixels through the real detector, the array's bytes through the real parser."""
    detector, camera = FaceDetector(), SimulatedCamera(bench.scene)
    try:
        for x, height in itertools.product((0.4, 0.5, 0.6), (0.40, 0.45, 0.5, 0.55)):
            bench.scene.state = SceneState((replace(VISITOR, x=x, height=height),), SKIN_C, WALL_C)
            found = detector.detect(camera.render(bench.now).pixels)
            bench.felt()
            assert bench.felt(*found).reading.object_c == pytest.approx(SKIN_C, abs=0.3)
    finally:
        detector.close()


# the in-scene reference


def watched(bench: Bench, pictures: int = 20, *faces: Face) -> ReferenceWatch:
    """The array's bytes through the real parser, then the station's own watch."""
    watch = ReferenceWatch(bench.now)
    for _ in range(pictures):
        watch = watch.take(bench.felt(*faces), SETUP)
    return watch


def test_an_array_that_reads_too_high_is_told_so_by_the_reference_in_its_picture(bench: Bench) -> None:
    true = watched(bench).at(bench.now, SETUP)
    assert true is not None
    bench.array._element.physics = replace(bench.array._element.physics, offset_c=0.35)
    bent = watched(bench).at(bench.now, SETUP)
    assert bent is not None
    assert bent.correction_c - true.correction_c == pytest.approx(-0.35, abs=0.03)
    told = bench.felt(box())
    assert told.reading.object_c == pytest.approx(SKIN_C + 0.35, abs=0.25), "the raw value stays raw"


def test_a_visitor_beside_the_reference_does_not_disturb_it(bench: Bench) -> None:
    alone = watched(bench)
    beside = watched(bench, 20, box())
    assert alone.correction is not None
    assert beside.correction is not None
    assert beside.correction.correction_c == pytest.approx(alone.correction.correction_c, abs=0.03)


@pytest.mark.parametrize(
    ("reference", "trouble"),
    [
        (None, Trouble.REFERENCE_LOST),
        (WarmReference(1, 1, 6, 5, WALL_C + 1.0), Trouble.REFERENCE_LOST),
        (WarmReference(3, 1, 6, 5, REFERENCE_C), Trouble.REFERENCE_MOVED),
        (WarmReference(1, 3, 6, 5, REFERENCE_C), Trouble.REFERENCE_MOVED),
    ],
    ids=["taken away", "cold", "pushed to the right", "pushed down"],
)
def test_a_reference_that_is_not_in_its_place_is_found_out(
    bench: Bench, reference: WarmReference | None, trouble: Trouble
) -> None:
    bench.array.reference = reference
    fault = watched(bench, 90).fault(bench.now, SETUP)
    assert fault is not None
    assert fault.trouble is trouble


def test_a_reference_that_cools_is_found_out_before_it_bends_a_number_by_more_than_the_limit(bench: Bench) -> None:
    bench.array.reference = WarmReference(1, 1, 6, 5, REFERENCE_C - 0.8, 0.98)
    watch = watched(bench)
    fault = watch.fault(bench.now, SETUP)
    assert fault is not None
    assert (fault.trouble, watch.correction) == (Trouble.REFERENCE_OFF, None)


def test_a_reference_whose_own_sensor_is_silent_corrects_nothing(bench: Bench) -> None:
    bench.told_c = None
    fault = watched(bench, 90).fault(bench.now, SETUP)
    assert fault is not None
    assert fault.trouble is Trouble.REFERENCE_LOST


def test_a_place_outside_the_picture_is_refused_with_what_to_do(bench: Bench) -> None:
    reader = bench.feeler._reader
    assert reader is not None
    reader._plan = replace(reader._plan, reference=Place(30, 1, 6, 5))
    with pytest.raises(DeviceUnavailable, match=r"outside a picture of 32 x 24.*kiosk thermometer reference"):
        bench.felt(box())


class Lit(SceneState):
    """A room with lamps in view."""

    def __init__(self, *people: object, lamps: tuple[WarmBody, ...]) -> None:
        super().__init__(*people)  # type: ignore[arg-type]
        object.__setattr__(self, "_lamps", lamps)

    __slots__ = ("_lamps",)

    @property
    def bodies(self) -> tuple[WarmBody, ...]:
        return (*self._lamps, *super().bodies)


def test_a_visitor_of_the_simulated_stream_is_as_warm_for_array_and_spot() -> None:
    scene = Scene(seed=1, start=0.0)
    for tick in range(600):
        state = scene.at(tick / 10)
        if state.skin_c is not None:
            assert state.persons[-1].skin_c == state.skin_c
            own = head(state.persons[-1].x, state.persons[-1].y, state.persons[-1].height, state.skin_c)
            assert own in state.bodies


def test_a_tap_gets_what_the_sensor_said_and_only_while_it_is_open(bench: Bench) -> None:
    tap = Tap()
    bench.feeler._tap = tap.put
    bench.felt(box())
    assert tap.drain() == []
    tap.open()
    posted = bench.felt()
    (kept,) = tap.drain()
    assert posted.reading.object_c is None
    assert kept.object_c == posted.beside_c
    tap.close()
    bench.felt(box())
    assert tap.drain() == []
