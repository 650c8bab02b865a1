"""The module's side of `5A 5A` frames: header, 45, 04, object and can in hundredths (big endian), sum of the eight."""

from typing import Final

from drivers.simulation.wire.base import SensorWire, bounded

COMMANDS: Final = {b"\xa5\x45\xea": "stream", b"\xa5\x15\xba": "once"}


class GyModule(SensorWire):
    """A GY-MCU90614 as it leaves the shop: it streams from power-up on. `module_id` makes it the 10 byte firmware."""

    awkward_c = 231.30  # 5A 5A

    def __init__(self, module_id: int | None = None) -> None:
        super().__init__()
        self._tail = [] if module_id is None else [module_id]
        self.commands: list[str] = []

    def hear(self, data: bytes) -> bytes:
        """Remember known commands; the stream is on already. `once` is answered with a frame."""
        self._heard = (self._heard + data)[-64:]
        answer = b""
        for command, name in COMMANDS.items():
            if command in self._heard:
                self.commands.append(name)
                self._heard = self._heard.replace(command, b"")
                answer = self._streamed() if name == "once" else answer
        return answer

    def broken(self, data: bytes) -> bytes:
        """The same frame with its sum off by one."""
        return data[:8] + bytes([(data[8] + 1) % 256]) + data[9:]

    def restart(self) -> bytes:
        """Nothing is lost: this firmware keeps nothing."""
        return b""

    def _streamed(self) -> bytes:
        """FF FF for the object when the MLX90614 did not answer its microcontroller."""
        seen = (255, 255) if self.failing else self._word(self._object_c)
        body = [90, 90, 69, 4, *seen, *self._word(self._can_c)]
        return bytes([*body, sum(body) % 256, *self._tail])

    @staticmethod
    def _word(celsius: float) -> tuple[int, int]:
        return divmod(bounded(celsius * 100, -32768, 32767) % 65536, 256)
