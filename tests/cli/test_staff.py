"""`kiosk staff`: accounts from the command line, each change a row of the record."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.staff import staff
from kiosk.records.queries import Filter, list_shown
from kiosk.records.store import Records
from kiosk.records.values import Kind
from kiosk.records.verify import verify
from tests.records.conftest import IDENTITY

WORDS = "kopi pagi di teras\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    return tmp_path / "data"


def call(*words: str, lines: str = "") -> Result:
    return CliRunner().invoke(staff, list(words), input=lines, catch_exceptions=False)


def added(name: str = "Komang Example", role: str = "officer") -> dict[str, Any]:
    return json.loads(call("add", name, "--role", role, "--password-stdin", "--json", lines=WORDS).stdout)


def rows(folder: Path) -> list[dict[str, Any]]:
    shown = list_shown(folder / "records.db", Filter(kind=Kind.STAFF), 100)
    return [one.payload or {} for one in reversed(shown)]


def test_an_account_from_a_line_of_input_becomes_a_row(folder: Path) -> None:
    told = added()
    assert told["role"] == "officer"
    (row,) = rows(folder)
    assert (row["what"], row["of"], row["role"]) == ("added", told["staff_id"], "officer")
    assert b"Komang" not in (folder / "records.db").read_bytes()
    assert verify(folder / "records.db").bad is None


def test_password_and_pin_are_two_lines(folder: Path) -> None:
    run = call("add", "X Example", "--role", "technician", "--password-stdin", "--pin-stdin", lines=WORDS + "402917\n")
    assert run.exit_code == 0
    assert "no PIN" not in run.output
    assert json.loads(call("list", "--json").stdout)["has_pin"]


def test_a_password_is_asked_for_twice_and_never_printed(folder: Path) -> None:
    run = call("add", "X Example", "--role", "officer", lines=WORDS * 2)
    assert run.exit_code == 0
    assert "kopi" not in run.output
    assert "kiosk staff pin" in run.stderr


def test_each_command_finds_its_person_and_leaves_a_row(folder: Path) -> None:
    told = added()
    assert "disabled" in call("disable", told["number"]).stdout
    assert "disabled" not in call("enable", told["staff_id"]).stdout
    assert call("pin", "Komang Example", "--pin-stdin", lines="402917\n").exit_code == 0
    assert call("password", "Komang Example", "--password-stdin", lines="teh sore di kebun\n").exit_code == 0
    assert "(name erased)" in call("erase", "Komang Example").stdout
    assert [row["what"] for row in rows(folder)] == [
        "added",
        "disabled",
        "enabled",
        "pin_set",
        "password_set",
        "name_erased",
    ]


@pytest.mark.parametrize(
    ("words", "lines", "says"),
    [
        (("add", "A B", "--role", "boss"), "", "officer"),
        (("add", "A B", "--role", "officer", "--password-stdin"), "", "no password on standard input"),
        (("add", "A B", "--role", "officer", "--password-stdin"), "short\n", "at least 10"),
        (("add", "4711", "--role", "officer", "--password-stdin"), WORDS, "staff number"),
        (("disable", "nobody"), "", "no account 'nobody'"),
        (("pin", "nobody", "--pin-stdin"), "123456\n", "PIN is among the first guesses"),
    ],
)
def test_what_is_wrong_is_one_sentence(folder: Path, words: tuple[str, ...], lines: str, says: str) -> None:
    run = call(*words, lines=lines)
    assert run.exit_code == 2
    assert says in run.output
    assert "Traceback" not in run.output


def test_while_a_station_writes_the_change_holds_and_its_row_waits_for_it(folder: Path) -> None:
    from kiosk.staff.accounts import Accounts

    with Records.open(folder / "records.db", IDENTITY):
        told = added()
    assert rows(folder) == []
    waiting: list[Any] = []
    Accounts(folder / "staff.db").settle(lambda payload: waiting.append(payload) or 1)
    assert [one["of"] for one in waiting] == [told["staff_id"]]


def test_without_accounts_the_list_says_how_to_begin(folder: Path) -> None:
    run = call("list")
    assert run.exit_code == 0
    assert "kiosk staff add NAME --role supervisor" in run.stderr
    assert not (folder / "staff.db").exists()
