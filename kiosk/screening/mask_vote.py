"""Mask estimates over time -> one answer. Unsure is an answer; too few or too old estimates are none."""

from collections.abc import Sequence

from kiosk.screening.settings import MaskVoting
from kiosk.screening.values import Estimate, MaskFinding
from models.values import MaskEstimate, MaskStatus, WrongWay


def vote(estimates: Sequence[Estimate], now: float, rules: MaskVoting) -> MaskFinding | None:
    """Return the answer at `now` (monotonic s), or None when the window holds too few or only old estimates.

    The answer is the class whose mean probability over the window reaches its share; unsure when none does. Means, not
    counts: many frames that each fall a little short of certainty are a sure answer together, and one wild frame
    weighs no more than its part of the window.
    """
    recent = [estimate.mask for estimate in estimates if now - estimate.at <= rules.window_s]
    if len(recent) < rules.min_estimates or now - estimates[-1].at > rules.max_age_s:
        return None
    means = {status: _mean(recent, status) for status in _SURE}
    status = next((one for one, mean in means.items() if mean >= _share(one, rules)), MaskStatus.UNSURE)
    return MaskFinding(status, means.get(status, max(means.values())), len(recent))


def wrong_way(estimates: Sequence[Estimate], now: float, rules: MaskVoting) -> WrongWay | None:
    """Return how the mask sits wrongly at `now` (monotonic s), or None when the window does not agree.

    A way counts when at least `WAY_SHARE` of the window's estimates tell it; those that cannot tell speak for none.
    """
    recent = [estimate.mask.wrong_way for estimate in estimates if now - estimate.at <= rules.window_s]
    return next((way for way in WrongWay if recent and recent.count(way) >= WAY_SHARE * len(recent)), None)


WAY_SHARE = 2 / 3
"""It only chooses between two pictures, and both are shown while it is not known."""
_SURE = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)


def _share(status: MaskStatus, rules: MaskVoting) -> float:
    return rules.worn_share if status is MaskStatus.WORN else rules.min_share


def _mean(masks: Sequence[MaskEstimate], status: MaskStatus) -> float:
    return sum(_probability(mask, status) for mask in masks) / len(masks)


def _probability(mask: MaskEstimate, status: MaskStatus) -> float:
    return {MaskStatus.WORN: mask.worn, MaskStatus.INCORRECT: mask.incorrect, MaskStatus.NONE: mask.none}[status]
