"""Faces with a mesh, and how one fits another: turned and coloured alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models.training.landmarks import Mesh
from models.training.paints import turned
from models.training.pictures import Faces

_MATCHED = (6, 197, 195, 5, 2, 93, 132, 323, 361, 117, 346, 50, 280, 205, 425, 33, 263, 172, 397, 152)
_FOREHEAD = (9, 107, 336, 66, 296)


@dataclass(frozen=True, slots=True)
class Meshed:
    """Faces whose mesh was found."""

    faces: Faces
    meshes: NDArray[np.float32]

    @classmethod
    def of(cls, faces: Faces, meshes: NDArray[np.float32]) -> "Meshed":
        found = np.array([bool(np.isfinite(mesh).all()) for mesh in meshes])
        return cls(faces.where(found.tolist()), meshes[found])


def looks(faces: Meshed) -> NDArray[np.float32]:
    """N x 4: turn, and the skin's colour on a logarithmic scale; near rows are faces that fit together."""
    rows = [
        (2.0 * turned(mesh), *np.log(skin(crop, mesh) + 8))
        for crop, mesh in zip(faces.faces.crops, faces.meshes, strict=True)
    ]
    return np.array(rows, np.float32)


def skin(crop: NDArray[np.uint8], mesh: Mesh) -> NDArray[np.float32]:
    """Colour between the brows, which no mask covers."""
    places = np.clip(np.round(mesh[list(_FOREHEAD)]).astype(int), 2, crop.shape[0] - 3)
    patches = [crop[y - 2 : y + 3, x - 2 : x + 3].reshape(-1, 3) for x, y in places]
    return np.median(np.concatenate(patches), 0).astype(np.float32)


def fitted(other: NDArray[np.uint8], other_mesh: Mesh, crop: NDArray[np.uint8], mesh: Mesh) -> NDArray[np.float32]:
    """The other crop, warped onto this face and in this face's colour."""
    chosen = list(_MATCHED)
    transform, _ = cv2.findHomography(other_mesh[chosen], mesh[chosen])
    if transform is None:
        return crop.astype(np.float32)
    size = (crop.shape[1], crop.shape[0])
    patch = np.asarray(cv2.warpPerspective(other, transform, size, borderMode=cv2.BORDER_REPLICATE), np.float32)
    gain = skin(crop, mesh) / np.maximum(skin(other, other_mesh), np.float32(1))
    return (patch * gain).astype(np.float32)
