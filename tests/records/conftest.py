"""A record file in an empty folder, and rows to put in it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.records.store import Committed, Entry, Identity, Kind, Records

IDENTITY = Identity(station_id="north-door", office_id="office-7", software_version="0.1.0", boot_id="boot-a")
UTC_AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
POLICY = "p" * 64

MakeEntry = Callable[..., Entry]


@pytest.fixture
def identity() -> Identity:
    return IDENTITY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.db"


@pytest.fixture
def records(path: Path, identity: Identity) -> Iterator[Records]:
    with Records.open(path, identity) as opened:
        yield opened


@pytest.fixture
def entry() -> MakeEntry:
    def make(
        kind: Kind = Kind.SCREENING, payload: dict[str, Any] | None = None, at_s: float = 1.0, **more: Any
    ) -> Entry:
        what = {"outcome": "refer", "skin_c": 37.9} if payload is None else payload
        return Entry(kind, what, monotonic_ns=round(at_s * 1e9), utc=UTC_AT, policy_hash=POLICY, **more)

    return make


@pytest.fixture
def admit(records: Records, entry: MakeEntry) -> Callable[[], Committed]:
    """Commit an admit at 1 s whose receipt is good for 5 s."""

    def commit() -> Committed:
        return records.commit(entry(payload={"outcome": "admit"}, receipt_s=5.0))

    return commit


@pytest.fixture
def release(records: Records, entry: MakeEntry) -> Callable[..., Committed]:
    """Spend a receipt at 2 s."""

    def spend(committed: Committed, payload: Any = None) -> Committed:
        assert committed.receipt is not None
        row = entry(Kind.RELEASE, payload or {}, at_s=2.0)
        return records.spend(committed.receipt, now_monotonic_ns=2 * 10**9, boot_id="boot-a", entry=row)

    return spend


@pytest.fixture
def by_hand(path: Path) -> Iterator[Callable[..., list[Any]]]:
    """Run SQL on the file as somebody with the file in hand could: triggers out of the way, and put back afterwards."""
    connections: list[sqlite3.Connection] = []

    def run(sql: str, *values: Any) -> list[Any]:
        if not connections:
            connections.append(sqlite3.connect(path, isolation_level=None))
        triggers = connections[0].execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connections[0].execute(f"DROP TRIGGER {name}")
        found = connections[0].execute(sql, values).fetchall()
        for _, made in triggers:
            with suppress(sqlite3.OperationalError):  # the statement took its table away
                connections[0].execute(made)
        return found

    yield run
    for connection in connections:
        connection.close()
