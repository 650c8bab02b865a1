"""config.toml -> frozen dataclasses. Unknown keys are errors, every number has a range, errors say what to do."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config.door import DispenserConfig, DoorConfig, DoorSource, wrong_door
from kiosk.config.heads import HeadsConfig, wrong_heads
from kiosk.config.monitor import MonitorConfig, wrong_monitor
from kiosk.config.room import wrong_reference, wrong_room
from kiosk.config.screen import OfficeConfig, ScreenConfig, SpeechConfig, wrong_screen
from kiosk.config.sections import (
    CameraConfig,
    CameraSource,
    RecordsConfig,
    SimulationConfig,
    StationConfig,
    ThermometerConfig,
    ThermometerSource,
)
from kiosk.config.tree import Builder, ConfigError
from kiosk.screening.settings import (
    Environment,
    Limits,
    MaskVoting,
    Officer,
    Policy,
    Position,
    Reference,
    Rules,
    Thermometry,
    Timing,
    setting,
)
from kiosk.screening.values import Check

CONFIG_VERSION = 1
MOST_READINGS_PER_S = 20
"""No supported thermometer sends more."""
MOVED = {"station.office_name": "office.name"}
SYSTEM_CONFIG = Path("/etc/kiosk/config.toml")


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
    reference: Reference = field(default_factory=Reference)
    officer: Officer = field(default_factory=Officer)
    limits: Limits = field(default_factory=Limits)
    monitor: MonitorConfig = field(default_factory=MonitorConfig)
    simulation: SimulationConfig = field(default_factory=SimulationConfig)

    @property
    def rules(self) -> Rules:
        return Rules(
            self.policy,
            self.thermometry,
            self.voting,
            self.position,
            self.timing,
            self.environment,
            self.reference,
        )


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
    package = Path(__file__).parent.parent
    inside = package / "config.toml"
    return inside if inside.is_file() else package.parent / "config.toml"


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
        config = Builder(Config, MOVED).build(Config, tree)
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


def _check_together(config: Config) -> None:
    """Keys that are each in range but do not fit one another."""
    camera, position = config.camera, config.position
    if camera.source is CameraSource.RTSP and not camera.url:
        raise ConfigError('camera.url is empty: camera.source = "rtsp" needs the address, rtsp://..')
    if camera.source in (CameraSource.FILE, CameraSource.FOLDER) and not camera.path:
        raise ConfigError(f'camera.path is empty: camera.source = "{camera.source}" needs it')
    apart = (wrong_door(config.door, config.dispenser), wrong_heads(config.heads), wrong_monitor(config.monitor))
    apart += (wrong_room(config.environment), wrong_reference(config.reference))
    for wrong in (*apart, wrong_screen(config.screen, config.office)):
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
