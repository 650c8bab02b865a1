"""Where accounts exist, what a technician puts into the record is signed by one who proves to be that person."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.thermometer import thermometer
from kiosk.records.queries import Filter, list_shown
from kiosk.records.values import Kind
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.cli.test_calibrate import points_file
from tests.screening.blackbody import staircase
from tests.staff.conftest import CHEAP, PIN, WORDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    return tmp_path / "data"


@pytest.fixture
def staff(folder: Path) -> Accounts:
    made = Accounts(folder / "staff.db", Hasher(CHEAP))
    made.add("Wayan Example", Role.TECHNICIAN, WORDS, PIN)
    made.add("Komang Example", Role.OFFICER, WORDS, "731904")
    return made


def calibrate(folder: Path, *words: str, lines: str = "") -> Result:
    path = points_file(folder, staircase())
    return CliRunner().invoke(thermometer, ["calibrate", "--points", str(path), *words], input=lines)


def rows(folder: Path) -> list[dict[str, Any]]:
    path = folder / "records.db"
    found = list_shown(path, Filter(kind=Kind.CALIBRATION), 10) if path.exists() else []
    return [one.payload or {} for one in found]


def test_the_row_names_the_staff_id_and_what_it_was_signed_with(folder: Path, staff: Accounts) -> None:
    run = calibrate(folder, "--as", "wayan example", "--secret-stdin", lines=f"{PIN}\n")
    assert run.exit_code == 0, run.output
    (row,) = rows(folder)
    assert (row["operator"], row["signed"]) == (staff.find("Wayan Example").staff_id, "pin")


@pytest.mark.parametrize(
    ("words", "lines", "says"),
    [
        (("--operator", "anybody"), "", "sign with --as"),
        (("--as", "Wayan Example", "--secret-stdin"), "000000\n", "4 attempts left"),
        (("--as", "Komang Example", "--secret-stdin"), "731904\n", "the role officer has no right to calibrate"),
        (("--as", "Nobody", "--secret-stdin"), "731904\n", "no account"),
    ],
)
def test_without_proof_or_right_nothing_is_written(
    folder: Path,
    staff: Accounts,
    words: tuple[str, ...],
    lines: str,
    says: str,
) -> None:
    run = calibrate(folder, *words, lines=lines)
    assert run.exit_code == 2
    assert re.search(says, run.output)
    assert rows(folder) == []


def test_without_accounts_the_name_is_taken_as_typed_and_says_so(folder: Path) -> None:
    run = calibrate(folder, "--operator", "anybody")
    assert "recorded as typed, not signed" in run.stderr
    (row,) = rows(folder)
    assert (row["operator"], row["signed"]) == ("anybody", None)
    assert "who does it?" in calibrate(folder).output
