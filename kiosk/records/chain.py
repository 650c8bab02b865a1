"""The chain's written form. Standard library only: an auditor's verifier uses this file as it stands.

Canonical JSON is one text for one value: keys sorted, no spaces, no escapes but the necessary ones, no NaN, UTF-8.
Floats are written as their shortest decimal that reads back to the same bits.

    commitment = SHA-256( salt (32 random bytes) + canonical JSON of the payload )
    hash       = SHA-256( canonical JSON of one object holding every chain field but `hash`, under its column name )

Both are stored as 64 lower-case hexadecimal digits. `previous_hash` is the hash of row seq - 1; row 1 has 64 zeros.
Payload and salt may be erased later: the commitment, and so the chain, does not change.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

APPLICATION_ID = 0x4B494F53
"""`PRAGMA application_id` of a record file ("KIOS")."""
SCHEMA_VERSION = 2
"""`PRAGMA user_version` of the newest schema this program knows."""
RECEIPT_MOST_S = {"screening": 30, "officer_check": 600}
"""Highest `door.receipt_s` and `officer.let_in_s`. A receipt's end is in no hash: without a bound, a release that came
too late could be made to look in time."""
NEVER_ERASED = ("policy", "head", "set_aside")
"""Kinds whose payload stays for ever: rules and proofs, without which the rest cannot be judged. The schema's triggers
hold the same rule, and whoever drops a trigger is found out by the audit."""
GENESIS = "0" * 64
"""What row 1 has for a previous hash."""
SALT_BYTES = 32

HASHED = (
    "seq",
    "chain_id",
    "station_id",
    "office_id",
    "visit_id",
    "session_id",
    "kind",
    "schema_version",
    "software_version",
    "policy_hash",
    "boot_id",
    "utc",
    "monotonic_ns",
    "previous_hash",
    "commitment",
)
"""The fields a row's hash covers."""
FIELDS = (*HASHED, "hash")
"""Every column of a chain row, in the order it is stored."""

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Mapping[str, Any]) -> str:
    """Write a value as canonical JSON. Raises ValueError or TypeError for what JSON cannot hold (NaN, bytes)."""
    text = _encode(value)
    text.encode()  # a lone surrogate is no Unicode text: refuse it here, not at the disk
    return text


def commitment(salt: bytes, payload_text: str) -> str:
    """Commit to a payload's canonical JSON without showing it."""
    return sha256(salt + payload_text.encode()).hexdigest()


def row_hash(row: Mapping[str, Any]) -> str:
    """Hash a chain row: every field of HASHED; a `hash` it may already have is left out."""
    return sha256(_encode({name: row[name] for name in HASHED}).encode()).hexdigest()


def may_release(kind: str, payload: Mapping[str, Any]) -> bool:
    """Say whether a row may carry a receipt: an admit, or an officer's let-in. The schema holds the same rule."""
    if kind == "screening":
        return payload.get("outcome") == "admit"
    return kind == "officer_check" and payload.get("ended") == "let_in"


@dataclass(frozen=True, slots=True)
class Head:
    """The row a chain ends with; seq 0 before the first."""

    seq: int = 0
    hash: str = GENESIS


def gap(row: Mapping[str, Any], before: Head) -> str | None:
    """Say in plain words that a row is missing between the two, or None."""
    return None if row["seq"] == before.seq + 1 else f"row {before.seq + 1} is missing"


def broken_link(row: Mapping[str, Any], before: Head) -> str | None:
    """Say in plain words why this row does not stand after that one, or None."""
    missing = gap(row, before)
    if missing is not None:
        return missing
    try:
        computed = row_hash(row)
    except (TypeError, ValueError):
        return "a field holds what no row can hold"
    if computed != row["hash"]:
        return "the row was changed: its hash does not match its fields"
    if row["previous_hash"] != before.hash:
        return f"the row does not continue row {before.seq}" if before.seq else "the first row continues another chain"
    return None


def broken_payload(row: Mapping[str, Any], salt: bytes, body: str) -> str | None:
    """Say in plain words why this payload is not the one the row committed to, or None."""
    if commitment(salt, body) != row["commitment"]:
        return "the payload was changed: it does not match the row's commitment"
    return None
