"""Face detection: BlazeFace short range through MediaPipe's FaceDetector task, with a second, closer look in doubt."""

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
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
_WARM_UPS = 5
"""MediaPipe grumbles once about memory, at one of the first pictures."""


class FaceDetector:
    """Finds faces. Use it from one thread, and close it: nothing is freed otherwise."""

    def __init__(self, min_score: float = 0.3) -> None:
        """`min_score` is 0 to 1. Raises WeightsError when the detector's file is not the recorded one."""
        self._min_score = min_score
        content = verified(HERE / _FILE, _SHA256)
        os.environ.setdefault("GLOG_minloglevel", "2")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        with quiet():
            self._task: Any = _create(content, min(min_score, _CANDIDATE_SCORE))
            for _ in range(_WARM_UPS):
                self.detect(np.zeros((480, 640, 3), np.uint8))

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """Faces in an H x W x 3 BGR picture, in its pixels, largest first.

        Where none is sure, the likeliest is looked at again from nearer, and counts as what the surer look said.
        Raises ValueError for another shape or type, RuntimeError after `close`.
        """
        if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
            raise ValueError(f"a picture is H x W x 3 uint8, not {pixels.shape} {pixels.dtype}")
        if self._task is None:
            raise RuntimeError("the face detector is closed")
        faces = self._look(pixels)
        best = max(faces, key=lambda face: face.score, default=None)
        if best is not None and best.score < SURE_SCORE and (nearer := self._closer(pixels, best)) is not None:
            faces = [nearer if face is best else face for face in faces]
        seen = (face for face in faces if face.score >= self._min_score)
        return tuple(sorted(seen, key=lambda face: -face.w * face.h))

    def _look(self, pixels: NDArray[np.uint8]) -> list[Face]:
        image = _image(pixels)
        zoom = max(pixels.shape[:2]) / max(image.width, image.height)
        return [_face(one, image.width, image.height, zoom) for one in self._task.detect(image).detections]

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
        """Free the detector; a second call does nothing. (Left open, MediaPipe raises in `__del__` at exit.)"""
        if self._task is not None:
            with quiet():
                self._task.close()
            self._task = None


def _create(content: bytes, min_score: float) -> Any:
    from mediapipe.tasks import python as tasks  # slow to import, and only needed here

    options = tasks.vision.FaceDetectorOptions(
        base_options=tasks.BaseOptions(model_asset_buffer=content, delegate=tasks.BaseOptions.Delegate.CPU),
        min_detection_confidence=min_score,
    )
    try:
        return tasks.vision.FaceDetector.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise WeightsError(f"{_FILE} does not load: {str(error).splitlines()[0]}") from error


def _image(pixels: NDArray[np.uint8]) -> Any:
    import mediapipe

    small = halved(pixels, _LOOKED_AT_PX)
    return mediapipe.Image(mediapipe.ImageFormat.SRGB, cv2.cvtColor(small, cv2.COLOR_BGR2RGB))


def _face(found: Any, width: int, height: int, zoom: float) -> Face:
    box = found.bounding_box
    keypoints = tuple((zoom * point.x * width, zoom * point.y * height) for point in found.keypoints or ())
    x, y, w, h = (zoom * float(value) for value in (box.origin_x, box.origin_y, box.width, box.height))
    return Face(x, y, w, h, float(found.categories[0].score), keypoints)


def _moved(face: Face, left: float, top: float, scale: float) -> Face:
    points = tuple((left + x * scale, top + y * scale) for x, y in face.keypoints)
    return Face(left + face.x * scale, top + face.y * scale, face.w * scale, face.h * scale, face.score, points)


def _agree(one: Face, other: Face) -> bool:
    apart = [np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(one.keypoints, other.keypoints, strict=True)]
    return overlap(one, other) >= _SAME_PLACE and float(np.mean(apart)) <= _SAME_POINTS * max(other.w, other.h)
