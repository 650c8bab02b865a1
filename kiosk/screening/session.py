"""One passage in front of the kiosk: the state machine. What happens within a phase stands in arriving, measuring and
answering; what happens whatever the phase, here.

    idle -> guiding -> measuring -> deciding -> answered -> idle
                ^          |                       |
                +----------+--- retry -------------+          any fault: -> out_of_service -> idle

`advance` takes a session and an event and returns the next session and what is to be done. It reads no clock, draws no
random number and touches no device. A session is numbered; the station gives it its identity.
"""

from dataclasses import replace

from kiosk.screening.answering import answered_tick, when_answered, when_deciding
from kiosk.screening.arriving import when_guiding, when_idle
from kiosk.screening.events import (
    ClockJumped,
    CodeAsked,
    CodeClosed,
    CodeEntered,
    Event,
    FaceSeen,
    FaultFound,
    FaultGone,
    VisitResumed,
)
from kiosk.screening.measuring import when_measuring
from kiosk.screening.moves import end, guided_again, idle, resumed
from kiosk.screening.position import moved_on, visitors
from kiosk.screening.state import Effect, Left, Session, Setup
from kiosk.screening.values import Hands, Outcome, Phase


def advance(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    """Return the session after the event, and at most one effect."""
    match event:
        case FaultFound() | FaultGone() | ClockJumped():
            return _interrupted(session, event)
        case FaceSeen():
            return _looked(session, event, setup)
        case CodeAsked() | CodeClosed() | CodeEntered() | VisitResumed():
            return (_with_code(session, event, setup) if may_resume(session) else session), None
        case _:
            return _in_phase(session, event, setup)


def _looked(session: Session, event: FaceSeen, setup: Setup) -> tuple[Session, Effect | None]:
    """Sort one look: nobody there, perhaps another person, or the one being screened."""
    if session.phase is Phase.OUT_OF_SERVICE:
        return session, None
    seen = visitors(event, session.seen, setup.rules.position)
    if seen is None:
        return _nobody(session, event.at, setup)
    away = session.missed and seen.at - session.last_seen_at > setup.rules.timing.lost_s
    if away or moved_on(seen, session.seen):
        return _perhaps_another(session, seen, setup)
    return _in_phase(replace(session, missed=False), seen, setup)


def _nobody(session: Session, at: float, setup: Setup) -> tuple[Session, Effect | None]:
    session = replace(session, missed=True, placed=False)
    if at - session.last_seen_at <= setup.rules.timing.left_s:
        return session, None
    match session.phase:
        case Phase.GUIDING | Phase.MEASURING:
            return _left(session, at, Left.WALKED_AWAY, setup)
        case Phase.ANSWERED:
            return answered_tick(replace(session, over=True), at, setup), None
        case _:
            return session, None


def _perhaps_another(session: Session, seen: FaceSeen, setup: Setup) -> tuple[Session, Effect | None]:
    """Facts, hands and retries of one person must not count for another: when in doubt a new passage begins."""
    match session.phase:
        case Phase.GUIDING if not _carries(session):
            return _in_phase(replace(session, missed=False), seen, setup)  # somebody walks up
        case Phase.GUIDING | Phase.MEASURING:
            return _left(session, seen.at, Left.CHANGED, setup)
        case Phase.ANSWERED:
            taken = replace(session, over=True, taken=True, seen=seen, last_seen_at=seen.at)
            return answered_tick(taken, seen.at, setup), None
        case _:
            return _in_phase(replace(session, missed=False), seen, setup)


def may_resume(session: Session) -> bool:
    """Say whether a code may be typed now: before an answer, or after one that is no admit, once a passage."""
    if session.brought is not None and session.phase is not Phase.IDLE:
        return False
    match session.phase:
        case Phase.IDLE | Phase.GUIDING | Phase.MEASURING:
            return True
        case Phase.ANSWERED:
            admitted = session.decision is not None and session.decision.outcome is Outcome.ADMIT
            return not (session.over or admitted)
        case _:
            return False


def _with_code(session: Session, event: CodeAsked | CodeClosed | CodeEntered | VisitResumed, setup: Setup) -> Session:
    match event:
        case CodeClosed(at):
            return replace(session, typing_until=at)
        case VisitResumed(at, brought):
            session = resumed(session, brought, at)
            return session if session.phase is Phase.IDLE else guided_again(session, at)
        case _:
            session = replace(session, typing_until=event.at + setup.rules.timing.code_s)
            return guided_again(session, event.at) if session.phase is Phase.MEASURING else session


def _carries(session: Session) -> bool:
    if session.brought is not None:
        return True
    return session.decision is not None or session.hands in (Hands.SENSED, Hands.SELF_CONFIRMED)


def _left(session: Session, at: float, why: Left, setup: Setup) -> tuple[Session, Effect | None]:
    """End an undecided passage. A glance leaves no row; nor does leaving after a retry, whose decision is on record."""
    stayed = session.last_seen_at - session.started_at
    notable = session.phase is Phase.MEASURING or stayed >= setup.rules.timing.notable_s
    ended, effect = end(session, at, why)
    return ended, effect if notable and session.decision is None else None


def _in_phase(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    match session.phase:
        case Phase.IDLE:
            return when_idle(session, event, setup), None
        case Phase.GUIDING:
            return when_guiding(session, event, setup)
        case Phase.MEASURING:
            return when_measuring(session, event, setup)
        case Phase.DECIDING:
            return when_deciding(session, event, setup), None
        case Phase.ANSWERED:
            return when_answered(session, event, setup), None
        case _:
            return session, None  # out of service: no fact and no touch does anything


def _interrupted(session: Session, event: FaultFound | FaultGone | ClockJumped) -> tuple[Session, Effect | None]:
    """What happens to the station, whatever the phase."""
    match event:
        case FaultFound():
            return _out_of_service(session, event)
        case FaultGone(at):
            return (idle(session, at) if session.phase is Phase.OUT_OF_SERVICE else session), None
        case _:
            return _clock_moved(session, event.at)


def _clock_moved(session: Session, at: float) -> tuple[Session, Effect | None]:
    """Void what is not decided yet. An answer is on disk and stays: whoever stays before it is not let in twice."""
    if session.phase in (Phase.OUT_OF_SERVICE, Phase.IDLE):
        return session, None
    if session.phase is Phase.ANSWERED:
        return replace(session, estimates=()), None
    return end(session, at, Left.CLOCK)


def _out_of_service(session: Session, event: FaultFound) -> tuple[Session, Effect | None]:
    if session.phase is Phase.OUT_OF_SERVICE:
        return replace(session, fault=event.fault), None
    ended, effect = end(session, event.at, Left.FAULT)
    return replace(ended, phase=Phase.OUT_OF_SERVICE, fault=event.fault), effect
