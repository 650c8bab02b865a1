from collections.abc import Iterable

import pytest

from drivers.values import Reading
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.settings import Limits, Position
from kiosk.screening.values import Trouble
from kiosk.screening.watch import CameraWatch, Presence, ThermometerWatch, presence
from models.values import Face
from tests.rig import face

LIMITS = Limits()


def thermometer(readings: Iterable[tuple[float, float | None]], now: float) -> Trouble | None:
    watch = ThermometerWatch(started_at=0.0)
    for at, value in readings:
        watch = watch.take(TemperatureRead(at, Reading(value, 28.0)))
    fault = watch.fault(now, LIMITS)
    return fault.trouble if fault else None


def every(
    step: float, until: float, value: float | None = None, *, drift: float = 0.0
) -> list[tuple[float, float | None]]:
    count = int(until / step) + 1
    return [(i * step, None if value is None else value + drift * i) for i in range(count)]


@pytest.mark.parametrize(
    ("readings", "now", "trouble"),
    [
        ([], 1.0, Trouble.STARTING),
        ([], 2.1, Trouble.SILENT),
        (every(0.1, 10, 34.0, drift=0.01), 10.1, None),
        (every(0.1, 10, 34.0, drift=0.01), 12.2, Trouble.SILENT),
        (every(0.1, 10, 34.0), 10.1, Trouble.STUCK),
        (every(0.1, 2.5, 34.0), 2.5, None),
        (every(0.1, 1), 1.0, Trouble.STARTING),
        (every(0.1, 5), 5.0, Trouble.NO_VALUE),
        ([*every(0.1, 5, 34.0, drift=0.01), *[(5.1 + i / 10, None) for i in range(25)]], 7.6, Trouble.NO_VALUE),
    ],
    ids=[
        "starting",
        "unheard",
        "well",
        "fallen silent",
        "stuck",
        "equal for a while",
        "no value yet",
        "never a value",
        "lost its value",
    ],
)
def test_thermometer(readings: list[tuple[float, float | None]], now: float, trouble: Trouble | None) -> None:
    assert thermometer(readings, now) is trouble


def test_a_stuck_thermometer_recovers_with_the_first_new_value() -> None:
    assert thermometer([*every(0.1, 5, 34.0), (5.1, 34.02)], 5.1) is None


def camera(pictures: Iterable[tuple[float, float, int]], now: float) -> Trouble | None:
    """(at, luma, digest) each; a dark picture has little contrast too."""
    watch = CameraWatch(started_at=0.0)
    for at, luma, digest in pictures:
        watch = watch.take(FaceSeen(at, 640, 480, (), None, luma, luma / 4, digest), LIMITS)
    fault = watch.fault(now, LIMITS)
    return fault.trouble if fault else None


def pictures(until: float, luma: float = 120.0, *, frozen: bool = False) -> list[tuple[float, float, int]]:
    return [(i / 10, luma, 7 if frozen else i) for i in range(int(until * 10) + 1)]


@pytest.mark.parametrize(
    ("seen", "now", "trouble"),
    [
        ([], 1.0, Trouble.STARTING),
        ([], 2.1, Trouble.SILENT),
        (pictures(5), 5.0, None),
        (pictures(5), 7.1, Trouble.SILENT),
        (pictures(5, frozen=True), 5.0, Trouble.FROZEN),
        (pictures(1, frozen=True), 1.0, None),
        (pictures(1, 3.0), 1.0, Trouble.STARTING),
        (pictures(5, 3.0), 5.0, Trouble.BLACK),
        ([*pictures(5), *[(5.1 + i / 10, 3.0, 100 + i) for i in range(25)]], 7.6, Trouble.BLACK),
    ],
    ids=[
        "starting",
        "never a picture",
        "well",
        "gone",
        "frozen",
        "equal for a moment",
        "dark at first",
        "dark",
        "covered",
    ],
)
def test_camera(seen: list[tuple[float, float, int]], now: float, trouble: Trouble | None) -> None:
    assert camera(seen, now) is trouble


def test_a_dark_room_with_contrast_is_not_black() -> None:
    watch = CameraWatch(started_at=0.0)
    for i in range(60):
        watch = watch.take(FaceSeen(i / 10, 640, 480, (), None, 10.0, 20.0, i), LIMITS)
    assert watch.fault(6.0, LIMITS) is None


def test_every_fault_says_what_to_do() -> None:
    for fault in (
        ThermometerWatch(0.0).fault(9.0, LIMITS),
        CameraWatch(0.0).fault(9.0, LIMITS),
    ):
        assert fault is not None
        assert ";" in fault.detail


# a coarse sensor: steps of 0.1 °C

COARSE = 0.1
NOBODY, PLACED, UNCLEAR = Presence.NOBODY, Presence.PLACED, Presence.UNCLEAR
Scene = tuple[float, Presence, float, float]
"""For so long, who stands there, and the object's and the can's temperature."""


def coarse(*scenes: Scene, resolution_c: float = COARSE) -> Trouble | None:
    watch, now = ThermometerWatch(started_at=0.0, resolution_c=resolution_c), 0.0
    for seconds, present, object_c, can_c in scenes:
        watch = watch.look(now, present)
        for _ in range(round(seconds * 10)):
            now += 0.1
            watch = watch.take(TemperatureRead(now, Reading(object_c, can_c)))
    fault = watch.fault(now, LIMITS)
    assert fault is None or ";" in fault.detail
    return fault.trouble if fault else None


@pytest.mark.parametrize(
    ("scenes", "trouble"),
    [
        ([(600, NOBODY, 26.0, 28.0)], None),
        ([(30, NOBODY, 26.0, 28.0), (30, PLACED, 34.4, 28.0)], None),
        ([(30, NOBODY, 34.4, 28.0), (1.5, PLACED, 34.4, 28.0)], None),
        ([(30, NOBODY, 34.4, 28.0), (4, PLACED, 34.4, 28.0)], Trouble.STUCK),
        ([(30, PLACED, 34.4, 28.0), (4, NOBODY, 34.4, 28.0)], Trouble.STUCK),
        ([(30, NOBODY, 34.4, 28.0), (30, UNCLEAR, 34.4, 28.0)], None),
        ([(30, NOBODY, 34.4, 28.0), (4, PLACED, 34.4, 28.0), (0.2, PLACED, 34.5, 28.0)], None),
        ([(60, NOBODY, 26.0, 28.0), (60, NOBODY, 26.0, 28.2)], None),
        ([(60, NOBODY, 26.0, 28.0), (60, NOBODY, 26.0, 28.6)], Trouble.STUCK),
        ([(1790, NOBODY, 26.0, 28.0)], None),
        ([(1810, NOBODY, 26.0, 28.0)], Trouble.STUCK),
    ],
    ids=[
        "quiet wall",
        "somebody comes and is felt",
        "somebody has just come",
        "somebody comes and is not felt",
        "somebody goes and is still felt",
        "somebody may stand aside",
        "a step ends it",
        "can moves a little",
        "can moves and nothing else",
        "almost half an hour",
        "half an hour",
    ],
)
def test_a_coarse_sensor_repeats_itself_rightly_or_is_stuck(scenes: list[Scene], trouble: Trouble | None) -> None:
    assert coarse(*scenes) is trouble


def test_a_fine_sensor_is_stuck_whoever_stands_there() -> None:
    assert coarse((4, NOBODY, 26.0, 28.0), resolution_c=0.02) is Trouble.STUCK


@pytest.mark.parametrize(
    ("faces", "present"),
    [
        ((), Presence.NOBODY),
        ((face(0.4),), Presence.PLACED),
        ((face(0.4, score=0.4),), Presence.UNCLEAR),
        ((face(0.1),), Presence.NOBODY),
        ((face(0.2),), Presence.UNCLEAR),
        ((face(0.4), face(0.4, x=0.9)), Presence.UNCLEAR),
    ],
    ids=["nobody", "in position", "furniture or a mask", "a passer-by", "too far away", "two"],
)
def test_who_stands_there(faces: tuple[Face, ...], present: Presence) -> None:
    assert presence(FaceSeen(1.0, 640, 480, faces, None), Position()) is present


def test_an_array_that_sees_nobodys_forehead_is_well() -> None:
    watch = ThermometerWatch(started_at=0.0)
    for step in range(100):
        watch = watch.take(TemperatureRead(step / 10, Reading(None, 28.0), beside_c=26.0 + step % 3 * 0.03))
    assert watch.fault(9.9, LIMITS) is None


def test_a_sensor_that_warms_up_is_named_and_comes_back() -> None:
    watch, seen = ThermometerWatch(started_at=0.0), []
    for second in range(2000):
        can_c = 30.0 - 4.0 * 2.718 ** (-second / 300)
        watch = watch.take(TemperatureRead(float(second), Reading(26.0 + second % 5 * 0.02, can_c)))
        fault = watch.fault(float(second), LIMITS)
        seen.append(fault.trouble if fault else None)
        assert fault is None or "°C a minute; wait" in fault.detail
    assert (seen[60], seen[400], seen[1999]) == (Trouble.WARMING_UP, Trouble.WARMING_UP, None)
