"""A drawn mask, worn well or badly. Lengths are face heights, the face's centre is the origin."""

import numpy as np

from drivers.simulation.canvas import Canvas, Points, darker, lighter, mirrored, mix, moved, oval, points, smooth
from drivers.simulation.looks import Look, MaskKind, MaskWear
from drivers.simulation.portrait import Head


def _half_outline(look: Look, wear: MaskWear) -> Points:
    """Right half of the mask, from the middle of its upper edge to the middle of its lower edge."""
    slip = look.mask_slip
    if wear is MaskWear.WORN:
        high = 0.0 if look.mask_kind is MaskKind.FOLDED else 0.02
        return points((0, high), (0.07, high + 0.025), (0.20, 0.085), (0.345, 0.075 + 0.03 * slip), (0.36, 0.24),
                      (0.29, 0.43), (0.13, 0.54), (0, 0.55))  # fmt: skip
    if wear is MaskWear.NOSE_OUT:
        edge = 0.185 + 0.045 * slip
        return points((0, edge), (0.08, edge), (0.20, edge - 0.015), (0.35, edge - 0.05), (0.355, 0.33), (0.29, 0.46),
                      (0.14, 0.57), (0, 0.585))  # fmt: skip
    edge = 0.375 + 0.04 * slip
    return points((0, edge), (0.10, edge - 0.005), (0.22, edge - 0.04), (0.325, edge - 0.13), (0.335, 0.36),
                  (0.27, 0.54), (0.13, 0.645), (0, 0.665))  # fmt: skip


def draw_mask(head: Head, wear: MaskWear, over_ears: bool) -> None:
    """Paint the mask over skin and beard; `over_ears` draws the loops (a veil hides them)."""
    if wear is MaskWear.NONE:
        return
    look, canvas = head.look, head.canvas
    half = _half_outline(look, wear)
    outline = head.turn(smooth(mirrored(half)))
    if over_ears:
        _draw_loops(head, half)
    canvas.shade(head.shadow, moved(outline, 0, 0.018), 0.55, 0.015, canvas.region(head.outline))
    canvas.fill(look.mask_paint, outline)
    cloth = canvas.region(outline)
    _draw_pattern(head, half, cloth)
    _draw_volume(head, half, outline, cloth)


def _draw_loops(head: Head, half: Points) -> None:
    upper, lower = half[3], half[5]
    for side in (-1, 1):
        for corner, ear in ((upper, (0.415, -0.10)), (lower, (0.405, 0.08))):
            start = head.turn(points(tuple(corner * (side, 1))))
            end = head.turn(points((ear[0] * side, ear[1])), -0.02)
            head.canvas.stroke(lighter(head.look.mask_paint, 0.5), np.vstack([start, end]), 0.011)


def _draw_pattern(head: Head, half: Points, cloth: np.ndarray) -> None:
    look, canvas = head.look, head.canvas
    top, bottom = half[0, 1], half[-1, 1]
    match look.mask_kind:
        case MaskKind.SURGICAL:
            _draw_pleats(head, half, cloth)
        case MaskKind.FOLDED:
            seam = head.turn(points((0, top), (0.0, bottom)), 0.40)
            canvas.lines(darker(look.mask_paint, 0.5), [seam], 0.008, 0.45, 0.003, cloth)
        case MaskKind.BATIK:
            _draw_batik(canvas, head, (top, bottom), cloth)
        case MaskKind.CLOTH:
            hem = head.turn(smooth(mirrored(half) * (0.95, 0.96) + (0, 0.012)))
            canvas.lines(lighter(look.mask_paint, 0.5), [hem], 0.005, 0.35, 0.001, cloth)


def _draw_pleats(head: Head, half: Points, cloth: np.ndarray) -> None:
    look = head.look
    upper, lower = half[:4], half[[7, 6, 5, 4]]
    pleats = []
    for share in (0.3, 0.5, 0.7):
        edge = upper + (lower - upper) * share
        pleats.append(head.turn(smooth(np.vstack([edge[::-1] * (-1, 1), edge[1:]]), closed=False)))
    head.canvas.lines(darker(look.mask_paint, 0.55), pleats, 0.008, 0.4, 0.004, cloth)
    lit = [moved(pleat, 0, 0.012) for pleat in pleats]
    head.canvas.lines(lighter(look.mask_paint, 0.7), lit, 0.007, 0.35, 0.004, cloth)
    edge = head.turn(smooth(np.vstack([upper[::-1] * (-1, 1), upper[1:]]), closed=False))
    wire = moved(edge, 0, 0.022)
    head.canvas.lines(lighter(look.mask_paint, 0.6), [wire], 0.010, 0.5, 0.003, cloth)


def _draw_batik(canvas: Canvas, head: Head, span: tuple[float, float], cloth: np.ndarray) -> None:
    light, dark = lighter(head.look.mask_paint, 0.6), darker(head.look.mask_paint, 0.5)
    rows = np.arange(span[0] - 0.08, span[1] + 0.04, 0.075)
    for row, y in enumerate(rows):
        for x in np.arange(-0.36, 0.37, 0.09) + (0.045 if row % 2 else 0):
            canvas.lines(light, [head.turn(np.vstack([(d := oval(x, y, 0.03, 0.026)), d[:1]]))], 0.008, 0.8, 0, cloth)
            canvas.shade(dark, head.turn(oval(x, y, 0.010, 0.010)), 0.8, 0.002, cloth)


def _draw_volume(head: Head, half: Points, outline: Points, cloth: np.ndarray) -> None:
    """Light and shadow that make the cloth stand off the face."""
    look, canvas = head.look, head.canvas
    paint, side = look.mask_paint, (-1 if look.light > 0 else 1)
    middle = (half[0, 1] + half[-1, 1]) / 2
    away = points((0.17, -0.1), (0.5, -0.1), (0.5, 0.8), (0.12, 0.8), (0.22, 0.3)) * (side, 1)
    canvas.shade(darker(paint, 0.6), head.turn(away), 0.3 + 0.2 * abs(look.light), 0.06, cloth)
    canvas.shade(lighter(paint, 0.6), head.turn(oval(-0.05 * side, middle - 0.05, 0.10, 0.10), 0.40), 0.35, 0.05, cloth)
    low = points((-0.4, half[-1, 1] - 0.06), (0.4, half[-1, 1] - 0.06), (0.4, 0.9), (-0.4, 0.9))
    canvas.shade(darker(paint, 0.7), head.turn(low, 0.1), 0.35, 0.04, cloth)
    rim = mix(darker(paint, 0.5), head.shadow, 0.3)
    canvas.lines(rim, [np.vstack([outline, outline[:1]])], 0.010, 0.45, 0.004, cloth)
