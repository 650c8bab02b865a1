"""Masks to paint onto faces: drawn templates with textures, and cut-outs of masks that people really wear."""

import configparser
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.training.landmarks import Mesh
from models.training.pictures import DataError

_ADORNED = 0.22
Anchors = NDArray[np.float32]
"""6 x 2: upper edge left, middle, right; lower edge left, middle, right (of the picture)."""
OVAL_LEFT = (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152)
OVAL_RIGHT = (454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152)


@dataclass(frozen=True, slots=True)
class Paint:
    """A flat mask."""

    pixels: NDArray[np.uint8]
    """H x W x 4, BGRA."""
    anchors: Anchors
    turned: int
    """-1 made for a face turned towards the picture's left, 1 right, 0 front."""


def templates(folder: Path) -> list[Paint]:
    """Raises DataError when the folder holds no masks.cfg."""
    config = configparser.ConfigParser()
    if not config.read(folder / "masks.cfg"):
        raise DataError(f"{folder} holds no masks.cfg: it is the folder of mask templates")
    paints = []
    for section in config.sections():
        if section.startswith("gas") or "template" not in config[section]:
            continue
        path = folder / "templates" / Path(config[section]["template"]).name
        pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if pixels is None or pixels.shape[2] != 4:
            continue
        anchors = np.array([[float(v) for v in config[section][f"mask_{k}"].split(",")] for k in "abcdef"], np.float32)
        turned = -1 if section.endswith("_left") else int(section.endswith("_right"))
        paints.append(_shrunk(Paint(np.asarray(pixels, np.uint8), anchors, turned)))
    return paints


def _shrunk(paint: Paint, width: int = 200) -> Paint:
    """Small enough that warping it onto a crop skips no pixels."""
    share = width / paint.pixels.shape[1]
    small = cv2.resize(paint.pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return Paint(np.asarray(small, np.uint8), paint.anchors * np.float32(share), paint.turned)


def textures(folder: Path) -> list[NDArray[np.uint8]]:
    """Cloth prints, about 200 pixels wide, BGR."""
    prints = []
    for path in sorted((folder / "textures").rglob("*")):
        pixels = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
        if pixels is not None:
            prints.append(np.asarray(cv2.resize(pixels, (200, 200), interpolation=cv2.INTER_AREA), np.uint8))
    return prints


def dressed(paint: Paint, prints: list[NDArray[np.uint8]], rng: Generator) -> Paint:
    """The same mask in another colour or print, its folds kept."""
    pixels = paint.pixels.copy()
    choice = rng.random()
    light = pixels[..., :3].astype(np.float32).mean(2, keepdims=True) / 235
    if choice < 0.4:
        colour = np.array(_colour(rng), np.float32)
        pixels[..., :3] = np.clip(light * colour, 0, 255).astype(np.uint8)
    elif choice < 0.65 and prints:
        pattern = prints[rng.integers(len(prints))]
        tile = np.roll(pattern, rng.integers(0, 200, 2), (0, 1))
        tile = cv2.resize(tile, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_AREA)
        pixels[..., :3] = np.clip((0.4 + 0.6 * light) * tile, 0, 255).astype(np.uint8)
    if rng.random() < _ADORNED:
        _adorn(pixels, rng)
    return Paint(pixels, paint.anchors, paint.turned)


def _adorn(pixels: NDArray[np.uint8], rng: Generator) -> None:
    """A breathing valve, or a mouth or a muzzle printed on."""
    height, width = pixels.shape[:2]
    level = (255 - pixels[..., :3].mean()) if rng.random() < 0.5 else rng.uniform(90, 230)
    ink = [float(np.clip(level + c, 0, 255)) for c in rng.normal(0, 25, 3)]
    flat = np.ascontiguousarray(pixels[..., :3])
    place = int(width * (0.5 + rng.normal(0, 0.12))), int(height * rng.uniform(0.4, 0.75))
    radius = int(width * rng.uniform(0.07, 0.14))
    kind = rng.random()
    if kind < 0.6:
        cv2.circle(flat, place, radius, ink, -1, cv2.LINE_AA)
        cv2.circle(flat, place, radius, [0.6 * c for c in ink], 2, cv2.LINE_AA)
        for row in range(-radius // 2, radius // 2 + 1, 5):
            cv2.line(flat, (place[0] - radius // 2, place[1] + row), (place[0] + radius // 2, place[1] + row),
                     [0.75 * c for c in ink], 1, cv2.LINE_AA)  # fmt: skip
    elif kind < 0.8:
        axes = int(width * rng.uniform(0.12, 0.25)), int(height * rng.uniform(0.05, 0.15))
        cv2.ellipse(flat, (width // 2, place[1]), axes, 0, 0, 360, ink, -1, cv2.LINE_AA)
        for tooth in range(-axes[0], axes[0], 8):
            cv2.line(flat, (width // 2 + tooth, place[1] - axes[1]), (width // 2 + tooth, place[1] + axes[1]),
                     [255 - c for c in ink], 1, cv2.LINE_AA)  # fmt: skip
    else:
        cv2.ellipse(flat, (width // 2, place[1]), (radius, radius * 2 // 3), 0, 0, 360, ink, -1, cv2.LINE_AA)
        cv2.ellipse(flat, (width // 2, place[1] + radius), (2 * radius, radius), 0, 20, 160, ink, 2, cv2.LINE_AA)
    pixels[..., :3] = flat


def _colour(rng: Generator) -> tuple[float, float, float]:
    """Black, white, grey, medical blue and green, or anything."""
    match int(rng.integers(6)):
        case 0:
            level = rng.uniform(15, 60)
            return level, level, level
        case 1:
            level = rng.uniform(200, 255)
            return level, level, level
        case 2:
            return rng.uniform(190, 240), rng.uniform(160, 210), rng.uniform(90, 170)
        case _:
            blue, green, red = rng.uniform(10, 250, 3)
            return float(blue), float(green), float(red)


def cut_out(crop: NDArray[np.uint8], mesh: Mesh) -> Paint:
    """The inside of a mask worn over nose and chin: from the middle of the nose down to the chin."""
    anchors = np.stack([
        _between(mesh, 93, 132, 0.4), _between(mesh, 195, 5, 0.6), _between(mesh, 323, 361, 0.4),
        mesh[172], mesh[152], mesh[397],
    ]).astype(np.float32)  # fmt: skip
    left, right = mesh[list(OVAL_LEFT[2:])], mesh[list(OVAL_RIGHT[2:])]
    outline = np.vstack([anchors[[0]], left, right[::-1][1:], anchors[[2]], anchors[[1]]])
    alpha = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(alpha, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    turn = turned(mesh)
    side = 0 if abs(turn) < 0.2 else int(np.sign(turn))
    return Paint(np.dstack([crop, alpha]), anchors, side)


def _between(mesh: Mesh, a: int, b: int, share: float) -> Mesh:
    return mesh[a] + (mesh[b] - mesh[a]) * np.float32(share)


def turned(mesh: Mesh) -> float:
    """How far the face is turned: -1 towards the picture's left, 1 right, 0 front."""
    left, right, nose = mesh[234], mesh[454], mesh[1]
    axis = right - left
    return float(2 * np.dot(nose - left, axis) / max(1.0, float(np.dot(axis, axis))) - 1)
