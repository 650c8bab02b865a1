"""A technician's site validation: people who are well, and the baseline that goes into config.toml."""

import json
import random
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.thermometer import thermometer
from kiosk.config import load
from kiosk.records.queries import show
from kiosk.records.store import Entry, Kind, Records
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.records.conftest import IDENTITY, POLICY, UTC_AT
from tests.staff.conftest import CHEAP, PIN, WORDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    return tmp_path / "data"


def call(*words: str | Path) -> Result:
    told = [str(word) for word in ("validate-site", *words, "--operator", "t")]
    return CliRunner().invoke(thermometer, told, catch_exceptions=False)


def people(folder: Path, count: int, *, clinical: str = "") -> Path:
    chance = random.Random(2)
    rows = [f"{34.6 + chance.gauss(0, 0.3):.2f},{25 + 5 * i / count:.2f},{clinical}" for i in range(count)]
    path = folder.parent / "people.csv"
    path.write_text("\n".join(["skin_c,ambient_c,clinical_c", *rows]), encoding="utf-8")
    return path


def test_the_lines_it_prints_are_a_config(folder: Path) -> None:
    run = call(people(folder, 25))
    assert run.exit_code == 0
    lines = run.stdout.split("[policy]:\n")[1]
    assert tomllib.loads(lines)["baseline_c"] == pytest.approx(34.6, abs=0.2)
    config = folder.parent / "config.toml"
    config.write_text(config.read_text() + "[policy]\n" + lines, encoding="utf-8")
    assert load(config).policy.baseline_c > 0


def test_the_row_holds_what_was_found_and_nobody(folder: Path) -> None:
    told = json.loads(call(people(folder, 25, clinical="36.7"), "--json").stdout)
    shown = show(folder / "records.db", told["seq"])
    assert shown is not None
    assert shown.row.kind == Kind.VALIDATION
    assert shown.payload is not None
    assert shown.payload["people"] == 25
    assert shown.payload["agreement"]["pairs"] == 25
    assert all(not isinstance(value, list) for value in shown.payload.values())


def test_too_few_people_are_told_and_recorded(folder: Path) -> None:
    run = call(people(folder, 10))
    assert run.exit_code == 1
    assert "no baseline: fewer than 20 people" in run.stdout
    assert "baseline_c" not in run.stdout
    words = call(people(folder, 25, clinical="36.7")).stdout
    assert "clinical less skin" in words


def test_screenings_already_stored_will_do(folder: Path) -> None:
    with Records.open(folder / "records.db", IDENTITY) as records:
        for skin in (None, *(34.5 + 0.01 * index for index in range(22))):
            found = None if skin is None else {"skin_c": skin, "ambient_c": 26.0}
            payload = {"outcome": "refer", "measurement": found, "simulated": True}
            records.commit(Entry(Kind.SCREENING, payload, 1, UTC_AT, POLICY))
    told = json.loads(call("--rows", "1-22", "--json").stdout)
    assert told["people"] == 21
    assert told["baseline"]["skin_c"] == pytest.approx(34.6)
    shown = show(folder / "records.db", told["seq"])
    assert shown is not None
    assert shown.payload is not None
    assert shown.payload["simulated"] is True


def test_whoever_was_measured_twice_in_a_visit_is_one_person(folder: Path) -> None:
    """Sent to put the mask on and measured again, twelve people are no twenty-four."""
    with Records.open(folder / "records.db", IDENTITY) as records:
        for index in range(24):
            found = {"skin_c": 34.0 if index % 2 == 0 else 34.6, "ambient_c": 26.0}
            payload = {"outcome": "admit", "measurement": found, "simulated": False}
            records.commit(Entry(Kind.SCREENING, payload, 1, UTC_AT, POLICY, visit_id=f"visit-{index // 2}"))
    run = call("--rows", "1-24", "--json")
    told = json.loads(run.stdout)
    assert (told["people"], told["unfit"]) == (12, "too_few_people")
    assert run.exit_code == 1
    assert told["spread_c"] == 0.0, "what was measured last counts"


def test_where_accounts_exist_a_baseline_is_signed(folder: Path) -> None:
    """It moves the threshold of every visitor: as a calibration does."""
    staff = Accounts(folder / "staff.db", Hasher(CHEAP))
    technician = staff.add("Wayan Example", Role.TECHNICIAN, WORDS, PIN)
    staff.add("Komang Example", Role.OFFICER, WORDS, "731904")
    twenty = str(people(folder, 25))

    def signed(*words: str, secret: str = "") -> Result:
        return CliRunner().invoke(thermometer, ["validate-site", twenty, *words], input=f"{secret}\n")

    assert "sign with --as" in signed("--operator", "anybody").output
    assert "no right to validate site" in signed("--as", "Komang Example", "--secret-stdin", secret="731904").output
    assert not (folder / "records.db").exists(), "nothing was written"
    run = signed("--as", "Wayan Example", "--secret-stdin", "--json", secret=PIN)
    assert run.exit_code == 0, run.output
    shown = show(folder / "records.db", 1)
    assert shown is not None
    assert shown.payload is not None
    assert (shown.payload["operator"], shown.payload["signed"]) == (technician.staff_id, "pin")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("skin_c\nwarm\n", "line 2: skin_c has to be a number"),
        ("skin_c\n34.5\nnan\n", "line 3"),
        ("skin_c\n346\n", "line 2"),
        ("skin_c,ambient_c\n34.5,x\n", "line 2"),
        (None, "read"),
    ],
)
def test_a_strange_file_is_one_sentence(folder: Path, text: str | None, says: str) -> None:
    path = folder.parent / "people.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    run = call(path)
    assert run.exit_code == 2
    assert says in run.output


def test_one_source_of_people_and_a_span_of_rows(folder: Path) -> None:
    for words in ((), (people(folder, 3), "--rows", "1-2"), ("--rows", "12")):
        run = call(*words)
        assert run.exit_code == 2
        assert "--rows" in run.output
