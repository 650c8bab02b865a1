"""Erasing takes the values and leaves the chain whole."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.records import standalone_verifier
from kiosk.records.erase import Erasure, as_ranges, erase
from kiosk.records.outside import Bad
from kiosk.records.queries import show
from kiosk.records.store import Committed, Entry, Identity, Kind, Records
from kiosk.records.verify import verify
from tests.records.test_export import exported

MakeEntry = Callable[..., Entry]
SECRET = "a-value-nobody-may-find-again"


@pytest.fixture
def purge(records: Records, entry: MakeEntry) -> Callable[..., Erasure]:
    def run(*seqs: int) -> Erasure:
        return erase(records, seqs, "older than 30 days", monotonic_ns=9, utc=entry().utc, policy_hash="p")

    return run


def test_the_chain_verifies_whole_after_any_purge(
    records: Records, path: Path, identity: Identity, entry: MakeEntry, purge: Callable[..., Erasure],
    admit: Callable[[], Committed], release: Callable[..., Committed],
) -> None:  # fmt: skip
    for _ in range(3):
        release(admit())
        records.commit(entry())
    purge(1, 2, 3, 7)
    purge(9, 4)
    purge(10, 11)
    verdict = verify(path)
    assert (verdict.bad, verdict.rows, verdict.erased, verdict.payloads) == (None, 12, 8, 4)
    assert (verdict.receipts, verdict.spent) == (3, 3)
    records.close()
    with Records.open(path, identity) as again:
        assert again.commit(entry()).seq == 13
    assert verify(path).bad is None


@pytest.mark.parametrize("kind", [Kind.POLICY, Kind.HEAD, Kind.SET_ASIDE])
def test_rules_and_proofs_that_were_erased_behind_the_triggers_are_named(
    records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Erasure], kind: Kind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    records.commit(entry())
    records.commit(entry(kind, {}))
    monkeypatch.setattr("kiosk.records.erase.NEVER_ERASED", ())
    with closing(sqlite3.connect(path)) as forger:
        (guard,) = forger.execute("SELECT sql FROM sqlite_master WHERE name = 'erased_insert_kinds'").fetchone()
        forger.execute("DROP TRIGGER erased_insert_kinds")
        purge(2)
        forger.execute(guard)
    assert verify(path).bad == Bad(2, f"the payload of a {kind} row was erased: rules and proofs never are")
    with pytest.raises(standalone_verifier.Wrong, match=f"row 2 is bad: the payload of a {kind} row was erased"):
        standalone_verifier.check(exported(path), [], set())


def test_the_erasure_row_tells_which_and_why(records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Any]):
    for _ in range(6):
        records.commit(entry())
    made = purge(2, 3, 4, 6)
    row = show(path, made.committed.seq)
    assert row is not None
    assert row.row.kind == Kind.ERASURE
    assert row.payload == {"reason": "older than 30 days", "seqs": [[2, 4], [6, 6]]}


def test_an_erased_value_is_nowhere_on_disk(
    records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Erasure]
) -> None:
    records.commit(entry(payload={"note": SECRET}))
    salt = sqlite3.connect(path)
    (bytes_,) = salt.execute("SELECT salt FROM payload").fetchone()
    salt.close()
    assert purge(1).wiped
    files = [each.read_bytes() for each in path.parent.iterdir()]
    assert not any(SECRET.encode() in each or bytes_ in each for each in files)


def test_a_reader_in_the_way_is_told_of(
    records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Erasure]
) -> None:
    records.commit(entry())
    records._connection.execute("PRAGMA busy_timeout = 1").fetchall()
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM chain").fetchone()
    assert not purge(1).wiped
    reader.close()
    assert records.checkpoint()


@pytest.mark.parametrize("seqs", [(), (2,), (1, 2), (0,), (99,)])
def test_what_cannot_be_erased_leaves_all_as_it_was(
    records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Erasure], seqs: tuple[int, ...]
) -> None:
    records.commit(entry())
    with pytest.raises(ValueError, match="erase"):
        purge(*seqs)
    verdict = verify(path)
    assert (verdict.bad, verdict.rows, verdict.erased) == (None, 1, 0)


def test_nothing_is_erased_twice(records: Records, path: Path, entry: MakeEntry, purge: Callable[..., Erasure]) -> None:
    records.commit(entry())
    purge(1)
    with pytest.raises(ValueError, match="row 1 has no payload to erase"):
        purge(1)
    assert verify(path).rows == 2


@given(st.sets(st.integers(1, 60), min_size=1))
def test_ranges_name_every_row_once(seqs: set[int]) -> None:
    ranges = as_ranges(sorted(seqs))
    assert [seq for first, last in ranges for seq in range(first, last + 1)] == sorted(seqs)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ranges))
