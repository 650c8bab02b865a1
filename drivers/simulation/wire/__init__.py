"""The sensors' side of the wire, one file a family, written without a look at the parsers.

A table shared with the parser would mirror its own mistake; so nothing here imports drivers.protocols.
To add a family: a file beside this one, and a line in ENCODERS.
"""

from collections.abc import Callable
from typing import Final

from drivers.simulation.wire.base import SensorWire
from drivers.simulation.wire.gy_mcu90614 import GyModule

ENCODERS: Final[dict[str, Callable[[], SensorWire]]] = {
    "gy-mcu90614": GyModule,
}

__all__ = ["ENCODERS", "SensorWire"]
