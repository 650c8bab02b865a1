"""`kiosk records ..` as people run it: on a record of one kiosk that is at rest."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from kiosk.records.keys import open_key
from kiosk.records.sample import grow
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
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


def sql(data: Path, *statements: str) -> None:
    connection = sqlite3.connect(data / "records.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_verify_uses_heads_and_keys_that_lie_beside_the_record(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "verify", "--json", config=config)
    told = json.loads(run.stdout)
    assert run.returncode == 0
    assert (told["ok"], told["rows"], told["heads"], told["outside"]) == (True, 1205, 2, 2)
    assert told["replayed"] == {}


def test_verify_replays_when_asked(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "verify", "--replay", config=config)
    assert run.returncode == 0, run.stdout
    assert run.stdout.rstrip().endswith(" same")


def test_verify_names_a_decision_that_does_not_follow(kiosk: Run, config: Path, data: Path) -> None:
    sql(
        data,
        "UPDATE payload SET body = replace(body, '\"rested\":false', '\"rested\":true') WHERE seq = 2",
        "UPDATE payload SET body = replace(body, 'prompt_shown', 'sensed') WHERE seq = 2",
    )
    run = kiosk("records", "verify", "--json", config=config)
    assert run.returncode == 1
    assert json.loads(run.stdout)["bad"] == {
        "seq": 2, "what": "the payload was changed: it does not match the row's commitment",
    }  # fmt: skip


def test_a_cut_tail_is_found_by_a_head_kept_elsewhere(kiosk: Run, config: Path, data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    heads = kiosk("records", "heads", "--all", "--json", config=config).stdout
    noted = kiosk("records", "heads", config=config).stdout
    for name in ("heads.jsonl", "head-keys.pub"):
        shutil.move(data / name, kept / name)
    (kept / "printed.jsonl").write_text(heads, encoding="utf-8")
    (kept / "noted.txt").write_text(noted, encoding="utf-8")
    sql(data, *(f"DELETE FROM {table} WHERE rowid > 700" for table in ("spent", "receipt", "payload", "chain")))
    assert kiosk("records", "verify", config=config).returncode == 0, "the file alone cannot show it"
    for name in ("heads.jsonl", "printed.jsonl", "noted.txt"):
        run = kiosk("records", "verify", "--heads", kept / name, "--key", kept / "head-keys.pub", config=config)
        assert run.returncode == 1, name
        assert "the tail was cut: a head kept outside names row" in run.stdout


def test_heads_are_shown_to_be_spoken_and_photographed(kiosk: Run, config: Path) -> None:
    run = kiosk("records", "heads", "--qr", config=config)
    assert run.returncode == 0
    first, *drawn = run.stdout.splitlines()
    assert first.startswith("row ")
    assert len(first.split()[2]) == 24
    assert len(drawn) > 30


def test_heads_can_be_signed_while_no_station_runs(kiosk: Run, config: Path) -> None:
    assert kiosk("records", "heads", "--sign", config=config).stdout.startswith("row 1205  ")
    told = json.loads(kiosk("records", "verify", "--json", config=config).stdout)
    assert (told["ok"], told["rows"], told["heads"]) == (True, 1206, 3)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--heads", "missing.txt"], "missing.txt cannot be read"),
        (["--heads", "empty.txt"], "there is no head in empty.txt"),
        (["--heads", "letter.txt"], "letter.txt, line 1: neither a signed head nor `ROW CODE`"),
        (["--key", "missing.pub"], "--key: there is no file missing.pub"),
        (["--key", "letter.txt"], "letter.txt holds something else than public keys"),
    ],
)
def test_files_that_are_something_else_are_one_sentence(
    kiosk: Run, config: Path, arguments: list[str], says: str
) -> None:
    config.with_name("empty.txt").touch()
    config.with_name("letter.txt").write_text("Dear auditor\n", encoding="utf-8")
    run = kiosk("records", "verify", *arguments, config=config)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_no_heads_yet_is_one_sentence(kiosk: Run, config: Path, data: Path) -> None:
    (data / "heads.jsonl").unlink()
    run = kiosk("records", "heads", config=config)
    assert run.returncode == 2
    assert "there are no heads" in run.stderr
