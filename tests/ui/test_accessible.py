"""Every control has a name, is big enough for any finger, and comes down to whoever sits."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.desk_state import Desk, Panel
from kiosk.ui.gallery import Shot, shots
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, compose, settle, still
from kiosk.ui.site import LANGUAGES

from .conftest import every_item

SIZES = [(1080, 1920), (1280, 800), (800, 480), (1920, 1080)]


@pytest.fixture
def screen(looked_at: Screen) -> Screen:
    return looked_at


def controls(screen: Screen) -> Iterator[QQuickItem]:
    for item in every_item(screen.window.contentItem()):
        if item.isVisible() and item.inherits("QQuickAbstractButton"):
            yield item


DIFFERENT = (
    "idle",
    "measuring",
    "guiding-clean_hands",
    "answered-admit",
    "answered-refer",
    "answered-retry-hands_not_cleaned",
    "answered-retry-mask_missing",
    "answered-retry-hot_arrival",
    "out_of_service-disconnected",
    "panel-code",
    "panel-code-letters",
    "panel-services",
    "panel-feedback",
    "panel-still-here",
)
"""Pages and panels with controls of their own."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_control_is_named_big_enough_and_comes_down_by_one_touch(screen: Screen, size: tuple[int, int]):
    screen.window.resize(*size)
    seen, wrong = set(), set()
    for name in DIFFERENT:
        for lower in (False, True):
            shot = shots()[name]
            compose(screen, Shot(shot.snapshot, replace(shot.desk, lower=lower)), still(blank_picture()))
            settle(screen.window)
            for item in controls(screen):
                seen.add(item.objectName())
                face = QAccessible.queryAccessibleInterface(item)
                said = face.text(QAccessible.Text.Name) if face else ""
                if not said or min(item.width(), item.height()) < 64:
                    wrong.add(f"{name}: {item.objectName()} {said!r} {item.width():.0f}x{item.height():.0f}")
                if lower and item.mapRectToScene(item.boundingRect()).top() < size[1] / 2 - 1:
                    wrong.add(f"{name}: {item.objectName()} is too high")
    assert not wrong, "\n".join(sorted(wrong))
    assert {"key_1", "key_B", "mood_good", "matter_other", "toggleLower", "toggleSpeech", "onlineCard"} <= seen
    assert {f"language_{language}" for language in LANGUAGES} <= seen


def test_lower_really_moves_something(screen: Screen):
    screen.window.resize(1280, 800)
    tops = []
    for lower in (False, True):
        compose(screen, Shot(Snapshot(Phase.IDLE), Desk(Panel.CODE, lower=lower)), still(blank_picture()))
        settle(screen.window)
        tops.append(min(item.mapRectToScene(item.boundingRect()).top() for item in controls(screen)))
    assert tops[1] > tops[0] + 100
