"""Every fault of every device: how it is provoked, and what mends it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from drivers.values import Reading
from kiosk.screening.events import TemperatureRead
from kiosk.screening.in_force import InForce, Standing
from kiosk.screening.values import Source
from kiosk.workers import Health
from tests.faults.bench import Bench, Case, Mend
from tests.faults.cases_around import AROUND
from tests.faults.cases_disk import DISK
from tests.faults.cases_door import DOOR
from tests.rig import FRAME_S, READ_S, ROOM_C, Feed, Rig


def _worker(source: Source, **health: str) -> Callable[[Bench], Mend]:
    """The thread of a device tells of a problem, or has crashed."""

    def begin(bench: Bench) -> Mend:
        rig = bench.rig
        rig.health[source] = lambda: Health(rig.clock.now, **health)
        return lambda: rig.health.pop(source)

    return begin


def _no_facts(source: Source, feed: Source, *, hangs: bool) -> Callable[[Bench], Mend]:
    """Nothing comes any more; its thread goes on beating unless it hangs."""

    def begin(bench: Bench) -> Mend:
        rig, since = bench.rig, bench.rig.clock.now
        kept = rig.feeds.pop(feed)
        if hangs:
            rig.health[source] = lambda: Health(since)

        def mend() -> None:
            rig.health.pop(source, None)
            rig.feeds[feed] = kept

        return mend

    return begin


def _pictures(**wrong: float) -> Callable[[Bench], Mend]:
    """Pictures come, and each is wrong in the same way."""

    def begin(bench: Bench) -> Mend:
        rig = bench.rig
        view = rig.view

        def see() -> float:
            live, rig.view = rig.view, view if "digest" in wrong else replace(rig.view, faces=(), mask=None)
            rig.post(rig.picture(**wrong))  # type: ignore[arg-type]
            rig.view = live
            return FRAME_S

        return _instead(rig, Source.CAMERA, see)

    return begin


def _readings(made: Callable[[Rig, int], Reading]) -> Callable[[Bench], Mend]:
    """Frames come from the sensor, and say this."""

    def begin(bench: Bench) -> Mend:
        rig, numbers = bench.rig, _counted()

        def feel() -> float:
            rig.post(TemperatureRead(rig.clock.now, made(rig, next(numbers))))
            return READ_S

        return _instead(rig, Source.THERMOMETER, feel)

    return begin


def _counted() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _instead(rig: Rig, source: Source, step: Callable[[], float]) -> Mend:
    kept = rig.feeds[source]
    rig.feeds[source] = Feed(step, rig.clock.now)
    return partial(rig.feeds.__setitem__, source, kept)


def _felt(rig: Rig, number: int) -> float:
    """What the sensor would say of the view, noise and all."""
    return (rig.view.object_c or ROOM_C) + (0.0, 0.02, -0.02, 0.04)[number % 4]


def _can(can_c: Callable[[int], float]) -> Callable[[Bench], Mend]:
    """The sensor itself has this temperature (°C)."""
    return _readings(lambda rig, number: Reading(_felt(rig, number), can_c(number)))


def _calibration(standing: Standing) -> Callable[[Bench], Mend]:
    def begin(bench: Bench) -> Mend:
        rig = bench.rig
        rig.calibrations = lambda now: InForce(standing)  # type: ignore[method-assign]
        return lambda: setattr(rig, "calibrations", lambda now: InForce(Standing.NONE))

    return begin


CAMERA = (
    Case("Camera", "not connected", _worker(Source.CAMERA, problem="/dev/video0 is gone; plug it in again")),
    Case("Camera", "sends no pictures", _no_facts(Source.CAMERA, Source.CAMERA, hangs=False)),
    Case("Camera", "its picture stands still", _pictures(digest=7)),
    Case("Camera", "its picture is black", _pictures(luma=2.0, contrast=1.0)),
    Case("Camera", "its thread crashes", _worker(Source.CAMERA, crashed="KeyError: 'frame'")),
)
SIGHT = (
    Case("Sight", "its models cannot be loaded", _worker(Source.SIGHT, problem="mask.onnx is damaged; install again")),
    Case("Sight", "hangs", _no_facts(Source.SIGHT, Source.CAMERA, hangs=True)),
    Case("Sight", "its thread crashes", _worker(Source.SIGHT, crashed="ValueError: no face")),
)
THERMOMETER = (
    Case("Thermometer", "not connected", _worker(Source.THERMOMETER, problem="no port; plug it in again")),
    Case("Thermometer", "sends nothing", _no_facts(Source.THERMOMETER, Source.THERMOMETER, hangs=False)),
    Case("Thermometer", "repeats one value", _readings(lambda rig, number: Reading(36.0, ROOM_C))),
    Case("Thermometer", "sends frames without a value", _readings(lambda rig, number: Reading(None, ROOM_C))),
    Case("Thermometer", "jumps from reading to reading", _readings(lambda rig, number: Reading(30.0 + number * 7 % 11, ROOM_C))),
    Case("Thermometer", "reads 60 °C", _readings(lambda rig, number: Reading(60.0 + 0.02 * (number % 3), ROOM_C))),
    Case("Thermometer", "reads 20 °C", _readings(lambda rig, number: Reading(20.0 + 0.02 * (number % 3), ROOM_C))),
    Case("Thermometer", "warms up", _can(lambda number: ROOM_C + number * 0.004), watch_s=40.0),
    Case("Thermometer", "its thread crashes", _worker(Source.THERMOMETER, crashed="ValueError: frame")),
    Case("Thermometer", "its calibration expires", _calibration(Standing.EXPIRED), watch_s=62.0),
    Case("Thermometer", "the daily check failed", _calibration(Standing.CHECK_FAILED), watch_s=62.0),
    Case("Thermometer", "the daily check is due", _calibration(Standing.CHECK_DUE), watch_s=62.0),
)
ROOM = (
    Case("Room", "too warm", _can(lambda number: 37.0), watch_s=15.0),
    Case("Room", "too cold", _can(lambda number: 12.0), watch_s=15.0),
)

CASES = (*CAMERA, *SIGHT, *THERMOMETER, *ROOM, *DOOR, *DISK, *AROUND)
