"""The command as people run it: a process of its own, records in a folder of the test's."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A config that keeps its records in a folder of its own."""
    folder = tmp_path_factory.mktemp("kiosk")
    config = folder / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{folder / "data"}"\n', encoding="utf-8")
    return config


@pytest.fixture(scope="session")
def kiosk(configured: Path) -> Run:
    def run(*arguments: str | Path, config: Path = configured, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "KIOSK_CONFIG": str(config), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run(
            [sys.executable, "-m", "kiosk.cli.main", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=timeout,
            env=environment,
            cwd=config.parent,
            check=False,
        )

    return run
