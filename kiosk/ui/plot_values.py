"""What a plot shows: values, limits and their names' keys; no colour, no sentence, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, log10

Point = tuple[float, float]
FEWEST_STEPS = 3
"""Between two ends of an axis, where there is room."""


class Mark(StrEnum):
    LINE = "line"
    DASHES = "dashes"
    DOT = "dot"
    RING = "ring"
    """A dot that is not filled."""
    SQUARE = "square"


class Tone(StrEnum):
    """What a colour is for."""

    DATA = "data"
    LIMIT = "limit"
    FAR_LIMIT = "far_limit"
    TREND = "trend"
    ZERO = "zero"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of x."""

    points: tuple[Point, ...]
    mark: Mark = Mark.LINE
    tone: Tone = Tone.DATA
    half_widths: tuple[float, ...] = ()
    """Of the error bars, one a point; empty: none."""
    name: str = ""
    """Key of its name in the legend; empty: not named."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit: one line across."""

    y: float
    name: str = ""
    """Key of the name beside it."""
    tone: Tone = Tone.LIMIT


@dataclass(frozen=True, slots=True)
class Plot:
    series: tuple[Series, ...] = ()
    rules: tuple[Rule, ...] = ()
    allowed: Point | None = None
    """Band of y in which all is well."""
    judged: Point | None = None
    """Band of x that counts."""
    x: Point = (0.0, 1.0)
    y: Point = (0.0, 1.0)
    x_ticks: tuple[tuple[float, str], ...] = ()
    """Empty: whole steps of the figures themselves."""


def ticks(low: float, high: float, most: int) -> tuple[tuple[float, ...], int]:
    """Return round places between two ends, at most so many, and how many decimals tell them apart."""
    if not low < high or most < 2:
        return (), 0
    exponent = floor(log10((high - low) / most))
    for step in (factor * 10.0**exponent for factor in (1, 2, 5, 10, 20, 50)):
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first + 1 <= most:
            decimals = max(0, -floor(log10(step) + 1e-9))
            return tuple(round(at * step, decimals + 3) for at in range(first, last + 1)), decimals
    return (), 0


def around(values: Sequence[float], least: float) -> Point:
    """Return a range that holds all the values with air about them, and is no narrower than `least`."""
    if not values:
        return -least / 2, least / 2
    low, high = min(values), max(values)
    half = max(least, (high - low) * 1.2) / 2
    middle = (low + high) / 2
    return middle - half, middle + half
