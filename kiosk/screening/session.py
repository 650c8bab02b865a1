"""One passage in front of the kiosk: the whole state machine. Everything that affects a transition stands here.

    idle -> guiding -> measuring -> deciding -> answered -> idle
                ^          |                       |
                +----------+--- retry -------------+          any fault: -> out_of_service -> idle

`advance` takes a session and an event and returns the next session and what is to be done. It reads no clock, draws no
random number and touches no device. A session is numbered; the station gives it its identity.
"""

from dataclasses import replace

from kiosk.screening.events import (
    AgainAsked,
    ClockJumped,
    Event,
    FaceSeen,
    FaultFound,
    FaultGone,
    HandsConfirmed,
    HandsSensed,
    Stored,
    TemperatureRead,
    Tick,
)
from kiosk.screening.mask_vote import vote
from kiosk.screening.policy import threshold
from kiosk.screening.position import guide, moved_on, visitors
from kiosk.screening.state import Abandon, Decide, Effect, Facts, Left, Session, Setup
from kiosk.screening.thermometry import measure
from kiosk.screening.values import Check, Estimate, Guidance, Hands, Measurement, Outcome, Phase, Reason, Sample
from models.values import MaskStatus

KEPT_FACTS = 400
"""Samples and estimates kept at most: over twice what the longest measuring gives."""
MASK_REASONS = frozenset({Reason.MASK_MISSING, Reason.MASK_INCORRECT})


def advance(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    """Return the session after the event, and at most one effect."""
    match event:
        case FaultFound() | FaultGone() | ClockJumped():
            return _interrupted(session, event)
        case FaceSeen():
            return _looked(session, event, setup)
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
            return _answered_tick(replace(session, over=True), at, setup), None
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
            return _answered_tick(replace(session, over=True, seen=seen, last_seen_at=seen.at), seen.at, setup), None
        case _:
            return _in_phase(replace(session, missed=False), seen, setup)


def _carries(session: Session) -> bool:
    return session.decision is not None or session.hands in (Hands.SENSED, Hands.SELF_CONFIRMED)


def _left(session: Session, at: float, why: Left, setup: Setup) -> tuple[Session, Effect | None]:
    """End an undecided passage. A glance leaves no row; nor does leaving after a retry, whose decision is on record."""
    stayed = session.last_seen_at - session.started_at
    notable = session.phase is Phase.MEASURING or stayed >= setup.rules.timing.notable_s
    ended, effect = _end(session, at, why)
    return ended, effect if notable and session.decision is None else None


def _in_phase(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    match session.phase:
        case Phase.IDLE:
            return _when_idle(session, event, setup), None
        case Phase.GUIDING:
            return _when_guiding(session, event, setup)
        case Phase.MEASURING:
            return _when_measuring(session, event, setup)
        case Phase.DECIDING:
            return _when_deciding(session, event), None
        case Phase.ANSWERED:
            return _when_answered(session, event, setup), None
        case _:
            return session, None  # out of service: no fact and no touch does anything


def _interrupted(session: Session, event: FaultFound | FaultGone | ClockJumped) -> tuple[Session, Effect | None]:
    """What happens to the station, whatever the phase."""
    match event:
        case FaultFound():
            return _out_of_service(session, event)
        case FaultGone(at):
            return (_idle(session, at) if session.phase is Phase.OUT_OF_SERVICE else session), None
        case _:
            if session.phase in (Phase.OUT_OF_SERVICE, Phase.IDLE):
                return session, None
            return _end(session, event.at, Left.CLOCK)


def _out_of_service(session: Session, event: FaultFound) -> tuple[Session, Effect | None]:
    if session.phase is Phase.OUT_OF_SERVICE:
        return replace(session, fault=event.fault), None
    ended, effect = _end(session, event.at, Left.FAULT)
    return replace(ended, phase=Phase.OUT_OF_SERVICE, fault=event.fault), effect


def _idle(session: Session, at: float) -> Session:
    return Session(phase=Phase.IDLE, since=at, number=session.number, fault=None)


def _end(session: Session, at: float, why: Left) -> tuple[Session, Effect | None]:
    """End a passage; one that had begun and was not answered leaves a row."""
    unanswered = session.phase in (Phase.GUIDING, Phase.MEASURING, Phase.DECIDING)
    return _idle(session, at), Abandon(at, why, session.phase) if unanswered else None


def _when_idle(session: Session, event: Event, setup: Setup) -> Session:
    match event:
        case FaceSeen(at):
            begun = replace(
                _idle(session, at),
                phase=Phase.GUIDING,
                number=session.number + 1,
                started_at=at,
                hands=_asked(session, at, setup),
            )
            return _placed(begun, event, setup)
        case HandsSensed(at):
            return replace(session, hands=Hands.SENSED, hands_at=at)
        case _:
            return session


def _asked(session: Session, at: float, setup: Setup) -> Hands:
    """What is known of the hands as a passage begins: the prompt stands on the screen unless the site turned it off."""
    if session.hands is Hands.SENSED and at - session.hands_at <= setup.rules.timing.hands_s:
        return Hands.SENSED
    return Hands.NOT_ASKED if setup.rules.policy.hands is Check.OFF else Hands.PROMPT_SHOWN


def _when_guiding(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    match event:
        case FaceSeen():
            return _placed(session, event, setup), None
        case HandsSensed() | HandsConfirmed():
            return _hands(session, event), None
        case _:
            return session, None


def _placed(session: Session, seen: FaceSeen, setup: Setup) -> Session:
    """Take in one frame while guiding: hint, or begin measuring when the face is in position."""
    hint = guide(seen, session.seen, setup.rules.position)
    if hint is None and _hands_missing(session, setup):
        hint = Guidance.CLEAN_HANDS
    session = replace(session, seen=seen, last_seen_at=seen.at, guidance=hint)
    if hint is not None:
        return session
    return _with_estimate(
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


def _hands(session: Session, event: HandsSensed | HandsConfirmed) -> Session:
    if isinstance(event, HandsSensed):
        return replace(session, hands=Hands.SENSED)
    return session if session.hands is Hands.SENSED else replace(session, hands=Hands.SELF_CONFIRMED)


def _with_estimate(session: Session, seen: FaceSeen) -> Session:
    if seen.mask is None or (seen.digest is not None and seen.digest == session.estimated_digest):
        return session  # the same picture again is no second look
    estimates = (*session.estimates, Estimate(seen.at, seen.mask))[-KEPT_FACTS:]
    return replace(session, estimates=estimates, estimated_digest=seen.digest)


def _when_measuring(session: Session, event: Event, setup: Setup) -> tuple[Session, Effect | None]:
    match event:
        case FaceSeen():
            return _keep_place(session, event, setup), None
        case TemperatureRead(at, reading) if reading.object_c is not None:
            sample = Sample(at, reading.object_c, reading.ambient_c)
            return replace(session, samples=(*session.samples, sample)[-KEPT_FACTS:]), None
        case HandsSensed() | HandsConfirmed():
            return _hands(session, event), None
        case Tick(at):
            return _measuring_tick(session, at, setup)
        case _:
            return session, None


def _keep_place(session: Session, seen: FaceSeen, setup: Setup) -> Session:
    """Take in one frame while measuring; out of position for too long means guiding again."""
    hint = guide(seen, session.seen, setup.rules.position)
    session = replace(session, seen=seen, last_seen_at=seen.at, placed=hint is None)
    if hint is None:
        return replace(_with_estimate(session, seen), guidance=None, well_placed_at=seen.at)
    if hint is Guidance.ONE_PERSON or seen.at - session.well_placed_at > setup.rules.timing.lost_s:
        return replace(session, phase=Phase.GUIDING, since=seen.at, guidance=hint, samples=(), estimates=())
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
    found = measured(session.samples, at, setup)
    return found is not None and (_surely_normal(found, setup) or _trend_known(session, at, setup))


def _surely_normal(found: Measurement, setup: Setup) -> bool:
    policy = setup.rules.policy
    return policy.low_limit <= found.skin_c < threshold(policy, found.ambient_c).value_c - found.uncertainty_c


def _trend_known(session: Session, at: float, setup: Setup) -> bool:
    thermometry = setup.rules.thermometry
    return at - session.samples[0].at >= thermometry.trend_s + thermometry.trend_skip_s


def measured(samples: tuple[Sample, ...], at: float, setup: Setup) -> Measurement | None:
    """Return the measurement at `at` (monotonic s) under this set-up."""
    return measure(
        samples,
        at,
        setup.rules.thermometry,
        setup.calibration,
        accuracy_c=setup.accuracy_c,
        resolution_c=setup.resolution_c,
    )


def _when_deciding(session: Session, event: Event) -> Session:
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
                samples=(),
                estimates=(),
                rested=session.rested or Reason.HOT_ARRIVAL in decision.reasons,
            )
        case FaceSeen(at):
            return replace(session, last_seen_at=at, seen=event)
        case _:
            return session


def _when_answered(session: Session, event: Event, setup: Setup) -> Session:
    match event:
        case FaceSeen(at):
            session = replace(session, last_seen_at=at, seen=event)
            return session if session.over else _with_estimate(session, event)
        case HandsSensed() | HandsConfirmed():
            return _hands(session, event)
        case AgainAsked(at) if _may_retry(session) and not session.over:
            return _again(session, at)
        case Tick(at):
            return _answered_tick(session, at, setup)
        case _:
            return session


def _may_retry(session: Session) -> bool:
    decision = session.decision
    return decision is not None and decision.outcome is Outcome.RETRY and Reason.HOT_ARRIVAL not in decision.reasons


def _again(session: Session, at: float) -> Session:
    return replace(
        session,
        phase=Phase.GUIDING,
        since=at,
        retries_used=session.retries_used + 1,
        guidance=None,
        samples=(),
        estimates=(),
    )


def _answered_tick(session: Session, at: float, setup: Setup) -> Session:
    timing, shown = setup.rules.timing, at - session.since
    if shown < timing.answer_s:
        return session
    if session.over:
        return _idle(session, at)
    if _may_retry(session) and _retry_due(session, at, setup):
        return _again(session, at)
    return session


def _retry_due(session: Session, at: float, setup: Setup) -> bool:
    """Say whether to measure again: the mask now looks right, or the pause is over. Slow hands cost no retry."""
    timing, shown = setup.rules.timing, at - session.since
    assert session.decision is not None
    if not MASK_REASONS.intersection(session.decision.reasons):
        return shown >= timing.again_s
    now_worn = vote(session.estimates, at, setup.rules.voting)
    return shown >= timing.mask_patience_s or (now_worn is not None and now_worn.status is MaskStatus.WORN)
