"""Kill a busy station again and again over one record file, and hold what the relay saw against what is on disk.

After every kill: no more ONs than release rows, each of these spends the receipt of a committed admit, once; the chain
verifies; no row that was said to be on disk is missing; and the relay is off within the guard's time.
"""

import json
import os
import random
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.records.verify import verify
from tests.crash.child import Sequence
from tests.crash.witness import Witness

ROOT = Path(__file__).parents[2]
START_S = 60.0
"""With patience for a machine that others use too."""
OFF_WITHIN_S = 2.0
"""The guard sees the closed pipe at once; the rest is patience with a busy machine."""
START_AT_MOST_S = 0.15
RUN_S = 0.3
ONS_AT_MOST = 10

RELEASES = """SELECT release.seq, admit.seq, admit.kind, json_extract(payload.body, '$.outcome')
    FROM chain AS release
    LEFT JOIN spent ON spent.release_seq = release.seq
    LEFT JOIN receipt ON receipt.seq = spent.receipt_seq
    LEFT JOIN chain AS admit ON admit.seq = receipt.seq
    LEFT JOIN payload ON payload.seq = admit.seq
    WHERE release.kind = 'release' ORDER BY release.seq"""


class Broken(AssertionError):
    """A promise was broken; the message says which."""


@dataclass
class Figures:
    kills: int = 0
    before_ready: int = 0
    in_a_pulse: int = 0
    rows: int = 0
    releases: int = 0
    ons: int = 0
    slowest_off_s: float = 0.0
    slowest_start_s: float = 0.0
    ons_without_a_row: int = 0
    rows_lost: int = 0
    seconds: float = 0.0

    def told(self) -> str:
        """Return one line for people."""
        return (
            f"{self.kills} kills in {self.seconds:.0f} s ({self.before_ready} while starting, {self.in_a_pulse} in a "
            f"pulse): {self.ons} ONs, {self.releases} release rows, {self.rows} rows; ONs without a row: "
            f"{self.ons_without_a_row}; rows lost: {self.rows_lost}; slowest OFF after a kill "
            f"{self.slowest_off_s * 1000:.0f} ms; slowest start {self.slowest_start_s:.2f} s"
        )


class Run:
    """One life of the station."""

    def __init__(self, pid: int, told: int) -> None:
        self.begun_at = time.monotonic()
        self.ready_at: float | None = None
        self.rows: dict[int, str] = {}
        """What it said is on disk: seq -> hash."""
        self._pid = pid
        self._told = told
        self._rest = b""

    def fileno(self) -> int:
        return self._told

    def hear(self) -> bool:
        """Take in what it said; False at the end."""
        data = os.read(self._told, 65536)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            words = line.decode().split()
            if words == ["ready"]:
                self.ready_at = time.monotonic()
            else:
                self.rows[int(words[0])] = words[1]
        return bool(data)

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def close(self) -> None:
        os.close(self._told)


class Nursery:
    """Where stations come from: a process that has imported everything already."""

    def __init__(self) -> None:
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.child", str(theirs.fileno())], cwd=ROOT, pass_fds=[theirs.fileno()]
            )

    def begin(self, folder: Path, port: str, sequence: Sequence) -> Run:
        told, say = os.pipe()
        socket.send_fds(self._requests, [json.dumps([str(folder), port, sequence]).encode()], [say])
        os.close(say)
        return Run(int(self._requests.recv(64)), told)

    def close(self) -> None:
        self._requests.close()
        self._process.wait(START_S)


class Storm:
    def __init__(self, folder: Path, sequence: Sequence = Sequence.SOUND, seed: int = 1) -> None:
        self.figures = Figures()
        self._folder = folder
        self._path = folder / "data" / "records.db"
        self._sequence = sequence
        self._random = random.Random(seed)
        self._witness = Witness()
        self._nursery = Nursery()
        self._head: tuple[int, str] | None = None

    def rage(self, kills: int, progress: Callable[[Figures], None] = lambda figures: None) -> Figures:
        """Kill so many times. Raises Broken at the first broken promise."""
        begun = time.monotonic()
        try:
            for _ in range(kills):
                self._round()
                self.figures.seconds = time.monotonic() - begun
                progress(self.figures)
        finally:
            self._nursery.close()
            self._witness.close()
        return self.figures

    def _round(self) -> None:
        seen_before = len(self._witness.seen)
        run = self._nursery.begin(self._folder, self._witness.port, self._sequence)
        try:
            self._wait_for_the_moment(run, seen_before)
        finally:
            run.kill()
        self._count(run)
        self._wait_for_off(time.monotonic())
        while run.hear():
            pass
        run.close()
        self._compare(run, self._witness.ons(since=seen_before))

    def _wait_for_the_moment(self, run: Run, seen_before: int) -> None:
        """Live on until a random moment: of the start, of the run, or right behind the n-th ON."""
        kind = self._random.choice(("start", "run", "run", "run", "on", "on", "on", "on"))
        if kind == "start":
            self._live(run, self._random.uniform(0, START_AT_MOST_S), lambda: False)
            return
        ready = self._live(run, START_S, lambda: run.ready_at is not None)
        if not ready:
            raise Broken(f"the station did not start again within {START_S} s")
        enough = self._random.randint(1, ONS_AT_MOST) if kind == "on" else sys.maxsize
        patience_s = START_S if kind == "on" else self._random.uniform(0, RUN_S)
        self._live(run, patience_s, lambda: self._witness.ons(since=seen_before) >= enough)

    def _live(self, run: Run, seconds: float, enough: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + seconds
        while not enough():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            ready, _, _ = select.select([run, self._witness], [], [], left)
            if self._witness in ready:
                self._witness.collect()
            if run in ready and not run.hear():
                raise Broken("the station ended by itself")
        return True

    def _count(self, run: Run) -> None:
        figures = self.figures
        figures.kills += 1
        figures.before_ready += run.ready_at is None
        figures.in_a_pulse += self._witness.is_on()
        if run.ready_at is not None:
            figures.slowest_start_s = max(figures.slowest_start_s, run.ready_at - run.begun_at)

    def _wait_for_off(self, killed_at: float) -> None:
        was_on = self._witness.is_on()
        deadline = killed_at + OFF_WITHIN_S
        while self._witness.is_on() or self._witness.guarded():
            if time.monotonic() > deadline:
                raise Broken(f"the relay is on or held {OFF_WITHIN_S} s after the kill")
            self._witness.wait(0.01)
            self._witness.collect()
        if was_on:
            self.figures.slowest_off_s = max(self.figures.slowest_off_s, self._witness.seen[-1][0] - killed_at)

    def _compare(self, run: Run, ons: int) -> None:
        """Hold the witness against the disk."""
        figures = self.figures
        figures.ons += ons
        if not self._path.exists():
            if run.rows or ons:
                raise Broken("rows were written or the door moved, and there is no file")
            return
        verdict = verify(self._path)
        if verdict.bad is not None:
            raise Broken(f"row {verdict.bad.seq}: {verdict.bad.what}")
        with closing(sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True)) as connection:
            rows = dict(connection.execute("SELECT seq, hash FROM chain"))
            releases = connection.execute(RELEASES).fetchall()
        said = {**run.rows, **dict([self._head] if self._head else [])}
        figures.rows_lost += sum(rows.get(seq) != told for seq, told in said.items())
        earlier = self._head[0] if self._head else 0
        ours = [release for release in releases if release[0] > earlier]
        figures.ons_without_a_row += max(0, ons - len(ours))
        figures.rows, figures.releases = len(rows), len(releases)
        if figures.rows_lost:
            raise Broken(f"{figures.rows_lost} rows that were on disk are missing")
        if figures.ons_without_a_row:
            raise Broken(f"the relay was switched on {ons} times, with {len(ours)} release rows")
        for seq, admit_seq, kind, outcome in releases:
            if (kind, outcome) != ("screening", "admit") or admit_seq >= seq:
                raise Broken(f"release row {seq} does not rest on an admit before it")
        if len({admit_seq for _, admit_seq, _, _ in releases}) != len(releases):
            raise Broken("a receipt was spent twice")
        self._head = (verdict.newest.seq, verdict.newest.hash)
