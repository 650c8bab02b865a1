"""A GY-614V3 as the sellers' register table describes it: sixteen registers of one byte, spoken to in summed frames.

Read: device, 3, register, how many, sum. Write: device, 6, register, value, sum, and the module repeats it. A stream is
an answer to "read 7 from register 7" over and over.
"""

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire, bounded

SPEEDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)


class Gy614Module(SensorWire):
    """Streams from power-up on, unless register 3 says otherwise."""

    answer_after_s = 0.01
    awkward_c = 34.92  # 0D A4: the device's own number

    def __init__(self, device: int = 164) -> None:
        self._registers = [device, 2, 3, 0, 0, 0, 100, 100, 0, 0, 0, 0, 0, 0, 1, 3]
        super().__init__()

    @property
    def emissivity(self) -> float:
        """Register 7, in hundredths."""
        return self._registers[7] / 100

    @emissivity.setter
    def emissivity(self, value: float) -> None:
        self._registers[7] = round(value * 100)

    def hear(self, data: bytes) -> bytes:
        """Obey summed frames of five bytes for this device, or for all (device 0, no answer)."""
        self._heard += data
        answers = b""
        while len(self._heard) >= 5:
            order = self._heard[:5]
            known = order[0] in (0, self._registers[0]) and sum(order[:4]) % 256 == order[4]
            self._heard = self._heard[5 if known else 1 :]
            if known and not self.refusing:
                answer = self._obey(order[1], order[2], order[3])
                answers += answer if order[0] else b""
        return answers

    def restart(self) -> bytes:
        """The emissivity as sold; nothing else was changed for good."""
        self._registers[7] = round(AS_SOLD_EMISSIVITY * 100)
        return b""

    def bend(self) -> None:
        """An offset of +0.8 °C in register 6."""
        self._registers[6] = 108

    def unasked(self) -> bytes:
        """The answer to a question about the baud register."""
        return self._tell(1, 1)

    def _obey(self, order: int, register: int, value: int) -> bytes:
        if order == 3 and value and register + value <= 16:
            self._refresh()
            return self._tell(register, value)
        if order == 6 and register <= 7:
            self._registers[register] = value
            return self._summed([self._registers[0], 6, register, value])
        return b""

    def _streamed(self) -> bytes:
        if self._registers[3]:
            return b""
        self._refresh()
        return self._tell(7, 7) if not self._registers[4] else f"{self._object_c:.2f}\r\n".encode()

    def _refresh(self) -> None:
        offset = (self._registers[6] - 100) * 10
        seen = 65535 if self.failing else bounded(self._object_c * 100 + offset, -32768, 32767) % 65536
        can = bounded(self._can_c * 100, -32768, 32767) % 65536
        body = bounded(self._object_c * 100 + 180, -32768, 32767) % 65536
        self._registers[8:14] = [seen >> 8, seen & 255, can >> 8, can & 255, body >> 8, body & 255]

    def _tell(self, register: int, count: int) -> bytes:
        return self._summed([self._registers[0], 3, register, count, *self._registers[register : register + count]])

    @staticmethod
    def _summed(numbers: list[int]) -> bytes:
        return bytes([*numbers, sum(numbers) % 256])
