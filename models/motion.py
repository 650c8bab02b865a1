"""A moment of video made from one photograph: a visitor sways a little, the camera grains and blurs."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.views import Box, square

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 640, 480
FACE = 0.4
"""Of the picture's height: about where the screen asks a visitor to stand."""


def moments(pixels: Pixels, box: Box, count: int, rng: Generator) -> Iterator[Pixels]:
    """`count` frames of HEIGHT x WIDTH x 3 with the face of `box` near the middle; what is outside repeats the edge.

    A walk of the head with a pull to the middle: shares of its size a frame, degrees of roll; light flickers a little.
    """
    scene = _scene(pixels, box)
    sway = np.zeros(5)
    for _ in range(count):
        sway = 0.85 * sway + rng.normal(0, (0.015, 0.012, 0.010, 1.2, 0.015))
        yield _frame(scene, sway, rng)


def placed(box: Box) -> Box:
    """Where `moments` puts that face, before it moves."""
    scale = FACE * HEIGHT / max(box[2:])
    w, h = box[2] * scale, box[3] * scale
    return (WIDTH - w) / 2, (HEIGHT - h) / 2, w, h


def _scene(pixels: Pixels, box: Box) -> Pixels:
    x, y, w, h = box
    face = FACE * HEIGHT
    half = max(w, h) / face * WIDTH / 2
    whole = square(pixels, (x + w / 2, y + h / 2), half, WIDTH)
    margin = (WIDTH - HEIGHT) // 2
    return whole[margin : margin + HEIGHT]


def _frame(scene: Pixels, sway: NDArray[np.float64], rng: Generator) -> Pixels:
    right, down, nearer, roll, light = sway
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), roll, 1 + nearer)
    matrix[:, 2] += np.array((right, down)) * FACE * HEIGHT
    moved = cv2.warpAffine(scene, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < 0.1:
        moved = cv2.blur(moved, (int(rng.integers(3, 8)), 1))
    grain = rng.integers(-4, 5, (HEIGHT, WIDTH, 1), np.int8)
    return np.clip(moved * np.float32(1 + light) + grain, 0, 255).astype(np.uint8)
