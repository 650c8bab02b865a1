"""What the face detector takes for a face and is none: clothes, hands, walls and things of the photographs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from models.face import FaceDetector
from models.labelled import read_labels, read_picture
from models.training.detected import training_detector
from models.training.kept import DETECTION, code, read, write
from models.training.pictures import UNKNOWN, Entry
from models.values import Face, overlap
from models.views import square

GROUP = "background"
LEAST_SCORE = 0.1
_LOOKS = 5
"""Square parts of each picture that the detector is shown."""
_PARTS = (0.25, 0.9)
"""Their sides, of the picture's shorter side."""
_SIDE = 256
_CLEAR = 1.2
"""A labelled face's box, so many times as large, may not reach the middle of a background's."""


@dataclass(frozen=True, slots=True)
class Backgrounds:
    """Boxes without a face, and how sure of a face the detector was."""

    entries: list[Entry]
    scores: NDArray[np.float64]

    def of(self, images: set[str]) -> "Backgrounds":
        """Those of these pictures."""
        chosen = [i for i, entry in enumerate(self.entries) if entry.image in images]
        return Backgrounds([self.entries[i] for i in chosen], self.scores[chosen])


def backgrounds(folder: Path, kept: Path, seed: int) -> Backgrounds:
    """Of every picture of a labelled folder; from `kept` where they stand there."""
    by = [code(DETECTION), seed]
    if (rows := read(kept, by)) is None:
        rows = list(_found(folder, seed))
        write(kept, by, rows)
    entries = [
        Entry(image, (x, y, w, h), "none", GROUP, GROUP, (UNKNOWN, UNKNOWN), held_back=False)
        for image, (x, y, w, h), _ in rows
    ]
    return Backgrounds(entries, np.array([score for *_, score in rows]))


def _found(folder: Path, seed: int) -> Iterator[tuple[str, tuple[int, int, int, int], float]]:
    detector = training_detector(LEAST_SCORE)
    try:
        for image, group in groupby(sorted(read_labels(folder), key=lambda face: face.image), lambda face: face.image):
            labelled = [Face(*face.box, score=1.0) for face in group]
            rng = np.random.default_rng([seed, *image.encode()])
            if (pixels := read_picture(folder, image)) is None:
                continue
            for face in _mistaken(pixels, labelled, detector, rng):
                yield image, (round(face.x), round(face.y), max(1, round(face.w)), max(1, round(face.h))), face.score
    finally:
        detector.close()


def _mistaken(pixels: NDArray[np.uint8], labelled: list[Face], detector: FaceDetector, rng: Generator) -> list[Face]:
    height, width = pixels.shape[:2]
    kept: list[Face] = []
    for _ in range(_LOOKS):
        half = max(8.0, rng.uniform(*_PARTS) * min(height, width) / 2)
        centre = rng.uniform(0, width), rng.uniform(0, height)
        part = square(pixels, centre, half, _SIDE)
        left, top, scale = round(centre[0] - half), round(centre[1] - half), 2 * half / _SIDE
        for face in detector.detect(part):
            placed = Face(left + face.x * scale, top + face.y * scale, face.w * scale, face.h * scale, face.score)
            inside = 0 <= placed.x + placed.w / 2 < width and 0 <= placed.y + placed.h / 2 < height
            if inside and holds_none(placed, labelled) and all(overlap(placed, other) < 0.5 for other in kept):
                kept.append(placed)
    return kept


def holds_none(face: Face, labelled: list[Face]) -> bool:
    """Whether a box shows none of the labelled faces, and lies in none."""
    return not any(_holds(other, face) or _holds(face, other) or overlap(face, other) > 0.1 for other in labelled)


def _holds(one: Face, other: Face) -> bool:
    """Whether the middle of the other lies in the enlarged box of the one."""
    across = abs(other.x + other.w / 2 - one.x - one.w / 2) <= _CLEAR * one.w / 2
    return across and abs(other.y + other.h / 2 - one.y - one.h / 2) <= _CLEAR * one.h / 2
