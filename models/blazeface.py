"""What BlazeFace's numbers say: from its boxes and scores for fixed places to the faces that they mean.

As MediaPipe does it for this network (face_detection_short_range.pbtxt: ssd_anchors_calculator,
tensors_to_detections_calculator, non_max_suppression_calculator, https://github.com/google-ai-edge/mediapipe).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE = 128
"""Width and height of what the network takes in: pixels."""
_GRIDS = ((16, 2), (8, 6))
"""Cells in a row, and boxes that the network gives for each cell."""
_POINTS = 6
_LEAST_LOGIT = -80.0
"""Below, the exponential leaves single precision."""
_SAME_FACE = 0.3
"""Overlap (intersection over union) from which two boxes are of one face."""

Rows = NDArray[np.float32]
"""N x 16 as shares of the input's side: left, top, right, bottom, then x and y of six points: the visitor's right eye,
left eye, nose, mouth, right ear, left ear."""


def _centres() -> NDArray[np.float32]:
    """896 x 2: where each of the network's boxes is counted from."""
    parts = []
    for cells, boxes in _GRIDS:
        middle = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(middle, middle, indexing="ij")
        parts.append(np.repeat(np.stack((x.ravel(), y.ravel()), 1), boxes, axis=0))
    return np.concatenate(parts).astype(np.float32)


_CENTRES = _centres()


@dataclass(frozen=True, slots=True)
class Found:
    """Faces, the surest first."""

    rows: Rows
    scores: NDArray[np.float32]
    """0 to 1."""


def faces(boxes: NDArray[np.float32], logits: NDArray[np.float32], least: float) -> Found:
    """Of the network's outputs, 896 x 16 and 896: each face once, from a score of `least` on."""
    scores = np.asarray(1 / (1 + np.exp(-np.maximum(logits, _LEAST_LOGIT))), np.float32)
    likely = np.flatnonzero(scores >= least)
    likely = likely[(boxes[likely, 2:4] > 0).all(1)]
    likely = likely[np.argsort(-scores[likely], kind="stable")]
    return _merged(_rows(boxes[likely], _CENTRES[likely]), scores[likely])


def _rows(boxes: NDArray[np.float32], centres: NDArray[np.float32]) -> Rows:
    """From pixels, counted from the place's centre: middle of the box, width and height, points."""
    pairs = boxes.reshape(-1, 2 + _POINTS, 2) / SIDE
    middle, half = pairs[:, 0] + centres, pairs[:, 1] / 2
    points = pairs[:, 2:] + centres[:, None]
    return np.concatenate((middle - half, middle + half, points.reshape(-1, 2 * _POINTS)), 1, dtype=np.float32)


def _merged(rows: Rows, scores: NDArray[np.float32]) -> Found:
    """The boxes of one face, averaged by their scores; the surest one's score counts."""
    merged, kept = [], []
    while len(rows):
        same = _overlaps(rows) > _SAME_FACE
        same[0] = True
        merged.append(scores[same] @ rows[same] / scores[same].sum())
        kept.append(scores[0])
        rows, scores = rows[~same], scores[~same]
    return Found(np.array(merged, np.float32).reshape(-1, 4 + 2 * _POINTS), np.array(kept, np.float32))


def _overlaps(rows: Rows) -> NDArray[np.float32]:
    """Of every box with the first."""
    common = np.minimum(rows[:, 2:4], rows[0, 2:4]) - np.maximum(rows[:, :2], rows[0, :2])
    shared = np.prod(np.maximum(common, 0), axis=1)
    areas = np.prod(rows[:, 2:4] - rows[:, :2], axis=1)
    return np.asarray(shared / (areas + areas[0] - shared), np.float32)
