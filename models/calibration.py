"""From the networks' logits to probabilities, and from those to an answer that may be `unsure`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.values import MaskEstimate, MaskStatus

CLASSES = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)
"""In the order of the networks' outputs."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far to trust the networks."""

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
