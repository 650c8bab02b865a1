"""A blackbody and a sensor before it, as numbers."""

import random
from dataclasses import replace
from typing import TypedDict, Unpack

from kiosk.screening.calibration import CalibrationRecord, evaluate
from kiosk.screening.set_points import Approach, Blackbody, Purpose, Sensor, SetPoint
from kiosk.screening.thermometry import apparent
from kiosk.screening.values import Sample

SENSOR = Sensor("gy-mcu90614", "S-1", emissivity=1.0, resolution_c=0.01)
SOURCE = Blackbody("BB-7", "C-2026-11", uncertainty_c=0.1, emissivity=0.98, emissivity_u=0.005)
ROOM_C = 25.0


def set_point(
    reference_c: float,
    approach: Approach = Approach.UP,
    purpose: Purpose = Purpose.FIT,
    *,
    gain: float = 1.0,
    offset_c: float = 0.0,
    bend: float = 0.0,
    noise_c: float = 0.03,
    drift_c_per_min: float = 0.0,
    can_drift_c_per_min: float = 0.0,
    seconds: float = 130.0,
    source: Blackbody = SOURCE,
    ambient: bool = True,
    seed: int = 1,
) -> SetPoint:
    """What a sensor with this error (about 37 °C, `bend` in °C for (3 °C)²) reads before the source, twice a second."""
    chance = random.Random(f"{seed} {reference_c} {approach}")
    seen = apparent(reference_c, ROOM_C, source.emissivity)
    wrong = 37 + offset_c + gain * (seen - 37) + bend * ((seen - 37) / 3) ** 2
    samples = tuple(
        Sample(
            at=at,
            object_c=wrong + drift_c_per_min * at / 60 + chance.gauss(0, noise_c),
            ambient_c=ROOM_C + can_drift_c_per_min * at / 60 + chance.gauss(0, 0.005) if ambient else None,
        )
        for at in (0.5 * index for index in range(int(seconds * 2)))
    )
    return SetPoint(reference_c, samples, approach, purpose)


class Error(TypedDict, total=False):
    """What is wrong with a sensor, or with how it was looked at: keywords of `set_point`."""

    gain: float
    offset_c: float
    bend: float
    noise_c: float
    drift_c_per_min: float
    can_drift_c_per_min: float
    seconds: float


def staircase(source: Blackbody = SOURCE, /, **error: Unpack[Error]) -> tuple[SetPoint, ...]:
    """Up, a look in between, and down again."""
    up = [set_point(at, source=source, **error) for at in (34.0, 36.0, 38.0, 40.0)]
    look = set_point(37.0, Approach.DOWN, Purpose.CHECK, source=source, **error)
    down = [set_point(at, Approach.DOWN, source=source, **error) for at in (36.0, 34.0)]
    return (*up, look, *down)


def record(
    *,
    taken: tuple[SetPoint, ...] | None = None,
    sensor: Sensor = SENSOR,
    valid_until: str = "2027-03-01T08:00:00.000000Z",
    run_id: str = "r1",
    **error: Unpack[Error],
) -> CalibrationRecord:
    points = staircase(**error) if taken is None else taken
    return CalibrationRecord(
        run_id=run_id,
        sensor=sensor,
        source=SOURCE,
        operator="tech-1",
        parent=None,
        begun_utc="2026-03-01T07:00:00.000000Z",
        ended_utc="2026-03-01T08:00:00.000000Z",
        valid_until_utc=valid_until,
        taken=points,
        result=evaluate(points, SOURCE, sensor),
        simulated=False,
    )


def simulated(of: CalibrationRecord) -> CalibrationRecord:
    return replace(of, simulated=True)
