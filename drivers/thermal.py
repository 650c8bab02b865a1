"""The skin temperature in a thermal picture: which pixels are this visitor's forehead, and what they say together.

Pure functions over pictures of any size. Places in the camera picture are fractions of its width and height, so that
its resolution does not matter; places in the thermal picture are columns and rows, pixel centres at whole numbers.

A wall, a lamp, a second person must not enter. So: only pixels inside the region of this face, none inside another
face, none that is hotter than skin can be nor a neighbour of such a one; then the median of 3 x 3, and of the medians
not the hottest but the mean of those behind it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drivers.protocols import ThermalPicture

HOTTER_THAN_SKIN_C: Final = 45.0
"""No living skin: a lamp, a cup, a cigarette."""
MOST_HOT: Final = 0.3
"""With a larger share of the region hot, something stands between."""
FEWEST_PIXELS: Final = 6
LEAST_ROWS: Final = 2.0
"""A thinner region lies on one row of pixels or on two, as it happens, and one row is too few: it grows to two.."""
MOST_GROWN: Final = 0.03
""".. by at most so much of the face's height above and below, less than such an array's pixel sees."""
CANTHI_FACE_PIXELS: Final = 120.0
"""Face width at which an inner eye corner (some 5 mm) covers a few pixels."""
SKIP_SHARE, TAKE_SHARE = 0.05, 0.25
OTHERS_MARGIN: Final = 0.15
"""Other faces are widened by this share of their size on each side."""
MOST_SPREAD: Final = 0.2
"""Root mean square width of one warm target, as a share of the picture's."""
DEGENERATE: Final = 1e-6


class RegistrationRefused(Exception):
    """The points do not determine where camera and array look: says why."""


class Part(StrEnum):
    FOREHEAD = "forehead"
    CANTHI = "canthi"
    """Inner eye corners: only with enough pixels on the face."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the camera picture, fractions of its width and height."""

    x: float
    y: float
    width: float
    height: float

    def part(self, left: float, top: float, right: float, bottom: float) -> "Box":
        """A rectangle within this one, in fractions of it."""
        return Box(
            self.x + left * self.width,
            self.y + top * self.height,
            (right - left) * self.width,
            (bottom - top) * self.height,
        )

    def corners(self) -> tuple[tuple[float, float], ...]:
        right, bottom = self.x + self.width, self.y + self.height
        return (self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)


@dataclass(frozen=True, slots=True)
class Registration:
    """Where a place in the camera picture lies in the thermal one: an affine map, turns and mirrors included.

    column = xx x + xy y + x0, row = yx x + yy y + y0. Holds for the distance at which it was taken.
    """

    xx: float
    xy: float
    x0: float
    yx: float
    yy: float
    y0: float
    residual_px: float = 0.0
    """Root mean square of what the points of the set-up missed, thermal pixels."""

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Column and row of a place in the camera picture."""
        return self.xx * x + self.xy * y + self.x0, self.yx * x + self.yy * y + self.y0


@dataclass(frozen=True, slots=True)
class Spot:
    """What the region says."""

    celsius: float
    pixels: int
    """Pixels that were looked at."""
    hot: int
    """Pixels left out as hotter than skin."""
    spread_c: float
    """Standard deviation of the pixels that made the value, °C."""


def whole_view(picture: ThermalPicture) -> Registration:
    """Camera and array see the very same: what to begin with before a technician has set it."""
    return Registration(picture.width, 0.0, -0.5, 0.0, picture.height, -0.5)


def register(pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> Registration:
    """Fit the map to places of a warm target: (x, y) in the camera picture, (column, row) in the thermal one.

    Least squares. Raises RegistrationRefused for fewer than three points, or points in a line.
    """
    if len(pairs) < 3:
        raise RegistrationRefused("three places of the warm target are needed, more are better")
    count = len(pairs)
    mean_x = sum(camera[0] for camera, _ in pairs) / count
    mean_y = sum(camera[1] for camera, _ in pairs) / count
    sxx = sum((camera[0] - mean_x) ** 2 for camera, _ in pairs)
    syy = sum((camera[1] - mean_y) ** 2 for camera, _ in pairs)
    sxy = sum((camera[0] - mean_x) * (camera[1] - mean_y) for camera, _ in pairs)
    determinant = sxx * syy - sxy * sxy
    if determinant < DEGENERATE * max(sxx, syy, DEGENERATE) ** 2:
        raise RegistrationRefused("the places lie in a line: hold the warm target at the corners of the picture")
    rows: list[float] = []
    for axis in (0, 1):
        mean = sum(thermal[axis] for _, thermal in pairs) / count
        sxv = sum((camera[0] - mean_x) * (thermal[axis] - mean) for camera, thermal in pairs)
        syv = sum((camera[1] - mean_y) * (thermal[axis] - mean) for camera, thermal in pairs)
        by_x = (sxv * syy - syv * sxy) / determinant
        by_y = (syv * sxx - sxv * sxy) / determinant
        rows += [by_x, by_y, mean - by_x * mean_x - by_y * mean_y]
    found = Registration(*rows)
    missed = sum(math.dist(found.at(*camera), thermal) ** 2 for camera, thermal in pairs)
    return Registration(*rows, residual_px=math.sqrt(missed / count))


def warm_target(picture: ThermalPicture, at_least_c: float = 3.0) -> tuple[float, float] | None:
    """Column and row of the warm target that a technician holds up; None when nothing stands out of the background.

    The centre of what is warmer than half way between background (median) and maximum; two things apart have none.
    """
    values = picture.hundredths
    background, hottest = sorted(values)[len(values) // 2], max(values)
    if hottest - background < at_least_c * 100:
        return None
    half = (background + hottest) / 2
    warm = [(divmod(at, picture.width), value - half) for at, value in enumerate(values) if value > half]
    total = sum(weight for _, weight in warm)
    row = sum(place[0] * weight for place, weight in warm) / total
    column = sum(place[1] * weight for place, weight in warm) / total
    wide = math.sqrt(sum(math.dist(place, (row, column)) ** 2 * weight for place, weight in warm) / total)
    return None if wide > MOST_SPREAD * picture.width else (column, row)


def face_temperature(
    picture: ThermalPicture,
    registration: Registration,
    face: Box,
    others: Sequence[Box] = (),
    part: Part = Part.FOREHEAD,
) -> Spot | None:
    """The temperature of a part of this face, °C as the array reports it; None when it cannot be told.

    It cannot when too few pixels lie on it, when something hot stands before it, or when the pixels are too coarse.
    """
    region = _region_of(face, part)
    if part is Part.CANTHI and face_pixels(registration, face) < CANTHI_FACE_PIXELS:
        return None
    wanted = _inside(picture, registration, _grown(region, face, registration))
    for other in others:
        widened = other.part(-OTHERS_MARGIN, -OTHERS_MARGIN, 1 + OTHERS_MARGIN, 1 + OTHERS_MARGIN)
        wanted -= _inside(picture, registration, widened)
    hot = {at for at in wanted if picture.hundredths[at] > HOTTER_THAN_SKIN_C * 100}
    if not wanted or len(hot) > MOST_HOT * len(wanted):
        return None
    skin = wanted - hot - {near for at in hot for near in _around(picture, at)}
    if len(skin) < FEWEST_PIXELS:
        return None
    taken = _behind_the_hottest([_median(picture, at, skin) for at in skin])
    mean = sum(taken) / len(taken)
    spread = math.sqrt(sum((value - mean) ** 2 for value in taken) / len(taken))
    return Spot(mean / 100, len(skin), len(hot), spread / 100)


def hottest_of(picture: ThermalPicture, pixels: set[int]) -> float:
    """What a face would read that had these pixels, hundredths of a °C."""
    taken = _behind_the_hottest([_median(picture, at, pixels) for at in pixels])
    return sum(taken) / len(taken)


def face_pixels(registration: Registration, face: Box) -> float:
    """Width of a face, thermal pixels."""
    left = registration.at(face.x, face.y)
    right = registration.at(face.x + face.width, face.y)
    return math.dist(left, right)


def _region_of(face: Box, part: Part) -> Box:
    """Forehead: between the brows and the hair; canthi: the band of the eyes beside the nose."""
    return face.part(0.25, 0.04, 0.75, 0.28) if part is Part.FOREHEAD else face.part(0.28, 0.30, 0.72, 0.48)


def _grown(region: Box, face: Box, registration: Registration) -> Box:
    """The region on at least two rows of the array; as it is where that would take it off its part of the face."""
    above, below = registration.at(region.x, region.y), registration.at(region.x, region.y + region.height)
    share = (LEAST_ROWS / max(math.dist(above, below), DEGENERATE) - 1) / 2 + DEGENERATE
    return region.part(0, -share, 1, 1 + share) if 0 < share * region.height <= MOST_GROWN * face.height else region


def _inside(picture: ThermalPicture, registration: Registration, box: Box) -> set[int]:
    """Pixels whose centre lies in the mapped rectangle, a convex polygon of four corners."""
    corners = [registration.at(*corner) for corner in box.corners()]
    columns = [column for column, _ in corners]
    rows = [row for _, row in corners]
    found: set[int] = set()
    for row in range(max(0, math.ceil(min(rows))), min(picture.height - 1, math.floor(max(rows))) + 1):
        for column in range(max(0, math.ceil(min(columns))), min(picture.width - 1, math.floor(max(columns))) + 1):
            if _in_polygon(column, row, corners):
                found.add(row * picture.width + column)
    return found


def _in_polygon(x: float, y: float, corners: Sequence[tuple[float, float]]) -> bool:
    """Whether all sides have the point on the same hand, whichever way round they run."""
    turns = [
        (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def _around(picture: ThermalPicture, at: int) -> list[int]:
    row, column = divmod(at, picture.width)
    return [
        near_row * picture.width + near_column
        for near_row in range(max(0, row - 1), min(picture.height, row + 2))
        for near_column in range(max(0, column - 1), min(picture.width, column + 2))
    ]


def _median(picture: ThermalPicture, at: int, skin: set[int]) -> float:
    """Median of a pixel and its neighbours on the skin, hundredths: one bad pixel does not show."""
    values = sorted(picture.hundredths[near] for near in _around(picture, at) if near in skin)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _behind_the_hottest(values: list[float]) -> list[float]:
    """The hottest quarter without its very top."""
    ordered = sorted(values, reverse=True)
    skip = math.ceil(SKIP_SHARE * len(ordered))
    return ordered[skip : skip + max(3, math.ceil(TAKE_SHARE * len(ordered)))]
