"""`kiosk thermometer simulate`: any sensor, with any of its faults, on a pseudo-terminal; for any program to read."""

import signal
import threading
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import click

from drivers.simulation.faults import Fault
from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import run_simulator
from kiosk.cli.devices import protocol_info
from kiosk.cli.main import config_option
from kiosk.cli.sensor import Number, told

PLAIN = Physics()


class FaultName(click.Choice[str]):
    """A fault's name, with hyphens as well; a wrong one is answered with the nearest, not with all."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name. Fails in words for another."""
        name = value.replace("-", "_")
        if name in self.choices:
            return name
        nearest = get_close_matches(name, self.choices, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(self.choices)}"
        raise click.BadParameter(f"unknown fault {value!r} ({hint})", ctx, param)


@click.command()
@click.argument("name")
@click.option("--link", type=click.Path(path_type=Path), help="Keep the port reachable under this path.")
@click.option("--object-c", type=Number(-60, 400), help="What stands before the sensor; without it, nobody.")
@click.option(
    "--ambient-c",
    type=Number(-40, 120),
    default=26.0,
    show_default=True,
    help="The sensor's own temperature.",
)
@click.option("--distance-m", type=Number(min=0.0), default=0.0, help="From sensor to target.")
@click.option(
    "--optics",
    type=Number(min=0.3),
    default=PLAIN.distance_to_spot,
    show_default=True,
    help="Distance divided by spot, D:S.",
)
@click.option("--target-emissivity", type=Number(0.1, 1.0), default=1.0, show_default=True)
@click.option("--reflected-c", type=Number(-60, 400), help="What the target mirrors; without it, the wall.")
@click.option("--warm-up-c", type=Number(-10, 10), default=0.0, help="Error at switching on; dies away.")
@click.option("--noise-c", type=Number(0, 10), default=PLAIN.noise_c, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other noise.")
@click.option("--fault", type=FaultName([fault.value for fault in Fault]), default="none", show_default=True)
@config_option
def simulate(
    name: str,
    link: Path | None,
    object_c: float | None,
    ambient_c: float,
    distance_m: float,
    optics: float,
    target_emissivity: float,
    reflected_c: float | None,
    warm_up_c: float,
    noise_c: float,
    seed: int,
    fault: str,
    config_path: str | None,
) -> None:
    """Play a sensor on a pseudo-terminal; prints its path first, runs until stopped.

    The target is a forehead of 6 cm: farther away than its optics allow, the sensor sees the wall as well.

    \b
    Example:
      kiosk thermometer simulate gy-mcu90614 --object-c 34.6
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    physics = replace(
        PLAIN,
        target_emissivity=target_emissivity,
        reflected_c=reflected_c,
        distance_m=distance_m,
        distance_to_spot=optics,
        warm_up_c=warm_up_c,
        noise_c=noise_c,
    )
    with told():
        run_simulator(
            protocol_info(name, "NAME").name,
            link,
            object_c,
            ambient_c,
            Fault(fault),
            lambda path: print(path, flush=True),
            stop,
            seed=seed,
            physics=physics,
        )
