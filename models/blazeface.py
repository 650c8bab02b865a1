"""What BlazeFace's numbers say: from its boxes and scores for fixed places to the faces that they mean.

As MediaPipe does it for this network (face_detection_short_range.pbtxt: ssd_anchors_calculator,
tensors_to_detections_calculator, non_max_suppression_calculator, https://github.com/google-ai-edge/mediapipe).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDE = 128
"""Width and height of what the network takes in: pixels."""
_GRIDS = ((16, 2), (8, 6))
"""Cells in a row, and boxes that the network gives for each cell."""
_POINTS = 6
_LEAST = 1e-6
"""A score that is no face's."""
_SAME_FACE = 0.3
"""Overlap (intersection over union) from which two boxes are of one face."""

Rows = NDArray[np.float32]
"""N x 16 as shares of the input's side: left, top, right, bottom, then x and y of six points: the visitor's right eye,
left eye, nose, mouth, right ear, left ear."""


def _centres() -> Rows:
    """896 x 16: where each of the network's boxes is counted from, for each of its numbers."""
    parts = []
    for cells, boxes in _GRIDS:
        middle = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(middle, middle, indexing="ij")
        parts.append(np.repeat(np.stack((x.ravel(), y.ravel()), 1), boxes, axis=0))
    return np.tile(np.concatenate(parts), 2 + _POINTS).astype(np.float32)


def _to_edges() -> NDArray[np.float32]:
    """16 x 16: from middle, width and height in pixels to edges in shares; points stay where they are."""
    matrix = np.eye(2 * (2 + _POINTS)) / SIDE
    for middle, size in ((0, 2), (1, 3)):
        matrix[middle, size] = matrix[middle, middle]
        matrix[size, middle], matrix[size, size] = -0.5 / SIDE, 0.5 / SIDE
    return matrix.astype(np.float32)


_CENTRES, _TO_EDGES = _centres(), _to_edges()


@dataclass(frozen=True, slots=True)
class Found:
    """Faces, the surest first."""

    rows: Rows
    scores: NDArray[np.float32]
    """0 to 1."""


def faces(boxes: NDArray[np.float32], logits: NDArray[np.float32], least: float) -> Found:
    """Of the network's outputs, 896 x 16 and 896: each face once, from a score of `least` on.

    `least` is under 1; below a millionth it counts as one.
    """
    least = max(least, _LEAST)
    likely = np.flatnonzero(logits >= math.log(least / (1 - least)))
    told = boxes[likely]
    sized = (told[:, 2:4] > 0).all(1)
    if not sized.all():
        likely, told = likely[sized], told[sized]
    scores = 1 / (1 + np.exp(-logits[likely]))
    return _merged(told @ _TO_EDGES + _CENTRES[likely], np.asarray(scores, np.float32))


def _merged(rows: Rows, scores: NDArray[np.float32]) -> Found:
    """The boxes of one face, averaged by their scores; the surest one's score counts."""
    merged, kept = [], []
    while len(rows):
        surest = int(scores.argmax())
        same = _same_face(rows[:, :4].tolist(), surest)
        kept.append(scores[surest])
        if all(same):
            merged.append(scores @ rows / scores.sum())
            break
        chosen = np.array(same)
        merged.append(scores[chosen] @ rows[chosen] / scores[chosen].sum())
        rows, scores = rows[~chosen], scores[~chosen]
    return Found(np.array(merged, np.float32).reshape(-1, 4 + 2 * _POINTS), np.array(kept, np.float32))


def _same_face(edges: list[list[float]], chosen: int) -> list[bool]:
    """Which boxes overlap so far with the chosen one; it does itself.

    Number by number: after a network has run, a dozen calls of NumPy on a few boxes take three times as long.
    """
    left, top, right, bottom = edges[chosen]
    area = (right - left) * (bottom - top)
    same = []
    for a, b, c, d in edges:
        width = (c if c < right else right) - (a if a > left else left)
        height = (d if d < bottom else bottom) - (b if b > top else top)
        shared = width * height if width > 0 and height > 0 else 0.0
        same.append(shared > _SAME_FACE * ((c - a) * (d - b) + area - shared))
    same[chosen] = True
    return same
