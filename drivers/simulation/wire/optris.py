"""Optris instruments from their command sheets: one letter of one byte, answers of bare big-endian words.

CS takes `84 hi lo` as it is. CT wants the exclusive-or of the three behind it and ignores the command without. A byte
above B0 (176) before a command is an address; B0 itself means everybody, and nobody answers.
"""

from drivers.simulation.wire.base import SensorWire, bounded

SETS = {0x84: "emissivity", 0x85: "transmission"}


class OptrisInstrument(SensorWire):
    """`hundredths` makes it an hs model; `summed` a CT; `burst` how many words it sends by itself."""

    awkward_c = 4269.0  # AA AA, the header of a burst: more than any of them measures

    def __init__(self, *, hundredths: bool = False, summed: bool = False, burst: int = 0, address: int = 1) -> None:
        super().__init__()
        self.baud = 115200 if summed else 9600
        self._hundredths = hundredths
        self._summed = summed
        self._burst = burst
        self._bursting = bool(burst) and not summed
        self._address = address
        self._transmission = 1.0
        self.serial = 1_107_042

    def hear(self, data: bytes) -> bytes:
        """Obey commands one after the other; a byte that is none is passed over."""
        self._heard += data
        answers = b""
        while self._heard:
            prefix = self._heard[0] if self._heard[0] >= 0xB0 else None
            command = self._heard[prefix is not None :]
            length = self._length(command)
            if length > len(command):
                break
            self._heard = command[length:]
            for_us = prefix in (None, 0xB0, 0xB0 + self._address)
            answer = self._obey(command[:length]) if for_us and not self.refusing else b""
            answers += b"" if prefix == 0xB0 else answer
        return answers

    def broken(self, data: bytes) -> bytes:
        """Nothing guards an answer but its length: one byte goes missing."""
        return data[:-1]

    def bend(self) -> None:
        """A transmission of 0.90."""
        self._transmission = 0.9

    def unasked(self) -> bytes:
        """A word of a burst."""
        return b"\xaa\xaa" + self._target()

    def _length(self, command: bytes) -> int:
        if not command:
            return 1
        if command[0] in SETS:
            return 4 if self._summed else 3
        return {0x51: 5, 0x52: 2}.get(command[0], 1) if self._burst else 1

    def _obey(self, command: bytes) -> bytes:
        code = command[0]
        if code in SETS:
            return self._set(command)
        if code == 0x52 and self._burst:
            self._bursting = bool(command[1])
            return b""
        match code:
            case 0x01 | 0x03 | 0x81:
                return self._target()
            case 0x02 | 0x09:
                return self._head()
            case 0x04:
                return round(self.emissivity * 1000).to_bytes(2, "big")
            case 0x05:
                return round(self._transmission * 1000).to_bytes(2, "big")
            case 0x0E:
                return self.serial.to_bytes(3, "big")
            case 0x0F:
                return (2012).to_bytes(2, "big")
            case _:
                return b""

    def _set(self, command: bytes) -> bytes:
        code, high, low, *rest = command
        value = (high * 256 + low) / 1000
        if (rest and rest[0] != code ^ high ^ low) or not 0.1 <= value <= 1.1:
            return b""
        if code == 0x84:
            self.emissivity = value
        else:
            self._transmission = value
        return bytes([high, low])

    def _streamed(self) -> bytes:
        if not self._bursting:
            return b""
        words = self._target()
        if self._burst == 3:
            words += self._head() + round(self.emissivity * 1000).to_bytes(2, "big")
        return b"\xaa\xaa" + words

    def _target(self) -> bytes:
        if self.failing:
            return b"\x00\x00"
        scaled = self._object_c * 100 + 10000 if self._hundredths else self._object_c * 10 + 1000
        return bounded(scaled, 0, 65535).to_bytes(2, "big")

    def _head(self) -> bytes:
        return bounded(self._can_c * 10 + 1000, 0, 65535).to_bytes(2, "big")
