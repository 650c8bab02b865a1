"""What a camera, a crop and the light do to a face, so that the network sees more than was photographed."""

import numpy as np
from numpy.random import Generator

from models._cv import cv2
from models.training.pictures import CROP_SIDE
from models.views import SIDE, Pixels, View

_BOX = CROP_SIDE / 2
"""Side of the face's box in a stored crop, pixels."""


def plain(crop: Pixels, view: View) -> Pixels:
    """The view of a stored crop, unchanged: SIDE x SIDE x 3."""
    return _warp(crop, view, 1.0, (0.0, 0.0), 0.0, False)


def varied(crop: Pixels, view: View, rng: Generator) -> Pixels:
    """The view of a stored crop under another box, light, sharpness and compression."""
    roll = rng.normal(0, 7) if rng.random() < 0.85 else rng.uniform(-25, 25)
    shift = rng.normal(0, 0.045, 2)
    face = _warp(crop, view, float(np.exp(rng.normal(0, 0.13))), (shift[0], shift[1]), roll, rng.random() < 0.5)
    if rng.random() < 0.08:
        _erase(face, rng)
    face = _lit(face, rng)
    return _worn_out(face, rng)


def _warp(crop: Pixels, view: View, zoom: float, shift: tuple[float, float], roll_deg: float, flip: bool) -> Pixels:
    scale = SIDE / (_BOX * view.scale) * zoom
    centre = CROP_SIDE / 2 + shift[0] * _BOX, CROP_SIDE / 2 + (view.down + shift[1]) * _BOX
    matrix = cv2.getRotationMatrix2D(centre, roll_deg, scale)
    matrix[:, 2] += np.array((SIDE / 2, SIDE / 2)) - centre
    if flip:
        matrix[0] = -matrix[0]
        matrix[0, 2] += SIDE - 1
    method = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    warped = cv2.warpAffine(crop, matrix, (SIDE, SIDE), flags=method, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def _erase(face: Pixels, rng: Generator) -> None:
    """A small thing before the face; too small to hide what the label says."""
    w, h = rng.integers(8, 24, 2)
    x, y = rng.integers(0, SIDE - w), rng.integers(0, SIDE - h)
    face[y : y + h, x : x + w] = rng.integers(0, 256, 3)


def _lit(face: Pixels, rng: Generator) -> Pixels:
    """Gain, gamma, tint and a shadow across the face, by one table per channel."""
    ramp = np.linspace(0, 1, 256)
    gain, gamma = np.exp(rng.normal(0, 0.25)), np.exp(rng.normal(0, 0.22))
    if rng.random() < 0.15:
        gain *= rng.uniform(0.3, 2.2)
    tint = np.exp(rng.normal(0, 0.06, 3))
    lift = rng.normal(0, 0.03)
    table = np.clip((ramp[:, None] ** gamma * gain * tint + lift) * 255, 0, 255).astype(np.uint8)
    face = np.asarray(cv2.LUT(face, np.ascontiguousarray(table.reshape(256, 1, 3))), np.uint8)
    if rng.random() < 0.06:
        face = np.repeat(face.mean(2, keepdims=True), 3, 2).astype(np.uint8)
    if rng.random() < 0.2:
        angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.7)
        axis = np.linspace(-0.7, 0.7, SIDE)
        slope = 0.5 + np.clip(np.cos(angle) * axis[None] + np.sin(angle) * axis[:, None], -0.5, 0.5)
        face = (face * (1 - depth * slope[..., None])).astype(np.uint8)
    return face


def _worn_out(face: Pixels, rng: Generator) -> Pixels:
    """Few pixels, blur, grain, compression."""
    if rng.random() < 0.35:
        few = int(rng.integers(20, 72))
        small = cv2.resize(face, (few, few), interpolation=cv2.INTER_AREA)
        face = np.asarray(cv2.resize(small, (SIDE, SIDE)), np.uint8)
    if rng.random() < 0.10:
        face = np.asarray(cv2.GaussianBlur(face, (0, 0), rng.uniform(0.5, 1.8)), np.uint8)
    if rng.random() < 0.10:
        face = np.asarray(cv2.filter2D(face, -1, _motion(rng)), np.uint8)
    if rng.random() < 0.25:
        grain = rng.standard_normal((SIDE, SIDE, 3), np.float32) * rng.uniform(2, 14)
        face = np.clip(face + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        quality = int(rng.integers(15, 85))
        coded = cv2.imencode(".jpg", face, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        face = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    return face


def _motion(rng: Generator) -> np.ndarray:
    length, angle = int(rng.integers(3, 10)), rng.uniform(0, np.pi)
    kernel = np.zeros((length, length), np.float32)
    middle = (length - 1) / 2
    reach = np.array((np.cos(angle), np.sin(angle))) * middle
    low, high = np.round(middle - reach).astype(int), np.round(middle + reach).astype(int)
    cv2.line(kernel, (int(low[0]), int(low[1])), (int(high[0]), int(high[1])), 1.0)
    return kernel / kernel.sum()
