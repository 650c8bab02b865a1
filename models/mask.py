"""Mask status of one face: a few views of it, one small network each, one answer that may be `unsure`."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models.confirm import probability
from models.mask_record import read_record
from models.values import Face, MaskEstimate, MaskStatus, WrongWay
from models.views import Box, View, as_blocks, framed
from models.weights import HERE, WeightsError, verified

MOUTH, FACE = 4, 5
"""Places of the visible mouth and of the face at all among a network's outputs."""
Row = list[float]
"""What a network answers: logits of worn, incorrect, none, nose seen, mouth seen; one network's of a face as well."""
_SURE_OF_MOUTH = 0.8
_RECORD = HERE / "mask.json"


class MaskClassifier:
    """Use it from one thread; it computes on that thread alone."""

    def __init__(self, weights: Path | None = None) -> None:
        """`weights` is the record beside the networks, `mask.json`; the shipped one by default.

        Raises WeightsError when a file is missing, unreadable, not the recorded one or no use.
        """
        path = weights or _RECORD
        record = read_record(path)
        self._views = record.views
        self._of_detected = tuple(view.of_detected() for view in record.views)
        self.calibration = record.calibration
        self._confirmation, self._confirming = record.confirmation, record.confirming
        cv2.setNumThreads(1)
        self._networks = [_network(*file) for file in record.files]
        self._try(path)

    def _try(self, path: Path) -> None:
        """One look at nothing, so that what cannot work ends here and not before a visitor."""
        rows = self._rows_of(np.full((96, 96, 3), 128, np.uint8), Face(0, 0, 96, 96, 1.0))
        sizes = [len(row) for row in rows]
        if min(sizes) < FACE or sizes[self._confirming] <= FACE:
            raise WeightsError(f"{path.name}: the networks give {sizes} answers, too few: install the program again")
        if not all(map(math.isfinite, chain.from_iterable(rows))):
            raise WeightsError(f"{path.name}: the networks give no finite answer: install the program again")

    def estimate(self, pixels: NDArray[np.uint8], face: Face) -> MaskEstimate:
        """Of one face in an H x W x 3 BGR picture. Raises ValueError for a box without pixels."""
        return self._answer(self._rows_of(pixels, face))

    def estimate_box(self, pixels: NDArray[np.uint8], box: Box) -> MaskEstimate:
        """Of the face in this box: left, top, width, height, pixels. Raises ValueError for a box without pixels."""
        return self._answer(self._rows(pixels, box, self._views))

    def look(self, pixels: NDArray[np.uint8], face: Face) -> tuple[MaskEstimate, Face]:
        """As `estimate`, and the face with the score of detector and classifier together."""
        rows = self._rows_of(pixels, face)
        return self._answer(rows), self._confirmation.of(face, rows[self._confirming][FACE])

    def _rows_of(self, pixels: NDArray[np.uint8], face: Face) -> list[Row]:
        return self._rows(pixels, (face.x, face.y, face.w, face.h), self._of_detected)

    def _rows(self, pixels: NDArray[np.uint8], box: Box, views: Sequence[View]) -> list[Row]:
        crops = framed(pixels, box, views)
        return [_forward(network, crop) for network, crop in zip(self._networks, crops, strict=True)]

    def _answer(self, rows: list[Row]) -> MaskEstimate:
        estimate = self.calibration.estimate(self.calibration.probabilities(rows))
        if estimate.status is not MaskStatus.INCORRECT:
            return estimate
        return replace(estimate, wrong_way=wrong_way(sum(probability(row[MOUTH]) for row in rows) / len(rows)))


def wrong_way(mouth: float) -> WrongWay | None:
    """How an incorrect mask is worn, from the probability that the mouth is seen; None where that is not sure."""
    if mouth >= _SURE_OF_MOUTH:
        return WrongWay.CHIN
    return WrongWay.NOSE if mouth <= 1 - _SURE_OF_MOUTH else None


def _network(path: Path, sha256: str) -> Any:
    content = verified(path, sha256)
    try:
        return cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8))
    except cv2.error as error:
        raise WeightsError(f"{path.name} does not load as a network: {str(error).splitlines()[0]}") from error


def _forward(network: Any, crop: NDArray[np.uint8]) -> Row:
    network.setInput(as_blocks(crop))
    return network.forward()[0].tolist()
