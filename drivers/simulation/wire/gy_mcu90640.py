"""A GY-MCU90640: pictures of an oval face before a wall, 32 columns by 24 rows, sent from the right to the left.

Little-endian words: 5A5A, 0602, then 768 hundredths of a degree, the chip's temperature, and the sum of all before.
"""

import random

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire, bounded

PIXEL_NOISE_C = 0.1
CENTRE = 15.5, 11.5
HALF_AXES = 6.5, 8.5
FOREHEAD_BELOW_ROW = 11
CHEEKS_COOLER_C = 0.8


class GyArray(SensorWire):
    """Streams from power-up on. The forehead has the object's temperature, the rest of the face is cooler."""

    baud = 115200
    rate_hz = 4.0

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        self._random = random.Random(seed)
        self._streams = True

    def hear(self, data: bytes) -> bytes:
        """Obey commands of four bytes that begin with A5 and end with their sum."""
        self._heard += data
        answers = b""
        while len(self._heard) >= 4:
            start, order, value, total = self._heard[:4]
            known = start == 0xA5 and (start + order + value) % 256 == total
            self._heard = self._heard[4 if known else 1 :]
            if known and not self.refusing:
                answers += self._obey(order, value)
        return answers

    def restart(self) -> bytes:
        """The emissivity as sold."""
        self.emissivity = AS_SOLD_EMISSIVITY
        return b""

    def unasked(self) -> bytes:
        """The emissivity, which begins like a picture."""
        return self._emissivity_reply()

    def _obey(self, order: int, value: int) -> bytes:
        if order == 0x45 and 1 <= value <= 100:
            self.emissivity = value / 100
        elif order == 0x55:
            return self._emissivity_reply()
        elif order == 0x35:
            self._streams = value == 2
        return b""

    def _emissivity_reply(self) -> bytes:
        body = [90, 90, round(self.emissivity * 100)]
        return bytes([*body, sum(body) % 256])

    def _streamed(self) -> bytes:
        if not self._streams:
            return b""
        words = [0x5A5A, 0x0602]
        for row in range(24):
            words += [self._pixel(column, row) for column in range(31, -1, -1)]
        words.append(bounded(self._can_c * 100, -32768, 32767) % 65536)
        words.append(sum(words) % 65536)
        return b"".join(word.to_bytes(2, "little") for word in words)

    def _pixel(self, column: int, row: int) -> int:
        """Hundredths of a degree of one pixel, as the scene is seen from the sensor."""
        if self.failing:
            return 0x8000
        across = (column - CENTRE[0]) / HALF_AXES[0]
        down = (row - CENTRE[1]) / HALF_AXES[1]
        celsius = self.wall_c
        if across * across + down * down <= 1:
            cooler = CHEEKS_COOLER_C if row >= FOREHEAD_BELOW_ROW else 0.0
            celsius = self._object_c - cooler * (self._object_c > self.wall_c)
        noisy = celsius + self._random.gauss(0, PIXEL_NOISE_C)
        return bounded(noisy * 100, -32768, 32767) % 65536
