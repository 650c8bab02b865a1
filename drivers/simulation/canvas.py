"""A transparent canvas in face units: fills, soft shades and strokes, all anti-aliased."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray


@contextmanager
def _without_qt_paths() -> Iterator[None]:
    """`import cv2` points Qt at plugins of its own, which would break a Qt program's start."""
    names = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
    before = {name: os.environ.get(name) for name in names}
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


with _without_qt_paths():
    import cv2

Colour = tuple[int, int, int]
"""Blue, green, red, 0 to 255."""
Points = NDArray[np.float64]
"""N x 2, in face heights; origin at the face's centre, y down."""
_SHIFT = 4


def points(*pairs: tuple[float, float]) -> Points:
    return np.array(pairs, np.float64)


def mirrored(half: Points) -> Points:
    """A closed outline from its right half, listed from top to bottom; points on the axis count once."""
    other = half[np.abs(half[:, 0]) > 1e-9]
    return np.vstack([half, (other * (-1, 1))[::-1]])


def smooth(outline: Points, closed: bool = True, steps: int = 8) -> Points:
    """Catmull-Rom curve through the given points."""
    before, after = (outline[-1:], outline[:2]) if closed else (outline[:1], outline[-1:])
    padded = np.vstack([before, outline, after])
    spans = len(padded) - 3
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [_span(padded[i : i + 4], t) for i in range(spans)]
    return np.vstack(parts if closed else [*parts, outline[-1:]])


def _span(p: Points, t: Points) -> Points:
    return 0.5 * (
        2 * p[1] + (p[2] - p[0]) * t + (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3]) * t**2
        + (3 * p[1] - p[0] - 3 * p[2] + p[3]) * t**3
    )  # fmt: skip


def oval(x: float, y: float, rx: float, ry: float) -> Points:
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], 1)


def moved(outline: Points, right: float, down: float) -> Points:
    return outline + np.array((right, down))


def curve(*pairs: tuple[float, float]) -> Points:
    """A smooth open line through the given points."""
    return smooth(points(*pairs), closed=False)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    blue, green, red = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return blue, green, red


def darker(colour: Colour, share: float) -> Colour:
    return mix(colour, (20, 12, 12), share)


def lighter(colour: Colour, share: float) -> Colour:
    return mix(colour, (255, 255, 255), share)


class Canvas:
    """BGRA, premultiplied by alpha, `unit` pixels per face height."""

    def __init__(self, unit: int, half_width: float, above: float, below: float) -> None:
        """The origin lies `above` under the top edge and `half_width` from both sides, in face heights."""
        self.unit = unit
        self.origin = (half_width * unit, above * unit)
        shape = (round((above + below) * unit), round(2 * half_width * unit), 4)
        self.pixels: NDArray[np.uint8] = np.zeros(shape, np.uint8)

    def _pixel(self, outline: Points) -> Any:
        scaled = (outline * self.unit + self.origin) * (1 << _SHIFT)
        return np.round(scaled).astype(np.int32)

    def fill(self, colour: Colour, *outlines: Points) -> None:
        """A second outline inside the first one is a hole."""
        polygons = [self._pixel(outline) for outline in outlines]
        cv2.fillPoly(self.pixels, polygons, (*colour, 255), cv2.LINE_AA, _SHIFT)

    def stroke(self, colour: Colour, line: Points, width: float, closed: bool = False) -> None:
        thickness = max(1, round(width * self.unit))
        cv2.polylines(self.pixels, [self._pixel(line)], closed, (*colour, 255), thickness, cv2.LINE_AA, _SHIFT)

    def region(self, *outlines: Points) -> NDArray[np.uint8]:
        """Coverage of an outline, 0 to 255, to clip shades with."""
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        cv2.fillPoly(mask, [self._pixel(outline) for outline in outlines], 255, cv2.LINE_AA, _SHIFT)
        return mask

    def shade(
        self, colour: Colour, outline: Points, opacity: float, blur: float, within: NDArray[np.uint8] | None = None
    ) -> None:
        """A blurred patch of colour, only where something was painted before (and `within`)."""
        window = self._window(outline, blur)
        if window is None:
            return
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        cv2.fillPoly(mask, [self._pixel(outline)], 255, cv2.LINE_AA, _SHIFT)
        self._blend(colour, mask[window], opacity, blur, window, within)

    def lines(
        self, colour: Colour, lines: Sequence[Points], width: float, opacity: float,
        blur: float = 0.0, within: NDArray[np.uint8] | None = None,
    ) -> None:  # fmt: skip
        """Soft strokes, only where something was painted before (and `within`)."""
        if not lines:
            return
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        thickness = max(1, round(width * self.unit))
        cv2.polylines(mask, [self._pixel(line) for line in lines], False, 255, thickness, cv2.LINE_AA, _SHIFT)
        window = self._window(np.vstack(list(lines)), blur + width)
        if window is not None:
            self._blend(colour, mask[window], opacity, blur, window, within)

    def _window(self, outline: Points, margin: float) -> tuple[slice, slice] | None:
        height, width = self.pixels.shape[:2]
        low = (outline.min(0) - 3 * margin) * self.unit + self.origin
        high = (outline.max(0) + 3 * margin) * self.unit + self.origin
        left, top = max(0, int(low[0]) - 1), max(0, int(low[1]) - 1)
        right, bottom = min(width, int(high[0]) + 2), min(height, int(high[1]) + 2)
        return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None

    def _blend(
        self, colour: Colour, mask: NDArray[np.uint8], opacity: float, blur: float,
        window: tuple[slice, slice], within: NDArray[np.uint8] | None,
    ) -> None:  # fmt: skip
        if blur > 0:
            mask = _blurred(mask, max(0.3, blur * self.unit))
        share = mask.astype(np.float32) * (opacity / 255)
        if within is not None:
            share *= within[window] / np.float32(255)
        old = self.pixels[window].astype(np.float32)
        target = np.array(colour, np.float32) * (old[..., 3:] / 255)
        old[..., :3] += (target - old[..., :3]) * share[..., None]
        self.pixels[window] = np.round(old).astype(np.uint8)


def _blurred(mask: NDArray[np.uint8], sigma: float) -> NDArray[np.uint8]:
    """Gaussian blur; a wide one runs on a smaller picture, which looks the same and costs a tenth."""
    if sigma < 4:
        return np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma), np.uint8)
    small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), sigma / 4)
    return np.asarray(cv2.resize(soft, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)
