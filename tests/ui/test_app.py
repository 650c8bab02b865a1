"""The running application: starts, polls, and ends at once when asked."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.values import Frame
from kiosk.screening.events import Event
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.app import prepare_environment, request_quit, run_app
from kiosk.ui.screens import blank_picture, still
from kiosk.ui.site import Site

SITE = Site(name="Kantor Contoh", motion=False)


def run(
    on_ready: Callable[[], None],
    stop: threading.Event | None = None,
    snapshot: Callable[[], Snapshot] = lambda: Snapshot(Phase.IDLE),
    frame: Callable[[], Frame | None] = lambda: None,
) -> float:
    """Run until it ends by itself; seconds from ready to the end."""
    ready: list[float] = []

    def note() -> None:
        ready.append(time.monotonic())
        on_ready()

    posted: list[Event] = []
    code = run_app(
        latest_snapshot=snapshot, latest_frame=frame, post=posted.append, site=SITE, stop=stop, on_ready=note
    )
    assert code == 0
    assert not posted
    return time.monotonic() - ready[0]


def test_it_ends_when_the_flag_is_set(qapp: QGuiApplication):
    stop = threading.Event()
    assert run(stop.set, stop) < 0.5


def test_another_thread_may_ask_it_to_end(qapp: QGuiApplication):
    assert run(lambda: threading.Thread(target=request_quit).start()) < 0.5


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_the_old_handler_is_back(qapp: QGuiApplication, number: signal.Signals):
    before = signal.getsignal(number)
    assert run(lambda: os.kill(os.getpid(), number)) < 0.5
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("phase", Phase)
def test_frames_are_fetched_only_while_the_mirror_is_shown(qapp: QGuiApplication, phase: Phase):
    stop, asked = threading.Event(), []

    def snapshot() -> Snapshot:
        asked.append("snapshot")
        if asked.count("snapshot") == 4:
            stop.set()
        return Snapshot(phase)

    def frame() -> Frame:
        asked.append("frame")
        return still(blank_picture())

    run(lambda: None, stop, snapshot, frame)
    assert ("frame" in asked) is (phase in (Phase.GUIDING, Phase.MEASURING))


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_used_and_the_paths_of_another_qt_are_not(monkeypatch: pytest.MonkeyPatch, variable: str):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "one")
    monkeypatch.setattr("kiosk.ui.app.display_problem", lambda: None)
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "/elsewhere")
    monkeypatch.setenv("QT_QPA_FONTDIR", "/elsewhere")
    assert prepare_environment() is None
    assert "QT_QPA_PLATFORM_PLUGIN_PATH" not in os.environ
    assert "QT_QPA_FONTDIR" not in os.environ


def test_without_a_display_it_says_that_it_runs_offscreen(monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND"):
        monkeypatch.setenv(name, "")  # so that what is set below is taken back
        monkeypatch.delenv(name)
    notice = prepare_environment()
    assert notice
    assert "offscreen" in notice
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
