"""How quick the screen is, drawn by the processor alone: `python -m kiosk.ui.bench` prints one JSON object."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from statistics import median

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem

from drivers.values import Frame
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.app import make_application
from kiosk.ui.gallery import SITE
from kiosk.ui.screen import Screen

SIZES = ((800, 480), (1280, 800), (1080, 1920), (1920, 1080))
SECONDS = 1.5
"""Of each motion."""
CAMERA_FPS = 30.0
TOUCHES = ("language_en", "open_services", "open_back", "toggleLower", "open_feedback", "open_back", "language_id")
"""One after the other; each changes what is on the screen."""
PATIENCE_S = 2.0


class Frames(QObject):
    """Counts what was drawn and shown."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.shown = 0
        screen.window.frameSwapped.connect(self._note, Qt.ConnectionType.DirectConnection)

    def _note(self) -> None:
        self.shown += 1


def measure(sizes: Iterable[tuple[int, int]] = SIZES, seconds: float = SECONDS) -> dict[str, dict[str, float]]:
    """Return milliseconds from touch to the changed picture, and pictures a second in motion, by size of the window."""
    make_application()
    return {f"{width}x{height}": _of_size(width, height, seconds) for width, height in sizes}


def _of_size(width: int, height: int, seconds: float) -> dict[str, float]:
    screen = Screen(replace(SITE, motion=True), lambda event: None)
    screen.window.resize(width, height)
    frames = Frames(screen)
    try:
        screen.show(Snapshot(Phase.IDLE, simulated=True))
        _turn(0.3)
        touches = [_touch_ms(screen, frames, name) for name in TOUCHES * 3]
        found = {
            "touch_ms_median": round(median(wall for wall, _ in touches), 1),
            "touch_ms_most": round(max(wall for wall, _ in touches), 1),
            "touch_cpu_ms_most": round(max(cpu for _, cpu in touches), 1),
        }
        for name, phase in (("motion", Phase.DECIDING), ("mirror", Phase.GUIDING), ("measuring", Phase.MEASURING)):
            fps, cpu_ms = _rate(screen, frames, Snapshot(phase, simulated=True, session_id="1"), seconds)
            found |= {f"{name}_fps": fps, f"{name}_cpu_ms": cpu_ms}
        return found
    finally:
        screen.close()
        _turn(0.0)


def _touch_ms(screen: Screen, frames: Frames, name: str) -> tuple[float, float]:
    """From the finger's release to the next picture on the window: ms on the wall clock, ms of processor time."""
    _turn(0.05)
    item = next(one for one in _items(screen.window.contentItem()) if one.objectName() == name and one.isVisible())
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    _mouse(screen, QEvent.Type.MouseButtonPress, middle)
    _turn(0.05)
    before, start, used = frames.shown, time.perf_counter(), time.process_time()
    _mouse(screen, QEvent.Type.MouseButtonRelease, middle)
    if not _turn(PATIENCE_S, lambda: frames.shown > before):
        raise RuntimeError(f"{name}: nothing was drawn within {PATIENCE_S} s of a touch")
    return (time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000


def _mouse(screen: Screen, kind: QEvent.Type, at: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    held = left if kind is QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind, at, at, at, left, held, Qt.KeyboardModifier.NoModifier, QPointingDevice.primaryPointingDevice()
    )
    QCoreApplication.sendEvent(screen.window, event)


def _rate(screen: Screen, frames: Frames, snapshot: Snapshot, seconds: float) -> tuple[float, float]:
    """Pictures shown a second while this page is open, its camera at CAMERA_FPS; ms of processor time for each.

    Where other programs keep the processor busy, the second tells what the first would be without them.
    """
    pictures = _pictures()
    screen.show(snapshot)
    _turn(0.2)
    before, start, used, offered = frames.shown, time.perf_counter(), time.process_time(), 0
    while (passed := time.perf_counter() - start) < seconds:
        if screen.view.preview and passed * CAMERA_FPS >= offered:
            screen.feed.offer(next(pictures))
            offered += 1
        if snapshot.phase is Phase.MEASURING:
            screen.show(replace(snapshot, progress=passed / seconds))
        _turn(0.002)
    shown = max(1, frames.shown - before)
    return round(shown / (time.perf_counter() - start), 1), round((time.process_time() - used) / shown * 1000, 1)


def _pictures() -> Iterator[Frame]:
    """Frames of a camera that sees something move, 640x480."""
    base = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    while True:
        base = np.roll(base, 8, axis=1)
        yield Frame(base, at=0.0, luma=127.0, contrast=70.0, digest=0)


def _turn(seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Let Qt work for so long, or until something holds; say whether it did."""
    end = time.perf_counter() + seconds
    while True:
        QCoreApplication.processEvents()
        if until():
            return True
        if time.perf_counter() >= end:
            return False
        time.sleep(0.0005)


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _items(child)


if __name__ == "__main__":
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    json.dump(measure(), sys.stdout)
