"""config.toml -> frozen dataclasses. Unknown keys are errors, every number has a range, errors say what to do."""

import os
import tomllib
from dataclasses import Field, dataclass, field, fields, is_dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from kiosk.config_door import DispenserConfig, DoorConfig, DoorSource, wrong_door
from kiosk.config_heads import HeadsConfig, wrong_heads
from kiosk.config_monitor import MonitorConfig, wrong_monitor
from kiosk.config_room import wrong_room
from kiosk.config_screen import OfficeConfig, ScreenConfig, SpeechConfig, wrong_screen
from kiosk.screening.settings import (
    Environment,
    Limits,
    MaskVoting,
    Officer,
    Policy,
    Position,
    Rules,
    Thermometry,
    Timing,
    setting,
)
from kiosk.screening.values import Check

CONFIG_VERSION = 1
MOST_READINGS_PER_S = 20
"""No supported thermometer sends more."""
SYSTEM_CONFIG = Path("/etc/kiosk/config.toml")


class ConfigError(Exception):
    """One sentence for the person who edits config.toml."""


class CameraSource(StrEnum):
    SIMULATED = "simulated"
    USB = "usb"
    RTSP = "rtsp"
    FILE = "file"
    FOLDER = "folder"


class ThermometerSource(StrEnum):
    SIMULATED = "simulated"
    SERIAL = "serial"


class Region(StrEnum):
    """As drivers.thermal.Part."""

    FOREHEAD = "forehead"
    CANTHI = "canthi"


class KeptValues(StrEnum):
    """As kiosk.records.reduction.Keep."""

    EXACT = "exact"
    BANDED = "banded"
    REFERRALS = "referrals"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class StationConfig:
    """Which kiosk this is, and where it keeps its records."""

    station_id: str = setting("door-1", "name of this kiosk; part of every record")
    office_id: str = setting("office-1", "name of the office; part of every record")
    humidity_file: str = setting(
        "", "file with the room's humidity as Linux has it for a sensor (humidity1_input, thousandths of a percent)"
    )
    data_dir: str = setting("", "records, keys, accounts; empty: the user's data folder, outside the checkout")


@dataclass(frozen=True, slots=True)
class CameraConfig:
    source: CameraSource = setting(CameraSource.SIMULATED, "simulated, usb, rtsp, file (a video) or folder (pictures)")
    device: str = setting("0", "usb: number or path of the camera")
    url: str = setting("", "rtsp: address, rtsp://..")
    path: str = setting("", "file, folder: where it is")
    width: int = setting(640, "picture width asked for", low=160, high=3840, unit="px")
    height: int = setting(480, "picture height asked for", low=120, high=2160, unit="px")
    fps: float = setting(15.0, "pictures a second asked for", low=1.0, high=60.0, unit="1/s")


@dataclass(frozen=True, slots=True)
class ThermometerConfig:
    source: ThermometerSource = setting(ThermometerSource.SIMULATED, "simulated or serial")
    protocol: str = setting("gy-mcu90614", "as `kiosk thermometer list` names it")
    port: str = setting("auto", "serial: device path; usb:vendor:product[:serial]; auto takes the only USB serial port")
    baud: int = setting(0, "serial: 0 takes the protocol's own", low=0, high=4_000_000, unit="baud")
    address: int = setting(0, "serial: its address on a shared line; 0 = alone on the line", low=0, high=255)
    serial: str = setting("", "serial: the sensor's own serial number; another is refused; empty takes the first met")
    region: Region = setting(Region.FOREHEAD, "array: forehead, or canthi (inner eye corners; a face 120 pixels wide)")
    registration: str = setting("", "array: file that says where it looks; empty: in data_dir, made by `register`")


@dataclass(frozen=True, slots=True)
class RecordsConfig:
    """What is kept of visitors, and for how long."""

    keep_days: int = setting(
        90, "`kiosk records purge` erases what visitors left longer ago; 0 = nothing", low=0, high=3650, unit="d"
    )
    keep_values: KeptValues = setting(
        KeptValues.EXACT,
        "exact; banded (half degrees); referrals (a temperature only of those sent to the officer); outcome (it alone)",
    )


@dataclass(frozen=True, slots=True)
class SimulationConfig:
    seed: int = setting(1, "another seed, other visitors", low=0, high=2**31 - 1)
    visitors: bool = setting(True, "false: an empty room")


@dataclass(frozen=True, slots=True)
class Config:
    """All of one kiosk."""

    config_version: int = setting(CONFIG_VERSION, "version of this file's keys", low=1, high=CONFIG_VERSION)
    station: StationConfig = field(default_factory=StationConfig)
    camera: CameraConfig = field(default_factory=CameraConfig)
    thermometer: ThermometerConfig = field(default_factory=ThermometerConfig)
    door: DoorConfig = field(default_factory=DoorConfig)
    dispenser: DispenserConfig = field(default_factory=DispenserConfig)
    office: OfficeConfig = field(default_factory=OfficeConfig)
    screen: ScreenConfig = field(default_factory=ScreenConfig)
    speech: SpeechConfig = field(default_factory=SpeechConfig)
    records: RecordsConfig = field(default_factory=RecordsConfig)
    heads: HeadsConfig = field(default_factory=HeadsConfig)
    policy: Policy = field(default_factory=Policy)
    thermometry: Thermometry = field(default_factory=Thermometry)
    voting: MaskVoting = field(default_factory=MaskVoting)
    position: Position = field(default_factory=Position)
    timing: Timing = field(default_factory=Timing)
    environment: Environment = field(default_factory=Environment)
    officer: Officer = field(default_factory=Officer)
    limits: Limits = field(default_factory=Limits)
    monitor: MonitorConfig = field(default_factory=MonitorConfig)
    simulation: SimulationConfig = field(default_factory=SimulationConfig)

    @property
    def rules(self) -> Rules:
        return Rules(self.policy, self.thermometry, self.voting, self.position, self.timing, self.environment)


def find(given: str | None) -> Path:
    """Return the config file in force: `--config`, KIOSK_CONFIG, /etc/kiosk/config.toml, then the shipped one.

    Raises ConfigError when a file that was named does not exist.
    """
    for named, by in ((given, "--config"), (os.environ.get("KIOSK_CONFIG"), "KIOSK_CONFIG")):
        if named:
            if not Path(named).is_file():
                raise ConfigError(f"{by}: there is no file {named}")
            return Path(named)
    return SYSTEM_CONFIG if SYSTEM_CONFIG.is_file() else shipped()


def shipped() -> Path:
    """Return the shipped file: inside the package when installed, at the top of the checkout otherwise."""
    inside = Path(__file__).with_name("config.toml")
    return inside if inside.is_file() else Path(__file__).parent.parent / "config.toml"


def load(path: Path) -> Config:
    """Return the config in `path`. Raises ConfigError naming file, key, what is allowed and the nearest right name."""
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    try:
        version = tree.get("config_version")
        if isinstance(version, int) and version > CONFIG_VERSION:
            raise ConfigError(
                f"config_version {version} is newer than this program ({CONFIG_VERSION}): update the program"
            )
        config = _build(Config, tree, "")
        _check_together(config)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    return config


def data_dir(config: Config) -> Path:
    """Return the folder of records, keys and accounts. Raises ConfigError when it needs a home that is not there."""
    try:
        if config.station.data_dir:
            return Path(config.station.data_dir).expanduser()
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    except RuntimeError:
        where = f"{config.station.data_dir!r} names" if config.station.data_dir else "is empty, which means"
        raise ConfigError(f"station.data_dir {where} a home folder that does not exist: write a whole path") from None
    return Path(base) / "kiosk"


def _build(kind: Any, tree: dict[str, Any], where: str) -> Any:
    hints = get_type_hints(kind)
    known = {item.name: item for item in fields(kind)}
    for key in tree:
        if key not in known:
            raise ConfigError(_unknown(f"{where}{key}", where, key, list(known)))
    values = {key: _value(hints[key], known[key], value, f"{where}{key}") for key, value in tree.items()}
    return kind(**values)


MOVED = {"station.office_name": "office.name"}


def _unknown(name: str, where: str, key: str, known: list[str]) -> str:
    if name in MOVED:
        return f"{name} has moved: write it as {MOVED[name]}"
    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    home = next((section.name for section in fields(Config) if key in _keys_of(section.name)), None)
    if home is not None and where.count(".") < 2:
        hint = f"it belongs under [{home}]"
    else:
        hint = f"did you mean {nearest[0]}?" if nearest else f"known here: {', '.join(known)}"
    return f"unknown {'key' if where else 'section or key'} {name} ({hint})"


def _keys_of(section: str) -> tuple[str, ...]:
    kind = get_type_hints(Config)[section]
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()


def _value(hint: Any, item: Field[Any], value: Any, name: str) -> Any:
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise ConfigError(f"{name} is a section: write [{name}]")
        return _build(hint, value, f"{name}.")
    if get_origin(hint) is tuple:
        return _tables(get_args(hint)[0], value, name)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(hint, value, name)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise ConfigError(f"{name}: {value!r} is not {_WORD[hint]}{_span(item)}")
    if isinstance(value, str) and any(ord(letter) < ord(" ") for letter in value):
        raise ConfigError(f"{name}: {value!r} holds a line break or another control character: write one line of text")
    low, high = item.metadata.get("low"), item.metadata.get("high")
    if low is not None and high is not None and not low <= value <= high:
        raise ConfigError(f"{name}: {value} is outside{_span(item).removeprefix(',')}")
    return value


def _tables(kind: Any, value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ConfigError(f"{name} is a list of tables: write [[{name}]] before each, or {name} = [] for none")
    return tuple(_build(kind, one, f"{name}.") for one in value)


_WORD = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


def _span(item: Field[Any]) -> str:
    low, high, unit = (item.metadata.get(key) for key in ("low", "high", "unit"))
    if low is None:
        return ""
    return f", {low} to {high}" + (f" ({unit})" if unit else "")


def _choice(hint: type[StrEnum], value: Any, name: str) -> StrEnum:
    allowed = [member.value for member in hint]
    if value in allowed:
        return hint(value)
    nearest = get_close_matches(str(value), allowed, n=1)
    hint_text = f"; did you mean {nearest[0]}?" if nearest else ""
    raise ConfigError(f"{name}: {value!r} is not one of {', '.join(allowed)}{hint_text}")


def _check_together(config: Config) -> None:
    """Keys that are each in range but do not fit one another."""
    camera, position = config.camera, config.position
    if camera.source is CameraSource.RTSP and not camera.url:
        raise ConfigError('camera.url is empty: camera.source = "rtsp" needs the address, rtsp://..')
    if camera.source in (CameraSource.FILE, CameraSource.FOLDER) and not camera.path:
        raise ConfigError(f'camera.path is empty: camera.source = "{camera.source}" needs it')
    apart = (wrong_door(config.door, config.dispenser), wrong_heads(config.heads), wrong_monitor(config.monitor))
    for wrong in (*apart, wrong_room(config.environment), wrong_screen(config.screen, config.office)):
        if wrong is not None:
            raise ConfigError(wrong)
    _check_ports(config)
    _check_rules(config)
    if not position.zone_face <= position.min_face < position.max_face:
        raise ConfigError("position: zone_face must not exceed min_face, and min_face must be below max_face")
    if not config.station.station_id.strip() or not config.station.office_id.strip():
        raise ConfigError("station.station_id and station.office_id must not be empty: they stand in every record")


def _check_ports(config: Config) -> None:
    """The relay's port must stay the guard's alone: a thermometer that held it would keep it from sending OFF."""
    sensor, door = config.thermometer, config.door
    on_a_port = door.source in (DoorSource.SERIAL_RELAY, DoorSource.MODBUS_RELAY)
    if not on_a_port or sensor.source is not ThermometerSource.SERIAL:
        return
    if sensor.port == "auto":
        raise ConfigError("thermometer.port = auto could take the relay's port: name the sensor's, e.g. /dev/ttyUSB0")
    if Path(sensor.port).resolve() == Path(door.port).resolve():
        raise ConfigError(f"thermometer.port and door.port are both {door.port}: sensor and relay need one each")


def _check_rules(config: Config) -> None:
    """Rules under which everybody or nobody could pass."""
    policy, thermometry, voting = config.policy, config.thermometry, config.voting
    if {policy.hands, policy.mask, policy.temperature} == {Check.OFF}:
        raise ConfigError("policy: hands, mask and temperature are all off: the door would open for everybody")
    by_baseline = policy.baseline_c + policy.margin_c if policy.baseline_c else policy.elevated_from
    if min(policy.elevated_from, by_baseline) <= policy.low_limit + 0.5:
        raise ConfigError("policy: the threshold in force must be 0.5 °C above low_limit, or nobody could pass")
    if thermometry.min_readings > thermometry.window_s * MOST_READINGS_PER_S:
        raise ConfigError("thermometry: so many min_readings do not fit into window_s, or nobody could pass")
    if voting.min_estimates > voting.window_s * config.camera.fps:
        raise ConfigError("voting: so many min_estimates do not fit into window_s at camera.fps, or nobody could pass")
