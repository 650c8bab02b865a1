"""Raytek / Fluke Process Instruments in burst mode: one line of ASCII after the other, as fast as the line takes them.

Source and link: as in raytek.py, where the set-up is made before the burst is switched on.

    $=UTIE  defines the line: unit, object, sensor, emissivity       V=B  begins
    C T0036.5 I0027.1 E0.950 CR LF      spaces, the unit's own letter U, widths and order vary between models

A line counts only when it is whole: nothing but fields, the unit C, and each of T and I once.
"""

import re
from typing import Final

from drivers.protocols.base import Conversation, ProtocolInfo
from drivers.protocols.raytek import (
    LINE_LIMIT,
    OBJECT_RANGE_C,
    SENSOR_RANGE_C,
    Raytek,
    number,
    temperature,
)
from drivers.values import Reading

BURST_STRING: Final = "UTIE"
LINE: Final = re.compile(r"U?(?P<unit>[CF]) ?T(?P<T>[^ A-Z]+) ?I(?P<I>[^ A-Z]+)(?: ?E(?P<E>[^ A-Z]+))? ?")


class RaytekBurst(Raytek):
    """Set up like a sensor that is asked; from then on it only listens."""

    def __init__(self) -> None:
        super().__init__()
        self._bursting = True

    def setup(self, emissivity: float | None) -> Conversation:
        """As for a sensor that is asked; then say what a line holds, and begin the burst."""
        self._bursting = False
        facts = yield from super().setup(emissivity)
        told = yield from self._ask(self._question("X$"), ("X$", "$"))
        if (told or "").strip().lstrip("=") != BURST_STRING:
            yield from self._ask(self._line(f"$={BURST_STRING}"), "$")
        self._expect("V")
        yield self._line("V=B")
        self._expected, self._bursting = None, True
        return facts

    def poll(self) -> bytes:
        """Nothing: the sensor sends by itself."""
        return b""

    def _take(self, line: bytes) -> list[Reading]:
        found = LINE.fullmatch(line.decode("ascii", "replace")) if len(line) <= LINE_LIMIT else None
        if found is None or found["unit"] != "C":
            return super()._take(line)
        if not self._bursting:
            self._not_ours(line, broken=False)
            return []
        try:
            object_c, sensor_c = temperature(found["T"], OBJECT_RANGE_C), temperature(found["I"], SENSOR_RANGE_C)
        except ValueError:
            self._not_ours(line, broken=True)
            return []
        emissivity = number(found["E"]) if found["E"] else None
        if self._emissivity is not None and emissivity not in (None, self._emissivity):
            self._lost = True
            return []
        return [Reading(object_c, sensor_c, emissivity, line)]


INFO: Final = ProtocolInfo(
    name="raytek-burst",
    title="Raytek / Fluke MI, MID, MIC, CM, MI3, ASCII lines in burst mode",
    factory=RaytekBurst,
    baud=9600,
    rate_hz=10.0,
    accuracy_c=1.0,
    resolution_c=0.1,
    range_c=OBJECT_RANGE_C,
    bauds=(115200, 19200, 38400, 57600),
    heard_as="raytek-mi",
)
