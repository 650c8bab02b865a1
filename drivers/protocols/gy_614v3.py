"""GY-614V and GY-614V3: an MLX90614 behind a microcontroller with `A4` register firmware.

Source: the sellers' register tables, a field driver for the 12 byte measurement frame. Frames: see gy_a4.py.
Link: 9600 8N1 as sold (2400 to 230400), TTL level, 3 to 5 V; PS pad soldered = I2C, then the module is silent here.
Streams after power-up.

    register   rw   meaning
    00         rw   device address, even, as sold A4
    01         rw   baud 0..7 = 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400
    02         rw   rate 0..3 = 1, 2, 5, 10 Hz
    03         rw   0 streams, 1 answers only
    04         rw   0 binary, 1 characters
    05         rw   write 55: keep the settings; AA: as sold
    06         rw   offset added to the object temperature: (value - 100) / 10 °C; 100 (64h) is none
    07         rw   emissivity 1..100 = 0.01 to 1.00
    08-09      r    object temperature, hi lo, signed 16 bit, 0.01 °C
    0A-0B      r    temperature of the sensor's can, the same
    0C-0D      r    the module's own "body" figure: never used
    0E, 0F     r    chip type 0..3, firmware

    measurement frame: A4 03 07 07 | E TO TO TA TA BO BO | sum

Written registers are lost at power-off unless 55 goes to register 05; this driver never keeps anything.
"""

import struct
from typing import Final

from drivers.protocols.asking import Asker, Question, check_emissivity, check_range, refuse_setting
from drivers.protocols.base import Conversation, ProtocolInfo, SensorFacts
from drivers.protocols.gy_a4 import DEFAULT_ID, READ, WRITE, RegisterFrame, RegisterFrames, request
from drivers.values import Reading

REGISTERS: Final = 16
RATE, MODE, FORMAT, OFFSET, EMISSIVITY, OBJECT, CAN, CHIP = 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x0A, 0x0E
FASTEST, STREAM, BINARY, NO_OFFSET = 3, 0, 0, 100
SETTINGS: Final = (RATE, EMISSIVITY - RATE + 1)
OBJECT_RANGE_C: Final = (-70.0, 382.2)
CAN_RANGE_C: Final = (-40.0, 125.0)
NO_ANSWER: Final = b"\xff\xff"


class Gy614V3(Asker):
    """Listens to the stream; asks only when it is set up."""

    def __init__(self, address: int = DEFAULT_ID) -> None:
        super().__init__()
        self._address = address
        self._frames = RegisterFrames(REGISTERS, address)
        self._emissivity: int | None = None

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes, return the readings they complete."""
        readings = [reading for frame in self._frames.feed(data) if (reading := self._take(frame))]
        self.bad_frames, self.discarded = self._frames.bad_frames, self._frames.discarded
        return readings

    def setup(self, emissivity: float | None) -> Conversation:
        """Stream in binary at 10 Hz, set the emissivity until power-off, refuse an offset."""
        check_range(emissivity, 0.01, 1.0)
        for register, value in ((FORMAT, BINARY), (MODE, STREAM), (RATE, FASTEST)):
            yield from self._write(register, value)
        if emissivity is not None:
            yield from self._write(EMISSIVITY, round(emissivity * 100))
        settings: bytes = yield from self._must(self._read(*SETTINGS), SETTINGS, "settings")
        offset, found = settings[OFFSET - RATE], settings[EMISSIVITY - RATE]
        if offset != NO_OFFSET:
            how = f"send {self._spelt(OFFSET, NO_OFFSET)}, then {self._spelt(0x05, 0x55)} to keep it"
            refuse_setting("an offset", f"of {(offset - NO_OFFSET) / 10:+.1f} °C (register 06)", "100 = 0.0 °C", how)
        check_emissivity(emissivity, found / 100)
        self._emissivity, self._lost = found, False
        chip = yield from self._ask(self._read(CHIP, 2), (CHIP, 2))
        told = (f"GY-614V3, chip type {chip[0]}", f"{chip[1]}") if chip else ("GY-614V3", "")
        return SensorFacts(model=told[0], firmware=told[1], emissivity=found / 100)

    def _write(self, register: int, value: int) -> Question:
        """Write; an echo is welcome but not owed: what counts is what is read back."""
        self._expect((register, 1))
        yield request(WRITE, register, value, self._address)
        self._expected = None

    def _read(self, first: int, count: int) -> bytes:
        return request(READ, first, count, self._address)

    def _spelt(self, register: int, value: int) -> str:
        return request(WRITE, register, value, self._address).hex(" ").upper()

    def _take(self, frame: RegisterFrame) -> Reading | None:
        if self._expected == (frame.first, len(frame.data)):
            self._answered(frame.data)
        if frame.function != READ or not frame.covers(OBJECT, 4):
            return None
        emissivity = frame.part(EMISSIVITY, 1)[0] if frame.covers(EMISSIVITY, 1) else None
        if self._emissivity is not None and emissivity not in (None, self._emissivity):
            self._lost = True
            return None
        return Reading(
            object_c=_celsius(frame.part(OBJECT, 2), OBJECT_RANGE_C),
            ambient_c=_celsius(frame.part(CAN, 2), CAN_RANGE_C),
            emissivity=None if emissivity is None else emissivity / 100,
            raw=frame.raw,
        )


def _celsius(word: bytes, limits: tuple[float, float]) -> float | None:
    value = struct.unpack(">h", word)[0] / 100
    return None if word == NO_ANSWER or not limits[0] <= value <= limits[1] else value


INFO: Final = ProtocolInfo(
    name="gy-614v3",
    title="GY-614V / GY-614V3 (MLX90614), A4 register frames",
    factory=Gy614V3,
    baud=9600,
    rate_hz=10.0,
    accuracy_c=0.5,
    resolution_c=0.01,
    range_c=OBJECT_RANGE_C,
    bauds=(115200, 19200, 38400, 57600, 230400, 4800, 2400),
    addresses=(2, 254),
    streams=True,
)
