"""How well sight answers on a folder of labelled faces."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.calibration import CLASSES
from models.degrade import CONDITIONS
from models.face import FaceDetector
from models.labelled import LABELS, LabelledFace, LabelsError, read_labels, read_picture
from models.mask import MaskClassifier
from models.values import Face, MaskEstimate, MaskStatus, overlap
from models.views import Box, placed, square

Pixels = NDArray[np.uint8]
Progress = Callable[[int, int], None]
"""Called with faces done and faces in all."""
MISSED = "missed"
ANSWERS = (*(str(label) for label in LABELS), str(MaskStatus.UNSURE), MISSED)
LEAST_OVERLAP = 0.3
LEAST_SCORE = 0.03
"""Of a detected face here. Lower than at the door, where a face that is weak in one frame is seen again in the next:
each picture here has one chance, and a wrong box is kept out by the overlap."""
LARGEST_BOX = 4
"""A box this many times as long as the picture is a slip of the pen, and its cut would not fit into memory."""
SIZES_PX = (0, 40, 80, 160)
"""Lower edges of the size classes, longer side of the labelled box."""


class EvaluateError(Exception):
    """The folder cannot be evaluated; one sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said about one labelled face."""

    truth: MaskStatus
    size_px: float
    estimate: MaskEstimate | None
    """None when the detector missed the face."""
    ms: float

    @property
    def given(self) -> str:
        return MISSED if self.estimate is None else str(self.estimate.status)

    @property
    def forced(self) -> str:
        """The most probable class."""
        if self.estimate is None:
            return MISSED
        chances = (self.estimate.worn, self.estimate.incorrect, self.estimate.none)
        return str(CLASSES[int(np.argmax(chances))])


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of a set of answers; None where the set has no face to measure them on."""

    n: int
    forced_balanced_accuracy: float | None
    """Mean recall over the classes present when the most probable class is taken; missed is wrong."""
    coverage: float | None
    """Share neither unsure nor missed."""
    unsafe_rate: float | None
    """Share of the truly incorrect or none that was answered worn."""
    recall: dict[str, float]
    """Forced, by true class."""

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Scores":
        answers = list(answers)
        recall = {
            str(label): float(np.mean([a.forced == label for a in answers if a.truth is label]))
            for label in LABELS
            if any(a.truth is label for a in answers)
        }
        unsafe = [a.given == MaskStatus.WORN for a in answers if a.truth is not MaskStatus.WORN]
        covered = [a.given not in (MaskStatus.UNSURE, MISSED) for a in answers]
        balanced = float(np.mean(list(recall.values()))) if recall else None
        return cls(len(answers), balanced, _share(covered), _share(unsafe), recall)

    def as_dict(self) -> dict[str, Any]:
        return {
            "n": self.n, "forced_balanced_accuracy": self.forced_balanced_accuracy, "coverage": self.coverage,
            "unsafe_rate": self.unsafe_rate, "recall": self.recall,
        }  # fmt: skip


def _share(facts: list[bool]) -> float | None:
    return float(np.mean(facts)) if facts else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Faces answered about equally surely."""

    n: int
    confidence: float
    """Mean probability of the most probable class."""
    accuracy: float
    """Share for which that class was the true one."""


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation: figures, and what they were computed from."""

    scores: Scores
    confusion: dict[str, dict[str, int]]
    """Truth -> answer -> count."""
    ms_p50: float
    ms_p95: float
    by_size: dict[str, Scores]
    reliability: tuple[Bin, ...]
    broken: tuple[str, ...]
    """Images that are no pictures."""
    robust: dict[str, Scores] = field(default_factory=dict)
    """By condition, where asked for."""

    @property
    def calibration_error(self) -> float:
        """Expected calibration error: how far confidence is from accuracy, on average over faces."""
        found = sum(group.n for group in self.reliability)
        return sum(group.n * abs(group.confidence - group.accuracy) for group in self.reliability) / max(1, found)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        figures = self.scores.as_dict()
        return {
            "n": figures.pop("n"), "confusion": self.confusion, **figures,
            "ms_per_face": {"p50": self.ms_p50, "p95": self.ms_p95},
            "calibration_error": self.calibration_error,
            "reliability": [
                {"n": one.n, "confidence": one.confidence, "accuracy": one.accuracy} for one in self.reliability
            ],
            "by_size": {name: scores.as_dict() for name, scores in self.by_size.items()},
            "broken": list(self.broken),
            **({"robust": {name: scores.as_dict() for name, scores in self.robust.items()}} if self.robust else {}),
        }  # fmt: skip


def evaluate(
    folder: Path,
    faces: Literal["given", "detected"] = "given",
    progress: Progress | None = None,
    *,
    robust: bool = False,
    classifier: MaskClassifier | None = None,
) -> Report:
    """Answer every labelled face of `folder`, from its labelled box or from the detector's.

    Raises EvaluateError for a folder that cannot be used, WeightsError for weights that cannot.
    """
    judge = _Judge(classifier or MaskClassifier(), FaceDetector(LEAST_SCORE) if faces == "detected" else None)
    try:
        return _evaluate(folder, judge, progress, tuple(CONDITIONS) if robust else ())
    except LabelsError as error:
        raise EvaluateError(str(error)) from error
    finally:
        judge.close()


def _evaluate(folder: Path, judge: "_Judge", progress: Progress | None, conditions: tuple[str, ...]) -> Report:
    labelled = read_labels(folder)
    answers: list[Answer] = []
    degraded: dict[str, list[Answer]] = {name: [] for name in conditions}
    broken: dict[str, None] = {}
    for done, (face, pixels) in enumerate(_pictures(folder, labelled), 1):
        if pixels is None:
            broken[face.image] = None
        else:
            scene, box = cut_around(pixels, face)
            answers.append(judge.answer(face, scene, box))
            for name, kept in degraded.items():
                kept.append(judge.answer(face, CONDITIONS[name](scene), box))
        if progress:
            progress(done, len(labelled))
    if not answers:
        raise LabelsError(f"none of the {len(broken)} images in {folder / 'images'} is a picture")
    return _report(answers, tuple(broken), {name: Scores.of(kept) for name, kept in degraded.items()})


def _pictures(folder: Path, labelled: list[LabelledFace]) -> Iterator[tuple[LabelledFace, Pixels | None]]:
    """Each labelled face with its picture; one picture in memory at a time."""
    name, pixels = None, None
    for face in labelled:
        if face.image != name:
            name, pixels = face.image, read_picture(folder, face.image)
        yield face, pixels


def cut_around(pixels: Pixels, face: LabelledFace) -> tuple[Pixels, Box]:
    """As `third`. Raises LabelsError, naming picture and box, where there is nothing to cut, or too much."""
    try:
        return third(pixels, face.box)
    except ValueError as error:
        raise LabelsError(f"{face.image}: {error} ({', '.join(f'{edge:g}' for edge in face.box)})") from error


def third(pixels: Pixels, box: Box) -> tuple[Pixels, Box]:
    """A square cut around a face whose box is a third of its width (edges repeat), and the box in it.

    Raises ValueError for a box that lies outside the picture or is far larger.
    """
    x, y, w, h = box
    if max(w, h) > LARGEST_BOX * max(pixels.shape[:2]):
        raise ValueError("the face's box is far larger than the picture")
    side = max(3, round(3 * w))
    middle = x + w / 2, y + h / 2
    left, top, _ = placed(middle, side / 2)
    return square(pixels, middle, side / 2, side), (x - left, y - top, w, h)


@dataclass(frozen=True, slots=True)
class _Judge:
    classifier: MaskClassifier
    detector: FaceDetector | None

    def answer(self, face: LabelledFace, scene: Pixels, box: Box) -> Answer:
        start = time.perf_counter()
        estimate = self._estimate(scene, box)
        return Answer(face.label, face.size_px, estimate, (time.perf_counter() - start) * 1000)

    def _estimate(self, scene: Pixels, box: Box) -> MaskEstimate | None:
        if self.detector is None:
            return self.classifier.estimate_box(scene, box)
        found = self._found(scene, box, self.detector)
        return None if found is None else self.classifier.estimate(scene, found)

    def _found(self, scene: Pixels, box: Box, detector: FaceDetector) -> Face | None:
        labelled = Face(*box, score=1.0)
        best = max(detector.detect(scene), key=lambda face: overlap(face, labelled), default=None)
        return best if best is not None and overlap(best, labelled) >= LEAST_OVERLAP else None

    def close(self) -> None:
        if self.detector is not None:
            self.detector.close()


def _report(answers: list[Answer], broken: tuple[str, ...], robust: dict[str, Scores]) -> Report:
    confusion = {str(label): dict.fromkeys(ANSWERS, 0) for label in LABELS}
    for answer in answers:
        confusion[answer.truth][answer.given] += 1
    p50, p95 = (float(np.percentile([a.ms for a in answers], q)) for q in (50, 95))
    return Report(Scores.of(answers), confusion, p50, p95, _by_size(answers), _reliability(answers), broken, robust)


def _reliability(answers: list[Answer]) -> tuple[Bin, ...]:
    found = [(answer.estimate.confidence, answer.forced == answer.truth) for answer in answers if answer.estimate]
    bins = []
    for low in range(3, 10):
        inside = [pair for pair in found if low <= min(9, int(pair[0] * 10)) < low + 1]
        if inside:
            confidence, accuracy = np.mean(np.array(inside, float), axis=0)
            bins.append(Bin(len(inside), float(confidence), float(accuracy)))
    return tuple(bins)


def _by_size(answers: list[Answer]) -> dict[str, Scores]:
    edges = (*SIZES_PX, float("inf"))
    classes = {}
    for low, high in pairwise(edges):
        inside = [answer for answer in answers if low <= answer.size_px < high]
        if inside:
            name = f"{low:g} to {high:g} px" if np.isfinite(high) else f"{low:g} px and more"
            classes[name] = Scores.of(inside)
    return classes
