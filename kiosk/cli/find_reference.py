"""`kiosk thermometer reference`: where in the array's picture the in-scene reference stands, as lines for config.toml.

Nothing of the pictures is kept.
"""

import json
from dataclasses import replace
from typing import Final

import click

from drivers.protocols import ThermalPicture
from drivers.thermal_reference import Place, averaged, find, look_at
from kiosk.cli.devices import protocol_info, room_of, thermometer_of
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.sensor import told
from kiosk.config import Config, ConfigError, ThermometerSource
from kiosk.config.room import LEAST_PX

SILENCE_S: Final = 3.0


@click.command("reference")
@click.option("--pictures", type=click.IntRange(5, 200), default=20, show_default=True, help="So many are averaged.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
@config_option
def find_reference(pictures: int, as_object: bool, config_path: str | None) -> None:
    """Find the in-scene reference in the configured array's picture.

    Switch it on, wait until it is warm, and let nobody stand before the array.

    \b
    Example:
      kiosk thermometer reference
    """
    with told():
        config = load_config(config_path)
        info = protocol_info(config.thermometer.protocol)
        if not info.is_array:
            raise ConfigError(f"thermometer.protocol: {info.name} measures one spot; only an array sees a reference")
        picture = averaged(_pictures(config, pictures))
    place = find(picture, config.reference.contrast_c)
    if place is None or min(place.columns, place.rows) < LEAST_PX:
        raise Problem(
            f"nothing small stands out by {config.reference.contrast_c:g} °C on {LEAST_PX} x {LEAST_PX} pixels or "
            "more; switch the reference on, bring it nearer, and let nobody stand before the array"
        )
    print(_told(place, picture, as_object, simulated=config.thermometer.source is ThermometerSource.SIMULATED))


def _pictures(config: Config, count: int) -> list[ThermalPicture]:
    room = room_of(replace(config, simulation=replace(config.simulation, visitors=False)))
    try:
        sensor = thermometer_of(config, room)
        sensor.open()
        try:
            taken: list[ThermalPicture] = []
            while len(taken) < count:
                if not sensor.read(SILENCE_S) or sensor.picture is None:
                    raise Problem(f"no picture in {SILENCE_S:g} s at {sensor.port}; check protocol, baud and wiring")
                taken.append(sensor.picture)
            return taken
        finally:
            sensor.close()
    finally:
        room.close()


def _told(place: Place, picture: ThermalPicture, as_object: bool, *, simulated: bool) -> str:
    seen = look_at(picture, place)
    keys = {"columns": place.columns, "rows": place.rows, "left": place.left, "top": place.top}
    if as_object:
        return json.dumps({**keys, "read_c": seen.celsius, "around_c": seen.around_c, "simulated": simulated})
    lines = "\n".join(f"{name} = {value}" for name, value in keys.items())
    simulation = "; SIMULATION" if simulated else ""
    return (
        f"[reference]  # read at {seen.celsius:.2f} °C, uncorrected, before {seen.around_c:.2f} °C{simulation}\n{lines}"
    )
