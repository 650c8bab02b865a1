"""Reading beside the writer, after it, and where nothing may be written."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.records.chain import SCHEMA_VERSION
from kiosk.records.erase import erase
from kiosk.records.queries import Filter, ReceiptState, each_shown, list_rows, list_shown, policy_payload, show
from kiosk.records.store import Committed, Entry, Identity, Kind, Records, SchemaTooNew, StoreError
from kiosk.records.values import utc_text
from kiosk.records.verify import verify
from kiosk.screening.values import Trouble

MakeEntry = Callable[..., Entry]
NOBODY = 65534


def test_rows_are_listed_newest_first_and_by_page(records: Records, path: Path, entry: MakeEntry) -> None:
    for kind in (Kind.START, Kind.SCREENING, Kind.DOOR, Kind.SCREENING, Kind.STOP):
        records.commit(entry(kind, {}))
    assert [row.seq for row in list_rows(path, limit=2)] == [5, 4]
    assert [row.seq for row in list_rows(path, limit=2, before=4)] == [3, 2]
    assert [row.seq for row in list_rows(path, kind=Kind.SCREENING)] == [4, 2]
    assert list_rows(path, before=1) == []


def test_rows_are_found_by_visit_session_and_time(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry(visit_id="v1", session_id="s1"))
    records.commit(entry(visit_id="v1", session_id="s2"))
    records.commit(entry(visit_id="v2", session_id="s3"))

    def found(**what: Any) -> list[int]:
        return [shown.row.seq for shown in list_shown(path, Filter(**what))]

    assert found(visit_id="v1") == [2, 1]
    assert found(session_id="s3") == [3]
    assert found(since_utc="2026-03-01T08:30:00.000000Z", until_utc="2026-03-02") == [3, 2, 1]
    assert found(until_utc="2026-03-01T08:30:00.000000Z") == []


def test_rows_of_a_kind_and_a_time_are_found_though_the_clock_was_set(
    records: Records, path: Path, entry: MakeEntry
) -> None:
    begun = entry().utc
    for hours, kind in enumerate([Kind.STAFF, Kind.DOOR] * 4):
        back = 5 if hours in (3, 4) else 0
        records.commit(replace(entry(kind, {}), utc=begun + timedelta(hours=hours - back)))
    for kind in (Kind.STAFF, Kind.DOOR, Kind.STOP):
        for since in range(-3, 9):
            for until in (since, since + 1, since + 4, since + 20):
                span = tuple(utc_text(begun + timedelta(hours=at)) for at in (since, until))
                expected = [row.seq for row in list_rows(path, kind, 50) if span[0] <= row.utc < span[1]]
                for within in (Filter(kind, since_utc=span[0], until_utc=span[1]), Filter(kind, since_utc=span[0])):
                    found = [shown.row.seq for shown in list_shown(path, within) if shown.row.utc < span[1]]
                    assert found == expected, within
    assert [one.row.seq for one in list_shown(path, Filter(Kind.STAFF, before=7, since_utc="2020-01-01"))] == [5, 3, 1]


def test_a_row_is_shown_with_all_that_is_known(
    records: Records, path: Path, admit: Callable[[], Committed], release: Callable[..., Committed], entry: MakeEntry
) -> None:
    release(admit())
    admit()
    erase(records, [1], "test", monotonic_ns=1, utc=entry().utc, policy_hash="p")
    gone, kept = show(path, 1), show(path, 3)
    assert gone is not None
    assert kept is not None
    assert (gone.payload, gone.erased_by) == (None, 4)
    assert gone.receipt == ReceiptState("boot-a", 6 * 10**9, 2)
    assert (kept.payload, kept.erased_by) == ({"outcome": "admit"}, None)
    assert kept.receipt == ReceiptState("boot-a", 6 * 10**9, None)
    assert kept.row == list_rows(path)[1]
    assert show(path, 99) is None


def test_the_newest_policy_with_a_hash_is_given(records: Records, path: Path, entry: MakeEntry) -> None:
    for value in (1, 2):
        records.commit(entry(Kind.POLICY, {"edition": value}))
    assert policy_payload(path, "p" * 64) == {"edition": 2}
    assert policy_payload(path, "q" * 64) is None


def test_a_reader_holds_up_no_writer_and_sees_one_moment(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry())
    seen = []
    reader = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    reader.execute("BEGIN")
    for _ in range(3):
        seen.append(reader.execute("SELECT count(*) FROM chain").fetchone()[0])
        records.commit(entry())
        assert len(list_rows(path)) == len(seen) + 1
        assert verify(path).rows == len(seen) + 1
    reader.close()
    assert seen == [1, 1, 1]


def test_reading_after_the_station_is_gone_changes_nothing(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry())
    records.close()
    before = path.read_bytes()
    assert len(list_rows(path)) == 1
    assert path.read_bytes() == before


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


READER = """
import os, sys
from pathlib import Path
from kiosk.records.queries import list_rows
from kiosk.records.values import utc_text
from kiosk.records.verify import verify
if os.getuid() == 0:
    os.setgid({nobody}); os.setuid({nobody})
try:
    (Path(sys.argv[1]).parent / "probe").write_text("")
except PermissionError:
    print(len(list_rows(Path(sys.argv[1]))), verify(Path(sys.argv[1])).bad)
"""


@pytest.mark.parametrize("running", [True, False])
def test_a_folder_that_may_not_be_written_can_be_read(
    open_folder: Path, identity: Identity, entry: MakeEntry, running: bool
) -> None:
    path = open_folder / "records.db"
    records = Records.open(path, identity)
    records.commit(entry())
    if not running:
        records.close()
    for each in open_folder.iterdir():
        each.chmod(0o444)
    open_folder.chmod(0o555)
    code = READER.format(nobody=NOBODY)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout == "1 None\n"
    assert {each.name for each in open_folder.iterdir()} >= {"records.db"}
    records.close()


def test_what_is_no_record_is_said_in_one_sentence(path: Path, identity: Identity, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database at all, but long enough to be looked at " * 50)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE chain (seq)")
    connection.close()
    cases = [
        (tmp_path / "none.db", Trouble.DISCONNECTED, f"there are no records at {tmp_path / 'none.db'}"),
        (tmp_path, Trouble.DISCONNECTED, f"there are no records at {tmp_path}"),
        (text, Trouble.DAMAGED, f"the records at {text} are damaged or were changed by hand: file is not a database"),
        (other, Trouble.DAMAGED, f"{other} is not a record file of this program"),
    ]
    for where, trouble, sentence in cases:
        for read in (list_rows, verify):
            with pytest.raises(StoreError) as caught:
                read(where)
            assert (caught.value.trouble, str(caught.value)) == (trouble, sentence)


def test_a_newer_file_is_not_read(path: Path, identity: Identity) -> None:
    Records.open(path, identity).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    for read in (list_rows, verify):
        with pytest.raises(SchemaTooNew, match="written by a newer program"):
            read(path)


def test_a_missing_table_is_damage(records: Records, path: Path, by_hand: Callable[..., object]) -> None:
    by_hand("DROP TABLE spent")
    by_hand("DROP TABLE chain")
    for read in (list_rows, verify, lambda where: show(where, 1)):
        with pytest.raises(StoreError, match="no such table"):
            read(path)


def test_a_name_with_odd_characters_is_no_trouble(tmp_path: Path, identity: Identity, entry: MakeEntry) -> None:
    path = tmp_path / "pintu depan?#%41 é" / "records.db"
    with Records.open(path, identity) as records:
        records.commit(entry())
        assert len(list_rows(path)) == 1
    assert list(tmp_path.iterdir()) == [path.parent]


@pytest.mark.parametrize("body", ["no json", "[]", "7"])
def test_a_payload_changed_beyond_reading_is_named_by_its_row(
    records: Records, path: Path, entry: MakeEntry, by_hand: Callable[..., object], body: str
) -> None:
    records.commit(entry())
    records.commit(entry())
    by_hand(f"UPDATE payload SET body = '{body}' WHERE seq = 2")
    for read in (lambda: list_shown(path, Filter()), lambda: show(path, 2), lambda: list(each_shown(path, Filter()))):
        with pytest.raises(StoreError, match="row 2 was changed: its payload cannot be read any more") as refused:
            read()
        assert refused.value.trouble is Trouble.DAMAGED


def test_a_folder_that_is_a_file_is_said_to_be_one(tmp_path: Path, identity: Identity) -> None:
    (tmp_path / "data").touch()
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        with pytest.raises(StoreError, match=f"{folder} is or lies in no folder"):
            Records.open(folder / "records.db", identity)
