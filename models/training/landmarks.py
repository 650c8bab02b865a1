"""Face meshes of stored crops, found once and kept."""

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models._quiet import quiet
from models.training.pictures import CROP_SIDE, MARGIN, DataError, Faces

POINTS = 478
Mesh = NDArray[np.float32]
"""POINTS x 2, pixels of the crop; NaN where no mesh was found."""


def meshes(faces: Faces, landmarker: Path, kept: Path) -> NDArray[np.float32]:
    """N x POINTS x 2; read from `kept` when it was written for the same faces.

    Raises DataError when the landmarker's file is missing.
    """
    names = np.array([f"{entry.image} {entry.box} in {CROP_SIDE}, {MARGIN.scale:g}" for entry in faces.entries])
    if kept.is_file():
        saved = np.load(kept)
        if np.array_equal(saved["names"], names):
            return saved["meshes"]
    if not landmarker.is_file():
        raise DataError(f"{landmarker} is missing: masks are drawn onto faces with MediaPipe's face landmarker")
    found = _find(faces, landmarker)
    partial = kept.with_suffix(f".part-{os.getpid()}.npz")
    np.savez_compressed(partial, names=names, meshes=found)
    partial.replace(kept)  # two views trained side by side find the same
    return found


def _find(faces: Faces, landmarker: Path) -> NDArray[np.float32]:
    os.environ.setdefault("GLOG_minloglevel", "2")
    import mediapipe
    from mediapipe.tasks import python as tasks
    from tqdm import tqdm  # of the training extra

    options = tasks.vision.FaceLandmarkerOptions(
        base_options=tasks.BaseOptions(model_asset_buffer=landmarker.read_bytes()),
        min_face_detection_confidence=0.3, min_face_presence_confidence=0.3,
    )  # fmt: skip
    found = np.full((len(faces.entries), POINTS, 2), np.nan, np.float32)
    with quiet():
        task: Any = tasks.vision.FaceLandmarker.create_from_options(options)
        for index, crop in enumerate(tqdm(faces.crops, "face meshes", leave=False)):
            image = mediapipe.Image(mediapipe.ImageFormat.SRGB, cv2.cvtColor(crop, cv2.COLOR_BGR2RGB))
            marks = task.detect(image).face_landmarks
            if marks:
                found[index] = [(p.x * crop.shape[1], p.y * crop.shape[0]) for p in marks[0][:POINTS]]
        task.close()
    return found
