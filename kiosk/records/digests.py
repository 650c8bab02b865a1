"""The half of a check that needs but each row and the one before it: hashes, commitments, the structure of the file.

    python -m kiosk.records.digests FILE LAST

ends with 0 when they hold up to row LAST, else with 1: a large record is checked on two cores, this half by such a
process of low priority (verify.py).
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

from kiosk.records.chain import FIELDS, Head, broken_link, broken_payload
from kiosk.records.reading import open_reading
from kiosk.records.values import StoreError

_ROWS = f"""SELECT {", ".join(f"chain.{name}" for name in FIELDS)}, payload.salt, payload.body
    FROM chain LEFT JOIN payload ON payload.seq = chain.seq WHERE chain.seq <= ? ORDER BY chain.seq"""
_GENTLE = 5


def hold(connection: sqlite3.Connection, last: int) -> bool:
    """Say whether every row up to `last` is there, follows the one before and has the payload it committed to."""
    head = Head()
    for *fields, salt, body in connection.execute(_ROWS, [last]):
        row: dict[str, Any] = dict(zip(FIELDS, fields, strict=True))
        if broken_link(row, head) or (body is not None and broken_payload(row, salt, body)):
            return False
        head = Head(row["seq"], row["hash"])
    return head.seq == last


def damage(connection: sqlite3.Connection) -> str | None:
    """Say what SQLite finds wrong with the file, or None: a list by visit reads an index that no check by seq meets."""
    try:
        (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    return None if answer == "ok" else " ".join(answer.split())


class Beside:
    """This half at work on a core of its own, until the block ends."""

    def __init__(self, path: Path, last: int) -> None:
        """`last`: the newest row when the other half began."""
        # -P: no package of our name in the folder one stands in, such as a stick with the record on it, may answer
        self._command = [sys.executable, "-P", "-m", __name__, str(path.resolve()), str(last)]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Beside":
        try:
            self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            self._process = None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def hold(self) -> bool:
        """Wait for it to end. False also when it could not be run: then nothing is known."""
        return self._process is not None and self._process.wait() == 0


def main() -> int:
    os.nice(_GENTLE)
    path, last = Path(sys.argv[1]), int(sys.argv[2])
    try:
        with closing(open_reading(path)) as connection:
            return 0 if hold(connection, last) and damage(connection) is None else 1
    except (StoreError, sqlite3.Error, TypeError, ValueError, AttributeError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
