"""How often each kind of face is drawn in training."""

import numpy as np
from numpy.typing import NDArray

from models.training.pictures import Entry

DRAWN = "drawn"
DRAWN_LIMIT = 0.05
"""Drawn faces may be at most this share of the pictures, and of the draws."""
NEAR_PX = 40
"""Faces from this size on count in full, as at a kiosk; fewer pixels count less, down to a quarter."""
_LEAST = 0.25

_WEIGHTS: dict[tuple[str, str], float] = {
    ("andrewmvd", "worn"): 13, ("andrewmvd", "incorrect"): 6, ("andrewmvd", "none"): 12,
    ("chandrikadeb7", "worn"): 12, ("chandrikadeb7", "incorrect"): 4, ("chandrikadeb7", "none"): 16,
    ("synthetic", "worn"): 6, ("synthetic", "incorrect"): 7,
    ("template", "worn"): 8, ("template", "incorrect"): 10,
    ("cutout", "worn"): 8, ("cutout", "incorrect"): 9,
    ("beard", "none"): 10,
    ("cover", "worn"): 3, ("cover", "none"): 11,
    ("reveal", "worn"): 8, ("reveal", "incorrect"): 11,
    (DRAWN, "worn"): 2.4, (DRAWN, "incorrect"): 2.4, (DRAWN, "none"): 1.0,
}  # fmt: skip
"""Of what is made, about as much `worn` or `none` as `incorrect`: or else the making becomes the label."""


def shares(entries: tuple[Entry, ...]) -> NDArray[np.float64]:
    """Probability of each face; every group's weight is spread over its faces, less on the small ones.

    A group that is not in the table counts by its faces, as andrewmvd's do.
    """
    near = np.array([np.clip(entry.size_px / NEAR_PX, _LEAST, 1) for entry in entries])
    keys = [(entry.group, entry.label) for entry in entries]
    sums: dict[tuple[str, str], float] = {}
    for key, one in zip(keys, near, strict=True):
        sums[key] = sums.get(key, 0.0) + float(one)
    weights = near * np.array([_WEIGHTS.get(key, 14 * sums[key] / 2000) / sums[key] for key in keys])
    return _limited(weights / weights.sum(), np.array([entry.group == DRAWN for entry in entries]))


def _limited(probability: NDArray[np.float64], drawn: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Hold drawn faces under their limit, whatever else takes part."""
    share = probability[drawn].sum()
    if share > DRAWN_LIMIT:
        probability = np.where(drawn, probability * DRAWN_LIMIT / share, probability * (1 - DRAWN_LIMIT) / (1 - share))
    return probability
