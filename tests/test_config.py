"""Errors teach: they name the key, what is allowed, and the nearest right name."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from kiosk.config import CameraSource, Config, ConfigError, data_dir, find, load, shipped
from kiosk.screening.values import Check


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


SERVICE = "[[office.services]]\ntitle = 'Pajak'\naddress = 'https://pajak.example'\n"


def test_services_can_be_named_or_left_out(tmp_path: Path) -> None:
    assert [one.title for one in load(written(tmp_path, 2 * SERVICE)).office.services] == ["Pajak", "Pajak"]
    assert load(written(tmp_path, "[office]\nservices = []")).office.services == ()


def test_an_empty_file_is_the_shipped_one(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")) == load(shipped()) == Config()


def test_the_shipped_file_names_every_key() -> None:
    """Whoever edits it sees all there is to set, with its range."""
    text = shipped().read_text(encoding="utf-8")
    for section in fields(Config):
        value = getattr(Config(), section.name)
        if not is_dataclass(value):
            continue
        body = text.split(f"[{section.name}]")[1].split("\n[")[0]
        for key in fields(value):
            if isinstance(tables := getattr(value, key.name), tuple):
                assert text.count(f"[[{section.name}.{key.name}]]") == len(tables) > 0
                continue
            line = re.search(rf"^{key.name} = .*# (.+)$", body, re.MULTILINE)
            assert line, f"{section.name}.{key.name} is missing"
            if key.metadata["low"] is not None:
                span = f"{key.metadata['low']} to {key.metadata['high']}"
                assert span in line.group(1), f"{section.name}.{key.name}: {span}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[policy]\nelevatd_from = 37.5", "unknown key policy.elevatd_from (did you mean elevated_from?)"),
        ("[polcy]\n", "unknown section or key polcy (did you mean policy?)"),
        ("[screen]\nzzz = 1", "unknown key screen.zzz (known here: language, balinese, fullscreen, show_temperature, "),
        ('[station]\noffice_name = "x"', "station.office_name has moved: write it as office.name"),
        ('[screen]\nlanguage = "ban"', 'screen.language = "ban" needs screen.balinese = true'),
        ('[office]\ncomplaints = "lapor"', "office.complaints: 'lapor' is no web address: write https://.."),
        ("[office]\nservices = 1", "office.services is a list of tables: write [[office.services]] before each"),
        (5 * SERVICE, "office.services: 5 are too many, at most 4 fit on the screen"),
        (SERVICE.replace("Pajak", " "), "office.services, number 1: title is empty: say what can be done there"),
        (SERVICE.replace("https", "ftp"), "address 'ftp://pajak.example' is no web address: write https://.."),
        (SERVICE + f"hours = '{'x' * 29}'", "hours has 29 characters, at most 28 fit on its card"),
        ("[[office.services]]\nurl = 'x'", "unknown key office.services.url (did you mean hours?)"),
        ("[policy]\nelevated_from = 57.5", "policy.elevated_from: 57.5 is outside 35.0 to 42.0 (°C)"),
        ("[policy]\nelevated_from = nan", "policy.elevated_from: nan is outside 35.0 to 42.0 (°C)"),
        ('[policy]\nelevated_from = "hot"', "policy.elevated_from: 'hot' is not a number, 35.0 to 42.0 (°C)"),
        ("[policy]\nretries = true", "policy.retries: True is not a whole number, 0 to 5"),
        ("[policy]\nretries = 1.5", "policy.retries: 1.5 is not a whole number, 0 to 5"),
        ('[screen]\nfullscreen = "yes"', "screen.fullscreen: 'yes' is not true or false"),
        ('[policy]\nmask = "requires"', "'requires' is not one of off, advise, require; did you mean require?"),
        ('[camera]\nsource = "webcam"', "'webcam' is not one of simulated, usb, rtsp, file, folder"),
        ("camera = 3", "camera is a section: write [camera]"),
        ("[camera\n", "not valid TOML"),
        ('mask = "off"', "unknown section or key mask (it belongs under [policy])"),
        ('[station]\nmask = "off"', "unknown key station.mask (it belongs under [policy])"),
        ('[station]\nstation_id = "door\\n1"', "'door\\n1' holds a line break or another control character"),
        ("config_version = 99", "config_version 99 is newer than this program (1): update the program"),
        ('[camera]\nsource = "rtsp"', 'camera.url is empty: camera.source = "rtsp" needs the address'),
        ('[camera]\nsource = "file"', 'camera.path is empty: camera.source = "file" needs it'),
        ('[door]\nsource = "serial-relay"', 'door.port is empty: door.source = "serial-relay" needs the device path'),
        ("[position]\nmin_face = 0.7", "min_face must be below max_face"),
        ("[position]\nzone_face = 0.3", "zone_face must not exceed min_face"),
        ("[policy]\nbaseline_c = 32.0", "the threshold in force must be 0.5 °C above low_limit"),
        ("[policy]\nelevated_from = 35.0\nlow_limit = 36.0", "the threshold in force must be 0.5 °C above low_limit"),
        ('[policy]\nhands = "off"\nmask = "off"\ntemperature = "off"', "the door would open for everybody"),
        ("[thermometry]\nwindow_s = 0.2\nmin_readings = 100", "so many min_readings do not fit into window_s"),
        ("[voting]\nmin_estimates = 60", "so many min_estimates do not fit into window_s"),
        (
            '[door]\nsource = "serial-relay"\nport = "/dev/ttyUSB1"\n[thermometer]\nsource = "serial"',
            "thermometer.port = auto could take the relay's port",
        ),
        (
            '[door]\nsource = "serial-relay"\nport = "/dev/ttyUSB1"\n'
            '[thermometer]\nsource = "serial"\nport = "/dev/ttyUSB1"',
            "thermometer.port and door.port are both /dev/ttyUSB1",
        ),
        ('[station]\nstation_id = " "', "station.station_id and station.office_id must not be empty"),
    ],
)
def test_says_what_is_wrong_and_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert says in str(error.value)
    assert str(error.value).startswith(str(path))


def test_a_whole_number_will_do_for_a_number(tmp_path: Path) -> None:
    assert load(written(tmp_path, "[policy]\nelevated_from = 38")).policy.elevated_from == 38.0


def test_one_word_switches_a_device_to_the_real_one(tmp_path: Path) -> None:
    config = load(written(tmp_path, '[camera]\nsource = "usb"\n[thermometer]\nsource = "serial"\n'))
    assert config.camera.source is CameraSource.USB
    assert config.rules.policy.mask is Check.REQUIRE


def test_an_unreadable_file_is_an_error_of_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(path)


def test_the_mark_that_windows_editors_begin_a_file_with_is_no_error(tmp_path: Path) -> None:
    assert load(written(tmp_path, '\ufeff[policy]\nhands = "off"\n')).policy.hands is Check.OFF


@pytest.mark.parametrize("named", ["", "~/records", "~nobody-of-that-name/records"])
def test_a_home_that_is_not_there_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 54321)
    config = load(written(tmp_path, f'[station]\ndata_dir = "{named}"\n'))
    with pytest.raises(ConfigError, match=r"station.data_dir .* a home folder that does not exist"):
        data_dir(config)


def test_the_order_of_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named, by_variable = tmp_path / "a.toml", tmp_path / "b.toml"
    named.touch()
    by_variable.touch()
    monkeypatch.setattr("kiosk.config.file.SYSTEM_CONFIG", tmp_path / "system.toml")
    monkeypatch.delenv("KIOSK_CONFIG", raising=False)
    assert find(None) == shipped()
    (tmp_path / "system.toml").touch()
    assert find(None) == tmp_path / "system.toml"
    monkeypatch.setenv("KIOSK_CONFIG", str(by_variable))
    assert find(None) == by_variable
    assert find(str(named)) == named
    with pytest.raises(ConfigError, match="--config: there is no file"):
        find(str(tmp_path / "c.toml"))
    monkeypatch.setenv("KIOSK_CONFIG", str(tmp_path / "d.toml"))
    with pytest.raises(ConfigError, match="KIOSK_CONFIG: there is no file"):
        find(None)


def test_data_lives_outside_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_dir(Config()) == tmp_path / "kiosk"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert data_dir(Config()) == Path.home() / ".local" / "share" / "kiosk"
    chosen = load(written(tmp_path, '[station]\ndata_dir = "~/records"'))
    assert data_dir(chosen) == Path.home() / "records"
