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
BUTTON = QAccessible.Role.Button


def controls(screen: Screen) -> Iterator[QQuickItem]:
    for item in every_item(screen.window.contentItem()):
        if item.isVisible() and item.inherits("QQuickAbstractButton"):
            yield item


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_control_is_named_and_big_enough(screen: Screen, size: tuple[int, int]):
    screen.window.resize(*size)
    seen, wrong = set(), []
    for name, shot in shots().items():
        for lower in (False, True):
            compose(screen, Shot(shot.snapshot, replace(shot.desk, lower=lower)), still(blank_picture()))
            settle(screen.window)
            for item in controls(screen):
                seen.add(item.objectName())
                face = QAccessible.queryAccessibleInterface(item)
                said = face.text(QAccessible.Text.Name) if face else ""
                if not said or min(item.width(), item.height()) < 64:
                    wrong.append(f"{name}: {item.objectName()} {said!r} {item.width():.0f}x{item.height():.0f}")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert {"key_1", "key_B", "mood_good", "matter_other", "toggleLower", "toggleSpeech", "onlineCard"} <= seen
    assert {f"language_{language}" for language in LANGUAGES} <= seen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_one_touch_brings_every_control_into_the_lower_half(screen: Screen, size: tuple[int, int]):
    screen.window.resize(*size)
    too_high = []
    for name, shot in shots().items():
        compose(screen, Shot(shot.snapshot, replace(shot.desk, lower=True)), still(blank_picture()))
        settle(screen.window)
        for item in controls(screen):
            if item.mapRectToScene(item.boundingRect()).top() < size[1] / 2 - 1:
                too_high.append(f"{name}: {item.objectName()}")
    assert not too_high, "\n".join(sorted(set(too_high)))


def test_lower_really_moves_something(screen: Screen):
    screen.window.resize(1280, 800)
    tops = []
    for lower in (False, True):
        compose(screen, Shot(Snapshot(Phase.IDLE), Desk(Panel.CODE, lower=lower)), still(blank_picture()))
        settle(screen.window)
        tops.append(min(item.mapRectToScene(item.boundingRect()).top() for item in controls(screen)))
    assert tops[1] > tops[0] + 100
