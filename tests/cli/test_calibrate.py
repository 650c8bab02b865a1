"""A technician's calibration without a screen: from a file, by the simulated blackbody, interrupted, rolled back."""

import json
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path
from typing import Any, Unpack

import pytest
from click.testing import CliRunner, Result

from drivers.simulation.physics import Physics
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from kiosk.cli import blackbody as bench_module
from kiosk.cli import calibrate as module
from kiosk.cli.records import records
from kiosk.cli.thermometer import thermometer
from kiosk.records.calibrations import calibration_rows
from kiosk.records.store import Records
from kiosk.records.verify import verify
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.calibration_run import FULL
from kiosk.screening.in_force import RollBack
from kiosk.screening.set_points import Purpose, SetPoint, Steadiness
from tests.records.conftest import IDENTITY
from tests.screening.blackbody import SENSOR, SOURCE, Error, set_point, staircase

CERTIFICATE = ("--source", "BB-7", "--certificate", "C-1", "--uncertainty-c", "0.1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(f'[station]\ndata_dir = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("KIOSK_CONFIG", str(config))
    return tmp_path / "data"


def points_file(folder: Path, taken: tuple[SetPoint, ...], **change: Any) -> Path:
    tree = {
        "sensor": asdict(SENSOR),
        "source": asdict(SOURCE),
        "set_points": [
            {**asdict(one), "samples": [[s.at, s.object_c, s.ambient_c] for s in one.samples]} for one in taken
        ],
        **change,
    }
    path = folder.parent / "points.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return path


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(thermometer, [str(word) for word in words], catch_exceptions=False)


def calibrated(folder: Path, **error: Unpack[Error]) -> dict[str, Any]:
    run = call("calibrate", "--operator", "t", "--points", points_file(folder, staircase(**error)), "--json")
    return json.loads(run.stdout)


def checked(folder: Path, moved: float) -> tuple[int, dict[str, Any]]:
    path = points_file(folder, (set_point(36.0, offset_c=moved),))
    run = call("daily-check", "--operator", "t", "--points", path, "--json")
    return run.exit_code, json.loads(run.stdout)


def kinds(folder: Path) -> list[type]:
    return [type(row.what) for row in calibration_rows(folder / "records.db")]


def test_a_file_of_set_points_becomes_a_row(folder: Path) -> None:
    told = calibrated(folder, gain=1.04, offset_c=1.5)
    assert told["accepted"]
    assert told["gain"] == pytest.approx(1 / 1.04, abs=0.003)
    assert told["offset_c"] == pytest.approx(-1.5 / 1.04, abs=0.01)
    assert told["simulated"], "a file proves no device"
    assert told["parent"] is None
    (row,) = calibration_rows(folder / "records.db")
    assert isinstance(row.what, CalibrationRecord)
    assert row.what.calibration_id == told["calibration_id"]
    assert row.what.taken == staircase(gain=1.04, offset_c=1.5), "all raw readings are kept"
    assert verify(folder / "records.db").bad is None


def test_a_row_is_shown_without_its_thousands_of_readings(folder: Path) -> None:
    calibrated(folder)
    plain = CliRunner().invoke(records, ["show", "1"]).stdout
    whole = json.loads(CliRunner().invoke(records, ["show", "1", "--json"]).stdout)
    assert "260 readings, all of them with --json" in plain
    assert len(plain.splitlines()) < 400
    assert len(whole["payload"]["taken"][0]["samples"]) == 260
    listed = CliRunner().invoke(records, ["list"]).stdout
    assert "accepted" in listed


def test_the_next_one_names_its_parent(folder: Path) -> None:
    first, second = calibrated(folder), calibrated(folder, offset_c=0.1)
    assert second["parent"] == first["calibration_id"]


def test_a_bad_sensor_is_not_accepted_and_the_old_stays(folder: Path) -> None:
    good = calibrated(folder)
    run = call("calibrate", "--operator", "t", "--points", points_file(folder, staircase(offset_c=5.0)))
    assert run.exit_code == 1
    assert "against it: offset -5.0" in run.stdout
    assert "what was in force before stays so" in run.stdout
    lines = [json.loads(line) for line in call("calibrations", "--json").stdout.splitlines()]
    assert [line["standing"] for line in lines] == ["rejected", "valid"]
    assert lines[1]["calibration_id"] == good["calibration_id"]


def test_daily_checks_pass_warn_and_stop(folder: Path) -> None:
    calibrated(folder)
    assert checked(folder, 0.0)[1]["verdict"] == "pass"
    code, warned = checked(folder, 0.25)
    assert (code, warned["verdict"], warned["standing"]) == (0, "warn", "valid")
    code, failed = checked(folder, 0.5)
    assert (code, failed["verdict"], failed["standing"]) == (1, "fail", "check_failed")
    assert failed["out_of_control"]
    assert checked(folder, 0.0)[1]["standing"] == "valid", "mended and looked at again"


def test_a_check_is_told_in_words(folder: Path) -> None:
    calibrated(folder)
    run = call("daily-check", "--operator", "t", "--points", points_file(folder, (set_point(36.0),)))
    assert run.exit_code == 0
    assert "row 2: pass, error" in run.stdout
    assert "calibrate again by" in run.stdout


def test_rolled_back_by_a_new_row(folder: Path) -> None:
    first, second = calibrated(folder), calibrated(folder, offset_c=0.1)
    run = call("roll-back", first["calibration_id"], "--operator", "t", "--why", "source in doubt")
    assert run.exit_code == 0
    assert kinds(folder) == [CalibrationRecord, CalibrationRecord, RollBack]
    lines = {line["calibration_id"]: line["standing"] for line in _listed()}
    assert lines == {first["calibration_id"]: "valid", second["calibration_id"]: "replaced"}
    assert run.stdout.rstrip().endswith("SIMULATION"), "readings from a file prove no device"
    told = call("calibrations").stdout.splitlines()
    assert [line.split()[0] for line in told] == ["replaced", "valid"]
    assert not any("is in force" in line for line in told), "one that was replaced is not"


def _listed() -> list[dict[str, Any]]:
    return [json.loads(line) for line in call("calibrations", "--json").stdout.splitlines()]


def test_what_cannot_be_rolled_back_to_is_refused(folder: Path) -> None:
    rejected = calibrated(folder, offset_c=5.0)
    for name, says in ((rejected["calibration_id"], "was not accepted"), ("feed", "there is no calibration feed")):
        run = call("roll-back", name, "--operator", "t", "--why", "x")
        assert run.exit_code == 2
        assert says in run.output


def test_while_a_station_runs_one_sentence_says_so(folder: Path) -> None:
    with Records.open(folder / "records.db", IDENTITY):
        run = call("calibrate", "--operator", "t", "--points", points_file(folder, staircase()))
    assert run.exit_code == 2
    assert "stop that station first" in run.output
    assert kinds(folder) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("calibrate", "--operator", "t"), "--source, --certificate, --uncertainty-c"),
        (("calibrate", "--operator", "t", "--points", "missing.json"), "No such file"),
        (("daily-check", "--operator", "t", *CERTIFICATE, "--points", "missing.json"), "No such file"),
        (("calibrations",), "there are no records"),
    ],
)
def test_what_is_missing_is_named(folder: Path, words: tuple[str, ...], says: str) -> None:
    run = call(*words)
    assert run.exit_code == 2
    assert says in run.output


def test_a_check_is_made_where_the_calibration_was_checked() -> None:
    """Drift is told from the error of both."""
    (checked_at,) = {step.reference_c for step in FULL if step.purpose is Purpose.CHECK}
    assert f"[default: {checked_at}" in " ".join(call("daily-check", "--help").output.split())


OF_A_SOURCE = ("--uncertainty-c", "--emissivity", "--emissivity-u", "--aperture-u", "--room-c")


@pytest.mark.parametrize("number", ["nan", "900", "-1"])
@pytest.mark.parametrize(
    ("command", "option"),
    [*product(("calibrate", "daily-check"), OF_A_SOURCE), ("daily-check", "--reference-c")],
)
def test_what_no_blackbody_has_is_refused_before_anything_is_measured(
    folder: Path, command: str, option: str, number: str
) -> None:
    run = call(command, "--operator", "t", *CERTIFICATE, option, number)
    assert run.exit_code == 2
    assert f"'{option}'" in run.output
    assert number in run.output
    assert not folder.exists()


def test_a_strange_file_and_a_check_of_several_are_refused(folder: Path) -> None:
    strange = points_file(folder, staircase(), sensor={"protocol": 7})
    assert "not a file of set-points" in call("calibrate", "--operator", "t", "--points", strange).output


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ('"reference_c": 36.0', '"reference_c": NaN', "set_points: reference_c: nan is no number"),
        ('"uncertainty_c": 0.1', '"uncertainty_c": Infinity', "source: uncertainty_c: inf is no number"),
        ('"uncertainty_c": 0.1', '"uncertainty_c": 1e999', "source: uncertainty_c: inf is no number"),
        ('"uncertainty_c": 0.1', '"uncertainty_c": -0.1', "source: uncertainty_c: -0.1 is outside 0.001 to 2"),
        ('"emissivity": 0.98', '"emissivity": 0.0', "source: emissivity: 0 is outside 0.5 to 1"),
        ('"reference_c": 36.0', '"reference_c": 360', "reference_c: 360 is outside 30 to 45"),
        ('"reference_c": 36.0', '"reference_c": 1' + "0" * 400, "too large"),
        ('"samples": [', '"samples": [[0.0, 1e300, 25.0], ', "samples: object_c: 1e+300 is outside -100 to 1000"),
        ('"surround_c": null', '"surround_c": -40.0', "surround_c: -40 is outside 0 to 50"),
        ('"set_points"', '"points"', "set_points is missing"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(folder: Path, before: str, after: str, names: str) -> None:
    """Or a NaN would become a calibration that every later number rests on."""
    path = points_file(folder, (set_point(36.0, seconds=20.0),))
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    refused = call("calibrate", "--operator", "t", "--points", path)
    assert (refused.exit_code, names in refused.output) == (2, True), refused.output
    assert kinds(folder) == []
    several = points_file(folder, staircase())
    assert "a check is one set-point" in call("daily-check", "--operator", "t", "--points", several).output


def test_without_a_calibration_there_is_nothing_to_check(folder: Path) -> None:
    run = call("daily-check", "--operator", "t", "--points", points_file(folder, (set_point(36.0),)))
    assert run.exit_code == 2
    assert "there is no calibration to check" in run.output


@pytest.mark.slow
def test_interrupted_it_goes_on_and_nothing_counts_before_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes after three set-points and in the middle of a line; then again between the row and the file."""
    looks = 0

    def cut_after_three(*arguments: Any) -> Any:
        nonlocal looks
        looks += 1
        if looks > 4:  # the warm-up is a look too
            raise KeyboardInterrupt
        return bench_module.watched(*arguments)

    monkeypatch.setattr(module, "watched", cut_after_three)
    assert call("calibrate", "--operator", "t", *CERTIFICATE).exit_code == 1
    assert kinds(folder) == []
    log = folder / "calibration-run.jsonl"
    log.write_bytes(log.read_bytes() + b'{"event":"taken","at_')
    monkeypatch.undo()
    monkeypatch.setenv("KIOSK_CONFIG", str(folder.parent / "config.toml"))
    kept = log.read_bytes()
    run = call("calibrate", "--operator", "t", "--json")
    assert "going on after 3 of 7 set-points" in run.stderr
    told = json.loads(run.stdout)
    assert told["accepted"], told["reasons"]
    assert len(told["points"]) == 7
    assert not log.exists()
    after = call("calibrate", "--operator", "t", "--points", points_file(folder, ()))
    assert after.exit_code == 1, "an empty file is no calibration"
    log.write_bytes(kept)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_walk", lambda bench, run, target: replace(run, begun=_begun(folder)))
        again = json.loads(call("calibrate", "--operator", "t", "--json").stdout)
    assert again["seq"] == told["seq"], "the same run is stored once"


def _begun(folder: Path) -> Any:
    first = calibration_rows(folder / "records.db")[0].what
    assert isinstance(first, CalibrationRecord)
    return replace(_any_begun(), run_id=first.run_id)


def _any_begun() -> Any:
    from tests.screening.test_calibration_run import BEGUN

    return BEGUN


@pytest.mark.slow
def test_a_real_sensor_is_calibrated_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person sets the blackbody at each prompt. Cut short here, so that it is found to have watched too briefly."""
    room = FixedRoom(36.0, 25.0)
    sensor = SimulatedThermometer(room, physics=Physics(target_emissivity=0.98))
    config = folder.parent / "config.toml"
    config.write_text(config.read_text() + f'[thermometer]\nsource = "serial"\nport = "{sensor.port}"\n')

    def prompt(text: str, **_: object) -> str:
        room.skin_c = float(text.split()[4])
        return ""

    monkeypatch.setattr(bench_module.click, "prompt", prompt)
    monkeypatch.setattr(bench_module, "READINGS", 10)
    monkeypatch.setattr(bench_module, "PERIOD_S", 0.05)
    monkeypatch.setattr("kiosk.cli.target.SETTLING_S", 0.6)
    monkeypatch.setattr(module, "warm", lambda samples: Steadiness.STEADY)
    monkeypatch.setattr(module, "steadiness", lambda samples: (Steadiness.STEADY, 0.0))
    sensor.start()
    run = call("calibrate", "--operator", "t", *CERTIFICATE, "--json")
    sensor.stop()
    told = json.loads(run.stdout)
    assert run.exit_code == 1
    assert {reason["why"] for reason in told["reasons"]} == {"too_few_readings", "not_steady"}
    assert told["gain"] == pytest.approx(1.0, abs=0.05)
    assert [point["reference_c"] for point in told["points"]] == [34, 36, 38, 40, 37, 36, 34]
    assert told["simulated"], "a pseudo-terminal is no sensor, whatever the config says"


def test_a_damaged_run_is_discarded_only_when_asked(folder: Path) -> None:
    calibrated(folder)
    (folder / "calibration-run.jsonl").write_text("[]\n", encoding="utf-8")
    run = call("calibrate", "--operator", "t", *CERTIFICATE)
    assert run.exit_code == 2
    assert "--restart discards it" in run.output
    points = points_file(folder, staircase())
    assert call("calibrate", "--operator", "t", "--restart", "--points", points).exit_code == 0
    assert not (folder / "calibration-run.jsonl").exists()


def test_a_run_belongs_to_its_sensor(folder: Path) -> None:
    from kiosk.records.calibrations import event_line
    from tests.screening.test_calibration_run import BEGUN

    folder.mkdir(mode=0o700)
    (folder / "calibration-run.jsonl").write_text(event_line(BEGUN) + "\n", encoding="utf-8")
    run = call("calibrate", "--operator", "other", *CERTIFICATE)
    assert f"the interrupted run is {BEGUN.operator}'s" in run.output
    run = call("calibrate", "--operator", BEGUN.operator, *CERTIFICATE)
    assert run.exit_code == 2
    assert "was with another sensor" in run.output


def test_a_source_that_never_stands_still_ends_in_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_module, "READINGS", 10)
    monkeypatch.setattr(bench_module, "TRIES", 2)
    run = call("calibrate", "--operator", "t", *CERTIFICATE)
    assert run.exit_code == 2
    assert "does not become steady" in run.output
