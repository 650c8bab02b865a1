"""What a camera can do wrong: gone, frozen, black; and pictures that no single well-placed face is in."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

import kiosk.cli.senses
from drivers.simulation.camera import CameraFault, SimulatedCamera
from drivers.simulation.scene import Scene
from drivers.values import Nature
from kiosk.cli.devices import camera_of, room_of
from kiosk.cli.senses import Senses
from kiosk.config import CameraConfig, CameraSource, Config
from kiosk.screening.values import Guidance, Phase, Source
from kiosk.workers import Inbox, Worker
from tests.rig import FRAME_S, MASKED, NONE, WELL_C, WORN, Rig, View, face
from tests.station.trial import Trial
from tests.watched import Feed

EXPECTED = {
    CameraFault.GONE: "disconnected",
    CameraFault.FROZEN: "frozen",
    CameraFault.BLACK: "black",
}
FAR = View((face(height=0.15),), NONE, 30.0)


class Filmed:
    """The simulated camera and its worker, stepped by the rig; faces are those of the rig's view."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self.camera = SimulatedCamera(Scene.still(), width=160, height=120, clock=rig.clock.monotonic)
        self.worker = Worker("camera", self._film, clock=rig.clock.monotonic)
        self._frozen: View | None = None
        rig.feeds[Source.CAMERA] = Feed(self._step, rig.clock.now)
        rig.health[Source.CAMERA] = lambda: self.worker.health

    def _step(self) -> float:
        return max(FRAME_S, self.worker.once())

    def _film(self) -> None:
        rig, now = self._rig, self._rig.clock.now
        frame = self.camera.render(now)
        assert frame.pixels.dtype == np.uint8
        live = rig.view
        if self.camera.fault is CameraFault.BLACK:
            rig.view = View(object_c=live.object_c)
        elif self.camera.fault is CameraFault.FROZEN:
            rig.view = self._frozen or live
        self._frozen = rig.view
        rig.post(rig.picture(frame.luma, frame.contrast, frame.digest))
        rig.view = live


@pytest.fixture
def filmed(rig: Rig) -> Filmed:
    made = Filmed(rig)
    rig.start()
    return made


@pytest.mark.parametrize("fault", EXPECTED)
def test_while_nobody_is_there(rig: Rig, filmed: Filmed, fault: CameraFault) -> None:
    assert rig.visit(MASKED).outcome == "admit"
    rig.leave()
    rig.run(4.0)
    trial = Trial(rig)
    filmed.camera.fault = fault
    trial.goes_out("camera", EXPECTED[fault])
    trial.stays_out()
    filmed.camera.fault = CameraFault.NONE
    trial.comes_back("camera", EXPECTED[fault])


@pytest.mark.parametrize("fault", EXPECTED)
@pytest.mark.parametrize("view", [FAR, MASKED], ids=["guiding", "measuring"])
def test_while_somebody_is_there(rig: Rig, filmed: Filmed, fault: CameraFault, view: View) -> None:
    trial = Trial(rig)
    rig.view = view
    rig.run_until(lambda: rig.phase in (Phase.GUIDING, Phase.MEASURING))
    filmed.camera.fault = fault
    trial.goes_out("camera", EXPECTED[fault])
    assert rig.reports == []
    filmed.camera.fault = CameraFault.NONE
    trial.comes_back("camera", EXPECTED[fault])


def test_a_frozen_picture_of_a_masked_face_admits_nobody(rig: Rig, filmed: Filmed) -> None:
    """The face stays in the picture while an unmasked one stands there, warm and well."""
    trial = Trial(rig)
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    filmed.camera.fault = CameraFault.FROZEN
    rig.view = View((face(),), NONE, WELL_C)
    trial.goes_out("camera", "frozen")
    assert len(rig.reports) == 0


@pytest.mark.parametrize(
    ("view", "hint"),
    [
        (View((face(), face(0.3, x=0.2)), WORN, WELL_C), Guidance.ONE_PERSON),
        (FAR, Guidance.COME_CLOSER),
        (View((face(height=0.8),), WORN, WELL_C), Guidance.STEP_BACK),
        (View((face(x=0.85),), WORN, WELL_C), Guidance.STAND_IN_MIDDLE),
    ],
)
def test_whoever_is_not_well_placed_is_guided_and_not_decided(running: Rig, view: View, hint: Guidance) -> None:
    running.view = view
    running.run(10.0)
    assert (running.phase, running.snapshot.guidance) == (Phase.GUIDING, hint)
    assert running.reports == []
    running.leave()
    assert [(each.payload or {})["why"] for each in running.rows("abandoned")] == ["walked_away"]
    assert running.pulses == 0


def test_a_second_person_ends_the_measuring(running: Rig) -> None:
    running.view = MASKED
    running.run_until(lambda: running.phase is Phase.MEASURING)
    running.view = View((face(), face(0.3, x=0.2)), WORN, WELL_C)
    running.run(5.0)
    assert (running.phase, running.snapshot.guidance) == (Phase.GUIDING, Guidance.ONE_PERSON)
    assert running.pulses == 0
    assert running.visit(MASKED).released


@pytest.mark.parametrize(
    "passer_by", [View((face(height=0.08),), WORN, WELL_C), View((face(score=0.4),), WORN, WELL_C)]
)
def test_a_passer_by_and_a_doubtful_face_begin_nothing(running: Rig, passer_by: View) -> None:
    before = running.kinds()
    running.view = passer_by
    running.run(5.0)
    assert running.phase is Phase.IDLE
    assert running.kinds() == before


def test_a_dark_room_is_not_black_while_something_shows(running: Rig) -> None:
    def dim(rig: Rig) -> Callable[[], float]:
        return lambda: (rig.post(rig.picture(luma=10.0, contrast=9.0)), FRAME_S)[1]

    running.feeds[Source.CAMERA] = Feed(dim(running), running.clock.now)
    running.run(6.0)
    assert running.phase is Phase.IDLE


def test_a_camera_that_has_just_failed_is_what_it_was_not_what_the_config_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A film from a network address, say: the door must not move for it while its row is being written."""
    config = replace(Config(), camera=replace(CameraConfig(), source=CameraSource.USB))
    senses = Senses(config, room_of(config), Inbox(), lambda: 0.0)
    assert senses.sources()[0].nature is Nature.REAL
    simulated = replace(config, camera=CameraConfig())
    monkeypatch.setattr(kiosk.cli.senses, "camera_of", lambda _, room: camera_of(simulated, room))
    senses.workers[Source.CAMERA].once()
    assert senses.sources()[0].nature is Nature.SIMULATED
    senses.close()
    assert senses.sources()[0].nature is Nature.SIMULATED
