"""The record for other programs: CSV, JSON lines, a copy in SQLite. Receipts' tokens stay behind.

CSV is for spreadsheets and statistics. UTF-8 without a byte order mark: the mark would become part of the first
column's name in Datasette, pandas and most others, and LibreOffice asks for the encoding anyway. Excel takes UTF-8 only
with the mark: `bom=True`. A text cell that a spreadsheet would run as a formula gets an apostrophe in front.

JSON lines hold everything a verifier needs, payload salts included (standalone_verifier.py).
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

from kiosk.files import whole
from kiosk.records.columns import COLUMNS, as_json, flat
from kiosk.records.queries import Filter, each_shown
from kiosk.records.reading import open_reading, store_error
from kiosk.records.spreadsheet import cell
from kiosk.records.values import StoreError
from kiosk.records.verify import Verdict, verify
from kiosk.screening.values import Trouble

PAGES_A_STEP = 20_000


class Format(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    SQLITE = "sqlite"


def write_csv(path: Path, which: Filter, out: IO[str], *, bom: bool = False, comma: bool = False) -> int:
    """Write rows in seq order with a header; return how many. Raises StoreError.

    `comma`: 37,5 instead of 37.5, and semicolons between cells, as spreadsheets in Indonesian have it.
    """
    if bom:
        out.write("\ufeff")
    writer = csv.DictWriter(
        out, [column.name for column in COLUMNS], lineterminator="\r\n", delimiter=";" if comma else ","
    )
    writer.writeheader()
    count = 0
    for shown, _, _ in each_shown(path, which):
        writer.writerow({name: cell(value, comma=comma) for name, value in flat(shown).items()})
        count += 1
    return count


def write_jsonl(path: Path, which: Filter, out: IO[str]) -> int:
    """Write rows in seq order, one JSON object a line; return how many. Raises StoreError."""
    count = 0
    for shown, salt, releases in each_shown(path, which):
        line = {**as_json(shown), "salt": None if salt is None else salt.hex(), "releases": releases}
        out.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        count += 1
    return count


def backup(path: Path, target: Path) -> Verdict:
    """Copy the record whole, as of one moment, beside a station that writes; then verify the copy.

    The copy is one file that stands alone. Raises StoreError: nothing is at `target` then.
    """
    with _in_place(target) as new:
        _copy(path, new)
        verdict = verify(new)
        if verdict.bad is not None:
            raise StoreError(Trouble.DAMAGED, f"the copy of {path} is bad at row {verdict.bad.seq}: {verdict.bad.what}")
    return verdict


@contextmanager
def _in_place(target: Path) -> Iterator[Path]:
    """Yield a file to fill; it comes to its place whole, on disk, readable by its owner alone, or not at all."""
    if target.exists():
        raise StoreError(Trouble.NOT_WRITABLE, f"{target} exists already: name another file")
    try:
        with whole(target) as new:
            yield new
    except (OSError, sqlite3.Error) as error:
        raise store_error(error, target) from error


def _copy(path: Path, new: Path) -> None:
    source = open_reading(path)
    try:
        copy = sqlite3.connect(new, isolation_level=None)
        try:
            source.execute("BEGIN")
            source.execute("SELECT max(seq) FROM chain").fetchone()  # from here on it is this moment, whoever writes
            source.backup(copy, pages=PAGES_A_STEP)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, that a read-only place can hold
        finally:
            copy.close()
    finally:
        source.close()
