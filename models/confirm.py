"""How sure a face is: what the detector says, and what the classifier says who looks closer."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.values import Face

_SUREST = 0.999
_LARGEST = 700.0
"""Beyond, the exponential is no number."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Log-odds of a face = the detector's + weight x the classifier's + shift."""

    weight: float
    shift: float

    def of(self, face: Face, odds: float) -> Face:
        """The same face with the score of both; `odds` are the classifier's log-odds that the box shows a face."""
        detector = min(max(face.score, 1 - _SUREST), _SUREST)
        together = math.log(detector / (1 - detector)) + self.weight * odds + self.shift
        return replace(face, score=probability(together))


def log_odds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of scores from 0 to 1; the surest count as .999."""
    held = np.clip(scores, 1 - _SUREST, _SUREST)
    return np.log(held / (1 - held))


def probability(log_odds: float) -> float:
    """0 to 1."""
    return 1 / (1 + math.exp(min(-log_odds, _LARGEST)))
