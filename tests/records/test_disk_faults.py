"""The disk fails while a row is written: all or nothing, and it goes on when the disk is back."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.records.store import Committed, Entry, Records, StoreError
from kiosk.records.verify import verify
from kiosk.screening.values import Trouble

MakeEntry = Callable[..., Entry]


@contextmanager
def full_disk(records: Records) -> Iterator[None]:
    connection = records._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    yield
    connection.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def file_size_limit(records: Records) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (records._log.stat().st_size + 10_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(records: Records) -> Iterator[None]:
    records._connection.execute("PRAGMA query_only = ON")
    yield
    records._connection.execute("PRAGMA query_only = OFF")


@contextmanager
def gone_file(records: Records) -> Iterator[None]:
    elsewhere = records.path.with_name("elsewhere")
    records.path.rename(elsewhere)
    yield
    elsewhere.rename(records.path)


@contextmanager
def gone_log(records: Records) -> Iterator[None]:
    elsewhere = records.path.with_name("elsewhere")
    records._log.rename(elsewhere)
    yield
    elsewhere.rename(records._log)


@contextmanager
def held_by_another(records: Records) -> Iterator[None]:
    records._connection.execute("PRAGMA busy_timeout = 1").fetchall()
    other = sqlite3.connect(records.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


FAULTS = [full_disk, file_size_limit, read_only, gone_file, gone_log, held_by_another]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_commit_leaves_nothing_and_passes(
    records: Records, path: Path, entry: MakeEntry, fault: Callable[[Records], Any]
) -> None:
    before = records.commit(entry())
    admit = entry(payload={"outcome": "admit", "long": "x" * 100_000}, receipt_s=5.0)
    with fault(records):
        for _ in range(3):
            with pytest.raises(StoreError, match=str(path)) as caught:
                records.commit(admit)
            assert caught.value.trouble is Trouble.NOT_WRITABLE
        newest = records.newest()
        assert newest is not None
        assert newest.hash == before.hash
    assert records.commit(admit).seq == before.seq + 1
    verdict = verify(path)
    assert (verdict.bad, verdict.rows, verdict.receipts) == (None, 2, 1)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_spending_leaves_the_receipt_unspent(
    records: Records, path: Path, admit: Callable[[], Committed], release: Callable[..., Committed],
    fault: Callable[[Records], Any],
) -> None:  # fmt: skip
    given = admit()
    with fault(records), pytest.raises(StoreError):
        release(given, {"long": "x" * 100_000})
    assert verify(path).spent == 0
    assert release(given).seq == 2
    assert verify(path).spent == 1


class Failing:
    """A connection whose n-th statement fails, as on a disk that gives up there."""

    def __init__(self, connection: sqlite3.Connection, at: int, done_first: bool = False) -> None:
        self._connection = connection
        self._left = at
        self._done_first = done_first

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self._left -= 1
        if self._left == 0:
            if self._done_first:
                self._connection.execute(sql, *values)
            raise sqlite3.OperationalError("disk I/O error")
        return self._connection.execute(sql, *values)


@pytest.mark.parametrize("statement", range(1, 7))
def test_whichever_statement_fails_nothing_is_half_done(
    records: Records, path: Path, entry: MakeEntry, statement: int
) -> None:
    whole = records._connection
    admit = entry(payload={"outcome": "admit"}, receipt_s=5.0)
    records._connection = cast("sqlite3.Connection", Failing(whole, statement))
    with pytest.raises(StoreError):
        records.commit(admit)
    assert records.newest() is None
    assert whole.execute("SELECT count(*) FROM payload").fetchone() == (0,)
    assert records.commit(admit).seq == 1
    records._connection = whole
    assert (verify(path).bad, verify(path).rows) == (None, 1)


def test_a_commit_that_failed_after_it_reached_the_disk_is_built_upon(
    records: Records, path: Path, entry: MakeEntry
) -> None:
    whole = records._connection
    admit = entry(payload={"outcome": "admit"}, receipt_s=5.0)
    records._connection = cast("sqlite3.Connection", Failing(whole, 6, done_first=True))
    with pytest.raises(StoreError):
        records.commit(admit)
    records._connection = whole
    assert records.commit(admit).seq == 2
    assert (verify(path).bad, verify(path).spent) == (None, 0)


@pytest.mark.parametrize(
    "changes",
    [
        ("DELETE FROM payload WHERE seq = 2", "DELETE FROM chain WHERE seq = 2"),
        (f"UPDATE chain SET hash = '{'0' * 64}' WHERE seq = 2",),
    ],
)
def test_a_tail_that_changed_under_the_writer_stops_it(
    records: Records, entry: MakeEntry, by_hand: Callable[..., Any], changes: tuple[str, ...]
) -> None:
    records.commit(entry())
    records.commit(entry())
    for change in changes:
        by_hand(change)
    for _ in range(2):
        with pytest.raises(StoreError, match="no longer end with the row written last") as caught:
            records.commit(entry())
        assert caught.value.trouble is Trouble.DAMAGED


def test_using_a_closed_record_is_our_own_bug(records: Records, entry: MakeEntry) -> None:
    records.close()
    with pytest.raises(sqlite3.ProgrammingError):
        records.commit(entry())
