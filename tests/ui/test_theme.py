"""Colours: contrast of every pair that carries text, and what eyes of every kind make of the answers."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

PAIRS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "retryTint"),
    ("softInk", "paper"),
    ("softInk", "card"),
    ("softInk", "retryTint"),
    ("softInk", "stone"),
    ("water", "paper"),
    ("water", "card"),
    ("water", "waterTint"),
    ("waterInk", "water"),
    ("stoneInk", "stone"),
    ("admitInk", "admit"),
    ("retryInk", "retry"),
    ("referInk", "refer"),
    ("simulationInk", "simulation"),
    ("problemInk", "problem"),
    ("admit", "admitTint"),
    ("referInk", "referTint"),
    ("retryInk", "retryTint"),
]


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


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_at_least_seven_to_one(evaluate: Callable[[str], object], ink: str, ground: str):
    colours = [evaluate(f"Theme.{name}") for name in (ink, ground)]
    assert all(isinstance(colour, QColor) for colour in colours)
    assert contrast(*colours) >= 7.0  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("outcome", ["admit", "retry", "refer"])
def test_no_answer_is_a_loud_red(evaluate: Callable[[str], object], outcome: str):
    colour = evaluate(f"Theme.tone('{outcome}')")
    assert isinstance(colour, QColor)
    assert not (colour.red() > 150 and colour.green() < 100)


@pytest.mark.parametrize("eye", EYES)
def test_the_three_answers_look_different_to_every_eye(evaluate: Callable[[str], object], eye: str):
    tones = [evaluate(f"Theme.tone('{outcome}')") for outcome in ("admit", "retry", "refer")]
    seen = [lab(tone, EYES[eye]) for tone in tones if isinstance(tone, QColor)]
    assert len(seen) == 3
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) > 20
