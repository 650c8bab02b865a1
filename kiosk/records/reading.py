"""Opening the record for reading: beside a station that writes, after it has gone, and where nothing may be written."""

import sqlite3
from pathlib import Path

from kiosk.records.chain import APPLICATION_ID, SCHEMA_VERSION
from kiosk.records.values import SchemaTooNew, StoreError
from kiosk.screening.values import Trouble

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR}


def store_error(error: sqlite3.Error | OSError, path: Path) -> StoreError:
    """Say in one sentence what a failing disk or file means. Raises `error` again when it is our own bug."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StoreError(
            Trouble.NOT_WRITABLE, f"the records cannot be at {path}: {path.parent} is or lies in no folder"
        )
    if isinstance(error, OSError):
        return StoreError(Trouble.NOT_WRITABLE, f"the records at {path} cannot be used: {error.strerror or error}")
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, sqlite3.ProgrammingError) and code is None:
        raise error
    if code is None or code & 0xFF in _DAMAGED:
        return StoreError(Trouble.DAMAGED, f"the records at {path} are damaged or were changed by hand: {error}")
    return StoreError(Trouble.NOT_WRITABLE, f"the records at {path} cannot be used: {error}")


def recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is not a record file, or is a newer one. Raises StoreError, sqlite3.Error."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(Trouble.DAMAGED, f"{path} is not a record file of this program")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise SchemaTooNew(
            Trouble.NOT_WRITABLE,
            f"{path} was written by a newer program (schema {version}, not {SCHEMA_VERSION}): update this one",
        )


def open_reading(path: Path) -> sqlite3.Connection:
    """Open for reading only. Raises StoreError when the file is missing, not a record, newer or unreadable."""
    if not path.is_file():
        raise StoreError(Trouble.DISCONNECTED, f"there are no records at {path}")
    try:
        return _connect(path, "mode=ro")
    except sqlite3.OperationalError as error:
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise store_error(error, path) from error
    # In a folder that may not be written SQLite cannot make its side files; with none left behind it needs none.
    try:
        return _connect(path, "immutable=1")
    except sqlite3.Error as error:
        raise store_error(error, path) from error


def _connect(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        recognise(connection, path)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA busy_timeout = 1000").fetchall()
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise store_error(error, path) from error
    except BaseException:
        connection.close()
        raise
    return connection
