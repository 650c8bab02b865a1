"""Every fault of every device: how it is provoked, and what mends it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from drivers.values import Reading
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.in_force import InForce, Standing
from kiosk.screening.values import Source
from kiosk.workers import Health
from tests.faults.bench import Bench, Case, Mend
from tests.faults.cases_around import AROUND
from tests.faults.cases_disk import DISK
from tests.faults.cases_door import DOOR
from tests.rig import FRAME_S, READ_S, ROOM_C, Rig, View
from tests.watched import Feed


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


def _pictures(made: Callable[[Rig, View], FaceSeen]) -> Callable[[Bench], Mend]:
    """Pictures come, and each is wrong in the same way; some show what was there when it began."""

    def begin(bench: Bench) -> Mend:
        rig = bench.rig
        view = rig.view

        def see() -> float:
            rig.post(made(rig, view))
            return FRAME_S

        return _instead(rig, Source.CAMERA, see)

    return begin


def _still(rig: Rig, before: View) -> FaceSeen:
    return rig.picture(digest=7, view=before)


def _black(rig: Rig, before: View) -> FaceSeen:
    return rig.picture(luma=2.0, contrast=1.0, view=replace(rig.view, faces=(), mask=None))


def _readings(made: Callable[[Rig, float], Reading]) -> Callable[[Bench], Mend]:
    """Frames come from the sensor, and say this so many seconds after it began."""

    def begin(bench: Bench) -> Mend:
        rig, since = bench.rig, bench.rig.clock.now

        def feel() -> float:
            rig.post(TemperatureRead(rig.clock.now, made(rig, rig.clock.now - since)))
            return READ_S

        return _instead(rig, Source.THERMOMETER, feel)

    return begin


def _noise(seconds: float) -> float:
    """No two readings alike, however far apart they are taken."""
    return 0.06 * (round(seconds / READ_S) * 0.618034 % 1.0) - 0.02


def _jumping(rig: Rig, seconds: float) -> Reading:
    return Reading(30.0 + round(seconds / READ_S) * 7 % 11, ROOM_C)


def _instead(rig: Rig, source: Source, step: Callable[[], float]) -> Mend:
    kept = rig.feeds[source]
    rig.feeds[source] = Feed(step, rig.clock.now)
    return partial(rig.feeds.__setitem__, source, kept)


def _can(can_c: Callable[[float], float]) -> Callable[[Bench], Mend]:
    """Sensor and room have this temperature (°C); whoever stands there keeps theirs."""

    def felt(rig: Rig, seconds: float) -> Reading:
        seen_c = rig.view.object_c if rig.view.faces else can_c(seconds)
        return Reading((seen_c or ROOM_C) + _noise(seconds), can_c(seconds))

    return _readings(felt)


def _in_a_room_of(can_c: float) -> Callable[[Bench], None]:
    def made(bench: Bench) -> None:
        _can(lambda seconds: can_c)(bench)

    return made


def _calibrated(bench: Bench) -> None:
    bench.rig.in_force = lambda now: InForce(bench.standing)


def _calibration(standing: Standing) -> Callable[[Bench], Mend]:
    def begin(bench: Bench) -> Mend:
        bench.standing = standing
        return lambda: setattr(bench, "standing", Standing.NONE)

    return begin


def _blackbody(fault: str, standing: Standing) -> Case:
    """Looked at once a minute, while nobody is being screened."""
    return Case("Thermometer", fault, _calibration(standing), made=_calibrated, watch_s=62.0, back_s=70.0)


CAMERA = (
    Case("Camera", "not connected", _worker(Source.CAMERA, problem="/dev/video0 is gone; plug it in again")),
    Case("Camera", "sends no pictures", _no_facts(Source.CAMERA, Source.CAMERA, hangs=False)),
    Case("Camera", "its picture stands still", _pictures(_still)),
    Case("Camera", "its picture is black", _pictures(_black)),
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
    Case(
        "Thermometer",
        "repeats one value",
        _readings(lambda rig, seconds: Reading(36.0, ROOM_C)),
        note="Of a visitor who is being measured it repeats their own value: they are answered before it is found out.",
    ),
    Case("Thermometer", "sends frames without a value", _readings(lambda rig, seconds: Reading(None, ROOM_C))),
    Case("Thermometer", "jumps from reading to reading", _readings(_jumping)),
    Case("Thermometer", "reads 60 °C", _readings(lambda rig, seconds: Reading(60.0 + _noise(seconds), ROOM_C))),
    Case("Thermometer", "reads 20 °C", _readings(lambda rig, seconds: Reading(20.0 + _noise(seconds), ROOM_C))),
    Case("Thermometer", "warms up", _can(lambda seconds: ROOM_C + seconds * 0.04), watch_s=40.0, back_s=900.0),
    Case("Thermometer", "its thread crashes", _worker(Source.THERMOMETER, crashed="ValueError: frame")),
    _blackbody("its calibration expires", Standing.EXPIRED),
    _blackbody("the daily check failed", Standing.CHECK_FAILED),
    _blackbody("the daily check is due", Standing.CHECK_DUE),
)
ROOM = (
    Case("Room", "too warm", _can(lambda seconds: 36.05), made=_in_a_room_of(35.95), watch_s=15.0),
    Case("Room", "too cold", _can(lambda seconds: 15.95), made=_in_a_room_of(16.05), watch_s=15.0),
    Case("Room", "warmer by a degree", _can(lambda seconds: ROOM_C + 1.0), watch_s=15.0, back_s=900.0),
)

CASES = (*CAMERA, *SIGHT, *THERMOMETER, *ROOM, *DOOR, *DISK, *AROUND)
