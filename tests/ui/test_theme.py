"""Colours: contrast of every pair that carries text, and what eyes of every kind make of the answers."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from kiosk.ui.screen import Screen

PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "problemTint"),
    ("softInk", "paper"),
    ("softInk", "card"),
    ("softInk", "problemTint"),
    ("softInk", "stone"),
    ("water", "paper"),
    ("water", "card"),
    ("water", "waterTint"),
    ("waterInk", "water"),
    ("ink", "waterTint"),
    ("softInk", "waterTint"),
    ("stoneInk", "stone"),
    ("admitInk", "admit"),
    ("retryInk", "retry"),
    ("referInk", "refer"),
    ("simulationInk", "simulation"),
    ("problemInk", "problem"),
    ("admit", "admitTint"),
    ("referInk", "referTint"),
    ("retryInk", "retryTint"),
    ("doneInk", "done"),
]

DRAWN = [
    ("water", "card"),
    ("water", "paper"),
    ("done", "card"),
    ("trend", "card"),
    ("trend", "waterTint"),
    ("water", "waterTint"),
    ("problem", "problemInk"),
    ("waterInk", "waterPressed"),
]
"""Lines and fills that carry a meaning (WCAG 2.2, 1.4.11)."""

SCHEMES = ("day", "night", "bright")


@pytest.fixture
def screen(looked_at: Screen) -> Screen:
    return looked_at


# How eyes without one kind of cone see linear RGB (Machado, Oliveira and Fernandes 2009, full severity).
EYES = {
    "common": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: QColor) -> NDArray[np.float64]:
    parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: QColor) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def lab(colour: QColor, eye: NDArray[np.float64]) -> NDArray[np.float64]:
    seen = TO_XYZ @ np.clip(eye @ linear(colour), 0, 1) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(seen > 0.008856, np.cbrt(seen), 7.787 * seen + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=SCHEMES)
def colour(
    request: pytest.FixtureRequest, screen: Screen, evaluate: Callable[[str], object]
) -> Callable[[str], QColor]:
    """Ask for a colour by day, by night and in a bright hall."""
    screen.desk.dress(scheme=request.param, dimmed=False, shift=0)

    def ask(what: str) -> QColor:
        found = evaluate(f"Theme.{what}")
        assert isinstance(found, QColor)
        return found

    return ask


def test_text_stands_out_at_least_seven_to_one(colour: Callable[[str], QColor]):
    weak = {pair: round(contrast(colour(pair[0]), colour(pair[1])), 2) for pair in PAIRS}
    assert not {pair: found for pair, found in weak.items() if found < 7.0}


def test_pictures_and_edges_stand_out_at_least_three_to_one(colour: Callable[[str], QColor]):
    weak = {pair: round(contrast(colour(pair[0]), colour(pair[1])), 2) for pair in DRAWN}
    assert not {pair: found for pair, found in weak.items() if found < 3.0}


def test_no_answer_is_a_loud_red(colour: Callable[[str], QColor]):
    for outcome in ("admit", "retry", "refer"):
        tone = colour(f"tone('{outcome}')")
        assert not (tone.red() > 150 and tone.green() < 100)


@pytest.mark.parametrize("eye", EYES)
def test_the_three_answers_look_different_to_every_eye(colour: Callable[[str], QColor], eye: str):
    seen = [lab(colour(f"tone('{outcome}')"), EYES[eye]) for outcome in ("admit", "retry", "refer")]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 20


def test_each_set_of_colours_is_its_own(screen: Screen, evaluate: Callable[[str], object]):
    papers = set()
    for scheme in SCHEMES:
        screen.desk.dress(scheme=scheme, dimmed=False, shift=0)
        paper = evaluate("Theme.paper")
        assert isinstance(paper, QColor)
        papers.add(paper.name())
    assert len(papers) == len(SCHEMES)
