"""`kiosk thermometer register`: which pixels of the array lie where in the camera's picture, by a warm target.

The printed marker tells the camera where the target is, its warmth tells the array. Nothing of either picture is kept.
"""

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import click

from drivers.protocols import ThermalPicture
from drivers.simulation.scene import HeldTarget, SceneState, StillScene
from drivers.thermal import Registration, RegistrationRefused, register, warm_target
from drivers.thermal_file import KeptRegistration, written
from drivers.thermometer import Thermometer
from drivers.values import Camera, Frame
from kiosk.cli.devices import Room, camera_of, protocol_info, registration_file, thermometer_of
from kiosk.cli.feeling import belongs_to
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.sensor import Number, told
from kiosk.config import Config, ConfigError
from kiosk.files import put
from kiosk.workers import Latest, Worker

Place = tuple[float, float]

APART: Final = 0.18
"""Two places are nearer than this (shares of the picture) to be two."""
STILL: Final = 0.012
"""The marker may move by so much between two looks, and the warmth by STILL_PX."""
STILL_PX: Final = 0.6
STILL_S: Final = 0.5
"""It must stand still for so long: an array's picture comes later than the camera's."""
MOST_RESIDUAL_PX: Final = 1.0
FRAME_AGE_S: Final = 0.2
SILENCE_S: Final = 3.0
SIMULATED_PLACES: Final = ((0.25, 0.28), (0.75, 0.28), (0.75, 0.72), (0.25, 0.72), (0.5, 0.5))


@dataclass(frozen=True, slots=True)
class Gathered:
    """Places of the warm target so far: in the camera's picture (shares), and in the array's (column, row)."""

    places: tuple[tuple[Place, Place], ...] = ()
    last: tuple[Place, Place] | None = None
    since: float = 0.0
    """When it came to rest there."""

    def take(self, at: float, camera: Place | None, thermal: Place | None) -> "Gathered":
        """Return it after one look at `at` (s); a place counts when the target is held still there, and is new."""
        if camera is None or thermal is None:
            return replace(self, last=None)
        still = self.last is not None and (
            math.dist(camera, self.last[0]) <= STILL and math.dist(thermal, self.last[1]) <= STILL_PX
        )
        since = self.since if still else at
        counts = at - since >= STILL_S and all(math.dist(camera, known) > APART for known, _ in self.places)
        return Gathered((*self.places, (camera, thermal)) if counts else self.places, (camera, thermal), since)


def fitted(places: tuple[tuple[Place, Place], ...]) -> Registration:
    """Return the map through the places. Raises Problem when they do not fit together."""
    try:
        line = register(places)
    except RegistrationRefused as error:
        raise Problem(str(error)) from None
    if line.residual_px > MOST_RESIDUAL_PX:
        raise Problem(
            f"the places miss one another by {line.residual_px:.1f} pixels, {MOST_RESIDUAL_PX:g} at most: hold the "
            "target at one distance, nothing else warm beside it, and register again"
        )
    return line


class TargetScene(StillScene):
    """A technician without hands: the target goes to the next place when one has been found."""

    def __init__(self) -> None:
        super().__init__()
        self.hold(0)

    def hold(self, found: int) -> None:
        """Hold the target where it was not yet, after so many places."""
        x, y = SIMULATED_PLACES[found % len(SIMULATED_PLACES)]
        self.state = SceneState(target=HeldTarget(x, y))


@click.command("register")
@click.option("--places", type=click.IntRange(3, 20), default=5, show_default=True, help="So many places.")
@click.option("--seconds", type=Number(min=1, max=86400), default=180.0, show_default=True, help="Give up after.")
@click.option("--print-marker", type=click.Path(path_type=Path), help="Write the marker as PNG for printing, and end.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def register_array(
    places: int, seconds: float, print_marker: Path | None, as_object: bool, config_path: str | None
) -> None:
    """Find out where the configured array looks beside the configured camera.

    Print the marker some 8 cm wide and stick it on a tin of hot water (50 °C or more). Hold it where foreheads will be,
    still, near each corner and in the middle.

    \b
    Example:
      kiosk thermometer register --places 5
    """
    with told():
        if print_marker is not None:
            _write_marker(print_marker)
            return
        config = load_config(config_path)
        info = protocol_info(config.thermometer.protocol)
        if not info.is_array:
            raise ConfigError(f"thermometer.protocol: {info.name} measures one spot; only an array is registered")
        kept, file = _registered(config, places, seconds), registration_file(config)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        put(file, written(kept))
    print(_told(kept, file, as_object))


def _registered(config: Config, places: int, seconds: float) -> KeptRegistration:
    scene = TargetScene()
    room = Room(scene, config.thermometer.protocol, config.simulation.seed)
    try:
        with _both(config, room) as (sensor, frames):
            gathered, shape = _gather(sensor, frames, places, time.monotonic() + seconds, scene.hold)
            picture = sensor.picture
            assert picture is not None
            made = belongs_to(sensor, picture, shape)
    finally:
        room.close()
    return replace(made, places=len(gathered.places), registration=fitted(gathered.places))


@contextmanager
def _both(config: Config, room: Room) -> Iterator[tuple[Thermometer, Latest[Frame]]]:
    """Open array and camera; the camera's newest frame is always there."""
    sensor, frames = thermometer_of(config, room), Latest[Frame]()
    sensor.open()
    camera: Camera | None = None
    filming: Worker | None = None
    try:
        camera = opened = camera_of(config, room)
        filming = Worker("camera", lambda: frames.put(opened.read()))
        filming.start()
        yield sensor, frames
    finally:
        if filming is not None:
            filming.stop()
            filming.join()
        if camera is not None:
            camera.close()
        sensor.close()


def _gather(
    sensor: Thermometer, frames: Latest[Frame], wanted: int, end: float, tell: Callable[[int], None]
) -> tuple[Gathered, float]:
    from models.marker import MarkerFinder

    finder, gathered, shape = MarkerFinder(), Gathered(), 0.0
    while len(gathered.places) < wanted:
        if time.monotonic() > end:
            raise Problem(_given_up(gathered, wanted))
        if not sensor.read(SILENCE_S):
            raise Problem(f"no picture in {SILENCE_S:g} s at {sensor.port}; check protocol, baud and wiring")
        frame, before = frames.get(), len(gathered.places)
        if frame is None or time.monotonic() - frame.at > FRAME_AGE_S:
            continue
        shape = frame.pixels.shape[1] / frame.pixels.shape[0]
        gathered = gathered.take(time.monotonic(), finder.find(frame.pixels), _warm(sensor.picture))
        if len(gathered.places) > before:
            click.echo(f"{len(gathered.places)} of {wanted}: {_where(gathered.places[-1][0])}", err=True)
            tell(len(gathered.places))
    return gathered, shape


def _given_up(gathered: Gathered, wanted: int) -> str:
    why = "the target stood there, but not still or not in new places"
    if gathered.last is None:
        why = "the marker or its warmth was not seen: is it 50 °C or more, in view of both, and well lit?"
    return f"{len(gathered.places)} of {wanted} places found in time; {why}"


def _warm(picture: ThermalPicture | None) -> Place | None:
    return None if picture is None else warm_target(picture)


def _where(place: Place) -> str:
    across = "left" if place[0] < 0.4 else "right" if place[0] > 0.6 else "middle"
    down = "above" if place[1] < 0.4 else "below" if place[1] > 0.6 else "middle"
    return f"{across} of the camera's picture, {down}"


def _write_marker(path: Path) -> None:
    from models.marker import marker_png

    with path.open("xb") as file:
        file.write(marker_png())
    print(f"{path}: print it some 8 cm wide, and stick it on a tin of hot water")


def _told(kept: KeptRegistration, file: Path, as_object: bool) -> str:
    line = kept.registration
    if as_object:
        told: dict[str, Any] = {
            "places": kept.places,
            "residual_px": round(line.residual_px, 3),
            "file": str(file),
            "simulated": kept.simulated,
        }
        return json.dumps(told)
    simulation = " (SIMULATION)" if kept.simulated else ""
    return f"{kept.places} places, {line.residual_px:.2f} pixels apart, kept in {file}{simulation}"
