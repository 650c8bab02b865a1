"""Facts and commands that reach a session, and the effects it asks for. Every `at` is monotonic seconds."""

from dataclasses import dataclass

from drivers.values import Reading
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.in_scene import Correction, ReferenceLook
from kiosk.screening.values import Decision, Fault
from kiosk.screening.visits import Brought
from models.values import Face, MaskEstimate


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """What one camera frame showed; also sent when it showed nobody."""

    at: float
    width: int
    height: int
    """Of the frame, pixels."""
    faces: tuple[Face, ...]
    """Sure ones before doubtful ones, larger before smaller."""
    mask: MaskEstimate | None
    """Of the first face."""
    luma: float = 128.0
    """Mean brightness, 0 to 255."""
    contrast: float = 64.0
    """Standard deviation of the brightness, 0 to 128."""
    digest: int | None = None
    """Equal in a row: a frozen picture."""


@dataclass(frozen=True, slots=True)
class TemperatureRead:
    at: float
    reading: Reading
    """Of the visitor: of an array, what the forehead says, without a value while there is none in view."""
    beside_c: float | None = None
    """What an array sees then in its middle, °C: it is well, and has nothing to say of a visitor."""
    reference: ReferenceLook | None = None
    """What the array's picture says of the in-scene reference, where there is one."""
    correction: Correction | None = None
    """What that reference corrects; the station knows, by the looks before."""


@dataclass(frozen=True, slots=True)
class HandsSensed:
    """A dispenser felt a hand."""

    at: float


@dataclass(frozen=True, slots=True)
class HandsConfirmed:
    """The visitor touched "my hands are clean"."""

    at: float


@dataclass(frozen=True, slots=True)
class AgainAsked:
    """The visitor touched "measure again"."""

    at: float


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """The visitor touched "I have a code", or another key of it: nothing is measured while they type."""

    at: float


@dataclass(frozen=True, slots=True)
class CodeClosed:
    """The visitor goes on without a code."""

    at: float


@dataclass(frozen=True, slots=True)
class CodeEntered:
    """The visitor typed a code. The station answers it, and resumes the visit when it is good."""

    at: float
    code: str


@dataclass(frozen=True, slots=True)
class VisitResumed:
    """A code was good: what its visit brings along."""

    at: float
    brought: Brought


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """A visitor told of something in the way; no part of a passage."""

    at: float
    mood: Mood
    matter: Matter


@dataclass(frozen=True, slots=True)
class Tick:
    at: float


@dataclass(frozen=True, slots=True)
class Stored:
    """The decision is on disk."""

    at: float
    decision: Decision
    seq: int
    code: str | None
    stays_locked: bool = False
    """Admitted, but the door was not released: a person opens it."""


@dataclass(frozen=True, slots=True)
class FaultFound:
    at: float
    fault: Fault


@dataclass(frozen=True, slots=True)
class FaultGone:
    """Every source is well again."""

    at: float


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The wall clock moved against monotonic time: the session in progress is void."""

    at: float
    by_s: float


Event = (
    FaceSeen
    | TemperatureRead
    | HandsSensed
    | HandsConfirmed
    | AgainAsked
    | CodeAsked
    | CodeClosed
    | CodeEntered
    | VisitResumed
    | FeedbackGiven
    | Tick
    | Stored
    | FaultFound
    | FaultGone
    | ClockJumped
)
