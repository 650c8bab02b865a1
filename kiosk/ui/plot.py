"""A plot as an item: drawn by Qt itself in the screen's own colours and type, light enough to follow readings live."""

from typing import Any

from PySide6.QtCore import Property, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.ui.plot_drawing import Drawing, Look
from kiosk.ui.plot_values import Plot

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class PlotFeed(QObject):
    """Holds the newest plot only."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plot = Plot()

    @property
    def plot(self) -> Plot:
        return self._plot

    def offer(self, plot: Plot) -> None:
        if plot != self._plot:
            self._plot = plot
            self.ready.emit()


@QmlElement
class PlotView(QQuickPaintedItem):
    """Draws the newest plot: the name of y above, that of x below, a legend, and each limit by its name."""

    feedChanged = Signal()
    looksChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: PlotFeed | None = None
        self._names: dict[str, Any] = {}
        self._colours: dict[str, Any] = {}
        self._size = 16.0
        self._family = ""
        self.looksChanged.connect(self.update)

    @Property(PlotFeed, notify=feedChanged)
    def feed(self) -> PlotFeed | None:  # pyright: ignore[reportRedeclaration]
        return self._feed

    @feed.setter
    def feed(self, feed: PlotFeed | None) -> None:
        if self._feed is not None:
            self._feed.ready.disconnect(self.update)
        self._feed = feed
        if feed is not None:
            feed.ready.connect(self.update)
        self.feedChanged.emit()
        self.update()

    @Property("QVariantMap", notify=looksChanged)  # pyright: ignore[reportArgumentType]
    def names(self) -> dict[str, Any]:  # pyright: ignore[reportRedeclaration]
        """Words by key: `x`, `y` and those that the plot names; `point`: the decimal sign."""
        return self._names

    @names.setter
    def names(self, names: dict[str, Any]) -> None:
        self._names = names
        self.looksChanged.emit()

    @Property("QVariantMap", notify=looksChanged)  # pyright: ignore[reportArgumentType]
    def colours(self) -> dict[str, Any]:  # pyright: ignore[reportRedeclaration]
        """Colours by what they are for: `paper`, `ink`, `grid`, `band`, and each Tone."""
        return self._colours

    @colours.setter
    def colours(self, colours: dict[str, Any]) -> None:
        self._colours = colours
        self.looksChanged.emit()

    @Property(float, notify=looksChanged)
    def typeSize(self) -> float:  # pyright: ignore[reportRedeclaration]
        """Of the type, px."""
        return self._size

    @typeSize.setter
    def typeSize(self, size: float) -> None:
        self._size = size
        self.looksChanged.emit()

    @Property(str, notify=looksChanged)
    def family(self) -> str:  # pyright: ignore[reportRedeclaration]
        return self._family

    @family.setter
    def family(self, family: str) -> None:
        self._family = family
        self.looksChanged.emit()

    def paint(self, painter: QPainter) -> None:
        plot = self._feed.plot if self._feed else Plot()
        Drawing(painter, plot, QRectF(0, 0, self.width(), self.height()), self._look()).draw()

    def _look(self) -> Look:
        font = QFont(self._family)
        font.setPixelSize(max(10, round(self._size)))
        colours = {name: QColor(value) for name, value in self._colours.items()}
        return Look(font, colours, {name: str(value) for name, value in self._names.items()})
