"""Temperatures over time in one line of text."""

from collections import deque
from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
GAP = "·"
SMALLEST_SPAN_C = 0.5
"""A quiet signal is drawn quiet: its noise does not fill the height."""


def sparkline(values: Sequence[float | None]) -> str:
    """One character a value, lowest to highest; a dot where there is none."""
    known = [value for value in values if value is not None]
    if not known:
        return GAP * len(values)
    middle = (min(known) + max(known)) / 2
    span = max(SMALLEST_SPAN_C, max(known) - min(known))
    return "".join(GAP if value is None else _bar((value - middle) / span + 0.5) for value in values)


def _bar(height: float) -> str:
    return BARS[min(len(BARS) - 1, int(height * len(BARS)))]


class LivePlot:
    """The newest values, drawn over and over in the same line."""

    def __init__(self, width: int) -> None:
        self._values: deque[float | None] = deque(maxlen=max(10, width - 60))

    def line(self, object_c: float | None, ambient_c: float | None) -> str:
        """Take a value; return the line to show now."""
        self._values.append(object_c)
        known = [value for value in self._values if value is not None]
        span = f"{min(known):.2f} to {max(known):.2f}" if known else "no values"
        return f"{_celsius(object_c)} {sparkline(tuple(self._values))} {span} °C, ambient {_celsius(ambient_c)}"


def _celsius(value: float | None) -> str:
    return "no value" if value is None else f"{value:6.2f} °C"
