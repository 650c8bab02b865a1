"""A drawn visitor in a drawn room: real pixels for camera and preview, free of anybody's rights.

Heads are painted once per look, wear and turn, kept, and laid onto each frame by one warp.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from drivers.simulation.canvas import Canvas, curve, cv2, darker, lighter, mix, moved, oval, points, smooth
from drivers.simulation.looks import Hair, Look, MaskWear
from drivers.simulation.mask_paint import draw_mask
from drivers.simulation.portrait import Head, draw_back, draw_features, draw_front, draw_skin

__all__ = ["Look", "MaskWear", "Pose", "add_sensor_noise", "draw_room", "draw_visitor"]

_UNIT = 320
"""Pixels per face height of a kept picture."""
_ABOVE, _HEAD_BELOW, _TORSO_BELOW = 0.95, 1.1, 2.1
_HEAD_HALF, _TORSO_HALF = 0.875, 1.15
_YAW_STEP = 0.1
_NOISE_MARGIN = 64


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a visitor's face stands in the frame."""

    x: float
    """Face centre, share of the frame's width."""
    y: float
    """Face centre, share of the frame's height."""
    height: float
    """Hairline to chin, share of the frame's height."""
    roll_deg: float = 0.0
    """Head tilt, clockwise in the picture."""
    yaw: float = 0.0
    """Head turn, -1 to 1; 1 is about 40 degrees towards the right of the picture."""


def draw_visitor(frame: NDArray[np.uint8], look: Look, wear: MaskWear, pose: Pose, *, breath: float = 0.0) -> None:
    """Paint one visitor into `frame` (H x W x 3, uint8, BGR), in place; `breath` is -1 (out) to 1 (in)."""
    unit = pose.height * frame.shape[0]
    if unit < 1:
        return
    centre = np.array((pose.x * frame.shape[1], pose.y * frame.shape[0]))
    level = _level(unit)
    rise = np.array((0, -0.008 * breath * unit))
    _lay(frame, _torso(look, level), level, unit * (1 + 0.006 * breath), centre + rise, pose.roll_deg * 0.15)
    yaw = round(float(np.clip(pose.yaw, -1, 1)) / _YAW_STEP)
    _lay(frame, _head(look, wear, yaw, level), level, unit, centre + rise, pose.roll_deg)


def _level(unit: float) -> int:
    """Halvings of the kept picture, so that a small visitor is not drawn from scattered pixels."""
    return int(np.clip(np.floor(np.log2(_UNIT / unit) + 0.25), 0, 5))


def _lay(
    frame: NDArray[np.uint8], sprite: NDArray[np.uint8], level: int, unit: float, centre: NDArray, roll_deg: float
) -> None:
    """Warp a premultiplied BGRA picture, its face centre onto `centre`, and lay it over the frame."""
    per_face = _UNIT / 2**level
    pivot = (sprite.shape[1] / 2, _ABOVE * per_face)
    matrix = cv2.getRotationMatrix2D(pivot, -roll_deg, unit / per_face)
    matrix[:, 2] += centre - pivot
    corners = np.array([(x, y, 1) for x in (0, sprite.shape[1]) for y in (0, sprite.shape[0])]) @ matrix.T
    low = np.maximum(np.floor(corners.min(0)).astype(int), 0)
    high = np.minimum(np.ceil(corners.max(0)).astype(int), (frame.shape[1], frame.shape[0]))
    if (high <= low).any():
        return
    matrix[:, 2] -= low
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    warped = cv2.warpAffine(sprite, matrix, size, flags=cv2.INTER_LINEAR)
    under = frame[low[1] : high[1], low[0] : high[0]]
    through = cv2.cvtColor(cv2.bitwise_not(warped[..., 3]), cv2.COLOR_GRAY2BGR)
    kept = cv2.multiply(under, through, scale=1 / 255)
    under[:] = cv2.add(kept, warped[..., :3])


@lru_cache(maxsize=96)
def _head(look: Look, wear: MaskWear, yaw: int, level: int) -> NDArray[np.uint8]:
    if level > 0:
        return _halved(_head(look, wear, yaw, level - 1))
    canvas = Canvas(_UNIT, _HEAD_HALF, _ABOVE, _HEAD_BELOW)
    head = Head(canvas, look, yaw * _YAW_STEP)
    veiled = look.hair is Hair.HIJAB
    draw_back(head)
    draw_skin(head)
    draw_features(head)
    if wear is not MaskWear.CHIN:
        draw_mask(head, wear, over_ears=not veiled)
    draw_front(head)
    if wear is MaskWear.CHIN:
        draw_mask(head, wear, over_ears=not veiled)
    return canvas.pixels


@lru_cache(maxsize=48)
def _torso(look: Look, level: int) -> NDArray[np.uint8]:
    if level > 0:
        return _halved(_torso(look, level - 1))
    canvas = Canvas(_UNIT, _TORSO_HALF, _ABOVE, _TORSO_BELOW)
    half = points((0.12, 0.66), (0.22, 0.72), (0.48, 0.80), (0.78, 0.90), (0.93, 1.08), (1.0, 1.5), (1.06, 2.3))
    body = np.vstack([smooth(half, closed=False), smooth(half * (-1, 1), closed=False)[::-1]])
    neck = points((-0.19, 0.2), (0.19, 0.2), (0.20, 0.70), (0.12, 0.88), (-0.12, 0.88), (-0.20, 0.70))
    canvas.fill(look.clothes, body)
    cloth = canvas.region(body)
    _draw_cloth(canvas, look, cloth)
    canvas.fill(mix(look.skin, darker(look.skin, 0.5), 0.25), neck)
    canvas.shade(darker(look.skin, 0.6), oval(0, 0.46, 0.30, 0.14), 0.6, 0.05, canvas.region(neck))
    for side in (-1, 1):
        collar = points((0.0, 0.90), (0.13, 0.66), (0.24, 0.70), (0.20, 0.86), (0.10, 0.98)) * (side, 1)
        canvas.fill(lighter(look.clothes, 0.14), collar)
        canvas.lines(darker(look.clothes, 0.6), [collar], 0.010, 0.4, 0.004)
    return canvas.pixels


def _draw_cloth(canvas: Canvas, look: Look, cloth: NDArray[np.uint8]) -> None:
    dark, light = darker(look.clothes, 0.55), lighter(look.clothes, 0.5)
    if look.patterned:
        wave = curve((-1.1, 0), (-0.5, -0.05), (0, 0.03), (0.5, -0.05), (1.1, 0))
        rows = [moved(wave, 0, y) for y in np.arange(0.8, 2.3, 0.12)]
        canvas.lines(light, rows, 0.016, 0.35, 0.002, cloth)
    side = -1 if look.light > 0 else 1
    canvas.shade(dark, points((0.35, 0.6), (1.2, 0.6), (1.2, 2.3), (0.45, 2.3)) * (side, 1), 0.45, 0.12, cloth)
    canvas.shade(dark, points((-0.6, 0.6), (0.6, 0.6), (0.35, 0.92), (-0.35, 0.92)), 0.35, 0.06, cloth)
    seams = [curve((0.62 * s, 1.15), (0.66 * s, 1.6), (0.64 * s, 2.2)) for s in (-1, 1)]
    canvas.lines(dark, [points((0, 0.9), (0, 2.2)), *seams], 0.014, 0.5, 0.008, cloth)


def _halved(sprite: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = (sprite.shape[1] // 2, sprite.shape[0] // 2)
    return np.asarray(cv2.resize(sprite, size, interpolation=cv2.INTER_AREA), np.uint8)


def draw_room(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """A quiet lobby, out of focus: height x width x 3, uint8, BGR."""
    rng = np.random.default_rng([2, seed])
    wall = np.array(((206, 214, 216), (214, 208, 198), (196, 212, 206), (208, 204, 212))[rng.integers(4)], np.float32)
    floor = wall * (0.62, 0.66, 0.70)
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    room = np.where(rows < 0.78, wall * (1.04 - 0.18 * rows), floor * (1.2 - 0.3 * rows))
    room = np.repeat(room, width, 1) * np.linspace(1.03, 0.94, width, dtype=np.float32)[None, :, None]
    _furnish(room, rng)
    room = cv2.GaussianBlur(room, (0, 0), 0.012 * height)
    return np.clip(room, 0, 255).astype(np.uint8)


def _furnish(room: NDArray[np.float32], rng: np.random.Generator) -> None:
    """A row of windows high up, a door on one side, a plant on the other: nothing that could pass for a face."""
    height, width = room.shape[:2]
    flip = rng.random() < 0.5

    def box(left: float, top: float, right: float, bottom: float, colour: tuple[float, float, float]) -> None:
        if flip:
            left, right = 1 - right, 1 - left
        low, high = (round(left * width), round(top * height)), (round(right * width), round(bottom * height))
        cv2.rectangle(room, low, high, colour, -1)

    shift = rng.uniform(-0.02, 0.02)
    wall = [float(value) for value in room[height // 3, width // 2]]
    for pane in range(6):
        box(pane * 0.17 + shift, -0.05, pane * 0.17 + 0.15 + shift, 0.09, (246, 240, 228))
    box(0.83 + shift, 0.20, 0.98 + shift, 0.78, (112, 142, 170))
    box(0.845 + shift, 0.22, 0.965 + shift, 0.78, (122, 152, 180))
    box(-0.05, 0.58, 0.80 + shift, 0.60, (wall[0] * 0.93, wall[1] * 0.93, wall[2] * 0.93))
    for leaf in range(11):
        x = (0.07 + shift + rng.uniform(-0.05, 0.05)) * width
        x = width - x if flip else x
        cv2.ellipse(room, (round(x), round((0.66 + rng.uniform(-0.12, 0.08)) * height)),
                    (round(0.012 * width), round(0.08 * height)), rng.uniform(-40, 40), 0, 360,
                    (84 + leaf, 132 + 4 * leaf, 96), -1, cv2.LINE_AA)  # fmt: skip
    box(0.04 + shift, 0.74, 0.10 + shift, 0.88, (96, 118, 166))


def add_sensor_noise(frame: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """A live sensor's grain (standard deviation about 2 grey levels), in place, never the same twice."""
    height, width = frame.shape[:2]
    pool = _noise(height + _NOISE_MARGIN, width + _NOISE_MARGIN)
    top, left = (int(offset) for offset in rng.integers(0, _NOISE_MARGIN, 2))
    grain = pool[top : top + height, left : left + width]
    frame[:] = cv2.addWeighted(frame, 1.0, grain, 1.0, -128.0 + float(rng.uniform(-1.5, 1.5)))


@lru_cache(maxsize=2)
def _noise(height: int, width: int) -> NDArray[np.uint8]:
    grain = np.random.default_rng(5).normal(128.5, 2.0, (height, width, 3))
    return np.clip(grain, 0, 255).astype(np.uint8)
