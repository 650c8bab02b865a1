"""What a serial port really is, judged by the kernel's own numbers and never by its name or a config."""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import Final

from drivers.values import Nature

PSEUDO_TERMINAL_MAJORS: Final = frozenset({2, 3, *range(136, 144)})
"""Linux device numbers: BSD ptys (2, 3) and Unix98 pty slaves (136 to 143)."""


class PortClass(StrEnum):
    HARDWARE = "hardware"
    """A serial line that hangs on a bus: USB, PCI, a chip on the board."""
    PSEUDO = "pseudo"
    """A pseudo-terminal: the other end is a program."""
    UNPROVEN = "unproven"
    """A terminal without hardware behind it that the kernel would name, e.g. a null-modem emulator."""
    NOT_A_PORT = "not a port"
    """A file, a folder, a disk, /dev/null ..."""
    ABSENT = "absent"


def port_class(port: str | int, sys_root: Path = Path("/sys")) -> PortClass:
    """Judge a port by path (links are followed) or by an open descriptor. Raises nothing."""
    try:
        status = os.fstat(port) if isinstance(port, int) else Path(port).stat()
    except OSError:
        return PortClass.ABSENT
    if not stat.S_ISCHR(status.st_mode):
        return PortClass.NOT_A_PORT
    major, minor = os.major(status.st_rdev), os.minor(status.st_rdev)
    if major in PSEUDO_TERMINAL_MAJORS:
        return PortClass.PSEUDO
    return _sysfs_class(sys_root / "dev" / "char" / f"{major}:{minor}")


def _sysfs_class(node: Path) -> PortClass:
    if not node.exists():
        return PortClass.UNPROVEN
    if (node / "subsystem").resolve().name != "tty":
        return PortClass.NOT_A_PORT
    hardware = (node / "device").resolve()
    return PortClass.HARDWARE if hardware.exists() and "virtual" not in hardware.parts else PortClass.UNPROVEN


def chip_there(path: str) -> bool:
    """Say whether a path is a character device, as a GPIO chip is."""
    try:
        return stat.S_ISCHR(Path(path).stat().st_mode)
    except OSError:
        return False


def source_nature(found: PortClass) -> Nature:
    """The nature of a sensor's port: real only when hardware is proven, for a false number must not open a door."""
    return Nature.REAL if found is PortClass.HARDWARE else Nature.SIMULATED


def door_nature(found: PortClass) -> Nature:
    """The nature of a relay's port: simulated only when proven, for a door that may be real must stay guarded."""
    return Nature.SIMULATED if found is PortClass.PSEUDO else Nature.REAL
