"""The figures as pictures that can be read from a step away."""

from collections.abc import Sequence
from math import isfinite

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kiosk.records.agreement import Pair
from kiosk.reports.figures import OUTCOMES, Agreement, Figures
from kiosk.reports.language import Language
from kiosk.reports.plots import BRICK, GOLD, WATER, decimals, png
from kiosk.reports.words import Words

COLOURS = {"admit": WATER, "retry": GOLD, "refer": BRICK}
SCREEN_DPI = 160
BARS_MOST = 120


def by_hour(found: Figures, words: Words) -> bytes:
    """Return decisions by the hour of the day, stacked by outcome."""

    def draw(axes: Axes) -> None:
        hours = list(found.by_hour)
        below = [0] * len(hours)
        for outcome in OUTCOMES:
            counts = [found.by_hour[hour].get(outcome, 0) for hour in hours]
            axes.bar(hours, counts, bottom=below, color=COLOURS[outcome], label=words[outcome], width=0.8)
            below = [one + other for one, other in zip(below, counts, strict=True)]
        axes.set_xlabel(words["hour_of_day"])
        axes.set_ylabel(words["decisions"])
        _whole(axes)
        axes.set_xticks(range(min(hours, default=7), max(hours, default=16) + 1))
        if hours:
            axes.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, 1.18))

    return png(draw, width_in=5.6, height_in=2.9, dpi=SCREEN_DPI, points=9.5)


def by_day(found: Figures, words: Words) -> bytes:
    """Return people a day."""

    def draw(axes: Axes) -> None:
        days = list(found.by_day)
        counts = [found.by_day[day].get("people", 0) for day in days]
        if len(days) > BARS_MOST:  # thousands of bars take seconds, and nobody tells them apart
            axes.fill_between(range(len(days)), counts, step="mid", color=WATER, linewidth=0)
            axes.set_ylim(bottom=0)
        else:
            axes.bar(range(len(days)), counts, color=WATER, width=0.8)
        step = max(1, len(days) // 8)
        axes.set_xticks(range(0, len(days), step), [day.strftime("%d.%m.%y") for day in days[::step]])
        axes.set_ylabel(words["people"])
        _whole(axes)

    return png(draw, width_in=5.6, height_in=2.9, dpi=SCREEN_DPI, points=9.5)


def bland_altman(pairs: Sequence[Pair], found: Agreement | None, words: Words) -> bytes:
    """Return kiosk minus clinical over their mean, with bias and limits of agreement."""

    def draw(axes: Axes) -> None:
        means = [(pair.kiosk_c + pair.clinical_c) / 2 for pair in pairs]
        differences = [pair.kiosk_c - pair.clinical_c for pair in pairs]
        axes.scatter(means, differences, s=16, color=WATER, alpha=0.7, linewidths=0)
        for value, style in ((found.bias_c, "-"), (found.low_c, "--"), (found.high_c, "--")) if found else ():
            if isfinite(value):
                axes.axhline(value, color=BRICK, linestyle=style, linewidth=1.2)
        axes.set_xlabel(words["mean_c"])
        axes.set_ylabel(words["difference_c"])
        decimals(axes, Language(words.language))

    return png(draw, width_in=5.6, height_in=2.9, dpi=SCREEN_DPI, points=9.5)


def _whole(axes: Axes) -> None:
    """Nobody counts half a person."""
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True, min_n_ticks=1))
