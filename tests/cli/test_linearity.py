"""35 to 40 °C in at the sensor, as bytes; what the record says comes out, for every protocol."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from drivers.protocols import PROTOCOLS
from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.simulation.wire import ENCODERS
from drivers.thermometer import Thermometer
from drivers.values import DeviceKind, DeviceUnavailable
from kiosk.cli import linearity as module
from kiosk.cli.linearity import Rung, Stair, climb, linearity, references, setup_for, simulated_stair
from kiosk.cli.main import Problem
from kiosk.cli.target import LiveTarget, SimulatedTarget, values
from kiosk.records.calibrations import calibration_payload
from kiosk.records.store import Entry, Kind, Records
from kiosk.screening.settings import Rules
from tests.cli.conftest import Run
from tests.records.conftest import IDENTITY, POLICY
from tests.screening.blackbody import SENSOR, record, staircase

RULES = Rules()
FAST = "gy-mcu90614"


def climbed(wrong: bool) -> dict[str, Stair]:
    names = [name for name in PROTOCOLS if name in ENCODERS]
    with ThreadPoolExecutor(max_workers=6) as pool:
        return dict(zip(names, pool.map(lambda name: simulated_stair(name, RULES, wrong=wrong), names), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [False, True], ids=["as it is", "2 °C off, 5 % steep, calibrated"])
def test_no_protocol_bends_a_reading(wrong: bool) -> None:
    stairs = climbed(wrong)
    assert set(stairs) == set(PROTOCOLS), "every protocol has a simulator"
    for name, stair in stairs.items():
        assert len(stair.points) == 21, name
        assert stair.slope == pytest.approx(1.0, abs=0.01), name
        assert stair.max_error_c <= 0.05 + PROTOCOLS[name].resolution_c / 2, name
        assert stair.calibrated == (wrong or PROTOCOLS[name].is_array), name


def test_the_stair_is_the_published_one() -> None:
    assert references()[0] == 35.0
    assert references()[-1] == 40.0
    assert len(references()) == 21


def played(physics: Physics) -> SimulatedTarget:
    skin = replace(physics, target_emissivity=RULES.thermometry.skin_emissivity)
    return SimulatedTarget(FAST, skin, ambient_c=25.0, emissivity=1.0)


@pytest.mark.parametrize(
    "error",
    [Physics(gain=1.05, offset_c=-1.85), Physics(offset_c=2.0), Physics(gain=0.1, offset_c=33.3)],
    ids=["steep", "off", "everybody at 37"],
)
def test_a_sensor_that_bends_is_called_bent(error: Physics) -> None:
    with played(error) as target:
        stair = climb(target, setup_for(FAST, RULES, RULES.thermometry.skin_emissivity, None), (35.0, 37.0, 39.0))
    assert not stair.straight


def test_a_record_that_contradicts_itself_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "recompute", lambda measurement: measurement["skin_c"] + 1e-9)
    with played(Physics()) as target, pytest.raises(Problem, match="does not follow from its own figures"):
        climb(target, setup_for(FAST, RULES, 0.98, None), (36.0,))


def test_a_target_that_moves_gives_no_answer() -> None:
    with played(Physics(noise_c=0.5)) as target, pytest.raises(Problem, match="would not settle"):
        climb(target, setup_for(FAST, RULES, 0.98, None), (36.0,))


def test_one_temperature_has_no_slope() -> None:
    assert not Stair("x", 0.005, False, (Rung(36.0, 36.0, 0.5),)).straight


@pytest.fixture
def blackbody() -> Iterator[tuple[FixedRoom, Thermometer]]:
    """A sensor that runs by itself, and the source before it."""
    room = FixedRoom(36.0, 25.0)
    sensor = SimulatedThermometer(room, FAST, physics=Physics(target_emissivity=0.98))
    sensor.start()
    driver = Thermometer(sensor.port, FAST)
    driver.open()
    yield room, driver
    driver.close()
    sensor.stop()


@pytest.mark.slow
def test_a_live_sensor_climbs_the_same_way(blackbody: tuple[FixedRoom, Thermometer], monkeypatch) -> None:
    """A person sets the blackbody; the rest is the same code."""
    room, driver = blackbody
    monkeypatch.setattr("kiosk.cli.target.SETTLING_S", 1.0)

    def ask(celsius: float) -> None:
        room.skin_c = celsius

    stair = climb(LiveTarget(driver, 1.0, ask), setup_for(FAST, RULES, 0.98, None), (35.0, 37.5, 40.0))
    assert stair.slope == pytest.approx(1.0, abs=0.02)
    assert stair.max_error_c < 0.08


@pytest.mark.slow
def test_live_asks_for_each_temperature(
    blackbody: tuple[FixedRoom, Thermometer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever sits at the prompt types the references, then sets the blackbody to each. What was calibrated counts:
    a sensor calibrated for 0.4 °C too much, but without it, is recorded 0.4 °C too low."""
    room, driver = blackbody
    driver.close()
    typed = iter(["35", "warm", "nan", "375", "37,5", "40", ""])

    def prompt(text: str, **_: object) -> str:
        if text.startswith("Reference"):
            return next(typed)
        room.skin_c = float(text.split()[4])
        return ""

    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    with Records.open(tmp_path / "data" / "records.db", IDENTITY) as records:
        shifted = record(taken=staircase(offset_c=0.4), sensor=replace(SENSOR, serial=""))
        kept = replace(shifted, simulated=True, valid_until_utc="2099-01-01T00:00:00Z")
        payload = calibration_payload(kept)
        records.commit(Entry(Kind.CALIBRATION, payload, 1, datetime.now(UTC), POLICY))
    monkeypatch.setattr("kiosk.cli.target.SETTLING_S", 1.0)
    monkeypatch.setattr(module.click, "prompt", prompt)
    run = CliRunner().invoke(linearity, ["--live", "--port", driver.port, "--json"], catch_exceptions=False)
    told = json.loads(run.stdout)
    assert [point["reference_c"] for point in told["points"]] == [35.0, 37.5, 40.0]
    assert told["slope"] == pytest.approx(1.0, abs=0.02)
    assert told["calibrated"]
    assert told["simulated"], "the sensor is on a pseudo-terminal"
    assert all(p["recorded_c"] - p["reference_c"] == pytest.approx(-0.4, abs=0.08) for p in told["points"])
    assert run.exit_code == 1, "0.4 °C is more than U"
    assert "warm is no number" in run.stderr
    assert "nan is no number" in run.stderr
    assert "375 is outside 30 to 45 °C" in run.stderr


def live_until(
    driver: Thermometer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: list[str], ends: BaseException
) -> Result:
    """Climb live; a source is set as often as words are typed for it, then comes what `ends` it."""
    answers = iter(typed)

    def prompt(_text: str, **_: object) -> str:
        answer = next(answers, None)
        if answer is None:
            raise ends
        return answer

    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    monkeypatch.setattr("kiosk.cli.target.SETTLING_S", 0.1)
    monkeypatch.setattr(module.click, "prompt", prompt)
    return CliRunner().invoke(linearity, ["--live", "--port", driver.port])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ends", "why"),
    [
        (click.Abort(), "interrupted"),
        (KeyboardInterrupt(), "interrupted"),
        (
            DeviceUnavailable(DeviceKind.THERMOMETER, "the sensor is gone", "plug it in"),
            "thermometer: the sensor is gone",
        ),
    ],
    ids=["at a prompt", "while it reads", "unplugged"],
)
def test_live_what_was_measured_before_an_interruption_is_not_lost(
    blackbody: tuple[FixedRoom, Thermometer], monkeypatch, tmp_path: Path, ends: BaseException, why: str
) -> None:
    _, driver = blackbody
    driver.close()
    run = live_until(driver, monkeypatch, tmp_path, ["35", "36", "37", "38", "", "", "", ""], ends)
    assert run.exit_code == 2, "neither straight nor bent"
    assert "ended after 3 of 4 temperatures: " + why in run.stderr
    assert [line.split()[0] for line in run.stdout.splitlines()[1:]] == ["35.00", "36.00", "37.00"]
    assert "SIMULATION" in run.stdout.splitlines()[0]


@pytest.mark.slow
def test_live_a_rung_is_told_as_soon_as_it_is_taken(
    blackbody: tuple[FixedRoom, Thermometer], monkeypatch, tmp_path: Path
) -> None:
    """One does not make a line, but whoever waited an hour for it has it."""
    _, driver = blackbody
    driver.close()
    run = live_until(driver, monkeypatch, tmp_path, ["36", "37", "38", "", ""], click.Abort())
    assert run.exit_code == 2
    assert run.stdout == ""
    assert "  36.00 ->" in run.stderr
    assert "ended after 1 of 3 temperatures: interrupted" in run.stderr


def test_a_source_whose_emissivity_is_no_number_is_refused() -> None:
    run = CliRunner().invoke(linearity, ["--source-emissivity", "nan"])
    assert run.exit_code == 2
    assert "Invalid value for '--source-emissivity': 'nan' is no number" in run.stderr


def test_live_the_limit_is_u() -> None:
    rungs = (Rung(35.0, 35.1, 0.15), Rung(37.0, 37.1, 0.15), Rung(40.0, 40.1, 0.15))
    assert Stair(FAST, 0.005, True, rungs, live=True).straight
    assert not Stair(FAST, 0.005, True, rungs).straight
    assert not Stair(FAST, 0.005, True, (*rungs[:2], Rung(40.0, 40.2, 0.15)), live=True).straight


def test_live_needs_three_temperatures(blackbody: tuple[FixedRoom, Thermometer], monkeypatch) -> None:
    _, driver = blackbody
    driver.close()
    typed = iter(["35", "35", "35", ""])
    monkeypatch.setattr(module.click, "prompt", lambda *_, **__: next(typed))
    run = CliRunner().invoke(linearity, ["--live", "--port", driver.port])
    assert run.exit_code == 2
    assert "three different temperatures" in run.output


def test_a_sensor_without_value_or_voice_is_a_sentence(blackbody, monkeypatch) -> None:
    _, driver = blackbody
    monkeypatch.setattr(driver, "read", lambda timeout_s: [])
    monkeypatch.setattr("kiosk.cli.target.SILENCE_S", 0.01)
    with pytest.raises(Problem, match="no reading in"):
        values(driver)


def test_the_command_prints_the_contract(kiosk: Run) -> None:
    run = kiosk("thermometer", "linearity", "--json")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert {"slope", "max_error_c", "points"} <= set(told)
    assert [point["reference_c"] for point in told["points"]] == list(references())
    assert all(isinstance(point["recorded_c"], float) for point in told["points"])


def test_a_bent_stair_ends_with_exit_code_one(monkeypatch: pytest.MonkeyPatch) -> None:
    bent = Stair(FAST, 0.005, False, (Rung(35.0, 36.9, 0.5), Rung(37.0, 37.0, 0.5), Rung(40.0, 37.2, 0.5)))
    monkeypatch.setattr(module, "simulated_stair", lambda *_, **__: bent)
    run = CliRunner().invoke(linearity, [])
    assert run.exit_code == 1
    assert "BENT" in run.stdout


def test_live_is_one_sensor_as_it_is() -> None:
    for words in (["--live", "--protocol", "all"], ["--live", "--wrong"]):
        run = CliRunner().invoke(linearity, words)
        assert run.exit_code == 2
        assert "--live takes one sensor" in run.output


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    with played(Physics()) as target:
        target.take(3, 0.1)
    assert threading.active_count() == before
