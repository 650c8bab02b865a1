"""What the thermometer's commands share: which sensor, and every expected trouble in one sentence."""

import contextlib
import math
from collections.abc import Iterator
from typing import Any

import click

from drivers.recording import RecordingRefused
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable
from kiosk.cli.main import Problem
from kiosk.config import ConfigError

KEYS = {
    "thermometer.protocol": "--protocol",
    "thermometer.address": "--address",
    "thermometer.port": "--port",
    "thermometer.baud": "--baud",
    "thermometry.sensor_emissivity": "--emissivity",
}
"""What a sentence calls a setting, and what it is on the command line."""


class Number(click.FloatRange):
    """A range of numbers; `nan` is none, though every comparison with it would let it in."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number. Fails in words for `nan` and what is outside the range."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number


def sensor_options(command: Any) -> Any:
    """Add what says which sensor to open, and how."""
    options = (
        click.option("--port", required=True, help="Serial port, usb:vendor:product[:serial], or auto."),
        click.option("--protocol", required=True, help="A name from `kiosk thermometer list`."),
        click.option("--baud", type=click.IntRange(min=1), help="Speed, if not the maker's own."),
        click.option("--address", type=int, help="Its address on a shared line."),
        click.option("--emissivity", type=Number(0.01, 1.1), help="Set in the sensor until power-off."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def open_named(sensor: Thermometer) -> None:
    """Open a sensor. Raises DeviceUnavailable; ConfigError when it was to have an emissivity and can have none."""
    sensor.open()
    if sensor.emissivity is not None and sensor.sensor.emissivity is None:
        raise ConfigError(f"{sensor.info.name} cannot be told an emissivity; leave --emissivity out")


@contextlib.contextmanager
def told(*, options: bool = False) -> Iterator[None]:
    """Every expected trouble in one sentence. `options`: the sensor was named on the command line, not in a config."""
    try:
        yield
    except DeviceUnavailable as error:
        raise _problem(f"{error.problem}; {error.advice}", options) from None
    except OSError as error:
        path = error.filename2 or error.filename  # a link's own path is the second
        named = f"{path}: " if path else ""
        raise Problem(f"{named}{(error.strerror or str(error)).lower()}") from None
    except (ConfigError, RecordingRefused, ValueError) as error:
        raise _problem(str(error), options) from None
    except KeyboardInterrupt:
        pass


def _problem(sentence: str, options: bool) -> Problem:
    for key, option in KEYS.items() if options else ():
        sentence = sentence.replace(f"{key} = ", f"{option} ").replace(key, option)
    return Problem(sentence)
