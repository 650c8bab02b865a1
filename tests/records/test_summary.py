"""A day's sums: the same before and after the purge, and from the index that does not grow with the file."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.records import summary as summary_module
from kiosk.records.capacity import measure
from kiosk.records.erase import erase
from kiosk.records.purge import accept_clock, purge
from kiosk.records.queries import Filter, list_shown, reading
from kiosk.records.sample import IDENTITY, grow
from kiosk.records.store import Entry, Records
from kiosk.records.summary import Summary, summary

DAY = datetime(2026, 1, 5, tzinfo=UTC)
NOW = {"monotonic_ns": 9 * 10**15, "utc": datetime(2026, 6, 1, tzinfo=UTC), "policy_hash": "p"}


def test_a_day_counts_as_its_rows_do_before_and_after_the_purge(path: Path) -> None:
    grow(path, 2000)
    rows = list_shown(path, Filter(kind="screening", until_utc="2026-01-06T00:00:00.000000Z"), 10_000)
    counted = Counter(row.payload["outcome"] for row in rows if row.payload)
    before = summary(path, DAY, DAY + timedelta(days=1))
    assert before == Summary({}, dict(counted), 0)
    hour = summary(path, DAY + timedelta(hours=3), DAY + timedelta(hours=4))
    with Records.open(path, IDENTITY) as records:
        accept_clock(records, "s1", **NOW)
        while purge(records, keep_days=30, rows=77, **NOW).more:
            pass
    assert summary(path, DAY, DAY + timedelta(days=1)) == before
    assert summary(path, DAY + timedelta(hours=3), DAY + timedelta(hours=4)) == hour
    assert sum(hour.simulated.values()) < sum(before.simulated.values())


def test_what_was_erased_by_hand_is_said_to_be_uncounted(records: Records, path: Path, entry: Callable[..., Entry]):
    for outcome in ("admit", "refer", "refer"):
        records.commit(entry(payload={"outcome": outcome}))
    erase(records, [2], "asked for", monotonic_ns=1, utc=entry().utc, policy_hash="p")
    day = datetime(2026, 3, 1, tzinfo=UTC)
    assert summary(path, day, day + timedelta(days=1)) == Summary({"admit": 1, "refer": 1}, {}, 1)
    assert summary(path, day - timedelta(days=1), day) == Summary({}, {}, 0)


def test_a_summary_reads_the_rows_of_its_day_alone(path: Path) -> None:
    grow(path, 1000)
    with reading(path) as connection:
        for query in (summary_module._KEPT, summary_module._ERASED):
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", ("a", "b", "c"))]
            assert any("chain_by_utc (utc>? AND utc<?)" in step for step in plan), plan
            assert not any(step.startswith("SCAN") for step in plan), plan


def test_capacity_leaves_nothing_behind(tmp_path: Path) -> None:
    found = measure(tmp_path, (300, 600))
    assert [one.rows for one in found] == [300, 600]
    assert all(one.commit_ms > 0 and one.day_ms > 0 for one in found)
    assert list(tmp_path.iterdir()) == []
