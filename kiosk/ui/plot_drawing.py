"""How a plot is drawn: the name of y above, that of x below, a legend, and each limit by its name."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kiosk.ui.plot_values import Mark, Plot, Series, Tone, ticks


class Look:
    """Type, colours and words of one picture."""

    def __init__(self, font: QFont, colours: dict[str, QColor], names: dict[str, str]) -> None:
        self.font, self._colours, self._names = font, colours, names
        self.metrics = QFontMetricsF(font)

    def colour(self, name: str) -> QColor:
        return self._colours.get(name, QColor("black"))

    def word(self, key: str) -> str:
        return self._names.get(key, "")

    def number(self, value: float, decimals: int) -> str:
        text = f"{value:.{decimals}f}"
        return text.replace(".", self._names.get("point", ".")).replace("-", "\u2212")


class Drawing:
    """One picture: where its axes lie, and how values come to pixels."""

    def __init__(self, painter: QPainter, plot: Plot, whole: QRectF, look: Look) -> None:
        self.painter, self.plot, self.whole, self.look = painter, plot, whole, look
        line = look.metrics.height()
        self.line = line
        self.y_ticks, self.y_decimals = ticks(*plot.y, max(2, int((whole.height() - 4 * line) / (1.7 * line)) + 1))
        widest = max(
            (look.metrics.horizontalAdvance(look.number(at, self.y_decimals)) for at in self.y_ticks), default=0.0
        )
        left = widest + 0.6 * line
        self.legend_lines = self._legend_lines(left)
        top = (1.6 + self.legend_lines) * line
        self.area = QRectF(left, top, whole.width() - left - 0.9 * line, whole.height() - top - 2.5 * line)

    def draw(self) -> None:
        if self.area.width() < 20 or self.area.height() < 20:
            return
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setFont(self.look.font)
        self._ground()
        self._axes()
        self.painter.setClipRect(self.area.adjusted(-4, -4, 4, 4))
        for one in self.plot.series:
            self._series(one)
        self.painter.setClipping(False)
        self._rules()
        self._legend()

    def at(self, x: float, y: float) -> QPointF:
        (left, right), (low, high) = self.plot.x, self.plot.y
        return QPointF(
            self.area.left() + (x - left) / (right - left) * self.area.width(),
            self.area.bottom() - (y - low) / (high - low) * self.area.height(),
        )

    def _ground(self) -> None:
        self.painter.fillRect(self.area, self.look.colour("paper"))
        if self.plot.judged is not None:
            start, end = (self.at(x, self.plot.y[0]).x() for x in self.plot.judged)
            self.painter.fillRect(
                QRectF(start, self.area.top(), end - start, self.area.height()), self.look.colour("band")
            )
        if self.plot.allowed is not None:
            low, high = (self.at(self.plot.x[0], y).y() for y in self.plot.allowed)
            self.painter.fillRect(
                QRectF(self.area.left(), high, self.area.width(), low - high), self.look.colour("band")
            )

    def _axes(self) -> None:
        look, area = self.look, self.area
        for y in self.y_ticks:
            here = self.at(self.plot.x[0], y)
            self._pen("grid", 1)
            self.painter.drawLine(here, QPointF(area.right(), here.y()))
            self._text(
                QRectF(0, here.y() - self.line, area.left() - 0.35 * self.line, 2 * self.line),
                look.number(y, self.y_decimals),
                Qt.AlignmentFlag.AlignRight,
            )
        for x, text in self._x_ticks():
            here = self.at(x, self.plot.y[0])
            self._pen("ink", 1)
            self.painter.drawLine(here, here + QPointF(0, 0.25 * self.line))
            wide = look.metrics.horizontalAdvance(text)
            place = max(0.0, min(here.x() - wide / 2, self.whole.width() - wide))
            self._text(QRectF(place, area.bottom(), wide + 2, 1.8 * self.line), text, Qt.AlignmentFlag.AlignLeft)
        self._pen("ink", max(1.0, self.line / 14))
        self.painter.drawLine(area.bottomLeft(), area.bottomRight())
        self.painter.drawLine(area.topLeft(), area.bottomLeft())
        self._text(QRectF(0, 0, self.whole.width(), 1.2 * self.line), self.look.word("y"), Qt.AlignmentFlag.AlignLeft)
        below = QRectF(area.left(), area.bottom() + 1.35 * self.line, area.width(), 1.1 * self.line)
        self._text(below, self.look.word("x"), Qt.AlignmentFlag.AlignRight)

    def _x_ticks(self) -> tuple[tuple[float, str], ...]:
        if self.plot.x_ticks:
            return self._with_room(self.plot.x_ticks)
        most = max(2, int(self.area.width() / (4 * self.line)))
        places, decimals = ticks(*self.plot.x, most)
        return tuple((at, self.look.number(at, decimals)) for at in places)

    def _with_room(self, given: tuple[tuple[float, str], ...]) -> tuple[tuple[float, str], ...]:
        """From the newest back, as many as do not touch one another."""
        kept: list[tuple[float, str]] = []
        edge = self.whole.width() + self.line
        for x, text in reversed(given):
            wide = self.look.metrics.horizontalAdvance(text)
            here = min(self.at(x, 0).x(), self.whole.width() - wide / 2)
            if here + wide / 2 + 0.6 * self.line < edge:
                kept.append((x, text))
                edge = here - wide / 2
        return tuple(kept)

    def _series(self, series: Series) -> None:
        points = [self.at(x, y) for x, y in series.points]
        colour = self.look.colour(series.tone)
        wide = max(1.5, self.line / 9)
        if series.mark in (Mark.LINE, Mark.DASHES):
            self.painter.setPen(self._line(series, wide))
            self.painter.drawPolyline(points)
            return
        for (x, y), half in zip(series.points, series.half_widths, strict=False):
            self.painter.setPen(QPen(colour, wide * 0.7))
            self.painter.drawLine(self.at(x, y - half), self.at(x, y + half))
        for point in points:
            self._mark(point, series.mark, colour)

    def _line(self, series: Series, wide: float) -> QPen:
        dashed = series.mark is Mark.DASHES
        thick = wide * (1.6 if series.tone is Tone.TREND else 0.8 if dashed else 1.0)
        return QPen(self.look.colour(series.tone), thick, Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine)

    def _mark(self, point: QPointF, mark: Mark, colour: QColor) -> None:
        size = (0.42 if mark is Mark.RING else 0.28) * self.line
        self.painter.setPen(QPen(colour, max(1.5, self.line / 9)))
        if mark is not Mark.RING:
            self.painter.setBrush(colour)
        if mark is Mark.SQUARE:
            self.painter.drawRect(QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size))
        else:
            self.painter.drawEllipse(point, size, size)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _rules(self) -> None:
        for rule in self.plot.rules:
            if not self.plot.y[0] <= rule.y <= self.plot.y[1]:
                continue
            here = self.at(self.plot.x[0], rule.y)
            style = Qt.PenStyle.DashLine if rule.tone in (Tone.LIMIT, Tone.FAR_LIMIT) else Qt.PenStyle.SolidLine
            self.painter.setPen(QPen(self.look.colour(rule.tone), max(1.5, self.line / 11), style))
            self.painter.drawLine(here, QPointF(self.area.right(), here.y()))
            name = self.look.word(rule.name)
            if name:
                wide = self.look.metrics.horizontalAdvance(name) + 0.5 * self.line
                above = rule.y >= 0
                top = here.y() - 1.15 * self.line if above else here.y() + 0.1 * self.line
                place = QRectF(self.area.left() + 0.3 * self.line, top, wide, 1.05 * self.line)
                self._text(place, name, Qt.AlignmentFlag.AlignLeft)

    def _named(self) -> list[Series]:
        return [one for one in self.plot.series if one.name and self.look.word(one.name)]

    def _legend_lines(self, left: float) -> int:
        """How many lines the legend takes below the name of y; 0: beside it, or none."""
        wide = sum(self._legend_width(one) for one in self._named())
        beside = self.look.metrics.horizontalAdvance(self.look.word("y")) + 1.5 * self.line
        return 0 if beside + wide <= self.whole.width() else 1 if wide > 0 and left > 0 else 0

    def _legend_width(self, series: Series) -> float:
        return self.look.metrics.horizontalAdvance(self.look.word(series.name)) + 2.1 * self.line

    def _legend(self) -> None:
        named = self._named()
        x = self.whole.width() - sum(self._legend_width(one) for one in named)
        y = self.legend_lines * self.line
        x = max(0.0, x) if not self.legend_lines else 0.0
        for one in named:
            middle = QPointF(x + 0.6 * self.line, y + 0.6 * self.line)
            colour = self.look.colour(one.tone)
            if one.mark in (Mark.LINE, Mark.DASHES):
                self.painter.setPen(self._line(one, max(1.5, self.line / 9)))
                self.painter.drawLine(middle - QPointF(0.5 * self.line, 0), middle + QPointF(0.5 * self.line, 0))
            else:
                self._mark(middle, one.mark, colour)
            place = QRectF(x + 1.3 * self.line, y, self._legend_width(one), 1.2 * self.line)
            self._text(place, self.look.word(one.name), Qt.AlignmentFlag.AlignLeft)
            x += self._legend_width(one)

    def _pen(self, colour: str, width: float) -> None:
        self.painter.setPen(QPen(self.look.colour(colour), width))

    def _text(self, place: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
        self._pen("ink", 1)
        self.painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, text)
