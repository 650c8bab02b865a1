"""From validation logits to a calibration: temperatures and the thresholds of `unsure`."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.calibration import CLASSES, Calibration

_UNBIASED = (0.0, 0.0, 0.0)
_LEANINGS = np.arange(0, 1.01, 0.1)
"""Towards `none`. A visitor whose mask hangs under the chin and who is asked to put a mask on does what is right; one
without a mask who is asked to pull it over the nose does not know what is meant. Calling a badly worn mask good is the
dear mistake, and the threshold of `worn` guards against that."""
UNSAFE_AIM = 0.004
"""Share of badly masked and of bare validation faces, on average, that may be called worn: more on unseen sources."""
ANSWERED = 0.96
"""Share of the validation faces that are answered all the same. Hardly a badly masked one of them is called worn from
any threshold on, so that they tell what being careful costs, not what it wins; unseen sources answer .05 fewer."""
_TEMPERATURES = (0.4, 4.0)
"""The range that is searched."""
_LEAST = 0.5
_MOST = 0.98
"""Above, hardly a mask worn well is told."""
_TRIED = np.arange(_LEAST, _MOST, 0.01)
_LEAST_BAD = 0.4
"""Of `incorrect` and `none`: mistaking one for the other lets nobody in."""
_WORN, _INCORRECT, _NONE = range(3)
Logits = NDArray[np.floating]
"""Views x N x 3."""


def calibrate(logits: Logits, labels: NDArray[np.int64]) -> Calibration:
    """Temperature, leaning, thresholds. Every class counts the same, however many faces it has, and so does every view.

    With a temperature for each view, faces of the sources that both learnt from let the pretrained one drown the other.
    """
    temperature = _temperature(logits, labels)
    calibration = Calibration((temperature,) * len(logits), _UNBIASED, (_LEAST, _LEAST_BAD, _LEAST_BAD))
    calibration = replace(calibration, bias=(0.0, 0.0, _leaning(calibration, logits, labels)))
    worn = _worn_threshold(calibration.table(logits), labels)
    return replace(calibration, thresholds=(worn, _LEAST_BAD, _LEAST_BAD))


def as_modest(calibration: Calibration, unseen: Calibration) -> Calibration:
    """No surer than `unseen`, which is that of networks that had seen less, and with its leaning and thresholds.

    Faces of sources that a network has learnt from make it look surer than it will be at any door.
    """
    pairs = zip(calibration.temperatures, unseen.temperatures, strict=True)
    return Calibration(tuple(max(pair) for pair in pairs), unseen.bias, unseen.thresholds)


def _temperature(logits: Logits, labels: NDArray[np.int64]) -> float:
    tried = np.geomspace(*_TEMPERATURES, 97)
    return round(float(min(tried, key=lambda t: _surprise(logits, labels, (t,) * len(logits)))), 3)


def _surprise(logits: Logits, labels: NDArray[np.int64], temperatures: tuple[float, ...]) -> float:
    """Class-balanced negative log-likelihood."""
    probabilities = Calibration(temperatures, _UNBIASED, (0.0, 0.0, 0.0)).table(logits)
    loss = -np.log(np.clip(probabilities[np.arange(len(labels)), labels], 1e-9, 1))
    return float(np.mean([loss[labels == k].mean() for k in range(len(CLASSES)) if (labels == k).any()]))


def _leaning(calibration: Calibration, logits: Logits, labels: NDArray[np.int64]) -> float:
    """The middle one of those with the best mean recall; none where leaning wins nothing."""
    recalls = [_recall(replace(calibration, bias=(0.0, 0.0, b)).table(logits), labels) for b in _LEANINGS]
    if max(recalls) <= recalls[0]:
        return 0.0
    best = np.flatnonzero(np.array(recalls) >= max(recalls) - 1e-9)
    return round(float(_LEANINGS[best[(len(best) - 1) // 2]]), 2)


def _recall(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Mean over the classes that there are."""
    said = probabilities.argmax(1)
    return float(np.mean([(said[labels == k] == k).mean() for k in range(len(CLASSES)) if (labels == k).any()]))


def _worn_threshold(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Where UNSAFE_AIM is kept, and from there on as high as ANSWERED allows."""
    found = _MOST
    for threshold in reversed(_TRIED):
        if _unsafe(probabilities, labels, threshold) > UNSAFE_AIM:
            break
        found = threshold
        if _answered(probabilities, threshold) >= ANSWERED:
            break
    return round(float(found), 2)


def _unsafe(probabilities: NDArray[np.float64], labels: NDArray[np.int64], threshold: float) -> float:
    """`incorrect` and `none` count the same."""
    worn = (probabilities.argmax(1) == _WORN) & (probabilities[:, _WORN] >= threshold)
    return float(np.mean([worn[labels == k].mean() for k in (_INCORRECT, _NONE) if (labels == k).any()]))


def _answered(probabilities: NDArray[np.float64], threshold: float) -> float:
    least = np.array([threshold, _LEAST_BAD, _LEAST_BAD])[probabilities.argmax(1)]
    return float((probabilities.max(1) >= least).mean())
