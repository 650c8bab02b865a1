"""A damaged file is kept, named with its SHA-256, and the station waits for somebody who knows of it."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import aside, standalone_verifier
from kiosk.records.heads import HEADS_FILE, NEWEST_FILE, read_heads, write_head
from kiosk.records.keys import open_key
from kiosk.records.outside import Heads
from kiosk.records.queries import Filter, show
from kiosk.records.store import Entry, Identity, Kind, Records, StoreError, WriterActive
from kiosk.records.verify import verify
from tests.records.test_export import exported
from tests.records.test_store import DAMAGES

MakeEntry = Callable[..., Entry]
AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
NOW: dict[str, Any] = {"monotonic_ns": 1, "utc": AT, "policy_hash": "p"}


@pytest.fixture
def damaged(path: Path, identity: Identity, entry: MakeEntry) -> Path:
    """30 rows, a head, a row; then the header is lost."""
    with Records.open(path, identity) as records:
        for _ in range(30):
            records.commit(entry())
        write_head(records, open_key(path.parent), **NOW)
        records.commit(entry())
    path.write_bytes(b"x" * path.stat().st_size)
    return path


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_is_damaged_is_kept_as_it_is_and_a_new_chain_begins(
    path: Path, identity: Identity, entry: MakeEntry, damage: Callable[[Path], None]
) -> None:
    with Records.open(path, identity) as records:
        for _ in range(30):
            records.commit(entry())
    damage(path)
    wal = path.with_name(path.name + "-wal")
    before = path.read_bytes() if path.exists() else None
    log = wal.read_bytes() if wal.exists() else None
    with pytest.raises(StoreError):
        Records.open(path, identity)
    moved = aside.set_aside(path, now=AT)
    assert moved is not None
    assert moved.name == "records.db.set-aside-20260301T083000Z"
    assert (moved.read_bytes() if moved.exists() else None) == before
    kept_log = moved.with_name(moved.name + "-wal")
    assert (kept_log.read_bytes() if kept_log.exists() else None) == log
    with Records.open(path, identity) as records:
        assert aside.unseen(records) == 0
        made = aside.tell(records, "damaged", **NOW)
        assert made is not None
        assert made.seq == 1
    shown = show(path, 1)
    assert shown is not None
    assert shown.payload is not None
    assert shown.payload["files"] == [
        {
            "file": moved.name,
            "sha256": hashlib.sha256(before).hexdigest() if before is not None else None,
            "log_sha256": hashlib.sha256(log).hexdigest() if log is not None else None,
        }
    ]


def test_the_station_waits_until_a_supervisor_knows(damaged: Path, identity: Identity, entry: MakeEntry) -> None:
    aside.set_aside(damaged)
    with Records.open(damaged, identity) as records:
        with pytest.raises(ValueError, match="must be told"):
            aside.acknowledge(records, "s7", **NOW)
        aside.tell(records, "damaged", **NOW)
        assert aside.tell(records, "damaged", **NOW) is None, "once is enough"
        assert aside.unseen(records) == 1
    with Records.open(damaged, identity) as records:
        records.commit(entry())
        assert aside.unseen(records) == 1, "also after a restart"
        made = aside.acknowledge(records, "s7", **NOW)
        assert made is not None
        assert aside.unseen(records) is None
        assert aside.acknowledge(records, "s7", **NOW) is None
    assert verify(damaged).bad is None


def test_the_new_chain_names_the_newest_head_kept_outside(damaged: Path, identity: Identity) -> None:
    kept = read_heads(damaged.with_name(HEADS_FILE))
    aside.set_aside(damaged)
    with Records.open(damaged, identity) as records:
        records.commit(Entry(Kind.START, {}, 1, AT, "p"))
        bad = verify(damaged, heads=Heads(kept)).bad
        assert bad is not None, "a new chain that says nothing of the old one is suspect"
        aside.tell(records, "damaged", **NOW)
        assert verify(damaged, heads=Heads(kept)).bad is None
        write_head(records, open_key(damaged.parent), **NOW)
    shown = show(damaged, 2)
    assert shown is not None
    assert shown.payload is not None
    assert [head["seq"] for head in shown.payload["newest_heads"]] == [30]
    both = damaged.with_name(HEADS_FILE)
    assert len(read_heads(both)) == 2
    assert verify(damaged, heads=Heads(read_heads(both))).bad is None
    standalone_verifier.check(exported(damaged, Filter()), standalone_verifier.read_heads(both), set())


@pytest.mark.parametrize("rows", [1, 40], ids=["shorter", "longer"])
def test_a_code_noted_of_the_chain_before_is_no_proof_of_a_forger(
    damaged: Path, identity: Identity, entry: MakeEntry, tmp_path: Path, rows: int
) -> None:
    (head,) = read_heads(damaged.with_name(HEADS_FILE))
    noted = tmp_path / "paper.txt"
    noted.write_text(f"row {head.seq} {head.code}\n", encoding="utf-8")
    aside.set_aside(damaged)
    with Records.open(damaged, identity) as records:
        aside.tell(records, "damaged", **NOW)
        for _ in range(rows):
            records.commit(entry())
    bad = verify(damaged, heads=Heads(read_heads(noted))).bad
    assert bad is not None
    assert bad.what.endswith("unless that code was noted of a chain which this one says it follows")
    with pytest.raises(standalone_verifier.Wrong, match="unless that code was noted of a chain"):
        standalone_verifier.check(exported(damaged), standalone_verifier.read_heads(noted), set())


def test_a_record_that_is_simply_gone_is_missed(damaged: Path, identity: Identity) -> None:
    damaged.unlink()
    with Records.open(damaged, identity) as records:
        found = aside.untold(records)
        assert (found.files, [head.seq for head in found.heads]) == ((), [30])
        assert aside.unseen(records) == 0


def test_a_crash_between_renaming_and_telling_loses_nothing(damaged: Path, identity: Identity) -> None:
    aside.set_aside(damaged, now=AT)
    Records.open(damaged, identity).close()
    damaged.write_bytes(b"damaged again")
    aside.set_aside(damaged, now=AT)
    with Records.open(damaged, identity) as records:
        assert aside.untold(records).files == (
            "records.db.set-aside-20260301T083000Z",
            "records.db.set-aside-20260301T083000Z-2",
        )


def test_a_log_left_by_a_crash_goes_to_its_file(damaged: Path, identity: Identity) -> None:
    wal = damaged.with_name("records.db-wal")
    first = aside.set_aside(damaged, now=AT)
    wal.write_bytes(b"rows of that file")
    assert aside.set_aside(damaged) == first
    assert damaged.with_name("records.db.set-aside-20260301T083000Z-wal").read_bytes() == b"rows of that file"
    assert aside.set_aside(damaged) is None


def test_a_file_that_somebody_writes_is_not_set_aside(records: Records, path: Path) -> None:
    with pytest.raises(WriterActive):
        aside.set_aside(path)
    assert path.exists()


def test_a_whole_record_has_nothing_to_tell(records: Records, entry: MakeEntry, path: Path) -> None:
    records.commit(entry())
    write_head(records, open_key(path.parent), **NOW)
    assert aside.unseen(records) is None
    assert not aside.untold(records)


def test_heads_that_cannot_be_read_are_no_reason_to_go_on(records: Records, path: Path) -> None:
    path.with_name(HEADS_FILE).write_text("nonsense\n")
    with pytest.raises(StoreError, match="line 1"):
        aside.unseen(records)


@pytest.mark.parametrize("left", [(HEADS_FILE,), (NEWEST_FILE,), (HEADS_FILE, NEWEST_FILE)])
def test_an_older_copy_in_the_place_of_the_record_is_told_once_for_each_time(
    path: Path, identity: Identity, entry: MakeEntry, tmp_path: Path, left: tuple[str, ...]
) -> None:
    copy = tmp_path / "copy.db"
    with Records.open(path, identity) as records:
        for _ in range(3):
            records.commit(entry())
    shutil.copy(path, copy)
    for times in (1, 2):
        with Records.open(path, identity) as records:
            for _ in range(4):
                records.commit(entry())
            head = write_head(records, open_key(path.parent), **NOW)
            assert aside.unseen(records) is None
        shutil.copy(copy, path)
        for name in {HEADS_FILE, NEWEST_FILE} - set(left):
            path.with_name(name).unlink(missing_ok=True)
        with Records.open(path, identity) as records:
            assert aside.unseen(records) == 0, f"time {times}"
            told = aside.tell(records, "the record file is missing", **NOW)
            assert told is not None
            assert aside.unseen(records) == told.seq
            assert aside.acknowledge(records, "s7", **NOW) is not None
            assert aside.unseen(records) is None
        shown = show(path, told.seq)
        assert shown is not None
        assert shown.payload is not None
        assert [one["hash"] for one in shown.payload["missing_heads"]] == [head and head.hash]
        assert "an older copy" in shown.payload["why"]


def test_a_head_beyond_what_can_be_counted_is_missing_too(path: Path, identity: Identity, entry: MakeEntry) -> None:
    """Whoever forges one stops the station, and learns nothing else."""
    with Records.open(path, identity) as records:
        records.commit(entry())
        head = write_head(records, open_key(path.parent), **NOW)
        assert head is not None
        forged = {**asdict(head), "seq": 2**63}
        path.with_name(NEWEST_FILE).write_text(json.dumps(forged), encoding="utf-8")
        assert aside.unseen(records) == 0
