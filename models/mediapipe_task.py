"""BlazeFace through MediaPipe's FaceDetector task: where LiteRT is not to be had, and what it is held against."""

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models._quiet import quiet
from models.values import Face

_WARM_UPS = 5
"""MediaPipe grumbles once about memory, at one of the first pictures."""


class MediaPipeFinder:
    """Close it: nothing is freed otherwise. (Left open, MediaPipe raises in `__del__` at exit.)"""

    library = "MediaPipe"

    def __init__(self, content: bytes, least: float) -> None:
        """As LiteRtFinder's."""
        os.environ.setdefault("GLOG_minloglevel", "2")
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
        from mediapipe.tasks import python as tasks  # slow to import, and only needed here

        options = tasks.vision.FaceDetectorOptions(
            base_options=tasks.BaseOptions(model_asset_buffer=content, delegate=tasks.BaseOptions.Delegate.CPU),
            min_detection_confidence=least,
        )
        self._task: Any = tasks.vision.FaceDetector.create_from_options(options)
        for _ in range(_WARM_UPS):
            self.find(np.zeros((256, 256, 3), np.uint8))

    def find(self, pixels: NDArray[np.uint8]) -> list[Face]:
        """Faces in an H x W x 3 BGR picture, in its pixels."""
        import mediapipe

        image = mediapipe.Image(mediapipe.ImageFormat.SRGB, cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
        return [_face(one, image.width, image.height) for one in self._task.detect(image).detections]

    def close(self) -> None:
        with quiet():
            self._task.close()


def _face(found: Any, width: int, height: int) -> Face:
    box = found.bounding_box
    x, y, w, h = (float(value) for value in (box.origin_x, box.origin_y, box.width, box.height))
    points = tuple((point.x * width, point.y * height) for point in found.keypoints or ())
    return Face(x, y, w, h, float(found.categories[0].score), points)
