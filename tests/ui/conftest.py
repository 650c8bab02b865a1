"""Qt without a screen: set before anything of it is loaded."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(variable, None)

from collections.abc import Callable, Iterator  # noqa: E402

import pytest  # noqa: E402
from PySide6.QtCore import QObject, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtQml import QQmlExpression, qmlContext  # noqa: E402
from PySide6.QtQuick import QQuickItem  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from kiosk.screening.events import Event  # noqa: E402
from kiosk.ui.app import Screen, Site, make_application  # noqa: E402
from kiosk.ui.screens import settle  # noqa: E402


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def posted() -> list[Event]:
    return []


@pytest.fixture
def site_name() -> str:
    return "Kantor Contoh"


@pytest.fixture
def screen(qapp: QGuiApplication, posted: list[Event], site_name: str) -> Iterator[Screen]:
    make_application()
    screen = Screen(Site(name=site_name, motion=False), posted.append)
    settle(screen.window)
    yield screen
    screen.close()
    settle_events()


def settle_events() -> None:
    QGuiApplication.sendPostedEvents(None, 0)
    QGuiApplication.processEvents()


@pytest.fixture
def item(screen: Screen) -> Callable[[str], QQuickItem]:
    """Find an item of the window by its objectName."""

    def find(name: str) -> QQuickItem:
        found = screen.window.findChild(QQuickItem, name)
        assert found is not None, name
        return found

    return find


@pytest.fixture
def touch(screen: Screen, item: Callable[[str], QQuickItem]) -> Callable[[str], None]:
    def press(name: str) -> None:
        button = item(name)
        assert button.isVisible(), name
        middle: QPoint = button.mapToScene(QPointF(button.width() / 2, button.height() / 2)).toPoint()
        QTest.mouseClick(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    return press


@pytest.fixture
def evaluate(screen: Screen) -> Callable[[str], object]:
    """Ask the QML, with Theme and Texts in reach."""

    def ask(expression: str) -> object:
        root: QObject = screen.window
        context = qmlContext(root)
        assert context is not None
        asked = QQmlExpression(context, root, expression)
        value = asked.evaluate()
        assert not asked.hasError(), asked.error().toString()
        return value[0] if isinstance(value, tuple) else value

    return ask
