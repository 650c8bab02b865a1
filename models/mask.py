"""Mask status of one face: a few views of it, one small network each, one answer that may be `unsure`."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models.confirm import Confirmation
from models.values import Face, MaskEstimate, MaskStatus, WrongWay
from models.views import Box, View, as_input, framed
from models.weights import HERE, WeightsError, verified

CLASSES = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)
MOUTH, FACE = 4, 5
"""Places of the visible mouth and of the face at all among a network's outputs."""
_SURE_OF_MOUTH = 0.8
_FRAMING = ("name", "scale", "down", "side", "wider")
_LARGEST_SIDE = 512
_RECORD = HERE / "mask.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the networks' logits to probabilities, and from those to an answer."""

    temperatures: tuple[float, ...]
    """One per view: divides its network's log-probabilities before they are averaged. Above 1 makes it more modest."""
    bias: tuple[float, float, float]
    """Added per class before normalising: worn, incorrect, none."""
    thresholds: tuple[float, float, float]
    """A class is answered from this probability on; below it is `unsure`."""

    def probabilities(self, logits: NDArray[np.floating]) -> NDArray[np.float64]:
        """Views x N x 3 logits -> N x 3 probabilities.

        Logits and log-probabilities differ by a number common to a view's classes, which normalising takes out again.
        """
        views = zip(np.asarray(logits, np.float64), self.temperatures, strict=True)
        x = sum((view / (len(logits) * t) for view, t in views), start=np.asarray(self.bias))
        x = np.exp(x - x.max(-1, keepdims=True))
        return x / x.sum(-1, keepdims=True)

    def estimate(self, probabilities: NDArray[np.float64]) -> MaskEstimate:
        """Of one face's three probabilities."""
        worn, incorrect, none = three = probabilities.tolist()
        best = three.index(max(three))
        status = CLASSES[best] if three[best] >= self.thresholds[best] else MaskStatus.UNSURE
        return MaskEstimate(worn, incorrect, none, status)


class MaskClassifier:
    """Use it from one thread; it computes on that thread alone."""

    def __init__(self, weights: Path | None = None) -> None:
        """`weights` is the record beside the networks, `mask.json`; the shipped one by default.

        Raises WeightsError when a file is missing, unreadable or not the recorded one.
        """
        path = weights or _RECORD
        record = _read(path)
        try:
            self._views = [_view(one) for one in record["views"]]
            self._of_detected = [view.of_detected() for view in self._views]
            self.calibration = Calibration(
                tuple(one["temperature"] for one in record["views"]),
                tuple(record["bias"][name] for name in CLASSES),
                tuple(record["thresholds"][name] for name in CLASSES),
            )
            self._confirmation = Confirmation(record["face"]["weight"], record["face"]["shift"])
            self._confirming = [view.name for view in self._views].index(record["face"]["view"])
            files = [(path.parent / one["file"], one["sha256"]) for one in record["views"]]
        except (KeyError, TypeError, ValueError) as error:
            raise WeightsError(f"{path.name} lacks {error}: it was not written by models.training") from error
        cv2.setNumThreads(1)
        self._networks = [_network(*file) for file in files]
        if not np.isfinite(self.logits(np.full((96, 96, 3), 128, np.uint8), (0, 0, 96, 96))).all():
            raise WeightsError(f"{path.name}: the networks give no finite answer: install the program again")

    def estimate(self, pixels: NDArray[np.uint8], face: Face) -> MaskEstimate:
        """Of one face in an H x W x 3 BGR picture. Raises ValueError for a box without pixels."""
        return self._answer(_common(self._rows_of(pixels, face)))

    def estimate_box(self, pixels: NDArray[np.uint8], box: Box) -> MaskEstimate:
        """Of the face in this box: left, top, width, height, pixels. Raises ValueError for a box without pixels."""
        return self._answer(self.logits(pixels, box))

    def look(self, pixels: NDArray[np.uint8], face: Face) -> tuple[MaskEstimate, Face]:
        """As `estimate`, and the face with the score of detector and classifier together."""
        rows = self._rows_of(pixels, face)
        return self._answer(_common(rows)), self._confirmation.of(face, float(rows[self._confirming][FACE]))

    def logits(self, pixels: NDArray[np.uint8], box: Box) -> NDArray[np.float32]:
        """Views x 5, as the networks give them: worn, incorrect, none; nose seen, mouth seen."""
        return _common(self._rows(pixels, box, self._views))

    def _rows_of(self, pixels: NDArray[np.uint8], face: Face) -> list[NDArray[np.float32]]:
        return self._rows(pixels, (face.x, face.y, face.w, face.h), self._of_detected)

    def _rows(self, pixels: NDArray[np.uint8], box: Box, views: list[View]) -> list[NDArray[np.float32]]:
        crops = framed(pixels, box, views)
        return [_forward(network, crop) for network, crop in zip(self._networks, crops, strict=True)]

    def _answer(self, logits: NDArray[np.float32]) -> MaskEstimate:
        estimate = self.calibration.estimate(self.calibration.probabilities(logits[:, None, : len(CLASSES)])[0])
        if estimate.status is not MaskStatus.INCORRECT:
            return estimate
        return replace(estimate, wrong_way=wrong_way(float(_sigmoid(logits[:, MOUTH]).mean())))


def _common(rows: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """What every view answers; one says more."""
    return np.array([row[:FACE] for row in rows])


def wrong_way(mouth: float) -> WrongWay | None:
    """How an incorrect mask is worn, from the probability that the mouth is seen; None where that is not sure."""
    if mouth >= _SURE_OF_MOUTH:
        return WrongWay.CHIN
    return WrongWay.NOSE if mouth <= 1 - _SURE_OF_MOUTH else None


def _sigmoid(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return 1 / (1 + np.exp(-x))


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text())
    except OSError as error:
        raise WeightsError(f"{path.name} cannot be read ({error.strerror}): install the program again") from error
    except ValueError as error:
        raise WeightsError(f"{path.name} is not JSON ({error}): install the program again") from error
    if not isinstance(record, dict):
        raise WeightsError(f"{path.name} is not a record of weights: it was not written by models.training")
    return record


def _view(one: dict[str, Any]) -> View:
    """Raises WeightsError for numbers by which nothing can be cut, KeyError for missing ones."""
    view = View(*(one[part] for part in _FRAMING))
    sizes = (view.side, view.scale, view.wider)
    numbers = all(isinstance(size, int | float) for size in (*sizes, view.down)) and isinstance(view.side, int)
    if not numbers or min(sizes) <= 0 or view.side > _LARGEST_SIDE:
        raise WeightsError(f"the record's view {view.name} cannot be cut: install the program again")
    return view


def _network(path: Path, sha256: str) -> Any:
    content = verified(path, sha256)
    try:
        return cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8))
    except cv2.error as error:
        raise WeightsError(f"{path.name} does not load as a network: {str(error).splitlines()[0]}") from error


def _forward(network: Any, crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    network.setInput(as_input([crop]))
    return network.forward()[0]
