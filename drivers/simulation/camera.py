"""A camera without hardware: draws the scene as pixels, with a live sensor's grain."""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

import numpy as np

from drivers.camera import USUAL_FPS, Pace, Pixels, frame_of
from drivers.simulation.drawing import Pose, add_sensor_noise, draw_room, draw_visitor
from drivers.simulation.looks import Look
from drivers.simulation.marker import draw_marker
from drivers.simulation.scene import Scene
from drivers.simulation.visit import Person
from drivers.values import DeviceIdentity, DeviceKind, DeviceUnavailable, Frame, Nature

BLACK_LEVEL: Final = 3
"""What a covered sensor still shows before its grain, 0 to 255."""


class CameraFault(StrEnum):
    NONE = "none"
    GONE = "gone"
    FROZEN = "frozen"
    BLACK = "black"


class SimulatedCamera:
    """Pictures of one scene, paced like a real camera's. `render(t)` gives one without waiting."""

    def __init__(
        self,
        scene: Scene,
        *,
        width: int = 640,
        height: int = 480,
        fps: float = USUAL_FPS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.identity = DeviceIdentity(DeviceKind.CAMERA, "simulated", Nature.SIMULATED, f"scene {scene.seed}")
        self.fault = CameraFault.NONE
        self._scene = scene
        self._room = draw_room(width, height, scene.seed)
        self._grain = np.random.default_rng(scene.seed)
        self._pace = Pace(fps, clock, sleep)
        self._last: Pixels | None = None

    def read(self) -> Frame:
        """Wait until the next frame is due and draw it. Raises DeviceUnavailable while the fault is `gone`."""
        return self.render(self._pace.wait())

    def render(self, t: float) -> Frame:
        """Draw the scene at `t` (monotonic s). Raises DeviceUnavailable while the fault is `gone`."""
        if self.fault is CameraFault.GONE:
            raise DeviceUnavailable(DeviceKind.CAMERA, "the simulated camera is gone", "end its fault")
        if self.fault is not CameraFault.FROZEN or self._last is None:
            self._last = self._draw(t)
        return frame_of(self._last, t)

    def close(self) -> None:
        """Nothing is held open."""

    def _draw(self, t: float) -> Pixels:
        if self.fault is CameraFault.BLACK:
            pixels = np.full_like(self._room, BLACK_LEVEL)
        else:
            pixels = self._room.copy()
            state = self._scene.at(t)
            for person in state.persons:
                _draw_person(pixels, person)
            if state.target is not None:
                draw_marker(pixels, state.target.x, state.target.y, state.target.height)
        add_sensor_noise(pixels, self._grain)
        return pixels


def _draw_person(pixels: Pixels, person: Person) -> None:
    pose = Pose(person.x, person.y, person.height, person.roll_deg, person.yaw)
    draw_visitor(pixels, Look.of(person.look), person.wear, pose, breath=person.breath)
