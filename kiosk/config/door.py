"""The keys of door, lamp, contact and dispenser, and what of them does not fit together."""

from dataclasses import dataclass
from enum import StrEnum

from drivers.wiring import GUARDED, HIGHEST_LINE, MODEM_LINES, NOT_WIRED, DoorKind, Wiring, wrong_wiring
from kiosk.screening.settings import setting


class DoorSource(StrEnum):
    NONE = DoorKind.NONE
    SIMULATED = DoorKind.SIMULATED
    SERIAL_RELAY = DoorKind.SERIAL_RELAY
    MODBUS_RELAY = DoorKind.MODBUS_RELAY
    GPIO = DoorKind.GPIO


def _output(what: str, default: int = NOT_WIRED) -> int:
    return setting(default, what, low=NOT_WIRED, high=HIGHEST_LINE)


@dataclass(frozen=True, slots=True)
class DoorConfig:
    """How the door is released, and what stands around it."""

    source: DoorSource = setting(DoorSource.SIMULATED, "none, simulated, serial-relay, modbus-relay or gpio")
    port: str = setting("", "relay: device path; gpio: the chip, /dev/gpiochip0")
    pulse_s: float = setting(3.0, "length of a release pulse", low=0.2, high=10.0, unit="s")
    receipt_s: float = setting(5.0, "a receipt not spent within this time is void", low=1.0, high=30.0, unit="s")
    relay: int = _output("releases while energised: channel from 1, or GPIO line", 1)
    active_low: bool = setting(False, "gpio: a low line energises, as on most relay modules with optocouplers")
    green: int = _output("lamp while released: channel or line; -1 = none")
    amber: int = _output("lamp while locked and in service; -1 = none")
    red: int = _output("lamp (red or blue) while out of service; -1 = none")
    buzzer: int = _output("sounds for a second at an alert; -1 = none")
    contact: str = setting("", "door contact: cts, dsr, dcd or ri of the adapter, board input 1 to 8, or GPIO line")
    contact_open_high: bool = setting(True, "the contact reads high, or set, while the door stands open")
    held_open_s: float = setting(30.0, "open for longer is an alert", low=3.0, high=600.0, unit="s")
    address: int = setting(1, "modbus-relay: the board's address", low=1, high=255)
    baud: int = setting(9600, "modbus-relay: the board's speed", low=1200, high=115200, unit="baud")


@dataclass(frozen=True, slots=True)
class DispenserConfig:
    """The hand sanitiser, where it can tell that it was used."""

    input: str = setting("", "as door.contact; empty: none, visitors confirm by touch")
    input_high: bool = setting(True, "the input reads high, or set, while a hand is there")
    port: str = setting("", "a serial adapter of its own, whose cts, dsr, dcd or ri it is; empty: the door's")


def wiring_of(door: DoorConfig, dispenser: DispenserConfig) -> Wiring:
    """Return what the guard needs to know."""
    return Wiring(
        kind=door.source.value, port=door.port, relay=door.relay, active_low=door.active_low, green=door.green,
        amber=door.amber, red=door.red, buzzer=door.buzzer, contact=door.contact,
        contact_open_high=door.contact_open_high, hands="" if dispenser.port else dispenser.input,
        hands_high=dispenser.input_high, address=door.address, baud=door.baud,
    )  # fmt: skip


def wrong_door(door: DoorConfig, dispenser: DispenserConfig) -> str | None:
    """Return what does not fit together, naming the key, or None."""
    guarded = door.source.value in GUARDED
    if guarded and not door.port:
        example = "/dev/gpiochip0" if door.source is DoorSource.GPIO else "/dev/ttyUSB1"
        return f'door.port is empty: door.source = "{door.source.value}" needs the device path, e.g. {example}'
    if dispenser.port and dispenser.input not in MODEM_LINES:
        return f"dispenser.input: {dispenser.input!r} is not one of {', '.join(MODEM_LINES)}, as dispenser.port needs"
    if dispenser.port and dispenser.port == door.port:
        return "dispenser.port is door.port: leave it empty, the dispenser then hangs on the door's adapter"
    if not guarded:
        loose = "dispenser.input" if dispenser.input and not dispenser.port else "door.contact" if door.contact else ""
        return f'{loose} needs a relay or gpio to hang on; door.source is "{door.source.value}"' if loose else None
    wrong = wrong_wiring(wiring_of(door, dispenser))
    if wrong is None:
        return None
    return f"dispenser.{wrong.replace('hands', 'input', 1)}" if wrong.startswith("hands") else f"door.{wrong}"
