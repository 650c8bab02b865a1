"""Values of the in-scene reference: a small blackbody in a fixed place of an array's picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceLook:
    """What one picture says of the reference's place. Nothing is corrected."""

    read_c: float
    """What the array reports there, °C."""
    around_c: float
    """What it reports beside it, °C (median)."""
    peak_c: float
    """The warmest there or close by, without single pixels, °C."""
    off_px: float | None
    """How far the middle of what is warm lies from the middle of the place, thermal pixels; None: nothing is warm."""
    beside: float
    """Share of the pixels beside the place that are as warm as the reference, 0 to 1: somebody stands there."""
    told_c: float | None
    """Temperature of the reference, as set or as its own sensor tells, °C; None: it does not tell."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the in-scene reference adds to every value of the array: a fact of a decision, made before it."""

    at: float
    """Monotonic seconds."""
    correction_c: float
    """Added after the calibration, °C; limited in size and in how fast it may move."""
    wanted_c: float
    """What it would be without the limit of its speed, °C."""
    true_c: float
    """Apparent temperature of the reference, °C."""
    read_c: float
    """Apparent temperature that the array read of it, before calibration, °C; mean of the looks."""
    error_c: float
    """Standard error of that mean, °C."""
    looks: int
    told_c: float
    """Temperature of the reference at the last look, °C."""
