"""A Modbus board behind a real guard: read-back, lamp, buzzer, contact and dispenser."""

import os
import select
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from drivers.door import RelayDoor, Wiring
from drivers.relay_frames import crc16
from drivers.values import DeviceUnavailable, DoorState, Input, InputChange, Lamp


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
