"""What an array has before it: warm bodies before a wall, as shares of its picture, and the picture that they make."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

CHEEKS_COOLER_C = 0.8
"""Below the forehead a face, masked or not, is cooler by so much."""
FOREHEAD_SHARE = 0.45
"""Of the height of a face, from the top."""
FACE_HALF_WIDTH = 0.28
"""Of its height, as a share of the width of a picture that is four to three: a face is 3/4 as wide as high."""
ROUND = 1.1
"""A round reference reaches a little beyond its place at the sides, and leaves its corners free."""
CLOTHES_SHARE = 0.6
"""Clothes are between wall and skin."""


@dataclass(frozen=True, slots=True)
class WarmBody:
    """An ellipse of one temperature. Lengths are shares of the picture."""

    x: float
    y: float
    half_width: float
    half_height: float
    celsius: float
    lower_c: float | None = None
    """Below the forehead; None: as above."""

    def moved(self, x: float, y: float, scale: float) -> "WarmBody":
        """The same body in the picture of an array that hangs elsewhere: scaled about the middle, then shifted."""
        return replace(
            self,
            x=0.5 + (self.x - 0.5) * scale + x,
            y=0.5 + (self.y - 0.5) * scale + y,
            half_width=self.half_width * scale,
            half_height=self.half_height * scale,
        )


@dataclass(frozen=True, slots=True)
class WarmReference:
    """A small blackbody in a fixed place of an array's picture, thermal pixels."""

    left: float
    top: float
    columns: float
    rows: float
    celsius: float
    emissivity: float = 1.0

    def body(self, columns: int, rows: int, celsius: float) -> WarmBody:
        """What it is in a picture of this size when it looks as warm as `celsius`. Its place is the array's own."""
        return WarmBody(
            (self.left + self.columns / 2) / columns,
            (self.top + self.rows / 2) / rows,
            ROUND * self.columns / 2 / columns,
            ROUND * self.rows / 2 / rows,
            celsius,
        )


def head(x: float, y: float, height: float, skin_c: float) -> WarmBody:
    """A face of this height."""
    return WarmBody(x, y, FACE_HALF_WIDTH * height, height / 2, skin_c, skin_c - CHEEKS_COOLER_C)


def torso(x: float, y: float, height: float, skin_c: float, wall_c: float) -> WarmBody:
    """What stands below a face of this height."""
    clothes_c = wall_c + CLOTHES_SHARE * (skin_c - wall_c)
    return WarmBody(x, y + 1.55 * height, 0.8 * height, height, clothes_c)


def warm_picture(columns: int, rows: int, wall_c: float, bodies: Iterable[WarmBody]) -> list[float]:
    """Celsius, row by row from the upper left; later bodies stand before earlier ones."""
    values = [wall_c] * (columns * rows)
    for body in bodies:
        for row in range(rows):
            down = ((row + 0.5) / rows - body.y) / body.half_height
            if abs(down) >= 1:
                continue
            half = body.half_width * math.sqrt(1 - down * down)
            first = max(0, math.ceil((body.x - half) * columns - 0.5))
            last = min(columns - 1, math.floor((body.x + half) * columns - 0.5))
            lower = body.lower_c is not None and (down + 1) / 2 > FOREHEAD_SHARE
            celsius = body.lower_c if lower and body.lower_c is not None else body.celsius
            for column in range(first, last + 1):
                values[row * columns + column] = celsius
    return values
