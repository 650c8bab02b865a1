"""What the thermometer's commands share: which sensor, and every expected trouble in one sentence."""

import contextlib
from collections.abc import Iterator
from typing import Any

import click

from drivers.recording import RecordingRefused
from drivers.values import DeviceUnavailable
from kiosk.cli.main import Problem
from kiosk.config import ConfigError


def sensor_options(command: Any) -> Any:
    """Add what says which sensor to open, and how."""
    options = (
        click.option("--port", required=True, help="Serial port, usb:vendor:product[:serial], or auto."),
        click.option("--protocol", required=True, help="A name from `kiosk thermometer list`."),
        click.option("--baud", type=click.IntRange(min=1), help="Speed, if not the maker's own."),
        click.option("--address", type=int, help="Its address on a shared line."),
        click.option("--emissivity", type=click.FloatRange(0.01, 1.1), help="Set in the sensor until power-off."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Every expected trouble in one sentence."""
    try:
        yield
    except DeviceUnavailable as error:
        raise Problem(f"{error.problem}; {error.advice}") from None
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        raise Problem(f"{named}{(error.strerror or str(error)).lower()}") from None
    except (ConfigError, RecordingRefused, ValueError) as error:
        raise Problem(str(error)) from None
    except KeyboardInterrupt:
        pass
