"""Mask status of one face: a few views of it, one small network each, one answer that may be `unsure`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models.values import Face, MaskEstimate, MaskStatus
from models.views import SIDE, Box, View, as_input, cut
from models.weights import HERE, WeightsError, verified

CLASSES = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)
_RECORD = HERE / "mask.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the networks' logits to probabilities, and from those to an answer."""

    temperature: float
    """Divides the averaged log-probabilities; above 1 makes the networks more modest."""
    bias: tuple[float, float, float]
    """Added per class before normalising: worn, incorrect, none."""
    thresholds: tuple[float, float, float]
    """A class is answered from this probability on; below it is `unsure`."""

    def probabilities(self, logits: NDArray[np.floating]) -> NDArray[np.float64]:
        """Views x N x 3 logits -> N x 3 probabilities."""
        x = np.asarray(logits, np.float64)
        x = x - x.max(-1, keepdims=True)
        x = (x - np.log(np.exp(x).sum(-1, keepdims=True))).mean(0) / self.temperature + self.bias
        x = np.exp(x - x.max(-1, keepdims=True))
        return x / x.sum(-1, keepdims=True)

    def estimate(self, probabilities: NDArray[np.float64]) -> MaskEstimate:
        """Of one face's three probabilities."""
        worn, incorrect, none = (float(p) for p in probabilities)
        best = int(np.argmax(probabilities))
        status = CLASSES[best] if probabilities[best] >= self.thresholds[best] else MaskStatus.UNSURE
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
            self._views = [View(one["name"], one["scale"], one["down"]) for one in record["views"]]
            self.calibration = Calibration(
                record["temperature"],
                tuple(record["bias"][name] for name in CLASSES),
                tuple(record["thresholds"][name] for name in CLASSES),
            )
            files = [(path.parent / one["file"], one["sha256"]) for one in record["views"]]
        except (KeyError, TypeError) as error:
            raise WeightsError(f"{path.name} lacks {error}: it was not written by models.training") from error
        cv2.setNumThreads(1)
        self._networks = [_network(*file) for file in files]
        if not np.isfinite(self.logits(np.full((SIDE, SIDE, 3), 128, np.uint8), (0, 0, SIDE, SIDE))).all():
            raise WeightsError(f"{path.name}: the networks give no finite answer: install the program again")

    def estimate(self, pixels: NDArray[np.uint8], face: Face) -> MaskEstimate:
        """Of one face in an H x W x 3 BGR picture. Raises ValueError for a box without pixels."""
        return self.estimate_box(pixels, (face.x, face.y, face.w, face.h))

    def estimate_box(self, pixels: NDArray[np.uint8], box: Box) -> MaskEstimate:
        """Of the face in this box: left, top, width, height, pixels. Raises ValueError for a box without pixels."""
        return self.calibration.estimate(self.calibration.probabilities(self.logits(pixels, box)[:, None])[0])

    def logits(self, pixels: NDArray[np.uint8], box: Box) -> NDArray[np.float32]:
        """Views x 3, as the networks give them."""
        return np.stack([
            _forward(network, cut(pixels, box, view)) for network, view in zip(self._networks, self._views, strict=True)
        ])  # fmt: skip


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


def _network(path: Path, sha256: str) -> Any:
    content = verified(path, sha256)
    try:
        return cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8))
    except cv2.error as error:
        raise WeightsError(f"{path.name} does not load as a network: {str(error).splitlines()[0]}") from error


def _forward(network: Any, crop: NDArray[np.uint8]) -> NDArray[np.float32]:
    network.setInput(as_input([crop]))
    return network.forward()[0]
