"""GPIO lines as a relay board: what they begin with, read-back, lamp, buzzer, contact and dispenser."""

import inspect
from collections.abc import Iterator

import gpiod
import gpiod.line
import pytest

from drivers.door import RelayDoor, Wiring
from drivers.door_guard import LAST_S
from drivers.relays import RelayFault, load_gpiod
from drivers.values import DeviceUnavailable, DoorState
from tests.drivers.gpio_lines import ACTIVE, INACTIVE, WIRED, Bench, FakeLines


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def test_the_fake_chip_has_the_names_of_the_real_library() -> None:
    asked = inspect.signature(gpiod.request_lines).parameters
    assert {"path", "config", "consumer"} <= set(asked)
    given = inspect.signature(gpiod.LineSettings).parameters
    assert {"direction", "active_low", "output_value", "bias"} <= set(given)
    for name in ("set_value", "get_value", "release"):
        ours, theirs = inspect.signature(getattr(FakeLines, name)), inspect.signature(getattr(gpiod.LineRequest, name))
        assert len(ours.parameters) == len(theirs.parameters)


def test_gpio_lines_begin_off_and_only_outputs_are_driven(bench: Bench) -> None:
    for line in (17, 27, 22, 23, 24):
        settings = bench.lines.settings[line]
        assert (settings.active_low, settings.output_value) == (True, INACTIVE)
    assert bench.lines.settings[5].direction is gpiod.line.Direction.INPUT
    bench.hang_up()
    bench.guard.run(bench._wake)
    assert bench.said[0] == "READY"
    assert bench.lines.told[0] == (17, INACTIVE)
    assert bench.on() == set()


def test_pulse_lamp_and_buzzer_of_gpio(bench: Bench) -> None:
    bench.step("LAMP amber")
    assert bench.on() == {22}
    bench.step("PULSE 9")
    bench.step("LAMP green")
    bench.step("BUZZ 0.5")
    assert bench.on() == {17, 27, 24}
    bench.step("PING", after_s=1.0)
    assert bench.on() == {17, 27}
    bench.step("PING", after_s=2.0)
    assert bench.on() == {27}
    assert [line for line in bench.said if not line.startswith("IN")] == ["ON 3", "PONG", "OFF", "PONG"]


def test_a_silent_station_is_locked_out_and_the_lamp_is_red(bench: Bench) -> None:
    bench.step("PULSE 3")
    bench.step("LAMP green")
    bench.step(after_s=2.9)
    assert bench.on() == {17, 27}
    bench.step(after_s=0.1)
    bench.step(after_s=60)
    assert bench.on() == {23}
    assert bench.said.count("STALLED") == 1
    bench.step("LAMP amber")
    assert bench.on() == {22}


def test_the_end_of_the_pipe_de_energises_all(bench: Bench) -> None:
    bench.step("PULSE 3")
    bench.step("LAMP red")
    bench.hang_up()
    bench.guard.run(bench._wake)
    assert bench.on() == set()


def test_lines_that_never_hear_are_given_up(bench: Bench) -> None:
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        bench.now += seconds

    bench.lines.deaf = True
    with pytest.raises(RelayFault, match="chip is deaf"):
        bench.guard.leave(pause)
    assert LAST_S - 0.1 < sum(waited) < LAST_S + 1


def test_a_line_that_reads_otherwise(bench: Bench) -> None:
    bench.step("OFF")
    bench.lines.stuck.add(17)
    with pytest.raises(RelayFault, match="line 17 reads off"):
        bench.step("PULSE 1")


def test_inputs_are_told_once_they_have_settled(bench: Bench) -> None:
    bench.lines.level |= {5: INACTIVE, 6: ACTIVE}
    looks = [(5, ACTIVE), (5, INACTIVE), (5, ACTIVE), (5, ACTIVE), (6, INACTIVE), (6, INACTIVE)]
    bench.step(after_s=0.06)
    bench.step(after_s=0.06)
    assert bench.said == ["IN contact 0", "IN hands 0"]
    for line, level in looks:
        bench.lines.level[line] = level
        bench.step("PING", after_s=0.06)
    assert [line for line in bench.said[2:] if line.startswith("IN")] == ["IN contact 1", "IN hands 1"]


def test_without_the_library_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gpiod", None)
    with pytest.raises(RelayFault, match=r"pip install .*\[gpio\]"):
        load_gpiod()


def test_a_chip_that_is_not_there() -> None:
    door = RelayDoor(WIRED, 3.0)
    assert door.state() is DoorState.UNKNOWN
    with pytest.raises(DeviceUnavailable, match="no GPIO chip at /dev/gpiochip0"):
        door.check()


def test_a_device_that_is_no_chip_is_the_guards_to_refuse(tmp_path) -> None:
    with pytest.raises(DeviceUnavailable):
        RelayDoor(Wiring(kind="gpio", port="/dev/null", relay=17), 3.0).check()
