"""From the decision on: it is stored, then shown; a retry measures again after a while."""

from dataclasses import replace

from kiosk.screening.events import AgainAsked, Event, FaceSeen, HandsConfirmed, HandsSensed, Stored, Tick
from kiosk.screening.mask_vote import vote, wrong_way
from kiosk.screening.moves import guided_again, hands, idle, typing, with_estimate
from kiosk.screening.state import Session, Setup
from kiosk.screening.values import Outcome, Phase, Reason
from models.values import MaskStatus

MASK_REASONS = frozenset({Reason.MASK_MISSING, Reason.MASK_INCORRECT})


def when_deciding(session: Session, event: Event, setup: Setup) -> Session:
    """Wait for the disk; nothing has been answered yet."""
    match event:
        case Stored(at, decision, seq, code, stays_locked):
            return replace(
                session,
                phase=Phase.ANSWERED,
                since=at,
                decision=decision,
                seq=seq,
                code=code,
                stays_locked=stays_locked,
                wrong_way=wrong_way(session.estimates, session.since, setup.rules.voting),
                samples=(),
                estimates=(),
                rested=session.rested or Reason.HOT_ARRIVAL in decision.reasons,
                near_before=session.near_before or Reason.TEMPERATURE_NEAR_THRESHOLD in decision.reasons,
            )
        case FaceSeen(at):
            return replace(session, last_seen_at=at, seen=event)
        case _:
            return session


def when_answered(session: Session, event: Event, setup: Setup) -> Session:
    """Show the answer; measure again when a retry is due."""
    match event:
        case FaceSeen(at):
            session = replace(session, last_seen_at=at, seen=event)
            return session if session.over else with_estimate(session, event)
        case HandsSensed(at) if session.over:
            return replace(session, hands_at=at)  # whoever comes next
        case HandsSensed() | HandsConfirmed():
            return hands(session, event)
        case AgainAsked(at) if _may_retry(session) and not session.over:
            return _again(session, at)
        case Tick(at):
            return answered_tick(session, at, setup)
        case _:
            return session


def _may_retry(session: Session) -> bool:
    decision = session.decision
    return decision is not None and decision.outcome is Outcome.RETRY and Reason.HOT_ARRIVAL not in decision.reasons


def _again(session: Session, at: float) -> Session:
    return guided_again(replace(session, retries_used=session.retries_used + 1), at)


def answered_tick(session: Session, at: float, setup: Setup) -> Session:
    """Go on from an answer that has been shown long enough."""
    timing, shown = setup.rules.timing, at - session.since
    if shown < timing.answer_s:
        return session
    if session.over:
        return session if _code_stays(session, shown, setup) else idle(session, at)
    if typing(session, at):
        return session
    if _may_retry(session) and _retry_due(session, at, setup):
        return _again(session, at)
    return session


def makes_room(session: Session, at: float, setup: Setup) -> Session:
    """Return it idle where nothing but a code is left on the screen, at `at` (monotonic s): somebody is called in."""
    left = session.phase is Phase.ANSWERED and session.over and at - session.since >= setup.rules.timing.answer_s
    return idle(session, at) if left else session


def _code_stays(session: Session, shown: float, setup: Setup) -> bool:
    """Say whether a code goes on standing there: whoever steps back to note it down still reads it, nobody else."""
    return session.code is not None and not session.taken and shown < setup.rules.timing.code_answer_s


def _retry_due(session: Session, at: float, setup: Setup) -> bool:
    """Say whether to measure again: the mask now looks right, or the pause is over. Slow hands cost no retry."""
    timing, shown = setup.rules.timing, at - session.since
    assert session.decision is not None
    if not MASK_REASONS.intersection(session.decision.reasons):
        return shown >= timing.again_s
    now_worn = vote(session.estimates, at, setup.rules.voting)
    return shown >= timing.mask_patience_s or (now_worn is not None and now_worn.status is MaskStatus.WORN)
