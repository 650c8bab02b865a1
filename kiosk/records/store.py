"""The one writer of the record. What `commit` returns is on disk; what it raises left nothing behind."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from kiosk.files import sync_folder
from kiosk.records.chain import (
    FIELDS,
    SALT_BYTES,
    SCHEMA_VERSION,
    Head,
    canonical,
    commitment,
    may_release,
    row_hash,
)
from kiosk.records.opening import open_writing, take_lock, try_disk
from kiosk.records.reading import store_error
from kiosk.records.reduction import Keep, reduced
from kiosk.records.schema import transaction
from kiosk.records.values import (
    Committed,
    Entry,
    Identity,
    Kind,
    Receipt,
    ReceiptRefused,
    Refusal,
    Row,
    SchemaTooNew,
    StoreError,
    WriterActive,
    utc_text,
)
from kiosk.screening.values import Trouble

__all__ = [
    "Committed",
    "Entry",
    "Identity",
    "Kind",
    "Receipt",
    "ReceiptRefused",
    "Records",
    "Refusal",
    "Row",
    "SchemaTooNew",
    "StoreError",
    "WriterActive",
]

_COLUMNS = ", ".join(FIELDS)
_NEWEST = f"SELECT {_COLUMNS} FROM chain ORDER BY seq DESC LIMIT 1"
_HEAD = "SELECT seq, hash FROM chain ORDER BY seq DESC LIMIT 1"
_INSERT_CHAIN = f"INSERT INTO chain ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
_INSERT_PAYLOAD = "INSERT INTO payload (seq, salt, body) VALUES (?, ?, ?)"
_INSERT_RECEIPT = "INSERT INTO receipt (seq, token, boot_id, expires_monotonic_ns) VALUES (?, ?, ?, ?)"
_INSERT_SPENT = "INSERT INTO spent (receipt_seq, release_seq) VALUES (?, ?)"
_GIVEN = """SELECT token, boot_id, expires_monotonic_ns, release_seq
    FROM receipt LEFT JOIN spent ON receipt_seq = seq WHERE seq = ?"""

Before = Callable[[sqlite3.Connection], None]
After = Callable[[sqlite3.Connection, int], None]


class Records:
    """The record, open for writing. One thread owns it; it may be another than the one that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, identity: Identity, lock: int, keep: Keep = Keep.EXACT
    ) -> None:
        """Use `Records.open`."""
        self.path = path
        self.identity = identity
        self.keep = keep
        self.chain_id: str = connection.execute("SELECT chain_id FROM meta").fetchone()[0]
        self._connection = connection
        self._lock: int | None = lock
        self._log = path.with_name(path.name + "-wal")
        self._files = self._on_disk()
        self.last = self._head()
        """The newest row that is surely on disk."""
        self._heads = {self.last.hash}

    @classmethod
    def open(cls, path: Path, identity: Identity, keep: Keep = Keep.EXACT) -> "Records":
        """Open or make the record file; what is written to it is reduced to what `keep` allows.

        Raises StoreError when it is damaged, newer, not writable or in use.
        """
        folder = path.parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = take_lock(folder)
            try:
                return cls(open_writing(path), path, identity, lock, keep)
            except BaseException:
                os.close(lock)
                raise
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, path) from error

    def commit(self, entry: Entry) -> Committed:
        """Write one row. Raises StoreError: nothing was written; ValueError: the entry itself is wrong."""
        if entry.kind is Kind.RELEASE:
            raise ValueError("a release row is written by spending a receipt")
        return self.write(entry)

    def spend(self, receipt: Receipt, *, now_monotonic_ns: int, boot_id: str, entry: Entry) -> Committed:
        """Spend a receipt once: its release row is on disk when this returns. Raises ReceiptRefused, StoreError.

        The release row's payload gets `receipt_seq`. Late is measured by the latest of now, the entry, and the newest
        row of this boot.
        """
        if entry.kind is not Kind.RELEASE or entry.payload.get("receipt_seq", receipt.seq) != receipt.seq:
            raise ValueError("a receipt is spent by a release row that names it")
        now = max(now_monotonic_ns, entry.monotonic_ns)

        def check(connection: sqlite3.Connection) -> None:
            why = self._refusal(connection, receipt, now, boot_id)
            if why is not None:
                raise ReceiptRefused(why)

        def spent(connection: sqlite3.Connection, seq: int) -> None:
            connection.execute(_INSERT_SPENT, (receipt.seq, seq))

        named = replace(entry, payload={**entry.payload, "receipt_seq": receipt.seq})
        return self.write(named, before=check, after=spent)

    def write(self, entry: Entry, *, before: Before | None = None, after: After | None = None) -> Committed:
        """Write one row, with what must stand or fall with it, in one transaction. Errors as for `commit`."""
        if entry.receipt_s is not None and not (entry.receipt_s > 0 and may_release(entry.kind, entry.payload)):
            raise ValueError("only an admit or a let-in carries a receipt, and for more than no time")
        body = canonical(reduced(entry.kind, entry.payload, self.keep))
        salt = secrets.token_bytes(SALT_BYTES)
        try:
            with transaction(self._connection):
                head = self._known_head()
                if before is not None:
                    before(self._connection)
                committed = self._insert(entry, head, salt, body)
                if after is not None:
                    after(self._connection, committed.seq)
                self._heads = {head.hash, committed.hash}  # a failed COMMIT may have reached the disk all the same
                self._refuse_moved_file()
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self.path) from error
        self.last = Head(committed.seq, committed.hash)
        self._heads = {committed.hash}
        return committed

    def look(self) -> None:
        """See that the file is still there and ends with the row written last. Raises StoreError."""
        try:
            self._known_head()
            self._refuse_moved_file()
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self.path) from error

    def has(self, head: Head) -> bool:
        """Say whether this row is there. Raises StoreError."""
        found = self.query("SELECT hash FROM chain WHERE seq = ?", (head.seq,))
        return head == Head() or found == [(head.hash,)]

    def try_out(self) -> None:
        """See that a row could be written now, and write none. Raises StoreError."""
        try:
            with transaction(self._connection):
                self._connection.execute("UPDATE meta SET chain_id = chain_id WHERE 0")
            try_disk(self.path.parent)
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self.path) from error

    def newest(self) -> Row | None:
        """Read the newest row. Raises StoreError."""
        try:
            found = self._connection.execute(_NEWEST).fetchone()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error
        return Row(*found) if found else None

    def query(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Read. Raises StoreError."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error

    def checkpoint(self) -> bool:
        """Move everything into the main file and empty the log. False: a reader is in the way. Raises StoreError."""
        try:
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error
        return not busy

    def close(self) -> None:
        """Close the file and let another writer in. Closing twice does nothing more."""
        if self._lock is None:
            return
        try:
            self._connection.close()  # the last one out checkpoints and removes the log
            sync_folder(self.path.parent)
        except (sqlite3.Error, OSError):
            pass  # every row is in the log already; the next opening reads it from there
        finally:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> "Records":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _insert(self, entry: Entry, head: Head, salt: bytes, body: str) -> Committed:
        identity = self.identity
        seq = head.seq + 1
        row = {
            "seq": seq,
            "chain_id": self.chain_id,
            "station_id": identity.station_id,
            "office_id": identity.office_id,
            "visit_id": entry.visit_id,
            "session_id": entry.session_id,
            "kind": entry.kind,
            "schema_version": SCHEMA_VERSION,
            "software_version": identity.software_version,
            "policy_hash": entry.policy_hash,
            "boot_id": identity.boot_id,
            "utc": utc_text(entry.utc),
            "monotonic_ns": entry.monotonic_ns,
            "previous_hash": head.hash,
            "commitment": commitment(salt, body),
        }
        row["hash"] = row_hash(row)
        self._connection.execute(_INSERT_CHAIN, tuple(row.values()))
        self._connection.execute(_INSERT_PAYLOAD, (seq, salt, body))
        receipt = None if entry.receipt_s is None else self._give(seq, entry.monotonic_ns, entry.receipt_s)
        return Committed(seq, row["hash"], receipt)

    def _give(self, seq: int, now_ns: int, seconds: float) -> Receipt:
        expires = now_ns + round(seconds * 1e9)
        receipt = Receipt(self.chain_id, seq, secrets.token_hex(16), self.identity.boot_id, expires)
        self._connection.execute(_INSERT_RECEIPT, (seq, receipt.token, receipt.boot_id, expires))
        return receipt

    def _refusal(self, connection: sqlite3.Connection, receipt: Receipt, now_ns: int, boot_id: str) -> Refusal | None:
        found = connection.execute(_GIVEN, (receipt.seq,)).fetchone()
        if found is None:
            return Refusal.UNKNOWN
        token, given_boot, expires, release_seq = found
        given = Receipt(self.chain_id, receipt.seq, token, given_boot, expires)
        if receipt != given:
            return Refusal.UNKNOWN
        if not given_boot == boot_id == self.identity.boot_id:
            return Refusal.OTHER_BOOT
        if release_seq is not None:
            return Refusal.SPENT
        newest = self.newest()
        if newest is not None and newest.boot_id == boot_id:
            now_ns = max(now_ns, newest.monotonic_ns)
        return Refusal.EXPIRED if now_ns > expires else None

    def _head(self) -> Head:
        found = self._connection.execute(_HEAD).fetchone()
        return Head(*found) if found else Head()

    def _known_head(self) -> Head:
        """The newest row, if it is the one this writer left there."""
        head = self._head()
        if head.hash not in self._heads:
            raise StoreError(Trouble.DAMAGED, f"the records at {self.path} no longer end with the row written last")
        return head

    def _on_disk(self) -> tuple[tuple[int, int], ...]:
        """Which files the connection holds. Without this a deleted file would take rows that nobody can read again."""
        stats = (self.path.stat(), self._log.stat())
        return tuple((each.st_dev, each.st_ino) for each in stats)

    def _refuse_moved_file(self) -> None:
        if self._on_disk() != self._files:
            raise StoreError(Trouble.NOT_WRITABLE, f"{self.path} is another file than the one opened: start again")
