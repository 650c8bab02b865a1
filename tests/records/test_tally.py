"""Sums by the hour agree with the record, are counted once, and outlive what retention erases."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.records.erase import erase
from kiosk.records.queries import Filter, list_shown
from kiosk.records.sample import BEGIN, IDENTITY, grow
from kiosk.records.store import Records
from kiosk.records.tally import TALLY, Hour, Tally, seconds_of, step_of

LONG_AGO, LATER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tally") / "records.db"
    grow(path, 1500)
    return path


@pytest.fixture
def tally(grown: Path, tmp_path: Path) -> Tally:
    return Tally(tmp_path / TALLY, grown)


def whole(hours: list[Hour]) -> Counter[str]:
    found: Counter[str] = Counter()
    for hour in hours:
        found.update(hour.counts)
    return found


def test_sums_are_what_the_rows_say(tally: Tally, grown: Path) -> None:
    assert tally.catch_up() == 1500
    hours = tally.hours(LONG_AGO, LATER)
    found = whole(hours)
    rows = [shown for shown in list_shown(grown, Filter(kind="screening"), 10_000) if shown.payload]
    outcomes = Counter(f"outcome.{(shown.payload or {})['outcome']}" for shown in rows)
    assert len(outcomes) > 1
    assert {name: found[name] for name in outcomes} == dict(outcomes)
    per_hour = Counter(shown.row.utc[:13] for shown in rows)
    counted = {hour.hour: sum(n for name, n in hour.counts.items() if name.startswith("outcome.")) for hour in hours}
    assert counted == dict(per_hour)


def test_no_row_counts_twice(tally: Tally) -> None:
    tally.catch_up()
    before = whole(tally.hours(LONG_AGO, LATER))
    assert tally.catch_up() == 0
    assert whole(tally.hours(LONG_AGO, LATER)) == before


def test_a_range_holds_its_own_hours_only(tally: Tally) -> None:
    tally.catch_up()
    hours = tally.hours(LONG_AGO, LATER)
    second = datetime.fromisoformat(f"{hours[1].hour}:00+00:00")
    assert tally.hours(second, second + timedelta(hours=1)) == [hours[1]]


def test_what_is_erased_stays_counted(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    grow(path, 400)
    counted = Tally(tmp_path / TALLY, path)
    counted.catch_up()
    before = whole(counted.hours(LONG_AGO, LATER))
    with Records.open(path, IDENTITY) as records:
        seqs = list(range(2, 300))
        erase(records, seqs, "older than 30 days", monotonic_ns=9, utc=BEGIN + timedelta(days=400), policy_hash="p")
    counted.catch_up()
    assert whole(counted.hours(LONG_AGO, LATER)) == before


def test_a_file_of_sums_that_was_deleted_is_made_anew(tally: Tally, tmp_path: Path) -> None:
    tally.catch_up()
    before = whole(tally.hours(LONG_AGO, LATER))
    for path in tmp_path.glob(f"{TALLY}*"):
        path.unlink()
    tally.catch_up()
    assert whole(tally.hours(LONG_AGO, LATER)) == before


@pytest.mark.parametrize("seconds", [0.05, 0.4, 1.0, 17.0, 600.0, 40_000.0])
def test_a_time_is_kept_within_a_few_percent(seconds: float) -> None:
    assert seconds_of(step_of(seconds)) == pytest.approx(seconds, rel=0.026)
