"""A full screen has no way out for a visitor: not by keys, gestures, long presses, menus, links or closing."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.screening.events import Event
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui import app
from kiosk.ui.app import make_application, run_app
from kiosk.ui.screen import Screen
from kiosk.ui.screens import settle
from kiosk.ui.site import Site

from .conftest import HandClock, Listener, settle_events

QML = Path(app.__file__).parent / "Kiosk"
IDLE = Snapshot(Phase.IDLE, simulated=True)
KEYS = (
    "Alt+F4", "Ctrl+Q", "Ctrl+W", "Ctrl+F4", "Ctrl+Alt+Delete", "Alt+Tab", "Meta+D", "Meta+L", "Meta+F4", "Ctrl+Alt+T",
    "Ctrl+Alt+F2", "Ctrl+Shift+Esc", "Esc", "F1", "F5", "F10", "F11", "F12", "Back", "Home", "Menu", "Shift+F10",
    "Ctrl+P", "Ctrl+N", "Ctrl+O",
)  # fmt: skip


@pytest.fixture
def site(site: Site) -> Site:
    return replace(site, full_screen=True)


@pytest.fixture
def led_out(screen: Screen) -> Callable[[], bool]:
    """Whether the window is not any more what a visitor should see: the whole screen, with the welcome page."""
    screen.show(IDLE)
    settle(screen.window)
    window = screen.window

    def left() -> bool:
        settle_events()
        full = window.isVisible() and window.visibility() is QQuickWindow.Visibility.FullScreen
        others = [one for one in QGuiApplication.topLevelWindows() if one is not window and one.isVisible()]
        return not full or bool(others) or screen.view.page != "welcome" or screen.desk.panel != ""

    assert not left()
    return left


@pytest.mark.parametrize("keys", KEYS)
def test_no_key_leads_out(screen: Screen, led_out: Callable[[], bool], posted: list[Event], keys: str):
    QTest.keySequence(screen.window, QKeySequence(keys))
    assert not led_out()
    assert not posted


def test_the_window_manager_cannot_close_it(screen: Screen, led_out: Callable[[], bool]):
    assert not screen.window.close()
    assert not led_out()


def test_the_program_itself_can(screen: Screen):
    screen.close()
    assert not screen.window.isVisible()


def places(window: QQuickWindow) -> Iterator[QPoint]:
    for x in range(8, window.width(), 96):
        for y in range(8, window.height(), 96):
            yield QPoint(x, y)


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton])
def test_no_menu_opens_anywhere(
    screen: Screen, led_out: Callable[[], bool], posted: list[Event], button: Qt.MouseButton
):
    for place in places(screen.window):
        QTest.mouseClick(screen.window, button, Qt.KeyboardModifier.NoModifier, place)
    assert not led_out()
    assert not posted


@pytest.mark.parametrize("edge", ["left", "right", "top", "bottom"])
def test_a_swipe_from_an_edge_moves_nothing(
    screen: Screen, led_out: Callable[[], bool], posted: list[Event], edge: str
):
    width, height = screen.window.width(), screen.window.height()
    middle = QPoint(width // 2, height // 2)
    start = {
        "left": QPoint(0, middle.y()),
        "right": QPoint(width - 1, middle.y()),
        "top": QPoint(middle.x(), 0),
        "bottom": QPoint(middle.x(), height - 1),
    }[edge]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(screen.window, left, none, start)
    for part in range(1, 6):
        QTest.mouseMove(screen.window, start + (middle - start) * part / 5)
    QTest.mouseRelease(screen.window, left, none, middle)
    assert not led_out()
    assert not posted


def test_nothing_in_the_screen_is_able_to_leave_it():
    """Links, menus, file dialogs and fields that bring a context menu are not there at all."""
    ways = r"\b(openUrlExternally|onLinkActivated|FileDialog|FolderDialog|ContextMenu|Shortcut|TextField|TextArea)\b"
    ways += r"|\b(TextInput|TextEdit|Menu|MenuBar|Popup|Drawer|WebView|Qt\.quit|Qt\.exit)\s*[({]"
    found = {file.name: re.findall(ways, file.read_text("utf-8")) for file in QML.glob("*.qml")}
    assert len(found) > 20
    assert not {name: ways for name, ways in found.items() if ways}


@pytest.mark.parametrize("full", [True, False])
def test_the_cursor_is_hidden_on_a_full_screen_only(qapp: QGuiApplication, full: bool):
    while QGuiApplication.overrideCursor() is not None:
        QGuiApplication.restoreOverrideCursor()
    stop, seen = threading.Event(), []

    def look() -> None:
        cursor = QGuiApplication.overrideCursor()
        seen.append(cursor.shape() if cursor is not None else None)
        stop.set()

    site = Site(name="", motion=False, full_screen=full)
    run_app(
        latest_snapshot=lambda: IDLE,
        latest_frame=lambda: None,
        post=lambda event: None,
        site=site,
        stop=stop,
        on_ready=look,
    )
    assert seen == [Qt.CursorShape.BlankCursor if full else None]


def test_without_motion_nothing_moves_by_itself(qapp: QGuiApplication, site: Site, clock: HandClock):
    make_application()
    for motion in (True, False):
        screen = Screen(replace(site, motion=motion), lambda event: None, speaker=Listener(), clock=clock)
        screen.show(Snapshot(Phase.DECIDING, session_id="1"))
        settle(screen.window)
        animations = [
            one
            for item in _every(screen.window.contentItem())
            for one in item.findChildren(QObject)
            if one.inherits("QQuickAbstractAnimation") and one.property("running")
        ]
        assert bool(animations) is motion
        screen.close()
        settle_events()


def _every(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _every(child)
