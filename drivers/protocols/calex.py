"""Calex PyroMiniBus and PyroUSB, Omega OS-MINI (the PyroMiniBus map): Modbus RTU, asked.

Source: the makers' register tables. Link: 9600 8N1; an answer comes about 20 ms after its request. Address 255 speaks
to the one device on the line whatever its own is. Functions 03 and 04 read alike, 06 writes one register.

    PMB   PUSB  content (temperatures signed 16 bit, 0.1 °C)
    00    00    type: 17 = PyroMiniBus; 21, 22, 23 = PyroUSB
    02-03 02-03 serial number, high word first (assumed: the tables do not say)
    05    06    compensation of reflected energy on / off
    07    08    emissivity, 0.0001
    -     09    transmission of a window, 0.0001 (assumed like the emissivity)
    08    0C    hold mode
    0E 0F 12 13 filtered, unfiltered object temperature
    10    14    temperature of the sensor itself
    11    15    status bits: 0 measurement error, 1 sensor too cold, 2 too hot, 3 object too cold, 4 too hot
    17    18    emissivity, not saved: lost at power-off, and the one that this driver writes

    01 04 000E 0001 5009 -> 01 04 02 016E 394C = 36.6 °C     01 06 0017 251C 2297 sets 0.95

A reading is one request for four registers: filtered, unfiltered, sensor, status. The unfiltered temperature is taken:
filters and holds are the station's business. Every tenth time, and whenever an answer stayed away, the emissivity is
read first: a sensor that was without power for a moment has its saved one back.
"""

import struct
from dataclasses import dataclass
from functools import partial
from typing import Final

from drivers.protocols.asking import Asker, Question, check_emissivity, check_range, refuse_setting
from drivers.protocols.base import Conversation, ProtocolInfo, SensorFacts, SensorUnfit
from drivers.protocols.modbus_rtu import (
    ANY_ADDRESS,
    EXCEPTIONS,
    READ_HOLDING,
    READ_INPUT,
    WRITE_SINGLE,
    Asked,
    Found,
    find_answer,
)
from drivers.values import Reading

CHECK_EVERY: Final = 10
REFUSED_ENOUGH: Final = 3
MEASUREMENT_ERROR, OBJECT_BITS = 0x01, 0x18
SENSOR_BITS: Final = 0x06
EMISSIVITY_STEP: Final = 10_000
OBJECT_RANGE_C: Final = (-20.0, 1000.0)
SENSOR_RANGE_C: Final = (-20.0, 180.0)


@dataclass(frozen=True, slots=True)
class Registers:
    """Where a model keeps what."""

    title: str
    types: tuple[int, ...]
    compensation: int
    hold: int
    transmission: int | None
    measured: int
    """Filtered, unfiltered, sensor, status, in a row."""
    emissivity: int
    """The one that is not saved."""


PYROMINIBUS: Final = Registers("PyroMiniBus", (17,), 0x05, 0x08, None, 0x0E, 0x17)
PYROUSB: Final = Registers("PyroUSB", (21, 22, 23), 0x06, 0x0C, 0x09, 0x12, 0x18)


class Calex(Asker):
    """Asks for each reading. What it expects is the request itself."""

    def __init__(self, address: int = ANY_ADDRESS, *, registers: Registers = PYROMINIBUS) -> None:
        super().__init__()
        self._address = address
        self._registers = registers
        self._polls = 0
        self._checking = False
        self._refusals = 0
        self._emissivity: int | None = None

    def setup(self, emissivity: float | None) -> Conversation:
        """Identify, refuse what bends readings, set the emissivity until power-off and read it back."""
        check_range(emissivity, 0.2, 1.0)
        self._checking = False
        registers = self._registers
        kind, field, high, low = yield from self._registers_of(0x00, 4, "type")
        if kind not in registers.types:
            advice = "set thermometer.protocol to the model that it is (calex-pyrominibus: 17, calex-pyrousb: 21 to 23)"
            raise SensorUnfit(f"this is no {registers.title}: its type is {kind}", advice)
        yield from self._refuse_bending(emissivity)
        if emissivity is not None:
            wanted = round(emissivity * EMISSIVITY_STEP)
            yield from self._ask(*self._request(WRITE_SINGLE, registers.emissivity, wanted))
        (found,) = yield from self._registers_of(registers.emissivity, 1, "emissivity")
        check_emissivity(emissivity, found / EMISSIVITY_STEP)
        self._emissivity, self._lost, self._refusals = found, False, 0
        model = f"{registers.title}, type {kind}, field of view code {field}"
        return SensorFacts(model=model, serial=str(high << 16 | low), emissivity=found / EMISSIVITY_STEP)

    def poll(self) -> bytes:
        """Ask for the measured registers; now and then for the emissivity first."""
        if self._expected is not None and self._buffer:
            self.bad_frames += 1
        self._polls += 1
        self._checking = self._emissivity is not None and (self.awaiting or self._polls % CHECK_EVERY == 0)
        return self._poll_for(self._registers.emissivity if self._checking else self._registers.measured)

    def outgoing(self) -> bytes:
        """After the emissivity was looked at, ask for the measured registers at once."""
        if not self._checking or self._lost or self.awaiting:
            return b""
        self._checking = False
        return self._poll_for(self._registers.measured)

    def feed(self, data: bytes) -> list[Reading]:
        """Take bytes; return the reading they complete."""
        if not isinstance(self._expected, Asked):
            self.discarded += len(data)
            return []
        asked = self._expected
        self._buffer += data
        found = find_answer(self._buffer, asked)
        self._buffer = self._buffer[found.used :]
        self.discarded += found.skipped
        self.bad_frames += found.bad_sums
        if not found.raw:
            return []
        self.discarded += len(self._buffer)
        self._buffer = b""
        return self._taken(asked, found)

    def _taken(self, asked: Asked, found: Found) -> list[Reading]:
        if found.refusal is not None:
            self._refuse(f"Modbus exception {found.refusal}: {EXCEPTIONS.get(found.refusal, 'unknown')}")
            self._refusals += 1
            self._lost = self._lost or self._refusals >= REFUSED_ENOUGH
            return []
        self._refusals = 0
        self._answered(Answer(asked.register, found.data))
        if asked.register == self._registers.measured and asked.function == READ_INPUT:
            return [_decode(found, self._emissivity)]
        looked_at = asked.function == READ_HOLDING and asked.register == self._registers.emissivity
        if looked_at and self._emissivity is not None:
            self._lost = self._lost or self._answer.words() != (self._emissivity,)
        return []

    def _refuse_bending(self, emissivity: float | None) -> Question:
        registers = self._registers
        (hold,) = yield from self._registers_of(registers.hold, 1, "hold mode")
        if hold:
            refuse_setting("a hold mode", f"{hold}", "0", f"write 0 to register {registers.hold:02X}h")
        (compensates,) = yield from self._registers_of(registers.compensation, 1, "reflected energy compensation")
        if compensates and emissivity != 1.0:
            how = f"write 0 to register {registers.compensation:02X}h, or set thermometry.sensor_emissivity to 1.0"
            refuse_setting("a compensation of reflected energy", "", "off", how)
        if registers.transmission is not None:
            (window,) = yield from self._registers_of(registers.transmission, 1, "transmission")
            if window != EMISSIVITY_STEP:
                how = f"write {EMISSIVITY_STEP} to register {registers.transmission:02X}h"
                refuse_setting("a window's transmission", f"of {window / EMISSIVITY_STEP:.4f}", "1.0000", how)

    def _registers_of(self, first: int, count: int, what: str) -> Question:
        answer: Answer = yield from self._must(*self._request(READ_HOLDING, first, count), what)
        return answer.words()

    def _poll_for(self, register: int) -> bytes:
        asking = (READ_INPUT, register, 4) if register == self._registers.measured else (READ_HOLDING, register, 1)
        frame, asked = self._request(*asking)
        self._expect(asked)
        return frame

    def _request(self, function: int, register: int, value: int) -> tuple[bytes, Asked]:
        asked = Asked(self._address, function, register, value)
        return asked.frame(), asked


@dataclass(frozen=True, slots=True)
class Answer:
    register: int
    data: bytes

    def words(self) -> tuple[int, ...]:
        """The registers, unsigned."""
        return struct.unpack(f">{len(self.data) // 2}H", self.data)


def _decode(found: Found, emissivity: int | None) -> Reading:
    _, unfiltered, sensor, status = struct.unpack(">hhhH", found.data)
    return Reading(
        object_c=_celsius(unfiltered, OBJECT_RANGE_C, status & (MEASUREMENT_ERROR | OBJECT_BITS)),
        ambient_c=_celsius(sensor, SENSOR_RANGE_C, status & (MEASUREMENT_ERROR | SENSOR_BITS)),
        emissivity=None if emissivity is None else emissivity / EMISSIVITY_STEP,
        raw=found.raw,
    )


def _celsius(tenths: int, limits: tuple[float, float], trouble: int) -> float | None:
    value = tenths / 10
    return None if trouble or not limits[0] <= value <= limits[1] else value


def _info(name: str, title: str, registers: Registers, heard_as: str = "") -> ProtocolInfo:
    return ProtocolInfo(
        name=name,
        title=title,
        factory=partial(Calex, registers=registers),
        baud=9600,
        rate_hz=10.0,
        accuracy_c=1.0,
        resolution_c=0.1,
        range_c=OBJECT_RANGE_C,
        bauds=(19200, 38400, 57600, 115200),
        addresses=(1, 255),
        heard_as=heard_as,
    )


INFOS: Final = (
    _info("calex-pyrominibus", "Calex PyroMiniBus, Modbus RTU, asked", PYROMINIBUS),
    _info("calex-pyrousb", "Calex PyroUSB, Modbus RTU, asked", PYROUSB),
    _info("omega-os-mini", "Omega OS-MINI, Modbus RTU, asked", PYROMINIBUS, "calex-pyrominibus"),
)
