"""The window: starts Qt, draws the newest snapshot, hands touches on, and ends quickly when asked."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from types import FrameType

from PySide6.QtCore import QCoreApplication, QMetaObject, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from drivers.values import Frame
from kiosk.screening.events import AgainAsked, Event, HandsConfirmed
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.display import display_problem
from kiosk.ui.preview import PreviewFeed
from kiosk.ui.props import PREVIEW_PHASES, language_lapses
from kiosk.ui.view_model import ScreenViewModel

HERE = Path(__file__).parent
FAMILY = "Kiosk Sans"
LANGUAGES = ("id", "en")
ACTIVE_MS = 33
IDLE_MS = 100
CHOICE_LAPSES_MS = 60_000
"""A language chosen on the welcome screen, when nobody then steps in front."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whose door this is, and how its screen begins."""

    name: str
    language: str = "id"
    full_screen: bool = False
    motion: bool = True


def prepare_environment() -> str | None:
    """Set what Qt reads once at its start; the sentence to print when there is no display."""
    for variable in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(variable, None)  # importing cv2 sets them to a Qt of its own
    problem = display_problem()
    if problem is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    return problem


def make_application() -> QGuiApplication:
    app = QCoreApplication.instance()
    if not isinstance(app, QGuiApplication):
        app = QGuiApplication(["kiosk"])
    if FAMILY not in QFontDatabase.families():
        for file in sorted((HERE / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont(FAMILY))
    return app


class Screen(QObject):
    """The window with its view models. Whoever holds it shows snapshots and frames; it posts touches."""

    def __init__(self, site: Site, post: Callable[[Event], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = site.language
        self._site = site
        self._snapshot: Snapshot | None = None
        self._translator = QTranslator(self)
        self.lapse = QTimer(self, interval=CHOICE_LAPSES_MS, singleShot=True)
        self.lapse.timeout.connect(self._forget_choice)
        # The engine owns the view models: its window must be gone before they are.
        self.engine = QQmlApplicationEngine(self)
        self.view = ScreenViewModel(
            confirm_hands=lambda: post(HandsConfirmed(time.monotonic())),
            ask_again=lambda: post(AgainAsked(time.monotonic())),
            choose_language=self._choose_language,
            site_name=site.name,
            language=site.language,
            parent=self.engine,
        )
        self.feed = PreviewFeed(self.engine)
        self.engine.addImportPath(str(HERE))
        self.speak(site.language)
        self.engine.setInitialProperties(
            {"view": self.view, "feed": self.feed, "motion": site.motion, "fullScreen": site.full_screen}
        )
        self.engine.loadFromModule("Kiosk", "Main")
        windows = self.engine.rootObjects()
        if not windows or not isinstance(windows[0], QQuickWindow):
            raise RuntimeError("the visitor screen's QML did not load; the lines above say why")
        self.window = windows[0]

    def close(self) -> None:
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.removeTranslator(self._translator)

    def show(self, snapshot: Snapshot) -> None:
        if snapshot is self._snapshot:
            return
        if language_lapses(self._snapshot, snapshot):
            self.speak(self._site.language)
        if snapshot.phase not in PREVIEW_PHASES:
            self.feed.offer(None)
        self._snapshot = snapshot
        self.view.show(snapshot)

    def speak(self, language: str) -> None:
        self.language = language
        QCoreApplication.removeTranslator(self._translator)
        if self._translator.load(f"kiosk_{language}", str(HERE / "translations")):
            QCoreApplication.installTranslator(self._translator)
        self.engine.setUiLanguage(language)
        self.engine.retranslate()
        self.view.speak(language)

    def _choose_language(self, language: str) -> None:
        if language in LANGUAGES:
            self.speak(language)
            self.lapse.start()

    def _forget_choice(self) -> None:
        if self._snapshot is None or self._snapshot.phase is Phase.IDLE:
            self.speak(self._site.language)


def run_app(
    *,
    latest_snapshot: Callable[[], Snapshot],
    latest_frame: Callable[[], Frame | None],
    post: Callable[[Event], None],
    site: Site,
    stop: Flag | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Show the visitor screen until `stop` is set, `request_quit` is called or a signal asks to end."""
    notice = prepare_environment()
    if notice:
        print(notice, file=sys.stderr, flush=True)
    app = make_application()
    stop = stop or Flag()
    screen = Screen(site, post)
    if site.full_screen:
        app.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def poll() -> None:
        if stop.is_set():
            app.quit()
            return
        snapshot = latest_snapshot()
        screen.show(snapshot)
        if snapshot.phase in PREVIEW_PHASES:
            screen.feed.offer(latest_frame())
        timer.setInterval(IDLE_MS if snapshot.phase is Phase.IDLE else ACTIVE_MS)

    def ask_to_end(number: int, frame: FrameType | None) -> None:
        stop.set()

    timer = QTimer(interval=ACTIVE_MS)
    timer.timeout.connect(poll)
    before = {number: signal.signal(number, ask_to_end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        poll()
        timer.start()
        if on_ready:
            QTimer.singleShot(0, on_ready)
        return app.exec()
    finally:
        timer.stop()
        screen.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def request_quit() -> None:
    """End `run_app`; from any thread."""
    app = QCoreApplication.instance()
    if app is not None:
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)
