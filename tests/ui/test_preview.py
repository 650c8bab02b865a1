"""The mirror: newest frame only, left and right exchanged, nothing stretched."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Phase
from kiosk.ui.preview import PreviewFeed, filling, mirrored
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, settle, still


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 640), (1200, 100)])
@pytest.mark.parametrize("aspect", [0.25, 0.75, 1.0, 1.3333, 2.0, 9.0])
def test_the_cut_has_the_aspect_asked_for_from_the_middle_and_as_large_as_can_be(
    width: int, height: int, aspect: float
):
    cut = filling(width, height, aspect)
    assert cut.width() / cut.height() == pytest.approx(aspect)
    assert cut.width() == width or cut.height() == height
    assert (cut.center().x(), cut.center().y()) == pytest.approx((width / 2, height / 2))


def test_the_mirror_exchanges_left_and_right_and_keeps_colours():
    picture = np.zeros((2, 3, 3), np.uint8)
    picture[0, 0] = (255, 0, 0)  # blue in BGR
    seen = mirrored(picture)
    assert seen.pixelColor(2, 0) == QColor("blue")
    assert seen.pixelColor(0, 0) == seen.pixelColor(2, 1) == QColor("black")


def test_a_picture_cut_from_a_larger_one_is_read_right():
    whole = np.zeros((4, 6, 3), np.uint8)
    whole[1, 2] = (0, 255, 0)
    assert mirrored(whole[1:3, 2:5]).pixelColor(2, 0) == QColor("lime")


def test_only_the_newest_frame_is_held_and_the_same_frame_is_not_told_twice(qtbot: QtBot):
    feed, told = PreviewFeed(), []
    feed.ready.connect(lambda: told.append(feed.frame))
    first, second = still(blank_picture()), still(blank_picture())
    for frame in (first, first, second, None):
        feed.offer(frame)
    assert [id(frame) for frame in told] == [id(first), id(second), id(None)]


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800), (800, 480)])
def test_on_the_screen_a_circle_stays_round_and_the_left_is_on_the_right(
    screen: Screen, item: Callable[[str], QQuickItem], size: tuple[int, int]
):
    rows, columns = np.mgrid[0:480, 0:640]
    picture = np.full((480, 640, 3), 40, np.uint8)
    picture[(rows - 240) ** 2 + (columns - 250) ** 2 < 20**2] = (0, 0, 255)  # red in BGR, left of the middle
    screen.window.resize(*size)
    screen.show(Snapshot(Phase.GUIDING))
    screen.feed.offer(still(picture))
    settle(screen.window)
    red = red_pixels(screen.window.grabWindow(), item("preview"))
    height, width = np.ptp(red[0]) + 1, np.ptp(red[1]) + 1
    assert width == pytest.approx(height, abs=3)
    assert red[1].mean() > item("preview").width() / 2


def test_a_frame_leaves_the_screen_with_its_visitor(screen: Screen):
    screen.show(Snapshot(Phase.MEASURING))
    screen.feed.offer(still(blank_picture()))
    screen.show(Snapshot(Phase.DECIDING))
    assert screen.feed.frame is None


def red_pixels(image: QImage, preview: QQuickItem) -> tuple[NDArray[np.intp], ...]:
    corner = preview.mapToScene(preview.boundingRect().topLeft()).toPoint()
    whole = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(whole.constBits(), np.uint8).reshape(whole.height(), whole.bytesPerLine())
    pixels = rows[:, : whole.width() * 3].reshape(whole.height(), whole.width(), 3)
    inside = pixels[corner.y() :, corner.x() :][: int(preview.height()), : int(preview.width())].astype(int)
    red = QColor("red")
    return np.nonzero(np.abs(inside - [red.red(), red.green(), red.blue()]).sum(axis=2) < 120)
