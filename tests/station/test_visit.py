"""The way of one visitor: decided, on disk, receipt spent, door, screen; nothing out of this order."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drivers.values import DeviceIdentity
from kiosk.decision_report import as_json
from kiosk.records.queries import policy_payload
from kiosk.records.replay import Replay, replay_row
from kiosk.screening.events import HandsConfirmed, HandsSensed
from kiosk.screening.settings import Limits, Policy, Rules
from kiosk.screening.state import Setup
from kiosk.screening.values import Calibration, Check, Guidance, Outcome, Phase
from tests.rig import (
    HOT,
    INCORRECT,
    MASKED,
    NOBODY,
    NONE,
    REAL_CAMERA,
    REAL_DOOR,
    REAL_SENSOR,
    SIMULATED_CAMERA,
    UNMASKED,
    UNSURE,
    Rig,
    View,
    face,
)

CALIBRATION = Calibration("c-1", gain=1.0, offset_c=0.1, uncertainty_c=0.2)


def test_an_admit_is_on_disk_before_its_receipt_is_spent_and_spent_before_the_door_moves(running: Rig) -> None:
    running.calls.clear()
    report = running.visit(MASKED)
    assert running.calls == ["screening", "release", "pulse", "door"]
    assert (report.outcome, report.released) == ("admit", True)
    screening, release, door = running.rows()[-3:]
    assert [each.row.kind for each in (screening, release, door)] == ["screening", "release", "door"]
    assert [each.row.seq for each in (screening, release, door)] == [report.seq, report.seq + 1, report.seq + 2]
    assert screening.receipt is not None
    assert screening.receipt.release_seq == release.row.seq
    assert (release.payload or {})["receipt_seq"] == screening.row.seq
    assert (door.payload or {})["release_seq"] == release.row.seq
    assert (door.payload or {})["pulsed"] is True
    assert running.phase is Phase.ANSWERED
    assert running.snapshot.outcome is Outcome.ADMIT
    assert running.snapshot.door_open
    assert running.verdict().bad is None


def test_the_screen_answers_only_after_the_disk(running: Rig) -> None:
    shown: list[Phase] = []
    running.before_write = lambda entry: shown.append(running.phase)
    running.visit(MASKED)
    assert shown[0] is Phase.MEASURING
    assert Phase.ANSWERED not in shown


def test_mask_put_on_after_a_retry(running: Rig) -> None:
    first = running.visit(UNMASKED)
    assert (first.outcome, first.reasons, first.released) == ("retry", ("mask_missing",), False)
    assert running.pulses == 0
    second = running.visit(MASKED)
    assert (second.outcome, second.visit) == ("admit", first.visit)
    assert running.pulses == 1
    assert [each.receipt is not None for each in running.rows("screening")] == [False, True]


@pytest.mark.parametrize(
    ("view", "outcome", "reason"),
    [
        (HOT, "refer", "temperature_elevated"),
        (View((face(),), INCORRECT, 36.0), "retry", "mask_incorrect"),
        (View((face(),), UNSURE, 36.0), "retry", "mask_unsure"),
        (View((face(),), MASKED.mask, 25.0), "retry", "temperature_too_low"),
        (View((face(),), MASKED.mask, 60.0), "retry", "temperature_too_high"),
        (View((face(),), MASKED.mask, None), "retry", "temperature_not_measured"),
        (View((face(),), MASKED.mask, 37.2), "retry", "temperature_near_threshold"),
    ],
)
def test_whoever_is_not_admitted_gets_no_receipt(rig: Rig, view: View, outcome: str, reason: str) -> None:
    rig.limits = Limits(silent_s=10.0, stuck_s=10.0)  # or a sensor without a value is a fault before that
    rig.start()
    report = rig.visit(view)
    assert (report.outcome, report.reasons, report.released) == (outcome, (reason,), False)
    (row,) = rig.rows("screening")
    assert row.receipt is None
    assert rig.pulses == 0
    assert "release" not in rig.kinds()
    assert "door" not in rig.kinds()


def test_a_refer_gets_a_code(running: Rig) -> None:
    running.visit(HOT)
    code = (running.rows("screening")[0].payload or {})["ticket"]["code"]
    assert len(code) == 2
    assert running.snapshot.code == code
    running.leave()
    running.visit(HOT)
    assert running.snapshot.code != code


def test_two_retries_then_the_officer(running: Rig) -> None:
    running.visit(UNMASKED)
    running.run_until(lambda: len(running.reports) == 3, patience_s=100)
    assert [each.outcome for each in running.reports] == ["retry", "retry", "refer"]
    assert running.reports[-1].reasons == ("mask_missing", "retries_used_up")
    assert len({each.visit for each in running.reports}) == 1
    assert running.pulses == 0


def test_within_u_of_the_threshold_is_measured_once_more_then_the_officer_decides(running: Rig) -> None:
    """Each look stands on its own in the record: the second never averages the first away."""
    running.visit(replace(MASKED, object_c=37.2), decisions=2)
    first, second = (shown.payload or {} for shown in running.rows("screening"))
    assert (first["outcome"], second["outcome"]) == ("retry", "refer")
    assert second["reasons"] == ["temperature_near_threshold", "retries_used_up"]
    assert (first["facts"]["near_before"], second["facts"]["near_before"]) == (False, True)
    assert second["facts"]["samples"][0][0] > first["facts"]["decided_at"]
    for shown in running.rows("screening"):
        assert replay_row(shown, policy_payload(running.path, shown.row.policy_hash)) is Replay.SAME


def test_a_walk_away_leaves_a_row_and_no_decision(running: Rig) -> None:
    running.view = View((face(height=0.15),), NONE, 30.0)
    running.run(2.0)
    assert running.snapshot.guidance is Guidance.COME_CLOSER
    running.leave()
    (row,) = running.rows("abandoned")
    assert (row.payload or {})["why"] == "walked_away"
    assert running.reports == []
    assert running.pulses == 0


def test_ids_stand_in_the_rows_of_the_passage_and_in_no_others(running: Rig) -> None:
    first = running.visit(MASKED)
    running.leave()
    second = running.visit(HOT)
    running.leave()
    running.view = View((face(height=0.15),), NONE, 30.0)
    running.run(2.0)
    running.leave()
    running.clock.set_wall(timedelta(hours=1))
    running.simulated_door.broken = True
    running.run(2.0)
    running.simulated_door.broken = False
    running.run(2.0)
    running.stop()
    assert running.kinds()[-4:] == ["clock_jump", "out_of_service", "in_service", "stop"]
    of_visitors = [each.row for each in running.rows() if each.row.visit_id or each.row.session_id]
    assert [row.kind for row in of_visitors] == ["screening", "release", "door", "screening", "abandoned"]
    assert [row.visit_id for row in of_visitors[:4]] == [first.visit] * 3 + [second.visit]
    assert len({row.visit_id for row in of_visitors}) == 3
    assert len({row.session_id for row in of_visitors}) == 3
    assert all(row.session_id and row.visit_id for row in of_visitors)


def test_a_report_tells_what_the_row_tells(running: Rig) -> None:
    running.view = MASKED
    running.run(0.2)
    running.post(HandsConfirmed(running.clock.now))
    report = as_json(running.visit(MASKED))
    row = running.rows("screening")[-1]
    payload = row.payload or {}
    assert report == {
        "seq": row.row.seq,
        "visit": row.row.visit_id,
        "outcome": payload["outcome"],
        "reasons": payload["reasons"],
        "skin_c": payload["measurement"]["skin_c"],
        "uncertainty_c": payload["measurement"]["uncertainty_c"],
        "mask": payload["mask"]["status"],
        "mask_confidence": payload["mask"]["confidence"],
        "hands": "self_confirmed",
        "released": True,
        "decided_in_ms": round(payload["measured_in_ms"], 1),
        "simulated": True,
    }


@pytest.mark.parametrize(
    ("sources", "door_is_simulated", "flag"),
    [
        ((SIMULATED_CAMERA, REAL_SENSOR), False, True),
        ((REAL_CAMERA, REAL_SENSOR), True, True),
        ((REAL_CAMERA, REAL_SENSOR), False, False),
    ],
)
def test_every_row_says_whether_anything_was_simulated(
    rig: Rig, sources: tuple[DeviceIdentity, ...], door_is_simulated: bool, flag: bool
) -> None:
    rig.sources = sources
    if not door_is_simulated:
        rig.simulated_door.identity = REAL_DOOR
    rig.setup = Setup(Rules(), 0.5, 0.02, CALIBRATION)
    rig.start()
    assert rig.visit(MASKED).simulated is flag
    rig.leave()
    rig.view = View((face(height=0.15),), NONE, 30.0)
    rig.run(2.0)
    rig.leave()
    rig.stop()
    assert {"policy", "start", "screening", "door", "abandoned", "in_service", "stop"} <= set(rig.kinds())
    assert {each.row.kind: (each.payload or {}).get("simulated") for each in rig.rows()} == dict.fromkeys(
        rig.kinds(), flag
    )
    assert rig.snapshot.simulated is flag


@pytest.mark.parametrize(
    ("door", "sources", "calibration", "kept"),
    [
        (REAL_DOOR, (SIMULATED_CAMERA, REAL_SENSOR), CALIBRATION, "simulated_source"),
        (REAL_DOOR, (REAL_CAMERA, REAL_SENSOR), None, "uncalibrated"),
        (REAL_DOOR, (REAL_CAMERA, REAL_SENSOR), CALIBRATION, None),
        (None, (SIMULATED_CAMERA, REAL_SENSOR), None, None),
    ],
)
def test_a_real_door_waits_for_real_sources_and_a_calibration(
    rig: Rig,
    door: DeviceIdentity | None,
    sources: tuple[DeviceIdentity, ...],
    calibration: Calibration | None,
    kept: str | None,
) -> None:
    if door is not None:
        rig.simulated_door.identity = door
    rig.sources = sources
    rig.setup = Setup(Rules(), 0.5, 0.02, calibration)
    rig.start()
    report = rig.visit(MASKED)
    assert report.outcome == "admit"
    assert report.released is (kept is None)
    assert rig.pulses == (0 if kept else 1)
    told = rig.rows("door")[-1].payload or {}
    assert told["pulsed"] is (kept is None)
    if kept:
        assert told["detail"] == kept
        assert "release" not in rig.kinds()
        assert rig.rows("screening")[0].receipt is not None
        assert rig.verdict().spent == 0


def test_stored_facts_give_the_decision_again(running: Rig) -> None:
    for view in (MASKED, UNMASKED, HOT, View((face(),), UNSURE, 37.1)):
        running.visit(view)
        running.leave()
    rows = running.rows("screening")
    assert len(rows) == 4
    for row in rows:
        rules = policy_payload(running.path, row.row.policy_hash)
        assert replay_row(row, rules) is Replay.SAME


def test_a_decision_without_its_facts_does_not_replay(running: Rig) -> None:
    running.visit(MASKED)
    (row,) = running.rows("screening")
    assert row.payload is not None
    row.payload["facts"]["samples"][0][1] += 1e-9
    assert replay_row(row, policy_payload(running.path, row.row.policy_hash)) is Replay.DIFFERS


def test_stop_locks_and_says_so(running: Rig) -> None:
    running.visit(MASKED)
    assert running.simulated_door.state() == "released"
    at_the_row: list[str] = []
    running.before_write = lambda entry: at_the_row.append(running.simulated_door.state())
    running.stop()
    assert at_the_row == ["locked"]
    assert running.simulated_door.state() == "locked"
    assert running.kinds()[-1] == "stop"


def test_a_new_run_goes_on_with_the_chain(running: Rig) -> None:
    running.visit(MASKED)
    running.view = NOBODY
    running.restart()
    running.visit(MASKED)
    assert running.kinds().count("start") == 2
    assert running.kinds().count("policy") == 2
    verdict = running.verdict()
    assert (verdict.bad, verdict.spent) == (None, 2)


def test_a_door_that_breaks_at_the_pulse_is_a_fault(running: Rig) -> None:
    running.view = MASKED
    running.run_until(lambda: running.phase is Phase.MEASURING)
    running.simulated_door.broken = True
    running.station._faults._door_checked_at = running.clock.now + 60  # not found out by a check before the pulse
    report = running.visit(MASKED)
    assert (report.outcome, report.released) == ("admit", False)
    assert (running.rows("door")[-1].payload or {})["pulsed"] is False
    assert running.phase is Phase.OUT_OF_SERVICE
    assert running.faults() == [("door", "disconnected")]


def test_other_rules_under_the_same_hash_are_found(running: Rig) -> None:
    """A policy row that does not hash to what the decisions name is no rule of theirs."""
    running.visit(MASKED)
    row = running.rows("screening")[0]
    rules = policy_payload(running.path, row.row.policy_hash)
    assert rules is not None
    rules["setup"]["accuracy_c"] = 0.4
    assert replay_row(row, rules) is Replay.DIFFERS


def test_hands_cleaned_while_the_answer_before_still_stands_are_those_of_who_comes_next(tmp_path: Path) -> None:
    rig = Rig(tmp_path, rules=Rules(policy=replace(Policy(), hands=Check.REQUIRE)))
    rig.start()
    rig.post(HandsSensed(rig.clock.now))
    rig.visit(MASKED)
    rig.view = NOBODY
    rig.run(0.8)
    assert rig.phase is Phase.ANSWERED
    rig.post(HandsSensed(rig.clock.now))
    rig.run(1.5)
    assert rig.phase is Phase.IDLE
    second = rig.visit(MASKED)
    assert (second.outcome, second.hands) == ("admit", "sensed")
    rig.leave()
    rig.view = MASKED
    rig.run(5.0)
    assert rig.snapshot.guidance is Guidance.CLEAN_HANDS, "they counted once"
    rig.stop()
