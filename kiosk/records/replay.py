"""Stored facts -> the decision once more, bit for bit (promise 7)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kiosk.records.payloads import facts_from, screening_payload, setup_from
from kiosk.records.queries import Shown
from kiosk.screening.judge import judge

COMPUTED = ("outcome", "reasons", "threshold", "measurement", "mask", "hands", "retries_used", "rested")
"""What a screening's payload holds that follows from its facts."""


class Replay(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ERASED = "erased"
    """The facts are gone, lawfully; the chain still holds."""
    NO_RULES = "no_rules"
    """The rules of that day are not kept in this file."""


def replay_row(shown: Shown, rules: Mapping[str, Any] | None) -> Replay:
    """Compute a screening again under `rules` (its policy payload) and compare. An unreadable payload differs."""
    if shown.payload is None:
        return Replay.ERASED
    if rules is None:
        return Replay.NO_RULES
    try:
        facts = facts_from(shown.payload)
        again = screening_payload(facts, judge(facts, setup_from(rules)), (), code=None, measured_in_ms=0.0)
    except (KeyError, TypeError, ValueError, IndexError):
        return Replay.DIFFERS
    same = all(shown.payload.get(name) == again[name] for name in COMPUTED)
    return Replay.SAME if same else Replay.DIFFERS
