"""`kiosk thermometer`: what a technician does with a sensor."""

import json
import signal
import threading
from pathlib import Path

import click

from drivers.protocols import PROTOCOLS
from drivers.simulation.thermometer import Fault, run_simulator
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Reading
from kiosk.cli.devices import protocol_info
from kiosk.cli.main import Problem, config_option
from kiosk.config import ConfigError

SILENCE_S = 5.0


@click.group()
def thermometer() -> None:
    """Read, simulate and list serial infrared thermometers."""


@thermometer.command("list")
@config_option
def list_protocols(config_path: str | None) -> None:
    """Print the known protocols, one a line.

    \b
    Example:
      kiosk thermometer list
    """
    for info in PROTOCOLS.values():
        told = f"{info.title}; {info.baud} baud, {info.rate_hz:g} Hz, maker's accuracy ±{info.accuracy_c} °C"
        print(f"{info.name}  {told}")


@thermometer.command()
@click.option("--port", required=True, help="Serial port, or auto.")
@click.option("--protocol", required=True, help="A name from `kiosk thermometer list`.")
@click.option("-n", "count", type=click.IntRange(min=1), help="End after this many readings.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a reading.")
@config_option
def read(port: str, protocol: str, count: int | None, as_lines: bool, config_path: str | None) -> None:
    """Print what a sensor sends, uncorrected.

    \b
    Example:
      kiosk thermometer read --port /dev/ttyUSB0 --protocol gy-mcu90614 -n 10 --json
    """
    try:
        sensor = Thermometer(port, protocol_info(protocol).name)
        sensor.open()
    except (ConfigError, DeviceUnavailable) as error:
        raise Problem(str(error)) from None
    try:
        _print_readings(sensor, count, as_lines)
    except DeviceUnavailable as error:
        raise Problem(str(error)) from None
    except KeyboardInterrupt:
        pass
    finally:
        sensor.close()


def _print_readings(sensor: Thermometer, count: int | None, as_lines: bool) -> None:
    left = count
    while left is None or left > 0:
        readings = sensor.read(SILENCE_S)
        if not readings:
            raise Problem(
                f"no reading in {SILENCE_S:g} s ({sensor.bytes_read} bytes came, {sensor.bad_frames} broken frames); "
                "check protocol, baud and wiring"
            )
        for reading in readings[:left]:
            print(_line(reading, as_lines), flush=True)
        left = None if left is None else left - len(readings)


def _line(reading: Reading, as_lines: bool) -> str:
    if as_lines:
        return json.dumps({"object_c": reading.object_c, "ambient_c": reading.ambient_c})
    return f"object {_celsius(reading.object_c)}  ambient {_celsius(reading.ambient_c)}"


def _celsius(value: float | None) -> str:
    return "no value" if value is None else f"{value:.2f} °C"


@thermometer.command()
@click.argument("name")
@click.option("--link", type=click.Path(path_type=Path), help="Keep the port reachable under this path.")
@click.option("--object-c", type=float, help="What stands before the sensor; without it, nobody.")
@click.option("--ambient-c", type=float, default=26.0, show_default=True, help="The sensor's own temperature.")
@click.option("--fault", type=click.Choice([fault.value for fault in Fault]), default="none", show_default=True)
@config_option
def simulate(
    name: str, link: Path | None, object_c: float | None, ambient_c: float, fault: str, config_path: str | None
) -> None:
    """Play a sensor on a pseudo-terminal; prints its path first, runs until stopped.

    \b
    Example:
      kiosk thermometer simulate gy-mcu90614 --object-c 34.6
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        run_simulator(
            protocol_info(name).name,
            link,
            object_c,
            ambient_c,
            Fault(fault),
            lambda path: print(path, flush=True),
            stop,
        )
    except (ConfigError, ValueError, OSError) as error:
        raise Problem(str(error)) from None
