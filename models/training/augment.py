"""What a camera, a crop and the light do to a face, so that the network sees more than was photographed."""

import numpy as np
from numpy.random import Generator

from models._cv import cv2
from models.training.pictures import BOX_SIDE, CROP_SIDE
from models.views import Pixels, View

Beside = tuple[float, float, float]
"""Another box beside the labelled one, as in Entry.detected."""
_LABELLED: Beside = (0.0, 0.0, 0.0)


def plain(crop: Pixels, view: View, box: Beside | None = None) -> Pixels:
    """The view of a stored crop from its labelled box, or from another, otherwise unchanged."""
    return _warp(crop, view, box or _LABELLED, 0.0, False)


def varied(crop: Pixels, view: View, rng: Generator, detected: Beside | None = None) -> Pixels:
    """The view of a stored crop under another box, light, sharpness and compression."""
    roll = rng.normal(0, 8) if rng.random() < 0.8 else rng.uniform(-28, 28)
    face = _warp(crop, view, _box(detected or _LABELLED, rng), roll, rng.random() < 0.5)
    if rng.random() < 0.08:
        _erase(face, rng)
    face = _lit(face, rng)
    return _worn_out(face, rng)


def surrounded(crop: Pixels, inside: tuple[int, int, int, int], other: Pixels) -> Pixels:
    """The crop with another's surroundings where its own picture had ended: necks, hair and streets, not streaks."""
    left, top, right, bottom = inside
    filled = other.copy()
    filled[top:bottom, left:right] = crop[top:bottom, left:right]
    return filled


def _box(detected: Beside, rng: Generator) -> Beside:
    """Somewhere on the way from the labelled box to the detector's, or a little beyond, and shaken.

    Whoever draws boxes draws them in a way of their own: around the whole head, or from the brows to the chin.
    """
    share = rng.uniform(-0.25, 1.25)
    right, down, size = (share * value for value in detected)
    return right + rng.normal(0, 0.06), down + rng.normal(0.02, 0.085), size + rng.normal(0.05, 0.19)


def _warp(crop: Pixels, view: View, box: Beside, roll_deg: float, flip: bool) -> Pixels:
    right, down, size = box[0] * BOX_SIDE, box[1] * BOX_SIDE, float(np.exp(box[2])) * BOX_SIDE
    side = view.side
    scale = side / (size * view.scale)
    centre = CROP_SIDE / 2 + right, CROP_SIDE / 2 + down + view.down * size
    matrix = cv2.getRotationMatrix2D(centre, roll_deg, scale)
    matrix[:, 2] += np.array((side / 2, side / 2)) - centre
    if flip:
        matrix[0] = -matrix[0]
        matrix[0, 2] += side - 1
    method = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    warped = cv2.warpAffine(crop, matrix, (side, side), flags=method, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def _erase(face: Pixels, rng: Generator) -> None:
    """A small thing before the face; too small to hide what the label says."""
    side = len(face)
    w, h = rng.integers(side // 12, side // 4, 2)
    x, y = rng.integers(0, side - w), rng.integers(0, side - h)
    face[y : y + h, x : x + w] = rng.integers(0, 256, 3)


def _lit(face: Pixels, rng: Generator) -> Pixels:
    """Gain, gamma, tint and a shadow across the face, by one table per channel."""
    ramp = np.linspace(0, 1, 256)
    gain, gamma = np.exp(rng.normal(0, 0.25)), np.exp(rng.normal(0, 0.22))
    if rng.random() < 0.2:
        gain *= np.exp(rng.uniform(np.log(0.3), np.log(2.8)))
    tint = np.exp(rng.normal(0, 0.06, 3))
    lift = rng.normal(0, 0.03)
    table = np.clip((ramp[:, None] ** gamma * gain * tint + lift) * 255, 0, 255).astype(np.uint8)
    face = np.asarray(cv2.LUT(face, np.ascontiguousarray(table.reshape(256, 1, 3))), np.uint8)
    if rng.random() < 0.06:
        face = np.repeat(face.mean(2, keepdims=True), 3, 2).astype(np.uint8)
    if rng.random() < 0.2:
        angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.7)
        axis = np.linspace(-0.7, 0.7, len(face))
        slope = 0.5 + np.clip(np.cos(angle) * axis[None] + np.sin(angle) * axis[:, None], -0.5, 0.5)
        face = (face * (1 - depth * slope[..., None])).astype(np.uint8)
    return face


def _worn_out(face: Pixels, rng: Generator) -> Pixels:
    """Few pixels, blur, grain, compression."""
    side = len(face)
    if rng.random() < 0.4:
        few = int(side * rng.uniform(0.2, 0.75))
        small = np.asarray(cv2.resize(face, (few, few), interpolation=cv2.INTER_AREA), np.uint8)
        if rng.random() < 0.4:  # compressed while it was small, as faces far off in a photograph are
            small = _compressed(small, int(rng.integers(25, 90)))
        face = np.asarray(cv2.resize(small, (side, side)), np.uint8)
    if rng.random() < 0.10:
        face = np.asarray(cv2.GaussianBlur(face, (0, 0), rng.uniform(0.5, 1.8)), np.uint8)
    if rng.random() < 0.10:
        face = np.asarray(cv2.filter2D(face, -1, _motion(rng)), np.uint8)
    if rng.random() < 0.25:
        grain = rng.standard_normal(face.shape, np.float32) * rng.uniform(2, 14)
        face = np.clip(face + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        face = _compressed(face, int(rng.integers(15, 85)))
    return face


def _compressed(face: Pixels, quality: int) -> Pixels:
    coded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def _motion(rng: Generator) -> np.ndarray:
    length, angle = int(rng.integers(3, 10)), rng.uniform(0, np.pi)
    kernel = np.zeros((length, length), np.float32)
    middle = (length - 1) / 2
    reach = np.array((np.cos(angle), np.sin(angle))) * middle
    low, high = np.round(middle - reach).astype(int), np.round(middle + reach).astype(int)
    cv2.line(kernel, (int(low[0]), int(low[1])), (int(high[0]), int(high[1])), 1.0)
    return kernel / kernel.sum()
