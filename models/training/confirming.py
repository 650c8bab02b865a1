"""How the classifier's opinion whether there is a face counts beside the detector's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.confirm import Confirmation, log_odds
from models.face import SURE_SCORE

DOOR_SCORE = 0.3
"""From which the detector tells of a face at the door."""
_WEIGHT = 0.4
"""Of the network's log-odds beside the detector's. On a source that neither had seen, from a quarter to a half was
best; faces like those that were learnt from would ask for more."""
_FEWER = 0.7
"""Sure backgrounds of the validation pictures, as a share of those that the detector alone is sure of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the detector and the network say of boxes: N scores, N log-odds."""

    scores: NDArray[np.float64]
    odds: NDArray[np.float64]


def confirmation(grounds: Seen) -> Confirmation:
    """The shift that makes fewer of these backgrounds sure than the detector alone does."""
    together = np.sort(log_odds(grounds.scores) + _WEIGHT * grounds.odds)
    allowed = int(_FEWER * (grounds.scores >= SURE_SCORE).sum())
    least = together[-allowed - 1] + 1e-3 if allowed < len(together) else together[0]
    return Confirmation(_WEIGHT, round(float(log_odds(np.array([SURE_SCORE]))[0] - least), 3))


def shares_sure(seen: Seen, chosen: NDArray[np.bool_], confirmation: Confirmation) -> dict[str, float]:
    """How many these are, and the share of them that is sure by the detector alone, and together."""
    alone = seen.scores[chosen] >= SURE_SCORE
    together = log_odds(seen.scores) + confirmation.weight * seen.odds + confirmation.shift
    sure = (seen.scores >= DOOR_SCORE) & (together >= log_odds(np.array([SURE_SCORE]))[0])
    return {"n": int(chosen.sum()), "alone": float(alone.mean()), "together": float(sure[chosen].mean())}
