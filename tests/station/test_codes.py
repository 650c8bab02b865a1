"""A visit over several passages: its number, its retries and its first reading stay, whatever happens in between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.records.queries import policy_payload
from kiosk.records.reduction import Keep
from kiosk.records.replay import Replay, replay_row
from kiosk.records.store import Records
from kiosk.records.values import Entry, Kind
from kiosk.screening.events import CodeAsked, CodeClosed, CodeEntered
from kiosk.screening.tickets import OFFICER_CODES, REST_CODES
from kiosk.screening.values import Phase
from kiosk.screening.visits import CodeAnswer
from tests.rig import ELEVATED_C, HOT, MASKED, NOBODY, UNMASKED, Rig

COOLING_C_PER_S = 0.06


class Cooling(Rig):
    """Whoever is hot here cools down."""

    def _feel(self) -> float:
        if self.view.object_c is not None and self.view.object_c > 38.0:
            self.view = replace(self.view, object_c=self.view.object_c - COOLING_C_PER_S * 0.1)
        return super()._feel()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Cooling]:
    made = Cooling(tmp_path)
    made.start()
    yield made
    made.stop()


def type_code(rig: Rig, code: str) -> CodeAnswer | None:
    rig.post(CodeEntered(rig.clock.now, code))
    rig.tick()
    return rig.snapshot.code_answer


def rested(rig: Rig) -> tuple[str, str]:
    """Send somebody to rest; return their visit and code."""
    report = rig.visit(HOT)
    assert (report.outcome, report.reasons) == ("retry", ("hot_arrival",))
    code = rig.snapshot.code
    assert code in REST_CODES
    rig.leave()
    return report.visit, code


def wait(rig: Rig, minutes: float) -> None:
    """Let a long time pass in one step: the station was not called meanwhile, and finds its way back."""
    rig.clock.now += minutes * 60
    for feed in rig.feeds.values():
        feed.due = rig.clock.now
    rig.run_until(lambda: rig.phase is Phase.IDLE, patience_s=60)


def payload(rig: Rig, number: int = -1) -> dict[str, Any]:
    return rig.rows("screening")[number].payload or {}


def assert_all_replay(rig: Rig) -> None:
    for row in rig.rows("screening"):
        assert replay_row(row, policy_payload(rig.path, row.row.policy_hash)) is Replay.SAME


def test_who_comes_back_with_a_code_goes_on_with_the_visit(rig: Cooling) -> None:
    visit, code = rested(rig)
    first = payload(rig)
    wait(rig, 10)
    assert rig.snapshot.code_touch
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    assert rig.snapshot.resumed
    report = rig.visit(MASKED)
    assert (report.outcome, report.visit) == ("admit", visit)
    row = payload(rig)
    assert row["continues"] == rig.rows("screening")[0].row.seq
    assert (row["retries_used"], row["rested"]) == (1, True)
    kept = row["facts"]["brought"]["first"]
    assert kept["skin_c"] == first["measurement"]["skin_c"], "the first reading stays on record as it was"
    assert row["measurement"]["skin_c"] < 37.0, "and is not averaged into the second"
    assert len({one.row.session_id for one in rig.rows("screening")}) == 2
    assert_all_replay(rig)


def test_without_the_code_the_next_passage_is_a_new_visit(rig: Cooling) -> None:
    visit, _ = rested(rig)
    assert rig.visit(MASKED).visit != visit
    assert payload(rig)["facts"]["brought"] is None


def test_still_elevated_after_the_rest_goes_to_the_officer(rig: Cooling) -> None:
    visit, code = rested(rig)
    type_code(rig, code)
    report = rig.visit(HOT)
    assert (report.outcome, report.reasons, report.visit) == ("refer", ("temperature_elevated",), visit)
    assert_all_replay(rig)


def test_retries_are_counted_over_the_visit(rig: Cooling) -> None:
    _, code = rested(rig)
    type_code(rig, code)
    rig.visit(UNMASKED)
    rig.run_until(lambda: len(rig.reports) == 3, patience_s=60)
    assert [one.outcome for one in rig.reports] == ["retry", "retry", "refer"]
    assert rig.reports[-1].reasons == ("mask_missing", "retries_used_up")
    assert len({one.visit for one in rig.reports}) == 1


def test_a_referral_is_not_measured_away_and_keeps_its_code(rig: Cooling) -> None:
    rig.view = replace(HOT, object_c=ELEVATED_C)
    type_code(rig, rested(rig)[1])
    rig.visit(HOT)
    code = rig.snapshot.code
    assert code in OFFICER_CODES
    rig.leave()
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    again = rig.visit(MASKED)
    assert (again.outcome, again.reasons, again.released) == ("refer", ("referred_before",), False)
    assert rig.snapshot.code == code
    assert len({one.visit for one in rig.reports}) == 1
    assert payload(rig)["facts"]["brought"]["first"]["seq"] == rig.rows("screening")[0].row.seq
    assert_all_replay(rig)


def test_a_code_counts_once(rig: Cooling) -> None:
    _, code = rested(rig)
    type_code(rig, code)
    rig.visit(MASKED)
    rig.leave()
    assert type_code(rig, code) is CodeAnswer.USED
    assert not rig.snapshot.resumed


def test_whoever_walks_away_undecided_keeps_the_place(rig: Cooling) -> None:
    _, code = rested(rig)
    type_code(rig, code)
    rig.view = MASKED
    rig.run(0.2)
    rig.leave()
    assert rig.rows("abandoned") == [] or rig.rows("abandoned")[-1].row.visit_id == rig.reports[0].visit
    assert type_code(rig, code) is CodeAnswer.ACCEPTED


def test_the_screen_says_what_is_wrong_for_a_while(rig: Cooling) -> None:
    _, code = rested(rig)
    assert type_code(rig, "Q0") is CodeAnswer.UNKNOWN
    rig.run(9.0)
    assert rig.snapshot.code_answer is None
    wait(rig, 45)
    assert type_code(rig, code) is CodeAnswer.EXPIRED


def test_codes_are_not_found_by_trying(rig: Cooling) -> None:
    _, code = rested(rig)
    others = [one for one in REST_CODES if one != code][:5]
    assert [type_code(rig, one) for one in others] == [CodeAnswer.UNKNOWN] * 5
    assert type_code(rig, code) is CodeAnswer.WAIT
    wait(rig, 1.1)
    assert type_code(rig, code) is CodeAnswer.ACCEPTED


def test_a_touch_on_the_keys_holds_the_measuring(rig: Cooling) -> None:
    rig.view = MASKED
    rig.post(CodeAsked(rig.clock.now))
    rig.run(5.0)
    assert (rig.phase, rig.snapshot.typing) == (Phase.GUIDING, True)
    assert rig.reports == []
    rig.post(CodeClosed(rig.clock.now))
    rig.run(3.0)
    assert len(rig.reports) == 1


def test_a_visit_goes_on_after_a_restart(rig: Cooling) -> None:
    visit, code = rested(rig)
    rig.restart()
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    report = rig.visit(MASKED)
    assert report.visit == visit
    row = payload(rig)
    assert (row["retries_used"], row["rested"]) == (1, True)
    assert row["facts"]["brought"]["first"]["seq"] == rig.rows("screening")[0].row.seq
    assert_all_replay(rig)
    rig.leave()
    rig.restart()
    assert type_code(rig, code) is CodeAnswer.USED, "what was used before the restart stays used"


def test_a_code_outstanding_at_a_restart_is_not_given_to_another(rig: Cooling, monkeypatch: pytest.MonkeyPatch) -> None:
    _, code = rested(rig)
    rig.restart()
    monkeypatch.setattr("secrets.choice", lambda codes: code if code in codes else codes[0])
    assert rested(rig)[1] != code


@pytest.mark.parametrize("restart", [False, True])
def test_a_clock_set_back_makes_no_code_last_longer(rig: Cooling, restart: bool) -> None:
    _, code = rested(rig)
    wait(rig, 44)
    rig.clock.set_wall(-timedelta(minutes=30))
    rig.run(5.0)
    if restart:
        rig.restart()
    wait(rig, 2)
    assert type_code(rig, code) is CodeAnswer.EXPIRED


def test_an_expired_code_stays_expired_after_a_restart(rig: Cooling) -> None:
    _, code = rested(rig)
    wait(rig, 46)
    rig.restart()
    assert type_code(rig, code) is CodeAnswer.EXPIRED


def test_an_officer_s_word_closes_the_visit(rig: Cooling) -> None:
    visit, code = rested(rig)
    at = rig.clock.now
    entry = Entry(Kind.OFFICER_CHECK, {"ended": "let_in"}, round(at * 1e9), rig.clock.utc(), "0" * 64, visit_id=visit)
    rig.station.writer.commit(entry)
    rig.restart()
    assert type_code(rig, code) is CodeAnswer.USED


@pytest.mark.parametrize("keep", [Keep.OUTCOME, Keep.BANDED, Keep.REFERRALS])
def test_what_the_site_does_not_keep_is_taken_as_against_the_visitor(tmp_path: Path, keep: Keep) -> None:
    def reduce(records: Records) -> None:
        records.keep = keep

    rig = Cooling(tmp_path)
    rig.on_open = reduce
    rig.start()
    visit, code = rested(rig)
    rig.restart()
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    report = rig.visit(HOT)
    assert (report.visit, report.outcome) == (visit, "refer")
    officers = rig.snapshot.code
    rig.leave()
    rig.restart()
    assert officers is not None
    assert type_code(rig, code) is CodeAnswer.USED
    assert type_code(rig, officers) is CodeAnswer.ACCEPTED
    assert rig.visit(MASKED).outcome == "refer"
    rig.stop()


def test_a_code_typed_while_out_of_service_does_nothing(rig: Cooling) -> None:
    _, code = rested(rig)
    rig.simulated_door.broken = True
    rig.run(2.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    assert type_code(rig, code) is None
    assert not rig.snapshot.code_touch


def test_tickets_of_a_wrong_clock_do_not_end_those_of_the_right_one(rig: Cooling) -> None:
    rig.clock.set_wall(timedelta(days=400))
    rig.run(2.0)
    rig.clock.set_wall(-timedelta(days=400))
    rig.run(2.0)
    _, code = rested(rig)
    rig.restart()
    assert rig.clock.utc().astimezone(UTC).year == 2026
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    rig.view = NOBODY


def shown_for(rig: Rig, code: str, at_most_s: float = 20.0) -> float:
    """Return how long a code goes on standing on the screen, s."""
    begun_at = rig.clock.now
    while rig.snapshot.code == code and rig.clock.now - begun_at < at_most_s:
        rig.tick()
    return rig.clock.now - begun_at


@pytest.mark.parametrize("turns_after_s", [0.0, 5.0])
def test_whoever_steps_back_with_a_code_can_still_read_it(rig: Rig, turns_after_s: float) -> None:
    report = rig.visit(HOT)
    code = rig.snapshot.code
    assert code in REST_CODES
    rig.run(turns_after_s)
    rig.view = NOBODY
    assert shown_for(rig, code) == pytest.approx(8.0 - turns_after_s, abs=0.6)
    assert rig.phase is Phase.IDLE
    assert len(rig.reports) == 1
    assert type_code(rig, code) is CodeAnswer.ACCEPTED
    assert rig.visit(MASKED).visit == report.visit


def test_whoever_steps_up_next_does_not_see_the_code_before(rig: Rig) -> None:
    first = rig.visit(HOT)
    code = rig.snapshot.code
    assert code in REST_CODES
    rig.view = NOBODY
    rig.run(3.0)
    assert rig.snapshot.code == code
    rig.view = MASKED
    assert shown_for(rig, code) < 0.2
    rig.run_until(lambda: len(rig.reports) == 2)
    assert rig.reports[-1].visit != first.visit


def test_an_answer_without_a_code_makes_room_at_once(rig: Rig) -> None:
    rig.visit(UNMASKED)
    rig.view = NOBODY
    rig.run(2.5)
    assert rig.phase is Phase.IDLE


def test_whoever_was_hot_and_out_of_retries_is_not_measured_away(rig: Cooling) -> None:
    """Referred while surely above the threshold, if falling: a machine does not take that back."""
    rig.visit(UNMASKED)
    rig.run_until(lambda: len(rig.reports) == 2, patience_s=60)
    rig.view = HOT
    rig.run_until(lambda: len(rig.reports) == 3, patience_s=60)
    assert (rig.reports[-1].outcome, rig.reports[-1].reasons) == ("refer", ("hot_arrival", "retries_used_up"))
    code = rig.snapshot.code
    assert code is not None
    rig.leave()
    type_code(rig, code)
    again = rig.visit(MASKED)
    assert (again.outcome, again.released, rig.snapshot.code) == ("refer", False, code)
    assert_all_replay(rig)


def test_a_retry_that_is_shown_counts_when_a_code_is_typed(rig: Cooling) -> None:
    """Two are given in a visit: the rest was one."""
    _, code = rested(rig)
    rig.visit(UNMASKED)
    assert rig.reports[-1].outcome == "retry"
    type_code(rig, code)
    rig.run_until(lambda: len(rig.reports) == 3, patience_s=60)
    assert (rig.reports[-1].outcome, rig.reports[-1].reasons) == ("refer", ("mask_missing", "retries_used_up"))
    assert_all_replay(rig)
