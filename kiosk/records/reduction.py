"""What of a payload is kept, by the site's policy; applied before a row is committed: the rest never is on disk.

A reduced payload has `reduced` with the policy's name. Only what is named here stays; all else becomes null (`reasons`
an empty list), also what a later program adds. Without its facts a decision cannot be computed again: verify and replay
then say `reduced by policy`.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import floor
from typing import Any

from kiosk.records.values import Kind

BAND_C = 0.5


class Keep(StrEnum):
    """How much is kept of what was measured."""

    EXACT = "exact"
    """Everything: anyone can compute the decision again."""
    BANDED = "banded"
    """The skin temperature as a band of BAND_C, without the readings."""
    REFERRALS = "referrals"
    """Everything for those who were sent to the officer, no temperature for anybody else."""
    OUTCOME = "outcome"
    """The outcome alone: no temperature, mask, hands or reason."""


_FRAME = {"outcome", "ticket", "continues", "threshold", "devices", "simulated"}
_WITHOUT_VALUES = _FRAME | {"reasons", "mask", "hands", "retries_used", "rested", "measured_in_ms"}
_OF_A_CHECK = {
    "ended", "staff_id", "seq", "screening_seq", "ticket", "code", "simulated", "instrument", "command_id", "override",
    "false_referral", "waited_s",
}  # fmt: skip


def reduced(kind: str, payload: Mapping[str, Any], keep: Keep) -> Mapping[str, Any]:
    """Return what of this payload may be stored."""
    if keep is Keep.EXACT or kind not in (Kind.SCREENING, Kind.OFFICER_CHECK):
        return payload
    if kind == Kind.OFFICER_CHECK:
        return payload if keep is Keep.REFERRALS else _only(payload, _OF_A_CHECK, keep)
    match keep:
        case Keep.OUTCOME:
            return {**_only(payload, _FRAME, keep), "reasons": []}
        case Keep.REFERRALS:
            return payload if payload.get("outcome") == "refer" else _only(payload, _WITHOUT_VALUES, keep)
        case Keep.BANDED:
            return {**_only(payload, _WITHOUT_VALUES, keep), "skin_band_c": _band(payload.get("measurement"))}


def _only(payload: Mapping[str, Any], names: set[str], keep: Keep) -> dict[str, Any]:
    return {name: value if name in names else None for name, value in payload.items()} | {"reduced": keep.value}


def _band(measurement: Mapping[str, Any] | None) -> list[float] | None:
    if measurement is None:
        return None
    low = floor(measurement["skin_c"] / BAND_C) * BAND_C
    return [low, low + BAND_C]
