"""Sums by the hour, so that figures over years cost what a day costs: a file of its own beside the record.

It is derived, never a second truth: filled from the record in the order of seq by whoever reads it, and made anew when
it is deleted. It holds counts and no payload, so what retention erases stays counted. A time that is waited stands in
steps of 5 %: a quantile read from it is right within 2.5 %.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import exp, floor, log
from pathlib import Path
from typing import Any

from kiosk.records.queries import reading
from kiosk.records.reading import store_error
from kiosk.records.values import Kind, utc_text

TALLY = "figures.db"
SCHEMA = 1
ROWS_AT_ONCE = 20_000
STEP = log(1.05)
LEAST_S = 0.05

_TABLES = """
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), chain_id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE hour (
    hour TEXT NOT NULL, office_id TEXT NOT NULL, simulated INTEGER NOT NULL, counts TEXT NOT NULL,
    PRIMARY KEY (hour, office_id, simulated)
) STRICT, WITHOUT ROWID;
"""
_PATHS = (
    "outcome",
    "simulated",
    "measured_in_ms",
    "reasons",
    "ended",
    "staff_id",
    "override",
    "false_referral",
    "waited_s",
)
_NEWS = f"""SELECT seq, kind, substr(utc, 1, 13), office_id,
    CASE WHEN body IS NOT NULL THEN json_extract(body, {", ".join(f"'$.{path}'" for path in _PATHS)}) END
    FROM chain LEFT JOIN payload USING (seq) WHERE seq > ? AND seq <= ? AND kind IN (?, ?) ORDER BY seq"""


@dataclass(frozen=True, slots=True)
class Hour:
    """What happened in one hour of UTC."""

    hour: str
    """`2026-03-02T08`."""
    office_id: str
    simulated: bool
    counts: dict[str, float]
    """outcome.admit, reason.mask_missing, wait.door.31 (step), officer.s-7k2m.overrides ..."""


class Tally:
    """One owner at a time; another process that fills the same file waits for its turn."""

    def __init__(self, path: Path, records: Path) -> None:
        self._path = path
        self._records = records

    def catch_up(self, most: int | None = None) -> int:
        """Count rows that are new, at most `most`; return how many rows of the record that were. Raises StoreError."""
        done = 0
        with self._open() as tally, reading(self._records) as record:
            while most is None or done < most:
                step = self._step(tally, record)
                if step == 0:
                    break
                done += step
        return done

    def hours(self, since: datetime, until: datetime) -> list[Hour]:
        """Return the hours that begin within, oldest first. Raises StoreError."""
        window = (utc_text(since)[:13], utc_text(until)[:13])
        with self._open() as tally:
            found = tally.execute(
                "SELECT hour, office_id, simulated, counts FROM hour WHERE hour >= ? AND hour < ? ORDER BY hour", window
            )
            return [
                Hour(hour, office, bool(simulated), json.loads(counts)) for hour, office, simulated, counts in found
            ]

    def _step(self, tally: sqlite3.Connection, record: sqlite3.Connection) -> int:
        """Count the next rows, all or none of them; sums and place stand in one transaction."""
        tally.execute("BEGIN IMMEDIATE")
        try:
            begun = self._begun(tally, record)
            newest = record.execute("SELECT max(seq) FROM chain").fetchone()[0] or 0
            upto = min(newest, begun + ROWS_AT_ONCE)
            if upto > begun:
                _add(tally, record.execute(_NEWS, (begun, upto, Kind.SCREENING, Kind.OFFICER_CHECK)))
                tally.execute("UPDATE state SET seq = ?", (upto,))
            tally.execute("COMMIT")
        except BaseException:
            tally.execute("ROLLBACK")
            raise
        return upto - begun

    @staticmethod
    def _begun(tally: sqlite3.Connection, record: sqlite3.Connection) -> int:
        """Return the row counted last; of another chain none is, and what an older one gave stays."""
        (chain_id,) = record.execute("SELECT chain_id FROM meta").fetchone()
        state = tally.execute("SELECT chain_id, seq FROM state").fetchone()
        if state is not None and state[0] == chain_id:
            return state[1]
        tally.execute("INSERT OR REPLACE INTO state VALUES (1, ?, 0)", (chain_id,))
        return 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            if not self._path.exists():
                os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=10.0)
            try:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("PRAGMA synchronous = NORMAL")
                if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                    connection.executescript(
                        f"BEGIN IMMEDIATE; DROP TABLE IF EXISTS hour; DROP TABLE IF EXISTS state; {_TABLES}"
                        f" PRAGMA user_version = {SCHEMA}; COMMIT;"
                    )
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self._path) from error


def _add(tally: sqlite3.Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    sums: dict[tuple[str, str, bool], Counter[str]] = {}
    for _, kind, hour, office, told in rows:
        if told is None:
            continue
        found: dict[str, Any] = dict(zip(_PATHS, json.loads(told), strict=True))
        sums.setdefault((hour, office, bool(found["simulated"])), Counter()).update(_counts(kind, found))
    for key, counts in sums.items():
        kept = tally.execute(
            "SELECT counts FROM hour WHERE hour = ? AND office_id = ? AND simulated = ?", key
        ).fetchone()
        if kept is not None:
            counts.update(json.loads(kept[0]))
        tally.execute("INSERT OR REPLACE INTO hour VALUES (?, ?, ?, ?)", (*key, json.dumps(counts)))


def _counts(kind: str, found: dict[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter()
    if kind == Kind.OFFICER_CHECK:
        counts[f"ended.{found['ended']}"] = 1
        counts[f"officer.{found['staff_id']}.checks"] = 1
        counts[f"officer.{found['staff_id']}.overrides"] = int(bool(found["override"]))
        counts["false_referral"] = int(bool(found["false_referral"]))
        if found["waited_s"] is not None:
            counts[f"wait.officer.{step_of(found['waited_s'])}"] = 1
        return counts
    counts[f"outcome.{found['outcome']}"] = 1
    for reason in found["reasons"] or ():
        counts[f"reason.{reason}"] = 1
    if found["outcome"] == "admit" and found["measured_in_ms"] is not None:
        counts[f"wait.door.{step_of(found['measured_in_ms'] / 1000)}"] = 1
    return counts


def step_of(seconds: float) -> int:
    """Return the step of a time; each is 5 % longer than the one before."""
    return floor(log(max(seconds, LEAST_S)) / STEP)


def seconds_of(step: int) -> float:
    """Return the middle of a step, s."""
    return exp((step + 0.5) * STEP)
