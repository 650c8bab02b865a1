"""Sections of config.toml that need no file of their own: station, camera, thermometer, records, simulation."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.screening.settings import setting


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
    reference_file: str = setting(
        "",
        "array: file with the in-scene reference's temperature as Linux has it for a sensor (temp1_input, thousandths "
        "of a °C); empty: reference.temperature_c",
    )


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
