"""What a screen may know: no frame, no name, no history."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.values import Fault, Guidance, Outcome, Phase, Reason
from kiosk.screening.visits import CodeAnswer
from models.values import WrongWay


class Step(StrEnum):
    """How far one of the three checks is, for its icon."""

    NEXT = "next"
    DONE = "done"
    PROBLEM = "problem"
    NOT_NEEDED = "not_needed"


class Notice(StrEnum):
    """What a supervisor should see to, when there is time; the station serves all the same."""

    PURGE_WAITS = "purge_waits"
    """The clock jumped: nothing is erased before a supervisor accepts it."""
    HEADS_UNSIGNED = "heads_unsigned"
    """The signing key cannot be used."""
    AIR_TOO_DRY = "air_too_dry"
    AIR_TOO_HUMID = "air_too_humid"
    NO_BASELINE = "no_baseline"
    """No site validation: only the fixed ceiling counts, and most who should see the officer are missed."""


@dataclass(frozen=True, slots=True)
class Box:
    """The face in the picture, as fractions of its width and height."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of the station, whole: a screen draws it and needs nothing else."""

    phase: Phase
    guidance: Guidance | None = None
    progress: float = 0.0
    """Of the measurement, 0 to 1."""
    outcome: Outcome | None = None
    reasons: tuple[Reason, ...] = ()
    wrong_way: WrongWay | None = None
    """How a mask that has to be straightened sits wrongly; None: not known."""
    code: str | None = None
    """The ticket's short code, when one was given with this answer."""
    code_touch: bool = False
    """The visitor may type a code now."""
    typing: bool = False
    """A code is being typed; nothing is measured."""
    code_answer: CodeAnswer | None = None
    """What became of the code that was just typed."""
    resumed: bool = False
    """A code was good: this passage continues an earlier visit."""
    hands: Step = Step.NEXT
    mask: Step = Step.NEXT
    temperature: Step = Step.NEXT
    hands_touch: bool = False
    """The visitor may confirm clean hands by touch now."""
    again_touch: bool = False
    """The visitor may ask to be measured again now."""
    face: Box | None = None
    skin_c: float | None = None
    """Only where the site asks to show the number; with the decision it belongs to."""
    uncertainty_c: float | None = None
    fault: Fault | None = None
    simulated: bool = False
    """Some source is simulated: the band is drawn."""
    uncalibrated: bool = False
    door_open: bool = False
    stays_locked: bool = False
    """Admitted, but the door was not released: a person opens it."""
    alert: DoorAlert | None = None
    """For staff: the door was used otherwise than it was released."""
    notices: tuple[Notice, ...] = ()
    session_id: str | None = None
    """Changes when another visitor is screened: language goes back to the site's own."""
    seq: int | None = None
    """Of the stored decision being shown."""
    let_in: str | None = None
    """The code of a visitor whom an officer lets in now; only while nobody is being screened."""
