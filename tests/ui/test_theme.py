"""Colours: contrast of every pair that carries text."""

from collections.abc import Callable

import pytest
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
    ("refer", "referTint"),
    ("retryInk", "retryTint"),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


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
