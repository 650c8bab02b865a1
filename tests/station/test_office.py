"""The officer's check at a whole station: a let-in enters between two passages, by a receipt, or not at all."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drivers.values import DeviceIdentity
from kiosk.link import Command, Done, NotDone, Refused
from kiosk.records.reduction import Keep
from kiosk.records.store import Records
from kiosk.records.values import Entry, Identity, Kind, StoreError
from kiosk.screening.events import CodeEntered
from kiosk.screening.values import Phase, Trouble
from kiosk.screening.visits import CodeAnswer
from tests.rig import HOT, MASKED, NOBODY, REAL_CAMERA, REAL_DOOR, REAL_SENSOR, SIMULATED_CAMERA, Rig
from tests.watched import WatchedRecords

NORMAL = {"instrument": "ear 2", "clinical_c": [36.6]}


class Referred:
    """A station that has just sent somebody to the officer."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        rig.visit(HOT)
        (row,) = rig.rows(Kind.SCREENING)
        assert row.payload is not None
        self.row, self.payload = row.row, row.payload
        self.code: str = row.payload["ticket"]["code"]
        self.named = {"seq": self.row.seq, "code": self.code}

    def let_in(self, **told: Any) -> Done | NotDone:
        return self.rig.order(Command.LET_IN, **{**self.named, **NORMAL, **told})

    def checks(self) -> list[dict[str, Any]]:
        return [shown.payload or {} for shown in self.rig.rows(Kind.OFFICER_CHECK)]


@pytest.fixture
def referred(running: Rig) -> Referred:
    return Referred(running)


def test_a_let_in_waits_until_nobody_is_screened_then_opens_once(referred: Referred) -> None:
    rig = referred.rig
    answer = referred.let_in()
    assert rig.phase is Phase.ANSWERED
    assert (rig.pulses, rig.snapshot.let_in) == (0, None)
    rig.view = NOBODY
    rig.run_until(lambda: rig.pulses)
    assert (rig.phase, rig.snapshot.let_in) == (Phase.IDLE, referred.code)
    rig.run(30.0)
    assert (rig.pulses, rig.snapshot.let_in) == (1, None)
    (check,) = rig.rows(Kind.OFFICER_CHECK)
    assert answer == Done(check.row.seq)
    assert (check.row.visit_id, check.row.session_id) == (referred.row.visit_id, referred.row.session_id)
    assert check.receipt is not None
    assert check.receipt.release_seq is not None
    (release,) = rig.rows(Kind.RELEASE)
    assert (release.row.seq, release.row.visit_id) == (check.receipt.release_seq, referred.row.visit_id)
    assert rig.verdict().bad is None


def test_a_code_that_only_stands_there_to_be_noted_down_keeps_nobody_out(referred: Referred) -> None:
    rig = referred.rig
    rig.view = NOBODY
    rig.run(4.0)
    assert (rig.phase, rig.snapshot.code) == (Phase.ANSWERED, referred.code)
    referred.let_in()
    rig.run(0.1)
    assert (rig.pulses, rig.phase, rig.snapshot.let_in) == (1, Phase.IDLE, referred.code)


def test_both_values_stand_in_the_record(referred: Referred) -> None:
    referred.let_in(clinical_c=[36.6, 36.8])
    (check,) = referred.checks()
    assert check["kiosk_skin_c"] == referred.payload["measurement"]["skin_c"]
    assert (check["clinical_c"], check["instrument"], check["staff_id"]) == ([36.6, 36.8], "ear 2", "s-7k2m")
    assert (check["override"], check["false_referral"], check["waited_s"] > 0) == (False, True, True)


def test_the_next_visitor_waits_while_the_code_is_shown(referred: Referred) -> None:
    rig = referred.rig
    referred.let_in()
    rig.view = replace(MASKED, faces=(replace(MASKED.faces[0], x=20.0),))
    rig.run_until(lambda: rig.snapshot.let_in)
    rig.run(2.0)
    assert (rig.phase, rig.snapshot.let_in) == (Phase.IDLE, referred.code)
    rig.view = MASKED
    rig.run_until(lambda: len(rig.reports) == 2)
    assert rig.pulses == 2


def test_a_let_in_that_nobody_could_use_lapses(referred: Referred) -> None:
    rig = referred.rig
    referred.let_in()
    rig.run(61.0)
    assert (rig.phase, rig.pulses) == (Phase.ANSWERED, 0)
    rig.leave()
    rig.run(3.0)
    assert (rig.pulses, rig.snapshot.let_in) == (0, None)
    assert "lapsed" in (rig.rows(Kind.DOOR)[-1].payload or {})["detail"]


def test_nobody_is_let_in_without_the_row_on_disk(referred: Referred) -> None:
    rig = referred.rig

    def full(entry: Entry) -> None:
        if entry.kind is Kind.OFFICER_CHECK:
            raise StoreError(Trouble.NOT_WRITABLE, "disk full")

    rig.before_write = full
    rig.view = NOBODY
    answer = referred.let_in()
    assert isinstance(answer, NotDone)
    assert (answer.why, answer.detail) == (Refused.NOT_READY, "disk full")
    rig.before_write = lambda entry: None
    rig.run(30.0)
    assert rig.pulses == 0


def test_nobody_is_let_in_when_the_receipt_cannot_be_spent(referred: Referred) -> None:
    rig = referred.rig

    def full(entry: Entry) -> None:
        if entry.kind is Kind.RELEASE:
            raise StoreError(Trouble.NOT_WRITABLE, "disk full")

    referred.let_in()
    rig.before_write = full
    rig.view = NOBODY
    rig.run(10.0)
    assert (rig.pulses, rig.snapshot.let_in) == (0, None)


def test_a_repeated_command_has_no_second_effect_also_after_a_restart(referred: Referred) -> None:
    rig = referred.rig
    rig.leave()
    first = referred.let_in(id="same")
    rig.run_until(lambda: rig.pulses)
    assert referred.let_in(id="same") == first
    rig.run(30.0)
    rig.restart()
    assert referred.let_in(id="same") == first
    rig.run(30.0)
    assert (rig.pulses, len(referred.checks())) == (1, 1)


def test_a_restart_lets_nobody_in_who_waited(referred: Referred) -> None:
    referred.let_in()
    referred.rig.view = NOBODY
    referred.rig.restart()
    referred.rig.run(10.0)
    assert referred.rig.pulses == 0


def test_a_second_officer_finds_the_visit_decided(referred: Referred) -> None:
    referred.let_in()
    answer = referred.let_in(actor="s-9999")
    assert isinstance(answer, NotDone)
    assert "decided" in answer.detail
    assert len(referred.checks()) == 1


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"code": "Z9"}, "no referral with the code"),
        ({"seq": 1}, "no referral"),
        ({"seq": 10**6}, "no referral"),
        ({"seq": 10**30}, "no referral"),
        ({"seq": -(10**30)}, "no referral"),
        ({"seq": "4"}, "names"),
        ({"clinical_c": []}, "nothing speaks against"),
        ({"clinical_c": [38.2]}, "nothing speaks against"),
        ({"clinical_c": [86.0]}, "outside"),
    ],
)
def test_a_check_that_will_not_do_leaves_no_row(referred: Referred, told: dict[str, Any], word: str) -> None:
    answer = referred.let_in(**told)
    assert isinstance(answer, NotDone)
    assert (answer.why, word in answer.detail) == (Refused.BAD_REQUEST, True), answer
    assert referred.checks() == []
    assert referred.rig.phase is Phase.ANSWERED, "and it disturbs nobody"


def test_an_officer_may_override_with_a_reason_on_record(referred: Referred) -> None:
    referred.let_in(clinical_c=[38.2], reason="taken to the doctor's room")
    (check,) = referred.checks()
    assert (check["override"], check["false_referral"]) == (True, False)


def test_turning_away_keeps_the_door_locked(referred: Referred) -> None:
    rig = referred.rig
    answer = rig.order(Command.TURN_AWAY, **referred.named, **NORMAL, reason="unwell, sent home")
    assert isinstance(answer, Done)
    (check,) = rig.rows(Kind.OFFICER_CHECK)
    assert check.receipt is None
    rig.leave()
    rig.run(10.0)
    assert rig.pulses == 0


def test_a_code_that_has_expired_is_measured_again(referred: Referred) -> None:
    rig = referred.rig
    rig.leave()
    rig.clock.set_wall(timedelta(minutes=46))
    rig.run(1.0)
    answer = referred.let_in()
    assert isinstance(answer, NotDone)
    assert "expired" in answer.detail


@pytest.mark.parametrize("restarts", [False, True])
def test_a_clock_set_back_revives_no_code_for_the_officer(referred: Referred, restarts: bool) -> None:
    rig = referred.rig
    rig.leave()
    rig.clock.now += 50 * 60
    rig.run(1.0)
    if restarts:
        rig.stop()
    rig.clock.set_wall(-timedelta(minutes=50))
    if restarts:
        rig._station = None
        rig.start()
    rig.run(2.0)
    answer = referred.let_in()
    assert isinstance(answer, NotDone)
    assert "expired" in answer.detail
    assert referred.checks() == []


def test_out_of_service_nobody_is_let_in(referred: Referred) -> None:
    rig = referred.rig
    referred.let_in()
    rig.view = replace(NOBODY, object_c=None)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    rig.run(5.0)
    assert rig.pulses == 0


def test_a_let_in_asked_for_while_out_of_service_is_refused(referred: Referred) -> None:
    rig = referred.rig
    rig.view = replace(NOBODY, object_c=None)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    answer = referred.let_in()
    assert isinstance(answer, NotDone)
    assert (answer.why, "by hand" in answer.detail) == (Refused.NOT_READY, True)


@pytest.mark.parametrize(
    ("sources", "word"),
    [((REAL_CAMERA, REAL_SENSOR), "not calibrated"), ((SIMULATED_CAMERA, REAL_SENSOR), "simulated")],
)
def test_a_let_in_through_a_real_door_that_stays_locked_is_refused(
    rig: Rig, sources: tuple[DeviceIdentity, ...], word: str
) -> None:
    rig.simulated_door.identity = REAL_DOOR
    rig.sources = sources
    referred = Referred(rig.start())
    rig.leave()
    answer = referred.let_in()
    assert isinstance(answer, NotDone)
    assert (answer.why, word in answer.detail, "by hand" in answer.detail) == (Refused.NOT_READY, True, True), answer
    assert referred.checks() == []
    turned = rig.order(Command.TURN_AWAY, **referred.named, reason="goes home")
    assert isinstance(turned, Done), "a turning away needs no door"


def test_a_real_door_stays_locked_when_it_is_barred_after_the_officer_s_word(rig: Rig) -> None:
    referred = Referred(rig.start())
    assert isinstance(referred.let_in(), Done)
    rig.simulated_door.identity = REAL_DOOR
    rig.leave()
    rig.run(10.0)
    assert (rig.pulses, rig.snapshot.let_in) == (0, None)
    assert (rig.rows(Kind.DOOR)[-1].payload or {})["detail"] == "uncalibrated"


def test_alerts_lists_and_notes_leave_a_row_by_staff_id(running: Rig) -> None:
    assert isinstance(running.order(Command.ACKNOWLEDGE, of_seq=2), Done)
    assert isinstance(running.order(Command.TICK_LIST, item="basin", due="2026-03-02 12:00", good=False), Done)
    noted = running.order(Command.ADD_NOTE, of="staff", text="the printer is far away")
    assert isinstance(noted, Done)
    running.order(Command.ADD_NOTE, answers=noted.seq, text="moved")
    rows = [shown.payload or {} for shown in running.rows(Kind.STAFF)]
    assert [row["what"] for row in rows] == ["acknowledge", "tick_list", "add_note", "add_note"]
    assert {row["by"] for row in rows} == {"s-7k2m"}
    assert (rows[1]["good"], rows[2]["text"], rows[3]["answers"]) == (False, "the printer is far away", noted.seq)


@pytest.mark.parametrize(
    ("command", "told", "word"),
    [
        (Command.ACKNOWLEDGE, {"of_seq": 0}, "number of a row"),
        (Command.ACKNOWLEDGE, {}, "number of a row"),
        (Command.TICK_LIST, {"item": "coffee", "due": "x", "good": True}, "basin, sanitiser, mask_stock"),
        (Command.TICK_LIST, {"item": "basin", "due": "", "good": True}, "due"),
        (Command.TICK_LIST, {"item": "basin", "due": "x", "good": "yes"}, "good"),
        (Command.ADD_NOTE, {"of": "staff", "text": " "}, "one line"),
        (Command.ADD_NOTE, {"of": "ghost", "text": "x"}, "visitor, staff"),
    ],
)
def test_notes_that_will_not_do_are_refused(running: Rig, command: Command, told: dict[str, Any], word: str) -> None:
    answer = running.order(command, **told)
    assert isinstance(answer, NotDone)
    assert (answer.why, word in answer.detail) == (Refused.BAD_REQUEST, True), answer
    assert running.rows(Kind.STAFF) == []


def test_an_officer_s_word_ends_the_visit_s_code(referred: Referred) -> None:
    rig = referred.rig
    referred.let_in()
    rig.leave()
    rig.run(30.0)
    rig.post(CodeEntered(rig.clock.now, referred.code))
    rig.tick()
    assert rig.snapshot.code_answer is CodeAnswer.USED


def test_a_reading_of_31_lets_nobody_in_and_blames_no_kiosk(referred: Referred) -> None:
    answer = referred.let_in(clinical_c=[31.0])
    assert isinstance(answer, NotDone)
    assert "below 35" in answer.detail
    assert isinstance(referred.let_in(clinical_c=[31.0], reason="cold, and well"), Done)
    (check,) = referred.checks()
    assert (check["override"], check["false_referral"]) == (True, False)


class OutcomesOnly(WatchedRecords):
    """Of a site that keeps no reasons."""

    @classmethod
    def open(cls, path: Path, identity: Identity, keep: Keep = Keep.EXACT) -> Records:
        return super().open(path, identity, Keep.OUTCOME)


def test_where_no_reasons_are_kept_a_let_in_needs_a_reading_and_the_mask_or_a_reason(tmp_path: Path) -> None:
    """The record does not say what somebody was referred for: it may have been either."""
    rig = Rig(tmp_path)
    rig.opens = OutcomesOnly
    rig.start()
    referred = Referred(rig)
    either = "temperature_elevated, mask_unsure"
    for told, wanted in (({}, either), (NORMAL, "mask_unsure"), ({"mask": "worn"}, "temperature_elevated")):
        answer = rig.order(Command.LET_IN, **referred.named, **told)
        assert isinstance(answer, NotDone)
        assert wanted in answer.detail
    rig.leave()
    assert rig.pulses == 0
    assert isinstance(referred.let_in(mask="worn"), Done)
    rig.run_until(lambda: rig.pulses)
    rig.stop()
