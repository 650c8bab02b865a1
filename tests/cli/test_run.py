"""One real run of twelve decisions, looked at from all sides."""

import json
import re
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

KEYS = {
    "seq",
    "visit",
    "outcome",
    "reasons",
    "skin_c",
    "uncertainty_c",
    "mask",
    "mask_confidence",
    "hands",
    "released",
    "decided_in_ms",
    "simulated",
}


@pytest.fixture(scope="module")
def twelve(kiosk: Run) -> subprocess.CompletedProcess[str]:
    return kiosk("run", "--headless", "--visitors", "12", "--json", timeout=240)


@pytest.fixture(scope="module")
def decisions(twelve: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in twelve.stdout.splitlines()]


def test_ends_by_itself_after_twelve_decisions(
    twelve: subprocess.CompletedProcess[str], decisions: list[dict[str, Any]]
) -> None:
    assert twelve.returncode == 0, twelve.stderr
    assert "Traceback" not in twelve.stderr
    assert len(decisions) == 12
    assert {one["outcome"] for one in decisions} == {"admit", "retry", "refer"}


def test_each_line_has_every_key_and_tells_the_truth(decisions: list[dict[str, Any]]) -> None:
    for one in decisions:
        assert set(one) == KEYS
        assert one["simulated"] is True
        assert one["released"] is (one["outcome"] == "admit")
        assert one["hands"] == "prompt_shown"
        assert (one["skin_c"] is None) == (one["uncertainty_c"] is None)
        assert (one["mask"] is None) == (one["mask_confidence"] is None)
        if one["outcome"] == "admit":
            assert one["mask"] == "worn"
            assert one["skin_c"] + one["uncertainty_c"] < 37.5


def test_each_decision_is_the_stored_one(decisions: list[dict[str, Any]], kiosk: Run) -> None:
    for one in decisions[:3]:
        shown = json.loads(kiosk("records", "show", str(one["seq"]), "--json").stdout)
        assert shown["kind"] == "screening"
        assert shown["visit_id"] == one["visit"]
        assert shown["payload"]["outcome"] == one["outcome"]
        assert shown["payload"]["reasons"] == one["reasons"]
        assert (shown["payload"]["measurement"] or {}).get("skin_c") == one["skin_c"]
        assert shown["replay"] == "same"


def test_the_record_verifies_and_replays(decisions: list[dict[str, Any]], kiosk: Run) -> None:
    verdict = kiosk("records", "verify", "--json")
    assert verdict.returncode == 0
    told = json.loads(verdict.stdout)
    assert told["ok"] is True
    assert told["spent"] == sum(one["released"] for one in decisions)
    replay = json.loads(kiosk("records", "replay", "--json").stdout)
    assert (replay["screenings"], replay["same"], replay["differs"]) == (12, 12, 0)


def test_the_list_is_newest_first(decisions: list[dict[str, Any]], kiosk: Run) -> None:
    lines = [json.loads(line) for line in kiosk("records", "list", "--limit", "5", "--json").stdout.splitlines()]
    assert [line["kind"] for line in lines[:2]] == ["head", "stop"]
    assert [line["seq"] for line in lines] == sorted((line["seq"] for line in lines), reverse=True)
    screenings = kiosk("records", "list", "--kind", "screening", "--limit", "50").stdout.splitlines()
    assert len(screenings) == 12
    assert all("SIMULATION" in line for line in screenings)


def test_a_forged_row_is_named(decisions: list[dict[str, Any]], kiosk: Run, configured: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.db"
    with sqlite3.connect(configured.parent / "data" / "records.db") as source, sqlite3.connect(forged) as copy:
        source.backup(copy)
        for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {name}")
        seq = decisions[0]["seq"]
        copy.execute(
            "UPDATE payload SET body = replace(body, '\"simulated\":true', '\"simulated\":false') WHERE seq = ?", [seq]
        )
    copy.close()
    source.close()
    verdict = kiosk("records", "verify", forged)
    assert verdict.returncode == 1
    assert re.search(rf"row {seq} is bad", verdict.stdout)


def test_no_picture_is_kept(decisions: list[dict[str, Any]], configured: Path) -> None:
    """Nothing that could hold a frame: the record, its lock, its log, its heads; no picture's first bytes in them."""
    folder = configured.parent / "data"
    record = {"records.db", "records.db-wal", "records.db-shm", "writer.lock"}
    heads = {"head-key.pem", "head-keys.pub", "heads.jsonl", "head-newest.json"}
    assert {path.name for path in folder.iterdir()} <= record | heads
    for path in folder.iterdir():
        content = path.read_bytes()
        assert not any(magic in content for magic in (b"\xff\xd8\xff", b"\x89PNG", b"JFIF"))
        assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
