"""The window: starts Qt, draws the newest snapshot, hands touches on, and ends quickly when asked."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event as Flag
from types import FrameType

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from drivers.values import Frame
from kiosk.screening.corner import CornerView
from kiosk.screening.corner_input import CornerInput
from kiosk.screening.events import Event
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.display import display_problem
from kiosk.ui.props import PREVIEW_PHASES
from kiosk.ui.screen import Screen
from kiosk.ui.site import Site

HERE = Path(__file__).parent
FAMILY = "Kiosk Sans"
ACTIVE_MS = 33
IDLE_MS = 100
QUIT = Flag()
"""Set from any thread by `request_quit`."""


@dataclass(frozen=True, slots=True)
class CornerLink:
    """The staff corner, as the screen reaches it."""

    latest: Callable[[], CornerView]
    submit: Callable[[CornerInput], None]


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


def run_app(
    *,
    latest_snapshot: Callable[[], Snapshot],
    latest_frame: Callable[[], Frame | None],
    post: Callable[[Event], None],
    site: Site,
    corner: CornerLink | None = None,
    stop: Flag | None = None,
    on_ready: Callable[[], None] | None = None,
) -> int:
    """Show the visitor screen until `stop` is set, `request_quit` is called or a signal asks to end."""
    notice = prepare_environment()
    if notice:
        print(notice, file=sys.stderr, flush=True)
    app = make_application()
    stop = stop or Flag()
    QUIT.clear()
    screen = Screen(site, post, submit=corner.submit if corner else None)
    if site.full_screen:
        app.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def poll() -> None:
        if stop.is_set() or QUIT.is_set():
            app.exit(0)  # not quit(): that asks the window, which lets nobody close it
            return
        snapshot = latest_snapshot()
        screen.show(snapshot)
        if corner is not None:
            screen.show_corner(corner.latest())
        screen.tick(datetime.now().astimezone().hour)
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
    QUIT.set()
