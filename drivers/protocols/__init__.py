"""The wire protocols by name. To add one: a file beside this one, and a line in EVERY."""

from typing import Final

from drivers.protocols import (
    calex,
    gy_614v3,
    gy_mcu90614,
    gy_mcu90640,
    optris,
    optris_burst,
    raytek,
    raytek_burst,
    senxor,
)
from drivers.protocols.base import (
    Conversation,
    NoAnswer,
    ProtocolInfo,
    SensorFacts,
    SensorUnfit,
    ThermalPicture,
    WireProtocol,
    check_address,
)

EVERY: Final = (
    gy_mcu90614.INFO,
    gy_614v3.INFO,
    *optris.INFOS,
    *optris_burst.INFOS,
    *raytek.INFOS,
    raytek_burst.INFO,
    *calex.INFOS,
    gy_mcu90640.INFO,
    senxor.INFO,
)
PROTOCOLS: Final[dict[str, ProtocolInfo]] = {info.name: info for info in EVERY}

__all__ = [
    "PROTOCOLS",
    "Conversation",
    "NoAnswer",
    "ProtocolInfo",
    "SensorFacts",
    "SensorUnfit",
    "ThermalPicture",
    "WireProtocol",
    "check_address",
]
