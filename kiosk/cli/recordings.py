"""`kiosk thermometer record` and `plot`: a sensor's bytes in a file, and that file as a drawing in text."""

import time
from pathlib import Path

import click

from drivers.recording import Recorder, RecordingRefused, Replayed, replay
from drivers.thermometer import Thermometer
from kiosk.cli.devices import protocol_info
from kiosk.cli.main import Problem, config_option
from kiosk.cli.sensor import Number, open_named, sensor_options, told
from kiosk.cli.sparkline import sparkline

PLOT_ROW_S = 5.0


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@sensor_options
@click.option("--seconds", type=Number(min=0.1, max=86400), default=30.0, show_default=True)
@click.option("--bench", is_flag=True, help="A technician's bench run: allows an array, whose bytes show people.")
@config_option
def record(
    file: Path,
    port: str,
    protocol: str,
    baud: int | None,
    address: int | None,
    emissivity: float | None,
    seconds: float,
    bench: bool,
    config_path: str | None,
) -> None:
    """Store a sensor's bytes with their times, for a replay test.

    \b
    Example:
      kiosk thermometer record bench.jsonl --port /dev/ttyUSB0 --protocol optris-cs --seconds 10
    """
    with told(options=True):
        sensor = Thermometer(port, protocol_info(protocol).name, baud, emissivity=emissivity, address=address)
        recorder = Recorder(sensor, file, bench=bench)
        count = 0
        try:
            open_named(sensor)
            end = time.monotonic() + seconds
            while (left := end - time.monotonic()) > 0:
                count += len(sensor.read(min(left, 1.0)))
        finally:
            sensor.close()
            recorder.close()
            if sensor.bytes_read:
                print(f"{count} readings, {sensor.bytes_read} bytes in {file}")
        if not sensor.bytes_read:
            raise Problem(f"nothing came in {seconds:g} s, and {file} was not written; check protocol, baud and wiring")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def plot(file: Path, config_path: str | None) -> None:
    """Draw a recording as text, a line for every five seconds.

    \b
    Example:
      kiosk thermometer plot bench.jsonl
    """
    with told():
        rows: dict[int, list[Replayed]] = {}
        for item in replay(file):
            rows.setdefault(int(item.at // PLOT_ROW_S), []).append(item)
        if not rows:
            raise RecordingRefused(f"{file} holds no readings")
        for number, row in rows.items():
            values = [item.reading.object_c for item in row]
            known = [value for value in values if value is not None]
            span = f"{min(known):.2f} to {max(known):.2f} °C" if known else "no values"
            print(f"{number * PLOT_ROW_S:6.0f} s {sparkline(values)} {span}")
