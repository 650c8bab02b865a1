"""The corner's plots: what they show of the readings, the limits they name, and where the axes are marked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from kiosk.screening.calibration import ACCEPTANCE
from kiosk.screening.control_chart import FAIL_C, PASS_C, chart
from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_bench import BenchKind, BenchStage, BenchView
from kiosk.screening.set_points import Approach, Blackbody, Purpose, Steadiness
from kiosk.ui.corner_bench_model import BenchViewModel
from kiosk.ui.corner_gallery import corner_shots
from kiosk.ui.corner_plots import control_plot, corner_plot, live_plot, residual_plot
from kiosk.ui.plot import PlotFeed
from kiosk.ui.plot_drawing import Drawing, Look
from kiosk.ui.plot_values import Mark, Plot, Tone, around, ticks

BB7 = Blackbody("BB-7", "C-2026-11", 0.1)
BENCH = BenchView(BenchKind.CHECK, BenchStage.WATCHING, BB7, 1, 1, 37.0, Approach.UP, Purpose.FIT)


@pytest.mark.parametrize(
    ("low", "high", "most", "places", "decimals"),
    [
        (0.0, 1.0, 6, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), 1),
        (36.9, 37.2, 5, (36.9, 37.0, 37.1, 37.2), 1),
        (-0.35, 0.35, 8, (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3), 1),
        (0.0, 240.0, 6, (0.0, 50.0, 100.0, 150.0, 200.0), 0),
        (1.0, 1.0, 6, (), 0),
        (0.0, 1.0, 1, (), 0),
    ],
)
def test_axes_are_marked_at_round_figures(low: float, high: float, most: int, places: tuple[float, ...], decimals: int):
    assert ticks(low, high, most) == (pytest.approx(places), decimals)


@pytest.mark.parametrize("most", range(2, 12))
@pytest.mark.parametrize("high", [0.003, 0.07, 0.3, 7.0, 86.0, 900.0])
def test_marks_lie_within_the_axis_and_are_no_more_than_fit(high: float, most: int):
    places, _ = ticks(0.0, high, most)
    assert 1 <= len(places) <= most
    assert all(0.0 <= place <= high + 1e-9 for place in places)


def test_noise_of_a_resting_sensor_does_not_fill_the_plot():
    low, high = around([37.0, 37.01], 0.3)
    assert high - low == pytest.approx(0.3)
    assert around([36.0, 38.0], 0.3)[0] < 36.0
    assert around([], 0.2) == (-0.1, 0.1)


def test_the_live_plot_marks_what_is_judged_and_its_trend():
    trace = tuple((at * 1.0, 37.0 + at * 0.001) for at in range(181))
    plot = live_plot(replace(BENCH, trace=trace, watched_s=180.0, drift_c_per_min=0.06))
    assert plot.judged == (60.0, 180.0)
    assert plot.series[0].points == trace
    trend = next(one for one in plot.series if one.tone is Tone.TREND).points
    assert (trend[1][1] - trend[0][1]) / (trend[1][0] - trend[0][0]) * 60 == pytest.approx(0.06)
    assert plot.x[1] >= 180.0
    assert plot.y[1] > 37.18


def test_what_the_source_came_from_does_not_squeeze_the_live_plot():
    trace = tuple((at * 1.0, 30.0 if at < 20 else 37.0) for at in range(100))
    plot = live_plot(replace(BENCH, trace=trace))
    assert plot.series[0].points == trace
    assert 36.5 < plot.y[0] < 37.0 < plot.y[1] < 37.5


def test_without_a_known_drift_no_trend_is_drawn():
    plot = live_plot(replace(BENCH, trace=((0.0, 37.0), (1.0, 37.1))))
    assert [one.tone for one in plot.series] == [Tone.DATA]


def test_before_the_first_reading_the_plot_has_its_axes():
    plot = live_plot(BENCH)
    assert plot.x == (0.0, BENCH.needed_s)
    assert plot.y[0] < 37.0 < plot.y[1]


def test_every_point_of_a_calibration_is_drawn_once_and_the_limits_are_those_of_the_rules():
    found = corner_shots()["result-bad"].view.calibration
    assert found is not None
    plot = residual_plot(found)
    drawn = sorted(point for series in plot.series for point in series.points)
    assert drawn == sorted((one.true_c, one.residual_c) for one in found.points)
    assert {one.mark for one in plot.series} == {Mark.DOT, Mark.RING, Mark.SQUARE}
    assert {rule.y for rule in plot.rules if rule.name} == {ACCEPTANCE.residual_c, ACCEPTANCE.check_c}
    assert all(plot.y[0] < y < plot.y[1] for _, y in drawn)


def test_the_chart_shows_the_newest_checks_with_the_limits_of_a_pass_and_a_fail():
    begun = datetime(2026, 11, 1, tzinfo=UTC)
    checks = [(begun + timedelta(days=day), 0.001 * day) for day in range(40)]
    plot = control_plot(chart(checks, begun + timedelta(days=300)))
    errors = next(one for one in plot.series if one.mark is Mark.DOT).points
    assert [y for _, y in errors] == pytest.approx([0.001 * day for day in range(10, 40)])
    assert {abs(rule.y) for rule in plot.rules} == {0.0, PASS_C, FAIL_C}
    assert len(plot.x_ticks) == len(errors)


def test_a_page_without_a_plot_has_an_empty_one():
    assert corner_plot(CornerView(CornerPage.MENU)) == Plot()


def test_the_same_plot_is_not_drawn_again():
    feed, drawn = PlotFeed(), []
    feed.ready.connect(lambda: drawn.append(1))
    plot = live_plot(replace(BENCH, trace=((0.0, 37.0),)))
    feed.offer(plot)
    feed.offer(replace(plot))
    assert len(drawn) == 1


COLOURS = {"paper": "#ffffff", "data": "#0000ff", "trend": "#ff0000"}


def drawn(plot: Plot, width: int = 400, height: int = 300) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    look = Look(QFont(), {name: QColor(value) for name, value in COLOURS.items()}, {"trend": "trend", "y": "y"})
    Drawing(painter, plot, image.rect().toRectF(), look).draw()
    painter.end()
    return image


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_readings_and_trend_reach_the_picture(qapp: QGuiApplication):
    trace = tuple((at * 1.0, 37.0 + at * 0.001) for at in range(181))
    watched = replace(BENCH, trace=trace)
    assert count(drawn(live_plot(watched)), COLOURS["data"]) > 100
    assert count(drawn(live_plot(watched)), COLOURS["trend"]) == 0
    assert count(drawn(live_plot(replace(watched, drift_c_per_min=-0.06))), COLOURS["trend"]) > 20


def test_a_place_too_small_for_a_plot_stays_empty(qapp: QGuiApplication):
    assert count(drawn(live_plot(BENCH), 40, 40), "#808080") == 1600


@pytest.mark.parametrize(
    ("change", "drawn_yet"),
    [
        ({"trace": ((0.0, 37.0), (0.3, 37.1))}, False),
        ({"trace": ((0.0, 37.0), (0.5, 37.1))}, True),
        ({"object_c": None}, True),
        ({"stage": BenchStage.SETTING}, True),
        ({"steadiness": Steadiness.DRIFTING}, True),
        ({"trace": ()}, True),
    ],
)
def test_readings_are_drawn_twice_a_second_and_news_at_once(change: dict[str, Any], drawn_yet: bool):
    shown = replace(BENCH, trace=((0.0, 37.0),), object_c=37.0)
    model, seen = BenchViewModel(), []
    model.show(CornerView(CornerPage.BENCH, bench=shown))
    model.changed.connect(lambda: seen.append("words"))
    model.plot.ready.connect(lambda: seen.append("plot"))  # pyright: ignore[reportAttributeAccessIssue]
    model.show(CornerView(CornerPage.BENCH, bench=replace(shown, **{"object_c": 37.1} | change)))
    assert bool(seen) is drawn_yet
