"""The marker that a technician prints and sticks on something warm, drawn into a picture: a square of 4 x 4 cells."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from drivers.simulation.canvas import cv2

MARKER: Final = 7
"""Its number in ArUco's dictionary of 4 x 4 cells; models.marker looks for the same."""
CELLS: Final = 6
"""Across, its black border included."""
QUIET: Final = 1
"""Cells of white around it."""


def draw_marker(pixels: NDArray[np.uint8], x: float, y: float, height: float) -> None:
    """Lay the marker on white over a picture, in place. Centre and height are shares of the picture."""
    side = max(2 * (CELLS + 2 * QUIET), round(height * pixels.shape[0]))
    card = np.full((side, side), 255, np.uint8)
    margin = round(side * QUIET / (CELLS + 2 * QUIET))
    inner = side - 2 * margin
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    card[margin : margin + inner, margin : margin + inner] = cv2.aruco.generateImageMarker(dictionary, MARKER, inner)
    top, left = round(y * pixels.shape[0] - side / 2), round(x * pixels.shape[1] - side / 2)
    low_row, low_column = max(0, top), max(0, left)
    under = pixels[low_row : max(0, top + side), low_column : max(0, left + side)]
    if under.size:
        seen = card[low_row - top :, low_column - left :]
        under[:] = seen[: under.shape[0], : under.shape[1], None]
