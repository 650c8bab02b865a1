"""staff.db: one SQLite file of mode 0600 in the data folder, opened for each call, so that processes may share it."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.files import sync_folder
from kiosk.staff.values import AccountsError

STAFF_FILE = "staff.db"
SCHEMA = 1
BUSY_S = 5.0

_TABLES = """
CREATE TABLE account (
    staff_id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    password TEXT,
    pin TEXT
) STRICT;
CREATE TABLE name (
    staff_id TEXT PRIMARY KEY REFERENCES account,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE attempt (
    who TEXT NOT NULL,
    door TEXT NOT NULL,
    failures INTEGER NOT NULL,
    at_utc TEXT NOT NULL,
    locked_until_utc TEXT,
    PRIMARY KEY (who, door)
) STRICT;
CREATE TABLE action (
    action_id TEXT PRIMARY KEY,
    payload TEXT NOT NULL,
    seq INTEGER
) STRICT;
CREATE INDEX action_pending ON action (seq) WHERE seq IS NULL;
CREATE TABLE secret (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB NOT NULL) STRICT;
"""


class StaffFile:
    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that nobody else writes beside; it stands or falls whole. Raises AccountsError."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Raises AccountsError."""
        with self._open() as connection:
            yield connection

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self.path.exists():
                self._make()
            connection = sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)
            try:
                self._recognise(connection)
                connection.execute("PRAGMA secure_delete = ON")  # an erased name leaves no bytes behind
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise AccountsError(f"the accounts at {self.path} cannot be used: {error}") from error

    def _recognise(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA:
            raise AccountsError(f"the accounts at {self.path} are of a newer program: update this one")
        if version != SCHEMA:
            raise AccountsError(f"{self.path} holds no accounts of this program: move it away")

    def _make(self) -> None:
        """Build the file beside its place and move it there whole; two makers at once: the first one's stays."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.new")
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            connection = sqlite3.connect(new, isolation_level=None)
            try:
                connection.executescript(_TABLES)
                connection.execute("INSERT INTO secret VALUES (1, ?)", (secrets.token_bytes(32),))
                connection.execute(f"PRAGMA user_version = {SCHEMA}")
            finally:
                connection.close()
            try:
                os.link(new, self.path)
                sync_folder(self.path.parent)
            except FileExistsError:
                pass
        finally:
            new.unlink(missing_ok=True)
