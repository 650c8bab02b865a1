"""Noses laid bare on people who wear a mask: the middle of another face, above the edge of a slipped mask.

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
        crop = laid_on(
            worn.faces.crops[index], worn.meshes[index], givers.faces.crops[giver], givers.meshes[giver], rng
        )
        entry = replace(
            worn.faces.entries[index], image=f"{GROUP} {number}", label="worn" if stays else "incorrect",
            source=GROUP, group=GROUP, visible=(0, 0) if stays else (1, 0),
        )  # fmt: skip
        yield entry, crop


def laid_on(
    crop: NDArray[np.uint8], mesh: Mesh, other: NDArray[np.uint8], other_mesh: Mesh, rng: Generator
) -> NDArray[np.uint8]:
    """The other face's middle, from under the eyes to the lip or a little above, in this face's colour."""
    patch = fitted(other, other_mesh, crop, mesh)
    alpha = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(alpha, [np.round(_outline(mesh, rng) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(alpha, (0, 0), rng.uniform(0.8, 2.2)).astype(np.float32)[..., None] / 255
    return np.clip(crop + (patch - crop) * soft, 0, 255).astype(np.uint8)


def _outline(mesh: Mesh, rng: Generator) -> Mesh:
    """Clockwise: under the eyes from the left, then back along the mask's new edge."""
    slip, edge = np.float32(rng.beta(1.2, 1.5)), np.float32(rng.uniform(0.0, 1.0))
    middle = mesh[2] + (mesh[0] - mesh[2]) * (slip * 1.1 + np.float32(0.05))
    left = mesh[93] + (mesh[132] - mesh[93]) * edge
    right = mesh[323] + (mesh[361] - mesh[323]) * edge
    sag = np.float32(rng.uniform(0.2, 0.8))
    return np.stack([
        mesh[127], mesh[111], mesh[121], mesh[6], mesh[350], mesh[340], mesh[356],
        right, middle + (right - middle) * np.float32(0.5) * np.array((1, sag), np.float32), middle,
        middle + (left - middle) * np.float32(0.5) * np.array((1, sag), np.float32), left,
    ])  # fmt: skip
