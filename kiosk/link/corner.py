"""What the staff corner, a thread of the station's own process, asks of the station thread.

These orders are values of their own and no `Command`: there is no word for them on the socket, so nobody can send one.
The station checks the rights of whoever asks all the same. Times are monotonic seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kiosk.link.requests import NotDone
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.in_force import RollBack
from kiosk.workers import Latest


class Why(StrEnum):
    """Why somebody is no longer in the corner."""

    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    """Nobody touched the screen for long."""
    CRASHED = "crashed"
    """An error of the program's own."""
    LAPSED = "lapsed"
    """The corner's thread gives no sign of life, or the account has lost its right."""
    SHUT_DOWN = "shut_down"


class Deed(StrEnum):
    """What was done in the corner that no other row tells of."""

    CHECK_DISCARDED = "check_discarded"
    RUN_DISCARDED = "run_discarded"
    SHUT_DOWN = "shut_down"


@dataclass(frozen=True, slots=True)
class Enter:
    """Out of service for staff, once the visitor of the moment is done."""


@dataclass(frozen=True, slots=True)
class Still:
    """The corner is alive and its person in it; without this sign the station comes back."""


@dataclass(frozen=True, slots=True)
class Leave:
    why: Why


@dataclass(frozen=True, slots=True)
class Keep:
    """Into the record, and in force at once as far as it counts."""

    what: CalibrationRecord | DailyCheck | RollBack
    simulated: bool
    signed: str | None
    """What it was signed with: `pin`; None: nothing."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A row of what was done."""

    what: Deed
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Granted:
    seq: int | None = None
    """The row it left; None: none, or one that is held until the disk takes it."""


@dataclass(frozen=True, slots=True)
class CornerOrder:
    actor: str
    """staff_id."""
    what: Enter | Still | Leave | Keep | Tell
    until: float
    """Later it is refused: nobody waits for it any more."""
    answer: Latest[Granted | NotDone] = field(default_factory=Latest)
