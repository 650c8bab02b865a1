"""The camera picture on the screen: a mailbox of one frame, and the item that paints it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Property, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from drivers.values import Frame

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Made in Python and handed to Main.qml.")  # pyright: ignore[reportCallIssue]
class PreviewFeed(QObject):
    """Holds the newest frame only; `ready` carries no payload, so nothing can queue up behind a slow screen."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None

    @property
    def frame(self) -> Frame | None:
        return self._frame

    def offer(self, frame: Frame | None) -> None:
        """From any thread."""
        if frame is not self._frame:
            self._frame = frame
            self.ready.emit()


@QmlElement
class Preview(QQuickPaintedItem):
    """The newest frame as a mirror: filled by cropping, never stretched, corners rounded onto `surface`."""

    feedChanged = Signal()
    radiusChanged = Signal()
    surfaceChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: PreviewFeed | None = None
        self._radius = 0.0
        self._surface = QColor("black")
        self.setOpaquePainting(True)

    @Property(PreviewFeed, notify=feedChanged)
    def feed(self) -> PreviewFeed | None:  # pyright: ignore[reportRedeclaration]
        return self._feed

    @feed.setter
    def feed(self, feed: PreviewFeed | None) -> None:
        if self._feed is not None:
            self._feed.ready.disconnect(self._on_ready)
        self._feed = feed
        if feed is not None:
            feed.ready.connect(self._on_ready, Qt.ConnectionType.AutoConnection)
        self.feedChanged.emit()

    @Property(float, notify=radiusChanged)
    def radius(self) -> float:  # pyright: ignore[reportRedeclaration]
        return self._radius

    @radius.setter
    def radius(self, radius: float) -> None:
        self._radius = radius
        self.radiusChanged.emit()
        self.update()

    @Property(QColor, notify=surfaceChanged)
    def surface(self) -> QColor:  # pyright: ignore[reportRedeclaration]
        return self._surface

    @surface.setter
    def surface(self, surface: QColor) -> None:
        self._surface = surface
        self.surfaceChanged.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        target = QRectF(0, 0, self.width(), self.height())
        painter.fillRect(target, self._surface)
        frame = self._feed.frame if self._feed else None
        if frame is None or target.isEmpty():
            return
        picture = mirrored(frame.pixels)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, picture, filling(picture.width(), picture.height(), target.width() / target.height()))
        self._round_corners(painter, target)

    def _round_corners(self, painter: QPainter, target: QRectF) -> None:
        """Painting over them costs a third of clipping or of a textured brush."""
        corners = QPainterPath()
        corners.addRect(target)
        corners.addRoundedRect(target, self._radius, self._radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(corners, self._surface)

    def _on_ready(self) -> None:
        if self.isVisible():
            self.update()


def mirrored(pixels: NDArray[np.uint8]) -> QImage:
    """Left and right exchanged, in the format that Qt scales fastest."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_BGR888)
    return image.flipped(Qt.Orientation.Horizontal).convertToFormat(QImage.Format.Format_RGB32)


def filling(width: int, height: int, aspect: float) -> QRectF:
    """The middle of a picture with that aspect (width / height), as large as it can be."""
    cut_w, cut_h = min(width, height * aspect), min(height, width / aspect)
    return QRectF((width - cut_w) / 2, (height - cut_h) / 2, cut_w, cut_h)
