"""What policy leaves out never reaches the disk; what stays can still be verified, released and listed."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config import KeptValues
from kiosk.records.payloads import facts_payload, policy_hash, policy_payload
from kiosk.records.queries import Filter, list_shown, show
from kiosk.records.reduction import BAND_C, Keep, reduced
from kiosk.records.replay import Replay, computed, replay_row
from kiosk.records.sample import SETUP, facts
from kiosk.records.store import Entry, Identity, Kind, Records
from kiosk.records.verify import verify
from kiosk.screening.judge import judge

MakeEntry = Callable[..., Entry]
PAYLOADS = [
    {
        **computed(judge(one, SETUP)), "facts": facts_payload(one), "ticket": None, "measured_in_ms": 4.0,
        "simulated": True, "devices": [], "added_later": {"skin_c": 36.123456},
    }
    for one in facts()
]  # fmt: skip
ADMIT = next(one for one in PAYLOADS if one["outcome"] == "admit")
REFER = next(one for one in PAYLOADS if one["outcome"] == "refer")


@pytest.fixture
def entry(entry: MakeEntry) -> MakeEntry:
    """Rows under the sample's rules."""
    return lambda *given, **more: replace(entry(*given, **more), policy_hash=policy_hash(SETUP))


def numbers(value: Any) -> set[float]:
    """Every fraction anywhere in a value."""
    if isinstance(value, dict):
        return set().union(*map(numbers, value.values()), set())
    if isinstance(value, list):
        return set().union(*map(numbers, value), set())
    return {value} if isinstance(value, float) else set()


def test_config_and_record_name_the_same_choices() -> None:
    assert [one.value for one in KeptValues] == [one.value for one in Keep]


@pytest.mark.parametrize("payload", PAYLOADS[:40])
def test_no_measured_number_survives(payload: dict[str, Any]) -> None:
    measured = numbers(payload["facts"]["samples"]) | numbers(payload["measurement"]) | {36.123456}
    measured -= {0.0, 28.3}
    for keep in (Keep.BANDED, Keep.OUTCOME, Keep.REFERRALS):
        kept = dict(reduced("screening", payload, keep))
        if keep is Keep.REFERRALS and payload["outcome"] == "refer":
            assert kept == payload
            continue
        kept.pop("skin_band_c", None)
        assert not numbers(kept) & measured
        assert kept["reduced"] == keep
        assert kept["outcome"] == payload["outcome"]
        assert set(kept) >= set(payload), "a reader finds every key"


def test_outcome_keeps_the_outcome_alone() -> None:
    kept = reduced("screening", REFER, Keep.OUTCOME)
    assert {name: value for name, value in kept.items() if value} == {
        "outcome": "refer", "threshold": REFER["threshold"], "simulated": True, "reduced": "outcome",
    }  # fmt: skip


@settings(deadline=None)
@given(st.floats(20, 45))
def test_a_band_holds_its_value(skin: float) -> None:
    low, high = reduced("screening", {"outcome": "admit", "measurement": {"skin_c": skin}}, Keep.BANDED)["skin_band_c"]
    assert low <= skin < high
    assert high - low == BAND_C


def test_exact_and_other_rows_stay_as_they_are() -> None:
    assert reduced("screening", ADMIT, Keep.EXACT) is ADMIT
    for keep in Keep:
        assert reduced("door", {"detail": "36.6"}, keep) == {"detail": "36.6"}


def test_an_officer_s_number_goes_too() -> None:
    check = {"ended": "let_in", "staff_id": "s1", "clinical_c": 37.2, "note": "warm", "simulated": False}
    assert reduced("officer_check", check, Keep.REFERRALS) == check
    for keep in (Keep.BANDED, Keep.OUTCOME):
        kept = reduced("officer_check", check, keep)
        assert (kept["ended"], kept["staff_id"], kept["clinical_c"], kept["note"]) == ("let_in", "s1", None, None)


@pytest.mark.parametrize("keep", list(Keep))
def test_a_reduced_record_verifies_releases_and_says_so(
    path: Path, identity: Identity, entry: MakeEntry, keep: Keep
) -> None:
    with Records.open(path, identity, keep) as records:
        rules = policy_payload(SETUP)
        records.commit(entry(Kind.POLICY, rules))
        made = records.commit(entry(payload=ADMIT, receipt_s=5.0))
        assert made.receipt is not None
        records.spend(made.receipt, now_monotonic_ns=2 * 10**9, boot_id="boot-a", entry=entry(Kind.RELEASE, {}))
        records.commit(entry(payload=REFER))
    if keep is Keep.OUTCOME:
        secret = json.dumps(ADMIT["measurement"]["skin_c"]).encode()
        assert not any(secret in one.read_bytes() for one in path.parent.iterdir())
    verdict = verify(path, replay=True)
    reduced_rows = {Keep.EXACT: 0, Keep.REFERRALS: 1}.get(keep, 2)
    assert (verdict.bad, verdict.reduced, verdict.spent) == (None, reduced_rows, 1)
    assert verdict.replayed.get(Replay.REDUCED, 0) == reduced_rows
    shown = show(path, 2)
    assert shown is not None
    assert replay_row(shown, rules) is (Replay.SAME if keep is Keep.EXACT else Replay.REDUCED)
    assert len(list_shown(path, Filter(kind="screening"))) == 2


def test_a_decision_that_does_not_follow_is_named_when_replay_is_asked(
    records: Records, path: Path, entry: MakeEntry
) -> None:
    records.commit(entry(Kind.POLICY, policy_payload(SETUP)))
    records.commit(entry(payload=REFER))
    records.commit(entry(payload={**REFER, "outcome": "retry"}))
    assert verify(path).bad is None, "it is stored as it was written"
    verdict = verify(path, replay=True)
    assert verdict.bad is not None
    assert verdict.bad.seq == 3
    assert "does not follow from the facts" in verdict.bad.what


def test_a_decision_without_its_rules_is_told_apart(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry(payload=REFER))
    verdict = verify(path, replay=True)
    assert (verdict.bad, verdict.replayed) == (None, {Replay.NO_RULES: 1})
