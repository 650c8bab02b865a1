"""How a face is cut from a frame for the mask classifier; the same cut in training and at the door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2

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
    side: int
    """Width and height of what is cut, which a network takes in: pixels."""
    wider: float = 1.0
    """How much more is shown of a face that the detector boxed. It boxes more closely than people do who label faces;
    with as much more the validation faces in its boxes were answered best, by all views together."""

    def of_detected(self) -> "View":
        """As this one, for the detector's box."""
        return replace(self, scale=self.scale * self.wider, down=self.down * self.wider)


WIDE = View("wide", 1.45, 0.0, 80, wider=1.2)
NEAR = View("near", 0.95, 0.12, 96, wider=1.1)
MARGIN = View("margin", 2.2, 0.0, 208)
"""The crop of a face and its surroundings that training keeps, and takes the other views from."""
_AS_INPUT = ((np.arange(256) - 127.5) / 64).astype(np.float32)
_SLACK = 0.05
"""Of the face's box; what is cut at the door spans so much more than the views show, and no more: half the work."""


def framed(pixels: Pixels, box: Box, views: Sequence[View]) -> list[Pixels]:
    """The views of the face in this box of an H x W x 3 picture, by way of one crop.

    Training takes its views from such crops. Cut straight from the picture, a small face looks sharper than any that a
    network has learnt from. The crop begins at a whole pixel, the views where the box lies.
    Raises ValueError for a box without area or without a pixel of the picture near it.
    """
    centre, longer = _middle(box)
    span = max(view.scale + 2 * abs(view.down) for view in views) + _SLACK
    half, side = _half(longer, span), round(MARGIN.side * span / MARGIN.scale)
    crop = square(pixels, centre, half, side)
    left, top, size = placed(centre, half)
    zoom = size / side
    face = (centre[0] - left) / zoom, (centre[1] - top) / zoom
    return [_warped(crop, face, longer / zoom, view) for view in views]


def _warped(crop: Pixels, face: tuple[float, float], longer: float, view: View) -> Pixels:
    side = view.side
    scale = side / (longer * view.scale)
    matrix = np.array([
        [scale, 0, side / 2 - scale * face[0]],
        [0, scale, side / 2 - scale * (face[1] + view.down * longer)],
    ])  # fmt: skip
    warped = cv2.warpAffine(crop, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def cut(pixels: Pixels, box: Box, view: View) -> Pixels:
    """The view of the face in this box of an H x W x 3 picture; what lies outside repeats the picture's edge.

    Raises ValueError for a box without area or without a pixel of the picture near it.
    """
    (x, y), longer = _middle(box)
    return square(pixels, (x, y + longer * view.down), _half(longer, view.scale), view.side)


def _middle(box: Box) -> tuple[tuple[float, float], float]:
    """Centre and longer side of a box. Raises ValueError for one without area."""
    x, y, w, h = box
    longer = max(w, h)
    if not (w > 0 and h > 0 and np.isfinite(longer)):
        raise ValueError(f"a face's box needs a width and a height, not {w} x {h}")
    return (x + w / 2, y + h / 2), longer


def _half(longer: float, scale: float) -> float:
    return max(1.0, longer * scale / 2)


def placed(centre: tuple[float, float], half: float) -> tuple[int, int, int]:
    """Left, top and side of the whole pixels that `square` takes."""
    return round(centre[0] - half), round(centre[1] - half), max(2, round(2 * half))


def square(pixels: Pixels, centre: tuple[float, float], half: float, side: int) -> Pixels:
    """A square of the picture around `centre`, resized to `side`; edges repeat."""
    height, width = pixels.shape[:2]
    left, top, size = placed(centre, half)
    inner = pixels[max(0, top) : max(0, top + size), max(0, left) : max(0, left + size)]
    if inner.size == 0:
        raise ValueError("the face's box lies outside the picture")
    margins = (max(0, -top), max(0, top + size - height), max(0, -left), max(0, left + size - width))
    if any(margins):
        inner = np.asarray(cv2.copyMakeBorder(inner, *margins, cv2.BORDER_REPLICATE), np.uint8)
    return np.asarray(cv2.resize(halved(inner, side), (side, side), interpolation=cv2.INTER_LINEAR), np.uint8)


def halved(pixels: Pixels, least: int) -> Pixels:
    """The picture at a half, a quarter, an eighth.. of its size, while its longer side keeps `least` pixels.

    Every pixel counts, as in an average over areas of any size, in a tenth of the time: OpenCV is quick at halves.
    """
    while max(pixels.shape[:2]) >= 2 * least and min(pixels.shape[:2]) >= 2:
        height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
        even = pixels[: 2 * height, : 2 * width]
        pixels = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return pixels


def as_input(crops: list[Pixels]) -> NDArray[np.float32]:
    """BGR crops of one size, H x W x 3 -> N x 3 x H x W, RGB, about -2 to 2, as networks learn."""
    height, width = crops[0].shape[:2]
    blob = cv2.dnn.blobFromImages(crops, 1 / 64, (width, height), (127.5, 127.5, 127.5), swapRB=True)
    return np.asarray(blob, np.float32)


def as_blocks(crop: Pixels) -> NDArray[np.float32]:
    """A BGR crop, H x W x 3, both even -> 1 x 12 x H/2 x W/2, about -2 to 2, as the finished networks take it.

    Two by two pixels are one place: the upper left one's blue, green and red, then the upper right, the lower left and
    the lower right one's. OpenCV computes with channels by the eight, so that three of them cost it as much as eight.
    """
    height, width = crop.shape[0] // 2, crop.shape[1] // 2
    channels = np.ascontiguousarray(crop.reshape(height, 2, width, 2, 3).transpose(1, 3, 4, 0, 2))
    return np.asarray(cv2.LUT(channels.reshape(-1, width), _AS_INPUT), np.float32).reshape(1, 12, height, width)
