"""How sure a face is: what the detector says, and what the classifier says who looks closer."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.values import Face

_SUREST = 0.999


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Log-odds of a face = the detector's + weight x the classifier's + shift."""

    weight: float
    shift: float

    def of(self, face: Face, odds: float) -> Face:
        """The same face with the score of both; `odds` are the classifier's log-odds that the box shows a face."""
        together = float(log_odds(face.score)) + self.weight * odds + self.shift
        return replace(face, score=float(1 / (1 + np.exp(-together))))


def log_odds(scores: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Of scores from 0 to 1; the surest count as .999."""
    held = np.minimum(np.maximum(scores, 1 - _SUREST), _SUREST)
    return np.log(held / (1 - held))
