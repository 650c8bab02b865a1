"""Bad light, bad optics, tilted heads: what a picture is put through to see how robust the answers are."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2

Pixels = NDArray[np.uint8]


def brightness(pixels: Pixels, factor: float) -> Pixels:
    return np.clip(pixels * np.float32(factor), 0, 255).astype(np.uint8)


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def motion_blur(pixels: Pixels, share: float) -> Pixels:
    """Sideways, over this share of the picture's width."""
    length = max(3, round(share * pixels.shape[1]))
    return np.asarray(cv2.blur(pixels, (length, 1)), np.uint8)


def roll(pixels: Pixels, degrees: float) -> Pixels:
    """About the picture's middle; edges repeat."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def half_resolution(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


CONDITIONS: dict[str, Callable[[Pixels], Pixels]] = {
    "brightness x0.3": partial(brightness, factor=0.3),
    "brightness x0.5": partial(brightness, factor=0.5),
    "brightness x1.6": partial(brightness, factor=1.6),
    "brightness x2.5": partial(brightness, factor=2.5),
    "JPEG quality 30": partial(jpeg, quality=30),
    "motion blur": partial(motion_blur, share=0.025),
    "roll -20°": partial(roll, degrees=-20),
    "roll +20°": partial(roll, degrees=20),
    "half resolution": half_resolution,
}
