"""A stored decision as the command line tells it. What was not measured is None."""

from dataclasses import asdict, dataclass
from typing import Any

from kiosk.screening.judge import Judgement


@dataclass(frozen=True, slots=True)
class DecisionReport:
    seq: int
    visit: str
    outcome: str
    reasons: tuple[str, ...]
    skin_c: float | None
    uncertainty_c: float | None
    mask: str | None
    mask_confidence: float | None
    hands: str
    released: bool
    decided_in_ms: float
    """From the face in position to the committed row."""
    simulated: bool


def report_of(
    found: Judgement, *, seq: int, visit: str, released: bool, decided_in_ms: float, simulated: bool
) -> DecisionReport:
    """Return the report of a judgement stored as row `seq`."""
    measurement, mask = found.evidence.measurement, found.evidence.mask
    return DecisionReport(
        seq=seq,
        visit=visit,
        outcome=found.decision.outcome.value,
        reasons=tuple(reason.value for reason in found.decision.reasons),
        skin_c=measurement.skin_c if measurement else None,
        uncertainty_c=measurement.uncertainty_c if measurement else None,
        mask=mask.status.value if mask else None,
        mask_confidence=mask.confidence if mask else None,
        hands=found.evidence.hands.value,
        released=released,
        decided_in_ms=round(decided_in_ms, 1),
        simulated=simulated,
    )


def as_json(report: DecisionReport) -> dict[str, Any]:
    """Return a report as the command line prints it."""
    return {**asdict(report), "reasons": list(report.reasons)}
