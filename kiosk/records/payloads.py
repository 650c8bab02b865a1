"""Values <-> the JSON of a payload. What is written here can be read back to the same bits (promise 7)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from drivers.values import DeviceIdentity, Nature
from kiosk.records.calibrations import from_tree
from kiosk.records.chain import canonical
from kiosk.records.values import utc_text
from kiosk.screening.in_scene import Correction
from kiosk.screening.judge import Judgement
from kiosk.screening.settings import (
    Environment,
    MaskVoting,
    Policy,
    Position,
    Reference,
    Rules,
    Thermometry,
    Timing,
)
from kiosk.screening.state import Facts, Setup
from kiosk.screening.tickets import Ticket
from kiosk.screening.values import Calibration, Estimate, Hands, Sample
from kiosk.screening.visits import Brought
from models.values import MaskEstimate, MaskStatus, WrongWay

T = TypeVar("T")


def policy_payload(setup: Setup) -> dict[str, Any]:
    """Return all that shapes a decision beside the facts, as a policy row keeps it."""
    return {"setup": _setup(setup)}


def policy_hash(setup: Setup) -> str:
    """Return SHA-256 (hex) of the canonical set-up; every row names it."""
    return hashlib.sha256(canonical(_setup(setup)).encode()).hexdigest()


def _setup(setup: Setup) -> dict[str, Any]:
    return {
        "rules": asdict(setup.rules),
        "accuracy_c": setup.accuracy_c,
        "resolution_c": setup.resolution_c,
        "calibration": asdict(setup.calibration) if setup.calibration else None,
    }


def payload_hash(payload: Mapping[str, Any]) -> str:
    """Return the hash of the set-up as a policy payload holds it, with the keys it had on that day. Raises KeyError."""
    return hashlib.sha256(canonical(payload["setup"]).encode()).hexdigest()


def setup_from(payload: Mapping[str, Any]) -> Setup:
    """Return the set-up a policy payload holds. Raises KeyError, TypeError or ValueError for another shape."""
    kept = payload["setup"]
    rules = kept["rules"]
    return Setup(
        rules=Rules(
            policy=_from(Policy, rules["policy"]),
            thermometry=_from(Thermometry, rules["thermometry"]),
            voting=_from(MaskVoting, rules["voting"]),
            position=_from(Position, rules["position"]),
            timing=_from(Timing, rules["timing"]),
            environment=_from(Environment, rules.get("environment", {})),
            reference=_from(Reference, rules.get("reference", {})),
        ),
        accuracy_c=kept["accuracy_c"],
        resolution_c=kept["resolution_c"],
        calibration=Calibration(**kept["calibration"]) if kept["calibration"] else None,
    )


def screening_payload(
    facts: Facts,
    judgement: Judgement,
    sources: Iterable[DeviceIdentity],
    *,
    ticket: Ticket | None,
    measured_in_ms: float,
) -> dict[str, Any]:
    """Return one decision with everything it was made from. `measured_in_ms` counts from the face in position."""
    evidence, decision = judgement.evidence, judgement.decision
    return {
        "outcome": decision.outcome.value,
        "reasons": [reason.value for reason in decision.reasons],
        "threshold": asdict(decision.threshold),
        "measurement": asdict(evidence.measurement) if evidence.measurement else None,
        "mask": asdict(evidence.mask) if evidence.mask else None,
        "hands": evidence.hands.value,
        "retries_used": evidence.retries_used,
        "rested": evidence.rested,
        "ticket": {"code": ticket.code, "expires_utc": utc_text(ticket.expires_at)} if ticket else None,
        "continues": facts.brought.ticket_seq if facts.brought else None,
        "measured_in_ms": measured_in_ms,
        **source_facts(sources),
        "facts": facts_payload(facts),
    }


def source_facts(sources: Iterable[DeviceIdentity]) -> dict[str, Any]:
    """Return which devices took part, and whether any of them was simulated."""
    taken = list(sources)
    return {
        "simulated": any(source.nature is Nature.SIMULATED for source in taken),
        "devices": [asdict(source) for source in taken],
    }


def facts_payload(facts: Facts) -> dict[str, Any]:
    return {
        "decided_at": facts.decided_at,
        "in_position_at": facts.in_position_at,
        "samples": [_row(sample) for sample in facts.samples],
        "estimates": [_estimate_row(estimate) for estimate in facts.estimates],
        "hands": facts.hands.value,
        "retries_used": facts.retries_used,
        "rested": facts.rested,
        "distance_m": facts.distance_m,
        "brought": asdict(facts.brought) if facts.brought else None,
        "correction": asdict(facts.correction) if facts.correction else None,
        "near_before": facts.near_before,
    }


def _row(sample: Sample) -> list[float | None]:
    """A sensor that does not tell its emissivity leaves it out, as rows from before it was asked do."""
    row = [sample.at, sample.object_c, sample.ambient_c]
    return row if sample.emissivity is None else [*row, sample.emissivity]


def _estimate_row(estimate: Estimate) -> list[float | str]:
    """How the mask sits wrongly is left out where it is not known, as in rows from before it was looked for."""
    mask = estimate.mask
    row = [estimate.at, mask.worn, mask.incorrect, mask.none, mask.status.value]
    return row if mask.wrong_way is None else [*row, mask.wrong_way.value]


def _estimate(at: float, worn: float, incorrect: float, none: float, status: str, way: str | None = None) -> Estimate:
    wrong_way = WrongWay(way) if way is not None else None
    return Estimate(at, MaskEstimate(worn, incorrect, none, MaskStatus(status), wrong_way))


def facts_from(payload: Mapping[str, Any]) -> Facts:
    """Return the facts a screening payload holds. Raises KeyError, TypeError or ValueError for another shape."""
    facts = payload["facts"]
    return Facts(
        decided_at=facts["decided_at"],
        in_position_at=facts["in_position_at"],
        samples=tuple(Sample(*row) for row in facts["samples"]),
        estimates=tuple(_estimate(*row) for row in facts["estimates"]),
        hands=Hands(facts["hands"]),
        retries_used=facts["retries_used"],
        rested=facts["rested"],
        distance_m=facts.get("distance_m"),
        brought=from_tree(Brought, facts["brought"]) if facts.get("brought") else None,
        correction=Correction(**facts["correction"]) if facts.get("correction") else None,
        near_before=facts.get("near_before", False),
    )


def _from(kind: type[T], values: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: _typed(hints[key], value) for key, value in values.items() if key in known})


def _typed(hint: Any, value: Any) -> Any:
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value
