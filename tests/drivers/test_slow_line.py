"""A simulated sensor's bytes take the time that its line takes; a pseudo-terminal would carry them at once."""

import pytest

from drivers.simulation.faults import Fault, parted
from drivers.simulation.slow_line import SlowLine
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.thermometer import Thermometer

FRAME = bytes(range(96))


def test_bytes_arrive_ten_bits_each() -> None:
    line = SlowLine(9600)
    line.put(5.0, FRAME)
    assert line.arrived(5.0) == b""
    assert line.arrived(5.05) == FRAME[:48]
    assert line.busy
    assert line.arrived(5.1) == FRAME[48:]
    assert not line.busy


def test_what_comes_later_waits_for_what_is_under_way() -> None:
    line = SlowLine(9600)
    line.put(0.0, FRAME)
    line.put(0.0, b"ab", after_s=0.02)
    assert line.arrived(0.1) == FRAME
    assert line.arrived(0.1205) == b""
    assert line.arrived(0.1225) == b"ab"


def test_bytes_heard_at_another_speed_take_the_time_of_those_sent() -> None:
    line = SlowLine(9600)
    line.put(0.0, FRAME, sent=48)
    line.put(0.0, b"ab")
    assert line.arrived(0.025) == FRAME[:48]
    assert line.arrived(0.0505) == FRAME[48:]
    assert line.arrived(0.0525) == b"ab"


def test_it_says_when_to_look_again_and_comes_to_an_end() -> None:
    line, now, looks, seen = SlowLine(115200), 0.0, 0, b""
    line.put(now, FRAME * 16)
    while line.busy:
        now, looks = line.next_at(), looks + 1
        seen += line.arrived(now)
    assert (seen, line.next_at()) == (FRAME * 16, float("inf"))
    assert now == pytest.approx(1536 / 11520)
    assert looks < 40


def test_a_cable_pulled_out_loses_what_is_under_way() -> None:
    line = SlowLine(9600)
    line.put(0.0, FRAME)
    line.clear()
    assert line.arrived(9.0) == b""


def test_usb_takes_no_time() -> None:
    line = SlowLine(None)
    line.put(1.0, FRAME)
    assert line.arrived(1.0) == FRAME


@pytest.mark.parametrize(("fault", "parts"), [(Fault.NONE, 1), (Fault.SPLIT, 2), (Fault.DRIBBLE, 96)])
def test_parts_of_what_is_sent(fault: Fault, parts: int) -> None:
    assert len(parted(FRAME, fault)) == parts
    assert b"".join(parted(FRAME, fault)) == FRAME


def test_a_running_array_comes_as_fast_as_its_line() -> None:
    """1544 bytes at 115200 baud take 134 ms: a reader gets a picture in several pieces."""
    simulated = SimulatedThermometer(FixedRoom(36.6, 26.0), "gy-mcu90640")
    simulated.wire.rate_hz = 50.0
    sensor = Thermometer(simulated.port, "gy-mcu90640")
    came: list[int] = []
    sensor.tap = lambda sent, data: None if sent else came.append(len(data))
    simulated.start()
    sensor.open()
    readings = [reading for _ in range(3) for reading in sensor.read(10.0)]
    sensor.close()
    simulated.stop()
    assert len(readings) >= 3
    assert len(came) > 2 * len(readings)
