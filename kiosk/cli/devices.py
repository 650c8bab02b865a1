"""config.toml -> the camera, the thermometer and the simulated room behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from drivers.camera import open_camera
from drivers.protocols import PROTOCOLS, ProtocolInfo, check_address
from drivers.simulation.camera import SimulatedCamera
from drivers.simulation.scene import Scene
from drivers.simulation.source import SourceBefore
from drivers.simulation.thermometer import SimulatedThermometer
from drivers.simulation.warm_bodies import WarmReference
from drivers.thermal import Part
from drivers.thermal_reference import Place
from drivers.thermometer import Thermometer
from drivers.values import Camera, DeviceIdentity, DeviceKind, Nature
from kiosk.cli.feeling import ArrayPlan
from kiosk.config import CameraConfig, CameraSource, Config, ConfigError, Region, ThermometerSource, data_dir
from kiosk.screening.settings import Reference

REGISTRATION = "thermal-registration.json"


def protocol_info(name: str, key: str = "thermometer.protocol") -> ProtocolInfo:
    """Return a protocol by its name, which stood under `key`. Raises ConfigError naming the nearest one."""
    if name in PROTOCOLS:
        return PROTOCOLS[name]
    nearest = get_close_matches(name, PROTOCOLS, n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(PROTOCOLS)}"
    raise ConfigError(f"{key}: unknown protocol {name!r} ({hint})")


@dataclass
class Room:
    """The simulated visitors, and the sensor that feels them on a pseudo-terminal; shared by whatever is simulated."""

    scene: Scene
    protocol: str
    seed: int
    sensor: SimulatedThermometer | None = field(default=None)
    reference: WarmReference | None = None
    source: SourceBefore = field(init=False)
    """The blackbody that staff may put before the sensor."""

    def __post_init__(self) -> None:
        self.source = SourceBefore(self.scene)

    def port(self) -> str:
        """Return the path of the simulated sensor's port; it emits from now on."""
        if self.sensor is None:
            self.sensor = SimulatedThermometer(self.source, self.protocol, seed=self.seed)
            self.sensor.reference = self.reference
            self.sensor.start()
        return self.sensor.port

    def close(self) -> None:
        if self.sensor is not None:
            self.sensor.stop()
            self.sensor = None


def room_of(config: Config) -> Room:
    """Return the simulated room, with its visitors or empty."""
    seed = config.simulation.seed
    scene = Scene(seed) if config.simulation.visitors else Scene.still()
    return Room(scene, config.thermometer.protocol, seed, reference=_warm_reference(config))


def _warm_reference(config: Config) -> WarmReference | None:
    """The simulated in-scene reference: as warm as it is said to be, and in its place."""
    wanted, info = config.reference, protocol_info(config.thermometer.protocol)
    if not wanted.on or not info.is_array:
        return None
    return WarmReference(wanted.left, wanted.top, wanted.columns, wanted.rows, wanted.temperature_c, wanted.emissivity)


def thermometer_of(config: Config, room: Room) -> Thermometer:
    """Return the configured thermometer, not yet open. Raises ConfigError for a wrong protocol, port or address."""
    wanted = config.thermometer
    info = protocol_info(wanted.protocol)
    if config.reference.on and not info.is_array:
        raise ConfigError(f"reference.columns: {info.name} measures one spot and sees no reference; leave the key out")
    if wanted.source is not ThermometerSource.SIMULATED:
        return serial_thermometer(config)
    return Thermometer(room.port(), info.name, wanted.baud or None, emissivity=config.thermometry.sensor_emissivity)


def serial_thermometer(config: Config) -> Thermometer:
    """Return the real thermometer that the config names, not yet open; it keeps off the ports of other devices.

    Raises ConfigError for a protocol, port, address or region that cannot be.
    """
    wanted = config.thermometer
    info = protocol_info(wanted.protocol)
    address = wanted.address or None
    try:
        check_address(info, address)
    except ValueError as error:
        raise ConfigError(f"thermometer.address: {error}") from None
    if wanted.region is not Region.FOREHEAD and not info.is_array:
        raise ConfigError(f"thermometer.region: {info.name} measures one spot; leave the key out")
    try:
        return Thermometer(
            wanted.port,
            info.name,
            wanted.baud or None,
            emissivity=config.thermometry.sensor_emissivity,
            address=address,
            serial=wanted.serial.strip(),
            keep_off=ports_of_others(config),
        )
    except ValueError as error:
        raise ConfigError(f"thermometer.port: {error}") from None


def ports_of_others(config: Config) -> tuple[str, ...]:
    """Return the ports of relay and dispenser: no sensor is looked for there."""
    return tuple(port for port in (config.door.port, config.dispenser.port) if port)


def array_plan(config: Config, reference_c: Callable[[], float | None]) -> ArrayPlan:
    """Return how an array's pictures are to be read; `reference_c` tells what its in-scene reference has, °C."""
    return ArrayPlan(
        config.position,
        Part(config.thermometer.region.value),
        registration_file(config),
        _place(config.reference),
        reference_c,
    )


def _place(reference: Reference) -> Place | None:
    return Place(reference.left, reference.top, reference.columns, reference.rows) if reference.on else None


def registration_file(config: Config) -> Path:
    """Return where the registration of array and camera is, or will be."""
    named = config.thermometer.registration
    return Path(named).expanduser() if named else data_dir(config) / REGISTRATION


def camera_of(config: Config, room: Room) -> Camera:
    """Open the configured camera. Raises DeviceUnavailable."""
    wanted = config.camera
    if wanted.source is CameraSource.SIMULATED:
        return SimulatedCamera(room.scene, width=wanted.width, height=wanted.height, fps=wanted.fps)
    return open_camera(
        wanted.source.value,
        device=wanted.device,
        url=wanted.url,
        path=wanted.path,
        width=wanted.width,
        height=wanted.height,
        fps=wanted.fps,
    )


def unopened_camera(config: CameraConfig) -> DeviceIdentity:
    """Return what can be said of a camera before it is open; afterwards the device says what it is."""
    live = config.source in (CameraSource.USB, CameraSource.RTSP)
    nature = Nature.REAL if live else Nature.SIMULATED
    return DeviceIdentity(DeviceKind.CAMERA, config.source.value, nature, "not open")
