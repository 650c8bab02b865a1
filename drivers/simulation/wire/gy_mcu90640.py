"""A GY-MCU90640: pictures of the room before it, 32 columns by 24 rows, sent from the right to the left.

Little-endian words: 5A5A, 0602, then 768 hundredths of a degree, the chip's temperature, and the sum of all before.
"""

import random

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire, bounded

PIXEL_NOISE_C = 0.1
COLUMNS, ROWS = 32, 24


class GyArray(SensorWire):
    """Streams from power-up on."""

    baud = 115200
    rate_hz = 4.0
    size = (COLUMNS, ROWS)
    awkward_c = 231.30  # 5A 5A

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
        scene = self._picture(COLUMNS, ROWS)
        for start in range(0, COLUMNS * ROWS, COLUMNS):
            words += [self._pixel(celsius) for celsius in reversed(scene[start : start + COLUMNS])]
        words.append(bounded(self._can_c * 100, -32768, 32767) % 65536)
        words.append(sum(words) % 65536)
        return b"".join(word.to_bytes(2, "little") for word in words)

    def _pixel(self, celsius: float) -> int:
        """Hundredths of a degree."""
        if self.failing:
            return 0x8000
        noisy = celsius + self._random.gauss(0, PIXEL_NOISE_C)
        return bounded(noisy * 100, -32768, 32767) % 65536
