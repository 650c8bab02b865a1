"""The boards a door guard can hold, one class each. Loaded by the guard alone; a fault of a line is an exception.

`switch` returns once the output was told; `verify` once what is named reads as it was told, where a board can be read:

    LCUS      answers nothing: the line itself is asked whether it is still there
    Modbus    each switch is echoed, which an RS485 adapter without a board may do too; `verify` reads the relays' coils
    GPIO      `verify` reads the lines' levels

None of them sees whether a contact is welded or a lock has no power: that takes the door contact.
"""

import importlib
import termios
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

import serial

from drivers.relay_frames import READ_COILS, READ_INPUTS, bits, echoed, lcus, read_bits, switch_coil
from drivers.wiring import DoorKind, Wiring

LCUS_BAUD: Final = 9600
ANSWER_S: Final = 0.15
"""A board answers within some 20 ms at 9600 baud."""
TRIES: Final = 2


class RelayFault(Exception):
    """The board does not do as told; one sentence for staff."""


LINE_FAULTS: Final = (serial.SerialException, OSError, termios.error, RelayFault)


class Board(Protocol):
    poll_s: float
    """How often inputs are worth a look."""

    def switch(self, output: int, on: bool) -> None: ...

    def verify(self, told: Mapping[int, bool]) -> None: ...

    def sense(self, where: str) -> bool: ...

    def close(self) -> None: ...


def open_board(wiring: Wiring) -> Board:
    """Take the port or chip for this process alone. Raises LINE_FAULTS."""
    if wiring.kind == DoorKind.GPIO:
        return GpioLines(wiring, load_gpiod())
    baud = wiring.baud if wiring.kind == DoorKind.MODBUS_RELAY else LCUS_BAUD
    line = serial.Serial(wiring.port, baud, timeout=0, write_timeout=1.0, exclusive=True)
    return ModbusBoard(line, wiring.address) if wiring.kind == DoorKind.MODBUS_RELAY else LcusModule(line)


class LcusModule:
    poll_s = 0.05

    def __init__(self, line: serial.Serial) -> None:
        self._line = line

    def switch(self, output: int, on: bool) -> None:
        self._line.write(lcus(output, on))

    def verify(self, told: Mapping[int, bool]) -> None:
        termios.tcgetattr(self._line.fileno())

    def sense(self, where: str) -> bool:
        return modem_line(self._line, where)

    def close(self) -> None:
        self._line.close()


class ModbusBoard:
    poll_s = 0.2

    def __init__(self, line: serial.Serial, address: int) -> None:
        self._line = line
        self._address = address

    def switch(self, output: int, on: bool) -> None:
        request = switch_coil(self._address, output, on)
        if not self._asked(request, lambda heard: echoed(heard, request)):
            raise RelayFault(f"the relay board refuses to switch relay {output}: does it have so many?")

    def verify(self, told: Mapping[int, bool]) -> None:
        found = self._bits(READ_COILS)
        for output, on in told.items():
            if bool(found >> output - 1 & 1) != on:
                raise RelayFault(f"relay {output} reads {'off' if on else 'on'} although it was switched otherwise")

    def sense(self, where: str) -> bool:
        if not where.isdecimal():
            return modem_line(self._line, where)
        return bool(self._bits(READ_INPUTS) >> int(where) - 1 & 1)

    def close(self) -> None:
        self._line.close()

    def _bits(self, function: int) -> int:
        request = read_bits(self._address, function)
        try:
            return self._asked(request, lambda heard: bits(heard, request))
        except ValueError as error:
            raise RelayFault(str(error)) from None

    def _asked(self, request: bytes, understood: Callable[[bytes], Any]) -> Any:
        """Send a request until it is answered; each of these may be repeated without harm."""
        for _ in range(TRIES):
            self._line.reset_input_buffer()
            self._line.write(request)
            heard, deadline = b"", time.monotonic() + ANSWER_S
            while (left := deadline - time.monotonic()) > 0:
                self._line.timeout = left
                heard += self._line.read(max(1, self._line.in_waiting))
                answer = understood(heard)
                if answer is not None:
                    return answer
        raise RelayFault("the relay board does not answer: check its power, A and B, door.address and door.baud")


class GpioLines:
    """Lines of a GPIO chip, through libgpiod 2. The kernel gives them to one process alone."""

    poll_s = 0.05

    def __init__(self, wiring: Wiring, gpiod: Any) -> None:
        """`gpiod` is the module, or one like it."""
        line = importlib.import_module("gpiod.line") if not hasattr(gpiod, "line") else gpiod.line
        self._on, self._off = line.Value.ACTIVE, line.Value.INACTIVE
        output = gpiod.LineSettings(
            direction=line.Direction.OUTPUT, active_low=wiring.active_low, output_value=self._off
        )
        source = gpiod.LineSettings(direction=line.Direction.INPUT, bias=line.Bias.PULL_UP)
        self._lines = gpiod.request_lines(
            wiring.port,
            consumer="kiosk-door",
            config={
                tuple(wiring.outputs.values()): output,
                **_inputs({int(where) for where, _ in wiring.inputs.values()}, source),
            },
        )

    def switch(self, output: int, on: bool) -> None:
        self._lines.set_value(output, self._on if on else self._off)

    def verify(self, told: Mapping[int, bool]) -> None:
        for output, on in told.items():
            if (self._lines.get_value(output) is self._on) != on:
                raise RelayFault(f"line {output} reads {'off' if on else 'on'} although it was switched otherwise")

    def sense(self, where: str) -> bool:
        return self._lines.get_value(int(where)) is self._on

    def close(self) -> None:
        self._lines.release()


def load_gpiod() -> Any:
    """Return the gpiod module. Raises RelayFault when this installation has none."""
    try:
        return importlib.import_module("gpiod")
    except ImportError:
        raise RelayFault('gpiod is not installed: pip install "entry-screening-kiosk[gpio]"') from None


def modem_line(line: serial.Serial, where: str) -> bool:
    """Return whether an input of the serial adapter is set. Raises OSError."""
    return bool(
        {"cts": lambda: line.cts, "dsr": lambda: line.dsr, "dcd": lambda: line.cd, "ri": lambda: line.ri}[where]()
    )


def _inputs(lines: Iterable[int], settings: Any) -> dict[tuple[int, ...], Any]:
    wanted = tuple(sorted(lines))
    return {wanted: settings} if wanted else {}
