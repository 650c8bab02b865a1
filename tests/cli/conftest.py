"""The command as people run it: a process of its own, records in a folder of the test's."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.records.keys import open_key
from kiosk.records.sample import grow

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A config that keeps its records in a folder of its own."""
    folder = tmp_path_factory.mktemp("kiosk")
    config = folder / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{folder / "data"}"\n', encoding="utf-8")
    return config


class Nursery:
    """Runs commands, one at a time (tests/cli/nursery.py)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.nursery", str(theirs.fileno())], cwd=ROOT, pass_fds=[theirs.fileno()]
            )
        self._answers = self._requests.makefile("r", encoding="utf-8")

    def run(
        self, arguments: list[str], environment: dict[str, str], folder: Path, timeout: float
    ) -> subprocess.CompletedProcess[str]:
        stdout, stderr = self._folder / "stdout", self._folder / "stderr"
        asked = {
            "arguments": arguments, "environment": environment, "folder": str(folder),
            "stdout": str(stdout), "stderr": str(stderr),
        }  # fmt: skip
        self._requests.settimeout(None)
        self._requests.sendall(json.dumps(asked).encode() + b"\n")
        child = int(self._answers.readline())
        self._requests.settimeout(timeout)
        try:
            code = int(self._answers.readline())
        except TimeoutError:
            os.kill(child, signal.SIGKILL)
            raise subprocess.TimeoutExpired(["kiosk", *arguments], timeout) from None
        return subprocess.CompletedProcess(
            ["kiosk", *arguments], code, stdout.read_text("utf-8"), stderr.read_text("utf-8")
        )

    def close(self) -> None:
        self._answers.close()
        self._requests.close()
        self._process.wait(30)


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("nursery"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def kiosk(configured: Path, nursery: Nursery) -> Run:
    def run(*arguments: str | Path, config: Path = configured, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "KIOSK_CONFIG": str(config), "QT_QPA_PLATFORM": "offscreen"}
        words = [*map(str, arguments)]
        if words[:1] != ["run"]:  # the station itself is begun as it is by people
            return nursery.run(words, environment, config.parent, timeout)
        return subprocess.run(
            [sys.executable, "-m", "kiosk.cli.main", *words],
            capture_output=True,
            text=True,
            timeout=timeout,
            env=environment,
            cwd=config.parent,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 1,205 rows, two signed heads and the key."""
    folder = tmp_path_factory.mktemp("made") / "data"
    folder.mkdir()
    grow(folder / "records.db", 1205, open_key(folder))
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


@pytest.fixture
def config(data: Path) -> Path:
    path = data.with_name("config.toml")
    path.write_text(f'[station]\ndata_dir = "{data}"\n', encoding="utf-8")
    return path
