"""config.toml -> the camera, the thermometer and the simulated room behind them."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from drivers.camera import open_camera
from drivers.protocols import PROTOCOLS, ProtocolInfo
from drivers.simulation.camera import SimulatedCamera
from drivers.simulation.scene import Scene
from drivers.simulation.thermometer import SimulatedThermometer
from drivers.thermometer import Thermometer
from drivers.values import Camera, DeviceIdentity, DeviceKind, Nature
from kiosk.config import CameraConfig, CameraSource, Config, ConfigError, ThermometerSource


def protocol_info(name: str) -> ProtocolInfo:
    """Return a protocol by its name. Raises ConfigError naming the nearest one."""
    if name in PROTOCOLS:
        return PROTOCOLS[name]
    nearest = get_close_matches(name, PROTOCOLS, n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else f"known: {', '.join(PROTOCOLS)}"
    raise ConfigError(f"thermometer.protocol: unknown protocol {name!r} ({hint})")


@dataclass
class Room:
    """The simulated visitors, and the sensor that feels them on a pseudo-terminal; shared by whatever is simulated."""

    scene: Scene
    protocol: str
    seed: int
    sensor: SimulatedThermometer | None = field(default=None)

    def port(self) -> str:
        """Return the path of the simulated sensor's port; it emits from now on."""
        if self.sensor is None:
            self.sensor = SimulatedThermometer(self.scene, self.protocol, seed=self.seed)
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
    return Room(scene, config.thermometer.protocol, seed)


def thermometer_of(config: Config, room: Room) -> Thermometer:
    """Return the configured thermometer, not yet open. Raises ConfigError for an unknown protocol."""
    wanted = config.thermometer
    info = protocol_info(wanted.protocol)
    port = room.port() if wanted.source is ThermometerSource.SIMULATED else wanted.port
    try:
        return Thermometer(port, info.name, wanted.baud or None, emissivity=config.thermometry.sensor_emissivity)
    except ValueError as error:
        raise ConfigError(f"thermometer.port: {error}") from None


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
