"""Face detection: BlazeFace short range through MediaPipe's FaceDetector task."""

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models._quiet import quiet
from models.values import Face
from models.weights import HERE, WeightsError, verified

_FILE = "blaze_face_short_range.tflite"
_SHA256 = "b4578f35940bf5a1a655214a1cce5cab13eba73c1297cd78e1a04c2380b0152f"

_WARM_UPS = 5
"""MediaPipe grumbles once about memory, at one of the first pictures."""


class FaceDetector:
    """Finds faces. Use it from one thread, and close it: nothing is freed otherwise."""

    def __init__(self, min_score: float = 0.3) -> None:
        """`min_score` is 0 to 1. Raises WeightsError when the detector's file is not the recorded one."""
        content = verified(HERE / _FILE, _SHA256)
        os.environ.setdefault("GLOG_minloglevel", "2")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        with quiet():
            self._task: Any = _create(content, min_score)
            for _ in range(_WARM_UPS):
                self.detect(np.zeros((480, 640, 3), np.uint8))

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """Faces in an H x W x 3 BGR picture, in its pixels, largest first.

        Raises ValueError for another shape or type, RuntimeError after `close`.
        """
        if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
            raise ValueError(f"a picture is H x W x 3 uint8, not {pixels.shape} {pixels.dtype}")
        if self._task is None:
            raise RuntimeError("the face detector is closed")
        height, width = pixels.shape[:2]
        found = self._task.detect(_image(pixels)).detections
        return tuple(sorted((_face(one, width, height) for one in found), key=lambda face: -face.w * face.h))

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

    return mediapipe.Image(mediapipe.ImageFormat.SRGB, cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))


def _face(found: Any, width: int, height: int) -> Face:
    box = found.bounding_box
    keypoints = tuple((float(point.x * width), float(point.y * height)) for point in found.keypoints or ())
    score = float(found.categories[0].score)
    return Face(float(box.origin_x), float(box.origin_y), float(box.width), float(box.height), score, keypoints)
