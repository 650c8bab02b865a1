"""Masks painted onto bare faces: worn well, under the nose, under the chin, hanging at the side."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models._cv import cv2
from models.training.beards import grown
from models.training.landmarks import Mesh
from models.training.meshed import Meshed
from models.training.paints import Anchors, Paint, cut_out, dressed, turned
from models.training.pictures import UNKNOWN, Entry, Faces

Choose = Callable[[Mesh, Generator], Paint]
WAYS = (("worn", 0.30), ("nose", 0.38), ("chin", 0.22), ("side", 0.06), ("mouth", 0.04))
_BEARDED = 0.12
_VISIBLE = {"worn": (0, 0), "nose": (1, 0), "chin": (1, 1), "side": (1, UNKNOWN), "mouth": (0, 1)}


def from_templates(bare: Meshed, count: int, paints: list[Paint], prints: list[NDArray[np.uint8]], seed: int) -> Faces:
    """`count` faces with drawn masks, their group is `template`."""

    def choose(mesh: Mesh, rng: Generator) -> Paint:
        turn = turned(mesh)
        side = 0 if abs(turn) < 0.3 else int(np.sign(turn))
        fitting = [paint for paint in paints if paint.turned == side] or paints
        return dressed(fitting[rng.integers(len(fitting))], prints, rng)

    return _painted(bare, count, choose, "template", seed)


def from_cut_outs(bare: Meshed, count: int, worn: Meshed, seed: int) -> Faces:
    """`count` faces with masks cut from other people's pictures, their group is `cutout`."""
    turns = np.array([turned(mesh) for mesh in worn.meshes])

    def choose(mesh: Mesh, rng: Generator) -> Paint:
        nearest = np.argsort(np.abs(turns - turned(mesh)))[:80]
        index = int(nearest[rng.integers(len(nearest))])
        return cut_out(worn.faces.crops[index], worn.meshes[index])

    return _painted(bare, count, choose, "cutout", seed)


def _painted(bare: Meshed, count: int, choose: Choose, group: str, seed: int) -> Faces:
    rng = np.random.default_rng([seed, *group.encode()])
    made = list(_each(bare, count, choose, group, rng))
    return Faces(tuple(entry for entry, _ in made), np.stack([crop for _, crop in made]))


def _each(
    bare: Meshed, count: int, choose: Choose, group: str, rng: Generator
) -> Iterator[tuple[Entry, NDArray[np.uint8]]]:
    names, shares = [name for name, _ in WAYS], [share for _, share in WAYS]
    for number in range(count):
        index = int(rng.integers(len(bare.meshes)))
        way = names[rng.choice(len(names), p=shares)]
        mesh = bare.meshes[index]
        paint = choose(mesh, rng)
        crop = bare.faces.crops[index]
        if rng.random() < _BEARDED:
            crop = grown(crop, mesh, rng)
        if group == "cutout" and rng.random() < 0.5:
            crop = _strapped(crop, mesh, way, rng)
        crop = paint_on(crop, paint, place(mesh, way, rng), rng)
        entry = replace(
            bare.faces.entries[index], image=f"{group} {number}", label="worn" if way == "worn" else "incorrect",
            source=group, group=group, visible=_VISIBLE[way],
        )  # fmt: skip
        yield entry, crop


def _strapped(crop: NDArray[np.uint8], mesh: Mesh, way: str, rng: Generator) -> NDArray[np.uint8]:
    """Ear loops, under the mask that is painted next; they too must not tell how it is worn."""
    crop = crop.copy()
    level = int(rng.choice((30, 235)))
    upper, lower = (93, 323) if way == "worn" else (132, 361), (172, 397)
    for side, ear in enumerate((234, 454)):
        for start in (upper[side], lower[side]):
            ends = [tuple(int(16 * v) for v in mesh[point]) for point in (start, ear)]
            cv2.line(crop, ends[0], ends[1], (level, level, level), 1, cv2.LINE_AA, 4)
    return crop


def place(mesh: Mesh, way: str, rng: Generator) -> Anchors:
    """Where the six anchors of a mask lie on this face, worn in this way."""
    up = mesh[10] - mesh[152]
    down = -up / max(1.0, float(np.linalg.norm(up)))
    tall = float(np.linalg.norm(up))
    match way:
        case "worn":
            anchors = _worn(mesh, rng)
        case "nose":
            anchors = _under_nose(mesh, down * tall, rng)
        case "chin":
            anchors = _under_chin(mesh, down * tall, rng)
        case "mouth":
            anchors = _above_mouth(mesh, rng)
        case _:
            anchors = _at_side(mesh, down * tall, rng)
    return (anchors + rng.normal(0, 0.008 * tall, (6, 2))).astype(np.float32)


def _mix(mesh: Mesh, a: int, b: int, share: float) -> Mesh:
    return mesh[a] + (mesh[b] - mesh[a]) * np.float32(share)


def _worn(mesh: Mesh, rng: Generator) -> Anchors:
    high, edge, low = rng.uniform(0.0, 0.8), rng.uniform(0.0, 1.0), rng.uniform(0.0, 0.6)
    chin = mesh[152] + (mesh[152] - mesh[17]) * rng.uniform(0.0, 0.35)
    return np.stack([
        _mix(mesh, 234, 93, edge), _mix(mesh, 6, 195, high), _mix(mesh, 454, 323, edge),
        _mix(mesh, 172, 136, low), chin, _mix(mesh, 397, 365, low),
    ])  # fmt: skip


def _under_nose(mesh: Mesh, down: Mesh, rng: Generator) -> Anchors:
    """From just under the tip to the upper lip; the lower edge slips along by less."""
    slip = rng.beta(1.2, 1.6)
    middle = _mix(mesh, 2, 0, slip * 1.3 - 0.25)
    edge = rng.uniform(0.2, 1.0)
    drop = down * rng.uniform(0.0, 0.08 + 0.08 * slip)
    return np.stack([
        _mix(mesh, 93, 132, edge), middle, _mix(mesh, 323, 361, edge),
        mesh[172] + drop * 0.5, mesh[152] + drop + down * 0.03, mesh[397] + drop * 0.5,
    ]).astype(np.float32)  # fmt: skip


def _under_chin(mesh: Mesh, down: Mesh, rng: Generator) -> Anchors:
    share, edge = rng.uniform(0.05, 0.9), rng.uniform(0.0, 1.0)
    reach = down * rng.uniform(0.12, 0.30)
    side = (mesh[454] - mesh[234]) * np.float32(0.03)
    return np.stack([
        _mix(mesh, 132, 172, edge) - side, _mix(mesh, 17, 152, share), _mix(mesh, 361, 397, edge) + side,
        _mix(mesh, 172, 136, 0.5) + reach * 0.7, mesh[152] + reach, _mix(mesh, 397, 365, 0.5) + reach * 0.7,
    ]).astype(np.float32)  # fmt: skip


def _above_mouth(mesh: Mesh, rng: Generator) -> Anchors:
    """On the nose, but up from the mouth."""
    low = rng.uniform(0.0, 0.8)
    return np.stack([
        mesh[234], _mix(mesh, 6, 195, rng.uniform(0.0, 0.8)), mesh[454],
        _mix(mesh, 93, 58, low), _mix(mesh, 2, 13, low), _mix(mesh, 323, 288, low),
    ]).astype(np.float32)  # fmt: skip


def _at_side(mesh: Mesh, down: Mesh, rng: Generator) -> Anchors:
    """Off one ear: the mask hangs and turns about the other."""
    anchors = _under_nose(mesh, down, rng) + down * np.float32(0.06)
    side = 1 if rng.random() < 0.5 else -1
    pivot = anchors[0] if side < 0 else anchors[2]
    angle = np.deg2rad(rng.uniform(12, 40)) * side
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    shrunk = np.float32(rng.uniform(0.8, 1.0))
    hanging: Anchors = ((anchors - pivot) @ turn) * shrunk + pivot
    return hanging.astype(np.float32)


def paint_on(crop: NDArray[np.uint8], paint: Paint, anchors: Anchors, rng: Generator) -> NDArray[np.uint8]:
    """The crop with the mask laid on: as bright as the face, with a soft edge and a shadow under it."""
    transform, _ = cv2.findHomography(paint.anchors, anchors)
    if transform is None:
        return crop.copy()
    size = (crop.shape[1], crop.shape[0])
    flat = cv2.warpPerspective(paint.pixels, transform, size, flags=cv2.INTER_LINEAR)
    alpha = cv2.GaussianBlur(flat[..., 3], (0, 0), rng.uniform(0.4, 1.3)).astype(np.float32) / 255
    cloth = flat[..., :3].astype(np.float32) * _light(crop, anchors, rng)
    shadow = cv2.GaussianBlur(flat[..., 3], (0, 0), rng.uniform(1.5, 4)).astype(np.float32) / 255
    shadow = np.roll(shadow, int(rng.integers(0, 4)), 0) * rng.uniform(0.1, 0.5)
    under = crop * (1 - shadow)[..., None]
    return np.clip(under + (cloth - under) * alpha[..., None], 0, 255).astype(np.uint8)


def _light(crop: NDArray[np.uint8], anchors: Anchors, rng: Generator) -> NDArray[np.float32]:
    """A slope of brightness across the mask, around how bright the face is."""
    x, y = np.clip(anchors.mean(0), 12, crop.shape[0] - 13).astype(int)
    level = float(crop[y - 12 : y + 12, x - 12 : x + 12].mean()) / 150
    level = float(np.clip(0.5 + 0.5 * level, 0.45, 1.15)) * rng.uniform(0.85, 1.1)
    ramp = np.linspace(-1, 1, crop.shape[1], dtype=np.float32)[None, :, None] * np.float32(rng.normal(0, 0.15))
    return np.float32(level) * (1 + ramp)
