"""`kiosk bench`: how fast and how heavy, on this machine, now."""

import json
from collections.abc import Callable
from typing import Any

import click

from kiosk.cli import figures
from kiosk.cli.main import config_option

PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "sight": figures.sight,
    "commit": figures.commit,
    "decision": figures.decision,
    "screen": figures.screen,
    "idle": figures.idle,
    "machine": figures.machine,
}


@click.command()
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@click.option("--only", type=click.Choice(list(PARTS)), help="One part only.")
@config_option
def bench(as_object: bool, only: str | None, config_path: str | None) -> None:
    """Measure this machine; ratios compare with a baseline of the same run.

    \b
    Example:
      kiosk bench --json
    """
    told = {}
    for name, measure in PARTS.items():
        if only in (None, name):
            told[name] = measure()
            if not as_object:
                print(name)
                for key, value in told[name].items():
                    print(f"  {key:<34} {value}")
    if as_object:
        print(json.dumps(told))
