"""From validation logits to a calibration: temperatures and the thresholds of `unsure`."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.mask import CLASSES, Calibration

_UNBIASED = (0.0, 0.0, 0.0)
"""Calling a badly worn mask good is the dear mistake, and the threshold of `worn` is what guards against it. Leaning
towards `incorrect` as well would cost bare faces; how many, the validation split cannot tell: it knows their kind."""
UNSAFE_AIM = 0.004
"""Share of badly masked faces that may be called worn on the validation faces; unseen sources multiply it."""
UNSEEN_AIM = 0.02
"""The same on faces of a source that the networks never saw, which sets the shipped threshold: those weights learnt
from photographed badly worn masks too, and do better. No lower, for one face labelled `incorrect` there is 1.8 % of its
kind and wears its mask well as far as we can see."""
_TEMPERATURES = (0.4, 4.0)
"""The range that is searched."""
_LEAST = 0.5
_MOST = 0.98
"""Above, hardly a mask worn well is told."""
_LEAST_BAD = 0.4
"""Of `incorrect` and `none`: mistaking one for the other lets nobody in."""
_WORN, _INCORRECT, _NONE = range(3)
Logits = NDArray[np.floating]
"""Views x N x 3."""


def calibrate(logits: Logits, labels: NDArray[np.int64]) -> Calibration:
    """Every class counts the same, however many faces it has."""
    calibration = Calibration(_temperatures(logits, labels), _UNBIASED, (_LEAST, _LEAST_BAD, _LEAST_BAD))
    return careful(calibration, logits, labels, UNSAFE_AIM)


def _temperatures(logits: Logits, labels: NDArray[np.int64]) -> tuple[float, ...]:
    """One per view, found together: a network of another origin is differently sure of itself."""

    def best(candidates: Iterable[NDArray[np.floating]]) -> NDArray[np.floating]:
        return min(candidates, key=lambda one: _surprise(logits, labels, tuple(one)))

    found = best(np.full(len(logits), t) for t in np.geomspace(*_TEMPERATURES, 25))
    for _ in range(3):
        for view in range(len(logits)):
            found = best(np.where(np.arange(len(logits)) == view, t, found) for t in np.geomspace(*_TEMPERATURES, 49))
    return tuple(round(float(t), 3) for t in found)


def careful(calibration: Calibration, logits: Logits, labels: NDArray[np.int64], aim: float) -> Calibration:
    """The same with the lowest threshold of `worn` that keeps the unsafe rate on these faces at `aim`."""
    worn = _worn_threshold(calibration, logits, labels, aim)
    return replace(calibration, thresholds=(worn, *calibration.thresholds[1:]))


def cautious(one: Calibration, other: Calibration) -> Calibration:
    """The more modest of the two, number by number."""
    return Calibration(
        tuple(max(pair) for pair in zip(one.temperatures, other.temperatures, strict=True)),
        one.bias,
        tuple(max(pair) for pair in zip(one.thresholds, other.thresholds, strict=True)),  # pyright: ignore[reportArgumentType]
    )


def _surprise(logits: Logits, labels: NDArray[np.int64], temperatures: tuple[float, ...]) -> float:
    """Class-balanced negative log-likelihood."""
    probabilities = Calibration(temperatures, _UNBIASED, (0.0, 0.0, 0.0)).probabilities(logits)
    loss = -np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-9, 1))
    return float(np.mean([loss[labels == k].mean() for k in range(len(CLASSES)) if (labels == k).any()]))


def _worn_threshold(calibration: Calibration, logits: Logits, labels: NDArray[np.int64], aim: float) -> float:
    """`incorrect` and `none` count the same."""
    probabilities = calibration.probabilities(logits)
    called_worn = probabilities.argmax(1) == _WORN
    for threshold in np.arange(_LEAST, _MOST, 0.01):
        answered = called_worn & (probabilities[:, _WORN] >= threshold)
        rates = [answered[labels == k].mean() for k in (_INCORRECT, _NONE) if (labels == k).any()]
        if np.mean(rates) <= aim:
            return round(float(threshold), 2)
    return _MOST
