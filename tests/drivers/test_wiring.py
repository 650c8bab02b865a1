"""What may be wired to what, and the inputs of a plain serial line."""

from types import SimpleNamespace
from typing import Any

import pytest

from drivers import guard_process
from drivers.door import Wiring
from drivers.relays import modem_line
from drivers.wiring import wrong_wiring
from kiosk.faults import DOOR_CHECK_S
from tests.drivers.gpio_lines import WIRED


def test_modem_lines_are_read_by_their_names() -> None:
    line: Any = SimpleNamespace(cts=True, dsr=False, cd=True, ri=False)
    assert [modem_line(line, name) for name in ("cts", "dsr", "dcd", "ri")] == [True, False, True, False]


@pytest.mark.parametrize(
    ("wiring", "wrong"),
    [
        (Wiring(), None),
        (Wiring(contact="cts", hands="dsr", red=2), None),
        (WIRED, None),
        (Wiring(kind="modbus-relay", contact="8", hands="ri"), None),
        (Wiring(relay=9), "relay: 9 is outside 1 to 8"),
        (Wiring(relay=-1), "needs the output that releases the door"),
        (Wiring(red=1), "channel or line of its own"),
        (Wiring(active_low=True), "NC contact"),
        (Wiring(contact="4"), "'4' is not one of cts, dsr, dcd, ri"),
        (Wiring(kind="modbus-relay", hands="9"), "'9' is not one of 1 to 8"),
        (Wiring(kind="gpio", relay=17, contact="17"), "'17' is not one of a line number"),
        (Wiring(kind="gpio", relay=300), "outside 0 to 255"),
    ],
)
def test_wiring_that_cannot_be(wiring: Wiring, wrong: str | None) -> None:
    found = wrong_wiring(wiring)
    assert (found is None) if wrong is None else (found is not None and wrong in found)


def test_the_guards_patience_outlasts_the_stations_question() -> None:
    assert guard_process.PATIENCE_S >= 2 * DOOR_CHECK_S
