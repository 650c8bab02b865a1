"""Whatever the machine refuses is one sentence and exit code 2: no traceback, whichever command it was."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kiosk.cli import main as cli
from kiosk.cli.main import main
from kiosk.config import ConfigError
from kiosk.records.values import StoreError
from kiosk.screening.values import Trouble


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def check() -> None:
        raise error

    monkeypatch.setattr(cli, "sys", sys)
    monkeypatch.setattr(cli.Lazy, "get_command", lambda self, ctx, name: check)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "Error: the output cannot be written: No space left on device",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "Error: /x/y: Permission denied"),
        (ConfigError("camera.url is empty"), "Error: camera.url is empty"),
        (StoreError(Trouble.DAMAGED, "row 3 was changed"), "Error: row 3 was changed"),
    ],
)
def test_one_sentence(monkeypatch: pytest.MonkeyPatch, error: Exception, says: str) -> None:
    fail_with(error, monkeypatch)
    ran = CliRunner().invoke(main, ["check"])
    assert (ran.exit_code, ran.stderr.strip()) == (2, says)


def test_whoever_has_read_enough_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(BrokenPipeError(errno.EPIPE, "Broken pipe"), monkeypatch)
    ran = CliRunner().invoke(main, ["check"])
    assert (ran.exit_code, ran.stderr) == (1, "")


def test_our_own_mistake_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(KeyError("x"), monkeypatch)
    assert isinstance(CliRunner().invoke(main, ["check"]).exception, KeyError)


def test_a_terminal_without_the_degree_sign_shows_something_else() -> None:
    ran = CliRunner(charset="ascii").invoke(main, ["thermometer", "list"])
    assert ran.exception is None
    assert "maker's accuracy ?" in ran.stdout


def test_a_full_disk_behind_standard_output() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "kiosk.cli.main", "thermometer", "list"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "KIOSK_CONFIG": ""},
        )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (2, "Error: the output cannot be written: No space left on device\n")
