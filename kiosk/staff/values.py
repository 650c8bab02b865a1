"""What an account is, and what came of trying to get in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.staff.rights import Role


class AccountsError(Exception):
    """One sentence for whoever works with accounts."""


class Door(StrEnum):
    """What somebody tries to get in with; each has attempts of its own."""

    PASSWORD = "password"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Account:
    staff_id: str
    """Random; stands in records for good."""
    number: str
    """Four digits, for a pad that has no letters."""
    name: str | None
    """None: erased."""
    role: Role
    disabled: bool
    has_pin: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account may now."""

    role: Role
    mark: str
    """Another one once the password is another; tells nothing of it."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    account: Account


class Refused(StrEnum):
    WRONG = "wrong"
    """Unknown, disabled, or not the secret: which of them is not told."""
    LOCKED = "locked"
    """Too many wrong attempts; nothing was compared."""


@dataclass(frozen=True, slots=True)
class Refusal:
    why: Refused
    until: datetime | None = None
    """When it may be tried again."""
    left: int | None = None
    """Wrong attempts before it locks."""


Attempt = SignedIn | Refusal
