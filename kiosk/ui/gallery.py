"""Every picture a visitor can meet, by name: snapshots, and what may be open over them."""

from dataclasses import dataclass, replace

from kiosk.screening.corner import CornerView
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Snapshot, Step
from kiosk.screening.values import Fault, Guidance, Outcome, Phase, Reason, Source, Trouble
from kiosk.screening.visits import CodeAnswer
from kiosk.ui.corner_gallery import CornerShot, corner_shots
from kiosk.ui.desk_state import Desk, Panel
from kiosk.ui.site import Service, Site, Speech, SpeechPlan
from models.values import WrongWay

SERVICES = (
    Service(
        "DPMPTSP (contoh)", "Perizinan usaha", "https://perizinan.example", "(0361) 000000", "Senin-Jumat 08.00-15.00"
    ),
    Service(
        "Disdukcapil (contoh)", "KTP dan akta", "https://dukcapil.example", "(0361) 000000", "Senin-Jumat 08.00-15.00"
    ),
    Service("Bapenda (contoh)", "Pajak daerah", "https://pajak.example", "(0361) 000000", "Senin-Jumat 08.00-15.00"),
)
SITE = Site(
    name="Kantor Pelayanan Publik",
    motion=False,
    languages=("id", "en", "ban"),
    services=SERVICES,
    speech=SpeechPlan(Speech.ASKED),
)


@dataclass(frozen=True, slots=True)
class Shot:
    snapshot: Snapshot
    desk: Desk = Desk()
    corner: CornerShot = CornerShot(CornerView())


_IDLE = Snapshot(Phase.IDLE, simulated=True, uncalibrated=True)
_GUIDING = Snapshot(Phase.GUIDING, hands=Step.DONE, simulated=True, session_id="1")
_ANSWERED = Snapshot(
    Phase.ANSWERED, hands=Step.DONE, mask=Step.DONE, temperature=Step.DONE, simulated=True, session_id="1"
)
_RETRY = replace(_ANSWERED, outcome=Outcome.RETRY, again_touch=True)
_TROUBLED = replace(_RETRY, temperature=Step.PROBLEM)


def shots() -> dict[str, Shot]:
    """Pages first, then what may be open over them."""
    return {name: Shot(snapshot) for name, snapshot in variants().items()} | _panels()


def staff_shots() -> dict[str, Shot]:
    """The staff corner, over the page that is below it."""
    fault = Fault(Source.STATION, Trouble.STARTING)
    below = Snapshot(Phase.OUT_OF_SERVICE, fault=fault, simulated=True)
    return {f"corner-{name}": Shot(below, corner=shot) for name, shot in corner_shots().items()}


def _panels() -> dict[str, Shot]:
    code, here = Desk(Panel.CODE), replace(_GUIDING, typing=True, code_touch=True)
    feedback = Desk(Panel.FEEDBACK)
    panels = {
        "code": Shot(here, code),
        "code-letters": Shot(here, replace(code, letters=True)),
        "code-typed": Shot(here, replace(code, typed="1")),
        "services": Shot(_IDLE, Desk(Panel.SERVICES)),
        "feedback": Shot(_IDLE, feedback),
        "feedback-chosen": Shot(_IDLE, replace(feedback, mood=Mood.SO_SO)),
        "feedback-thanks": Shot(_IDLE, replace(feedback, mood=Mood.BAD, matter=Matter.QUEUE, thanked=True)),
        "still-here": Shot(here, replace(code, asking=True)),
    }
    for answer in CodeAnswer:
        panels[f"code-{answer}"] = Shot(replace(here, code_answer=answer), replace(code, typed="17", sent="17"))
    return {f"panel-{name}": shot for name, shot in panels.items()}


def variants() -> dict[str, Snapshot]:
    """Every page by name."""
    pages = {
        "idle": _IDLE,
        "guiding": _GUIDING,
        "measuring": replace(_GUIDING, phase=Phase.MEASURING, mask=Step.DONE, progress=0.65),
        "deciding": replace(_GUIDING, phase=Phase.DECIDING, mask=Step.DONE, temperature=Step.DONE),
    }
    pages["idle-let_in"] = replace(_IDLE, let_in="B4", door_open=True)
    for guidance in Guidance:
        hands = guidance is Guidance.CLEAN_HANDS
        pages[f"guiding-{guidance}"] = replace(
            _GUIDING, guidance=guidance, hands=Step.NEXT if hands else Step.DONE, hands_touch=hands
        )
    pages |= _answers()
    for source, trouble in ((Source.STATION, Trouble.STARTING), (Source.CAMERA, Trouble.DISCONNECTED)):
        fault = Fault(source, trouble, "" if trouble is Trouble.STARTING else "/dev/video0: no such device")
        pages[f"out_of_service-{trouble}"] = Snapshot(
            Phase.OUT_OF_SERVICE, fault=fault, simulated=True, uncalibrated=True
        )
    return pages


def _answers() -> dict[str, Snapshot]:
    admit = replace(_ANSWERED, outcome=Outcome.ADMIT, door_open=True)
    refer = replace(_ANSWERED, outcome=Outcome.REFER, temperature=Step.PROBLEM, code="B4")
    answers = {
        "admit": admit,
        "admit-locked": replace(admit, door_open=False, stays_locked=True),
        "admit-advised": replace(admit, reasons=(Reason.MASK_INCORRECT, Reason.HANDS_NOT_CLEANED), mask=Step.PROBLEM),
        "admit-number": replace(
            admit, skin_c=35.82, uncertainty_c=0.5, uncalibrated=True, mask=Step.NOT_NEEDED, hands=Step.NOT_NEEDED
        ),
        "refer": replace(refer, reasons=(Reason.TEMPERATURE_ELEVATED,)),
        "refer-again": replace(refer, reasons=(Reason.TEMPERATURE_ELEVATED, Reason.REFERRED_BEFORE)),
        "refer-retries": replace(refer, reasons=(Reason.TEMPERATURE_UNSTEADY, Reason.RETRIES_USED_UP), code=None),
    }
    for reason in Reason:
        if reason not in (Reason.RETRIES_USED_UP, Reason.TEMPERATURE_ELEVATED, Reason.REFERRED_BEFORE):
            answers[f"retry-{reason}"] = replace(_retry_page(reason), reasons=(reason,))
    for way in WrongWay:
        answers[f"retry-mask_incorrect-{way}"] = replace(answers["retry-mask_incorrect"], wrong_way=way)
    return {f"answered-{name}": page for name, page in answers.items()}


def _retry_page(reason: Reason) -> Snapshot:
    if reason is Reason.HOT_ARRIVAL:
        return replace(_TROUBLED, code="17", again_touch=False)
    if reason.startswith("mask"):
        return replace(_RETRY, mask=Step.PROBLEM)
    if reason.startswith("hands"):
        return replace(_RETRY, hands=Step.PROBLEM, hands_touch=True)
    return _TROUBLED
