"""`kiosk thermometer reference`, and the config's words about the reference."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drivers.simulation.wire.gy_mcu90640 import GyArray
from kiosk.cli.devices import room_of, thermometer_of
from kiosk.cli.main import main
from kiosk.cli.room_files import OLD_S, ReferenceTold, reference_of
from kiosk.config import ConfigError
from kiosk.config.file import load


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GyArray, "rate_hz", 60.0)


def written(folder: Path, reference: str, protocol: str = "gy-mcu90640", sensor: str = "") -> Path:
    path = folder / "config.toml"
    sections = (f'[station]\ndata_dir = "{folder}"', f'[thermometer]\nprotocol = "{protocol}"', sensor, "[reference]")
    path.write_text("\n".join((*sections, reference, "")), encoding="utf-8")
    return path


def kiosk(config: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["thermometer", "reference", "--config", str(config), *words])


def test_the_place_is_found_and_told_as_the_config_wants_it(tmp_path: Path) -> None:
    config = written(tmp_path, "columns = 7\nrows = 5\nleft = 3\ntop = 2")
    told = json.loads(kiosk(config, "--json").stdout)
    assert (told["left"], told["top"], told["columns"], told["rows"]) == (3, 2, 7, 5)
    assert told["read_c"] == pytest.approx(36.3, abs=0.15)
    assert told["simulated"]
    again = tmp_path / "again"
    again.mkdir()
    lines = kiosk(config).stdout
    assert load(written(again, lines.partition("\n")[2])).reference == load(config).reference


def test_where_nothing_warm_stands_it_says_what_to_do(tmp_path: Path) -> None:
    result = kiosk(written(tmp_path, ""))
    assert result.exit_code == 2
    assert "switch the reference on" in result.output


def test_a_sensor_of_one_spot_sees_no_reference(tmp_path: Path) -> None:
    config = written(tmp_path, "columns = 7\nrows = 5", "gy-mcu90614")
    assert "only an array" in kiosk(config).output
    loaded = load(config)
    with pytest.raises(ConfigError, match=r"reference.columns: gy-mcu90614 measures one spot"):
        thermometer_of(loaded, room_of(loaded))


@pytest.mark.parametrize("keys", ["columns = 7", "rows = 5", "columns = 2\nrows = 2"])
def test_half_a_place_or_too_small_a_one_is_refused(tmp_path: Path, keys: str) -> None:
    with pytest.raises(ConfigError, match=r"reference\.(columns|rows): \d is too few: 3 to 100"):
        load(written(tmp_path, keys))


def test_its_own_sensor_tells_its_temperature(tmp_path: Path) -> None:
    file = tmp_path / "temp1_input"
    config = load(written(tmp_path, "columns = 7\nrows = 5", sensor=f'reference_file = "{file}"'))
    assert reference_of(config) is None
    file.write_text("36437\n")
    assert reference_of(config) == 36.437
    file.write_text("-60000\n")
    assert reference_of(config) is None


def test_its_own_sensor_is_not_waited_for_and_one_that_hangs_tells_nothing(tmp_path: Path) -> None:
    """The array's thread asks `celsius` with each picture: that never opens the file."""
    file, now = tmp_path / "temp1_input", [100.0]
    config = load(written(tmp_path, "columns = 7\nrows = 5", sensor=f'reference_file = "{file}"'))
    told = ReferenceTold(config, lambda: now[0])
    file.write_text("36437\n")
    assert told.celsius() is None
    told.ask()
    file.unlink()
    assert told.celsius() == 36.437
    now[0] += OLD_S + 0.1
    assert told.celsius() is None
    told.ask()
    assert told.celsius() is None


def test_without_a_sensor_of_its_own_the_config_tells_and_nobody_is_asked(tmp_path: Path) -> None:
    told = ReferenceTold(load(written(tmp_path, "columns = 7\nrows = 5")), lambda: 100.0)
    assert (told.celsius(), told.worker) == (36.5, None)


def test_check_tells_of_it(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["check", "--json", "--config", str(written(tmp_path, "columns = 7\nrows = 5"))])
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    found = next(line for line in lines if line["name"] == "reference")
    assert (found["ok"], "36.50 °C" in found["detail"]) == (True, True)
