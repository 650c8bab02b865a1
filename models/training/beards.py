"""Beards on bare faces: no mask, although the chin is dark. Grown here, or taken over from other faces."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.training.landmarks import Mesh
from models.training.meshed import Meshed, fitted, looks
from models.training.pictures import Entry, Faces

GROUP = "beard"
_JAW = (93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323)
_CHEEK_RIGHT = (401, 435, 416, 434, 432, 287)
_CHEEK_LEFT = (57, 212, 214, 192, 215, 177)
_MOUSTACHE = (165, 167, 164, 393, 391)
_LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
_UNDER_NOSE = (205, 203, 98, 97, 2, 326, 327, 423, 425)
_CHIN, _BROW = (199, 175, 200, 171, 396), (9, 107, 336, 66, 296)
_BEARDED_SHARE = 0.06
"""The darkest chins among bare faces; looked at, nearly all of them are beards."""


def from_beards(bare: Meshed, count: int, seed: int) -> Faces:
    """`count` bare faces with a beard, label `none`."""
    rng = np.random.default_rng([seed, *GROUP.encode()])
    made = list(_each(bare, count, rng))
    return Faces(tuple(entry for entry, _ in made), np.stack([crop for _, crop in made]))


def _each(bare: Meshed, count: int, rng: Generator) -> Iterator[tuple[Entry, NDArray[np.uint8]]]:
    features = looks(bare)
    darkness = np.array([_dark_chin(crop, mesh) for crop, mesh in zip(bare.faces.crops, bare.meshes, strict=True)])
    bearded = np.argsort(darkness)[: max(1, round(_BEARDED_SHARE * len(darkness)))]
    for number in range(count):
        index = int(rng.integers(len(bare.meshes)))
        crop, mesh = bare.faces.crops[index], bare.meshes[index]
        if rng.random() < 0.5:
            grown_on = grown(crop, mesh, rng)
        else:
            alike = bearded[np.argsort(np.abs(features[bearded] - features[index]).sum(1))[:12]]
            giver = int(alike[rng.integers(len(alike))])
            patch = fitted(bare.faces.crops[giver], bare.meshes[giver], crop, mesh)
            grown_on = _laid(crop, patch, _outline(mesh, _UNDER_NOSE), rng.uniform(1.0, 2.5))
        yield replace(bare.faces.entries[index], image=f"{GROUP} {number}", source=GROUP, group=GROUP), grown_on


def _dark_chin(crop: NDArray[np.uint8], mesh: Mesh) -> float:
    """Brightness of the chin in that of the brow."""
    chin, brow = (
        np.mean([crop[y, x].mean() for x, y in np.clip(np.round(mesh[list(p)]).astype(int), 0, crop.shape[0] - 1)])
        for p in (_CHIN, _BROW)
    )
    return float((chin + 5) / (brow + 5))


def _outline(mesh: Mesh, upper: tuple[int, ...]) -> NDArray[np.float32]:
    """The jaw, closed above by `upper` (left to right)."""
    return np.vstack([mesh[list(_JAW)], mesh[list(upper)][::-1]])


def _laid(crop: NDArray[np.uint8], patch: NDArray[np.float32], outline: NDArray, blur: float) -> NDArray[np.uint8]:
    alpha = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(alpha, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(alpha, (0, 0), blur).astype(np.float32)[..., None] / 255
    return np.clip(crop + (patch - crop) * soft, 0, 255).astype(np.uint8)


def grown(crop: NDArray[np.uint8], mesh: Mesh, rng: Generator) -> NDArray[np.uint8]:
    """A beard, a goatee or a moustache of dark, brown or grey hairs."""
    mask = _hairy(crop.shape[:2], mesh, rng)
    grain = rng.normal(0, 1, crop.shape[:2]).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), sigmaX=0.6, sigmaY=1.6)
    grain /= max(1e-6, float(grain.std()))
    density = rng.uniform(0.55, 0.97)
    alpha = np.clip(mask * (density + 0.18 * grain), 0, 1)[..., None]
    base = np.array((22, 24, 30)) + rng.beta(1, 4) * 130 * np.array((0.75, 0.9, 1.0))
    level = float(np.clip(crop.mean() / 120, 0.5, 1.3))
    hair = (base * level)[None, None] + 9 * grain[..., None]
    return np.clip(crop + (hair - crop) * alpha, 0, 255).astype(np.uint8)


def _hairy(shape: tuple[int, int], mesh: Mesh, rng: Generator) -> NDArray[np.float32]:
    """Where hair grows, 0 to 1, with soft edges."""
    mask = np.zeros(shape, np.uint8)
    kind = rng.random()
    if kind < 0.7:
        upper = _CHEEK_LEFT[::-1] + _MOUSTACHE + _CHEEK_RIGHT[::-1]
        jaw = mesh[list(_JAW)]
        longer = jaw + (mesh[152] - mesh[17]) * np.float32(rng.uniform(0.0, 0.4))
        cv2.fillPoly(mask, [_fixed(np.vstack([longer, mesh[list(upper)][::-1]]))], 255, cv2.LINE_AA, 4)
    elif kind < 0.85:
        goatee = (57, 43, 106, 182, 176, 152, 400, 406, 335, 273, 287, 391, 393, 164, 167, 165)
        cv2.fillPoly(mask, [_fixed(mesh[list(goatee)])], 255, cv2.LINE_AA, 4)
    else:
        moustache = (57, *_MOUSTACHE, 287, 270, 0, 40)
        cv2.fillPoly(mask, [_fixed(mesh[list(moustache)])], 255, cv2.LINE_AA, 4)
    cv2.fillPoly(mask, [_fixed(mesh[list(_LIPS)])], 0, cv2.LINE_AA, 4)
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), rng.uniform(1.0, 3.0)), np.float32)
    return soft / np.float32(255)


def _fixed(outline: NDArray) -> NDArray[np.int32]:
    return np.round(outline * 16).astype(np.int32)
