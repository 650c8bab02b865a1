"""Moves that several phases share."""

from dataclasses import replace

from kiosk.screening.events import FaceSeen, HandsConfirmed, HandsSensed
from kiosk.screening.state import Abandon, Effect, Left, Session
from kiosk.screening.values import Estimate, Hands, Outcome, Phase
from kiosk.screening.visits import Brought

KEPT_FACTS = 400
"""Samples and estimates kept at most: over twice what the longest measuring gives."""


def idle(session: Session, at: float) -> Session:
    """Return the session that waits for somebody; hands that were cleaned before an answer was off the screen count."""
    early = session.over and session.hands_at > 0
    return Session(
        phase=Phase.IDLE,
        since=at,
        number=session.number,
        fault=None,
        typing_until=session.typing_until,
        hands=Hands.SENSED if early else Hands.NOT_ASKED,
        hands_at=session.hands_at if early else 0.0,
    )


def end(session: Session, at: float, why: Left) -> tuple[Session, Effect | None]:
    """End a passage; one that had begun and was not answered leaves a row."""
    unanswered = session.phase in (Phase.GUIDING, Phase.MEASURING, Phase.DECIDING)
    return idle(session, at), Abandon(at, why, session.phase) if unanswered else None


def hands(session: Session, event: HandsSensed | HandsConfirmed) -> Session:
    """Take in that hands were cleaned; a sensor knows better than a touch."""
    if isinstance(event, HandsSensed):
        return replace(session, hands=Hands.SENSED)
    return session if session.hands is Hands.SENSED else replace(session, hands=Hands.SELF_CONFIRMED)


def typing(session: Session, at: float) -> bool:
    """Say whether a code is being typed at `at` (monotonic s)."""
    return at < session.typing_until


def resumed(session: Session, brought: Brought, at: float) -> Session:
    """Take in what a code brings; retries already given to this person without it count too, as the one shown does."""
    answer = session.decision if session.phase is Phase.ANSWERED else None
    shown = answer is not None and answer.outcome is Outcome.RETRY
    return replace(
        session,
        brought=brought,
        brought_at=at,
        typing_until=at,
        retries_used=session.retries_used + shown + brought.retries_used,
        rested=session.rested or brought.rested,
    )


def guided_again(session: Session, at: float) -> Session:
    """Go back to guiding, with no facts yet."""
    return replace(session, phase=Phase.GUIDING, since=at, guidance=None, samples=(), estimates=())


def with_estimate(session: Session, seen: FaceSeen) -> Session:
    """Take in what a frame says of the mask."""
    if seen.mask is None or (seen.digest is not None and seen.digest == session.estimated_digest):
        return session  # the same picture again is no second look
    estimates = (*session.estimates, Estimate(seen.at, seen.mask))[-KEPT_FACTS:]
    return replace(session, estimates=estimates, estimated_digest=seen.digest)
