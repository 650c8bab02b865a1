from collections.abc import Iterable

import pytest

from drivers.values import Reading
from kiosk.screening.events import FaceSeen, TemperatureRead
from kiosk.screening.settings import Limits
from kiosk.screening.values import Trouble
from kiosk.screening.watch import CameraWatch, ThermometerWatch

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
