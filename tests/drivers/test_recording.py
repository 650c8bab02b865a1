"""What was recorded reads alike when it is replayed; pictures of people are not recorded by the way."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drivers.protocols import PROTOCOLS
from drivers.recording import Recorder, RecordingRefused, replay
from drivers.scanning import attempts, scan
from drivers.simulation.faults import Fault
from drivers.simulation.scene import Scene
from drivers.simulation.thermometer import FixedRoom, SimulatedThermometer
from drivers.simulation.wire.raytek import RaytekSensor
from drivers.thermometer import Thermometer
from drivers.values import DeviceUnavailable, Reading
from kiosk.cli.devices import Room, thermometer_of
from kiosk.cli.main import main
from kiosk.cli.sparkline import sparkline
from kiosk.config import load, shipped

ONE_OF_EACH = ("gy-614v3", "optris-ct", "optris-ct-burst", "raytek-burst", "omega-os-mini", "gy-mcu90640")


@pytest.fixture
def simulate() -> Iterator:
    made: list[SimulatedThermometer] = []

    def started(name: str, fault: Fault = Fault.NONE) -> SimulatedThermometer:
        sensor = SimulatedThermometer(FixedRoom(36.6, 26.0), name, seed=4)
        sensor.fault = fault
        sensor.start()
        made.append(sensor)
        return sensor

    yield started
    for sensor in made:
        sensor.stop()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_replay_gives_the_readings_of_the_day(simulate, tmp_path: Path, name: str) -> None:
    sensor = Thermometer(simulate(name).port, name, emissivity=0.98)
    recorder = Recorder(sensor, tmp_path / "a.jsonl")
    sensor.open()
    live: list[Reading] = []
    for _ in range(4):
        live += sensor.read(5.0)
    sensor.close()
    recorder.close()
    replayed = [item.reading for item in replay(tmp_path / "a.jsonl")]
    assert len(live) >= 4
    assert replayed[-len(live) :] == live
    head = json.loads((tmp_path / "a.jsonl").read_text().splitlines()[0])
    assert (head["protocol"], head["simulated"]) == (name, True)


def test_replayed_times_rise(simulate, tmp_path: Path) -> None:
    sensor = Thermometer(simulate("gy-mcu90614").port, "gy-mcu90614")
    recorder = Recorder(sensor, tmp_path / "a.jsonl")
    sensor.open()
    for _ in range(3):
        sensor.read(1.0)
    sensor.close()
    recorder.close()
    times = [item.at for item in replay(tmp_path / "a.jsonl")]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] < 5


def test_an_array_that_may_be_real_is_recorded_at_the_bench_only(tmp_path: Path) -> None:
    for port in ("auto", "/dev/null"):
        with pytest.raises(RecordingRefused, match="pictures of people"):
            Recorder(Thermometer(port, "gy-mcu90640"), tmp_path / "a.jsonl")
    assert not (tmp_path / "a.jsonl").exists()
    Recorder(Thermometer("auto", "gy-mcu90640"), tmp_path / "a.jsonl", bench=True).close()


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine")
    with pytest.raises(FileExistsError):
        Recorder(Thermometer("auto", "optris-cs"), tmp_path / "a.jsonl")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"protocol": "other", "address": null}', "\x00"])
def test_other_files_are_no_recordings(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text)
    with pytest.raises(RecordingRefused, match="is no recording"):
        list(replay(tmp_path / "a"))


HEAD = '{"protocol": "optris-cs", "baud": 9600, "address": null, "emissivity": 1.0, "simulated": false}'
SENT, CAME = '{"t": 0.1, "sent": "01"}', '{"t": 0.1, "came": "04d3"}'


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[1]",
        CAME[:-3],
        CAME.replace("04d3", "04d"),
        *(CAME.replace("0.1", wrong) for wrong in ('"x"', "null", "NaN", "Infinity", "-1")),
        CAME.replace('"04d3"', "7"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a").write_text(f"{HEAD}\n{SENT}\n{line}\n{CAME}\n")
    with pytest.raises(RecordingRefused, match=r"is no recording of a thermometer: line 3 is not bytes"):
        list(replay(tmp_path / "a"))


@pytest.mark.parametrize(
    "changed",
    [
        ("optris-cs", "gy-mcu90614", "null", "7"),
        ("null", "7000"),
        ("null", '"7"'),
        ("null", "7.5"),
        ("1.0", '"x"'),
        ("optris-cs", "other"),
        ('"optris-cs"', "[1]"),
    ],
)
def test_a_recording_of_nothing_known_is_refused(tmp_path: Path, changed: tuple[str, ...]) -> None:
    head = HEAD
    for old, new in zip(changed[::2], changed[1::2], strict=True):
        head = head.replace(old, new)
    (tmp_path / "a").write_text(f"{head}\n{SENT}\n{CAME}\n")
    with pytest.raises(RecordingRefused, match="first line does not name a known protocol"):
        list(replay(tmp_path / "a"))


# scan


def test_scan_listens_before_it_asks() -> None:
    names = [info.name for info, _ in attempts()]
    assert names.index("optris-cs-burst") < names.index("optris-cs")
    assert {info.baud for info, _ in attempts()} == {9600, 115200}


@pytest.mark.parametrize(("name", "fault", "baud"), [("gy-mcu90614", Fault.NONE, 9600), ("gy-614v3", Fault.NONE, 9600)])
def test_scan_finds(simulate, name: str, fault: Fault, baud: int) -> None:
    sensor = simulate(name, fault)
    found = scan(sensor.port)
    assert found is not None
    assert (found.protocol, found.baud, found.simulated, found.problem) == (name, baud, True, "")
    assert found.config_lines()[2:] == [f'protocol = "{name}"', f'port = "{sensor.port}"']


def test_scan_finds_a_sensor_by_its_address_and_says_so(simulate) -> None:
    sensor = simulate("raytek-mi")
    sensor.wire = RaytekSensor(address=17)
    told = json.loads(kiosk("scan", "--port", sensor.port, "--address", "17", "--json").output)
    assert (told["protocol"], told["config"][-1]) == ("raytek-mi", "address = 17")
    elsewhere = kiosk("scan", "--port", sensor.port, "--address", "250")
    assert (elsewhere.exit_code, f"no sensor found on {sensor.port} at address 250" in elsewhere.output) == (2, True)


def test_scan_asks_at_an_address_only_what_can_have_it() -> None:
    assert {info.name for info, _ in attempts(250)} >= {"calex-pyrominibus", "gy-614v3"}
    assert all(info.addresses is not None and info.addresses[1] >= 250 for info, _ in attempts(250))


def test_scan_names_a_sensor_that_must_not_be_used(simulate) -> None:
    found = scan(simulate("gy-614v3", Fault.BENT).port)
    assert found is not None
    assert found.reading is None
    assert "offset of +0.8 °C" in found.problem


def test_scan_of_a_silent_port(line, monkeypatch) -> None:
    monkeypatch.setattr("drivers.scanning.FIRST_READING_S", 0.02)
    monkeypatch.setattr("drivers.thermometer.ANSWER_S", 0.01)
    tried: list[str] = []
    assert scan(line.port, tried.append) is None
    assert len(tried) == len(attempts())
    with pytest.raises(DeviceUnavailable, match="not a serial port"):
        scan("/dev/null")


# commands


def kiosk(*words: str) -> Result:
    return CliRunner().invoke(main, ["thermometer", *words])


def test_list_names_every_protocol_first() -> None:
    assert [line.split()[0] for line in kiosk("list").output.splitlines()] == list(PROTOCOLS)


def test_read_as_json_and_as_a_plot(simulate) -> None:
    sensor = simulate("gy-mcu90614")
    words = ("read", "--port", sensor.port, "--protocol", "gy-mcu90614", "-n", "3")
    values = [json.loads(line) for line in kiosk(*words, "--json").output.splitlines()]
    assert len(values) == 3
    assert all(set(value) == {"object_c", "ambient_c"} for value in values)
    drawn = kiosk(*words, "--plot").output
    assert drawn.count("\r") == 3
    assert drawn.endswith("\n")


def test_record_and_plot(simulate, tmp_path: Path) -> None:
    sensor, file = simulate("optris-cs"), str(tmp_path / "a.jsonl")
    words = ("record", file, "--port", sensor.port, "--protocol", "optris-cs", "--seconds", "0.6")
    assert "readings" in kiosk(*words).output
    assert "°C" in kiosk("plot", file).output
    again = kiosk(*words)
    assert again.exit_code == 2
    assert "exists" in again.output


def test_a_failed_recording_leaves_its_name_free(simulate, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    words = ("record", str(file), "--protocol", "gy-mcu90614", "--seconds", "0.3", "--port")
    assert "no such file" in kiosk(*words, str(tmp_path / "nothing")).output
    silent = kiosk(*words, simulate("gy-mcu90614", Fault.SILENCE).port)
    assert (silent.exit_code, "nothing came in 0.3 s" in silent.output) == (2, True)
    assert not file.exists()
    assert "readings" in kiosk(*words, simulate("gy-mcu90614").port).output


@pytest.mark.parametrize("command", ["read", "record"])
def test_an_emissivity_that_no_sensor_takes_is_not_passed_over(simulate, tmp_path: Path, command: str) -> None:
    file = [str(tmp_path / "a.jsonl")] if command == "record" else []
    name = "gy-mcu90614"
    result = kiosk(command, *file, "--port", simulate(name).port, "--protocol", name, "--emissivity", "0.95")
    assert (result.exit_code, "cannot be told an emissivity; leave --emissivity out" in result.output) == (2, True)


def test_scan_prints_what_to_paste(simulate) -> None:
    sensor = simulate("gy-mcu90614")
    told = kiosk("scan", "--port", sensor.port).output
    assert "(SIMULATION)" in told
    assert '  protocol = "gy-mcu90614"' in told
    assert json.loads(kiosk("scan", "--port", sensor.port, "--json").output)["protocol"] == "gy-mcu90614"


def test_what_scan_says_can_be_pasted(simulate, tmp_path: Path) -> None:
    sensor = simulate("gy-mcu90614")
    told = json.loads(kiosk("scan", "--port", sensor.port, "--json").output)["config"]
    pasted = dict(line.split(" = ") for line in told[1:])
    begin, section, rest = re.split(r"(?ms)^(\[thermometer\].*?)^(?=\[)", shipped().read_text(encoding="utf-8"))
    for key, value in pasted.items():
        section, count = re.subn(rf"(?m)^{key} = \S*", f"{key} = {value}", section)
        assert (told[0], count) == ("[thermometer]", 1)
    (tmp_path / "config.toml").write_text(begin + section + rest, encoding="utf-8")
    read_back = thermometer_of(load(tmp_path / "config.toml"), Room(Scene.still(), "none", 0))
    read_back.open()
    assert (read_back.identity.where, len(read_back.read(5.0)) > 0) == (sensor.port, True)
    read_back.close()


def test_preview_draws_an_array_and_nothing_else(simulate) -> None:
    words = ("preview", "--port", simulate("gy-mcu90640").port, "-n", "1", "--protocol")
    drawn = kiosk(*words, "gy-mcu90640").output
    assert drawn.count("▀") == 32 * 12
    assert "warm target at column 15." in drawn
    assert "measures one spot" in kiosk(*words, "optris-cs").output


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("read", "--port", "x", "--protocol", "gy-mcu90641"), "did you mean"),
        (("read", "--port", "x", "--protocol", "gy-mcu90614", "--address", "3"), "knows no addresses"),
        (("read", "--port", "usb:zz", "--protocol", "gy-mcu90614"), "no USB identity"),
        (("plot", "/dev/null"), "no recording"),
        (("simulate", "optris"), "NAME: unknown protocol 'optris'"),
        (("simulate", "optris-cs", "--fault", "disconect"), "did you mean disconnect?"),
        (("simulate", "optris-cs", "--object-c", "nan"), "'nan' is no number"),
        (("simulate", "optris-cs", "--link", "/etc/hosts"), "/etc/hosts: file exists"),
        (("scan", "--port", "/dev/null"), "Error: /dev/null is not a serial port; set --port to"),
        (("read", "--port", "/dev/nothing", "--protocol", "gy-mcu90614"), "or set --port to its path"),
    ],
)
def test_mistakes_end_in_one_sentence(words: tuple[str, ...], problem: str) -> None:
    result = kiosk(*words)
    assert result.exit_code == 2
    assert problem in result.output


def test_sparkline() -> None:
    assert sparkline([36.0, 36.5, None, 37.0]) == "▁▅·█"
    assert sparkline([36.0, 36.0]) == "▅▅"
    assert sparkline([None, None]) == "··"
