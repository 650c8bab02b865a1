"""While measuring: facts are gathered until they make an answer, or time is up."""

from dataclasses import replace

from kiosk.screening.environment import measurable
from kiosk.screening.events import Event, FaceSeen, HandsConfirmed, HandsSensed, TemperatureRead, Tick
from kiosk.screening.judge import measured
from kiosk.screening.mask_vote import vote
from kiosk.screening.moves import KEPT_FACTS, hands, with_estimate
from kiosk.screening.policy import threshold
from kiosk.screening.position import distance_of, hint
from kiosk.screening.state import Decide, Effect, Facts, Session, Setup
from kiosk.screening.values import Check, Guidance, Measurement, Phase, Sample
from models.values import MaskStatus


def when_measuring(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    """Gather facts, and ask for the decision when they make one."""
    match event:
        case FaceSeen():
            return _keep_place(session, event, setup), None
        case TemperatureRead(at, reading) if reading.object_c is not None:
            if not measurable(reading.ambient_c, setup.rules.environment):
                return session, None
            sample = Sample(at, reading.object_c, reading.ambient_c, reading.emissivity)
            samples = (*session.samples, sample)[-KEPT_FACTS:]
            return replace(session, samples=samples, correction=event.correction), None
        case HandsSensed() | HandsConfirmed():
            return hands(session, event), None
        case Tick(at):
            return _measuring_tick(session, at, setup)
        case _:
            return session, None


def _keep_place(session: Session, seen: FaceSeen, setup: Setup) -> Session:
    """Take in one frame while measuring; out of position for too long means guiding again."""
    wanted = hint(seen, session.seen, setup.rules)
    session = replace(session, seen=seen, last_seen_at=seen.at, placed=wanted is None)
    if wanted is None:
        return replace(with_estimate(session, seen), guidance=None, well_placed_at=seen.at)
    if wanted is Guidance.ONE_PERSON or seen.at - session.well_placed_at > setup.rules.timing.lost_s:
        return replace(session, phase=Phase.GUIDING, since=seen.at, guidance=wanted, samples=(), estimates=())
    return session


def _measuring_tick(session: Session, at: float, setup: Setup) -> tuple[Session, Effect | None]:
    if at - session.since < setup.rules.timing.measure_s and not _enough(session, at, setup):
        return session, None
    facts = Facts(
        decided_at=at,
        in_position_at=session.in_position_at,
        samples=session.samples,
        estimates=session.estimates,
        hands=session.hands,
        retries_used=session.retries_used,
        rested=session.rested,
        brought=session.brought,
        distance_m=distance_of(session.seen, setup.rules.environment),
        correction=session.correction,
        near_before=session.near_before,
    )
    return replace(session, phase=Phase.DECIDING, since=at), Decide(facts)


def _enough(session: Session, at: float, setup: Setup) -> bool:
    """Say whether the facts make an answer now. An unsure mask and an odd temperature are watched longer."""
    rules = setup.rules
    if not session.placed:
        return False
    if rules.policy.mask is not Check.OFF:
        found = vote(session.estimates, at, rules.voting)
        if found is None or found.status is MaskStatus.UNSURE:
            return False
    if rules.policy.temperature is Check.OFF:
        return True
    found = measured(
        session.samples, at, setup, distance_of(session.seen, rules.environment), correction=session.correction
    )
    return found is not None and (_surely_normal(found, setup) or _trend_known(session, at, setup))


def _surely_normal(found: Measurement, setup: Setup) -> bool:
    policy = setup.rules.policy
    return policy.low_limit <= found.skin_c < threshold(policy, found.ambient_c).value_c - found.uncertainty_c


def _trend_known(session: Session, at: float, setup: Setup) -> bool:
    thermometry = setup.rules.thermometry
    return at - session.samples[0].at >= thermometry.trend_s + thermometry.trend_skip_s
