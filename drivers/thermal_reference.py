"""The in-scene reference in a thermal picture: what the array reads of it, and whether it stands where it was put.

Pure functions over pictures of any size. It is read by the same statistic as a forehead, on as many pixels as it has,
so that what the noise of the hottest pixels adds is alike in both, and falls out of their difference.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from drivers.protocols import ThermalPicture
from drivers.thermal import hottest_of

FEWEST_BESIDE_PX: Final = 2
EDGE_FROM_PX: Final = 4
"""From this size on the outermost pixels, half of them background, are left out."""
MOST_OF_PICTURE: Final = 1 / 3
"""A warm thing wider than this is no small blackbody: somebody stands there."""
WITHOUT_TOP: Final = 2
"""So many single pixels may be broken before the peak is believed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reference stands, thermal pixels."""

    left: int
    top: int
    columns: int
    rows: int

    def fits(self, picture: ThermalPicture) -> bool:
        """Whether it lies in a picture of this size."""
        return self.left + self.columns <= picture.width and self.top + self.rows <= picture.height

    def grown(self, columns: int, rows: int) -> "Place":
        """The same place with so much more on each side, or less."""
        return Place(self.left - columns, self.top - rows, self.columns + 2 * columns, self.rows + 2 * rows)

    def pixels(self, picture: ThermalPicture) -> set[int]:
        """Which pixels lie in it, as far as the picture goes."""
        return {
            row * picture.width + column
            for row in range(max(0, self.top), min(picture.height, self.top + self.rows))
            for column in range(max(0, self.left), min(picture.width, self.left + self.columns))
        }

    @property
    def middle(self) -> tuple[float, float]:
        """Column and row."""
        return self.left + (self.columns - 1) / 2, self.top + (self.rows - 1) / 2


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """What a picture says of the place. Temperatures as the array reports them, °C."""

    celsius: float
    around_c: float
    """Median beside it."""
    peak_c: float
    """The warmest there or beside it, without single pixels."""
    off_px: float | None
    """From the middle of the place to the middle of what is warm; None: nothing is warm."""
    beside: float
    """Share of the pixels beside it that are warm."""


def look_at(picture: ThermalPicture, place: Place) -> PlaceSeen:
    """Return what a picture says of the place, which lies in it."""
    inner = place.grown(-1, -1) if min(place.columns, place.rows) >= EDGE_FROM_PX else place
    celsius = hottest_of(picture, inner.pixels(picture)) / 100
    whole = place.grown(_margin(place.columns), _margin(place.rows)).pixels(picture)
    ring = whole - place.pixels(picture)
    around = median(picture.hundredths[at] for at in ring)
    peak = sorted(picture.hundredths[at] for at in whole)[-1 - WITHOUT_TOP]
    half = (peak + around) / 2
    warm = [(divmod(at, picture.width), picture.hundredths[at] - half) for at in whole if picture.hundredths[at] > half]
    total = sum(weight for _, weight in warm)
    off = None
    if total > 0:
        row = sum(at[0] * weight for at, weight in warm) / total
        column = sum(at[1] * weight for at, weight in warm) / total
        off = math.dist((column, row), place.middle)
    beside = sum(picture.hundredths[at] > half for at in ring) / len(ring)
    return PlaceSeen(celsius, around / 100, peak / 100, off, beside)


def _margin(size: int) -> int:
    return max(FEWEST_BESIDE_PX, size // 2)


def averaged(pictures: Sequence[ThermalPicture]) -> ThermalPicture:
    """The mean of pictures of one size: what does not move, with less noise. Raises ValueError for none."""
    if not pictures:
        raise ValueError("no pictures")
    first = pictures[0]
    sums = (sum(values) for values in zip(*(one.hundredths for one in pictures), strict=True))
    return ThermalPicture(first.width, first.height, tuple(round(one / len(pictures)) for one in sums), None)


def find(picture: ThermalPicture, at_least_c: float) -> Place | None:
    """The one warm thing before a background; None when nothing stands out by so much, or it fills the picture.

    The pixels warmer than half way to the peak that hang together with the hottest.
    """
    values = picture.hundredths
    background, peak = median(values), sorted(values)[-1 - WITHOUT_TOP]
    if peak - background < at_least_c * 100:
        return None
    warm = {at for at, value in enumerate(values) if value > (peak + background) / 2}
    blob = _hanging_together(picture, max(warm, key=lambda at: values[at]), warm)
    rows = [at // picture.width for at in blob]
    columns = [at % picture.width for at in blob]
    place = Place(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
    return None if place.columns > MOST_OF_PICTURE * picture.width else place


def _hanging_together(picture: ThermalPicture, start: int, among: set[int]) -> set[int]:
    found, edge = {start}, [start]
    while edge:
        at = edge.pop()
        for near in (at - 1, at + 1, at - picture.width, at + picture.width):
            beside = abs(near % picture.width - at % picture.width) <= 1
            if near in among and near not in found and beside:
                found.add(near)
                edge.append(near)
    return found
