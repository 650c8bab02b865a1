"""While staff are at work at the kiosk nobody is screened; whatever becomes of them, the station comes back."""

from dataclasses import replace
from typing import Any

from drivers.values import DoorState
from kiosk.link import NotDone, Refused
from kiosk.link.corner import CornerOrder, Deed, Enter, Granted, Keep, Leave, Still, Tell, Why
from kiosk.records.calibrations import calibration_rows
from kiosk.records.values import Entry, StoreError
from kiosk.screening.in_force import RollBack
from kiosk.screening.values import Phase, Trouble
from tests.rig import MASKED, NOBODY, Rig, View, face

BY = "s-7k2m"


def post(rig: Rig, what: Any, actor: str = BY, until_s: float = 30.0) -> CornerOrder:
    order = CornerOrder(actor, what, rig.clock.now + until_s)
    rig.corner_orders.post(order)
    return order


def ask(rig: Rig, what: Any, actor: str = BY) -> Granted | NotDone:
    order = post(rig, what, actor)
    rig.run_until(lambda: order.answer.get() is not None)
    answer = order.answer.get()
    assert answer is not None
    return answer


def refused(answer: Granted | NotDone) -> Refused:
    assert isinstance(answer, NotDone)
    assert answer.detail
    return answer.why


def stay(rig: Rig, seconds: float) -> None:
    """Somebody is in the corner and gives signs of life."""
    for _ in range(round(seconds / 5)):
        assert ask(rig, Still()) == Granted()
        rig.run(5.0)


def staff_rows(rig: Rig) -> list[tuple[str, str, str | None]]:
    told = [shown.payload or {} for shown in rig.rows("staff")]
    return [(one["what"], one["by"], one.get("why")) for one in told]


def test_staff_enter_and_leave_between_two_visitors(running: Rig) -> None:
    rig = running
    assert ask(rig, Enter()) == Granted()
    rig.tick()
    fault = rig.snapshot.fault
    assert fault is not None
    assert (rig.phase, fault.trouble) == (Phase.OUT_OF_SERVICE, Trouble.STAFF)
    rig.view = MASKED
    stay(rig, 30.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert rig.pulses == 0
    assert ask(rig, Leave(Why.SIGNED_OUT)) == Granted()
    rig.run(0.1)
    assert rig.phase is not Phase.OUT_OF_SERVICE
    assert rig.visit(MASKED).released
    assert staff_rows(rig) == [("corner_entered", BY, None), ("corner_left", BY, "signed_out")]
    assert rig.faults() == [("station", "staff_at_work")]
    assert rig.verdict().bad is None


def test_the_visitor_of_the_moment_is_screened_to_the_end(running: Rig) -> None:
    rig = running
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.MEASURING)
    order = post(rig, Enter())
    rig.run_until(lambda: len(rig.reports) == 1)
    assert rig.reports[0].released
    assert order.answer.get() is None
    rig.run_until(lambda: order.answer.get() is not None)
    assert rig.simulated_door.state() is DoorState.LOCKED
    assert rig.rows("abandoned") == []


def test_a_visitor_who_is_never_done_is_broken_off_with_a_row(running: Rig) -> None:
    rig = running
    rig.view = replace(MASKED, faces=(face(x=0.3), face(x=0.7)))
    rig.run_until(lambda: rig.phase is Phase.GUIDING)
    rig.run(5.0)
    order = post(rig, Enter())
    rig.run(3.0)
    assert order.answer.get() is None
    rig.run(2.0)
    assert order.answer.get() == Granted()
    assert len(rig.rows("abandoned")) == 1
    assert rig.pulses == 0


def test_without_a_sign_of_life_the_station_comes_back(running: Rig) -> None:
    rig = running
    ask(rig, Enter())
    stay(rig, 60.0)
    rig.run(9.0)
    assert rig.phase is not Phase.OUT_OF_SERVICE
    assert staff_rows(rig)[-1] == ("corner_left", BY, "lapsed")
    assert refused(ask(rig, Still())) is Refused.NOT_READY
    assert rig.visit(MASKED).released


def test_who_loses_the_right_is_out_at_the_next_sign(running: Rig) -> None:
    rig = running
    ask(rig, Enter())
    rig.may = lambda actor, action: False
    assert refused(ask(rig, Still())) is Refused.NO_RIGHTS
    rig.run(0.1)
    assert rig.phase is Phase.IDLE


def test_only_who_may_enters_and_only_one_at_a_time(running: Rig) -> None:
    rig = running
    rig.may = lambda actor, action: actor == BY
    assert refused(ask(rig, Enter(), "s-2222")) is Refused.NO_RIGHTS
    assert ask(rig, Enter()) == Granted()
    rig.may = lambda actor, action: True
    assert refused(ask(rig, Enter(), "s-2222")) is Refused.NOT_READY
    assert refused(ask(rig, Still(), "s-2222")) is Refused.NOT_READY
    ask(rig, Leave(Why.SIGNED_OUT), "s-2222")
    rig.tick()
    assert rig.phase is Phase.OUT_OF_SERVICE


def test_what_nobody_waits_for_any_more_is_not_done(running: Rig) -> None:
    rig = running
    late = post(rig, Enter(), until_s=-1.0)
    rig.run(0.1)
    answer = late.answer.get()
    assert answer is not None
    assert refused(answer) is Refused.EXPIRED
    assert rig.phase is Phase.IDLE


def test_rows_are_written_only_in_the_name_of_whoever_is_in_and_may(running: Rig) -> None:
    rig = running
    back = RollBack("3f2a9c0d11e45b67", BY, "in doubt", "2026-03-02T08:00:00Z")
    assert refused(ask(rig, Keep(back, simulated=True, signed="pin"))) is Refused.NOT_READY
    ask(rig, Enter())
    rig.may = lambda actor, action: action != "roll_back"
    assert refused(ask(rig, Keep(back, simulated=True, signed="pin"))) is Refused.NO_RIGHTS
    rig.may = lambda actor, action: True
    other = RollBack("3f2a9c0d11e45b67", "s-2222", "in doubt", "2026-03-02T08:00:00Z")
    assert refused(ask(rig, Keep(other, simulated=True, signed="pin"))) is Refused.NO_RIGHTS
    assert calibration_rows(rig.path) == []
    kept = ask(rig, Keep(back, simulated=True, signed="pin"))
    assert isinstance(kept, Granted)
    (row,) = calibration_rows(rig.path)
    assert (row.what, row.seq) == (back, kept.seq)
    assert (rig.rows("calibration")[0].payload or {})["signed"] == "pin"
    told = ask(rig, Tell(Deed.CHECK_DISCARDED, {"error_c": 0.4}))
    assert isinstance(told, Granted)
    assert (rig.rows("daily_check")[-1].payload or {})["error_c"] == 0.4


def test_a_full_disk_keeps_the_row_out_and_nobody_in(rig: Rig) -> None:
    rig.start()
    ask(rig, Enter())

    def full(entry: Entry) -> None:
        raise StoreError(Trouble.NOT_WRITABLE, "the disk is full")

    rig.before_write = full
    back = RollBack("3f2a9c0d11e45b67", BY, "in doubt", "2026-03-02T08:00:00Z")
    answer = ask(rig, Keep(back, simulated=True, signed="pin"))
    assert answer == NotDone(Refused.NOT_READY, "the disk is full")
    assert ask(rig, Leave(Why.SIGNED_OUT)) == Granted()
    rig.run(0.1)
    fault = rig.snapshot.fault
    assert fault is not None
    assert fault.trouble is Trouble.NOT_WRITABLE
    rig.before_write = lambda entry: None
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    assert staff_rows(rig) == [("corner_entered", BY, None), ("corner_left", BY, "signed_out")]


def test_a_blackbody_before_the_sensor_says_nothing_of_the_room(running: Rig) -> None:
    """Otherwise its warmth would count as a lamp, and keep the station out of service after the work is done."""
    rig = running
    rig.run(70.0)
    ask(rig, Enter())
    rig.view = View(object_c=40.0)
    stay(rig, 120.0)
    rig.view = NOBODY
    ask(rig, Leave(Why.SIGNED_OUT))
    rig.run(20.0)
    assert rig.phase is Phase.IDLE
    assert rig.faults() == [("station", "staff_at_work")]
