"""Qt without a screen: set before anything of it is loaded."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(variable, None)

from collections.abc import Callable, Iterator, Sequence  # noqa: E402

import pytest  # noqa: E402
from PySide6.QtCore import QObject, QPoint, QPointF, Qt  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtQml import QQmlExpression, qmlContext  # noqa: E402
from PySide6.QtQuick import QQuickItem  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from kiosk.screening.corner_input import CornerInput  # noqa: E402
from kiosk.screening.events import Event  # noqa: E402
from kiosk.ui.app import make_application  # noqa: E402
from kiosk.ui.gallery import SERVICES, shots  # noqa: E402
from kiosk.ui.screen import Screen  # noqa: E402
from kiosk.ui.screens import blank_picture, compose, settle, still  # noqa: E402
from kiosk.ui.site import LANGUAGES, Site, Speech, SpeechPlan  # noqa: E402
from kiosk.ui.speaker import Speaker  # noqa: E402


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def posted() -> list[Event]:
    return []


@pytest.fixture
def submitted() -> list[CornerInput]:
    """What staff put into the corner."""
    return []


@pytest.fixture
def site_name() -> str:
    return "Kantor Contoh"


class HandClock:
    """Monotonic seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> float:
        self.now += seconds
        return self.now


class Listener(Speaker):
    """Notes what would be spoken, hour by hour."""

    def __init__(self) -> None:
        super().__init__(SpeechPlan(Speech.ON))
        self.heard: list[tuple[str, tuple[str, ...]]] = []

    def say(self, language: str, sentences: Sequence[str], hour: int) -> None:
        self.heard.append((language, tuple(sentences)))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def site(site_name: str) -> Site:
    return Site(
        name=site_name,
        motion=False,
        languages=LANGUAGES,
        services=SERVICES,
        dim_after_s=300.0,
        speech=SpeechPlan(Speech.ASKED),
    )


@pytest.fixture
def screen(
    qapp: QGuiApplication,
    posted: list[Event],
    submitted: list[CornerInput],
    site: Site,
    clock: HandClock,
    listener: Listener,
) -> Iterator[Screen]:
    make_application()
    screen = Screen(site, posted.append, speaker=listener, clock=clock, submit=submitted.append)
    settle(screen.window)
    yield screen
    screen.close()
    settle_events()


class Kept:
    """A window that the tests of one file take turns with; for those that look at what is drawn and touch nothing."""

    def __init__(self) -> None:
        self._site: Site | None = None
        self._screen: Screen | None = None

    def screen(self, site: Site) -> Screen:
        """Return the window as it is when it opens; another site gets another one."""
        if self._screen is None or site != self._site:
            self.close()
            self._site, self._screen = site, Screen(site, lambda event: None, speaker=Listener(), clock=HandClock())
            settle(self._screen.window)
            self._size = self._screen.window.size()
        else:
            self._screen.window.resize(self._size)
            self._screen.speak(site.language)
            self._screen.desk.dress(scheme="day", dimmed=False, shift=0)
            compose(self._screen, shots()["idle"], still(blank_picture()))
        return self._screen

    def close(self) -> None:
        if self._screen is not None:
            self._screen.close()
            settle_events()
        self._screen = None


@pytest.fixture(scope="module")
def kept(qapp: QGuiApplication) -> Iterator[Kept]:
    make_application()
    kept = Kept()
    yield kept
    kept.close()


@pytest.fixture
def looked_at(kept: Kept, site: Site) -> Screen:
    """What a file names `screen` when none of its tests needs a window of its own."""
    return kept.screen(site)


def settle_events() -> None:
    QGuiApplication.sendPostedEvents(None, 0)
    QGuiApplication.processEvents()


@pytest.fixture
def item(screen: Screen) -> Callable[[str], QQuickItem]:
    """Find an item of the window by its objectName."""

    def find(name: str) -> QQuickItem:
        found = next((one for one in every_item(screen.window.contentItem()) if one.objectName() == name), None)
        assert found is not None, name
        return found

    return find


def every_item(item: QQuickItem) -> Iterator[QQuickItem]:
    """All items below this one, those that a Repeater made too; of several with one name the visible one first."""
    for child in sorted(item.childItems(), key=lambda child: not child.isVisible()):
        yield child
        yield from every_item(child)


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
