"""What a person at a real blackbody is asked for while its stair is climbed."""

import math
from typing import Final

import click

from kiosk.cli.main import Problem
from kiosk.screening.set_points import CHECK_C

LIVE_POINTS: Final = 3
"""Fewer different temperatures make no line worth the name."""


def asked() -> list[float]:
    """Ask for the temperatures (°C) to climb. Raises Problem for too few."""
    low, high = CHECK_C
    found: list[float] = []
    while text := _prompt("Reference, °C (empty when done)"):
        if (celsius := _number(text)) is None:
            click.echo(f"{text} is no number", err=True)
        elif not low <= celsius <= high:
            click.echo(f"{text} is outside {low:g} to {high:g} °C", err=True)
        else:
            found.append(celsius)
    if len(set(found)) < LIVE_POINTS:
        raise Problem("three different temperatures or more make a line")
    return found


def set_by_hand(celsius: float) -> None:
    """Wait until somebody says that the blackbody stands at this temperature."""
    _prompt(f"Set the blackbody to {celsius:.2f} °C; Enter when it stands still")


def _number(text: str) -> float | None:
    """Return the number, with a decimal comma as well; None for what is none."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _prompt(text: str) -> str:
    return click.prompt(text, default="", show_default=False, err=True)
