"""Relay boards and GPIO lines: the bytes of their manuals, read-back, lamp, buzzer, contact and dispenser."""

import inspect
import os
import select
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import gpiod
import gpiod.line
import pytest
from pymodbus.framer.rtu import FramerRTU

from drivers import guard_process
from drivers.door import RelayDoor, Wiring
from drivers.door_guard import LAST_S, Guard
from drivers.protocols.modbus_rtu import crc16 as other_crc16
from drivers.relay_frames import READ_COILS, READ_INPUTS, bits, crc16, echoed, lcus, read_bits, switch_coil
from drivers.relays import GpioLines, RelayFault, load_gpiod, modem_line
from drivers.values import DeviceUnavailable, DoorState, Input, InputChange, Lamp
from drivers.wiring import wrong_wiring

# frames


@pytest.mark.parametrize(
    ("made", "manual"),
    [
        (lcus(1, True), "A0 01 01 A2"),
        (lcus(1, False), "A0 01 00 A1"),
        (lcus(4, True), "A0 04 01 A5"),
        (switch_coil(0xFF, 1, True), "FF 05 00 00 FF 00 99 E4"),
        (switch_coil(0xFF, 1, False), "FF 05 00 00 00 00 D8 14"),
        (read_bits(0xFF, READ_COILS), "FF 01 00 00 00 08 28 12"),
        (read_bits(0xFF, READ_INPUTS), "FF 02 00 00 00 08 6C 12"),
    ],
)
def test_the_bytes_are_those_of_the_manuals(made: bytes, manual: str) -> None:
    assert made == bytes.fromhex(manual)


def test_answers_are_found_behind_noise_and_never_invented() -> None:
    request = read_bits(0xFF, READ_COILS)
    assert bits(bytes.fromhex("00 FF 01 01 FF 01 01 01 A1 A0"), request) == 1
    assert bits(bytes.fromhex("FF 01 01 01 A1"), request) is None
    assert bits(bytes.fromhex("FF 01 01 03 A1 A0"), request) is None
    with pytest.raises(ValueError, match="refuses function 1"):
        bits(bytes.fromhex("FF 81 02") + crc16(bytes.fromhex("FF 81 02")), request)
    on = switch_coil(1, 9, True)
    assert echoed(on[:-1], on) is None
    assert echoed(b"\0" + on, on) is True
    assert echoed(bytes.fromhex("01 85 02") + crc16(bytes.fromhex("01 85 02")), on) is False


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256)), bytes.fromhex("FF0500FF00")])
def test_the_guards_own_checksum_is_everybodys(data: bytes) -> None:
    assert crc16(data) == other_crc16(data) == FramerRTU.compute_CRC(data).to_bytes(2, "big")


# a Modbus board behind a real guard


class Board:
    """Eight coils, eight inputs; answers as the manual says, unless told to be deaf or to stick."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self.coils = self.inputs = 0
        self.history: list[tuple[int, bool]] = []
        self.deaf = self.stuck = self.echoes = False
        self.has = 8
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        heard = b""
        while not self._stop.is_set():
            if not select.select([self._line.master], [], [], 0.02)[0]:
                continue
            heard += os.read(self._line.master, 256)
            while len(heard) >= 8:
                request, heard = heard[:8], heard[8:]
                if not self.deaf:
                    self._line.send(self._answer(request))

    def _answer(self, request: bytes) -> bytes:
        assert crc16(request[:6]) == request[6:]
        if self.echoes:
            return request
        coil, on = request[3], request[4] == 0xFF
        if request[1] != 5:
            body = bytes((request[0], request[1], 1, self.coils if request[1] == 1 else self.inputs))
        elif coil >= self.has:
            body = bytes((request[0], 0x85, 2))
        else:
            self.history.append((coil + 1, on))
            if not self.stuck:
                self.coils = self.coils | 1 << coil if on else self.coils & ~(1 << coil)
            return request
        return body + crc16(body)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def board(line) -> Iterator[Board]:
    made = Board(line)
    yield made
    made.close()


def modbus(line: Any, **wired: Any) -> RelayDoor:
    return RelayDoor(Wiring(kind="modbus-relay", port=line.port, **wired), max_pulse_s=5.0)


def test_a_modbus_board_is_off_first_then_pulsed_and_read_back(line, board: Board) -> None:
    board.coils = 0b1
    door = modbus(line, green=2, red=3, buzzer=4)
    door.check()
    assert (board.coils, board.history[0]) == (0, (1, False))
    assert door.pulse(5).done
    door.show(Lamp.GREEN)
    door.buzz(5)
    door.check()
    assert board.coils == 0b1011
    door.close()
    assert board.coils == 0


def test_a_board_that_hears_nothing_as_the_station_dies_is_switched_off_when_it_hears_again(line, board: Board) -> None:
    door = modbus(line)
    door.check()
    assert door.pulse(5).done
    guard = door._guard
    assert guard is not None
    board.deaf = True
    guard._stdin.close()  # the station is gone, and starts no other guard
    assert any(said.startswith("ERR") for said in guard._collect(5.0))
    assert board.coils == 1
    board.deaf = False
    guard._process.wait(5.0)
    assert board.coils == 0
    door.close()


def test_a_relay_that_reads_otherwise_than_it_was_told(line, board: Board) -> None:
    door = modbus(line)
    door.check()
    board.stuck = True
    with pytest.raises(DeviceUnavailable, match="relay 1 reads off although"):
        door.pulse(5)
    door.close()


def test_an_adapter_that_only_echoes_is_no_board_that_is_off(line, board: Board) -> None:
    """The board loses its power in a pulse, and its RS485 adapter hands back what it is sent."""
    door = modbus(line)
    door.check()
    assert door.pulse(5).done
    board.echoes = True
    with pytest.raises(DeviceUnavailable, match="does not answer"):
        door.lock()
    assert door.state() is not DoorState.LOCKED
    board.echoes = False
    door.check()
    assert board.coils == 0
    door.close()


def test_a_board_that_does_not_answer(line, board: Board) -> None:
    board.deaf = True
    with pytest.raises(DeviceUnavailable, match=r"does not answer: check its power, A and B, door\.address"):
        modbus(line).check()


def test_a_lamp_on_a_relay_the_board_has_not(line, board: Board) -> None:
    board.has = 2
    with pytest.raises(DeviceUnavailable, match="refuses to switch relay 3"):
        modbus(line, red=3).check()
    assert board.coils == 0


def test_inputs_of_a_modbus_board(line, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    door = modbus(line, contact="2", hands="3", hands_high=False)
    door.check()
    seen = wait_for_inputs(door, 2)
    assert seen == [InputChange(Input.CONTACT, False), InputChange(Input.HANDS, True)]
    board.inputs = 0b110
    assert sorted(wait_for_inputs(door, 2), key=str) == [
        InputChange(Input.CONTACT, True),
        InputChange(Input.HANDS, False),
    ]
    door.close()


def wait_for_inputs(door: RelayDoor, count: int) -> list[InputChange]:
    seen: list[InputChange] = []
    for _ in range(200):
        seen += door.inputs()
        if len(seen) >= count:
            return seen
        assert door._guard is not None
        select.select([door._guard._stdout], [], [], 0.05)
    raise AssertionError(f"only {seen}")


# GPIO lines, with a chip that is none


class FakeLines:
    def __init__(self, config: dict[tuple[int, ...], Any]) -> None:
        self.settings = {line: settings for lines, settings in config.items() for line in lines}
        self.level = {line: getattr(one, "output_value", None) for line, one in self.settings.items()}
        self.told: list[tuple[int, Any]] = []
        self.stuck: set[int] = set()
        self.released = False

    def set_value(self, line: int, value: Any) -> None:
        assert self.settings[line].direction is gpiod.line.Direction.OUTPUT
        self.told.append((line, value))
        if line not in self.stuck:
            self.level[line] = value

    def get_value(self, line: int) -> Any:
        return self.level[line]

    def release(self) -> None:
        self.released = True


class FakeChip:
    """Stands in for the gpiod module; its names are checked against the real one below."""

    line = gpiod.line

    def __init__(self) -> None:
        self.lines: FakeLines | None = None

    def LineSettings(self, **settings: Any) -> SimpleNamespace:
        return SimpleNamespace(**settings)

    def request_lines(self, path: str, *, consumer: str, config: dict[tuple[int, ...], Any]) -> FakeLines:
        assert (path, consumer) == ("/dev/gpiochip0", "kiosk-door")
        self.lines = FakeLines(config)
        return self.lines


ACTIVE, INACTIVE = gpiod.line.Value.ACTIVE, gpiod.line.Value.INACTIVE
WIRED = Wiring(
    kind="gpio", port="/dev/gpiochip0", relay=17, active_low=True, green=27, amber=22, red=23, buzzer=24, contact="5",
    hands="6", hands_high=False,
)  # fmt: skip


def test_the_fake_chip_has_the_names_of_the_real_library() -> None:
    asked = inspect.signature(gpiod.request_lines).parameters
    assert {"path", "config", "consumer"} <= set(asked)
    given = inspect.signature(gpiod.LineSettings).parameters
    assert {"direction", "active_low", "output_value", "bias"} <= set(given)
    for name in ("set_value", "get_value", "release"):
        ours, theirs = inspect.signature(getattr(FakeLines, name)), inspect.signature(getattr(gpiod.LineRequest, name))
        assert len(ours.parameters) == len(theirs.parameters)


class Bench:
    """A guard on fake lines, stepped by hand."""

    def __init__(self, wiring: Wiring = WIRED) -> None:
        self.chip = FakeChip()
        self.now = 100.0
        self.said: list[str] = []
        self._ear, self._mouth = os.pipe()
        self._wake, self._waker = os.pipe()
        board = GpioLines(wiring, self.chip)
        assert self.chip.lines is not None
        self.lines = self.chip.lines
        self.guard = Guard(
            board, wiring, max_pulse_s=3.0, patience_s=3.0, ear=self._ear, tell=self.said.append, clock=lambda: self.now
        )
        self.guard._wait_s = lambda: 0.0  # the test holds the clock

    def step(self, line: str = "", after_s: float = 0.0) -> bool:
        self.now += after_s
        if line:
            os.write(self._mouth, line.encode() + b"\n")
        return self.guard.step(self._wake)

    def on(self) -> set[int]:
        return {line for line, value in self.lines.level.items() if line > 6 and value is ACTIVE}

    def hang_up(self) -> None:
        os.close(self._mouth)

    def close(self) -> None:
        for end in (self._ear, self._wake, self._waker):
            os.close(end)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


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

    def fail(line: int, value: Any) -> None:
        raise RelayFault("the chip is deaf")

    bench.lines.set_value = fail  # type: ignore[method-assign]
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


# modem lines and wiring


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
    from kiosk.faults import DOOR_CHECK_S

    assert guard_process.PATIENCE_S >= 2 * DOOR_CHECK_S
