"""Facts + set-up -> evidence -> decision: the one path, walked at the door and again by a replay."""

from dataclasses import dataclass

from kiosk.screening.in_scene import Correction
from kiosk.screening.mask_vote import vote
from kiosk.screening.policy import decide
from kiosk.screening.state import Facts, Setup
from kiosk.screening.thermometry import InScene, measure, window
from kiosk.screening.values import Check, Decision, Evidence, Measurement, Sample


@dataclass(frozen=True, slots=True)
class Judgement:
    evidence: Evidence
    decision: Decision


def judge(facts: Facts, setup: Setup) -> Judgement:
    """Return evidence and decision; the same facts and set-up give the same answer, bit for bit."""
    rules, at = setup.rules, facts.decided_at
    looked = rules.policy.mask is not Check.OFF
    felt = rules.policy.temperature is not Check.OFF
    evidence = Evidence(
        measurement=_measurement(facts, setup) if felt else None,
        unsteady=bool(window(facts.samples, at, rules.thermometry, setup.resolution_c)),
        mask=vote(facts.estimates, at, rules.voting) if looked else None,
        hands=facts.hands,
        retries_used=facts.retries_used,
        rested=facts.rested,
        with_officer=facts.brought is not None and facts.brought.with_officer,
        near_before=facts.near_before,
    )
    return Judgement(evidence, decide(evidence, rules.policy))


def _measurement(facts: Facts, setup: Setup) -> Measurement | None:
    return measured(facts.samples, facts.decided_at, setup, facts.distance_m, correction=facts.correction)


def measured(
    samples: tuple[Sample, ...],
    at: float,
    setup: Setup,
    distance_m: float | None = None,
    *,
    correction: Correction | None = None,
) -> Measurement | None:
    """Return the measurement at `at` (monotonic s) under this set-up; none without the correction that it asks for."""
    if setup.rules.reference.on and correction is None:
        return None
    return measure(
        samples,
        at,
        setup.rules.thermometry,
        setup.calibration,
        accuracy_c=setup.accuracy_c,
        resolution_c=setup.resolution_c,
        distance_m=distance_m,
        in_scene=InScene(correction, setup.rules.reference) if correction is not None else None,
    )
