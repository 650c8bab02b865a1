"""A drawn head: skin, features, hair and veil. Lengths are face heights, the face's centre is the origin."""

import numpy as np

from drivers.simulation.canvas import (
    Canvas,
    Colour,
    Points,
    curve,
    darker,
    lighter,
    mirrored,
    mix,
    moved,
    oval,
    points,
    smooth,
)  # fmt: skip
from drivers.simulation.looks import Beard, Glasses, Hair, Look

TURN_RAD = 0.7
"""How far a yaw of 1 turns the head."""
_DEPTH = 0.34
_HALF_OUTLINE = points(
    (0.0, -0.52), (0.20, -0.485), (0.335, -0.36), (0.385, -0.16), (0.385, 0.06), (0.345, 0.25), (0.25, 0.40),
    (0.11, 0.49), (0.0, 0.505),
)  # fmt: skip


class Head:
    """One head on its own canvas; `turn` puts flat points onto the turned head."""

    def __init__(self, canvas: Canvas, look: Look, yaw: float) -> None:
        self.canvas = canvas
        self.look = look
        self.angle = yaw * TURN_RAD
        self.outline = self.turn(smooth(mirrored(_half_outline(look))), 0.0)
        self.blush = mix(look.skin, (70, 60, 190), 0.45)
        self.shadow = darker(mix(look.skin, (40, 50, 120), 0.35), 0.35)

    def turn(self, flat: Points, depth: float | None = None) -> Points:
        """`depth` in face heights; None lays the points onto the rounded face."""
        wide = flat[:, 0] * self.look.width
        z = _DEPTH * np.sqrt(np.clip(1 - (wide / 0.42) ** 2, 0, 1)) if depth is None else np.full(len(flat), depth)
        return np.stack([wide * np.cos(self.angle) + z * np.sin(self.angle), flat[:, 1]], 1)

    def pair(self, flat: Points) -> tuple[Points, Points]:
        return self.turn(flat), self.turn(flat * (-1, 1))


def _half_outline(look: Look) -> Points:
    half = _HALF_OUTLINE.copy()
    half[5:8, 0] *= look.jaw
    return half


def draw_back(head: Head) -> None:
    """What lies behind the face: long hair, a bun, a veil's inside, ears."""
    look, canvas = head.look, head.canvas
    match look.hair:
        case Hair.HIJAB:
            canvas.fill(darker(look.veil, 0.35), head.turn(oval(0, 0.02, 0.50, 0.68), 0.0))
        case Hair.LONG:
            half = points((0, -0.70), (0.30, -0.64), (0.47, -0.36), (0.49, 0.1), (0.52, 0.6), (0.40, 0.95), (0.2, 0.9))
            canvas.fill(darker(look.hair_colour, 0.3), head.turn(smooth(mirrored(half)), -0.05))
            _draw_neck(head)
        case Hair.BUN:
            canvas.fill(look.hair_colour, head.turn(oval(0, -0.72, 0.17, 0.14), -0.1))
        case _:
            pass
    if look.hair is not Hair.HIJAB:
        _draw_ears(head)


def _draw_neck(head: Head) -> None:
    """The torso has a neck too, but long hair falls behind it."""
    neck = points((-0.18, 0.2), (0.18, 0.2), (0.19, 0.70), (0.0, 0.88), (-0.19, 0.70))
    head.canvas.fill(mix(head.look.skin, darker(head.look.skin, 0.5), 0.25), neck)
    head.canvas.shade(darker(head.look.skin, 0.6), oval(0, 0.46, 0.30, 0.14), 0.6, 0.05, head.canvas.region(neck))


def _draw_ears(head: Head) -> None:
    for side in (-1, 1):
        rim = points((0.37, -0.12), (0.43, -0.13), (0.45, -0.04), (0.42, 0.09), (0.37, 0.11)) * (side, 1)
        ear = head.turn(smooth(rim), -0.04)
        head.canvas.fill(mix(head.look.skin, head.shadow, 0.2), ear)
        inner = head.turn(oval(0.405 * side, -0.02, 0.018, 0.06), -0.04)
        head.canvas.shade(head.shadow, inner, 0.5, 0.012)


def draw_skin(head: Head) -> None:
    look, canvas = head.look, head.canvas
    canvas.fill(look.skin, head.outline)
    face = canvas.region(head.outline)
    side = -1 if look.light > 0 else 1
    away = points((0.20, -0.6), (0.6, -0.6), (0.6, 0.6), (0.16, 0.6), (0.27, 0.2)) * (side, 1)
    canvas.shade(head.shadow, head.turn(away, 0.0), 0.2 + 0.3 * abs(look.light), 0.07, face)
    chin = points((-0.4, 0.42), (0.4, 0.42), (0.4, 0.6), (-0.4, 0.6))
    canvas.shade(head.shadow, head.turn(chin, 0.0), 0.4, 0.05, face)
    canvas.shade(lighter(look.skin, 0.5), head.turn(oval(0, -0.32, 0.16, 0.10)), 0.4, 0.06, face)
    for cheek in head.pair(oval(0.22, 0.12, 0.085, 0.07)):
        canvas.shade(head.blush, cheek, 0.35, 0.05, face)
        canvas.shade(lighter(look.skin, 0.4), cheek - (0.0, 0.05), 0.25, 0.04, face)
    for socket in head.pair(oval(0.17, -0.10, 0.10, 0.065)):
        canvas.shade(head.shadow, socket, 0.35, 0.03, face)


def draw_features(head: Head) -> None:
    _draw_eyes(head)
    _draw_brows(head)
    _draw_nose(head)
    _draw_mouth(head)
    _draw_beard(head)


_LID = points(
    (-0.078, 0.012), (-0.04, -0.026), (0.0, -0.036), (0.045, -0.024), (0.078, 0.004), (0.04, 0.026), (-0.03, 0.028),
)  # fmt: skip


def _draw_eyes(head: Head) -> None:
    size, canvas, look = head.look.eye, head.canvas, head.look
    for side in (-1, 1):
        at = np.array((0.17 * side, -0.085))
        white = head.turn(smooth(_LID * (side * size, size) + at))
        canvas.fill((236, 238, 240), white)
        inside = canvas.region(white)
        iris = head.turn(oval(at[0], at[1] - 0.004, 0.033 * size, 0.033 * size))
        canvas.shade(look.iris, iris, 1.0, 0.002, inside)
        pupil = head.turn(oval(at[0], at[1] - 0.004, 0.017 * size, 0.017 * size))
        canvas.shade((12, 10, 12), pupil, 1.0, 0.002, inside)
        canvas.shade(head.shadow, white - (0, 0.04), 0.6, 0.012, inside)
        canvas.fill((252, 252, 252), head.turn(oval(at[0] + 0.012, at[1] - 0.016, 0.008, 0.008)))
        upper = head.turn(smooth(_LID[:5] * (side * size, size) + at, closed=False))
        canvas.lines((26, 22, 26), [upper], 0.014, 0.9, 0.003)
        crease = head.turn(smooth(_LID[:5] * (side * size, 1.1 * size) + at - (0, 0.022), closed=False))
        canvas.lines(head.shadow, [crease], 0.008, 0.6, 0.004)


def _draw_brows(head: Head) -> None:
    colour = (36, 34, 38) if head.look.hair is Hair.HIJAB else darker(head.look.hair_colour, 0.15)
    arch = points((0.075, -0.165), (0.14, -0.198), (0.21, -0.203), (0.275, -0.172))
    for brow in head.pair(smooth(arch, closed=False)):
        head.canvas.lines(colour, [brow], 0.028 * head.look.brow, 0.9, 0.006)


def _draw_nose(head: Head) -> None:
    canvas, look = head.canvas, head.look
    wide = 0.062 * look.nose

    def lay(flat: Points, depth: float) -> Points:
        return head.turn(flat, depth)

    side = -1 if look.light > 0 else 1
    bridge = points((0.028 * side, -0.10), (0.06 * side, -0.04), (0.05 * side, 0.08), (0.02 * side, 0.08))
    canvas.shade(head.shadow, lay(bridge, 0.40), 0.45, 0.018)
    canvas.shade(head.shadow, lay(oval(0, 0.165, wide * 1.1, 0.035), 0.38), 0.45, 0.018)
    canvas.shade(mix(look.skin, head.blush, 0.4), lay(oval(0, 0.115, wide, 0.05), 0.42), 0.7, 0.014)
    ridge = points((-0.012, -0.08), (0.012, -0.08), (0.014, 0.10), (-0.014, 0.10))
    canvas.shade(lighter(look.skin, 0.6), lay(ridge, 0.43), 0.5, 0.012)
    canvas.shade(lighter(look.skin, 0.75), lay(oval(0, 0.105, 0.022, 0.018), 0.45), 0.6, 0.010)
    for wing in (-1, 1):
        edge = points((0.045, 0.085), (0.067, 0.115), (0.060, 0.150), (0.035, 0.155)) * (wing * look.nose, 1)
        canvas.lines(head.shadow, [lay(smooth(edge, closed=False), 0.37)], 0.010, 0.75, 0.004)
        canvas.shade((30, 24, 44), lay(oval(0.030 * wing * look.nose, 0.155, 0.019, 0.010), 0.39), 0.85, 0.004)


def _draw_mouth(head: Head) -> None:
    canvas, look = head.canvas, head.look
    lift = 0.018 * look.smile
    lips = mix(head.blush, (62, 50, 150), 0.45)
    wide = 0.118 * look.mouth
    half = points((0, 0.268), (0.03, 0.258), (wide * 0.7, 0.272), (wide, 0.292 - lift))
    lower = points((wide * 0.6, 0.318), (0.03, 0.334), (0, 0.336))
    outline = head.turn(smooth(mirrored(np.vstack([half, lower]))))
    canvas.shade(lips, outline, 0.95, 0.004)
    line = points((-wide, 0.290 - lift), (-wide * 0.5, 0.294), (0, 0.291), (wide * 0.5, 0.294), (wide, 0.290 - lift))
    canvas.lines(darker(lips, 0.75), [head.turn(smooth(line, closed=False))], 0.010, 0.85, 0.003)
    canvas.shade(lighter(lips, 0.6), head.turn(oval(0, 0.316, 0.04, 0.008)), 0.5, 0.008)
    canvas.shade(head.shadow, head.turn(oval(0, 0.362, 0.07, 0.014)), 0.45, 0.014)
    canvas.shade(head.shadow, head.turn(oval(0, 0.235, 0.012, 0.022)), 0.25, 0.010)


def _draw_beard(head: Head) -> None:
    look, canvas = head.look, head.canvas
    face = canvas.region(head.outline)
    colour = darker(look.hair_colour, 0.1)
    moustache = points((0, 0.215), (0.06, 0.215), (0.125, 0.25), (0.14, 0.30), (0.115, 0.275), (0.06, 0.252), (0, 0.25))
    if look.beard in (Beard.MOUSTACHE, Beard.FULL):
        canvas.shade(colour, head.turn(smooth(mirrored(moustache))), 0.85, 0.008, face)
    if look.beard in (Beard.STUBBLE, Beard.FULL):
        full = look.beard is Beard.FULL
        outer = points((0.40, -0.02), (0.42, 0.30), (0.28, 0.52), (0, 0.56))
        inner = points((0, 0.375), (0.10, 0.36), (0.17, 0.27), (0.28, 0.22), (0.345, -0.02))
        around = [outer, outer[::-1] * (-1, 1), inner[::-1] * (-1, 1), inner]
        region = head.turn(np.vstack(around), 0.04)
        canvas.shade(colour, region, 0.85 if full else 0.3, 0.014 if full else 0.025, face)


def draw_front(head: Head) -> None:
    """Hair over the forehead, or the veil around the face; then glasses."""
    match head.look.hair:
        case Hair.HIJAB:
            _draw_veil(head)
        case Hair.UDENG:
            _draw_udeng(head)
        case Hair.BALD:
            head.canvas.shade(lighter(head.look.skin, 0.7), head.turn(oval(0.06, -0.42, 0.07, 0.03)), 0.5, 0.02)
        case _:
            _draw_hair(head)
    if head.look.glasses is not Glasses.NONE:
        _draw_glasses(head)


_VEIL = points(
    (0, -0.68), (0.26, -0.62), (0.44, -0.38), (0.48, 0.0), (0.46, 0.32), (0.42, 0.6), (0.34, 0.85), (0, 0.98),
)  # fmt: skip
_VEIL_OPENING = points(
    (0, -0.43), (0.19, -0.39), (0.31, -0.24), (0.35, 0.0), (0.325, 0.22), (0.24, 0.40), (0.12, 0.49), (0, 0.515),
)  # fmt: skip


def _draw_veil(head: Head) -> None:
    look, canvas = head.look, head.canvas
    outer, inner = head.turn(smooth(mirrored(_VEIL)), 0.0), head.turn(smooth(mirrored(_VEIL_OPENING)), 0.05)
    canvas.fill(look.veil, outer, inner)
    cloth = canvas.region(outer, inner)
    fold = curve((0.33, -0.28), (0.40, 0.05), (0.30, 0.45), (0.02, 0.62))
    folds = [moved(head.turn(fold * (s, 1), 0.02), 0.03 * k * s, 0.055 * k) for s in (-1, 1) for k in range(3)]
    canvas.lines(darker(look.veil, 0.6), folds, 0.02, 0.28, 0.014, cloth)
    canvas.lines(darker(look.veil, 0.7), [np.vstack([inner, inner[:1]])], 0.022, 0.4, 0.010, cloth)
    crown = head.turn(oval(0.12 if look.light < 0 else -0.12, -0.55, 0.16, 0.06), 0.1)
    canvas.shade(lighter(look.veil, 0.6), crown, 0.3, 0.04, cloth)


def _draw_udeng(head: Head) -> None:
    look, canvas = head.look, head.canvas
    _draw_hair(head)
    band = points((0, -0.60), (0.24, -0.60), (0.42, -0.40), (0.43, -0.24), (0.30, -0.32), (0.12, -0.37), (0, -0.33))
    band = head.turn(smooth(mirrored(band)), 0.06)
    knot = head.turn(smooth(points((-0.03, -0.46), (-0.10, -0.74), (0.0, -0.66), (0.08, -0.80), (0.05, -0.46))), 0.2)
    for outline in (band, knot):
        canvas.fill(look.veil, outline)
        canvas.shade(darker(look.veil, 0.6), moved(outline, 0.05, 0.05), 0.25, 0.03, canvas.region(outline))
    stripes = [head.turn(points((-0.4, y - 0.1), (0.0, y), (0.4, y - 0.1)), 0.06) for y in (-0.54, -0.46)]
    canvas.lines(lighter(look.veil, 0.5), stripes, 0.012, 0.5, 0.002, canvas.region(band))


_HAIRLINES = {
    Hair.SHORT: ((0.40, -0.10), (0.355, -0.24), (0.27, -0.38), (0.0, -0.41), (-0.27, -0.38), (-0.355, -0.24)),
    Hair.SIDE: ((0.40, -0.08), (0.35, -0.22), (0.26, -0.30), (0.02, -0.36), (-0.20, -0.44), (-0.34, -0.30)),
    Hair.CURLY: ((0.42, -0.06), (0.35, -0.22), (0.22, -0.33), (0.0, -0.36), (-0.22, -0.33), (-0.35, -0.22)),
    Hair.LONG: ((0.46, 0.40), (0.36, 0.10), (0.335, -0.20), (0.05, -0.44), (-0.335, -0.20), (-0.36, 0.10)),
    Hair.BUN: ((0.40, -0.10), (0.35, -0.26), (0.20, -0.42), (0.0, -0.45), (-0.20, -0.42), (-0.35, -0.26)),
}  # fmt: skip


def _draw_hair(head: Head) -> None:
    look, canvas = head.look, head.canvas
    reach = 0.06 if look.hair is Hair.CURLY else 0.0
    top = points((-0.42 - reach, -0.25), (-0.35 - reach, -0.50 - reach), (-0.14, -0.65 - reach), (0.14, -0.65 - reach),
                 (0.35 + reach, -0.50 - reach), (0.42 + reach, -0.25))  # fmt: skip
    line = points(*_HAIRLINES.get(look.hair, _HAIRLINES[Hair.SHORT]))
    hair = head.turn(smooth(np.vstack([top, line, line[:1] * (-1, 1)])), 0.02)
    canvas.shade(head.shadow, moved(hair, 0, 0.03), 0.45, 0.025, canvas.region(head.outline))
    canvas.fill(look.hair_colour, hair)
    inside = canvas.region(hair)
    shine = [
        head.turn(smooth(points((x - 0.05, -0.40), (x * 1.1, -0.54), (x * 0.8 + 0.05, -0.62)), closed=False), 0.1)
        for x in np.linspace(-0.3, 0.3, 9)
    ]
    canvas.lines(lighter(look.hair_colour, 0.5), shine, 0.010, 0.25, 0.008, inside)


def _draw_glasses(head: Head) -> None:
    canvas = head.canvas
    frame: Colour = (46, 36, 34)
    for side in (-1, 1):
        if head.look.glasses is Glasses.ROUND:
            rim = oval(0.17 * side, -0.075, 0.115, 0.10)
        else:
            rim = points((0.055, -0.155), (0.285, -0.165), (0.28, 0.0), (0.17, 0.02), (0.065, 0.0)) * (side, 1)
            rim = smooth(rim, steps=5)
        canvas.shade((255, 250, 240), head.turn(moved(rim, 0, -0.01)), 0.08, 0.004)
        canvas.stroke(frame, head.turn(rim, 0.33), 0.014, closed=True)
        hinge, ear = points((0.283 * side, -0.09)), points((0.40 * side, -0.08))
        canvas.stroke(frame, np.vstack([head.turn(hinge, 0.33), head.turn(ear, 0.0)]), 0.013)
    canvas.stroke(frame, head.turn(curve((-0.06, -0.085), (0, -0.105), (0.06, -0.085)), 0.36), 0.014)
