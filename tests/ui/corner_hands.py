"""Hands in the staff corner: a long press, digits, a page that is shown."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screening.corner import CornerView
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.corner_gallery import corner_shots
from kiosk.ui.screen import Screen
from kiosk.ui.screens import settle

from .conftest import HandClock

Find = Callable[[str], QQuickItem]
Touch = Callable[[str], None]
VIEWS = {name: shot.view for name, shot in corner_shots().items()}


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def hold(screen: Screen, item: Find, clock: HandClock, seconds: float) -> None:
    """A finger on the site's name for so long, with the screen drawn all the while."""
    where = middle(item("cornerDoor"))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(screen.window, left, none, where)
    for _ in range(round(seconds / 0.1)):
        clock.passes(0.1)
        screen.tick(12)
    QTest.mouseRelease(screen.window, left, none, where)
    screen.tick(12)


def show(screen: Screen, view: CornerView) -> None:
    screen.show(Snapshot(Phase.OUT_OF_SERVICE))
    screen.show_corner(view)
    settle(screen.window)


def press(touch: Touch, digits: str) -> None:
    for digit in digits:
        touch(f"pad_{digit}")
