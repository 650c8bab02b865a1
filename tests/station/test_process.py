"""The real program as a process of its own: it ends on SIGTERM in time, locked, with its last row written."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kiosk.cli.senses
from kiosk.cli.assembly import Assembly
from kiosk.cli.lines import WAITING_AT_MOST, Lines
from kiosk.cli.run import Printer
from kiosk.cli.senses import open_sight
from kiosk.config import Config, StationConfig
from kiosk.decision_report import DecisionReport
from kiosk.link import ask
from kiosk.records.heads import HEADS_FILE, read_heads
from kiosk.records.keys import PUBLIC, known_keys
from kiosk.records.outside import Heads
from kiosk.records.queries import list_rows
from kiosk.records.verify import verify
from kiosk.screening.values import Phase, Source, Trouble
from kiosk.workers import Health
from models.weights import WeightsError
from tests.crash.witness import OFF, ON, Witness

ROOT = Path(__file__).parents[2]
START_S = 60.0
END_S = 8.0
"""Less than docs/kiosk.service allows, and than the pulse, so that it is the end that locks the door."""
LEFT_BEHIND = "a thread did not end in time"


class Kiosk:
    """`kiosk run --headless` on a folder of its own, its relay's line in our hand."""

    def __init__(self, folder: Path, door: str) -> None:
        self.folder = folder / "data"
        self.witness = Witness()
        config = folder / "config.toml"
        port = f'port = "{self.witness.port}"' if door == "serial-relay" else ""
        config.write_text(
            "config_version = 1\n"
            f'[station]\ndata_dir = "{self.folder}"\n'
            f'[door]\nsource = "{door}"\npulse_s = 10.0\n{port}\n'
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli.main", "run", "--headless", "--json"],
            cwd=ROOT,
            env={**os.environ, "KIOSK_CONFIG": str(config)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def socket(self) -> Path:
        return self.folder / "station.sock"

    def wait_for_socket(self) -> None:
        deadline = time.monotonic() + START_S
        while not self.socket.exists():
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            select.select([], [], [], 0.01)

    def wait_for_on(self) -> None:
        deadline = time.monotonic() + START_S
        while not self.witness.is_on():
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            self.witness.wait(0.1)
            self.witness.collect()

    def wait_until_told_open(self) -> None:
        """The relay is on before the screen can know."""
        deadline = time.monotonic() + END_S
        asked = {"id": "q", "station_id": "door-1", "command": "snapshot"}
        while not (told := ask(self.socket, asked)["snapshot"])["door_open"]:
            assert time.monotonic() < deadline, told
        assert told["simulated"]

    def end(self, how: signal.Signals) -> tuple[float, str]:
        """Return how long it took (s) and what it complained of."""
        asked_at = time.monotonic()
        self.process.send_signal(how)
        _, complaints = self.process.communicate(timeout=30)
        return time.monotonic() - asked_at, complaints.decode()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        self.witness.close()


@pytest.fixture
def relay_kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path, "serial-relay")
    yield made
    made.close()


@pytest.fixture
def simulated_kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path, "simulated")
    yield made
    made.close()


def ended_well(kiosk: Kiosk, seconds: float, complaints: str) -> None:
    assert complaints == ""
    assert kiosk.process.returncode == 0
    assert seconds < END_S
    assert [row.kind for row in list_rows(kiosk.folder / "records.db", limit=2)] == ["head", "stop"]
    heads = Heads(read_heads(kiosk.folder / HEADS_FILE), known_keys(kiosk.folder / PUBLIC))
    verdict = verify(kiosk.folder / "records.db", heads=heads)
    assert verdict.bad is None
    assert verdict.outside >= 1
    assert not kiosk.socket.exists()


@pytest.mark.slow
def test_sigterm_in_a_pulse(relay_kiosk: Kiosk) -> None:
    relay_kiosk.wait_for_on()
    relay_kiosk.wait_until_told_open()
    ended_well(relay_kiosk, *relay_kiosk.end(signal.SIGTERM))
    relay_kiosk.witness.collect()
    frames = [frame for _, frame in relay_kiosk.witness.seen]
    assert frames[-1] == OFF
    assert frames.count(ON) == len(list_rows(relay_kiosk.folder / "records.db", "release"))


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_it_is_starting(simulated_kiosk: Kiosk, how: signal.Signals) -> None:
    """Detector and classifier are being loaded; nothing of that can be hurried, and nobody waits for it."""
    simulated_kiosk.wait_for_socket()
    seconds, complaints = simulated_kiosk.end(how)
    ended_well(simulated_kiosk, seconds, "" if LEFT_BEHIND in complaints else complaints)


def test_sight_that_is_half_made_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    class Detector:
        def close(self) -> None:
            closed.append(True)

    def no_weights() -> None:
        raise WeightsError("mask.json is missing")

    monkeypatch.setattr(kiosk.cli.senses, "FaceDetector", Detector)
    monkeypatch.setattr(kiosk.cli.senses, "MaskClassifier", no_weights)
    with pytest.raises(WeightsError):
        open_sight()
    assert closed == [True]


@pytest.mark.slow
def test_half_made_sight_says_nothing_at_exit() -> None:
    code = (
        "import kiosk.cli.senses as a\n"
        "def fail(): raise OSError('no weights')\n"
        "a.MaskClassifier = fail\n"
        "try: a.open_sight()\n"
        "except OSError: print('failed')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert (ran.stdout, ran.stderr) == ("failed\n", "")


REPORT = DecisionReport(7, "v", "admit", (), 36.1, 0.5, "worn", 0.9, "prompt_shown", True, 812.0, True)


def test_decisions_that_nobody_reads_are_made_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        stop, lines = threading.Event(), Lines()
        printer = Printer(as_lines=True, visitors=3, stop=stop, say=lines.out)
        for _ in range(3):
            printer.tell(REPORT)
        assert lines.end(10.0)
        monkeypatch.undo()
    assert stop.is_set()
    assert caplog.text.count("no longer printed") == 1


def test_a_reader_who_stops_reading_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full pipe blocks whoever writes into it: here a thread that nothing waits for."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(write_end, b"x" * 4096)
    os.set_blocking(write_end, True)
    with os.fdopen(write_end, "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        lines = Lines()
        for _ in range(WAITING_AT_MOST + 5):
            lines.out("a decision")
        assert lines.dropped >= 4
        assert not lines.end(0.01)
        os.close(read_end)  # lets the thread go
        assert lines.end(10.0)
        monkeypatch.undo()


@pytest.fixture
def assembly(tmp_path: Path) -> Iterator[Assembly]:
    config = replace(Config(), station=StationConfig(data_dir=str(tmp_path)))
    made = Assembly(config, lambda report: None)
    yield made
    made.stop()


def test_a_station_that_hangs_is_out_of_service_for_every_screen(assembly: Assembly) -> None:
    first = assembly.snapshot()
    assert (first.phase, first.simulated) == (Phase.OUT_OF_SERVICE, True)
    assert first.fault is not None
    assert first.fault.trouble is Trouble.STARTING
    now = time.monotonic()
    assembly.station.step(now)
    assert assembly.snapshot() is assembly.station.snapshots.get()
    assembly._workers[Source.STATION].health = Health(now - 60.0)
    hanging = assembly.snapshot()
    assert hanging.fault is not None
    assert (hanging.fault.source, hanging.fault.trouble) == (Source.STATION, Trouble.SILENT)
