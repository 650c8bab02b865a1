"""`kiosk records purge`, `set-aside` and `acknowledge` as people run them: by hand, or asked of a running station."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kiosk.cli import records_keep
from kiosk.cli.main import main
from kiosk.records import verify as verify_module
from kiosk.records.sample import BEGIN, IDENTITY
from kiosk.records.store import Entry, Kind, Records
from tests.cli.conftest import Run


@pytest.fixture
def old(config: Path) -> Path:
    """The sample ends long before today: a clock that no supervisor has looked at."""
    return config


def test_purge_waits_for_somebody_who_looked_at_the_clock(kiosk: Run, old: Path) -> None:
    run = kiosk("records", "purge", config=old)
    assert run.returncode == 1
    assert "nothing is erased: the clock jumped at row 1206" in run.stdout
    assert kiosk("records", "purge", "--accept-clock", config=old).returncode == 2
    assert json.loads(kiosk("records", "verify", "--json", config=old).stdout)["erased"] == 0
    told = json.loads(kiosk("records", "purge", "--accept-clock", "--operator", "s1", "--json", config=old).stdout)
    assert told["waits_for"] is None
    assert told["erased"] > 400
    verdict = json.loads(kiosk("records", "verify", "--json", config=old).stdout)
    assert (verdict["ok"], verdict["erased"]) == (True, told["erased"])
    again = json.loads(kiosk("records", "purge", "--json", config=old).stdout)
    assert again["erased"] == 0


@pytest.mark.parametrize("json_too", [False, True])
def test_a_running_station_is_asked_to_take_the_clock(
    old: Path, data: Path, monkeypatch: pytest.MonkeyPatch, json_too: bool
) -> None:
    """It erases by itself; nobody else may write into its record."""
    asked_for: list[dict[str, Any]] = []

    def answer(socket: Path, request: dict[str, Any], limit_s: float) -> dict[str, Any]:
        asked_for.append({"socket": socket, **request})
        return {"ok": True, "seq": 1207}

    monkeypatch.setattr(records_keep, "ask", answer)
    arguments = ["records", "purge", "--accept-clock", "--operator", "s1", "--config", str(old)]
    run = CliRunner().invoke(main, [*arguments, *(["--json"] if json_too else [])])
    assert run.exit_code == 0
    if json_too:
        assert json.loads(run.stdout) == {"clock_accepted_row": 1207}
    else:
        assert "clock accepted by s1 in row 1207; the running station erases what has expired" in run.stdout
    (request,) = asked_for
    assert (request["socket"], request["command"], request["actor"]) == (data / "station.sock", "accept_clock", "s1")
    assert verify_module.verify(data / "records.db").rows == 1205


def test_a_station_that_refuses_the_clock_says_why(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records_keep, "ask", lambda *_: {"ok": False, "detail": "no"})
    run = CliRunner().invoke(main, ["records", "purge", "--accept-clock", "--operator", "s1", "--config", str(old)])
    assert run.exit_code == 2
    assert "takes this from accounts alone" in run.stderr


def test_a_dry_run_writes_nothing(kiosk: Run, old: Path) -> None:
    kiosk("records", "purge", "--dry-run", "--accept-clock", "--operator", "s1", config=old)
    assert json.loads(kiosk("records", "verify", "--json", config=old).stdout)["rows"] == 1205


def test_zero_days_keeps_for_ever(kiosk: Run, old: Path) -> None:
    old.write_text(f"{old.read_text(encoding='utf-8')}[records]\nkeep_days = 0\n", encoding="utf-8")
    assert "nothing expires" in kiosk("records", "purge", config=old).stdout


def test_damaged_records_are_set_aside_by_a_supervisor(kiosk: Run, config: Path, data: Path) -> None:
    run = kiosk("records", "set-aside", "--operator", "s7", config=config)
    assert run.returncode == 2
    assert "can be opened: there is nothing to set aside" in run.stderr
    config.write_text(config.read_text(encoding="utf-8") + 'station_id = "sample"\n', encoding="utf-8")
    (data / "records.db").write_bytes(b"x" * 9999)
    run = kiosk("records", "set-aside", "--operator", "s7", config=config)
    assert run.returncode == 0, run.stderr
    assert "acknowledged by s7 in row 2" in run.stdout
    kept = next(data.glob("records.db.set-aside-*"))
    assert kept.read_bytes() == b"x" * 9999
    verdict = json.loads(kiosk("records", "verify", "--json", config=config).stdout)
    assert (verdict["ok"], verdict["rows"]) == (True, 2)
    assert kiosk("records", "set-aside", "--operator", "s7", config=config).returncode == 2


def test_what_was_set_aside_is_acknowledged_while_no_station_runs(kiosk: Run, config: Path, data: Path) -> None:
    """A station set it aside and told of it; it was stopped before anybody had looked."""
    assert kiosk("records", "acknowledge", "--operator", "s7", config=config).returncode == 2
    with Records.open(data / "records.db", IDENTITY) as records:
        records.commit(Entry(Kind.SET_ASIDE, {"why": "w", "files": [], "newest_heads": []}, 1, BEGIN, "p"))
    run = kiosk("records", "acknowledge", "--operator", "s7", config=config)
    assert run.returncode == 0, run.stderr
    assert "acknowledged by s7 in row 1207" in run.stdout
    assert "nothing to acknowledge" in kiosk("records", "acknowledge", "--operator", "s7", config=config).stderr
