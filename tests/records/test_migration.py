"""A file of each released schema opens, is migrated whole or not at all, and goes on as the same chain."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import schema
from kiosk.records.chain import SCHEMA_VERSION
from kiosk.records.erase import erase
from kiosk.records.queries import show
from kiosk.records.reading import open_reading
from kiosk.records.store import Entry, Identity, Kind, Records, StoreError
from kiosk.records.verify import verify
from tests.records.disk import Images, recorded

MakeEntry = Callable[..., Entry]
DATA = Path(__file__).parent / "data"
RELEASED = sorted(DATA.glob("schema_*.db"))
"""25 rows each, made by the program of that schema: decisions, releases, two payloads erased."""


@pytest.fixture(params=RELEASED, ids=lambda file: file.stem)
def released(request: pytest.FixtureRequest, path: Path) -> Path:
    path.parent.mkdir()
    shutil.copyfile(request.param, path)
    return path


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


def described(path: Path) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return sorted(connection.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
    finally:
        connection.close()


def test_each_schema_before_this_one_has_a_file() -> None:
    assert [int(file.stem.split("_")[1]) for file in RELEASED] == list(range(1, SCHEMA_VERSION))


def test_an_older_file_is_migrated_and_goes_on_as_the_same_chain(
    released: Path, identity: Identity, entry: MakeEntry, tmp_path: Path
) -> None:
    before = verify(released)
    assert (before.bad, before.rows, before.erased) == (None, 25, 2)
    with Records.open(released, identity) as records:
        assert records.commit(entry()).seq == 26
    after = verify(released)
    assert (after.bad, after.rows, after.chain_id, version(released)) == (None, 26, before.chain_id, SCHEMA_VERSION)
    row = show(released, 26)
    assert row is not None
    assert row.row.schema_version == SCHEMA_VERSION
    Records.open(tmp_path / "new" / "records.db", identity).close()
    assert described(released) == described(tmp_path / "new" / "records.db"), "as if it had been made today"


def test_an_older_file_can_be_read_without_being_migrated(released: Path) -> None:
    before = released.read_bytes()
    open_reading(released).close()
    assert verify(released).bad is None
    assert released.read_bytes() == before


def test_a_crash_at_each_write_of_a_migration_leaves_the_old_or_the_new(
    released: Path, identity: Identity, entry: MakeEntry, tmp_path: Path
) -> None:
    images: list[Images] = []
    with recorded() as disk:
        disk.on_event = lambda what, name: images.extend(
            (disk.after_kill(), disk.after_power_cut(), disk.after_power_cut(1))
        )
        Records.open(released, identity).close()
    different = {tuple(sorted(one.items())) for one in images}
    assert len(different) > 5
    for number, one in enumerate(different):
        path = tmp_path / str(number) / "records.db"
        path.parent.mkdir()
        for name, content in one:
            (path.parent / name).write_bytes(content)
        with Records.open(path, identity) as records:
            assert records.commit(entry()).seq == 26
        assert (verify(path).bad, version(path)) == (None, SCHEMA_VERSION)


@pytest.fixture
def failing_step() -> Iterator[None]:
    @schema.migrations()
    def m999_fails(db: Any) -> None:
        db.execute("CREATE TABLE half (x)")
        raise sqlite3.OperationalError("disk I/O error")

    yield
    schema.migrations._migrations.pop()


def test_a_migration_that_fails_half_way_changes_nothing(
    released: Path, identity: Identity, failing_step: None
) -> None:
    with pytest.raises(StoreError):
        Records.open(released, identity)
    assert "half" not in str(described(released))
    assert verify(released).bad is None


@pytest.mark.parametrize("kind", [Kind.POLICY, Kind.HEAD, Kind.SET_ASIDE])
def test_rules_and_proofs_are_not_erased(records: Records, path: Path, entry: MakeEntry, kind: Kind) -> None:
    records.commit(entry(kind, {"setup": {}}))
    with pytest.raises(ValueError, match="rules and proofs are not erased"):
        erase(records, [1], "test", monotonic_ns=1, utc=entry().utc, policy_hash="p")

    def forge(connection: sqlite3.Connection, seq: int) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="rules and proofs are not erased"):
            connection.execute("INSERT INTO erased VALUES (1, ?)", [seq])

    records.write(entry(Kind.ERASURE, {}), after=forge)
