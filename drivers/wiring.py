"""Which output does what, and which input means what. Standard library only, because the door guard loads it."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

NOT_WIRED: Final = -1
MODEM_LINES: Final = ("cts", "dsr", "dcd", "ri")
HIGHEST_CHANNEL: Final = 8
HIGHEST_LINE: Final = 255


class DoorKind(StrEnum):
    NONE = "none"
    SIMULATED = "simulated"
    SERIAL_RELAY = "serial-relay"
    MODBUS_RELAY = "modbus-relay"
    GPIO = "gpio"


GUARDED: Final = (DoorKind.SERIAL_RELAY, DoorKind.MODBUS_RELAY, DoorKind.GPIO)


@dataclass(frozen=True, slots=True)
class Wiring:
    """One board or chip. Outputs are channels from 1, or line numbers of a GPIO chip; NOT_WIRED: there is none."""

    kind: str = DoorKind.SERIAL_RELAY
    port: str = ""
    """Serial port, or the chip's path, e.g. /dev/gpiochip0."""
    relay: int = 1
    """Releases the door while it is energised."""
    active_low: bool = False
    """gpio: a low output energises."""
    green: int = NOT_WIRED
    amber: int = NOT_WIRED
    red: int = NOT_WIRED
    buzzer: int = NOT_WIRED
    contact: str = ""
    """Door contact: a modem line (cts ..), an input of a Modbus board (1 ..) or a GPIO line; empty: none."""
    contact_open_high: bool = True
    """The contact reads high (modem line: set, board: closed) while the door stands open."""
    hands: str = ""
    """Hand dispenser, likewise."""
    hands_high: bool = True
    address: int = 1
    """modbus-relay: of the board."""
    baud: int = 9600

    @property
    def outputs(self) -> dict[str, int]:
        """Every output that is wired, by name."""
        every = {"relay": self.relay, "green": self.green, "amber": self.amber, "red": self.red, "buzzer": self.buzzer}
        return {name: output for name, output in every.items() if output != NOT_WIRED}

    @property
    def inputs(self) -> dict[str, tuple[str, bool]]:
        """Every input that is wired: where it is, and which level means open, or a hand."""
        every = {"contact": (self.contact, self.contact_open_high), "hands": (self.hands, self.hands_high)}
        return {name: wired for name, wired in every.items() if wired[0]}

    def as_json(self) -> str:
        return json.dumps(asdict(self))


def wrong_wiring(wiring: Wiring) -> str | None:
    """Return what cannot be wired like this, naming the key, or None."""
    low, high = (0, HIGHEST_LINE) if wiring.kind == DoorKind.GPIO else (1, HIGHEST_CHANNEL)
    for name, output in wiring.outputs.items():
        if not low <= output <= high:
            return f"{name}: {output} is outside {low} to {high} for {wiring.kind}"
    if wiring.relay == NOT_WIRED:
        return f"relay: {wiring.kind} needs the output that releases the door"
    if wiring.active_low and wiring.kind != DoorKind.GPIO:
        return "active_low is for gpio alone: a relay board is energised or not; a magnet lock goes to its NC contact"
    taken = list(wiring.outputs.values())
    if len(set(taken)) != len(taken):
        return f"each output of {', '.join(wiring.outputs)} needs a channel or line of its own"
    return next(
        (wrong for name, (where, _) in wiring.inputs.items() if (wrong := _wrong_input(wiring, name, where))), None
    )


def _wrong_input(wiring: Wiring, name: str, where: str) -> str | None:
    number = int(where) if where.isdecimal() else None
    match wiring.kind:
        case DoorKind.GPIO:
            allowed = "a line number"
            fits = number is not None and number <= HIGHEST_LINE and number not in wiring.outputs.values()
        case DoorKind.MODBUS_RELAY:
            allowed = f"1 to {HIGHEST_CHANNEL} (an input of the board) or {', '.join(MODEM_LINES)}"
            fits = where in MODEM_LINES or (number is not None and 1 <= number <= HIGHEST_CHANNEL)
        case _:
            allowed = ", ".join(MODEM_LINES)
            fits = where in MODEM_LINES
    return None if fits else f"{name}: {where!r} is not one of {allowed} for {wiring.kind}"
