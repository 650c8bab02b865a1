"""What `kiosk bench` measures. Medians, with the spread named, because other programs share the machine."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from drivers.bench import measure as measure_parsers
from drivers.bench import reconnects as measure_reconnects
from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
from drivers.simulation.scene import Scene
from drivers.simulation.thermometer import SimulatedThermometer
from drivers.thermometer import Thermometer
from kiosk.cli.assembly import SOCKET
from kiosk.config import shipped
from kiosk.link import ask
from kiosk.records.bench import measure as measure_commits
from kiosk.records.capacity import measure as measure_capacity
from models.face import FaceDetector
from models.mask import MaskClassifier
from models.sight import Sight

DECISIONS = 12
IDLE_S = 15.0
START_LIMIT_S = 60.0


def sight() -> dict[str, Any]:
    """Detect + classify on one thread at 640x480, against the face detector alone on the same picture."""
    frame = draw_room(640, 480, 1)
    draw_visitor(frame, Look.of(3), MaskWear.WORN, Pose(x=0.5, y=0.46, height=0.45))
    detector = FaceDetector()
    both = Sight(detector, MaskClassifier())
    try:
        whole = _milliseconds(lambda: both.look(frame), 200)
        alone = _milliseconds(lambda: detector.detect(frame), 200)
    finally:
        both.close()
    return {
        "look_ms_median": round(median(whole), 2),
        "look_ms_p95": round(sorted(whole)[int(len(whole) * 0.95)], 2),
        "frames_per_s": round(1000 / median(whole), 1),
        "detector_alone_ms_median": round(median(alone), 2),
        "ratio_to_detector_alone": round(median(whole) / median(alone), 2),
    }


def commit() -> dict[str, Any]:
    """One committed admit with fsync, against a bare sqlite3 insert of the same rows with the same pragmas."""
    with _folder() as folder:
        found = measure_commits(folder)
    return {
        "ours_ms_median": round(found.ours_ms, 3),
        "bare_ms_median": round(found.bare_ms, 3),
        "ratio_to_bare": round(found.ratio, 2),
    }


def decision() -> dict[str, Any]:
    """Face in position to committed decision, over simulated visitors with a 10 Hz sensor; and our own share of it."""
    with _folder() as folder, _run(folder, "--headless", "--visitors", str(DECISIONS), "--json") as process:
        out, _ = process.communicate(timeout=300)
    told = [json.loads(line) for line in out.decode().splitlines()]
    admits = [one["decided_in_ms"] for one in told if one["outcome"] == "admit"]
    every = [one["decided_in_ms"] for one in told]
    return {
        "decided_in_ms_median_admit": round(median(admits), 1),
        "decided_in_ms_median_all": round(median(every), 1),
        "admits": len(admits),
        "decisions": len(every),
        "own_computing_ms_median": round(_own_ms(), 2),
    }


def _own_ms() -> float:
    """Of one decision: looking at the last picture, parsing the last reading, judging, committing."""
    return sight()["look_ms_median"] + _parse_ms() + _judge_ms() + commit()["ours_ms_median"]


def _parse_ms() -> float:
    sensor = SimulatedThermometer(Scene.still())
    try:
        driver = Thermometer(sensor.port, "gy-mcu90614")
        driver.open()
        times = []
        for i in range(50):
            sensor.emit(i * 0.1)
            start = time.perf_counter()
            driver.read(1.0)
            times.append((time.perf_counter() - start) * 1000)
        driver.close()
    finally:
        sensor.stop()
    return median(times)


def _judge_ms() -> float:
    from kiosk.screening.judge import judge
    from kiosk.screening.settings import Rules
    from kiosk.screening.state import Facts, Setup
    from kiosk.screening.values import Estimate, Hands, Sample
    from models.values import MaskEstimate, MaskStatus

    worn = MaskEstimate(0.98, 0.01, 0.01, MaskStatus.WORN)
    facts = Facts(
        decided_at=1.0,
        in_position_at=0.0,
        samples=tuple(Sample(i / 10, 34.4 + 0.02 * (i % 3), 28.0) for i in range(11)),
        estimates=tuple(Estimate(i / 15, worn) for i in range(16)),
        hands=Hands.PROMPT_SHOWN,
        retries_used=0,
        rested=False,
    )
    setup = Setup(Rules(), accuracy_c=0.5, resolution_c=0.01)
    return median(_milliseconds(lambda: judge(facts, setup), 100))


def screen() -> dict[str, Any]:
    """The visitor screen without a graphics card: touch to picture, motion and mirror, the worst of the four sizes.

    On a busy machine the processor time of one touch or picture says more than the wall clock.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "kiosk.ui.bench"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
    sizes = json.loads(done.stdout).values()
    return {key: (min if key.endswith("_fps") else max)(size[key] for size in sizes) for key in next(iter(sizes))}


def parsers(megabytes: float) -> dict[str, Any]:
    """So many megabytes through each wire protocol's parser, against the speed at which its line can bring them."""
    return {
        found.protocol: {
            "mb_per_s": found.mb_per_s,
            "line_mb_per_s": found.line_mb_per_s,
            "ratio_to_line": found.line_ratio,
            "memory_grown_kb": found.grown_kb,
        }
        for found in measure_parsers(megabytes)
    }


def reconnects(count: int) -> dict[str, Any]:
    """A simulated sensor opened, read and lost so often, every other time with its port."""
    return asdict(measure_reconnects(count))


def capacity(rows: tuple[int, ...]) -> dict[str, Any]:
    """Opening, one commit and one day's summary at each of these sizes of a record."""
    with _folder() as folder:
        found = measure_capacity(folder, rows)
    names = ("megabytes", "open_ms", "commit_ms", "day_ms")
    return {f"{one.rows} rows": {name: getattr(one, name) for name in names} for one in found}


def idle() -> dict[str, Any]:
    """The whole simulated kiosk with its screen and nobody in view: start, processor and memory."""
    with _folder() as folder, _run(folder, visitors=False, screen=True) as process:
        ready = _ready_after(folder)
        time.sleep(2.0)
        before, at = _cpu_s(process.pid), time.monotonic()
        time.sleep(IDLE_S)
        used, wall = _cpu_s(process.pid) - before, time.monotonic() - at
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
        start = time.monotonic()
        process.terminate()
        code = process.wait(10)
        stopped = time.monotonic() - start
    return {
        "start_to_ready_s": round(ready, 2),
        "idle_percent_of_a_core": round(100 * used / wall, 1),
        "resident_mb": round(resident),
        "sigterm_to_end_s": round(stopped, 2),
        "exit_code": code,
    }


def figures(rows: int = 40_000) -> dict[str, Any]:
    """The staff page's figures over all days and over four weeks of a record with so many rows, counted before."""
    from kiosk.records.sample import BEGIN, VISITORS_A_DAY
    from kiosk.records.sample_office import grow
    from kiosk.records.tally import TALLY, Tally
    from kiosk.reports.range import Days, found_in

    with _folder() as folder:
        path, zone = folder / "records.db", ZoneInfo("Asia/Makassar")
        grow(path, rows)
        tally = Tally(folder / TALLY, path)
        start = time.perf_counter()
        tally.catch_up()
        counting = time.perf_counter() - start
        first, last = BEGIN.date(), BEGIN.date() + timedelta(days=rows // VISITORS_A_DAY)  # more days than there are
        whole = _milliseconds(lambda: found_in(tally, path, zone, Days(first, last)), 5)
        weeks = _milliseconds(lambda: found_in(tally, path, zone, Days(first, first + timedelta(days=27))), 5)
    return {
        "rows": rows,
        "all_days_ms_median": round(median(whole), 1),
        "four_weeks_ms_median": round(median(weeks), 1),
        "counting_rows_per_s": round(rows / counting),
    }


def machine() -> dict[str, Any]:
    """What it was measured on, and how busy that was."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_1min": round(os.getloadavg()[0], 2),
    }


def _milliseconds(work: Any, count: int) -> list[float]:
    for _ in range(10):
        work()
    times = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _run(
    folder: Path, *arguments: str, visitors: bool = True, screen: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    text = shipped().read_text(encoding="utf-8")
    text = text.replace('data_dir = ""', f'data_dir = "{folder}"')
    config = folder / "config.toml"
    config.write_text(text if visitors else text.replace("visitors = true", "visitors = false"), encoding="utf-8")
    environment = {**os.environ}
    if screen:
        environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli.main", "run", "--config", str(config), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _ready_after(folder: Path) -> float:
    """Seconds from now until the station says that it is in service."""
    start = time.monotonic()
    request = {"id": "bench", "station_id": "door-1", "command": "snapshot"}
    while time.monotonic() - start < START_LIMIT_S:
        try:
            if ask(folder / SOCKET, request).get("snapshot", {}).get("phase") == "idle":
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"not ready after {START_LIMIT_S} s")


def _cpu_s(pid: int) -> float:
    """Processor time of a process with its threads, seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
