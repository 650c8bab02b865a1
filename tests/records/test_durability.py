"""Power cuts, lost syncs, torn pages and kills at each write: what was committed is there, and it starts by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import schema
from kiosk.records.chain import Head
from kiosk.records.erase import erase
from kiosk.records.store import Committed, Entry, Identity, Kind, Records, StoreError
from kiosk.records.verify import verify
from tests.records.disk import Disk, Images, recorded

MakeEntry = Callable[..., Entry]
SEEDS = (1, 2)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a crash at one write would leave, and the newest row that had been committed by then."""

    event: str
    committed: Head
    images: Images


@pytest.fixture
def disk() -> Iterator[Disk]:
    with recorded() as made:
        yield made


def laid_out(images: Images, folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, content in images.items():
        (folder / name).write_bytes(content)
    return folder / "records.db"


def lost(images: Images, committed: Head, folder: Path, identity: Identity, entry: MakeEntry) -> str | None:
    """Start on what a crash left, as a station would; say what is wrong, or None."""
    path = laid_out(images, folder)
    with Records.open(path, identity) as records:
        kept = records.query("SELECT hash FROM chain WHERE seq = ?", [committed.seq])
        if committed.seq and kept != [(committed.hash,)]:
            return f"row {committed.seq} was committed and is lost"
        records.commit(entry(Kind.START, {}))
    bad = verify(path).bad
    return f"row {bad.seq}: {bad.what}" if bad else None


def visitors(records: Records, entry: MakeEntry) -> Iterator[Committed]:
    """A morning in small: admits, releases, referrals, an erasure, a checkpoint."""
    for _ in range(3):
        admit = records.commit(entry(payload={"outcome": "admit", "long": "x" * 3000}, receipt_s=5.0))
        yield admit
        assert admit.receipt is not None
        row = entry(Kind.RELEASE, {}, at_s=2.0)
        yield records.spend(admit.receipt, now_monotonic_ns=2 * 10**9, boot_id="boot-a", entry=row)
        yield records.commit(entry())
    yield erase(records, [1, 3], "test", monotonic_ns=1, utc=entry().utc, policy_hash="p").committed
    for _ in range(2):
        yield records.commit(entry())


def test_what_was_committed_survives_a_power_cut_at_that_very_moment(
    disk: Disk, path: Path, identity: Identity, entry: MakeEntry, tmp_path: Path
) -> None:
    with Records.open(path, identity) as records:
        for made in visitors(records, entry):
            images = disk.after_power_cut()
            assert lost(images, Head(made.seq, made.hash), tmp_path / f"cut-{made.seq}", identity, entry) is None


@pytest.mark.parametrize("level", ["OFF", "NORMAL"])
def test_the_harness_goes_red_when_commits_are_not_synced(
    disk: Disk, path: Path, identity: Identity, entry: MakeEntry, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, level: str,
) -> None:  # fmt: skip
    careless = [(name, level if name == "synchronous" else value) for name, value in schema.PRAGMAS]
    monkeypatch.setattr(schema, "PRAGMAS", careless)
    with Records.open(path, identity) as records:
        made = records.commit(entry())
        images = disk.after_power_cut()
    assert (disk.unsynced(".records.db.new") > 0) == (level == "OFF")
    monkeypatch.undo()
    told = lost(images, Head(made.seq, made.hash), tmp_path / "cut", identity, entry)
    assert told == "row 1 was committed and is lost"


def test_a_new_file_is_synced_before_it_is_in_its_place(disk: Disk, path: Path, identity: Identity) -> None:
    with Records.open(path, identity):
        assert disk.unsynced(".records.db.new") == 0
        assert disk.unsynced("records.db") == 0


@pytest.mark.slow
def test_a_crash_at_each_write_loses_nothing_and_leaves_nothing_half(
    disk: Disk, path: Path, identity: Identity, entry: MakeEntry, tmp_path: Path
) -> None:
    moments: list[Moment] = []
    committed = Head()

    def remember(what: str, name: str) -> None:
        event = f"{what} {name}"
        moments.append(Moment(f"kill before {event}", committed, disk.after_kill()))
        for seed in (None, *SEEDS):
            moments.append(Moment(f"power cut before {event}, {seed}", committed, disk.after_power_cut(seed)))

    with Records.open(path, identity) as records:
        disk.on_event = remember
        for made in visitors(records, entry):
            committed = Head(made.seq, made.hash)
    disk.on_event = lambda what, name: None
    different = {tuple(sorted(one.images.items())): one for one in reversed(moments)}.values()
    kinds = {one.event.split(" before ")[1].split(",")[0] for one in moments}
    assert {"write records.db-wal", "sync records.db-wal", "write records.db", "sync records.db"} <= kinds
    assert len(different) > 100
    problems = [
        (one.event, found)
        for number, one in enumerate(different)
        if (found := lost(one.images, one.committed, tmp_path / str(number), identity, entry)) is not None
    ]
    assert problems == []


def test_a_torn_page_in_the_file_itself_is_refused_not_served(path: Path, identity: Identity, entry: MakeEntry) -> None:
    """A disk that loses what it said was synced: no program can bring that back, but it must be seen."""
    with Records.open(path, identity) as records:
        for _ in range(40):
            records.commit(entry(payload={"outcome": "refer", "long": "y" * 900}))
    whole = path.read_bytes()
    seen: list[Any] = []
    for page in range(1, len(whole) // 4096):
        torn = bytearray(whole)
        torn[page * 4096 + 2048 : (page + 1) * 4096] = bytes(2048)
        if torn == whole:
            continue
        path.write_bytes(torn)
        seen.append(_noticed(path, identity))
    assert all(seen)
    assert len(seen) > 10


def _noticed(path: Path, identity: Identity) -> bool:
    try:
        Records.open(path, identity).close()
    except StoreError:
        return True
    return verify(path).bad is not None
