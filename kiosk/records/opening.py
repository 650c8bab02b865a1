"""Opening the record for writing: one writer, a whole file, or a clear refusal."""

import fcntl
import os
import sqlite3
from pathlib import Path

from kiosk.files import whole
from kiosk.records.chain import FIELDS, Head, broken_link, broken_payload
from kiosk.records.reading import recognise, store_error
from kiosk.records.schema import migrate, set_pragmas, transaction
from kiosk.records.values import StoreError, WriterActive
from kiosk.screening.values import Trouble

QUICK_CHECK_BYTES = 64 * 1024 * 1024
"""Every page of a file up to this size is checked at opening; of a larger one the newest rows only (then: verify)."""
TAIL_ROWS = 200
"""Newest rows whose hashes are checked at opening."""
TRIAL = "write.trial"
TRIAL_BYTES = 64 * 1024
SIDE_FILES = ("-wal", "-shm")


def take_lock(folder: Path) -> int:
    """Become the only writer in a folder; the lock ends with the process. Raises WriterActive, OSError."""
    lock = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise WriterActive(
            Trouble.NOT_WRITABLE, f"another process is writing the records in {folder}: stop that station first"
        ) from error
    except BaseException:
        os.close(lock)
        raise
    return lock


def open_writing(path: Path) -> sqlite3.Connection:
    """Open a record file, made new if there is none, checked and migrated. Raises StoreError, OSError."""
    if not path.exists():
        _make(path)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        recognise(connection, path)
        set_pragmas(connection)
        _check_pages(connection, path)
        migrate(connection)
        _check_tail(connection, path)
        with transaction(connection):  # a file that may not be written says so here
            pass
    except sqlite3.Error as error:
        connection.close()
        raise store_error(error, path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _make(path: Path) -> None:
    """Build the file beside its place and move it there whole, so that a file in place was once complete."""
    wal = path.with_name(path.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        raise StoreError(Trouble.DAMAGED, f"{path} is gone but {wal.name} is still there: bring the file back first")
    with whole(path) as new:
        connection = sqlite3.connect(new, isolation_level=None)
        try:
            set_pragmas(connection)
            migrate(connection)
        except sqlite3.Error as error:
            raise store_error(error, path) from error
        finally:
            connection.close()


def try_disk(folder: Path) -> None:
    """Write and sync as much as a visitor's rows take, and leave nothing behind. Raises OSError."""
    trial = folder / TRIAL
    handle = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        trial.unlink()  # what is open has no name any more: no power cut leaves it there
        left = TRIAL_BYTES
        while left:
            left -= os.write(handle, bytes(left))
        os.fsync(handle)
    finally:
        os.close(handle)


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > QUICK_CHECK_BYTES:
        return
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise StoreError(Trouble.DAMAGED, f"the records at {path} are damaged: {' '.join(answer.split())}")


def _check_tail(connection: sqlite3.Connection, path: Path) -> None:
    """Check the newest rows against each other and against their payloads."""
    connection.row_factory = sqlite3.Row
    columns = ", ".join(f"chain.{name}" for name in FIELDS)
    rows = connection.execute(
        f"SELECT {columns}, salt, body FROM chain LEFT JOIN payload USING (seq) ORDER BY seq DESC LIMIT ?", [TAIL_ROWS]
    ).fetchall()
    connection.row_factory = None
    rows.reverse()
    head = Head(rows[0]["seq"] - 1, rows[0]["previous_hash"]) if rows else Head()
    for row in rows:
        fields = {name: row[name] for name in FIELDS}
        wrong = broken_link(fields, head)
        if wrong is None and row["body"] is not None:
            wrong = broken_payload(fields, row["salt"], row["body"])
        if wrong is not None:
            raise StoreError(Trouble.DAMAGED, f"the records at {path} are damaged at row {row['seq']}: {wrong}")
        head = Head(row["seq"], row["hash"])
