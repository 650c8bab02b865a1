"""A hand counts once, bouncing does not, and an unplugged adapter is a sentence."""

from typing import Any

import pytest

from drivers.inputs import ModemInput
from drivers.values import DeviceUnavailable


class Adapter:
    """A serial port whose modem line follows a script, one level a look."""

    def __init__(self, levels: str) -> None:
        self.levels = iter(levels)
        self.closed = False

    @property
    def cts(self) -> bool:
        level = next(self.levels)
        if level == "x":
            raise OSError(5, "Input/output error")
        return level == "1"

    dsr = cd = ri = False

    def close(self) -> None:
        self.closed = True


def heard(levels: str, *, active_high: bool = True) -> int:
    adapter: Any = Adapter(levels)
    made = ModemInput("p", "cts", active_high=active_high, open_port=lambda port: adapter, sleep=lambda s: None)
    return sum(made.wait(1) for _ in levels)


@pytest.mark.parametrize(
    ("levels", "hands"),
    [
        ("000011110000", 1),
        ("0001011110000", 1),  # it bounces
        ("00001111000011100", 2),
        ("1111111", 0),  # stuck from the start
        ("0101010101", 0),
    ],
)
def test_each_hand_counts_once(levels: str, hands: int) -> None:
    assert heard(levels) == hands
    turned = levels.translate(str.maketrans("01", "10"))
    assert heard(turned, active_high=False) == hands


def test_an_adapter_that_is_pulled_out_and_put_back() -> None:
    adapters: list[Any] = [Adapter("00x"), Adapter("0011")]
    first = adapters[0]
    made = ModemInput("/dev/ttyUSB9", "cts", open_port=lambda port: adapters.pop(0), sleep=lambda s: None)
    with pytest.raises(DeviceUnavailable, match="no dispenser at /dev/ttyUSB9"):
        made.wait(5)
    assert first.closed
    assert made.wait(4)


def test_a_port_that_is_not_there() -> None:
    with pytest.raises(DeviceUnavailable, match=r"set dispenser\.port"):
        ModemInput("/dev/no-such-port", "cts").wait()
