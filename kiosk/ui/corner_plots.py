"""The corner's plots as values: readings live, a calibration's residuals, and the chart of the daily checks."""

from collections.abc import Iterable
from math import ceil

from kiosk.screening.calibration import ACCEPTANCE
from kiosk.screening.control_chart import FAIL_C, PASS_C, Chart
from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_bench import BenchStage, BenchView, CalibrationView, CheckView
from kiosk.screening.set_points import Approach, Purpose
from kiosk.screening.uncertainty import K
from kiosk.ui.plot_values import Mark, Plot, Rule, Series, Tone, around

LEAST_SPAN_C = 0.3
"""Of the live plot: the noise of a resting sensor does not fill it."""
CLOSE_S = 60.0
"""While all is judged, what was read before may leave the live plot: the source has come from far off."""
CHART_MOST = 30
"""Checks on the chart; those before are on record."""


def corner_plot(view: CornerView) -> Plot:
    """Return the plot of the page that is shown; an empty one where there is none."""
    match view:
        case CornerView(page=CornerPage.BENCH, bench=BenchView() as bench):
            return live_plot(bench)
        case CornerView(page=CornerPage.RESULT, calibration=CalibrationView() as found):
            return residual_plot(found)
        case CornerView(page=CornerPage.RESULT, check=CheckView() as look):
            return control_plot(look.chart)
        case _:
            return Plot()


def live_plot(bench: BenchView) -> Plot:
    """Readings since the watching began, the stretch that is judged, and the trend in it."""
    if not bench.trace:
        return Plot(x=(0.0, bench.needed_s), y=around([bench.reference_c], LEAST_SPAN_C))
    newest = bench.trace[-1][0]
    end = max(bench.needed_s, ceil(newest / 30) * 30.0)
    start = max(0.0, newest - bench.needed_s)
    series = [Series(bench.trace)]
    judged = [value for at, value in bench.trace if at >= start]
    if bench.drift_c_per_min is not None and bench.stage is not BenchStage.SETTING:
        middle, half = sum(judged) / len(judged), bench.drift_c_per_min * (newest - start) / 120
        ends = ((start, middle - half), (newest, middle + half))
        series.append(Series(ends, tone=Tone.TREND, name="trend"))
    near = start if newest >= bench.needed_s else newest - CLOSE_S
    y = around([value for at, value in bench.trace if at >= near], LEAST_SPAN_C)
    return Plot(tuple(series), judged=(start, newest), x=(0.0, end), y=y)


def residual_plot(found: CalibrationView) -> Plot:
    """How far each set-point lies off the line, U (k=2) of its reading as a bar, within the band that is accepted."""
    limit, check_limit = ACCEPTANCE.residual_c, ACCEPTANCE.check_c
    kinds = (
        ("from_below", Mark.DOT, Tone.DATA, Purpose.FIT, Approach.UP),
        ("from_above", Mark.RING, Tone.DATA, Purpose.FIT, Approach.DOWN),
    )
    series = []
    for name, mark, tone, purpose, approach in kinds:
        some = [one for one in found.points if one.purpose is purpose and one.approach is approach]
        series.append(_residuals(some, name, mark, tone))
    checks = [one for one in found.points if one.purpose is Purpose.CHECK]
    series.append(_residuals(checks, "check", Mark.SQUARE, Tone.CHECK))
    furthest = max((abs(y) + w for s in series for (_, y), w in zip(s.points, s.half_widths, strict=True)), default=0.0)
    reach = 1.25 * max(check_limit if checks else limit, furthest)
    true = [one.true_c for one in found.points]
    rules = [Rule(limit, "residual_limit"), Rule(-limit), Rule(0.0, tone=Tone.ZERO)]
    if checks:
        rules += [Rule(check_limit, "check_limit", Tone.FAR_LIMIT), Rule(-check_limit, tone=Tone.FAR_LIMIT)]
    x = (min(true) - 0.5, max(true) + 0.5) if true else (33.0, 41.0)
    kept = tuple(one for one in series if one.points)
    return Plot(kept, tuple(rules), allowed=(-limit, limit), x=x, y=(-reach, reach))


def _residuals(points: Iterable, name: str, mark: Mark, tone: Tone) -> Series:
    found = [(one.true_c, one.residual_c, K * one.error_u_c) for one in points if one.residual_c is not None]
    return Series(
        tuple((x, y) for x, y, _ in found), mark, tone, half_widths=tuple(half for *_, half in found), name=name
    )


def control_plot(chart: Chart) -> Plot:
    """Errors of the daily checks, their weighted mean, and the limits of a pass and of a fail; the newest is last."""
    looks = chart.looks[-CHART_MOST:]
    errors = tuple((float(at), look.error_c) for at, look in enumerate(looks))
    means = tuple((float(at), look.ewma_c) for at, look in enumerate(looks))
    limits = tuple((float(at), look.ewma_limit_c) for at, look in enumerate(looks))
    below = tuple((at, -limit) for at, limit in limits)
    reach = 1.25 * max([FAIL_C, *(abs(error) for _, error in errors)])
    series = (
        Series(limits, Mark.DASHES, Tone.ZERO, name="mean_limit"),
        Series(below, Mark.DASHES, Tone.ZERO),
        Series(means, tone=Tone.TREND, name="mean"),
        Series(errors, Mark.DOT, name="check"),
    )
    rules = (
        Rule(PASS_C, "pass_limit"),
        Rule(-PASS_C),
        Rule(FAIL_C, "fail_limit", Tone.FAR_LIMIT),
        Rule(-FAIL_C, tone=Tone.FAR_LIMIT),
        Rule(0.0, tone=Tone.ZERO),
    )
    days = tuple((float(at), f"{look.at.astimezone():%d/%m}") for at, look in enumerate(looks))
    last = max(0.0, len(looks) - 1.0)
    return Plot(
        series,
        rules,
        allowed=(-PASS_C, PASS_C),
        x=(-0.05 * last - 0.3, last * 1.05 + 0.3),
        y=(-reach, reach),
        x_ticks=days,
    )
