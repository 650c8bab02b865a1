"""What a kiosk once decided, it decides again: each capture is an export of a simulated run, and one line here.

A capture is made by `kiosk records export --format jsonl --output tests/captures/NAME.jsonl`. Its line says which
outcomes it holds; that each follows from its facts, bit for bit, and that the whole verifies, is true of every capture.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.records import standalone_verifier
from kiosk.records.replay import Replayer

FOLDER = Path(__file__).parent / "captures"
CAPTURES = {
    "eight_decisions": "admit refer retry retry admit retry retry refer",
}


@pytest.mark.parametrize(("name", "outcomes"), CAPTURES.items())
def test_it_is_decided_again_as_it_was(name: str, outcomes: str) -> None:
    rows: list[dict[str, Any]] = list(map(json.loads, (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()))
    replayer, decided = Replayer(), [row for row in rows if row["kind"] == "screening"]
    for row in rows:
        if row["kind"] == "policy":
            replayer.learn(row["policy_hash"], row["payload"])
        elif row in decided:
            replayer.replay(row["policy_hash"], row["payload"])
    assert replayer.counts == {"same": len(decided)}
    assert " ".join(row["payload"]["outcome"] for row in decided) == outcomes
    assert all(row["payload"]["simulated"] for row in decided)
    assert standalone_verifier.check(FOLDER / f"{name}.jsonl", [], set()).counts["rows"] == len(rows)


def test_each_capture_has_its_line() -> None:
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == set(CAPTURES)
