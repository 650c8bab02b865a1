"""The module's side of `5A 5A` frames: header, 45, 04, object and can in hundredths (big endian), sum of the eight."""

from typing import Final

COMMANDS: Final = {b"\xa5\x45\xea": "stream", b"\xa5\x15\xba": "once"}


class GyModule:
    """A GY-MCU90614 as it leaves the shop: it streams from power-up on. `module_id` makes it the 10 byte firmware."""

    def __init__(self, module_id: int | None = None) -> None:
        self._tail = [] if module_id is None else [module_id]
        self._heard = b""
        self.commands: list[str] = []

    def hear(self, data: bytes) -> None:
        """Remember known commands; the stream is on already."""
        self._heard = (self._heard + data)[-64:]
        for command, name in COMMANDS.items():
            if command in self._heard:
                self.commands.append(name)
                self._heard = self._heard.replace(command, b"")

    def frame(self, object_c: float, can_c: float) -> bytes:
        """One temperature frame; values are cut to the hundredth that the module sends."""
        return self._with_sum([*self._word(object_c), *self._word(can_c)])

    def broken_sum(self, frame: bytes) -> bytes:
        """The same frame with its sum off by one."""
        return frame[:8] + bytes([(frame[8] + 1) % 256]) + frame[9:]

    def no_value(self, can_c: float) -> bytes:
        """FF FF for the object: the MLX90614 did not answer its microcontroller."""
        return self._with_sum([255, 255, *self._word(can_c)])

    def _with_sum(self, payload: list[int]) -> bytes:
        body = [90, 90, 69, 4, *payload]
        return bytes([*body, sum(body) % 256, *self._tail])

    @staticmethod
    def _word(celsius: float) -> tuple[int, int]:
        return divmod(round(celsius * 100) % 65536, 256)
