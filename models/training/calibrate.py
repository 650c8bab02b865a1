"""From validation logits to a calibration: temperature, bias and the thresholds of `unsure`."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.mask import CLASSES, Calibration

BIASES = (0.5, 0.25, 0.0)
"""In favour of `incorrect`, for calling a badly worn mask good is the dear mistake; the largest that costs nothing."""
UNSAFE_AIM = 0.004
"""Share of badly masked faces that may be called worn on the validation faces; unseen sources multiply it."""
UNSEEN_AIM = 0.015
"""The same on faces of a source that the networks never saw, which sets the shipped threshold: those weights learnt
from photographed badly worn masks too, and do better."""
_LEAST = 0.5
_LEAST_BAD = 0.4
"""Of `incorrect` and `none`: mistaking one for the other lets nobody in."""
_WORN, _INCORRECT, _NONE = range(3)
Logits = NDArray[np.floating]
"""Views x N x 3."""


def calibrate(logits: Logits, labels: NDArray[np.int64]) -> Calibration:
    """Every class counts the same, however many faces it has."""
    temperature = min(np.linspace(0.5, 4.0, 71), key=lambda t: _surprise(logits, labels, float(t)))
    candidates = [
        Calibration(round(float(temperature), 3), (0.0, b, 0.0), (_LEAST, _LEAST_BAD, _LEAST_BAD)) for b in BIASES
    ]
    calibration = max(candidates, key=lambda one: round(_mean_recall(one, logits, labels), 3))
    return careful(calibration, logits, labels, UNSAFE_AIM)


def careful(calibration: Calibration, logits: Logits, labels: NDArray[np.int64], aim: float) -> Calibration:
    """The same with the lowest threshold of `worn` that keeps the unsafe rate on these faces at `aim`."""
    worn = _worn_threshold(calibration, logits, labels, aim)
    return replace(calibration, thresholds=(worn, *calibration.thresholds[1:]))


def cautious(one: Calibration, other: Calibration) -> Calibration:
    """The more modest of the two, number by number."""
    return Calibration(
        max(one.temperature, other.temperature),
        one.bias,
        tuple(max(pair) for pair in zip(one.thresholds, other.thresholds, strict=True)),  # pyright: ignore[reportArgumentType]
    )


def _mean_recall(calibration: Calibration, logits: Logits, labels: NDArray[np.int64]) -> float:
    best = calibration.probabilities(logits).argmax(1)
    return float(np.mean([(best[labels == k] == k).mean() for k in range(len(CLASSES)) if (labels == k).any()]))


def _surprise(logits: Logits, labels: NDArray[np.int64], temperature: float) -> float:
    """Class-balanced negative log-likelihood, without bias."""
    probabilities = Calibration(temperature, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)).probabilities(logits)
    loss = -np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-9, 1))
    return float(np.mean([loss[labels == k].mean() for k in range(len(CLASSES)) if (labels == k).any()]))


def _worn_threshold(calibration: Calibration, logits: Logits, labels: NDArray[np.int64], aim: float) -> float:
    """`incorrect` and `none` count the same."""
    probabilities = calibration.probabilities(logits)
    called_worn = probabilities.argmax(1) == _WORN
    for threshold in np.arange(_LEAST, 0.96, 0.01):
        answered = called_worn & (probabilities[:, _WORN] >= threshold)
        rates = [answered[labels == k].mean() for k in (_INCORRECT, _NONE) if (labels == k).any()]
        if np.mean(rates) <= aim:
            return round(float(threshold), 2)
    return 0.96
