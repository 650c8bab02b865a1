"""Sums by the hour agree with the record, are counted once, and outlive what retention erases."""

import sqlite3
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.records.agreement import pairs
from kiosk.records.erase import erase
from kiosk.records.queries import Filter, list_shown
from kiosk.records.sample import BEGIN, IDENTITY, grow
from kiosk.records.sample_office import grow as grow_office
from kiosk.records.store import Records
from kiosk.records.tally import TALLY, Hour, Tally, people, seconds_of, step_of

LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tally") / "records.db"
    grow(path, 1500)
    return path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With staff in it, over some days."""
    path = tmp_path_factory.mktemp("office") / "records.db"
    grow_office(path, 5000)
    return path


@pytest.fixture
def tally(grown: Path, tmp_path: Path) -> Tally:
    return Tally(tmp_path / TALLY, grown)


def whole(tally: Tally) -> Counter[str]:
    return Counter(tally.sums(LONG_AGO, LATER, simulated=True))


def decided(hour: Hour) -> int:
    return hour.admit + hour.retry + hour.refer


def test_sums_are_what_the_rows_say(tally: Tally, grown: Path) -> None:
    assert tally.catch_up() == 1500
    hours = tally.hours(LONG_AGO, LATER)
    found = whole(tally)
    rows = [shown for shown in list_shown(grown, Filter(kind="screening"), 10_000) if shown.payload]
    outcomes = Counter(f"outcome.{(shown.payload or {})['outcome']}" for shown in rows)
    assert len(outcomes) > 1
    assert {name: found[name] for name in outcomes} == dict(outcomes)
    per_hour = Counter(shown.row.utc[:13] for shown in rows)
    assert {hour.hour: decided(hour) for hour in hours} == dict(per_hour)


def test_no_row_counts_twice(tally: Tally) -> None:
    tally.catch_up()
    before = whole(tally)
    assert tally.catch_up() == 0
    assert whole(tally) == before


def test_a_range_holds_its_own_hours_only(tally: Tally) -> None:
    tally.catch_up()
    hours = tally.hours(LONG_AGO, LATER)
    second = datetime.fromisoformat(f"{hours[1].hour}:00+00:00")
    assert tally.hours(second, second + timedelta(hours=1)) == [hours[1]]


def test_any_range_comes_to_what_its_hours_do(office: Path, tmp_path: Path) -> None:
    """From whole days and single hours alike."""
    tally = Tally(tmp_path / TALLY, office)
    tally.catch_up()
    hours = tally.hours(LONG_AGO, LATER)
    begin = datetime.fromisoformat(f"{hours[0].hour}:00+00:00")
    for since in (0, 1, 5, 22, 23, 24, 25, 49):
        for length in (0, 1, 3, 24, 25, 48, 71, 72):
            window = begin + timedelta(hours=since), begin + timedelta(hours=since + length)
            sums, within = tally.sums(*window, simulated=True), tally.hours(*window)
            found = [sums.get(f"outcome.{outcome}", 0) for outcome in ("admit", "retry", "refer")]
            assert sum(found) == sum(decided(hour) for hour in within), window
            assert people(sums) == sum(hour.people for hour in within), window
    assert tally.sums(LONG_AGO, LATER, simulated=False) == {}


def test_officers_checks_are_found_by_time_newest_kept(office: Path, tmp_path: Path) -> None:
    tally = Tally(tmp_path / TALLY, office)
    tally.catch_up()
    rows = list_shown(office, Filter(kind="officer_check"), 10_000)[::-1]
    assert tally.officer_checks(LONG_AGO, LATER, 10_000) == [shown.row.seq for shown in rows]
    assert tally.officer_checks(LONG_AGO, LATER, 3) == [shown.row.seq for shown in rows[-3:]]
    at = datetime.fromisoformat(rows[2].row.utc)
    assert tally.officer_checks(LONG_AGO, at, 10_000) == [shown.row.seq for shown in rows[:2]]
    found = pairs(office, tally.officer_checks(at, LATER, 10_000))
    payload = rows[2].payload or {}
    assert (found[0].at, found[0].kiosk_c, found[0].clinical_c) == (
        at, payload["kiosk_skin_c"], payload["clinical_c"][0],
    )  # fmt: skip


def test_it_says_how_far_it_is_behind(grown: Path, tally: Tally) -> None:
    assert tally.behind() == 1500
    tally.catch_up()
    assert tally.behind() == 0


def test_what_is_erased_stays_counted(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    grow(path, 400)
    counted = Tally(tmp_path / TALLY, path)
    counted.catch_up()
    before = whole(counted)
    with Records.open(path, IDENTITY) as records:
        seqs = list(range(2, 300))
        erase(records, seqs, "older than 30 days", monotonic_ns=9, utc=BEGIN + timedelta(days=400), policy_hash="p")
    counted.catch_up()
    assert whole(counted) == before


def test_a_file_of_sums_that_was_deleted_is_made_anew(tally: Tally, tmp_path: Path) -> None:
    tally.catch_up()
    before = whole(tally)
    for path in tmp_path.glob(f"{TALLY}*"):
        path.unlink()
    tally.catch_up()
    assert whole(tally) == before


@pytest.mark.parametrize("counted", [2000, 10**15, -5])
def test_sums_of_rows_that_the_record_does_not_have_are_made_anew(tally: Tally, tmp_path: Path, counted: int) -> None:
    """An older copy of the record was put back, or somebody changed the file."""
    tally.catch_up()
    before = whole(tally)
    other = sqlite3.connect(tmp_path / TALLY)
    with other:
        other.execute("UPDATE state SET seq = ?", (counted,))
    other.close()
    assert tally.behind() == 1500
    assert tally.catch_up(5000) == 1500
    assert tally.catch_up() == 0
    assert whole(tally) == before


def test_a_file_that_holds_no_sums_is_made_anew(tally: Tally, tmp_path: Path) -> None:
    tally.catch_up()
    before = whole(tally)
    (tmp_path / TALLY).write_bytes(b"no sums" * 1000)
    tally.catch_up()
    assert whole(tally) == before


@pytest.mark.parametrize("seconds", [0.05, 0.4, 1.0, 17.0, 600.0, 40_000.0])
def test_a_time_is_kept_within_a_few_percent(seconds: float) -> None:
    assert seconds_of(step_of(seconds)) == pytest.approx(seconds, rel=0.026)
