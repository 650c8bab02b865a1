"""config.toml -> frozen dataclasses. Unknown keys are errors, every number has a range, errors say what to do."""

from kiosk.config.file import Config, data_dir, find, load, shipped
from kiosk.config.sections import CameraConfig, CameraSource, KeptValues, Region, StationConfig, ThermometerSource
from kiosk.config.tree import ConfigError

__all__ = [
    "CameraConfig", "CameraSource", "Config", "ConfigError", "KeptValues", "Region", "StationConfig",
    "ThermometerSource", "data_dir", "find", "load", "shipped",
]  # fmt: skip
