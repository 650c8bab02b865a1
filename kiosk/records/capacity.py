"""What a large record costs: a commit and a day's summary take as long at two million rows as at a thousand."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from kiosk.records.bench import commit_ms
from kiosk.records.sample import BEGIN, IDENTITY, VISITORS_A_DAY, grow
from kiosk.records.store import Records
from kiosk.records.summary import summary

SIZES = (1_000, 100_000, 2_000_000)
COMMITS = 200
SUMMARIES = 15


@dataclass(frozen=True, slots=True)
class Capacity:
    """Medians at one size."""

    rows: int
    megabytes: int
    open_ms: float
    """Opening for writing, newest rows checked."""
    commit_ms: float
    """One admit with its receipt, on disk."""
    day_ms: float
    """The summary of one day of 400 visitors, from the middle of the record."""


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[Capacity]:
    """Grow a record through these sizes on the disk that holds `folder`; what is written is removed again."""
    place = Path(tempfile.mkdtemp(prefix="capacity-", dir=folder))
    path = place / "records.db"
    try:
        return [_measured(path, rows) for rows in sorted(sizes)]
    finally:
        shutil.rmtree(place)


def _measured(path: Path, rows: int) -> Capacity:
    grow(path, rows - _count(path))
    begun = perf_counter()
    with Records.open(path, IDENTITY) as records:
        opened = perf_counter() - begun
        commits = [commit_ms(records, at) for at in range(COMMITS)]
    day = BEGIN + timedelta(days=rows // 4 // VISITORS_A_DAY)
    return Capacity(
        rows=rows,
        megabytes=round(path.stat().st_size / 1e6),
        open_ms=round(opened * 1000, 1),
        commit_ms=round(median(commits), 3),
        day_ms=round(median(_timed(path, day) for _ in range(SUMMARIES)), 2),
    )


def _timed(path: Path, day: datetime) -> float:
    begun = perf_counter()
    summary(path, day, day + timedelta(days=1))
    return (perf_counter() - begun) * 1000


def _count(path: Path) -> int:
    if not path.exists():
        return 0
    with Records.open(path, IDENTITY) as records:
        newest = records.newest()
        return newest.seq if newest else 0
