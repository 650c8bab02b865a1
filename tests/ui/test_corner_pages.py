"""Every page of the corner at every size: texts whole and apart, controls named and large, each word said."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from kiosk.screening.calibration import Rejection
from kiosk.screening.corner import Busy, CornerPage, Note, PinRefused
from kiosk.screening.corner_bench import Hindrance
from kiosk.screening.in_force import Standing
from kiosk.staff.rights import Role
from kiosk.ui.corner_gallery import STATE, corner_shots
from kiosk.ui.corner_state import Deed, Field, Why
from kiosk.ui.gallery import Shot, staff_shots
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, compose, settle, still

from .conftest import every_item
from .test_texts import faults_of_texts

SIZES = ((1080, 1920), (1280, 800), (800, 480), (1920, 1080))
Evaluate = Callable[[str], object]


def pages(screen: Screen) -> Iterator[tuple[str, Shot]]:
    frame = still(blank_picture())
    for name, shot in staff_shots().items():
        compose(screen, shot, frame)
        settle(screen.window)
        yield name, shot


def controls(screen: Screen) -> Iterator[QQuickItem]:
    inside = next(item for item in every_item(screen.window.contentItem()) if item.objectName() == "cornerPages")
    for item in every_item(inside):
        if item.isVisible() and item.inherits("QQuickAbstractButton"):
            yield item


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_can_be_read_and_touched(screen: Screen, size: tuple[int, int], language: str):
    screen.window.resize(*size)
    screen.speak(language)
    wrong, seen = [], set()
    for name, _ in pages(screen):
        wrong += [f"{name}: {fault}" for fault in faults_of_texts(screen)]
        for item in controls(screen):
            seen.add(item.objectName())
            face = QAccessible.queryAccessibleInterface(item)
            said = face.text(QAccessible.Text.Name) if face else ""
            place = item.mapRectToScene(item.boundingRect())
            inside = place.left() >= 0 and place.right() <= size[0] + 1 and place.bottom() <= size[1] + 1
            if not said or min(item.width(), item.height()) < 64 or not inside:
                wrong.append(f"{name}: {item.objectName()} {said!r} {item.width():.0f}x{item.height():.0f} {place}")
    assert not wrong, "\n".join(wrong)
    assert {"pad_1", "menu_calibrate", "cornerNext", "cornerAlso", "cornerBack", "cornerSignOut", "source_0"} <= seen


def words(calls: str, of: type[StrEnum]) -> list[str]:
    return [calls.format(word) for word in of]


CALLS = {
    "objection": words("CornerReasons.objection('{}')", Rejection),
    "note": words("CornerReasons.note('{}')", Note),
    "busy": words("CornerReasons.waiting('{}')", Busy),
    "why": words("CornerReasons.why('{}')", Why),
    "deed": [f"CornerReasons.deed('{deed}')" for deed in Deed if deed],
    "means": [f"CornerReasons.deedMeans('{deed}', 'sign')" for deed in Deed if deed],
    "role": words("CornerTexts.role('{}')", Role),
    "field": words("CornerTexts.fieldName('{}')", Field),
    "hindrance": [f"CornerCalibrationTexts.hindrance('{why}')" for why in ("", *Hindrance)],
    "state": [f"CornerCalibrationTexts.state('{word}')" for word in ("in_force", "rejected", "expired", "earlier")],
    "task": [
        f"CornerTexts.task('{word}')" for word in ("check_daily", "calibrate", "roll_back", "devices", "shut_down")
    ],
}


@pytest.mark.parametrize("group", CALLS)
def test_every_word_has_a_sentence_of_its_own_in_both_languages(screen: Screen, evaluate: Evaluate, group: str):
    spoken = {}
    for language in ("id", "en"):
        screen.speak(language)
        spoken[language] = {call: str(evaluate(call)) for call in CALLS[group]}
        assert all(spoken[language].values())
        assert len(set(spoken[language].values())) == len(CALLS[group])
    alike = {call for call in CALLS[group] if spoken["id"][call] == spoken["en"][call]}
    assert alike <= {"CornerTexts.fieldName('pin')"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_menu_says_how_the_thermometer_stands(screen: Screen, language: str):
    screen.speak(language)
    said = set()
    menu = corner_shots()["menu"]
    for standing in (None, *Standing):
        sensor = replace(STATE, standing=standing) if standing else None
        shot = replace(staff_shots()["corner-menu"], corner=replace(menu, view=replace(menu.view, sensor=sensor)))
        compose(screen, shot, still(blank_picture()))
        settle(screen.window)
        said.add(
            next(
                one for one in every_item(screen.window.contentItem()) if one.objectName() == "cornerStanding"
            ).property("text")
        )
    assert len(said) == len(Standing) + 1


def test_every_page_and_every_refusal_has_a_picture():
    views = [shot.view for shot in corner_shots().values()]
    assert {view.page for view in views} == set(CornerPage) - {CornerPage.CLOSED}
    assert {view.refusal.why for view in views if view.refusal} == set(PinRefused)
