"""The thermometer's worker: readings of one spot as they come; of an array, what this visitor's forehead says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from drivers.finding import unavailable
from drivers.protocols import ProtocolInfo, ThermalPicture
from drivers.thermal import Box, Part, Registration, face_temperature, whole_view
from drivers.thermal_file import KeptRegistration, RegistrationUnfit, kept_at, unfit_for
from drivers.thermal_reference import Place, look_at
from drivers.thermometer import Thermometer
from drivers.values import Nature, Reading
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.in_scene import ReferenceLook
from kiosk.screening.position import visitors
from kiosk.screening.settings import Position
from models.values import Face

FEEL_S: Final = 0.5
"""Longest wait for a reading."""
STALE_S: Final = 0.5
"""After a longer pause, readings that wait in the port are of some time before."""
FACE_AGE_S: Final = 0.5
"""A face seen longer ago may be elsewhere by now."""
REGISTER: Final = "run `kiosk thermometer register` with something warm"


@dataclass(frozen=True, slots=True)
class ArrayPlan:
    """How an array's pictures are to be read."""

    position: Position
    """Which of several faces is the visitor's."""
    part: Part
    file: Path
    """Of the registration."""
    reference: Place | None = None
    """Where the in-scene reference stands; None: there is none."""
    reference_c: Callable[[], float | None] = lambda: None
    """Its temperature, °C; None while nothing tells it."""


class FaceReader:
    """Finds the visitor's forehead in an array's pictures. A real array needs a registration; a simulated one without
    has the camera's own view."""

    def __init__(self, plan: ArrayPlan, info: ProtocolInfo) -> None:
        self._plan = plan
        self._info = info
        self._before: FaceSeen | None = None
        self._registration: Registration | None = None
        self._aspect: float | None = None

    def forget(self) -> None:
        """Look at the registration anew: the sensor is being opened."""
        self._before = self._registration = self._aspect = None

    def celsius(self, sensor: Thermometer, picture: ThermalPicture, seen: FaceSeen | None, now: float) -> float | None:
        """The visitor's temperature as the array has it; None when nobody is there, or it cannot be told.

        Raises DeviceUnavailable when the registration is missing or belongs to something else.
        """
        aspect = None if seen is None else seen.width / seen.height
        if self._registration is None or (aspect is not None and aspect != self._aspect):
            self._registration, self._aspect = self._registered(sensor, picture, aspect), aspect
        self._before = None if seen is None or now - seen.at > FACE_AGE_S else self._visitors(seen)
        if self._before is None:
            return None
        first, *others = (_box(face, self._before) for face in self._before.faces)
        spot = face_temperature(picture, self._registration, first, others, self._plan.part)
        low, high = self._info.range_c
        return spot.celsius if spot is not None and low <= spot.celsius <= high else None

    def reference(self, picture: ThermalPicture) -> ReferenceLook | None:
        """What the picture says of the in-scene reference, where there is one. Raises DeviceUnavailable."""
        place = self._plan.reference
        if place is None:
            return None
        if not place.fits(picture):
            raise unavailable(
                f"the in-scene reference lies outside a picture of {picture.width} x {picture.height} pixels",
                "tell its place in [reference]: `kiosk thermometer reference` finds it",
            )
        found = look_at(picture, place)
        return ReferenceLook(
            found.celsius, found.around_c, found.peak_c, found.off_px, found.beside, self._plan.reference_c()
        )

    def _visitors(self, seen: FaceSeen) -> FaceSeen | None:
        return visitors(seen, self._before, self._plan.position)

    def _registered(self, sensor: Thermometer, picture: ThermalPicture, aspect: float | None) -> Registration:
        try:
            kept = kept_at(self._plan.file)
        except (RegistrationUnfit, OSError) as error:
            raise unavailable(str(error), REGISTER) from None
        now = belongs_to(sensor, picture, (kept.aspect if kept else 1.0) if aspect is None else aspect)
        if kept is None and now.simulated:
            return whole_view(picture)
        if kept is None:
            raise unavailable("nobody has registered this array with the camera yet", REGISTER)
        if why := unfit_for(kept, now):
            if now.simulated and not kept.simulated:
                return whole_view(picture)
            raise unavailable(f"the registration in {self._plan.file} {why}", REGISTER)
        return kept.registration


def belongs_to(sensor: Thermometer, picture: ThermalPicture, aspect: float) -> KeptRegistration:
    """What a registration made now would belong to, with a map that says nothing yet."""
    return KeptRegistration(
        protocol=sensor.info.name,
        serial=sensor.sensor.serial,
        columns=picture.width,
        rows=picture.height,
        aspect=aspect,
        simulated=sensor.identity.nature is Nature.SIMULATED,
        places=0,
        made_utc=datetime.now(UTC).isoformat(timespec="seconds"),
        registration=whole_view(picture),
    )


class Feeler:
    """Opens the sensor, reads it step by step and posts what it says; `open` and `sensor` may be looked at."""

    def __init__(
        self,
        sensor: Thermometer,
        post: Callable[[TemperatureRead], None],
        faces: Callable[[], FaceSeen | None],
        clock: Callable[[], float],
        plan: ArrayPlan,
        tap: Callable[[float, Reading], None] = lambda at, reading: None,
    ) -> None:
        """`faces` is the newest look of the camera; only an array needs it, and `plan`. `tap` is told of each reading
        as the sensor gave it.
        """
        self.sensor = sensor
        self.open = False
        self._post = post
        self._faces = faces
        self._clock = clock
        self._tap = tap
        self._reader = FaceReader(plan, sensor.info) if sensor.info.is_array else None
        self._felt_at = float("-inf")

    def step(self) -> None:
        """Wait for a reading or two and post them. Raises DeviceUnavailable."""
        if not self.open:
            self.sensor.open()
            self.open = True
            self._felt_at = self._clock()
            if self._reader is not None:
                self._reader.forget()
        asked_at = self._clock()
        readings = self.sensor.read(FEEL_S)
        if asked_at - self._felt_at > STALE_S:
            readings = []  # they may have waited in the port since before this visitor came
        self._felt_at = self._clock()
        if self._reader is not None:
            readings = readings[-1:]  # there is one picture: the newest
        for reading in readings:
            self._tap(self._felt_at, reading)
            self._post(self._told(self._with_emissivity(reading)))

    def close(self) -> None:
        self.sensor.close()
        self.open = False

    def _with_emissivity(self, reading: Reading) -> Reading:
        """As the frame has it, else as the sensor told when it was set up."""
        if reading.emissivity is not None:
            return reading
        return replace(reading, emissivity=self.sensor.sensor.emissivity)

    def _told(self, reading: Reading) -> TemperatureRead:
        picture = self.sensor.picture
        if self._reader is None or picture is None or reading.object_c is None:
            return TemperatureRead(self._felt_at, reading)
        found = self._reader.celsius(self.sensor, picture, self._faces(), self._felt_at)
        beside = reading.object_c if found is None else None
        reference = self._reader.reference(picture)
        return TemperatureRead(self._felt_at, replace(reading, object_c=found), beside, reference)


def _box(face: Face, seen: FaceSeen) -> Box:
    return Box(face.x / seen.width, face.y / seen.height, face.w / seen.width, face.h / seen.height)
