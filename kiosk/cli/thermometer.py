"""`kiosk thermometer`: what a technician does with a sensor."""

import json
import os
import shutil
import sys
from collections.abc import Callable

import click

from drivers.protocols import PROTOCOLS
from drivers.scanning import Found, ports_to_scan, scan
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Reading
from kiosk.cli.calibrate import calibrate, calibrations, roll_back
from kiosk.cli.certificate import certificate
from kiosk.cli.daily_check import check_daily
from kiosk.cli.devices import ports_of_others, protocol_info
from kiosk.cli.find_reference import find_reference
from kiosk.cli.found import found_json, found_text
from kiosk.cli.linearity import linearity
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.picture import drawn
from kiosk.cli.recordings import plot, record
from kiosk.cli.register import register_array
from kiosk.cli.sensor import open_named, sensor_options, told
from kiosk.cli.simulate import simulate
from kiosk.cli.sparkline import LivePlot
from kiosk.cli.validate_site import validate_site
from kiosk.config import ConfigError

SILENCE_S = 5.0


@click.group()
def thermometer() -> None:
    """Find, read, record, simulate and list serial infrared thermometers."""


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
@sensor_options
@click.option("-n", "count", type=click.IntRange(min=1), help="End after this many readings.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a reading.")
@click.option("--plot/--no-plot", default=None, help="One moving line; as it stands, on a terminal.")
@config_option
def read(
    port: str,
    protocol: str,
    baud: int | None,
    address: int | None,
    emissivity: float | None,
    count: int | None,
    as_lines: bool,
    plot: bool | None,
    config_path: str | None,
) -> None:
    """Print what a sensor sends, uncorrected.

    \b
    Example:
      kiosk thermometer read --port /dev/ttyUSB0 --protocol gy-mcu90614 -n 10 --json
    """
    live = not as_lines and (sys.stdout.isatty() if plot is None else plot)
    show = _printer(as_lines, live)
    with told(options=True):
        sensor = Thermometer(port, protocol_info(protocol).name, baud, emissivity=emissivity, address=address)
        try:
            open_named(sensor)
            _each_reading(sensor, count, show)
        finally:
            sensor.close()
            if live:
                print()


def _printer(as_lines: bool, live: bool) -> Callable[[Reading], None]:
    if not live:
        return lambda reading: print(_line(reading, as_lines), flush=True)
    plot = LivePlot(shutil.get_terminal_size().columns)
    return lambda reading: print(f"\r{plot.line(reading.object_c, reading.ambient_c)}\x1b[K", end="", flush=True)


def _each_reading(sensor: Thermometer, count: int | None, show: Callable[[Reading], None]) -> None:
    left = count
    while left is None or left > 0:
        readings = sensor.read(SILENCE_S)
        if not readings:
            refusal = f", last refusal: {sensor.refused}" if sensor.refused else ""
            raise Problem(
                f"no reading in {SILENCE_S:g} s ({sensor.bytes_read} bytes came, {sensor.bad_frames} broken frames"
                f"{refusal}); check protocol, baud and wiring"
            )
        for reading in readings[:left]:
            show(reading)
        left = None if left is None else left - len(readings)


def _line(reading: Reading, as_lines: bool) -> str:
    if as_lines:
        return json.dumps({"object_c": reading.object_c, "ambient_c": reading.ambient_c})
    return f"object {_celsius(reading.object_c)}  ambient {_celsius(reading.ambient_c)}"


def _celsius(value: float | None) -> str:
    return "no value" if value is None else f"{value:.2f} °C"


@thermometer.command()
@sensor_options
@click.option("-n", "count", type=click.IntRange(min=1), help="End after this many pictures.")
@config_option
def preview(
    port: str,
    protocol: str,
    baud: int | None,
    address: int | None,
    emissivity: float | None,
    count: int | None,
    config_path: str | None,
) -> None:
    """Show an array's picture in the terminal, and where a warm target stands in it. Nothing is stored.

    \b
    Example:
      kiosk thermometer preview --port /dev/ttyUSB0 --protocol gy-mcu90640
    """
    with told(options=True):
        info = protocol_info(protocol)
        if not info.is_array:
            raise ConfigError(f"{info.name} measures one spot: it makes no picture")
        sensor = Thermometer(port, info.name, baud, emissivity=emissivity, address=address)
        try:
            open_named(sensor)
            _each_reading(sensor, count, lambda _: print(drawn(sensor.picture), flush=True))
        finally:
            sensor.close()


@thermometer.command("scan")
@click.option("--port", "ports", multiple=True, help="Try this port only; may be given several times.")
@click.option("--address", type=click.IntRange(1, 255), help="Ask there on a shared line, and nowhere else.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a sensor found.")
@config_option
def scan_ports(ports: tuple[str, ...], address: int | None, as_lines: bool, config_path: str | None) -> None:
    """Try ports, speeds and protocols; say what was found, and the lines for config.toml.

    The ports of door and dispenser are left alone. Unplug anything else that must not receive strange bytes. Where
    several sensors share a line, ask for each by its address.

    \b
    Example:
      kiosk thermometer scan
      kiosk thermometer scan --port /dev/ttyUSB0 --address 17
    """
    others = {os.path.realpath(port) for port in ports_of_others(load_config(config_path))}
    wanted = list(ports) or [port for port in ports_to_scan() if os.path.realpath(port) not in others]
    if not wanted:
        raise Problem("there is no serial port; plug the sensor in, or name one with --port")
    found, closed = [], []
    for port in wanted:
        try:
            found += [sensor] if (sensor := _scan_one(port, address)) else []
        except DeviceUnavailable as error:
            closed.append(f"{error.problem}; {error.advice.replace('thermometer.port', '--port')}")
    for sensor in found:
        print(found_json(sensor) if as_lines else found_text(sensor), flush=True)
    if len(closed) == len(wanted):
        raise Problem(". ".join(closed))
    for sentence in closed:
        click.echo(sentence, err=True)
    if not found:
        where = ", ".join(wanted) + (f" at address {address}" if address is not None else "")
        raise Problem(f"no sensor found on {where}; check power, wiring (TX to RX) and voltage levels")


def _scan_one(port: str, address: int | None) -> Found | None:
    def tell(what: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{port}: {what}\x1b[K", nl=False, err=True)

    try:
        return scan(port, tell, address)
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


for command in (
    record,
    plot,
    simulate,
    linearity,
    register_array,
    find_reference,
    calibrate,
    check_daily,
    roll_back,
    calibrations,
    certificate,
    validate_site,
):
    thermometer.add_command(command)
