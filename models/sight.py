"""What one frame shows: its faces, and the mask of the largest sure one."""

import numpy as np
from numpy.typing import NDArray

from models.face import FaceDetector
from models.mask import MaskClassifier
from models.values import Face, MaskEstimate, Sighting

SURE_SCORE = 0.6
"""Below it a detection may be furniture; an empty room gives such faces, often large ones."""


def _doubt_then_size(face: Face) -> tuple[bool, float]:
    return face.score < SURE_SCORE, -face.w * face.h


class Sight:
    """Detector and classifier together, for one thread. Close it."""

    def __init__(self, detector: FaceDetector, classifier: MaskClassifier) -> None:
        self._detector = detector
        self._classifier = classifier

    def look(self, pixels: NDArray[np.uint8]) -> Sighting:
        """At an H x W x 3 BGR picture. Raises what the detector raises."""
        faces = tuple(sorted(self._detector.detect(pixels), key=_doubt_then_size))
        height, width = pixels.shape[:2]
        return Sighting(width, height, faces, self._mask(pixels, faces[0]) if faces else None)

    def _mask(self, pixels: NDArray[np.uint8], face: Face) -> MaskEstimate | None:
        """None for a face that the detector placed outside the picture."""
        try:
            return self._classifier.estimate(pixels, face)
        except ValueError:
            return None

    def close(self) -> None:
        self._detector.close()
