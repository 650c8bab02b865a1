"""From a snapshot to what the screen draws: pure, without Qt, and without a single sentence."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screening.snapshot import Snapshot, Step
from kiosk.screening.values import Outcome, Phase, Reason

PREVIEW_PHASES = frozenset({Phase.GUIDING, Phase.MEASURING})
"""While the camera picture moves on the screen."""


class Page(StrEnum):
    WELCOME = "welcome"
    SCREENING = "screening"
    ANSWER = "answer"
    LET_IN = "let_in"
    OUT_OF_SERVICE = "out_of_service"


class Advice(StrEnum):
    """The one thing a visitor should do after an answer: its headline, its picture, its colour."""

    COME_IN = "come_in"
    CLEAN_HANDS = "clean_hands"
    PUT_ON_MASK = "put_on_mask"
    STRAIGHTEN_MASK = "straighten_mask"
    COME_CLOSER = "come_closer"
    REST = "rest"
    MEASURE_AGAIN = "measure_again"
    SEE_OFFICER = "see_officer"


PAGES = {
    Phase.IDLE: Page.WELCOME,
    Phase.GUIDING: Page.SCREENING,
    Phase.MEASURING: Page.SCREENING,
    Phase.DECIDING: Page.SCREENING,
    Phase.ANSWERED: Page.ANSWER,
    Phase.OUT_OF_SERVICE: Page.OUT_OF_SERVICE,
}

RETRY_ADVICE = {
    Reason.HOT_ARRIVAL: Advice.REST,
    Reason.TEMPERATURE_ELEVATED: Advice.REST,
    Reason.MASK_MISSING: Advice.PUT_ON_MASK,
    Reason.MASK_INCORRECT: Advice.STRAIGHTEN_MASK,
    Reason.HANDS_NOT_CLEANED: Advice.CLEAN_HANDS,
    Reason.MASK_UNSURE: Advice.COME_CLOSER,
    Reason.TEMPERATURE_TOO_LOW: Advice.COME_CLOSER,
    Reason.TEMPERATURE_NOT_MEASURED: Advice.COME_CLOSER,
    Reason.TEMPERATURE_UNSTEADY: Advice.MEASURE_AGAIN,
    Reason.TEMPERATURE_TOO_HIGH: Advice.MEASURE_AGAIN,
    Reason.TEMPERATURE_NEAR_THRESHOLD: Advice.MEASURE_AGAIN,
    Reason.RETRIES_USED_UP: Advice.MEASURE_AGAIN,
    Reason.REFERRED_BEFORE: Advice.MEASURE_AGAIN,
}
"""What a retry asks for, most telling reason first: whoever rests has time for the mask as well."""


@dataclass(frozen=True, slots=True)
class ScreenProps:
    """Everything the visitor screen binds to."""

    page: Page = Page.WELCOME
    phase: Phase = Phase.IDLE
    guidance: str = ""
    progress: float = 0.0
    outcome: str = ""
    advice: str = ""
    reasons: tuple[str, ...] = ()
    wrong_way: str = ""
    code: str = ""
    hands: Step = Step.NEXT
    mask: Step = Step.NEXT
    temperature: Step = Step.NEXT
    hands_touch: bool = False
    again_touch: bool = False
    preview: bool = False
    skin_c: float | None = None
    uncertainty_c: float | None = None
    source: str = ""
    trouble: str = ""
    detail: str = ""
    simulated: bool = False
    uncalibrated: bool = False
    door_open: bool = False
    stays_locked: bool = False
    let_in: str = ""
    code_answer: str = ""


def screen_props(snapshot: Snapshot) -> ScreenProps:
    """Leave out what does not belong to the page, so that nothing stale can show through."""
    page = PAGES[snapshot.phase]
    if page is Page.WELCOME and snapshot.let_in:
        page = Page.LET_IN
    answered = snapshot if page is Page.ANSWER else None
    fault = snapshot.fault if page is Page.OUT_OF_SERVICE else None
    return ScreenProps(
        page=page,
        phase=snapshot.phase,
        guidance=(snapshot.guidance or "") if snapshot.phase is Phase.GUIDING else "",
        progress=_progress(snapshot),
        outcome=(answered.outcome or "") if answered else "",
        advice=advice(answered.outcome, answered.reasons) if answered else "",
        reasons=tuple(answered.reasons) if answered else (),
        wrong_way=(answered.wrong_way or "") if answered else "",
        code=(answered.code or "") if answered else "",
        hands=Step.PROBLEM if answered and Reason.HANDS_NOT_CLEANED in answered.reasons else snapshot.hands,
        mask=snapshot.mask,
        temperature=snapshot.temperature,
        hands_touch=snapshot.hands_touch,
        again_touch=snapshot.again_touch,
        preview=snapshot.phase in PREVIEW_PHASES,
        skin_c=answered.skin_c if answered else None,
        uncertainty_c=answered.uncertainty_c if answered else None,
        source=fault.source if fault else "",
        trouble=fault.trouble if fault else "",
        detail=fault.detail if fault else "",
        simulated=snapshot.simulated,
        uncalibrated=snapshot.uncalibrated,
        door_open=snapshot.door_open,
        stays_locked=snapshot.stays_locked,
        let_in=(snapshot.let_in or "") if page is Page.LET_IN else "",
        code_answer=snapshot.code_answer or "",
    )


def advice(outcome: Outcome | None, reasons: tuple[Reason, ...]) -> Advice:
    """An answer without an outcome never lets anybody in: it sends to the officer."""
    match outcome:
        case Outcome.ADMIT:
            return Advice.COME_IN
        case Outcome.RETRY:
            return next((RETRY_ADVICE[reason] for reason in RETRY_ADVICE if reason in reasons), Advice.MEASURE_AGAIN)
        case _:
            return Advice.SEE_OFFICER


def language_lapses(before: Snapshot | None, now: Snapshot) -> bool:
    """A chosen language belongs to one visitor: it lapses when nobody stands there any more, or somebody else does."""
    if before is None:
        return False
    idle_again = now.phase is Phase.IDLE and before.phase is not Phase.IDLE
    another = before.session_id is not None and now.session_id is not None and before.session_id != now.session_id
    return idle_again or another


def _progress(snapshot: Snapshot) -> float:
    match snapshot.phase:
        case Phase.MEASURING:
            return min(1.0, max(0.0, round(snapshot.progress, 2)))
        case Phase.DECIDING:
            return 1.0
        case _:
            return 0.0
