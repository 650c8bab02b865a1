"""`kiosk bench`: how fast and how heavy, on this machine, now."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from kiosk.cli import figures
from kiosk.cli.main import config_option
from kiosk.cli.sensor import Number

PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "sight": figures.sight,
    "commit": figures.commit,
    "decision": figures.decision,
    "screen": figures.screen,
    "idle": figures.idle,
    "machine": figures.machine,
}
SIZED = ("parsers", "reconnects", "figures", "capacity")
"""Parts that take how much."""


@click.command()
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.option("--only", type=click.Choice([*PARTS, *SIZED]), help="One part only.")
@click.option("--megabytes", type=Number(0.05, 1000), default=0.5, show_default=True, help="Of each parser.")
@click.option("--reconnects", type=click.IntRange(2, 100_000), default=200, show_default=True, help="Of a thermometer.")
@click.option("--rows", type=click.IntRange(2000), default=40_000, show_default=True, help="Of a record, for figures.")
@click.option(
    "--size",
    "sizes",
    type=click.IntRange(300, 10_000_000),
    multiple=True,
    default=(1_000, 100_000),
    show_default=True,
    help="Of a record in rows, for capacity; again for each size.",
)
@config_option
def bench(
    as_object: bool,
    only: str | None,
    megabytes: float,
    reconnects: int,
    rows: int,
    sizes: tuple[int, ...],
    config_path: str | None,
) -> None:
    """Measure this machine; ratios compare with a baseline of the same run.

    \b
    Examples:
      kiosk bench --json
      kiosk bench --only parsers --megabytes 100
      kiosk bench --only figures --rows 2000000
      kiosk bench --only capacity --size 1000 --size 100000 --size 2000000
    """
    sized = {
        "parsers": partial(figures.parsers, megabytes),
        "reconnects": partial(figures.reconnects, reconnects),
        "figures": partial(figures.figures, rows),
        "capacity": partial(figures.capacity, sizes),
    }
    told = {}
    for name, measure in (PARTS | sized).items():
        if only in (None, name):
            told[name] = measure()
            if not as_object:
                print(name)
                for key, value in told[name].items():
                    print(f"  {key:<34} {_text(value)}", flush=True)
    if as_object:
        print(json.dumps(told))


def _text(value: Any) -> str:
    """A figure, or several of one thing in a line."""
    return ", ".join(f"{name} {one}" for name, one in value.items()) if isinstance(value, dict) else str(value)
