"""Sums by the hour, so that figures over years cost what a day costs: a file of its own beside the record.

It is derived, never a second truth: filled from the record in the order of seq by whoever reads it, and made anew when
it is deleted. It holds counts, and which rows are officers' checks, and no payload, so what retention erases stays
counted. A time that is waited stands in steps of 5 %: a quantile read from it is right within 2.5 %.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, floor, log
from pathlib import Path
from typing import Any

from kiosk.records.opening import SIDE_FILES
from kiosk.records.queries import reading
from kiosk.records.reading import store_error
from kiosk.records.values import Kind, utc_text
from kiosk.screening.values import Trouble

TALLY = "figures.db"
SCHEMA = 2
ROWS_AT_ONCE = 20_000
STEP = log(1.05)
LEAST_S = 0.05

_TABLES = """
CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), chain_id TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE hour (
    hour TEXT NOT NULL, office_id TEXT NOT NULL, simulated INTEGER NOT NULL,
    admit INTEGER NOT NULL, retry INTEGER NOT NULL, refer INTEGER NOT NULL, people INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (hour, office_id, simulated)
) STRICT, WITHOUT ROWID;
CREATE TABLE day (
    day TEXT NOT NULL, simulated INTEGER NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (day, simulated)
) STRICT, WITHOUT ROWID;
CREATE TABLE officer_check (utc TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (utc, seq)) STRICT, WITHOUT ROWID;
"""
_DROPPED = ("hour", "day", "state", "officer_check")
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
_NEWS = f"""SELECT seq, kind, utc, office_id,
    CASE WHEN body IS NOT NULL THEN json_extract(body, {", ".join(f"'$.{path}'" for path in _PATHS)}) END
    FROM chain LEFT JOIN payload USING (seq) WHERE seq > ? AND seq <= ? AND kind IN (?, ?) ORDER BY seq"""
_HOURS = """SELECT hour, office_id, simulated, admit, retry, refer, people FROM hour
    WHERE hour >= ? AND hour < ? ORDER BY hour"""
_OF_HOURS = "SELECT counts FROM hour WHERE hour >= ? AND hour < ? AND simulated = ?"
_OF_DAYS = "SELECT counts FROM day WHERE day >= ? AND day < ? AND simulated = ?"
_CHECKS = "SELECT seq FROM officer_check WHERE utc >= ? AND utc < ? ORDER BY utc DESC, seq DESC LIMIT ?"
_KEPT = "SELECT counts FROM hour WHERE hour = ? AND office_id = ? AND simulated = ?"


@dataclass(frozen=True, slots=True)
class Hour:
    """What happened in one hour of UTC."""

    hour: str
    """`2026-03-02T08`."""
    office_id: str
    simulated: bool
    admit: int
    retry: int
    refer: int
    people: int
    """Whose visit ended: admitted, or decided by an officer."""


Counts = dict[str, float]
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

    def behind(self) -> int:
        """Return how many rows of the record are not counted yet. Raises StoreError."""
        with self._open() as tally, reading(self._records) as record:
            newest = record.execute("SELECT max(seq) FROM chain").fetchone()[0] or 0
            (chain_id,) = record.execute("SELECT chain_id FROM meta").fetchone()
            state = tally.execute("SELECT chain_id, seq FROM state").fetchone()
            counted = state[1] if state and state[0] == chain_id else 0
            return newest - counted if 0 <= counted <= newest else newest

    def hours(self, since: datetime, until: datetime) -> list[Hour]:
        """Return the hours that begin within, oldest first. Raises StoreError."""
        with self._open() as tally:
            found = tally.execute(_HOURS, (_hour(since), _hour(until)))
            return [Hour(hour, office, bool(simulated), *counts) for hour, office, simulated, *counts in found]

    def sums(self, since: datetime, until: datetime, *, simulated: bool) -> Counts:
        """Return what all hours that begin within come to, from whole days where there are any. Raises StoreError."""
        begin, end = _hour(since), _hour(until)
        first, last = _hour(since - timedelta(microseconds=1) + timedelta(days=1))[:10], end[:10]
        whole: Counter[str] = Counter()
        with self._open() as tally:
            if first < last:
                found = [
                    *tally.execute(_OF_HOURS, (begin, first, simulated)),
                    *tally.execute(_OF_DAYS, (first, last, simulated)),
                    *tally.execute(_OF_HOURS, (last, end, simulated)),
                ]
            else:
                found = [*tally.execute(_OF_HOURS, (begin, end, simulated))]
        for (counts,) in found:
            whole.update(json.loads(counts))
        return dict(whole)

    def officer_checks(self, since: datetime, until: datetime, most: int) -> list[int]:
        """Return the newest rows that are officers' checks within, oldest first. Raises StoreError."""
        with self._open() as tally:
            found = tally.execute(_CHECKS, (utc_text(since), utc_text(until), most))
            return [seq for (seq,) in found][::-1]

    def _step(self, tally: sqlite3.Connection, record: sqlite3.Connection) -> int:
        """Count the next rows, all or none of them; sums and place stand in one transaction."""
        tally.execute("BEGIN IMMEDIATE")
        try:
            newest = record.execute("SELECT max(seq) FROM chain").fetchone()[0] or 0
            begun = self._begun(tally, record, newest)
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
    def _begun(tally: sqlite3.Connection, record: sqlite3.Connection, newest: int) -> int:
        """Return the row counted last; of another chain none is, and what an older one gave stays.

        What counts rows that the record does not have, as after an older copy was put back, is no sum of it: all anew.
        """
        (chain_id,) = record.execute("SELECT chain_id FROM meta").fetchone()
        state = tally.execute("SELECT chain_id, seq FROM state").fetchone()
        if state is not None and state[0] == chain_id:
            if 0 <= state[1] <= newest:
                return state[1]
            tally.execute("DELETE FROM hour")
            tally.execute("DELETE FROM day")
        tally.execute("INSERT OR REPLACE INTO state VALUES (1, ?, 0)", (chain_id,))
        tally.execute("DELETE FROM officer_check")
        return 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            try:
                connection = self._connected()
            except sqlite3.DatabaseError as error:
                if store_error(error, self._path).trouble is not Trouble.DAMAGED:
                    raise
                for side in ("", *SIDE_FILES):  # nothing is lost: the record says all of it again
                    self._path.with_name(self._path.name + side).unlink(missing_ok=True)
                connection = self._connected()
            try:
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise store_error(error, self._path) from error

    def _connected(self) -> sqlite3.Connection:
        if not self._path.exists():
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600))
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=10.0)
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
                dropped = " ".join(f"DROP TABLE IF EXISTS {table};" for table in _DROPPED)
                connection.executescript(
                    f"BEGIN IMMEDIATE; {dropped} {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;"
                )
        except BaseException:
            connection.close()
            raise
        return connection


def _add(tally: sqlite3.Connection, rows: Iterator[tuple[Any, ...]]) -> None:
    hours: dict[tuple[str, str, bool], Counter[str]] = {}
    days: dict[tuple[str, bool], Counter[str]] = {}
    for seq, kind, utc, office, told in rows:
        if kind == Kind.OFFICER_CHECK:
            tally.execute("INSERT OR REPLACE INTO officer_check VALUES (?, ?)", (utc, seq))
        if told is None:
            continue
        found: dict[str, Any] = dict(zip(_PATHS, json.loads(told), strict=True))
        counts, simulated = _counts(kind, found), bool(found["simulated"])
        hours.setdefault((utc[:13], office, simulated), Counter()).update(counts)
        days.setdefault((utc[:10], simulated), Counter()).update(counts)
    for key, counts in days.items():
        kept = tally.execute("SELECT counts FROM day WHERE day = ? AND simulated = ?", key).fetchone()
        counts.update(json.loads(kept[0]) if kept else {})
        tally.execute("INSERT OR REPLACE INTO day VALUES (?, ?, ?)", (*key, json.dumps(counts)))
    for key, counts in hours.items():
        kept = tally.execute(_KEPT, key).fetchone()
        counts.update(json.loads(kept[0]) if kept else {})
        plain = [round(counts[f"outcome.{outcome}"]) for outcome in ("admit", "retry", "refer")]
        row = (*key, *plain, people(counts), json.dumps(counts))
        tally.execute("INSERT OR REPLACE INTO hour VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def people(counts: Mapping[str, float]) -> int:
    """Return how many visits ended."""
    return round(sum(counts.get(name, 0) for name in ("outcome.admit", "ended.let_in", "ended.turned_away")))


def _hour(at: datetime) -> str:
    return utc_text(at)[:13]


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
