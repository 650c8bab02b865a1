"""Mask estimates over time -> one answer. Unsure is an answer; too few or too old estimates are none."""

from collections.abc import Sequence

from kiosk.screening.settings import MaskVoting
from kiosk.screening.values import Estimate, MaskFinding
from models.values import MaskEstimate, MaskStatus


def vote(estimates: Sequence[Estimate], now: float, rules: MaskVoting) -> MaskFinding | None:
    """Return the answer at `now` (monotonic s), or None when the window holds too few or only old estimates.

    The answer is the status that at least `min_share` of the estimates in the window give; anything less is unsure.
    """
    recent = [estimate.mask for estimate in estimates if now - estimate.at <= rules.window_s]
    if len(recent) < rules.min_estimates or now - estimates[-1].at > rules.max_age_s:
        return None
    for status in (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE):
        if sum(mask.status is status for mask in recent) >= rules.min_share * len(recent):
            return MaskFinding(status, _confidence(recent, status), len(recent))
    return MaskFinding(MaskStatus.UNSURE, max(_confidence(recent, status) for status in _SURE), len(recent))


_SURE = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)


def probability(mask: MaskEstimate, status: MaskStatus) -> float:
    """Return the estimate's probability of a status; of `unsure` it has none."""
    return {MaskStatus.WORN: mask.worn, MaskStatus.INCORRECT: mask.incorrect, MaskStatus.NONE: mask.none}[status]


def _confidence(masks: Sequence[MaskEstimate], status: MaskStatus) -> float:
    return sum(probability(mask, status) for mask in masks) / len(masks)
