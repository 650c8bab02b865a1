"""Facts + set-up -> evidence -> decision: the one path, walked at the door and again by a replay."""

from dataclasses import dataclass

from kiosk.screening.mask_vote import vote
from kiosk.screening.policy import decide
from kiosk.screening.state import Facts, Setup
from kiosk.screening.thermometry import measure, window
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
        measurement=measured(facts.samples, at, setup, facts.distance_m) if felt else None,
        unsteady=bool(window(facts.samples, at, rules.thermometry, setup.resolution_c)),
        mask=vote(facts.estimates, at, rules.voting) if looked else None,
        hands=facts.hands,
        retries_used=facts.retries_used,
        rested=facts.rested,
        with_officer=facts.brought is not None and facts.brought.with_officer,
    )
    return Judgement(evidence, decide(evidence, rules.policy))


def measured(
    samples: tuple[Sample, ...], at: float, setup: Setup, distance_m: float | None = None
) -> Measurement | None:
    """Return the measurement at `at` (monotonic s) under this set-up."""
    return measure(
        samples,
        at,
        setup.rules.thermometry,
        setup.calibration,
        accuracy_c=setup.accuracy_c,
        resolution_c=setup.resolution_c,
        distance_m=distance_m,
    )
