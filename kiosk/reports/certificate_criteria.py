"""What a calibration had to keep and what it kept, criterion by criterion: pure."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import isclose

from kiosk.screening.calibration import ACCEPTANCE, CalibrationRecord, Rejection, Terms, evaluate
from kiosk.screening.set_points import FEWEST_READINGS, Purpose, Steadiness


@dataclass(frozen=True, slots=True)
class Criterion:
    name: str
    """As the texts name it, after `x_`."""
    whys: tuple[Rejection, ...]
    """Reasons that say it was not met."""
    low: float | None
    high: float | None
    found: float | None
    """None: nothing to compare."""
    places: int = 3
    unit: str = " °C"
    signed: bool = False

    def met(self, record: CalibrationRecord) -> bool:
        return not any(one.why in self.whys for one in record.result.rejected)


def criteria(record: CalibrationRecord) -> Iterator[Criterion]:
    """Yield the criteria that are figures, in the order of the procedure; limits are those of this program."""
    result, limits = record.result, ACCEPTANCE
    fitted = [one for one in result.points if one.purpose is Purpose.FIT]
    references = [one.reference_c for one in fitted]
    apart = len({round(one, 1) for one in references})
    few = min((one.readings for one in result.points), default=0)
    yield Criterion("points", (Rejection.TOO_FEW_POINTS,), limits.points, None, apart, 0, "")
    yield Criterion("readings", (Rejection.TOO_FEW_READINGS,), FEWEST_READINGS, None, few, 0, "")
    if not references:
        return
    span = max(references) - min(references)
    yield Criterion("span", (Rejection.TOO_NARROW,), limits.span_c, None, span, 1)
    line = result.line
    if line is None:
        return
    worst = max((one.residual_c or 0.0 for one in fitted), key=abs)
    yield Criterion("residual", (Rejection.RESIDUAL,), None, limits.residual_c, worst, signed=True)
    yield Criterion("gain", (Rejection.GAIN,), *limits.gain, line.slope, 4, "")
    yield Criterion("offset", (Rejection.OFFSET,), -limits.offset_c, limits.offset_c, line.intercept, signed=True)
    yield Criterion("hysteresis", (Rejection.HYSTERESIS,), None, limits.hysteresis_c, result.hysteresis_c)
    whys = (Rejection.CHECK, Rejection.NO_CHECK)
    yield Criterion("check", whys, None, limits.check_c, result.check_error_c, signed=True)
    yield Criterion("uncertainty", (Rejection.UNCERTAIN,), None, limits.uncertainty_c, result.uncertainty_c)


def steady(record: CalibrationRecord) -> int:
    """Return how many set-points stood still."""
    return sum(one.steadiness is Steadiness.STEADY for one in record.result.points)


def room_known(record: CalibrationRecord) -> bool:
    return not any(one.why is Rejection.ROOM_UNKNOWN for one in record.result.rejected)


def how_found(record: CalibrationRecord) -> dict[str, str]:
    """Return the text that tells how each term of the budget was found, by the term's name.

    Rows of older programs count a source's emissivity, but not what it mirrors: their readings make another term now.
    """
    texts = {one.name: f"k_{one.name}" for one in fields(Terms)}
    kept, again = record.result.terms, evaluate(record.taken, record.source, record.sensor).terms
    if kept and again and not isclose(kept.source_emissivity, again.source_emissivity, rel_tol=1e-9):
        texts["source_emissivity"] = "k_source_emissivity_alone"
    return texts
