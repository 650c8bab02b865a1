"""Face detection: BlazeFace short range, with a second, closer look in doubt."""

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models._quiet import quiet
from models.values import Face, overlap
from models.views import halved, placed, square
from models.weights import HERE, WeightsError, verified

_FILE = "blaze_face_short_range.tflite"
_SHA256 = "b4578f35940bf5a1a655214a1cce5cab13eba73c1297cd78e1a04c2380b0152f"

SURE_SCORE = 0.6
"""Below it a detection may be furniture; an empty room gives such faces, often large ones."""
_CANDIDATE_SCORE = 0.1
_LOOKED_AT_PX = 256
"""The detector picks 128 pixels, one by one, of whatever it is given. Given two to four times as many, each of them an
average, it takes less time and misses fewer masked faces."""
_CLOSER = 1.6
"""Side of the closer look in longer sides of the doubtful box: a masked face is surest where it fills the picture."""
_CLOSER_PX = 192
_SAME_PLACE = 0.4
"""Overlap of the boxes of both looks."""
_SAME_POINTS = 0.2
"""How far eyes, nose and mouth may lie apart in both looks, in sides of the box: in furniture they wander."""
_LITERT = "ai_edge_litert"


class Finder(Protocol):
    """A way to run the network; it tells every face from the least score on that it was made with."""

    library: str

    def find(self, pixels: NDArray[np.uint8]) -> list[Face]: ...

    def close(self) -> None: ...


FinderClass = Callable[[bytes, float], Finder]
"""From the network's file and the least score."""


class FaceDetector:
    """Finds faces. Use it from one thread, and close it: nothing is freed otherwise."""

    def __init__(self, min_score: float = 0.3, finder: FinderClass | None = None) -> None:
        """`min_score` is 0 to 1; `finder` is the quickest there is unless another is asked for.

        Raises WeightsError when the detector's file is not the recorded one, or does not load.
        """
        self._min_score = min_score
        content = verified(HERE / _FILE, _SHA256)
        with quiet():
            self._finder: Finder | None = _create(finder, content, min(min_score, _CANDIDATE_SCORE))

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """Faces in an H x W x 3 BGR picture, in its pixels, largest first.

        Where none is sure, the likeliest is looked at again from nearer, and counts as what the surer look said.
        Raises ValueError for another shape or type, RuntimeError after `close`.
        """
        if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8 or not pixels.size:
            raise ValueError(f"a picture is H x W x 3 uint8, not {pixels.shape} {pixels.dtype}")
        faces = self._look(pixels)
        best = max(faces, key=lambda face: face.score, default=None)
        if best is not None and best.score < SURE_SCORE and (nearer := self._closer(pixels, best)) is not None:
            faces = [nearer if face is best else face for face in faces]
        seen = (face for face in faces if face.score >= self._min_score)
        return tuple(sorted(seen, key=lambda face: -face.w * face.h))

    def _look(self, pixels: NDArray[np.uint8]) -> list[Face]:
        if self._finder is None:
            raise RuntimeError("the face detector is closed")
        small = halved(pixels, _LOOKED_AT_PX)
        zoom = max(pixels.shape[:2]) / max(small.shape[:2])
        return [_moved(face, 0, 0, zoom) for face in self._finder.find(small)]

    def _closer(self, pixels: NDArray[np.uint8], doubtful: Face) -> Face | None:
        """The same face in a cut around it; None where the cut shows none there, or a less sure one."""
        half = max(1, round(max(doubtful.w, doubtful.h) * _CLOSER / 2))
        centre = doubtful.x + doubtful.w / 2, doubtful.y + doubtful.h / 2
        try:
            cut = square(pixels, centre, half, _CLOSER_PX)
        except ValueError:
            return None
        left, top, side = placed(centre, half)
        found = (_moved(face, left, top, side / _CLOSER_PX) for face in self._look(cut))
        same = (face for face in found if face.score > doubtful.score and _agree(face, doubtful))
        return max(same, key=lambda face: face.score, default=None)

    def close(self) -> None:
        """Free the detector; a second call does nothing."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None

    @property
    def computes_with(self) -> str:
        """The library that runs the network."""
        return "nothing" if self._finder is None else self._finder.library


def finders() -> list[FinderClass]:
    """The ways to run the network that this machine has, the quickest first. Both find the same sure faces.

    LiteRT has a wheel for each Python, and comes months after a new one; MediaPipe's serves all. Raises ImportError
    where LiteRT is installed and does not load: the kiosk is not to become slow unseen.
    """
    from models.mediapipe_task import MediaPipeFinder

    try:
        from models.litert import LiteRtFinder
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != _LITERT:
            raise
        return [MediaPipeFinder]
    return [LiteRtFinder, MediaPipeFinder]


def _create(finder: FinderClass | None, content: bytes, least: float) -> Finder:
    try:
        return (finder or finders()[0])(content, least)
    except (ImportError, RuntimeError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise WeightsError(f"{_FILE} does not load: {reason}") from error


def _moved(face: Face, left: float, top: float, scale: float) -> Face:
    points = tuple((left + x * scale, top + y * scale) for x, y in face.keypoints)
    return Face(left + face.x * scale, top + face.y * scale, face.w * scale, face.h * scale, face.score, points)


def _agree(one: Face, other: Face) -> bool:
    apart = [np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(one.keypoints, other.keypoints, strict=True)]
    return overlap(one, other) >= _SAME_PLACE and float(np.mean(apart)) <= _SAME_POINTS * max(other.w, other.h)
