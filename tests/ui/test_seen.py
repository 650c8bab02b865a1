"""What eyes get of the drawn pictures: contrast of every text, answers without colour, letters from three metres."""

import math
import re
from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.ui.gallery import shots
from kiosk.ui.screen import Screen
from kiosk.ui.screens import blank_picture, compose, settle, still
from kiosk.ui.site import LANGUAGES

from .conftest import every_item
from .test_texts import shown_items
from .test_theme import EYES, SCHEMES, TO_XYZ

DIFFERENT = (
    "idle",
    "idle-let_in",
    "guiding-clean_hands",
    "measuring",
    "answered-admit-advised",
    "answered-refer",
    "answered-retry-hot_arrival",
    "answered-retry-mask_incorrect",
    "out_of_service-disconnected",
    "panel-code-accepted",
    "panel-services",
    "panel-feedback-chosen",
)
ANSWERS = ("answered-admit", "answered-retry-mask_missing", "answered-refer")
AWAY_M = 3.0
READ_AT_ARCMIN = 10.0
"""Height of a capital that somebody with half of full acuity (6/12) reads; full acuity reads 5 minutes of arc."""
DOCS = Path(__file__).parents[2] / "docs" / "technicians.md"
SMALLEST_INCH = {(800, 480): 7, (1280, 800): 8, (1080, 1920): 11, (1920, 1080): 9}
"""Diagonal of the smallest panel that docs name for each size."""


@pytest.fixture
def screen(looked_at: Screen) -> Screen:
    return looked_at


def pixels(image: QImage) -> NDArray[np.float64]:
    """Rows x columns x RGB, 0 to 1."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3) / 255


def luminances(seen: NDArray[np.float64], eye: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance of each pixel to an eye."""
    linear = np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4)
    return np.clip(linear @ eye.T, 0, 1) @ TO_XYZ[1]


def contrast_in(seen: NDArray[np.float64], eye: NDArray[np.float64]) -> float:
    """Between the ground, which most pixels show, and the ink, which differs most from it."""
    light = luminances(seen, eye).ravel()
    counts, edges = np.histogram(light, 200, (0, 1))
    ground = light[np.digitize(light, edges[1:-1]) == counts.argmax()].mean()
    ratios = (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)
    return float(ratios.max())


def texts(screen: Screen) -> Iterator[QQuickItem]:
    for item in shown_items(screen):
        if item.inherits("QQuickText") and item.property("text") and item.opacity() == 1:
            yield item


def cut(seen: NDArray[np.float64], item: QQuickItem) -> NDArray[np.float64]:
    rect = item.mapRectToScene(item.boundingRect()).toAlignedRect()
    return seen[max(0, rect.top()) : rect.bottom() + 1, max(0, rect.left()) : rect.right() + 1]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_drawn_text_stands_out_seven_to_one_to_every_eye(screen: Screen, scheme: str):
    """By day, by night, in a bright hall; eyes that miss a kind of cone see other luminances, there 4.5 is held."""
    screen.window.resize(1280, 800)
    screen.desk.dress(scheme=scheme, dimmed=False, shift=0)
    weak, frame = [], still(blank_picture())
    for name in DIFFERENT:
        compose(screen, shots()[name], frame)
        seen = pixels(settle(screen.window))
        for item, eye in product(texts(screen), EYES):
            found = contrast_in(cut(seen, item), EYES[eye])
            if found < (7.0 if eye == "common" else 4.5):
                weak.append(f"{name} {eye}: {item.property('text')!r} {found:.1f}")
    assert not weak, "\n".join(weak)


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920)], ids=["landscape", "portrait"])
def test_the_answers_are_told_apart_without_any_colour(screen: Screen, size: tuple[int, int]):
    """In grey: other words, and another picture, of which each differs in many of its pixels."""
    screen.window.resize(*size)
    drawn, said = [], set()
    for name in ANSWERS:
        compose(screen, shots()[name], still(blank_picture()))
        light = luminances(pixels(settle(screen.window)), EYES["common"])
        items = list(every_item(screen.window.contentItem()))
        headline = next(one for one in items if one.objectName() == "headline" and one.isVisible())
        said.add(headline.property("text"))
        left = headline.mapToScene(headline.boundingRect().topLeft())
        drawn.append(shape(light[: int(left.y()), : int(left.x() + headline.width())]))
    assert len(said) == len(ANSWERS)
    for one, other in combinations(drawn, 2):
        assert min(np.mean(one != other), np.mean(one == other)) > 0.02


def shape(light: NDArray[np.float64]) -> NDArray[np.bool_]:
    """What is drawn, without how dark or light: pixels nearer to one of the two extremes."""
    rows = np.linspace(0, light.shape[0] - 1, 160).astype(int)
    columns = np.linspace(0, light.shape[1] - 1, 160).astype(int)
    small = light[np.ix_(rows, columns)]
    return small > (small.min() + small.max()) / 2


@pytest.mark.parametrize("size", SMALLEST_INCH, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_answer_is_read_from_three_metres(screen: Screen, item: Callable[[str], QQuickItem], size: tuple[int, int]):
    screen.window.resize(*size)
    height_mm = capital_px(screen, item) * SMALLEST_INCH[size] * 25.4 / math.hypot(*size)
    assert height_mm / 1000 >= AWAY_M * math.tan(math.radians(READ_AT_ARCMIN / 60))


def capital_px(screen: Screen, item: Callable[[str], QQuickItem]) -> float:
    """Of the smallest headline of an answer, in any language, as it is really drawn."""
    font, frame, smallest = QFont("Kiosk Sans"), still(blank_picture()), math.inf
    for language in LANGUAGES:
        screen.speak(language)
        for name, shot in shots().items():
            if name.startswith("answered"):
                compose(screen, shot, frame)
                settle(screen.window)
                drawn = item("headline").property("fontInfo").property("pixelSize").toNumber()
                smallest = min(smallest, drawn)
    font.setPixelSize(round(smallest))
    font.setBold(True)
    return QFontMetricsF(font).capHeight()


def test_the_docs_name_the_smallest_panels():
    text = DOCS.read_text("utf-8")
    for (width, height), inch in SMALLEST_INCH.items():
        assert re.search(rf"\| {width} x {height} \| {inch} inch ", text), (width, height)


def test_a_weak_text_would_be_found():
    weak = np.full((10, 40, 3), 1.0)
    weak[2:8, 5:9] = QColor("#7a7a7a").redF()
    assert contrast_in(weak, EYES["common"]) == pytest.approx(4.3, abs=0.1)
