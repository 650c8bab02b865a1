"""What goes into the record and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from kiosk.screening.values import Trouble

DATABASE = "records.db"
"""The record file's name in a station's data folder."""


class Kind(StrEnum):
    """What a row tells of."""

    POLICY = "policy"
    """The rules from here on, in full; rows that follow name their hash."""
    START = "start"
    STOP = "stop"
    SCREENING = "screening"
    """One decision with all it was made from."""
    ABANDONED = "abandoned"
    """A visitor walked away undecided."""
    OFFICER_CHECK = "officer_check"
    RELEASE = "release"
    """A receipt was spent: written before the door moves."""
    DOOR = "door"
    """What the door did."""
    DOOR_ALERT = "door_alert"
    """The door was opened without a release, stands open, or was not opened after one."""
    CLOCK_JUMP = "clock_jump"
    OUT_OF_SERVICE = "out_of_service"
    IN_SERVICE = "in_service"
    ERASURE = "erasure"
    """Payloads were erased; which, and why."""
    CALIBRATION = "calibration"
    """A calibration of the thermometer, accepted or not, or a return to an earlier one."""
    DAILY_CHECK = "daily_check"
    """One look at the blackbody."""
    CORRECTION = "correction"
    """What an array's in-scene reference corrects from here on."""
    VALIDATION = "validation"
    """A known temperature and what the kiosk made of it."""
    HEAD = "head"
    """The row before this one, signed."""
    SET_ASIDE = "set_aside"
    """Damaged or missing records were before this chain: which files, with their SHA-256, and the newest head known."""
    SET_ASIDE_SEEN = "set_aside_seen"
    """A supervisor knows of it; only then the station serves again."""
    STAFF = "staff"
    """An account was made, changed or locked out, or somebody of the staff did something; by staff_id."""
    FEEDBACK = "feedback"
    """What stood in a visitor's way: mood and matter, of no visit and no passage."""
    CLOCK_ACCEPTED = "clock_accepted"
    """A supervisor says that the clock is right after a jump; only then what has expired is erased."""


class Refusal(StrEnum):
    """Why a receipt was not taken."""

    UNKNOWN = "unknown"
    """Not one this chain gave, or altered since."""
    OTHER_BOOT = "other_boot"
    EXPIRED = "expired"
    SPENT = "spent"


class StoreError(Exception):
    """The disk or the file will not do; the message is one sentence for staff. Nothing was half written."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble
        self.detail = detail


class WriterActive(StoreError):
    """Another process writes these records."""


class SchemaTooNew(StoreError):
    """A newer program wrote these records."""


class ReceiptRefused(Exception):
    """A receipt was not spent; the door stays locked."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(f"receipt refused: {why}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes."""

    station_id: str
    office_id: str
    software_version: str
    boot_id: str
    """Changes whenever the monotonic clock starts anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to be written."""

    kind: Kind
    payload: Mapping[str, Any]
    """Whatever JSON can hold; it may be erased later, so identities stand in the fields below."""
    monotonic_ns: int
    utc: datetime
    """With a time zone."""
    policy_hash: str
    visit_id: str | None = None
    session_id: str | None = None
    receipt_s: float | None = None
    """Seconds in which the door may be released once; only with an admit or a let-in."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The right to release the door once."""

    chain_id: str
    seq: int
    token: str
    boot_id: str
    expires_monotonic_ns: int


@dataclass(frozen=True, slots=True)
class Committed:
    """A row that is on disk."""

    seq: int
    hash: str
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Row:
    """One chain row as stored."""

    seq: int
    chain_id: str
    station_id: str
    office_id: str
    visit_id: str | None
    session_id: str | None
    kind: str
    """One of Kind, or a kind a newer program wrote."""
    schema_version: int
    software_version: str
    policy_hash: str
    boot_id: str
    utc: str
    """ISO 8601 with microseconds and Z."""
    monotonic_ns: int
    previous_hash: str
    commitment: str
    hash: str


def utc_text(utc: datetime) -> str:
    """Write a time as ISO 8601 with microseconds and Z. Raises ValueError for a time without a zone."""
    if utc.tzinfo is None:
        raise ValueError("a time without a zone cannot be recorded")
    return utc.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
