"""Before the measuring: somebody comes, cleans their hands, and is helped into position."""

from dataclasses import replace

from kiosk.screening.events import Event, FaceSeen, HandsConfirmed, HandsSensed, Tick
from kiosk.screening.moves import hands, idle, resumed, typing, with_estimate
from kiosk.screening.position import hint
from kiosk.screening.state import Effect, Session, Setup
from kiosk.screening.values import Check, Guidance, Hands, Phase

BROUGHT_S = 10.0
"""Whoever typed a code looks up within this; later it may be another."""


def when_idle(session: Session, event: Event, setup: Setup) -> Session:
    """Begin a passage with the first face."""
    match event:
        case FaceSeen(at):
            begun = replace(
                idle(session, at),
                phase=Phase.GUIDING,
                number=session.number + 1,
                started_at=at,
                hands=_asked(session, at, setup),
            )
            if session.brought is not None:
                begun = resumed(begun, session.brought, at)
            return _placed(begun, event, setup)
        case HandsSensed(at):
            return replace(session, hands=Hands.SENSED, hands_at=at)
        case Tick(at) if session.brought is not None and at - session.brought_at > BROUGHT_S:
            return replace(session, brought=None)
        case _:
            return session


def _asked(session: Session, at: float, setup: Setup) -> Hands:
    """What is known of the hands as a passage begins: the prompt stands on the screen unless the site turned it off."""
    if session.hands is Hands.SENSED and at - session.hands_at <= setup.rules.timing.hands_s:
        return Hands.SENSED
    return Hands.NOT_ASKED if setup.rules.policy.hands is Check.OFF else Hands.PROMPT_SHOWN


def when_guiding(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    """Help into position; the passage goes on to measuring when the face is well placed."""
    match event:
        case FaceSeen():
            return _placed(session, event, setup), None
        case HandsSensed() | HandsConfirmed():
            return hands(session, event), None
        case _:
            return session, None


def _placed(session: Session, seen: FaceSeen, setup: Setup) -> Session:
    """Take in one frame while guiding: hint, or begin measuring when the face is in position."""
    wanted = hint(seen, session.seen, setup.rules)
    if wanted is None and _hands_missing(session, setup):
        wanted = Guidance.CLEAN_HANDS
    session = replace(session, seen=seen, last_seen_at=seen.at, guidance=wanted)
    if wanted is not None or typing(session, seen.at):
        return session
    return with_estimate(
        replace(
            session,
            phase=Phase.MEASURING,
            since=seen.at,
            placed=True,
            well_placed_at=seen.at,
            in_position_at=seen.at,
            samples=(),
            estimates=(),
        ),
        seen,
    )


def _hands_missing(session: Session, setup: Setup) -> bool:
    known = session.hands in (Hands.SENSED, Hands.SELF_CONFIRMED)
    return setup.rules.policy.hands is Check.REQUIRE and not known
