"""Load on the staff page: does a decision still reach everybody in time, and does the station notice who watches?

    python -m tests.load [--minutes 10] [--viewers 50] [--per-s 2]

Three processes beside this one, which plays the viewers and an officer: a door under load (tests/load/door.py), and
`kiosk monitor` as it is installed. Half of the time without viewers is measured before, half in between, so that what
else runs on the machine falls on both. One JSON object in the end; nothing here is a test of the suite.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from kiosk.config import shipped
from kiosk.staff.accounts import Accounts
from kiosk.staff.file import STAFF_FILE
from kiosk.staff.rights import Role
from tests.load.viewers import EACH_SIGN_IN, Seen, answer, sign_in, watch

NAME, PASSWORD = "Load Example", "kopi pagi di teras"
WARM_S = 8.0
LATE_S = 2.0
"""Decisions so shortly before the end of a stretch count nowhere."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--viewers", type=int, default=50)
    asked.add_argument("--per-s", type=float, default=2.0)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="kiosk-load-") as folder:
        print(json.dumps(measured(Path(folder), told.minutes * 60, told.viewers, told.per_s), indent=1))


def measured(folder: Path, seconds: float, viewers: int, per_s: float) -> dict[str, Any]:
    Accounts(folder / STAFF_FILE).add(NAME, Role.OFFICER, PASSWORD)
    config = folder / "config.toml"
    text = shipped().read_text(encoding="utf-8").replace('data_dir = ""', f'data_dir = "{folder}"')
    config.write_text(text, encoding="utf-8")
    door = _process("tests.load.door", str(folder), str(per_s))
    decisions: list[dict[str, Any]] = []
    threading.Thread(target=_read, args=(door, decisions), daemon=True).start()
    page = _process("kiosk.cli.main", "monitor", "--port", "0", "--config", str(config))
    try:
        assert page.stdout
        port = int(page.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])
        stretches, seen, answered = asyncio.run(_stretches(port, seconds, viewers))
        cpu = {"door": _cpu_s(door.pid), "page": _cpu_s(page.pid), "viewers": sum(os.times()[:2])}
    finally:
        for process in (page, door):
            process.terminate()
            process.wait(10)
    return {
        **_told(stretches, decisions, seen, viewers),
        "referrals_answered_on_the_page": len(set(answered)),
        "processor_s": {name: round(value, 1) for name, value in cpu.items()},
        "cores": os.cpu_count(),
        "load_1min_at_the_end": round(os.getloadavg()[0], 2),
    }


Stretch = tuple[bool, float, float]
"""Whether viewers watched, from when to when (monotonic s)."""


async def _stretches(port: int, seconds: float, viewers: int) -> tuple[list[Stretch], Seen, list[int]]:
    cookies = [sign_in(port, NAME, PASSWORD) for _ in range(-(-viewers // EACH_SIGN_IN))]
    seen, answered, found = Seen(), [], []
    officer = asyncio.create_task(answer(port, cookies[0], answered))
    await asyncio.sleep(WARM_S)
    for _ in range(2):
        begun = time.monotonic()
        await asyncio.sleep(seconds / 4)
        found.append((False, begun, time.monotonic() - LATE_S))
        begun = time.monotonic() + LATE_S  # until everybody is there
        await watch(port, cookies, viewers, seconds / 2 + LATE_S, seen)
        found.append((True, begun, time.monotonic() - LATE_S))
    officer.cancel()
    await asyncio.gather(officer, return_exceptions=True)
    return found, seen, answered


def _told(stretches: list[Stretch], decisions: list[dict[str, Any]], seen: Seen, viewers: int) -> dict[str, Any]:
    late, missing, watched, alone, watched_s = [], 0, [], [], 0.0
    for with_viewers, begun, ended in stretches:
        within = [one for one in decisions if begun <= one["at"] < ended]
        (watched if with_viewers else alone).extend(one["took_ms"] for one in within)
        if not with_viewers:
            continue
        watched_s += ended - begun
        for one in within:
            came = [seen.first.get((viewer, one["seq"])) for viewer in range(viewers)]
            missing += came.count(None)
            late += [(at - one["at"]) * 1000 for at in came if at is not None]
    with_them, without = _spread(watched), _spread(alone)
    return {
        "viewers": viewers,
        "decisions_watched": len(watched),
        "decisions_a_second": round(len(watched) / watched_s, 2),
        "decision_to_page_ms": _spread(late),
        "decisions_not_seen": missing,
        "station_ms_with_viewers": with_them,
        "station_ms_without": without,
        "ratio_of_medians": round(with_them["median"] / without["median"], 3),
        "events_sent": seen.events,
        "megabytes_sent": round(seen.bytes / 1e6, 1),
    }


def _spread(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=100)
    return {
        "n": len(values), "median": round(median(values), 1), "p90": round(cuts[89], 1), "p99": round(cuts[98], 1),
        "most": round(max(values), 1),
    }  # fmt: skip


def _process(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", *arguments], stdout=subprocess.PIPE, text=True)


def _read(door: subprocess.Popen[str], decisions: list[dict[str, Any]]) -> None:
    assert door.stdout
    for line in door.stdout:
        decisions.append(json.loads(line))


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
