"""Things before the lower face that are no mask: hands, cups, phones, poles, and other people's heads.

A bare face behind one stays `none`, a masked one stays `worn`.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.training.landmarks import Mesh
from models.training.meshed import Meshed, skin
from models.training.pictures import BOX_SIDE, CROP_SIDE, UNKNOWN, Entry, Faces

GROUP = "cover"
_MASKED = 0.3
_NOSE, _MOUTH, _CHIN = 1, 13, 152
Crop = NDArray[np.uint8]


def from_covers(bare: Meshed, worn: Meshed, count: int, seed: int) -> Faces:
    """`count` faces with something before nose, mouth or chin."""
    rng = np.random.default_rng([seed, *GROUP.encode()])
    made = list(_each(bare, worn, count, rng))
    return Faces(tuple(entry for entry, _ in made), np.stack([crop for _, crop in made]))


def _each(bare: Meshed, worn: Meshed, count: int, rng: Generator) -> Iterator[tuple[Entry, Crop]]:
    for number in range(count):
        behind = worn if rng.random() < _MASKED else bare
        index = int(rng.integers(len(behind.meshes)))
        crop, mesh = behind.faces.crops[index], behind.meshes[index]
        kind = rng.random()
        if kind < 0.40:
            other = (bare, worn)[int(rng.integers(2))].faces.crops
            covered = _head(crop, mesh, other[rng.integers(len(other))], rng)
        elif kind < 0.75:
            covered = _hand(crop, mesh, rng)
        else:
            covered = _thing(crop, mesh, rng)
        entry = replace(behind.faces.entries[index], image=f"{GROUP} {number}", source=GROUP, group=GROUP,
                        visible=(UNKNOWN, UNKNOWN))  # fmt: skip
        yield entry, covered


def _head(crop: Crop, mesh: Mesh, other: Crop, rng: Generator) -> Crop:
    """Somebody's head in front, its hair reaching up to the mouth or the nose."""
    size = round(CROP_SIDE * rng.uniform(0.9, 1.6))
    other = np.asarray(cv2.resize(other, (size, size)), np.uint8)
    scale = size / CROP_SIDE
    level = mesh[_NOSE] + (mesh[_CHIN] - mesh[_NOSE]) * np.float32(rng.uniform(-0.1, 0.9))
    top = np.array((size / 2, size / 2 - 0.62 * BOX_SIDE * scale))
    right, down = np.round(level + np.array((rng.normal(0, 0.25) * BOX_SIDE, 0)) - top).astype(int)
    shape = np.zeros((size, size), np.uint8)
    axes = round(0.45 * BOX_SIDE * scale), round(0.62 * BOX_SIDE * scale)
    cv2.ellipse(shape, (size // 2, size // 2), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    shape[size // 2 + axes[1] // 2 :, round(0.15 * size) : round(0.85 * size)] = 255
    moved = np.array([[1, 0, right], [0, 1, down]], np.float32)
    full = (CROP_SIDE, CROP_SIDE)
    laid = np.asarray(cv2.warpAffine(other, moved, full, borderMode=cv2.BORDER_REPLICATE), np.float32)
    return _over(crop, laid, np.asarray(cv2.warpAffine(shape, moved, full), np.uint8), rng)


def _hand(crop: Crop, mesh: Mesh, rng: Generator) -> Crop:
    """A palm and fingers, or a fist, in the face's own colour, from below or from the side."""
    where = mesh[_MOUTH] + rng.normal(0, 0.10, 2) * BOX_SIDE
    angle = rng.uniform(-0.7, 0.7) + rng.choice((0.0, 0.0, np.pi / 2, -np.pi / 2))
    up, side = np.array((np.sin(angle), -np.cos(angle))), np.array((np.cos(angle), np.sin(angle)))
    shape = np.zeros(crop.shape[:2], np.uint8)
    lines = np.zeros(crop.shape[:2], np.float32)
    width = BOX_SIDE * rng.uniform(0.09, 0.13)
    length = BOX_SIDE * rng.uniform(0.08, 0.5)
    for finger in range(int(rng.integers(2, 5))):
        root = where + side * width * (finger - 1.5) * 1.05
        tip = root + up * length * rng.uniform(0.85, 1.1)
        _stroke(shape, root, tip, width, 255)
        _stroke(lines, root + side * width * 0.5, tip + side * width * 0.5, 1.5, 1.0)
    _stroke(shape, where - up * width * 0.8, where - up * BOX_SIDE * 1.5, width * rng.uniform(3.4, 4.4), 255)
    colour = skin(crop, mesh) * np.float32(rng.uniform(0.75, 1.15))
    shade = 1 - 0.35 * cv2.GaussianBlur(lines, (0, 0), 1.5)[..., None] + _slope(rng)
    return _over(crop, (colour * shade).astype(np.float32), shape, rng)


def _stroke(canvas: NDArray, start: NDArray, end: NDArray, width: float, value: float) -> None:
    ends = [(round(float(x) * 16), round(float(y) * 16)) for x, y in (start, end)]
    cv2.line(canvas, ends[0], ends[1], value, max(1, round(width)), cv2.LINE_AA, 4)


def _thing(crop: Crop, mesh: Mesh, rng: Generator) -> Crop:
    """A cup, a telephone, a camera, a microphone or a pole: a box or a round thing with a colour and an edge."""
    where = mesh[_MOUTH] + rng.normal(0, 0.12, 2) * BOX_SIDE
    wide, tall = rng.uniform(0.18, 0.55) * BOX_SIDE, rng.uniform(0.25, 1.6) * BOX_SIDE
    shape = np.zeros(crop.shape[:2], np.uint8)
    corners = cv2.boxPoints(((float(where[0]), float(where[1])), (wide, tall), float(rng.normal(0, 14))))
    if rng.random() < 0.6:
        cv2.fillPoly(shape, [np.round(corners * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    else:
        centre = round(float(where[0])), round(float(where[1]))
        cv2.ellipse(shape, centre, (round(wide / 2), round(min(wide, tall) / 2)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    grey = rng.uniform(10, 245)
    colour = np.clip(grey + rng.normal(0, 45, 3) * (rng.random() < 0.6), 5, 250)
    laid = colour * (1 + _slope(rng))
    edge = np.clip(np.asarray(cv2.GaussianBlur(shape, (0, 0), 2.5), np.float32) / 255, 0, 1)[..., None]
    return _over(crop, (laid * (0.7 + 0.3 * edge)).astype(np.float32), shape, rng)


def _slope(rng: Generator) -> NDArray[np.float32]:
    axis = np.linspace(-0.5, 0.5, CROP_SIDE, dtype=np.float32)
    angle, depth = rng.uniform(0, 2 * np.pi), np.float32(rng.uniform(0.0, 0.9))
    slope = depth * (np.float32(np.cos(angle)) * axis[None] + np.float32(np.sin(angle)) * axis[:, None])
    return np.asarray(slope, np.float32)[..., None]


def _over(crop: Crop, laid: NDArray[np.float32], shape: NDArray[np.uint8], rng: Generator) -> Crop:
    soft = np.asarray(cv2.GaussianBlur(shape, (0, 0), rng.uniform(0.5, 2.0)), np.float32)[..., None] / 255
    return np.clip(crop + (laid - crop) * soft, 0, 255).astype(np.uint8)
