"""A session -> the snapshot a screen draws."""

from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.mask_vote import vote
from kiosk.screening.moves import typing
from kiosk.screening.position import box
from kiosk.screening.session import may_resume
from kiosk.screening.snapshot import Notice, Snapshot, Step
from kiosk.screening.state import Session, Setup
from kiosk.screening.values import Check, Hands, Measurement, Outcome, Phase, Reason
from kiosk.screening.visits import CodeAnswer
from models.values import MaskStatus

_OF_MASK = frozenset({Reason.MASK_MISSING, Reason.MASK_INCORRECT, Reason.MASK_UNSURE})
_OF_TEMPERATURE = frozenset(reason for reason in Reason if reason.value.startswith(("temperature_", "hot_")))


def snapshot(
    session: Session,
    now: float,
    setup: Setup,
    *,
    simulated: bool,
    door_open: bool,
    session_id: str | None,
    shown: Measurement | None,
    let_in: str | None = None,
    alert: DoorAlert | None = None,
    notices: tuple[Notice, ...] = (),
    code_answer: CodeAnswer | None = None,
) -> Snapshot:
    """Return what the screen may know at `now` (monotonic s). `shown` is the measurement a site wants displayed."""
    answered = session.phase is Phase.ANSWERED and session.decision is not None
    decision = session.decision if answered else None
    seen_now = session.seen is not None and now - session.last_seen_at < setup.rules.timing.lost_s
    return Snapshot(
        phase=session.phase,
        guidance=session.guidance if session.phase is Phase.GUIDING else None,
        progress=_progress(session, now, setup),
        outcome=decision.outcome if decision else None,
        reasons=decision.reasons if decision else (),
        wrong_way=session.wrong_way if decision and Reason.MASK_INCORRECT in decision.reasons else None,
        code=session.code if answered else None,
        code_touch=may_resume(session),
        typing=typing(session, now) and may_resume(session),
        code_answer=code_answer,
        resumed=session.brought is not None,
        hands=_hands_step(session, setup),
        mask=_mask_step(session, now, setup),
        temperature=_temperature_step(session, setup),
        hands_touch=_hands_touch(session, setup),
        again_touch=_again_touch(session),
        face=box(session.seen) if session.seen is not None and seen_now else None,
        skin_c=shown.skin_c if answered and shown else None,
        uncertainty_c=shown.uncertainty_c if answered and shown else None,
        fault=session.fault,
        simulated=simulated,
        uncalibrated=setup.calibration is None,
        door_open=door_open,
        stays_locked=answered and session.stays_locked,
        alert=alert,
        notices=notices,
        session_id=session_id if session.phase not in (Phase.IDLE, Phase.OUT_OF_SERVICE) else None,
        seq=session.seq if answered else None,
        let_in=let_in if session.phase is Phase.IDLE else None,
    )


def _progress(session: Session, now: float, setup: Setup) -> float:
    """Of the readings a measurement needs; a warm face is watched longer, so it may rest at 0.9."""
    if session.phase is Phase.DECIDING:
        return 1.0
    if session.phase is not Phase.MEASURING:
        return 0.0
    wanted = setup.rules.thermometry.min_readings + 1
    by_samples = len(session.samples) / wanted
    by_estimates = len(session.estimates) / (setup.rules.voting.min_estimates + 1)
    return min(0.9, by_samples, by_estimates)


def _hands_touch(session: Session, setup: Setup) -> bool:
    if setup.rules.policy.hands is Check.OFF or session.phase not in (Phase.GUIDING, Phase.MEASURING):
        return False
    return session.hands not in (Hands.SENSED, Hands.SELF_CONFIRMED)


def _again_touch(session: Session) -> bool:
    decision = session.decision
    if session.phase is not Phase.ANSWERED or decision is None or decision.outcome is not Outcome.RETRY:
        return False
    return Reason.HOT_ARRIVAL not in decision.reasons


def _hands_step(session: Session, setup: Setup) -> Step:
    if setup.rules.policy.hands is Check.OFF:
        return Step.NOT_NEEDED
    if session.hands in (Hands.SENSED, Hands.SELF_CONFIRMED):
        return Step.DONE
    decision = session.decision if session.phase is Phase.ANSWERED else None
    missing = decision is not None and Reason.HANDS_NOT_CLEANED in decision.reasons
    return Step.PROBLEM if missing else Step.NEXT


def _mask_step(session: Session, now: float, setup: Setup) -> Step:
    if setup.rules.policy.mask is Check.OFF:
        return Step.NOT_NEEDED
    if session.phase is Phase.ANSWERED and session.decision is not None:
        return Step.PROBLEM if _OF_MASK.intersection(session.decision.reasons) else Step.DONE
    found = vote(session.estimates, now, setup.rules.voting) if session.estimates else None
    return Step.DONE if found is not None and found.status is MaskStatus.WORN else Step.NEXT


def _temperature_step(session: Session, setup: Setup) -> Step:
    if setup.rules.policy.temperature is Check.OFF:
        return Step.NOT_NEEDED
    if session.phase is not Phase.ANSWERED or session.decision is None:
        return Step.NEXT
    return Step.PROBLEM if _OF_TEMPERATURE.intersection(session.decision.reasons) else Step.DONE
