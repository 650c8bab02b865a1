"""The tables refuse by themselves what the program would never ask."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import erase, schema
from kiosk.records.chain import FIELDS, SCHEMA_VERSION
from kiosk.records.store import Committed, Entry, Kind, Records


@pytest.fixture
def filled(records: Records, admit: Callable[[], Committed], release: Callable[..., Any], entry: Callable[..., Entry]):
    """1 refer, erased by 4; 2 admit, released by 3; 5 admit, not released."""
    first = records.commit(entry())
    release(admit())
    erase.erase(records, [first.seq], "test", monotonic_ns=1, utc=entry().utc, policy_hash="p")
    admit()
    return records


@pytest.fixture
def connection(filled: Records, path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path, isolation_level=None)
    schema.set_pragmas(opened)
    yield opened
    opened.close()


CHANGES = [
    ("UPDATE chain SET office_id = 'x' WHERE seq = 1", "append-only"),
    ("UPDATE chain SET seq = 9 WHERE seq = 5", "append-only"),
    ("DELETE FROM chain WHERE seq = 5", "append-only"),
    ("UPDATE receipt SET expires_monotonic_ns = 9e18", "append-only"),
    ("DELETE FROM receipt WHERE seq = 2", "append-only"),
    ("UPDATE spent SET receipt_seq = 5", "append-only"),
    ("DELETE FROM spent", "append-only"),
    ("UPDATE erased SET by_seq = 3", "append-only"),
    ("DELETE FROM erased", "append-only"),
    ("UPDATE meta SET chain_id = '00000000000000000000000000000000'", "append-only"),
    ("DELETE FROM meta", "append-only"),
    ("INSERT INTO meta VALUES (2, '00000000000000000000000000000000')", "a file holds one chain"),
    ("UPDATE payload SET body = '{}' WHERE seq = 2", "append-only"),
    ("DELETE FROM payload WHERE seq = 2", "only with an erasure row"),
    ("INSERT INTO payload VALUES (1, zeroblob(32), '{}')", "comes with its row|written once"),
    ("REPLACE INTO payload VALUES (5, zeroblob(32), '{}')", "written once"),
    ("INSERT INTO receipt VALUES (1, 'forged', 'boot-a', 9)", "comes with its row|only an admit"),
    ("INSERT INTO receipt VALUES (2, 'forged', 'boot-a', 9)", "comes with its row|given once"),
    ("INSERT INTO receipt VALUES (3, 'forged', 'boot-a', 9)", "comes with its row|only an admit"),
    ("REPLACE INTO receipt VALUES (5, 'forged', 'boot-a', 9)", "given once"),
    ("INSERT INTO spent VALUES (5, 3)", "spent once|a release row written with it"),
    ("REPLACE INTO spent VALUES (2, 5)", "spent once|a release row written with it"),
    ("INSERT INTO spent VALUES (5, 5)", "a release row written with it"),
    ("INSERT INTO spent VALUES (5, 4)", "a release row written with it"),
    ("INSERT INTO erased VALUES (2, 4)", "an erasure row written with it"),
    ("INSERT INTO erased VALUES (2, 5)", "an erasure row written with it"),
    ("REPLACE INTO erased VALUES (1, 4)", "written once|an erasure row written with it"),
]


@pytest.mark.parametrize(("sql", "why"), CHANGES, ids=[sql for sql, _ in CHANGES])
def test_no_stored_row_changes_or_goes(connection: sqlite3.Connection, sql: str, why: str) -> None:
    before = list(connection.iterdump())
    with pytest.raises(sqlite3.IntegrityError, match=why):
        connection.execute(sql)
    assert list(connection.iterdump()) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"seq": 7}, "seq does not follow"),
        ({"seq": 5}, "seq does not follow"),
        ({"seq": None}, "seq does not follow"),
        ({"previous_hash": "0" * 64}, "not the newest row's hash"),
        ({"chain_id": "another"}, "chain_id is not this file's"),
        ({"utc": "yesterday"}, "CHECK"),
        ({"monotonic_ns": "soon"}, "cannot store TEXT"),
        ({"hash": "short"}, "CHECK"),
    ],
)
def test_only_the_next_row_is_taken(connection: sqlite3.Connection, change: dict[str, Any], why: str) -> None:
    newest = connection.execute("SELECT * FROM chain ORDER BY seq DESC LIMIT 1").fetchone()
    row = dict(zip(FIELDS, newest, strict=True))
    row |= {"seq": row["seq"] + 1, "previous_hash": row["hash"], **change}
    for verb in ("INSERT", "REPLACE"):
        with pytest.raises(sqlite3.IntegrityError, match=why):
            connection.execute(f"{verb} INTO chain VALUES ({', '.join('?' * len(row))})", list(row.values()))


@pytest.mark.parametrize("first", [{"previous_hash": "1" * 64}, {"seq": 2}])
def test_the_first_row_starts_the_chain(
    records: Records, path: Path, entry: Callable[..., Entry], tmp_path: Path, first: dict[str, Any]
) -> None:
    records.commit(entry())
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(fresh)
    source = sqlite3.connect(path)
    row = dict(zip(FIELDS, source.execute("SELECT * FROM chain").fetchone(), strict=True)) | first
    source.close()
    row["chain_id"] = fresh.execute("SELECT chain_id FROM meta").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError):
        fresh.execute(f"INSERT INTO chain VALUES ({', '.join('?' * len(row))})", list(row.values()))
    fresh.close()


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (Kind.SCREENING, {"outcome": "refer"}),
        (Kind.SCREENING, {"outcome": "retry"}),
        (Kind.SCREENING, {}),
        (Kind.SCREENING, {"outcome": ["admit"]}),
        (Kind.SCREENING, {"ended": "let_in"}),
        (Kind.DOOR, {"outcome": "admit"}),
        (Kind.OFFICER_CHECK, {"ended": "turned_away"}),
    ],
)
def test_sql_refuses_a_receipt_for_anything_but_an_admit(
    records: Records, entry: Callable[..., Entry], kind: Kind, payload: dict[str, Any]
) -> None:
    def forge(connection: sqlite3.Connection, seq: int) -> None:
        with pytest.raises(sqlite3.IntegrityError, match="only an admit or a let-in"):
            connection.execute("INSERT INTO receipt VALUES (?, 'forged', 'boot-a', 9)", [seq])

    records.write(entry(kind, payload), after=forge)


def test_no_receipt_comes_after_its_row(records: Records, path: Path, entry: Callable[..., Entry]) -> None:
    records.commit(entry(payload={"outcome": "admit"}))
    records.commit(entry())
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="a receipt comes with its row"):
        other.execute("INSERT INTO receipt VALUES (1, 'late', 'boot-a', 9)")
    other.close()


@pytest.mark.parametrize(
    ("kind", "sql", "why"),
    [
        (Kind.RELEASE, "REPLACE INTO spent VALUES (2, ?)", "a receipt is spent once"),
        (Kind.ERASURE, "REPLACE INTO erased VALUES (1, ?)", "an erasure is written once"),
    ],
)
def test_replace_overwrites_nothing_even_where_it_fires_no_delete_trigger(
    filled: Records, entry: Callable[..., Entry], kind: Kind, sql: str, why: str
) -> None:
    filled._connection.execute("PRAGMA recursive_triggers = OFF")

    def replace(connection: sqlite3.Connection, seq: int) -> None:
        with pytest.raises(sqlite3.IntegrityError, match=why):
            connection.execute(sql, [seq])

    filled.write(entry(kind, {}), after=replace)


def test_writing_connections_are_durable(records: Records) -> None:
    connection = records._connection
    answers = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name, _ in schema.PRAGMAS}
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 1000,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_every_table_is_strict_and_the_version_is_the_newest(records: Records) -> None:
    connection = records._connection
    tables = connection.execute("PRAGMA table_list").fetchall()
    loose = {
        name for schema_, name, kind, _, _, strict in tables if schema_ == "main" and kind == "table" and not strict
    }
    assert loose <= {"_sqlite_migrations", "sqlite_schema", "sqlite_sequence"}
    assert (
        connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION == len(schema.migrations._migrations)
    )
