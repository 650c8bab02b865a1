"""The certificate's plot."""

from matplotlib.axes import Axes

from kiosk.reports.certificate_texts import TEXTS
from kiosk.reports.language import Language
from kiosk.reports.plots import BRICK, GOLD, STONE, WATER, decimals, png
from kiosk.screening.calibration import ACCEPTANCE, CalibrationRecord
from kiosk.screening.set_points import Approach, Purpose


def residual_plot(record: CalibrationRecord, language: Language) -> bytes:
    """Return a PNG of what each set-point is off the line, within the band that is accepted."""
    text = TEXTS[language]

    def draw(axes: Axes) -> None:
        limit = ACCEPTANCE.residual_c
        axes.axhspan(-limit, limit, color=STONE, alpha=0.6, zorder=0)
        axes.axhline(0.0, color=WATER, linewidth=1)
        for one in record.result.points:
            check, below = one.purpose is Purpose.CHECK, one.approach is Approach.UP
            colour = BRICK if check else WATER
            axes.errorbar(
                one.true_c,
                one.residual_c or 0.0,
                yerr=2 * one.error_u_c,
                fmt="s" if check else "o",
                color=colour,
                markerfacecolor=GOLD if check else colour if below else "white",
                markersize=5,
                capsize=3,
                linewidth=1,
            )
        furthest = max((abs(one.residual_c or 0.0) + 2 * one.error_u_c for one in record.result.points), default=limit)
        reach = 1.15 * max(limit, furthest)
        axes.set_ylim(-reach, reach)
        axes.set_xlabel(text["x_axis"])
        axes.set_ylabel(text["y_axis"])
        decimals(axes, language)

    return png(draw, height_in=2.4)
