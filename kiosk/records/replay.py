"""Stored facts -> the decision once more, bit for bit (promise 7)."""

from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from kiosk.records.payloads import facts_from, payload_hash, setup_from
from kiosk.records.queries import Shown
from kiosk.screening.judge import Judgement, judge
from kiosk.screening.state import Setup

_OTHER_SHAPE = (KeyError, TypeError, ValueError, IndexError)


class Replay(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ERASED = "erased"
    """The facts are gone, lawfully; the chain still holds."""
    REDUCED = "reduced_by_policy"
    """Values were left out before the row was committed, as the site's policy says."""
    NO_RULES = "no_rules"
    """The rules of that day are not kept in this file."""


def replay_row(shown: Shown, rules: Mapping[str, Any] | None) -> Replay:
    """Compute a screening again under `rules` (its policy payload) and compare. An unreadable payload differs."""
    if shown.payload is None:
        return Replay.ERASED
    replayer = Replayer()
    if rules is not None:
        replayer.learn(shown.row.policy_hash, rules)
    return replayer.replay(shown.row.policy_hash, shown.payload)


class Replayer:
    """Computes decisions again under the rules learnt so far."""

    def __init__(self) -> None:
        self._rules: dict[str, Setup | None] = {}
        self.counts: dict[str, int] = {}
        """Decisions replayed, by what came of it."""

    def learn(self, policy_hash: str, rules: Mapping[str, Any]) -> None:
        """Take in a policy payload; one that is unreadable or other rules makes every decision under it differ."""
        try:
            setup = setup_from(rules) if payload_hash(rules) == policy_hash else None
        except _OTHER_SHAPE:
            setup = None
        self._rules[policy_hash] = setup

    def replay(self, policy_hash: str, payload: Mapping[str, Any]) -> Replay:
        """Compute one screening's decision again."""
        found = self._compare(policy_hash, payload)
        self.counts[found] = self.counts.get(found, 0) + 1
        return found

    def _compare(self, policy_hash: str, payload: Mapping[str, Any]) -> Replay:
        if payload.get("reduced"):
            return Replay.REDUCED
        if policy_hash not in self._rules:
            return Replay.NO_RULES
        setup = self._rules[policy_hash]
        if setup is None:
            return Replay.DIFFERS
        try:
            again = computed(judge(facts_from(payload), setup))
        except _OTHER_SHAPE:
            return Replay.DIFFERS
        same = all(_same(payload.get(name), value) for name, value in again.items())
        return Replay.SAME if same else Replay.DIFFERS


def _same(kept: Any, again: Any) -> bool:
    """A figure that the row's program did not know yet must say nothing: None, or a term of 0."""
    if not isinstance(kept, dict) or not isinstance(again, dict):
        return bool(kept == again)
    new = again.keys() - kept.keys()
    return (
        kept.keys() <= again.keys()
        and all(again[name] in (None, 0.0) for name in new)
        and all(_same(value, again[name]) for name, value in kept.items())
    )


def computed(judgement: Judgement) -> dict[str, Any]:
    """Return what a screening's payload holds that follows from its facts."""
    evidence, decision = judgement.evidence, judgement.decision
    return {
        "outcome": decision.outcome.value,
        "reasons": [reason.value for reason in decision.reasons],
        "threshold": asdict(decision.threshold),
        "measurement": asdict(evidence.measurement) if evidence.measurement else None,
        "mask": asdict(evidence.mask) if evidence.mask else None,
        "hands": evidence.hands.value,
        "retries_used": evidence.retries_used,
        "rested": evidence.rested,
    }
