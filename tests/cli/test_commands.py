"""Every command: what it prints, and one clear sentence for what goes wrong."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kiosk.cli.main import main
from tests.cli.conftest import Run


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        return [(path, command)]
    with click.Context(command) as context:
        names = command.list_commands(context)
        found = [(name, command.get_command(context, name)) for name in names]
    return [leaf for name, one in found if one is not None for leaf in leaves(one, (*path, name))]


COMMANDS = [pytest.param(path, command, id=" ".join(path)) for path, command in leaves(main)]


@pytest.mark.parametrize(("path", "command"), COMMANDS)
def test_help_has_an_example_and_every_command_takes_config(path: tuple[str, ...], command: click.Command) -> None:
    with click.Context(command, info_name=" ".join(("kiosk", *path))) as context:
        text = command.get_help(context)
    assert f"kiosk {' '.join(path)}" in text.split("Example")[1], "an example that can be pasted"
    assert "--config" in text


def test_check_opens_everything_once(kiosk: Run) -> None:
    run = kiosk("check", "--json")
    found = {line["name"]: line for line in map(json.loads, run.stdout.splitlines())}
    assert run.returncode == 0, run.stdout
    assert set(found) == {
        "data folder",
        "permissions",
        "records",
        "staff",
        "models",
        "thermometer",
        "camera",
        "door",
        "dispenser",
        "screen",
        "baseline",
        "room",
    }
    for device in ("thermometer", "camera", "door"):
        assert "SIMULATION" in found[device]["detail"]


def test_check_says_what_to_do_about_what_fails(kiosk: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[station]\ndata_dir = "{tmp_path / "data"}"\n'
        '[thermometer]\nsource = "serial"\nport = "/dev/ttyUSB77"\n'
        '[camera]\nsource = "usb"\ndevice = "/dev/video77"\n'
        '[door]\nsource = "serial-relay"\nport = "/dev/ttyUSB78"\n',
        encoding="utf-8",
    )
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "staff.db").write_bytes(b"no longer a file of accounts " * 40)
    (tmp_path / "data" / "staff.db").chmod(0o600)
    run = kiosk("check", "--json", config=config)
    failed = {line["name"]: line["detail"] for line in map(json.loads, run.stdout.splitlines()) if not line["ok"]}
    assert run.returncode == 1
    assert set(failed) == {"staff", "thermometer", "camera", "door"}
    assert "/dev/ttyUSB77" in failed["thermometer"]
    assert "/dev/video77" in failed["camera"]
    assert "staff.db cannot be used" in failed["staff"]
    assert "/dev/ttyUSB78" in failed["door"]
    assert all(";" in detail for detail in failed.values()), "what is wrong; what to do"


def test_check_warns_of_records_that_others_can_read(kiosk: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    config.write_text(f'[station]\ndata_dir = "{folder}"\n', encoding="utf-8")
    run = kiosk("check", config=config)
    assert run.returncode == 1
    assert f"chmod 700 {folder}" in run.stdout


def test_thermometer_list_begins_with_names(kiosk: Run) -> None:
    lines = kiosk("thermometer", "list").stdout.splitlines()
    assert "gy-mcu90614" in [line.split()[0] for line in lines]


@pytest.fixture
def simulated(configured: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "KIOSK_CONFIG": str(configured)}
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli.main", "thermometer", "simulate", "gy-mcu90614", "--object-c", "36.5"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_a_simulated_sensor_is_read_like_a_real_one(kiosk: Run, simulated: "subprocess.Popen[str]") -> None:
    assert simulated.stdout is not None
    with simulated:
        port = simulated.stdout.readline().strip()
        run = kiosk("thermometer", "read", "--port", port, "--protocol", "gy-mcu90614", "-n", "5", "--json")
        plain = kiosk("thermometer", "read", "--port", port, "--protocol", "gy-mcu90614", "-n", "1")
        simulated.send_signal(signal.SIGTERM)
        assert simulated.wait(5) == 0
    readings = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(readings) == 5
    for reading in readings:
        assert set(reading) == {"object_c", "ambient_c"}
        assert reading["object_c"] == pytest.approx(36.5, abs=0.2)
        assert reading["ambient_c"] == pytest.approx(26.0, abs=0.3)
    assert "°C" in plain.stdout


WRONG = [
    (["run", "--config", "missing.toml"], "--config: there is no file missing.toml"),
    (["thermometer", "read", "--port", "/dev/ttyUSB77", "--protocol", "gy-mcu90614"], "/dev/ttyUSB77"),
    (["thermometer", "read", "--port", "x", "--protocol", "gy-mcu9061"], "did you mean gy-mcu90614?"),
    (["thermometer", "simulate", "gy-mcu9061"], "gy-mcu90614"),
    (["records", "show", "1", "--db", "missing.db"], "there are no records at missing.db"),
    (["records", "verify", "missing.db"], "there are no records at missing.db"),
    (["mask", "evaluate", "missing"], "missing"),
    (["run", "--visitors", "0"], "0 is not in the range"),
    (["rum"], "No such command 'rum'"),
]


@pytest.mark.parametrize(
    ("arguments", "says"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_mistake_is_one_clear_sentence(kiosk: Run, arguments: list[str], says: str) -> None:
    run = kiosk(*arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[policy]\nelevatd_from = 37.5\n", "unknown key policy.elevatd_from (did you mean elevated_from?)"),
        ("[policy]\nelevated_from = 57.5\n", "policy.elevated_from: 57.5 is outside 35.0 to 42.0 (°C)"),
        ('[thermometer]\nprotocol = "gy-mcu9061"\n', "did you mean gy-mcu90614?"),
    ],
)
def test_a_config_mistake_is_one_clear_sentence(kiosk: Run, tmp_path: Path, text: str, says: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text, encoding="utf-8")
    run = kiosk("run", "--headless", config=config)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert "Traceback" not in run.stderr


def test_a_file_that_is_no_record_is_named(kiosk: Run, tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"not a database" * 100)
    verdict = kiosk("records", "verify", path)
    assert verdict.returncode == 1
    assert f"the file as a whole is bad: the records at {path} are damaged" in verdict.stdout
    told = json.loads(kiosk("records", "verify", path, "--json").stdout)
    assert (told["ok"], told["rows"], told["bad"]["seq"]) == (False, 0, 0)
    listed = kiosk("records", "list", "--db", path)
    assert listed.returncode == 2
    assert str(path) in listed.stderr
    assert "Traceback" not in verdict.stderr + listed.stderr


def test_a_second_station_on_the_same_records_is_refused(kiosk: Run, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(
        f'[station]\ndata_dir = "{tmp_path / "data"}"\n[simulation]\nvisitors = false\n', encoding="utf-8"
    )
    environment = {**os.environ, "KIOSK_CONFIG": str(config)}
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "data" / "records.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert first.stdout is not None
    with first:
        assert first.stdout.readline().strip() == "open"
        run = kiosk("run", "--headless", "--visitors", "1", config=config)
        first.communicate("\n")
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1


HOLDER = """
import sys
from pathlib import Path
from kiosk.records.store import Identity, Records
with Records.open(Path(sys.argv[1]), Identity("a", "b", "c", "d")):
    print("open", flush=True)
    sys.stdin.readline()
"""
