"""Where a session stands, and what a decision is computed from: values only; the moves stand in session.py."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screening.events import FaceSeen
from kiosk.screening.in_scene import Correction
from kiosk.screening.settings import Rules
from kiosk.screening.values import (
    Calibration,
    Decision,
    Estimate,
    Fault,
    Guidance,
    Hands,
    Phase,
    Sample,
    Source,
    Trouble,
)
from kiosk.screening.visits import Brought
from models.values import WrongWay


class Left(StrEnum):
    """Why a session ended without a decision."""

    WALKED_AWAY = "walked_away"
    CHANGED = "changed"
    """Another person may have taken the place."""
    FAULT = "fault"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a decision rests on beside the facts of the session."""

    rules: Rules
    accuracy_c: float
    """The maker's accuracy of the thermometer, expanded (k=2), °C."""
    resolution_c: float
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a decision is computed from; stored with it, so that it can be computed again."""

    decided_at: float
    """Monotonic seconds."""
    in_position_at: float
    samples: tuple[Sample, ...]
    estimates: tuple[Estimate, ...]
    hands: Hands
    retries_used: int
    rested: bool
    brought: Brought | None = None
    """From an earlier passage of the same visit."""
    distance_m: float | None = None
    """Of the face when it was decided; None: the camera's angle is not known."""
    correction: Correction | None = None
    """By the in-scene reference; None: there is none."""
    near_before: bool = False
    """This passage was within U of the threshold before."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Compute the decision, store it, then answer with `Stored`."""

    facts: Facts


@dataclass(frozen=True, slots=True)
class Abandon:
    """Record that the session ended without a decision."""

    at: float
    why: Left
    phase: Phase


Effect = Decide | Abandon


@dataclass(frozen=True, slots=True)
class Session:
    phase: Phase = Phase.OUT_OF_SERVICE
    since: float = 0.0
    """Start of the phase, monotonic seconds."""
    number: int = 0
    """Grows with each passage."""
    started_at: float = 0.0
    last_seen_at: float = 0.0
    """When a face was last in the zone."""
    missed: bool = False
    """The newest look showed nobody."""
    placed: bool = False
    """The newest look showed the face in position."""
    over: bool = False
    """The person who was answered has gone, or another stands there."""
    taken: bool = False
    """Another stands there, or it may be another."""
    well_placed_at: float = 0.0
    """When the face was last in position."""
    in_position_at: float = 0.0
    """When this measuring began."""
    seen: FaceSeen | None = None
    """The newest frame with a face in the zone."""
    guidance: Guidance | None = None
    samples: tuple[Sample, ...] = ()
    correction: Correction | None = None
    """By the in-scene reference, with the newest sample."""
    estimates: tuple[Estimate, ...] = ()
    estimated_digest: int | None = None
    """Of the picture that the newest estimate was made from."""
    hands: Hands = Hands.NOT_ASKED
    hands_at: float = 0.0
    """When hands were sensed while nobody was being screened, or the answer of somebody who had gone still stood."""
    retries_used: int = 0
    rested: bool = False
    near_before: bool = False
    brought: Brought | None = None
    """What a code typed by this visitor brings along."""
    brought_at: float = 0.0
    typing_until: float = 0.0
    """A code is being typed: nothing is measured until then, monotonic seconds."""
    decision: Decision | None = None
    seq: int | None = None
    code: str | None = None
    stays_locked: bool = False
    """Admitted, but a person has to open the door."""
    wrong_way: WrongWay | None = None
    """How the mask sat wrongly when it was decided; None: not known, or it did not."""
    fault: Fault | None = Fault(Source.STATION, Trouble.STARTING)
