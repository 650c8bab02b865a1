"""Who gets into the corner, who does not and is told why, and how everybody gets out again."""

import json
from datetime import timedelta

import pytest

from drivers.values import DoorState
from kiosk.link import Desk, Order
from kiosk.link.corner import Deed, Why
from kiosk.screening.corner import Busy, CornerPage, Note, PinRefused, Task
from kiosk.screening.corner_bench import BenchKind
from kiosk.screening.corner_input import (
    Accepted,
    Began,
    Closed,
    CornerInput,
    Opened,
    ShutDown,
    SignedIn,
    SignedOut,
    Touched,
    Went,
)
from kiosk.screening.values import Phase
from kiosk.workers import Inbox, Worker
from tests.corner.rig import OFFICERS_PIN, PIN, CornerRig
from tests.rig import MASKED


def staff_rows(rig: CornerRig) -> list[tuple[str, str | None]]:
    told = [shown.payload or {} for shown in rig.rows("staff")]
    words = ("corner_entered", "corner_left", *(deed.value for deed in Deed))
    return [(one["what"], one.get("why")) for one in told if one["what"] in words]


def refused(rig: CornerRig, number: str, pin: str) -> PinRefused:
    seen = rig.touch(Opened(), SignedIn(number, pin))
    assert (seen.page, seen.who) == (CornerPage.SIGN_IN, None)
    assert seen.refusal is not None
    return seen.refusal.why


def test_a_visitor_who_lands_there_goes_back_and_the_station_never_stopped(rig: CornerRig) -> None:
    assert rig.touch(Opened()).page is CornerPage.SIGN_IN
    assert rig.touch(Closed()).page is CornerPage.CLOSED
    rig.touch(Opened())
    rig.run(29.0)
    assert rig.seen.page is CornerPage.SIGN_IN
    rig.touch(Touched())
    rig.run(29.0)
    assert rig.seen.page is CornerPage.SIGN_IN
    rig.run(2.0)
    assert rig.seen.page is CornerPage.CLOSED
    assert rig.phase is Phase.IDLE
    assert staff_rows(rig) == []
    assert rig.faults() == []


def test_nothing_but_the_long_press_opens_it(rig: CornerRig) -> None:
    number = rig.people["Wayan Example"].number
    for given in (SignedIn(number, PIN), Went(CornerPage.MENU), Began(BenchKind.CHECK), ShutDown(PIN), Touched()):
        assert rig.touch(given).page is CornerPage.CLOSED
    assert not rig.ended
    assert rig.phase is Phase.IDLE


def test_without_accounts_it_says_so(bare: CornerRig) -> None:
    assert refused(bare, "1234", PIN) is PinRefused.NO_ACCOUNTS


def test_an_account_without_a_pin_is_told_how_to_get_one(rig: CornerRig) -> None:
    assert refused(rig, rig.people["Nyoman Example"].number, PIN) is PinRefused.NO_PIN


def test_wrong_pins_lock_for_a_time_that_is_told(rig: CornerRig) -> None:
    number = rig.people["Wayan Example"].number
    left = []
    for _ in range(4):
        assert refused(rig, number, "999999") is PinRefused.WRONG
        assert rig.seen.refusal is not None
        left.append(rig.seen.refusal.left)
    assert left == [4, 3, 2, 1]
    assert refused(rig, number, "999999") is PinRefused.LOCKED
    assert refused(rig, number, PIN) is PinRefused.LOCKED
    assert rig.seen.refusal is not None
    assert rig.seen.refusal.locked_s is not None
    assert 50 < rig.seen.refusal.locked_s <= 60
    assert rig.phase is Phase.IDLE
    rig.run(1.1)
    assert "locked_out" in [(shown.payload or {})["what"] for shown in rig.rows("staff")]
    rig.clock.set_wall(timedelta(seconds=61))
    assert rig.sign_in().page is CornerPage.MENU


def test_an_unknown_number_is_told_no_more_than_a_wrong_pin(rig: CornerRig) -> None:
    assert refused(rig, "0000", PIN) is PinRefused.WRONG


def test_an_account_that_was_disabled_does_not_get_in_and_is_out_at_once(rig: CornerRig) -> None:
    rig.sign_in()
    rig.accounts.disable("Wayan Example", now=rig.clock.utc())
    rig.run(3.0)
    assert rig.seen.page is CornerPage.CLOSED
    assert rig.phase is Phase.IDLE
    assert refused(rig, rig.people["Wayan Example"].number, PIN) is PinRefused.WRONG


def test_an_officer_checks_but_does_not_calibrate_roll_back_or_shut_down(calibrated: CornerRig) -> None:
    rig = calibrated
    seen = rig.sign_in("Made Example", OFFICERS_PIN)
    assert seen.who is not None
    assert seen.who.may == (Task.CHECK_DAILY,)
    assert rig.touch(Began(BenchKind.CALIBRATE)).note is Note.NOT_ALLOWED
    assert rig.seen.page is CornerPage.MENU
    assert rig.touch(Went(CornerPage.SHUT_DOWN)).note is Note.NOT_ALLOWED
    assert rig.touch(ShutDown(OFFICERS_PIN)).refusal is not None
    assert not rig.ended
    assert rig.touch(Began(BenchKind.CHECK)).page is CornerPage.SOURCE


def test_the_pin_that_signs_is_that_of_whoever_is_in(calibrated: CornerRig) -> None:
    rig = calibrated
    rig.sign_in()
    rig.begin(BenchKind.CHECK, 37.0)
    rig.take_set_point()
    seen = rig.touch(Accepted(OFFICERS_PIN))
    assert seen.refusal is not None
    assert seen.refusal.why is PinRefused.WRONG
    assert rig.rows("daily_check") == []


def test_who_waits_for_a_visitor_may_walk_away(rig: CornerRig) -> None:
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    rig.corner.submit(Opened())
    rig.corner.submit(SignedIn(rig.people["Wayan Example"].number, PIN))
    rig.tick()
    assert rig.seen.busy is Busy.WAITING_FOR_VISITOR
    rig.corner.submit(Closed())
    rig.tick()
    assert rig.seen.page is CornerPage.CLOSED
    rig.run_until(lambda: rig.reports)
    assert rig.reports[0].released
    rig.run(10.0)
    assert rig.faults() == []


def test_a_station_that_does_not_answer_lets_nobody_in_for_ever(rig: CornerRig) -> None:
    """Its thread hangs: what the corner has asked for is not done later, when nobody waits any more."""
    rig.corner.submit(Opened())
    rig.corner.submit(SignedIn(rig.people["Wayan Example"].number, PIN))
    for _ in range(70):
        rig.clock.now += 0.25
        rig.corner.step(rig.clock.now)
    assert (rig.seen.page, rig.seen.note) == (CornerPage.SIGN_IN, Note.STATION_BUSY)
    rig.run(5.0)
    assert staff_rows(rig) == []


def test_left_alone_it_signs_out_and_the_station_comes_back(rig: CornerRig) -> None:
    rig.sign_in()
    rig.bench(299.0)
    assert rig.seen.page is CornerPage.MENU
    rig.bench(2.0)
    assert (rig.seen.page, rig.seen.note) == (CornerPage.CLOSED, Note.SIGNED_OUT_IDLE)
    rig.run(0.2)
    assert rig.phase is Phase.IDLE
    assert staff_rows(rig) == [("corner_entered", None), ("corner_left", "idle")]


def test_shut_down_ends_the_program_and_says_who(rig: CornerRig) -> None:
    rig.sign_in()
    rig.touch(Went(CornerPage.SHUT_DOWN))
    assert rig.touch(ShutDown("999999")).refusal is not None
    assert not rig.ended
    rig.touch(ShutDown(PIN))
    assert rig.ended
    rig.tick()
    assert staff_rows(rig) == [("corner_entered", None), ("shut_down", None), ("corner_left", "shut_down")]
    assert rig.simulated_door.state() is DoorState.LOCKED


@pytest.mark.parametrize("given", [Began(BenchKind.CHECK), Went(CornerPage.CALIBRATIONS), SignedOut()])
def test_a_crash_of_the_corner_opens_no_door_and_lets_the_station_come_back(
    calibrated: CornerRig, given: CornerInput
) -> None:
    rig = calibrated
    rig.sign_in()
    worker = Worker(
        "corner",
        lambda: rig.corner.step(rig.clock.now),
        on_failure=lambda: rig.corner.failed(rig.clock.now),
        clock=rig.clock.monotonic,
    )

    def broken() -> None:
        raise RuntimeError("made to fail")

    rig.before_look = broken
    rig.corner_works = False
    rig.corner.submit(given if not isinstance(given, SignedOut) else Went(CornerPage.DEVICES))
    assert worker.once() > 0
    assert worker.health.crashed is not None
    assert (rig.seen.page, rig.seen.note) == (CornerPage.CLOSED, Note.FAILED)
    rig.run(0.2)
    assert rig.phase is Phase.IDLE
    assert rig.simulated_door.state() is DoorState.LOCKED
    assert rig.pulses == 0
    assert staff_rows(rig)[-1] == ("corner_left", Why.CRASHED)
    rig.before_look = lambda: None
    rig.corner_works = True
    assert rig.visit(MASKED).released
    rig.leave()
    assert rig.sign_in().page is CornerPage.MENU


def test_a_corner_whose_thread_died_keeps_nobody_waiting(rig: CornerRig) -> None:
    rig.sign_in()
    rig.corner_works = False
    rig.run(12.0)
    assert rig.phase is Phase.IDLE
    assert rig.visit(MASKED).released
    assert staff_rows(rig)[-1] == ("corner_left", Why.LAPSED)
    rig.corner_works = True
    rig.run(3.0)
    assert rig.seen.page is CornerPage.CLOSED


@pytest.mark.parametrize(
    "word", ["enter", "enter_corner", "still", "leave", "keep", "tell", "calibration", "daily_check", "roll_back"]
)
def test_the_socket_knows_none_of_it(rig: CornerRig, word: str) -> None:
    orders: Inbox[Order] = Inbox()
    desk = Desk("door-1", lambda: None, rig.clock.utc, lambda actor, command: True, orders)
    line = {
        "v": 1,
        "id": "a1",
        "station_id": "door-1",
        "command": word,
        "actor": rig.people["Wayan Example"].staff_id,
        "expires_at": (rig.clock.utc() + timedelta(seconds=30)).isoformat(),
    }
    answer = desk.answer(json.dumps(line).encode())
    assert (answer["ok"], answer["refused"]) == (False, "unknown_command")
    assert orders.drain() == []
