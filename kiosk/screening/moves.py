"""Moves that several phases share."""

from dataclasses import replace

from kiosk.screening.events import FaceSeen, HandsConfirmed, HandsSensed
from kiosk.screening.state import Abandon, Effect, Left, Session
from kiosk.screening.values import Estimate, Hands, Phase

KEPT_FACTS = 400
"""Samples and estimates kept at most: over twice what the longest measuring gives."""


def idle(session: Session, at: float) -> Session:
    """Return the session that waits for somebody."""
    return Session(phase=Phase.IDLE, since=at, number=session.number, fault=None)


def end(session: Session, at: float, why: Left) -> tuple[Session, Effect | None]:
    """End a passage; one that had begun and was not answered leaves a row."""
    unanswered = session.phase in (Phase.GUIDING, Phase.MEASURING, Phase.DECIDING)
    return idle(session, at), Abandon(at, why, session.phase) if unanswered else None


def hands(session: Session, event: HandsSensed | HandsConfirmed) -> Session:
    """Take in that hands were cleaned; a sensor knows better than a touch."""
    if isinstance(event, HandsSensed):
        return replace(session, hands=Hands.SENSED)
    return session if session.hands is Hands.SENSED else replace(session, hands=Hands.SELF_CONFIRMED)


def with_estimate(session: Session, seen: FaceSeen) -> Session:
    """Take in what a frame says of the mask."""
    if seen.mask is None or (seen.digest is not None and seen.digest == session.estimated_digest):
        return session  # the same picture again is no second look
    estimates = (*session.estimates, Estimate(seen.at, seen.mask))[-KEPT_FACTS:]
    return replace(session, estimates=estimates, estimated_digest=seen.digest)
