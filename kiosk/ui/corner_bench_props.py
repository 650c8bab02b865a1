"""From the bench's view to what its pages draw: pure, without Qt, and without a single sentence."""

from dataclasses import dataclass
from math import ceil

from kiosk.screening.corner import CornerView
from kiosk.screening.corner_bench import BenchView, CalibrationView, CheckView
from kiosk.ui.corner_props import local

DRAWN_EVERY_S = 0.5
"""A whole picture of readings takes a slow machine up to 40 ms."""


@dataclass(frozen=True, slots=True)
class BenchProps:
    kind: str = ""
    stage: str = ""
    source: str = ""
    step: int = 0
    steps: int = 0
    reference_c: float = 0.0
    approach: str = ""
    purpose: str = ""
    object_c: float | None = None
    ambient_c: float | None = None
    steadiness: str = ""
    drift: float | None = None
    drift_limit: float = 0.0
    can_drift: float | None = None
    can_drift_limit: float = 0.0
    watched_s: int = 0
    needed_s: int = 0
    points: tuple[tuple[float, float, str, str], ...] = ()
    """Taken so far: reference, read (°C), approach, purpose."""
    may_take_again: bool = False


def bench_props(bench: BenchView | None) -> BenchProps:
    if bench is None:
        return BenchProps()
    return BenchProps(
        kind=bench.kind,
        stage=bench.stage,
        source=bench.source.serial,
        step=bench.step,
        steps=bench.steps,
        reference_c=bench.reference_c,
        approach=bench.approach,
        purpose=bench.purpose,
        object_c=_rounded(bench.object_c),
        ambient_c=_rounded(bench.ambient_c),
        steadiness=bench.steadiness,
        drift=_rounded(bench.drift_c_per_min, 3),
        drift_limit=bench.drift_limit_c_per_min,
        can_drift=_rounded(bench.can_drift_c_per_min, 3),
        can_drift_limit=bench.can_drift_limit_c_per_min,
        watched_s=int(bench.watched_s),
        needed_s=ceil(bench.needed_s),
        points=tuple((one.reference_c, one.read_c, str(one.approach), str(one.purpose)) for one in bench.taken),
        may_take_again=bench.may_take_again,
    )


def hardly_newer(shown: BenchView | None, bench: BenchView | None) -> bool:
    """Say whether only a reading or two came since `shown`: it need not be drawn yet."""
    if shown is None or bench is None or not shown.trace or not bench.trace:
        return False
    passed = bench.trace[-1][0] - shown.trace[-1][0]
    return 0.0 <= passed < DRAWN_EVERY_S and _of_words(shown) == _of_words(bench)


def _of_words(bench: BenchView) -> tuple[object, ...]:
    silent = bench.object_c is None
    return bench.kind, bench.stage, bench.step, bench.steadiness, bench.taken, bench.may_take_again, silent


def _rounded(value: float | None, digits: int = 2) -> float | None:
    """To the digits that are shown, so that nothing is drawn anew for less."""
    return None if value is None else round(value, digits)


@dataclass(frozen=True, slots=True)
class ResultProps:
    """What came of a calibration or of a check."""

    kind: str = ""
    error_c: float | None = None
    """Of a check, or of a calibration's own check point."""
    uncertainty_c: float | None = None
    verdict: str = ""
    reference_c: float = 0.0
    true_c: float = 0.0
    """What the source looks like: it is not quite black."""
    measured_c: float = 0.0
    standing: str = ""
    gain: float | None = None
    offset_c: float | None = None
    hysteresis_c: float | None = None
    acceptable: bool = False
    verified: bool = True
    objections: tuple[tuple[str, str], ...] = ()
    """Why, and the figure with its limit."""
    valid_until: str = ""
    source: str = ""
    seq: int = -1
    """-1: not stored yet."""
    accepted: bool = False
    out_of_control: bool = False
    drift_c_per_day: float | None = None
    due: str = ""


def result_props(view: CornerView) -> ResultProps:
    if view.calibration is not None:
        return _of_calibration(view.calibration)
    return _of_check(view.check) if view.check is not None else ResultProps()


def _of_calibration(found: CalibrationView) -> ResultProps:
    return ResultProps(
        kind="calibrate",
        error_c=found.check_error_c,
        uncertainty_c=found.uncertainty_c,
        gain=found.gain,
        offset_c=found.offset_c,
        hysteresis_c=found.hysteresis_c,
        acceptable=found.acceptable,
        verified=found.linearity_verified,
        objections=tuple((one.why.value, one.detail) for one in found.objections),
        valid_until=local(found.valid_until),
        source=found.source.serial,
        seq=-1 if found.seq is None else found.seq,
        accepted=bool(found.accepted),
    )


def _of_check(found: CheckView) -> ResultProps:
    return ResultProps(
        kind="check",
        error_c=found.error_c,
        uncertainty_c=found.uncertainty_c,
        verdict=found.verdict,
        reference_c=found.reference_c,
        true_c=found.true_c,
        measured_c=found.measured_c,
        standing=found.standing or "",
        acceptable=True,
        source=found.source.serial,
        seq=-1 if found.seq is None else found.seq,
        out_of_control=found.chart.out_of_control,
        drift_c_per_day=found.chart.drift_c_per_day,
        due=local(found.chart.due),
    )
