"""QR codes on the real screen are read by somebody else's reader, in every size and in night colours."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Outcome, Phase, Reason
from kiosk.ui.desk_state import Desk, Panel
from kiosk.ui.gallery import SERVICES, Shot
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, compose, settle, still

from .conftest import every_item

SIZES = [(1080, 1920), (1280, 800), (800, 480), (1920, 1080)]
IDLE = Snapshot(Phase.IDLE, simulated=True)
REFERRED = Snapshot(
    Phase.ANSWERED, outcome=Outcome.REFER, reasons=(Reason.TEMPERATURE_ELEVATED,), code="B4", simulated=True
)
RETRIED = replace(REFERRED, outcome=Outcome.RETRY, reasons=(Reason.MASK_MISSING,), code=None, again_touch=True)
ADDRESSES = [service.address for service in SERVICES]


@pytest.fixture
def screen(looked_at: Screen) -> Screen:
    return looked_at


def pixels(image: QImage) -> NDArray[np.uint8]:
    whole = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())
    return rows[:, : whole.width() * 3].reshape(whole.height(), whole.width(), 3).copy()


def read(screen: Screen) -> list[str]:
    """Return what a reader finds in each visible code."""
    picture = pixels(settle(screen.window))
    found = []
    for item in every_item(screen.window.contentItem()):
        if item.objectName() == "qr" and item.isVisible():
            place = item.mapRectToScene(item.boundingRect()).toRect()
            cut = picture[place.top() : place.bottom() + 1, place.left() : place.right() + 1]
            found.append(cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(cut))[0])
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    ("shot", "expected"),
    [
        (Shot(IDLE, Desk(Panel.SERVICES)), ADDRESSES),
        (Shot(IDLE, Desk(Panel.FEEDBACK)), ["https://www.lapor.go.id"]),
        (Shot(REFERRED), ADDRESSES[:1]),
        (Shot(RETRIED), ADDRESSES[:1]),
    ],
    ids=["services", "feedback", "refer", "retry"],
)
def test_each_code_is_read_from_the_screen(screen: Screen, size: tuple[int, int], shot: Shot, expected: list[str]):
    screen.window.resize(*size)
    compose(screen, shot, still(blank_picture()))
    screen.desk.dress(scheme="night", dimmed=False, shift=0)
    assert sorted(read(screen)) == sorted(expected)


def test_a_long_address_is_read_too(screen: Screen):
    screen.window.resize(800, 480)
    compose(screen, Shot(IDLE, Desk(Panel.SERVICES)), still(blank_picture()))
    long = "https://" + "layanan-" * 5 + ".badungkab.go.id"
    code = next(
        item for item in every_item(screen.window.contentItem()) if item.objectName() == "qr" and item.isVisible()
    )
    before = code.property("text")
    code.setProperty("text", long)
    assert long in read(screen)
    code.setProperty("text", before)


def test_after_admission_nothing_else_is_offered(screen: Screen, item: Callable[[str], QQuickItem]):
    screen.show(replace(REFERRED, outcome=Outcome.ADMIT, reasons=(), code=None))
    assert not item("onlineCard").isVisible()
