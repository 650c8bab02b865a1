"""How a face is cut from a frame for the mask classifier; the same cut in training and at the door."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2

SIDE = 96
"""Width and height of a network's input, pixels."""
Pixels = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Left, top, width, height, pixels."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to frame a face: a square around the middle of its box."""

    name: str
    scale: float
    """Side of the square in multiples of the box's longer side."""
    down: float
    """How far the square's centre lies under the box's, in multiples of the box's longer side."""


WIDE = View("wide", 1.45, 0.0)
NEAR = View("near", 0.95, 0.12)


CROP_SIDE = 208
"""Side of the crop of a face and its surroundings from which every view is taken, pixels."""
MARGIN = View("margin", 2.2, 0.0)
"""That crop spans this many times the face's box."""


def framed(crop: Pixels, view: View) -> Pixels:
    """A view of a face's crop (`cut` with MARGIN and CROP_SIDE): SIDE x SIDE x 3.

    Training takes its views from such crops. Cut straight from the picture, a small face looks sharper than any that a
    network has learnt from, and lies up to half a pixel elsewhere.
    """
    box = CROP_SIDE / MARGIN.scale
    scale = SIDE / (box * view.scale)
    middle = CROP_SIDE / 2
    matrix = np.array([
        [scale, 0, SIDE / 2 - scale * middle],
        [0, scale, SIDE / 2 - scale * (middle + view.down * box)],
    ])  # fmt: skip
    warped = cv2.warpAffine(crop, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def cut(pixels: Pixels, box: Box, view: View, side: int = SIDE) -> Pixels:
    """`side` x `side` x 3 from an H x W x 3 picture; what lies outside repeats the picture's edge.

    Raises ValueError for a box without area or without a pixel of the picture near it.
    """
    x, y, w, h = box
    longer = max(w, h)
    if not (w > 0 and h > 0 and np.isfinite(longer)):
        raise ValueError(f"a face's box needs a width and a height, not {w} x {h}")
    half = max(1.0, longer * view.scale / 2)
    return square(pixels, (x + w / 2, y + h / 2 + longer * view.down), half, side)


def square(pixels: Pixels, centre: tuple[float, float], half: float, side: int) -> Pixels:
    """A square of the picture around `centre`, resized to `side`; edges repeat."""
    height, width = pixels.shape[:2]
    left, top = round(centre[0] - half), round(centre[1] - half)
    size = max(2, round(2 * half))
    inner = pixels[max(0, top) : max(0, top + size), max(0, left) : max(0, left + size)]
    if inner.size == 0:
        raise ValueError("the face's box lies outside the picture")
    margins = (max(0, -top), max(0, top + size - height), max(0, -left), max(0, left + size - width))
    if any(margins):
        inner = cv2.copyMakeBorder(inner, *margins, cv2.BORDER_REPLICATE)
    method = cv2.INTER_AREA if size > side else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(inner, (side, side), interpolation=method), np.uint8)


def as_input(crops: list[Pixels]) -> NDArray[np.float32]:
    """BGR crops of SIDE x SIDE -> N x 3 x SIDE x SIDE, RGB, about -2 to 2."""
    stack = np.stack(crops)[..., ::-1].transpose(0, 3, 1, 2).astype(np.float32)
    return np.ascontiguousarray((stack - 127.5) / 64, np.float32)
