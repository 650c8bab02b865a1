"""The tables and the triggers that keep them append-only. A migration that was released is never edited."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlite_utils
from sqlite_utils.migrations import Migrations

from kiosk.records.chain import APPLICATION_ID, GENESIS

PRAGMAS = (
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("busy_timeout", "1000"),
    ("recursive_triggers", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),
)
"""Set on every writing connection. busy_timeout: milliseconds. recursive_triggers: REPLACE meets the triggers too."""

migrations = Migrations("kiosk.records")

_TABLES = (
    """CREATE TABLE meta (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        chain_id TEXT NOT NULL CHECK (length(chain_id) = 32)
    ) STRICT""",
    """CREATE TABLE chain (
        seq INTEGER PRIMARY KEY CHECK (seq >= 1),
        chain_id TEXT NOT NULL,
        station_id TEXT NOT NULL,
        office_id TEXT NOT NULL,
        visit_id TEXT,
        session_id TEXT,
        kind TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        software_version TEXT NOT NULL,
        policy_hash TEXT NOT NULL,
        boot_id TEXT NOT NULL,
        utc TEXT NOT NULL CHECK (utc GLOB '????-??-??T??:??:??.??????Z'),
        monotonic_ns INTEGER NOT NULL,
        previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
        commitment TEXT NOT NULL CHECK (length(commitment) = 64),
        hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT""",
    """CREATE TABLE payload (
        seq INTEGER PRIMARY KEY REFERENCES chain (seq),
        salt BLOB NOT NULL CHECK (length(salt) = 32),
        body TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE receipt (
        seq INTEGER PRIMARY KEY REFERENCES chain (seq),
        token TEXT NOT NULL UNIQUE,
        boot_id TEXT NOT NULL,
        expires_monotonic_ns INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE spent (
        receipt_seq INTEGER PRIMARY KEY REFERENCES receipt (seq),
        release_seq INTEGER NOT NULL UNIQUE REFERENCES chain (seq)
    ) STRICT""",
    """CREATE TABLE erased (
        seq INTEGER PRIMARY KEY REFERENCES chain (seq),
        by_seq INTEGER NOT NULL REFERENCES chain (seq)
    ) STRICT""",
    "CREATE INDEX chain_by_utc ON chain (utc)",
    "CREATE INDEX chain_by_kind ON chain (kind)",
    "CREATE INDEX chain_by_visit ON chain (visit_id) WHERE visit_id IS NOT NULL",
    "CREATE INDEX chain_by_session ON chain (session_id) WHERE session_id IS NOT NULL",
    "CREATE INDEX erased_by_seq ON erased (by_seq)",
)

_NEWEST = "(SELECT max(seq) FROM chain)"
_REFUSED_INSERTS = (
    ("meta", "a file holds one chain", "EXISTS (SELECT 1 FROM meta)"),
    ("chain", "seq does not follow the newest row", f"NEW.seq IS NOT coalesce({_NEWEST}, 0) + 1"),
    (
        "chain",
        "previous_hash is not the newest row's hash",
        f"NEW.previous_hash IS NOT coalesce((SELECT hash FROM chain ORDER BY seq DESC LIMIT 1), '{GENESIS}')",
    ),
    ("chain", "chain_id is not this file's", "NEW.chain_id IS NOT (SELECT chain_id FROM meta)"),
    ("payload", "a payload comes with its row", f"NEW.seq IS NOT {_NEWEST}"),
    ("payload", "a payload is written once", "EXISTS (SELECT 1 FROM payload WHERE seq = NEW.seq)"),
    ("receipt", "a receipt comes with its row", f"NEW.seq IS NOT {_NEWEST}"),
    (
        "receipt",
        "a receipt is given once",
        "EXISTS (SELECT 1 FROM receipt WHERE seq = NEW.seq OR token = NEW.token)",
    ),
    (
        "receipt",
        "only an admit or a let-in carries a receipt",
        """NOT EXISTS (
            SELECT 1 FROM chain JOIN payload USING (seq) WHERE chain.seq = NEW.seq AND (
                (kind = 'screening' AND json_extract(body, '$.outcome') = 'admit')
                OR (kind = 'officer_check' AND json_extract(body, '$.ended') = 'let_in')))""",
    ),
    (
        "spent",
        "a receipt is spent once",
        "EXISTS (SELECT 1 FROM spent WHERE receipt_seq = NEW.receipt_seq OR release_seq = NEW.release_seq)",
    ),
    (
        "spent",
        "a receipt is spent by a release row written with it",
        f"""NEW.release_seq IS NOT {_NEWEST} OR NEW.receipt_seq >= NEW.release_seq
            OR (SELECT kind FROM chain WHERE seq = NEW.release_seq) IS NOT 'release'""",
    ),
    ("erased", "an erasure is written once", "EXISTS (SELECT 1 FROM erased WHERE seq = NEW.seq)"),
    (
        "erased",
        "an erasure is told by an erasure row written with it",
        f"""NEW.by_seq IS NOT {_NEWEST} OR NEW.seq >= NEW.by_seq
            OR (SELECT kind FROM chain WHERE seq = NEW.by_seq) IS NOT 'erasure'""",
    ),
)
_APPEND_ONLY = ("meta", "chain", "receipt", "spent", "erased")


def _triggers() -> Iterator[str]:
    for number, (table, why, when) in enumerate(_REFUSED_INSERTS, 1):
        yield _trigger(f"{table}_insert_{number}", f"INSERT ON {table} WHEN {when}", why)
    for table in (*_APPEND_ONLY, "payload"):
        yield _trigger(f"{table}_update", f"UPDATE ON {table}", f"{table} is append-only")
    for table in _APPEND_ONLY:
        yield _trigger(f"{table}_delete", f"DELETE ON {table}", f"{table} is append-only")
    kept = "NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq)"
    yield _trigger("payload_delete", f"DELETE ON payload WHEN {kept}", "a payload goes only with an erasure row")


def _trigger(name: str, event: str, why: str) -> str:
    quoted = why.replace("'", "''")
    return f"CREATE TRIGGER {name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{quoted}'); END"


_ERASED_KINDS = _trigger(
    "erased_insert_kinds",
    "INSERT ON erased WHEN (SELECT kind FROM chain WHERE seq = NEW.seq) IN ('policy', 'head', 'set_aside')",
    "rules and proofs are not erased",
)


def guards(version: int) -> frozenset[str]:
    """Return the triggers that keep a file of this schema version append-only, as SQL."""
    return frozenset(_triggers()) | ({_ERASED_KINDS} if version >= 2 else frozenset())


@migrations()
def m001_first(db: sqlite_utils.Database) -> None:
    """Chain, payloads, receipts, erasures, and this file's chain_id."""
    for statement in (*_TABLES, *_triggers()):
        db.execute(statement)
    db.execute("INSERT INTO meta (id, chain_id) VALUES (1, ?)", [secrets.token_hex(16)])
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_what_stays(db: sqlite_utils.Database) -> None:
    """Rules, heads and what was set aside are never erased: without them the rest cannot be judged."""
    db.execute(_ERASED_KINDS)
    db.execute("PRAGMA user_version = 2")


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Make a connection durable and strict. Raises sqlite3.Error."""
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to SCHEMA_VERSION, each step whole or not at all. Raises sqlite3.Error."""
    migrations.apply(sqlite_utils.Database(connection, execute_plugins=False))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: on disk when the block ends, undone when it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
