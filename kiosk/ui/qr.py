"""A QR code as an item: whole pixels for each module, black on white whatever the colours around it."""

import segno
from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""


@QmlElement
class QrCode(QQuickPaintedItem):
    """Draws `text` as large as fits; nothing where there is none."""

    textChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setAntialiasing(False)

    @Property(str, notify=textChanged)
    def text(self) -> str:  # pyright: ignore[reportRedeclaration]
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._modules = modules(text) if text else ()
            self.textChanged.emit()
            self.update()

    def paint(self, painter: QPainter) -> None:
        if not self._modules:
            return
        count = len(self._modules) + 2 * QUIET
        side = max(1, int(min(self.width(), self.height())) // count)
        left, top = (int(self.width()) - side * count) // 2, (int(self.height()) - side * count) // 2
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor("white"))
        painter.setPen(Qt.PenStyle.NoPen)
        for row, line in enumerate(self._modules, QUIET):
            for column, dark in enumerate(line, QUIET):
                if dark:
                    painter.fillRect(left + column * side, top + row * side, side, side, QColor("black"))


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code's dark modules without quiet zone; a tenth to a seventh of it may be unreadable (level M)."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
