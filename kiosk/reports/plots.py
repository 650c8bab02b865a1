"""Plots in the house's type and colours, drawn to PNG; nothing of a screen is needed."""

from collections.abc import Callable
from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.ticker import ScalarFormatter

from kiosk.reports.document import FONTS
from kiosk.reports.language import Language

WATER, BRICK, GOLD, STONE, INK = "#0E4F52", "#A64B32", "#E2AE4A", "#EDE2CF", "#1F2B2A"
DPI = 200


def png(
    draw: Callable[[Axes], None],
    *,
    width_in: float = 6.8,
    height_in: float = 2.9,
    dpi: int = DPI,
    points: float = 8.5,
    ground: str = "white",
) -> bytes:
    """Return a picture of one pair of axes that `draw` fills; `points` is the size of its type."""
    for file in sorted(FONTS.glob("*.ttf")):
        if not any(one.fname == str(file) for one in fontManager.ttflist):
            fontManager.addfont(str(file))
    family = FontProperties(fname=str(FONTS / "KioskSans-Regular.ttf")).get_name()
    with rc_context(
        {
            "font.family": family,
            "font.size": points,
            "axes.edgecolor": "#8C8779",
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": STONE,
            "axes.unicode_minus": True,
        }
    ):
        figure = Figure(figsize=(width_in, height_in), dpi=dpi, facecolor=ground, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot(facecolor=ground)
        draw(axes)
        out = BytesIO()
        figure.savefig(out, format="png", facecolor=ground, metadata={"Software": None})
    return out.getvalue()


class _Comma(ScalarFormatter):
    def __call__(self, x: float, pos: int | None = None) -> str:
        return super().__call__(x, pos).replace(".", ",")


def decimals(axes: Axes, language: Language) -> None:
    """Write the numbers along both axes as the language does."""
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(_Comma() if language is Language.INDONESIAN else ScalarFormatter())
