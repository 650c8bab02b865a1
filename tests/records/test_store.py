"""Writing: what is committed is on disk and chained, by one writer, in a file that is whole."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kiosk.records.chain import GENESIS, SCHEMA_VERSION, commitment
from kiosk.records.store import Committed, Entry, Identity, Kind, Records, SchemaTooNew, StoreError, WriterActive
from kiosk.records.verify import verify
from kiosk.screening.values import Trouble

MakeEntry = Callable[..., Entry]


def test_a_committed_row_is_there_for_anybody(records: Records, path: Path, entry: MakeEntry) -> None:
    made = records.commit(entry(payload={"outcome": "refer", "skin_c": 0.1 + 0.2}, visit_id="v", session_id="s"))
    other = sqlite3.connect(path)
    found = other.execute("SELECT visit_id, session_id, utc, previous_hash, commitment, hash FROM chain").fetchone()
    salt, body = other.execute("SELECT salt, body FROM payload").fetchone()
    other.close()
    assert found == ("v", "s", "2026-03-01T08:30:00.000000Z", GENESIS, commitment(salt, body), made.hash)
    assert json.loads(body)["skin_c"] == 0.1 + 0.2
    assert made == Committed(1, made.hash, None)


def test_the_chain_goes_on_after_opening_again(path: Path, identity: Identity, entry: MakeEntry) -> None:
    with Records.open(path, identity) as first:
        assert first.newest() is None
        one = first.commit(entry(Kind.START, {}))
    with Records.open(path, identity) as second:
        second.commit(entry(Kind.STOP, {}))
        newest = second.newest()
        assert newest is not None
        assert (newest.seq, newest.previous_hash, newest.chain_id) == (2, one.hash, first.chain_id)
    assert verify(path).bad is None


def test_two_files_are_two_chains(tmp_path: Path, identity: Identity) -> None:
    ids = set()
    for name in ("a", "b"):
        with Records.open(tmp_path / name / "records.db", identity) as records:
            ids.add(records.chain_id)
    assert len(ids) == 2


def test_times_are_stored_in_utc(records: Records, entry: MakeEntry) -> None:
    jakarta = datetime(2026, 3, 1, 15, 30, 0, 5, tzinfo=timezone(timedelta(hours=7)))
    row = entry()
    records.commit(Entry(row.kind, row.payload, row.monotonic_ns, jakarta, row.policy_hash))
    newest = records.newest()
    assert newest is not None
    assert newest.utc == "2026-03-01T08:30:00.000005Z"


@pytest.mark.parametrize(
    ("kind", "payload", "more"),
    [
        (Kind.SCREENING, {"outcome": "refer"}, {"receipt_s": 5.0}),
        (Kind.SCREENING, {"outcome": "retry"}, {"receipt_s": 5.0}),
        (Kind.SCREENING, {}, {"receipt_s": 5.0}),
        (Kind.DOOR, {"outcome": "admit"}, {"receipt_s": 5.0}),
        (Kind.SCREENING, {"outcome": "admit"}, {"receipt_s": 0.0}),
        (Kind.SCREENING, {"outcome": "admit"}, {"receipt_s": float("nan")}),
        (Kind.SCREENING, {"skin_c": float("nan")}, {}),
        (Kind.RELEASE, {"receipt_seq": 1}, {}),
    ],
)
def test_an_entry_that_is_wrong_writes_nothing(
    records: Records, entry: MakeEntry, kind: Kind, payload: dict[str, Any], more: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        records.commit(entry(kind, payload, **more))
    assert records.newest() is None
    assert records.commit(entry()).seq == 1


def test_a_time_without_a_zone_writes_nothing(records: Records, entry: MakeEntry) -> None:
    row = entry()
    with pytest.raises(ValueError, match="without a zone"):
        records.commit(Entry(row.kind, row.payload, 1, datetime(2026, 3, 1), "p"))  # noqa: DTZ001
    assert records.newest() is None
    assert records.commit(entry()).seq == 1


def test_a_let_in_by_the_officer_carries_a_receipt(records: Records, entry: MakeEntry) -> None:
    made = records.commit(entry(Kind.OFFICER_CHECK, {"ended": "let_in"}, at_s=2.0, receipt_s=0.5))
    assert made.receipt is not None
    assert made.receipt.expires_monotonic_ns == 2_500_000_000


def test_another_thread_may_own_it(records: Records, entry: MakeEntry) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(records.commit, entry()).result().seq == 1


def test_only_its_owner_may_look(records: Records, path: Path, entry: MakeEntry) -> None:
    records.commit(entry())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {
        "records.db": 0o600,
        "records.db-wal": 0o600,
        "records.db-shm": 0o600,
        "writer.lock": 0o600,
    }


def test_a_second_writer_is_refused_until_the_first_is_gone(path: Path, identity: Identity, records: Records) -> None:
    with pytest.raises(WriterActive, match="another process is writing the records"):
        Records.open(path, identity)
    records.close()
    records.close()
    Records.open(path, identity).close()


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.records.store import Entry, Identity, Kind, Records
records = Records.open(Path(sys.argv[1]), Identity("s", "o", "1", "b"))
while True:
    made = records.commit(Entry(Kind.SCREENING, {"outcome": "admit"}, 1, datetime.now(UTC), "p", receipt_s=5.0))
    print(made.seq, flush=True)
"""


def test_a_killed_writer_loses_no_committed_row_and_leaves_no_lock(path: Path, identity: Identity) -> None:
    told = 0
    for rows in (1, 7, 40):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        ) as writer:
            assert writer.stdout is not None
            for _ in range(rows):
                told = int(writer.stdout.readline())
            writer.kill()
            told = max([told, *(int(line) for line in writer.stdout.read().split("\n")[:-1])])
        assert verify(path).rows >= told
        with Records.open(path, identity) as records:
            newest = records.newest()
            assert newest is not None
            assert newest.seq >= told
    assert verify(path).bad is None


def test_a_newer_file_is_refused_in_one_sentence(path: Path, identity: Identity) -> None:
    Records.open(path, identity).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    with pytest.raises(
        SchemaTooNew,
        match=rf"written by a newer program \(schema {SCHEMA_VERSION + 1}, not {SCHEMA_VERSION}\): update this one",
    ):
        Records.open(path, identity)


def damage_header(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


def damage_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(4096))


def damage_index(path: Path) -> None:
    """Rows and newest rows hold; only the check of every page sees it."""
    other = sqlite3.connect(path)
    root = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'chain_by_visit'").fetchone()[0]
    other.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def lose_all_but_the_log(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.with_name("records.db-wal").write_bytes(b"rows not yet in the file")


def another_database(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE chain (seq)")
    other.close()


def change_newest(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("DROP TRIGGER payload_update")
    other.execute("""UPDATE payload SET body = '{"outcome":"admit"}' WHERE seq = 30""")
    other.commit()
    other.close()


DAMAGES = [
    damage_header,
    damage_page,
    damage_index,
    cut_short,
    empty,
    lose_all_but_the_log,
    another_database,
    change_newest,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_and_left_as_it_is(
    path: Path, identity: Identity, entry: MakeEntry, damage: Callable[[Path], None]
) -> None:
    with Records.open(path, identity) as records:
        for _ in range(30):
            records.commit(entry())
    damage(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError, match=str(path)) as caught:
        Records.open(path, identity)
    assert caught.value.trouble is Trouble.DAMAGED
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_crash_while_the_file_was_made_is_no_damage(path: Path, identity: Identity) -> None:
    path.parent.mkdir()
    path.with_name(".records.db.new").write_bytes(b"half")
    path.with_name(".records.db.new-wal").write_bytes(b"half")
    Records.open(path, identity).close()
    assert {each.name for each in path.parent.iterdir()} == {"records.db", "writer.lock"}


def test_a_folder_that_cannot_be_is_not_writable(tmp_path: Path, identity: Identity) -> None:
    (tmp_path / "data").write_text("a file stands in the way")
    with pytest.raises(StoreError) as caught:
        Records.open(tmp_path / "data" / "records.db", identity)
    assert caught.value.trouble is Trouble.NOT_WRITABLE
