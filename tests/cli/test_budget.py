import json
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.budget import MEANS, recomputed, told
from kiosk.cli.records import records as command
from kiosk.records.store import Entry, Kind, Records
from kiosk.screening.settings import Thermometry
from kiosk.screening.thermometry import measure
from kiosk.screening.values import Budget
from tests.records.conftest import IDENTITY, POLICY, UTC_AT
from tests.screening.test_thermometry import ITEMISED, samples


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.db"


def stored(**change: Any) -> dict[str, Any]:
    found = measure(samples(36.4), 0.0, Thermometry(), ITEMISED, accuracy_c=0.5, resolution_c=0.01)
    assert found is not None
    return {**json.loads(json.dumps(asdict(found))), **change}


def shown(path: Path, measurement: dict[str, Any], *words: str) -> Result:
    with Records.open(path, IDENTITY) as records:
        payload = {"reference_c": 36.5, "measurement": measurement}
        seq = records.commit(Entry(Kind.VALIDATION, payload, 1, UTC_AT, POLICY)).seq
    return CliRunner().invoke(command, ["show", str(seq), "--db", str(path), *words], catch_exceptions=False)


def test_every_term_is_said_in_words() -> None:
    assert set(MEANS) == {item.name for item in fields(Budget)}
    again = recomputed({"measurement": stored()})
    assert again is not None
    lines = "\n".join(told(stored(), again))
    for name in MEANS:
        assert name in lines
    assert "spot" in lines.split("not known")[0].splitlines()[-1]


def test_show_prints_the_budget_and_that_the_number_follows(path: Path) -> None:
    run = shown(path, stored())
    assert run.exit_code == 0
    assert "repeatability" in run.stdout
    assert "recomputed: the same" in run.stdout


def test_what_is_printed_is_enough_to_compute_the_number_by_hand() -> None:
    kept = stored()
    again = recomputed({"measurement": kept})
    assert again is not None
    lines = "\n".join(told(kept, again))
    number = r"(-?[\d.]+)"
    found = re.search(rf"object {number} °C, .* gain {number}, offset {number} °C", lines)
    seen = re.search(rf"emissivity {number}, reflected {number} °C -> skin {number} °C", lines)
    assert found is not None
    assert seen is not None
    read_c, gain, offset_c = map(float, found.groups())
    e, room_c, skin_c = map(float, seen.groups())
    apparent_k = 37 + offset_c + gain * (read_c - 37) + 273.15
    by_hand = ((apparent_k**4 - (1 - e) * (room_c + 273.15) ** 4) / e) ** 0.25 - 273.15
    assert by_hand == pytest.approx(skin_c, abs=0.0005)


def test_readings_are_counted_for_people_and_listed_with_json(path: Path) -> None:
    with Records.open(path, IDENTITY) as records:
        facts = {"samples": [[0.0, 36.4, 27.0]] * 3, "estimates": [], "hands": "touched"}
        seq = records.commit(Entry(Kind.VALIDATION, {"facts": facts}, 1, UTC_AT, POLICY)).seq
    plain, full = (
        CliRunner().invoke(command, ["show", str(seq), "--db", str(path), *words], catch_exceptions=False)
        for words in ((), ("--json",))
    )
    assert "3 readings, all of them with --json" in plain.stdout
    assert json.loads(full.stdout)["payload"]["facts"] == facts


@pytest.mark.parametrize(
    "change",
    [{"skin_c": 36.9}, {"uncertainty_c": 0.01}, {"object_c": 35.0}, {"gain": None}],
    ids=["another number", "another U", "another reading", "no gain"],
)
def test_a_number_that_does_not_follow_is_an_error(path: Path, change: dict[str, Any]) -> None:
    run = shown(path, stored(**change))
    assert run.exit_code == 1
    assert "DIFFERS" in run.stdout


def test_as_json_it_says_so_too(path: Path) -> None:
    good = json.loads(shown(path, stored(), "--json").stdout)
    assert good["recomputed"]["holds"] is True
    assert good["recomputed"]["skin_c"] == good["payload"]["measurement"]["skin_c"]
    bad = shown(path, stored(skin_c=37.0), "--json")
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["recomputed"]["holds"] is False


@pytest.mark.parametrize("payload", [None, {}, {"measurement": None}, {"measurement": {"skin_c": 36.4}}])
def test_what_was_erased_or_reduced_says_nothing(payload: dict[str, Any] | None) -> None:
    assert recomputed(payload) is None
