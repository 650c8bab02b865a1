"""A Modbus RTU slave with the registers of a Calex PyroMiniBus or PyroUSB, from the makers' tables and the Modbus text.

It answers any client: functions 3 and 4 read, 6 and 16 write; refusals 1 (function), 2 (register), 3 (value), 4.
"""

from drivers.simulation.wire.base import AS_SOLD_EMISSIVITY, SensorWire, bounded


def checksum(message: bytes) -> bytes:
    """CRC-16 of Modbus, one bit after the other as its text describes it, low byte first."""
    crc = 65535
    for byte in message:
        crc ^= byte
        for _ in range(8):
            odd = crc % 2
            crc //= 2
            if odd:
                crc ^= 40961
    return bytes([crc % 256, crc // 256])


class CalexPyrometer(SensorWire):
    """`usb` makes it a PyroUSB. Device 255 is everybody's name, 0 is a broadcast without answer."""

    answer_after_s = 0.02
    awkward_c = 26.0  # 01 04: the device and the function of an answer

    def __init__(self, *, usb: bool = False, device: int = 1) -> None:
        self._usb = usb
        self._device = device
        self._epsilon = 7 + usb, 23 + usb
        self._refused = 0
        self._words = dict.fromkeys(range(28), 0)
        self._words.update({0: 21 if usb else 17, 1: 1, 2: 1, 3: 57920, 4 + usb: device, 10 + 4 * usb: 0})
        if usb:
            self._words[9] = 10000
        super().__init__()

    @property
    def emissivity(self) -> float:
        """In ten-thousandths; both registers show the one in force."""
        return self._words[self._epsilon[0]] / 10000

    @emissivity.setter
    def emissivity(self, value: float) -> None:
        for register in self._epsilon:
            self._words[register] = round(value * 10000)

    def hear(self, data: bytes) -> bytes:
        """Answer whole requests; a byte that begins none is passed over."""
        self._heard += data
        answers = b""
        while len(self._heard) >= 8:
            length = 9 + self._heard[6] if self._heard[1] == 16 else 8
            request = self._heard[:length]
            if len(request) == length and checksum(request[:-2]) == request[-2:]:
                self._heard = self._heard[length:]
                answers += self._answer(request)
            elif len(request) < length and length <= 9 + 246:
                break
            else:
                self._heard = self._heard[1:]
        return answers

    def restart(self) -> bytes:
        """The saved emissivity is back."""
        self.emissivity = AS_SOLD_EMISSIVITY
        return b""

    def bend(self) -> None:
        """Peak hold."""
        self._words[12 if self._usb else 8] = 1

    def unasked(self) -> bytes:
        """An answer that nobody asked for."""
        return self._sealed([self._device, 4, 2, 1, 110])

    def _answer(self, request: bytes) -> bytes:
        device, function, high, low, *_ = request
        register, value = high * 256 + low, request[4] * 256 + request[5]
        if device not in (0, 255, self._device):
            return b""
        self._fill()
        refusal = self._next_refusal() if self.refusing else self._refusal(function, register, value)
        if refusal:
            content = [function + 128, refusal]
        elif function in (3, 4):
            found = [self._words[register + step] for step in range(value)]
            content = [function, 2 * value, *(part for word in found for part in divmod(word, 256))]
        else:
            self._write(function, register, request)
            content = [*request[1:6]]
        return self._sealed([device if device == 255 else self._device, *content]) if device else b""

    def _next_refusal(self) -> int:
        self._refused = self._refused % 4 + 1
        return self._refused

    def _refusal(self, function: int, register: int, value: int) -> int:
        if function not in (3, 4, 6, 16):
            return 1
        count = 1 if function == 6 else value
        if not 1 <= count <= 125:
            return 3
        if any(register + step not in self._words for step in range(count)):
            return 2
        return 3 if function == 6 and register in self._epsilon and not 2000 <= value <= 10000 else 0

    def _write(self, function: int, register: int, request: bytes) -> None:
        data = request[4:6] if function == 6 else request[7:-2]
        for step in range(len(data) // 2):
            word = data[2 * step] * 256 + data[2 * step + 1]
            self._words[register + step] = word
            if register + step in self._epsilon:
                self.emissivity = word / 10000

    def _fill(self) -> None:
        """The measured registers: average, lowest, highest, filtered, unfiltered, sensor, status."""
        seen = bounded(self._object_c * 10, -200, 10000) % 65536
        status = 1 if self.failing else 16 if self._object_c > 1000 else 0
        can = bounded(self._can_c * 10, -32768, 32767) % 65536
        first = 15 if self._usb else 11
        for step, word in enumerate((seen, seen, seen, seen, seen, can, status)):
            self._words[first + step] = word

    @staticmethod
    def _sealed(numbers: list[int]) -> bytes:
        message = bytes(numbers)
        return message + checksum(message)
