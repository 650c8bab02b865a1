"""What an array's picture says without a face to look for: the middle of it, robustly."""

from typing import Final

from drivers.protocols.base import ThermalPicture

SKIP_HOTTEST, TAKE_HOTTEST = 2, 6
MOST_ROWS: Final = 24
"""Finer pictures are looked at in every second or third row and column: a forehead is large in them."""


def middle_c(picture: ThermalPicture, range_c: tuple[float, float]) -> float | None:
    """The temperature in the middle half of a picture, °C: the hottest medians of 3 x 3 pixels, without the very top.

    None when it is outside what the array can measure.
    """
    width, height, pixels = picture.width, picture.height, picture.hundredths
    step = max(1, height // MOST_ROWS)
    medians: list[int] = []
    for row in range(height // 4 + 1, 3 * height // 4 - 1, step):
        rows = [pixels[start : start + width] for start in range((row - 1) * width, (row + 2) * width, width)]
        above, here, below = rows
        for at in range(width // 4, 3 * width // 4, step):
            near = slice(at - 1, at + 2)
            medians.append(sorted(above[near] + here[near] + below[near])[4])
    hottest = sorted(medians, reverse=True)[SKIP_HOTTEST:][:TAKE_HOTTEST]
    value = sum(hottest) / len(hottest) / 100
    return value if range_c[0] <= value <= range_c[1] else None
