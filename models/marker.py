"""The printed marker by which a technician shows the camera where something warm is: a square of 4 x 4 cells."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2

MARKER: Final = 7
"""Its number in ArUco's dictionary of 4 x 4 cells."""
_QUIET_SHARE: Final = 6
"""The white around it is a sixth of the marker."""


class MarkerFinder:
    """Finds the marker in pictures, for one thread."""

    def __init__(self) -> None:
        self._detector: Any = cv2.aruco.ArucoDetector(_dictionary())

    def find(self, pixels: NDArray[np.uint8]) -> tuple[float, float] | None:
        """Its centre in an H x W x 3 BGR picture, shares of width and height; None when it is not there just once."""
        corners, numbers, _ = self._detector.detectMarkers(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))
        found = [] if numbers is None else [at for at, number in enumerate(numbers.ravel()) if number == MARKER]
        if len(found) != 1:
            return None
        x, y = corners[found[0]].reshape(4, 2).mean(axis=0)
        return float(x / pixels.shape[1]), float(y / pixels.shape[0])


def marker_png(side: int = 800) -> bytes:
    """The marker on white, to be printed some 8 cm wide, as a PNG of this many pixels across."""
    inner = cv2.aruco.generateImageMarker(_dictionary(), MARKER, side)
    margin = side // _QUIET_SHARE
    card = np.pad(inner, margin, constant_values=255)
    return cv2.imencode(".png", card)[1].tobytes()


def _dictionary() -> Any:
    return cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
