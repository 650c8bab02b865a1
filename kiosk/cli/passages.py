"""What the door would answer after voting, measured on labelled photographs that are made to move."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.screening.mask_vote import vote
from kiosk.screening.settings import MaskVoting
from kiosk.screening.values import Estimate
from models.evaluate import ANSWERS, MISSED, EvaluateError, Progress, cut_around
from models.face import FaceDetector
from models.labelled import LABELS, LabelledFace, LabelsError, read_labels, read_picture
from models.mask import MaskClassifier
from models.motion import moments, placed
from models.values import Face, MaskStatus, overlap
from models.views import Box

SECONDS = 1.0
LEAST_PX = 60
"""Longer side of a labelled box: a visitor stands near, and smaller faces are none in good light."""
LEAST_LUMA = 60.0
"""Mean brightness of the face, 0 to 255: good light."""
_SAME = 0.3
"""Overlap from which a detected face is the one that the photograph was cut around."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the config says of the answer at the door."""

    voting: MaskVoting
    sure_score: float
    """From which a face begins a passage."""
    fps: float
    """Frames a second."""


@dataclass(frozen=True, slots=True)
class _Door:
    """Sight and vote, as the station uses them."""

    detector: FaceDetector
    classifier: MaskClassifier
    rules: Rules

    def answer(self, pixels: NDArray[np.uint8], box: Box, seed: int) -> str:
        """After SECONDS of this photograph in motion; as at the door, nothing counts before the face was sure once."""
        estimates: list[Estimate] = []
        begun = False
        for number, frame in enumerate(
            moments(pixels, box, round(SECONDS * self.rules.fps), np.random.default_rng(seed))
        ):
            if (found := self._face(frame, box)) is None:
                continue
            estimate, face = self.classifier.look(frame, found)
            begun = begun or face.score >= self.rules.sure_score
            if begun:
                estimates.append(Estimate(number / self.rules.fps, estimate))
        answer = vote(estimates, SECONDS, self.rules.voting) if estimates else None
        return MISSED if answer is None else str(answer.status)

    def _face(self, frame: NDArray[np.uint8], box: Box) -> Face | None:
        wanted = Face(*placed(box), score=1.0)
        best = max(self.detector.detect(frame), key=lambda face: overlap(face, wanted), default=None)
        return best if best is not None and overlap(best, wanted) >= _SAME else None


def measure(
    folder: Path, count: int, classifier: MaskClassifier, rules: Rules, progress: Progress | None
) -> dict[str, Any]:
    """Answers after a second of video, by truth. Raises EvaluateError for a folder that cannot be used."""
    try:
        chosen = _chosen(folder, count)
        door = _Door(FaceDetector(), classifier, rules)
        try:
            answers, broken = _answers(folder, chosen, door, progress)
        finally:
            door.detector.close()
    except LabelsError as error:
        raise EvaluateError(str(error)) from error
    return {**_figures(answers, rules.fps), "broken": broken}


def _figures(answers: dict[str, dict[str, int]], fps: float) -> dict[str, Any]:
    worn = answers[MaskStatus.WORN]
    bad = [row for label, row in answers.items() if label != MaskStatus.WORN]
    return {
        "n": sum(sum(row.values()) for row in answers.values()), "seconds": SECONDS, "fps": fps, "answers": answers,
        "worn_unsure": _ratio(worn[MaskStatus.UNSURE], sum(worn.values()) - worn[MISSED]),
        "worn_missed": _ratio(worn[MISSED], sum(worn.values())),
        "unsafe_rate": _ratio(sum(row[MaskStatus.WORN] for row in bad), sum(sum(row.values()) for row in bad)),
    }  # fmt: skip


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _chosen(folder: Path, count: int) -> list[LabelledFace]:
    """Near faces, as many of each label as there are, or a third of `count`; the same ones each time."""
    near = [face for face in read_labels(folder) if face.size_px >= LEAST_PX]
    rng = np.random.default_rng(0)
    chosen: list[LabelledFace] = []
    for label in LABELS:
        alike = [face for face in near if face.label is label]
        chosen += [alike[i] for i in sorted(rng.permutation(len(alike))[: count // len(LABELS)])]
    if not chosen:
        raise LabelsError(f"{folder} labels no face of {LEAST_PX} px or more: passages are made from near faces")
    return chosen


def _answers(
    folder: Path, chosen: list[LabelledFace], door: _Door, progress: Progress | None
) -> tuple[dict[str, dict[str, int]], list[str]]:
    """By truth, and the images that are no pictures. Raises LabelsError where none of them could be looked at."""
    answers = {str(label): dict.fromkeys(ANSWERS, 0) for label in LABELS}
    broken: dict[str, None] = {}
    for number, face in enumerate(chosen):
        pixels = read_picture(folder, face.image)
        if pixels is None:
            broken[face.image] = None
        elif _luma(*cut_around(pixels, face)) >= LEAST_LUMA:
            answers[face.label][door.answer(pixels, face.box, number)] += 1
        if progress:
            progress(number + 1, len(chosen))
    if not any(sum(row.values()) for row in answers.values()):
        raise LabelsError(f"of {len(chosen)} near faces in {folder} none is in a picture and well lit")
    return answers, [*broken]


def _luma(pixels: NDArray[np.uint8], box: Box) -> float:
    x, y, w, h = (round(edge) for edge in box)
    inside = pixels[max(0, y) : y + h, max(0, x) : x + w]
    return float(inside.mean()) if inside.size else 0.0
