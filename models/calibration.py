"""From the networks' logits to probabilities, and from those to an answer that may be `unsure`."""

import math
from collections.abc import Sequence
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

    def probabilities(self, views: Sequence[Sequence[float]]) -> tuple[float, float, float]:
        """Of one face's logits: worn, incorrect and none, and whatever comes after them, from each view.

        Logits and log-probabilities differ by a number common to a view's classes, which normalising takes out again.
        Numbers one by one: a few of them take NumPy three times as long.
        """
        shares = [1 / (len(views) * temperature) for temperature in self.temperatures]
        x = [
            start + sum(view[place] * share for view, share in zip(views, shares, strict=True))
            for place, start in enumerate(self.bias)
        ]
        largest = max(x)
        worn, incorrect, none = (math.exp(one - largest) for one in x)
        whole = worn + incorrect + none
        return worn / whole, incorrect / whole, none / whole

    def table(self, logits: NDArray[np.floating]) -> NDArray[np.float64]:
        """Views x N x 3 logits -> N x 3 probabilities."""
        return np.array([self.probabilities(face) for face in logits.swapaxes(0, 1).tolist()]).reshape(-1, len(CLASSES))

    def estimate(self, probabilities: Sequence[float]) -> MaskEstimate:
        """Of one face's three probabilities."""
        worn, incorrect, none = probabilities
        best = max(range(len(CLASSES)), key=probabilities.__getitem__)
        status = CLASSES[best] if probabilities[best] >= self.thresholds[best] else MaskStatus.UNSURE
        return MaskEstimate(worn, incorrect, none, status)
