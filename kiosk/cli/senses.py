"""Camera, sight and thermometer of one kiosk: three workers that open their device, read it and post what they find."""

import contextlib
from collections.abc import Callable
from dataclasses import replace

from drivers.values import Camera, DeviceIdentity, Frame
from kiosk.cli.devices import Room, array_plan, camera_of, thermometer_of, unopened_camera
from kiosk.cli.feeling import Feeler
from kiosk.cli.room_files import ReferenceTold
from kiosk.config import Config
from kiosk.corner.tap import Tap
from kiosk.screening.events import Event, FaceSeen
from kiosk.screening.values import Source
from kiosk.workers import Inbox, Latest, Worker
from models.face import FaceDetector
from models.mask import MaskClassifier
from models.sight import Sight

IDLE_LOOK_S = 0.15
"""With nobody in view the newest picture is looked at this often; with somebody, every picture."""
LOOK_S = 0.5
"""Longest wait for a picture."""


class Senses:
    """The devices that look and feel, each owned by the worker that reads it."""

    def __init__(self, config: Config, room: Room, inbox: Inbox[Event], monotonic: Callable[[], float]) -> None:
        """Open nothing yet. Raises ConfigError for an unknown protocol or port."""
        self.frames: Latest[Frame] = Latest()
        self.thermometer = thermometer_of(config, room)
        self._faces: Latest[FaceSeen] = Latest()
        self.tap = Tap()
        """Of each reading as the sensor gives it, for whoever watches it at the bench."""
        self.reference = ReferenceTold(config, monotonic)
        plan = array_plan(config, self.reference.celsius)
        self._feeler = Feeler(self.thermometer, inbox.post, self._faces.get, monotonic, plan, self.tap.put)
        self._config = config
        self._room = room
        self._inbox = inbox
        self._camera: Camera | None = None
        self._camera_is = unopened_camera(config.camera)
        """What the camera is, or was while it was last open: one that has just failed is not judged by the config."""
        self._sight: Sight | None = None
        self._looked = 0
        self.workers = {
            Source.CAMERA: Worker("camera", self._film, on_failure=self._close_camera),
            Source.SIGHT: Worker("sight", self._look),
            Source.THERMOMETER: Worker("thermometer", self._feeler.step, on_failure=self._feeler.close),
        }

    @property
    def thermometer_open(self) -> bool:
        return self._feeler.open

    def sources(self) -> tuple[DeviceIdentity, ...]:
        """Return what camera and thermometer are, as far as they have told."""
        sensor = replace(self.thermometer.identity, serial=self.thermometer.sensor.serial)
        return self._camera_is, sensor

    def close(self) -> None:
        """Close every device; only once all threads have ended."""
        self._close_camera()
        self._feeler.close()
        if self._sight is not None:
            self._sight.close()

    def _film(self) -> None:
        if self._camera is None:
            self._camera = camera_of(self._config, self._room)
            self._camera_is = self._camera.identity
        self.frames.put(self._camera.read())

    def _look(self) -> None:
        sight = self._sight
        if sight is None:
            sight = self._sight = open_sight()
        frame, self._looked = self.frames.newer(self._looked, LOOK_S)
        if frame is None:
            return
        seen = sight.look(frame.pixels)
        fact = FaceSeen(
            at=frame.at,
            width=seen.width,
            height=seen.height,
            faces=seen.faces,
            mask=seen.mask,
            luma=frame.luma,
            contrast=frame.contrast,
            digest=frame.digest,
        )
        self._faces.put(fact)
        self._inbox.post(fact)
        if not seen.faces:
            self.workers[Source.SIGHT].pause(IDLE_LOOK_S)

    def _close_camera(self) -> None:
        if self._camera is not None:
            with contextlib.suppress(Exception):
                self._camera.close()
            self._camera = None


def open_sight() -> Sight:
    """Load detector and classifier. Raises WeightsError, with nothing left open."""
    detector = FaceDetector()
    try:
        return Sight(detector, MaskClassifier())
    except BaseException:
        detector.close()
        raise
