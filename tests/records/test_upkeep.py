"""Heads and the purge come when they are due, in small steps, and never in a visitor's way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.records.keys import PRIVATE
from kiosk.records.purge import BATCH
from kiosk.records.store import Entry, Kind, Records
from kiosk.records.upkeep import PURGE_S, ROWS_A_HEAD, Done, Upkeep
from kiosk.records.verify import verify

MakeEntry = Callable[..., Entry]
START = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


class Hours:
    """A record, its upkeep, and a machine clock of the test's."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.upkeep = Upkeep(keep_days=30, head_s=900.0)
        self.now = 0.0

    def row(self) -> None:
        utc = START + timedelta(seconds=self.now)
        entry = Entry(Kind.SCREENING, {"outcome": "refer"}, round(self.now * 1e9), utc, "p", visit_id="v")
        self.records.commit(entry)

    def step(self, after: float = 0.0, idle: bool = True) -> Done:
        self.now += after
        utc = START + timedelta(seconds=self.now)
        return self.upkeep.step(self.records, idle=idle, monotonic_ns=round(self.now * 1e9), utc=utc, policy_hash="p")


@pytest.fixture
def hours(records: Records) -> Hours:
    made = Hours(records)
    made.row()
    return made


def test_a_run_begins_with_a_head_and_goes_on_by_the_clock(hours: Hours, path: Path) -> None:
    first = hours.step(idle=False).head
    assert first is not None
    assert first.seq == 1
    hours.row()
    assert hours.step(899).head is None
    second = hours.step(1).head
    assert second is not None
    assert second.seq == 3
    assert hours.step(900).head is None, "nothing new to sign"
    assert verify(path).heads == 2


def test_a_visitor_is_not_kept_waiting_for_a_head_but_not_for_ever(hours: Hours) -> None:
    hours.step()
    hours.row()
    assert hours.step(1799, idle=False) == Done()
    assert hours.step(1, idle=False).head is not None


def test_many_rows_are_signed_before_their_time(hours: Hours) -> None:
    hours.step()
    for _ in range(ROWS_A_HEAD - 1):
        hours.row()
    assert hours.step(1).head is None
    hours.row()
    assert hours.step(1).head is not None


def test_the_purge_comes_in_batches_and_then_once_an_hour(hours: Hours, path: Path) -> None:
    for _ in range(BATCH + 9):
        hours.row()
    hours.now += 20 * 86_400
    hours.row()
    hours.step()
    hours.now += 11 * 86_400
    assert hours.step(idle=False).erased == 0
    told = [hours.step(1).erased for _ in range(5)]
    assert [count for count in told if count] == [BATCH, 10]
    assert [hours.step(1).erased for _ in range(5)] == [0] * 5
    hours.now += 20 * 86_400
    assert sum(hours.step(PURGE_S).erased for _ in range(3)) == 1
    assert (verify(path).bad, verify(path).erased) == (None, BATCH + 11)


def test_one_thing_at_a_time(hours: Hours) -> None:
    hours.now += 40 * 86_400
    hours.row()
    first, second = hours.step(), hours.step()
    assert (first.head is not None, first.erased) == (True, 0)
    assert (second.head is not None, second.erased) == (False, 1)


def test_a_key_that_cannot_be_used_is_told_and_stops_nothing_else(hours: Hours, path: Path) -> None:
    path.with_name(PRIVATE).write_text("no key")
    told = hours.step()
    assert told.head is None
    assert told.problem is not None
    assert PRIVATE in told.problem
    hours.row()
    path.with_name(PRIVATE).unlink()
    mended = hours.step(900)
    assert mended.head is not None
    assert mended.problem is None


def test_a_jumped_clock_is_told_at_each_step(hours: Hours) -> None:
    hours.step()
    hours.upkeep._purge_at = 0
    ahead = START + timedelta(days=400)
    told = hours.upkeep.step(hours.records, idle=True, monotonic_ns=10**9, utc=ahead, policy_hash="p")
    assert told.waits_for == 3
    assert told.erased == 0


def test_the_last_row_of_a_run_is_signed(hours: Hours) -> None:
    hours.step()
    hours.row()
    head = hours.upkeep.close(hours.records, monotonic_ns=1, utc=START, policy_hash="p")
    assert head is not None
    assert head.seq == 3
