"""The sensors' side of the wire, one file a family, written without a look at the parsers.

A table shared with the parser would mirror its own mistake; so nothing here imports drivers.protocols.
To add a family: a file beside this one, and a line in ENCODERS.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from drivers.simulation.wire.base import SensorWire
from drivers.simulation.wire.calex import CalexPyrometer
from drivers.simulation.wire.gy_614v3 import Gy614Module
from drivers.simulation.wire.gy_mcu90614 import GyModule
from drivers.simulation.wire.gy_mcu90640 import GyArray
from drivers.simulation.wire.optris import OptrisInstrument
from drivers.simulation.wire.raytek import RaytekSensor
from drivers.simulation.wire.senxor import SenXorCamera

ENCODERS: Final[dict[str, Callable[[], SensorWire]]] = {
    "gy-mcu90614": GyModule,
    "gy-614v3": Gy614Module,
    "optris-cs": OptrisInstrument,
    "optris-cs-hs": partial(OptrisInstrument, hundredths=True),
    "optris-ct": partial(OptrisInstrument, summed=True),
    "optris-ct-hs": partial(OptrisInstrument, hundredths=True, summed=True),
    "optris-cs-burst": partial(OptrisInstrument, burst=1),
    "optris-ct-burst": partial(OptrisInstrument, burst=3, summed=True),
    "raytek-mi": RaytekSensor,
    "raytek-mi3": partial(RaytekSensor, baud=115200),
    "raytek-burst": RaytekSensor,
    "calex-pyrominibus": CalexPyrometer,
    "calex-pyrousb": partial(CalexPyrometer, usb=True),
    "omega-os-mini": CalexPyrometer,
    "gy-mcu90640": GyArray,
    "senxor": SenXorCamera,
}

__all__ = ["ENCODERS", "SensorWire"]
