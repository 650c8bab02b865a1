"""What one frame shows: its faces, and the mask of the one that is being looked at."""

import numpy as np
from numpy.typing import NDArray

from models.face import SURE_SCORE, FaceDetector
from models.mask import MaskClassifier
from models.values import Face, MaskEstimate, Sighting, overlap

SAME_FACE = 0.3
"""Overlap (intersection over union) with the face of the frame before from which it is the same."""

_LOOKS = 2
"""Faces that the classifier looks at in one frame, at most."""


class Sight:
    """Detector and classifier together, for one thread. Close it.

    A face that was sure once is followed while it stays in place, also when a mask makes the detector doubt.
    """

    def __init__(self, detector: FaceDetector, classifier: MaskClassifier) -> None:
        self._detector = detector
        self._classifier = classifier
        self._followed: Face | None = None

    def look(self, pixels: NDArray[np.uint8]) -> Sighting:
        """At an H x W x 3 BGR picture. Raises what the detector raises."""
        faces, mask = self._confirmed(pixels, sorted(self._detector.detect(pixels), key=self._rank))
        first = faces[0] if faces else None
        self._followed = first if first and (first.score >= SURE_SCORE or self._follows(first)) else None
        height, width = pixels.shape[:2]
        return Sighting(width, height, tuple(faces), mask)

    def _confirmed(self, pixels: NDArray[np.uint8], faces: list[Face]) -> tuple[list[Face], MaskEstimate | None]:
        """In order, with the classifier's opinion of the first and, while that is no sure one, of the second."""
        looked_at: list[tuple[Face, MaskEstimate | None]] = []
        for candidate in faces[:_LOOKS]:
            mask, face = self._look(pixels, candidate)
            looked_at.append((face, mask))
            faces = [face if one is candidate else one for one in faces]
            if face.score >= SURE_SCORE or self._follows(face):
                break
        faces = sorted(faces, key=self._rank)
        return faces, next((mask for face, mask in looked_at if face is faces[0]), None)

    def _rank(self, face: Face) -> tuple[bool, bool, float]:
        return not self._follows(face), face.score < SURE_SCORE, -face.w * face.h

    def _follows(self, face: Face) -> bool:
        return self._followed is not None and overlap(face, self._followed) >= SAME_FACE

    def _look(self, pixels: NDArray[np.uint8], face: Face) -> tuple[MaskEstimate | None, Face]:
        """None for the mask of a face that the detector placed outside the picture."""
        try:
            return self._classifier.look(pixels, face)
        except ValueError:
            return None, face

    def close(self) -> None:
        self._detector.close()
