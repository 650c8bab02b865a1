"""What a commit costs beside a bare insert of the same rows."""

import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any

from kiosk.records.schema import migrate, set_pragmas
from kiosk.records.store import Entry, Identity, Kind, Records

_TABLES = ("chain", "payload", "receipt")
_ADMIT = {
    "outcome": "admit",
    "reasons": [],
    "threshold": {"value_c": 37.5, "source": "ceiling"},
    "hands": "self_confirmed",
    "mask": {"status": "worn", "confidence": 0.98, "estimates": 5},
    "measurement": {"skin_c": 35.123456789, "uncertainty_c": 0.5, "object_c": 34.9, "ambient_c": 27.1, "readings": 10},
    "simulated": True,
}


@dataclass(frozen=True, slots=True)
class CommitFigures:
    """Medians over the same rows, taken turn and turn about."""

    ours_ms: float
    """`Records.commit` of an admit: row, payload and receipt on disk, milliseconds."""
    bare_ms: float
    """One sqlite3 transaction with the same rows, same tables and pragmas, but no trigger or index, milliseconds."""
    ratio: float


def measure(folder: Path, n: int = 300) -> CommitFigures:
    """Time n commits on the disk that holds `folder`; what is written there is removed again. Raises StoreError."""
    place = Path(tempfile.mkdtemp(prefix="bench-", dir=folder))
    identity = Identity("bench", "bench", "bench", "bench")
    try:
        bare = _bare(place / "bare.db")
        with Records.open(place / "ours.db", identity) as records:
            source = sqlite3.connect(place / "ours.db")
            pairs = [(_ours(records, at), _same(source, bare, at + 1)) for at in range(n)]
            source.close()
        bare.close()
    finally:
        shutil.rmtree(place)
    ours, plain = (median(times) / 1e6 for times in zip(*pairs, strict=True))
    return CommitFigures(ours_ms=ours, bare_ms=plain, ratio=ours / plain)


def commit_ms(records: Records, at: int) -> float:
    """Time one committed admit. Raises StoreError."""
    return _ours(records, at) / 1e6


def _ours(records: Records, at: int) -> int:
    entry = Entry(
        Kind.SCREENING, _ADMIT, monotonic_ns=at, utc=datetime.now(UTC), policy_hash="0" * 64,
        visit_id=f"{at:032x}", session_id=f"{at:032x}", receipt_s=5.0,
    )  # fmt: skip
    start = perf_counter_ns()
    records.commit(entry)
    return perf_counter_ns() - start


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    set_pragmas(connection)
    migrate(connection)
    extras = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    for kind, name in connection.execute(extras).fetchall():
        connection.execute(f"DROP {kind} {name}")
    return connection


def _same(source: sqlite3.Connection, bare: sqlite3.Connection, seq: int) -> int:
    """Insert the rows of one commit as they are, ready made."""
    rows: list[tuple[str, tuple[Any, ...]]] = []
    for table in _TABLES:
        row = source.execute(f"SELECT * FROM {table} WHERE seq = ?", [seq]).fetchone()
        rows.append((f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row))
    start = perf_counter_ns()
    bare.execute("BEGIN IMMEDIATE")
    for insert, row in rows:
        bare.execute(insert, row)
    bare.execute("COMMIT")
    return perf_counter_ns() - start
