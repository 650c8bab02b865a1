"""Where the face detector puts the box of each labelled face: found once and kept."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.evaluate import LEAST_OVERLAP, LEAST_SCORE, third
from models.face import FaceDetector
from models.mediapipe_task import MediaPipeFinder
from models.training.kept import DETECTION, code, read, write
from models.training.pictures import Entry
from models.training.pictures import each as each_picture
from models.values import Face, overlap


def with_detected(folder: Path, entries: list[Entry], kept: Path) -> list[Entry]:
    """The same entries with the detector's boxes, as evaluation finds them; from `kept` where they stand there."""
    by = code(DETECTION)
    known: dict[str, list[float] | None] = read(kept, by) or {}
    absent = [entry for entry in entries if _key(entry) not in known]
    if absent:
        known.update(_found(folder, absent))
        write(kept, by, known)
    return [replace(entry, detected=None if (box := known[_key(entry)]) is None else tuple(box)) for entry in entries]


def training_detector(least: float) -> FaceDetector:
    """MediaPipe's way: the shipped networks learnt from its boxes, and the same boxes give the same networks again."""
    return FaceDetector(least, MediaPipeFinder)


def _key(entry: Entry) -> str:
    return f"{entry.image} {entry.box}"


def _found(folder: Path, entries: list[Entry]) -> Iterator[tuple[str, list[float] | None]]:
    detector = training_detector(LEAST_SCORE)
    try:
        for entry, pixels in each_picture(folder, entries):
            yield _key(entry), beside(entry, pixels, detector)
    finally:
        detector.close()


def detector_scores(folder: Path, entries: list[Entry]) -> np.ndarray:
    """N scores of the faces that the detector finds where these are labelled; 0 where it finds none."""
    detector = training_detector(LEAST_SCORE)
    try:
        return np.array([_score(entry, pixels, detector) for entry, pixels in each_picture(folder, entries)])
    finally:
        detector.close()


def _score(entry: Entry, pixels: np.ndarray, detector: FaceDetector) -> float:
    scene, box = third(pixels, entry.box)
    labelled = Face(*box, score=1.0)
    found = (face.score for face in detector.detect(scene) if overlap(face, labelled) >= LEAST_OVERLAP)
    return max(found, default=0.0)


def beside(entry: Entry, pixels: np.ndarray, detector: FaceDetector) -> list[float] | None:
    """See Entry.detected."""
    scene, box = third(pixels, entry.box)
    labelled = Face(*box, score=1.0)
    best = max(detector.detect(scene), key=lambda face: overlap(face, labelled), default=None)
    if best is None or overlap(best, labelled) < LEAST_OVERLAP:
        return None
    longer = max(labelled.w, labelled.h)
    right = (best.x + best.w / 2 - labelled.x - labelled.w / 2) / longer
    down = (best.y + best.h / 2 - labelled.y - labelled.h / 2) / longer
    return [round(value, 4) for value in (right, down, math.log(max(best.w, best.h) / longer))]
