"""The wire protocols by name. To add one: a file beside this one, and a line in PROTOCOLS."""

from typing import Final

from drivers.protocols import gy_mcu90614
from drivers.protocols.base import ProtocolInfo, WireProtocol

PROTOCOLS: Final[dict[str, ProtocolInfo]] = {info.name: info for info in (gy_mcu90614.INFO,)}

__all__ = ["PROTOCOLS", "ProtocolInfo", "WireProtocol"]
