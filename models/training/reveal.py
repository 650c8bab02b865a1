"""Noses, or nose and mouth, laid bare on people who wear a mask: another face's middle, above a slipped mask's edge.

The mask, the light and the street stay those of the photograph. The same patch from another masked face, with the mask
on it, is laid on as well and stays `worn`, so that the patch itself tells nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.training.landmarks import Mesh
from models.training.meshed import Meshed, fitted, looks
from models.training.pictures import Entry, Faces

GROUP = "reveal"
_STAYS_WORN = 0.35
_TO_CHIN = 0.3


def from_reveals(worn: Meshed, bare: Meshed, count: int, seed: int) -> Faces:
    """`count` masked faces with a patch of another face; `incorrect` where that face is bare."""
    rng = np.random.default_rng([seed, *GROUP.encode()])
    made = list(_each(worn, bare, count, rng))
    return Faces(tuple(entry for entry, _ in made), np.stack([crop for _, crop in made]))


def _each(worn: Meshed, bare: Meshed, count: int, rng: Generator) -> Iterator[tuple[Entry, NDArray[np.uint8]]]:
    rows = {id(givers): looks(givers) for givers in (worn, bare)}
    own = rows[id(worn)]
    for number in range(count):
        index = int(rng.integers(len(worn.meshes)))
        stays = rng.random() < _STAYS_WORN
        givers = worn if stays else bare
        alike = np.argsort(np.abs(rows[id(givers)] - own[index]).sum(1))[1:10]
        giver = int(alike[rng.integers(len(alike))])
        crop, mesh = worn.faces.crops[index], worn.meshes[index]
        to_chin = rng.random() < _TO_CHIN
        outline = _mouth_and_nose(mesh, rng) if to_chin else _nose(mesh, rng)
        patch = fitted(givers.faces.crops[giver], givers.meshes[giver], crop, mesh)
        entry = replace(
            worn.faces.entries[index], image=f"{GROUP} {number}", label="worn" if stays else "incorrect",
            source=GROUP, group=GROUP, visible=(0, 0) if stays else (1, int(to_chin)),
        )  # fmt: skip
        yield entry, laid_on(crop, patch, outline, rng)


def laid_on(crop: NDArray[np.uint8], patch: NDArray[np.float32], outline: Mesh, rng: Generator) -> NDArray[np.uint8]:
    """The crop with the patch inside the outline, softly."""
    alpha = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(alpha, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(alpha, (0, 0), rng.uniform(0.8, 2.2)).astype(np.float32)[..., None] / 255
    return np.clip(crop + (patch - crop) * soft, 0, 255).astype(np.uint8)


def _nose(mesh: Mesh, rng: Generator) -> Mesh:
    """From under the eyes to the lip or a little above."""
    slip, edge = np.float32(rng.beta(1.2, 1.5)), np.float32(rng.uniform(0.0, 1.0))
    middle = mesh[2] + (mesh[0] - mesh[2]) * (slip * 1.1 + np.float32(0.05))
    left = mesh[93] + (mesh[132] - mesh[93]) * edge
    right = mesh[323] + (mesh[361] - mesh[323]) * edge
    return _outline(mesh, (left, middle, right), np.float32(rng.uniform(0.2, 0.8)))


def _mouth_and_nose(mesh: Mesh, rng: Generator) -> Mesh:
    """From under the eyes to between the lower lip and the chin; the rest of the mask lies under it."""
    slip, edge = np.float32(rng.uniform(0.1, 0.7)), np.float32(rng.uniform(0.0, 1.0))
    middle = mesh[17] + (mesh[152] - mesh[17]) * slip
    left = mesh[132] + (mesh[172] - mesh[132]) * edge
    right = mesh[361] + (mesh[397] - mesh[361]) * edge
    return _outline(mesh, (left, middle, right), np.float32(rng.uniform(0.4, 1.0)))


def _outline(mesh: Mesh, edge: tuple[Mesh, Mesh, Mesh], sag: np.float32) -> Mesh:
    """Clockwise: under the eyes from the left, then back along the mask's new edge (left, middle, right)."""
    left, middle, right = edge
    half = np.array((0.5, 0.5 * sag), np.float32)
    points = [*mesh[[127, 111, 121, 6, 350, 340, 356]], right, middle + (right - middle) * half, middle,
              middle + (left - middle) * half, left]  # fmt: skip
    return np.asarray(points, np.float32)
