"""Door, relay, guard, and the contact that tells how the door is used. Relay and guard are real processes and bytes."""

import signal
from collections.abc import Callable

import drivers.guard_process
from kiosk.screening.values import Phase
from tests.crash.witness import OFF
from tests.faults.bench import Bench, Case, Mend
from tests.relay import Relay, kill_guard


def _relay(bench: Bench) -> Relay:
    assert bench.relay is not None
    return bench.relay


def _is_off(bench: Bench) -> None:
    """Whatever the station believes: out of service, the last that the relay heard is OFF."""
    if bench.rig.phase is not Phase.OUT_OF_SERVICE:
        return
    _relay(bench).wait_for(lambda frames: frames[-1:] == [OFF])


def _guard_killed(bench: Bench) -> Mend:
    kill_guard(bench.rig)
    return lambda: _is_off(bench)


def _guard_hangs(bench: Bench) -> Mend:
    patch = bench.patch()
    patch.setattr(drivers.guard_process, "ANSWER_S", 0.3)
    patch.setattr(drivers.guard_process, "END_S", 0.05)
    kill_guard(bench.rig, signal.SIGSTOP)

    def mend() -> None:
        patch.undo()
        _is_off(bench)

    return mend


def _unplugged(bench: Bench) -> Mend:
    _relay(bench).unplug()
    return _relay(bench).plug_in_again


def _broken(bench: Bench) -> Mend:
    bench.rig.simulated_door.broken = True
    return lambda: setattr(bench.rig.simulated_door, "broken", False)


def _contact(stands_open: bool) -> Callable[[Bench], Mend]:
    def begin(bench: Bench) -> Mend:
        door = bench.rig.simulated_door
        door.stands_open = stands_open
        return lambda: setattr(door, "stands_open", None)

    return begin


AFTER_A_RELEASE = (Phase.DECIDING, Phase.ANSWERED)

DOOR = (
    Case("Door", "its board does not answer", _broken),
    Case("Door", "the relay is unplugged", _unplugged, made=Bench.wire),
    Case("Door", "its guard is killed", _guard_killed, made=Bench.wire),
    Case("Door", "its guard hangs", _guard_hangs, made=Bench.wire),
    Case("Door contact", "opened without a release", _contact(True)),
    Case("Door contact", "held open", _contact(True), watch_s=33.0),
    Case("Door contact", "released and not opened", _contact(False), watch_s=8.0, phases=AFTER_A_RELEASE),
)
