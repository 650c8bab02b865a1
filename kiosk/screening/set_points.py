"""Temperatures of a blackbody, and what a sensor read before each: how sure, and whether both stood still.

True and read are apparent temperatures: what a black body would have to have to look like the source, which is not
quite black and mirrors the room; and what the sensor read, its own emissivity setting undone. Readings are left out for
broken frames only, never for their value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sqrt

from kiosk.screening.thermometry import apparent
from kiosk.screening.uncertainty import K, by_emissivity, by_reflected, mean, slope, spread
from kiosk.screening.values import Sample

DRIFT_C_PER_MIN = 0.02
"""A source that moves more slowly stands still."""
CAN_DRIFT_C_PER_MIN = 0.05
"""A sensor whose own temperature moves more slowly is warm (0.5 °C in ten minutes)."""
WATCH_S = 120.0
"""Stability is told from no less than this."""
READINGS, PERIOD_S = 270, 0.5
"""One reading in so long, and so many of the newest are judged: somewhat more than WATCH_S."""
SETTLING_S = 3.0
"""What the sensor reads right after the source was touched does not count: it lags."""
FEWEST_READINGS = 30
BLOCKS = 6
CHECK_C = (30.0, 45.0)
"""Where a source can be set for a check, °C; both ends may be."""
CHECK_AT_C = 37.0
"""Where a calibration is checked, and each day's check as well unless another place is asked for, °C: drift is told
from the error of both."""
ROOM_C = (0.0, 50.0)
"""What a source may mirror, °C; both ends may be."""
ROOM_FELT_U_C, ROOM_TOLD_U_C = 3.0, 1.0
"""Standard uncertainties of what a source mirrors, °C: where the sensor's own temperature stands for it, and where
somebody measured it. Own estimates; the first is that for what skin mirrors."""
SOURCE_RANGES = {
    "uncertainty_c": (0.001, 2.0),
    "emissivity": (0.5, 1.0),
    "emissivity_u": (0.0, 0.1),
    "aperture_u_c": (0.0, 1.0),
}
"""What is believed of a Blackbody, by field, in its unit; both ends may be."""


class Approach(StrEnum):
    """Whether the source came from below or from above."""

    UP = "up"
    DOWN = "down"


class Purpose(StrEnum):
    FIT = "fit"
    CHECK = "check"
    """Not part of the fit: an independent look at it."""


class Steadiness(StrEnum):
    STEADY = "steady"
    DRIFTING = "drifting"
    UNKNOWN = "unknown"
    """Watched too briefly, or too noisy, to tell."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """Which sensor: a calibration belongs to it alone."""

    protocol: str
    serial: str
    """Empty where the sensor has none to tell."""
    emissivity: float
    """Set in the sensor while it was calibrated."""
    resolution_c: float


@dataclass(frozen=True, slots=True)
class Blackbody:
    """The reference source, as its certificate has it."""

    serial: str
    certificate: str
    uncertainty_c: float
    """Expanded (k=2) of its temperature, °C."""
    emissivity: float = 0.98
    emissivity_u: float = 0.005
    """Standard uncertainty."""
    aperture_u_c: float = 0.0
    """Standard uncertainty of its uniformity and of what the sensor sees beside it, °C."""


@dataclass(frozen=True, slots=True)
class SetPoint:
    """One temperature of the source, and all that was read before it."""

    reference_c: float
    """True temperature of the source, °C."""
    samples: tuple[Sample, ...]
    approach: Approach = Approach.UP
    purpose: Purpose = Purpose.FIT
    uncertainty_c: float | None = None
    """Expanded (k=2) at this temperature; None: the certificate's for all."""
    surround_c: float | None = None
    """What the source mirrors, °C; None: as warm as the sensor, as far as that tells."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a set-point says, °C."""

    reference_c: float
    true_c: float
    """Apparent temperature of the source: it is not quite black."""
    read_c: float
    """Apparent temperature that the sensor read."""
    error_u_c: float
    """Standard error of the reading, from the means of blocks."""
    source_u_c: float
    """Standard uncertainty of the source."""
    around_c: float
    """What the source mirrors."""
    ambient_c: float | None
    readings: int
    steadiness: Steadiness
    drift_c_per_min: float | None
    approach: Approach
    purpose: Purpose
    room_known: bool
    """False: nothing tells what the source mirrors, and it is taken for black."""
    residual_c: float | None = None
    """True less calibrated, once there is a line."""


def steadiness(
    samples: Sequence[Sample], limit_c_per_min: float = DRIFT_C_PER_MIN, *, of_can: bool = False
) -> tuple[Steadiness, float | None]:
    """Return whether the object (or the sensor's can) stands still, and its drift, °C a minute."""
    told = [(s.at, s.ambient_c if of_can else s.object_c) for s in samples]
    known = [(at, value) for at, value in told if value is not None]
    found = slope([at for at, _ in known], [value for _, value in known])
    if found is None or known[-1][0] - known[0][0] < WATCH_S:
        return Steadiness.UNKNOWN, None
    drift, doubt = found[0] * 60, 2 * found[1] * 60
    if abs(drift) + doubt < limit_c_per_min:
        return Steadiness.STEADY, drift
    return Steadiness.DRIFTING if abs(drift) - doubt > limit_c_per_min else Steadiness.UNKNOWN, drift


def warm(samples: Sequence[Sample]) -> Steadiness:
    """Say whether a sensor before a steady target has warmed up: neither its reading nor its can moves."""
    read, _ = steadiness(samples)
    if all(sample.ambient_c is None for sample in samples):
        return read
    can, _ = steadiness(samples, CAN_DRIFT_C_PER_MIN, of_can=True)
    if Steadiness.DRIFTING in (read, can):
        return Steadiness.DRIFTING
    return Steadiness.STEADY if read is can is Steadiness.STEADY else Steadiness.UNKNOWN


def block_error(values: Sequence[float]) -> float:
    """Return the standard error of the mean from the means of blocks: it sees noise that lasts over several readings.

    With fewer readings than twice the blocks each reading is a block.
    """
    size = len(values) // BLOCKS
    if size < 2:
        return spread(values) / sqrt(len(values))
    means = [mean(values[at : at + size]) for at in range(0, size * BLOCKS, size)]
    return spread(means) / sqrt(BLOCKS)


def point(taken: SetPoint, source: Blackbody, sensor: Sensor) -> Point:
    """Return what a set-point says. Raises ValueError for one without readings."""
    if not taken.samples:
        raise ValueError(f"no readings at {taken.reference_c} °C")
    cans = [sample.ambient_c for sample in taken.samples if sample.ambient_c is not None]
    can = mean(cans) if cans else None
    around = taken.surround_c if taken.surround_c is not None else can if can is not None else taken.reference_c
    steady, drift = steadiness(taken.samples)
    stated = source.uncertainty_c if taken.uncertainty_c is None else taken.uncertainty_c
    return Point(
        reference_c=taken.reference_c,
        true_c=apparent(taken.reference_c, around, source.emissivity),
        read_c=apparent(
            mean([sample.object_c for sample in taken.samples]), around if can is None else can, sensor.emissivity
        ),
        error_u_c=block_error([sample.object_c for sample in taken.samples]),
        source_u_c=stated / K,
        around_c=around,
        ambient_c=can,
        readings=len(taken.samples),
        steadiness=steady,
        drift_c_per_min=drift,
        approach=taken.approach,
        purpose=taken.purpose,
        room_known=can is not None or taken.surround_c is not None,
    )


def mirror_u(target_c: float, around_c: float, source: Blackbody, *, room_told: bool) -> float:
    """Return the standard uncertainty (°C) of how a source at `target_c` looks that is not quite black.

    Of its emissivity, and of what it mirrors: surer where somebody told it than where the sensor's can stands for it.
    """
    room_u_c = ROOM_TOLD_U_C if room_told else ROOM_FELT_U_C
    own = by_emissivity(target_c, around_c, source.emissivity) * source.emissivity_u
    mirrored = by_reflected(target_c, around_c, source.emissivity) * room_u_c
    return source.emissivity * hypot(own, mirrored)
