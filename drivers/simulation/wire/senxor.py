"""A SenXor camera of 80 by 62 pixels, in messages `   #` + length + letters + sum.

Registers are bytes, spelt with two hexadecimal digits; a picture is words of tenths of a kelvin, low byte first.
"""

import random
import struct

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire, bounded

COLUMNS, ROWS = 80, 62
PIXEL_NOISE_C = 0.15
PATTERNS = 4
"""So many different pictures of noise are drawn, and used in turn."""


class SenXorCamera(SensorWire):
    """Silent until register B1 says 02; then five pictures a second."""

    baud = 115200
    rate_hz = 5.0
    size = (COLUMNS, ROWS)
    on_usb = True
    awkward_c = 549.25  # two spaces, as at the beginning of a message

    def __init__(self, seed: int = 0) -> None:
        self._registers = {0x31: 0, 0xB1: 0, 0xB2: 0x42, 0xB3: 18, 0xB4: 5, 0xCA: 100, 0xCB: 0, 0xCD: 0}
        self._registers |= {0xE0: 25, 0xE1: 7, 0xE2: 1, 0xE3: 0, 0xE4: 0x30, 0xE5: 0x39}
        super().__init__()
        chance = random.Random(seed)
        self._noise = [[chance.gauss(0, 10 * PIXEL_NOISE_C) for _ in range(COLUMNS * ROWS)] for _ in range(PATTERNS)]
        self._count = 0

    @property
    def emissivity(self) -> float:
        """Register CA, percent."""
        return self._registers[0xCA] / 100

    @emissivity.setter
    def emissivity(self, value: float) -> None:
        self._registers[0xCA] = round(value * 100)

    def hear(self, data: bytes) -> bytes:
        """Obey whole messages; the host's sum is not looked at."""
        self._heard = (self._heard + data)[-256:]
        answers = b""
        while (start := self._heard.find(b"   #")) >= 0:
            try:
                length = int(self._heard[start + 4 : start + 8], 16)
            except ValueError:
                if len(self._heard) - start < 8:
                    break
                self._heard = self._heard[start + 4 :]
                continue
            if len(self._heard) < start + 8 + length:
                break
            body = self._heard[start + 8 : start + 8 + length]
            self._heard = self._heard[start + 8 + length :]
            answers += b"" if self.refusing else self._obey(body[:4], body[4:-4])
        return answers

    def restart(self) -> bytes:
        """The emissivity as sold, and silence."""
        self._registers[0xCA] = round(AS_SOLD_EMISSIVITY * 100)
        self._registers[0xB1] = 0
        return b""

    def bend(self) -> None:
        """An offset of -0.5 K."""
        self._registers[0xCB] = 256 - 5

    def unasked(self) -> bytes:
        """The answer to a question about register B2."""
        return self._told("RREG", b"01")

    def _obey(self, order: bytes, contents: bytes) -> bytes:
        try:
            numbers = [int(contents[at : at + 2], 16) for at in range(0, len(contents), 2)]
        except ValueError:
            return b""
        if order == b"RREG" and len(numbers) == 1 and numbers[0] in self._registers:
            return self._told("RREG", f"{self._registers[numbers[0]]:02X}".encode())
        if order == b"WREG" and len(numbers) == 2 and numbers[0] in self._registers:
            self._registers[numbers[0]] = numbers[1]
            return self._told("WREG", b"")
        return b""

    @staticmethod
    def _told(order: str, contents: bytes) -> bytes:
        body = f"{len(contents) + 8:04X}{order}".encode() + contents
        return b"   #" + body + f"{sum(body) % 65536:04X}".encode()

    def _streamed(self) -> bytes:
        if not self._registers[0xB1] & 2:
            return b""
        self._count += 1
        chip = bounded((self._can_c + 273.15) * 100, 0, 65535)
        header = [self._count % 65536, 33000, chip, 0, 0, *[0] * 75]
        words = [0] * 80 + header + self._pixels()
        return self._told("GFRA", struct.pack(f"<{len(words)}H", *words))

    def _pixels(self) -> list[int]:
        """Tenths of a kelvin; 0 when the measurement has failed."""
        if self.failing:
            return [0] * (COLUMNS * ROWS)
        offset = (self._registers[0xCB] + 128) % 256 - 128 + 0.5
        noise = self._noise[self._count % PATTERNS]
        scene = self._picture(COLUMNS, ROWS)
        return [
            int(10 * min(6000.0, max(10.0, celsius + 273.15)) + offset + stray)
            for celsius, stray in zip(scene, noise, strict=True)
        ]
