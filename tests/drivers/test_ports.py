"""What a port really is, whatever its name says."""

import os
from pathlib import Path

import pytest

from drivers import ports
from drivers.ports import PortClass, door_nature, port_class, source_nature
from drivers.thermometer import Thermometer
from drivers.values import Nature


def test_a_link_does_not_hide_a_pseudo_terminal(line, tmp_path: Path) -> None:
    link = tmp_path / "ttyUSB0"
    link.symlink_to(line.port)
    assert port_class(str(link)) is PortClass.PSEUDO
    assert Thermometer(str(link), "gy-mcu90614").identity.nature is Nature.SIMULATED


def sysfs(root: Path, subsystem: str, hardware: str | None) -> Path:
    """A kernel's description of /dev/null, with another truth in it."""
    number = Path("/dev/null").stat().st_rdev
    node = root / "dev" / "char" / f"{os.major(number)}:{os.minor(number)}"
    node.mkdir(parents=True)
    (root / "class" / subsystem).mkdir(parents=True)
    (node / "subsystem").symlink_to(root / "class" / subsystem)
    if hardware:
        (root / "devices" / hardware).mkdir(parents=True)
        (node / "device").symlink_to(root / "devices" / hardware)
    return root


@pytest.mark.parametrize(
    ("subsystem", "hardware", "found", "source", "door"),
    [
        ("tty", "pci0000:00/usb1/1-1/ttyUSB0", PortClass.HARDWARE, Nature.REAL, Nature.REAL),
        ("tty", "virtual/tty/tnt0", PortClass.UNPROVEN, Nature.SIMULATED, Nature.REAL),
        ("tty", None, PortClass.UNPROVEN, Nature.SIMULATED, Nature.REAL),
        ("mem", None, PortClass.NOT_A_PORT, Nature.SIMULATED, Nature.REAL),
    ],
)
def test_ports_are_judged_by_the_kernel(tmp_path, subsystem, hardware, found, source, door) -> None:
    judged = port_class("/dev/null", sysfs(tmp_path, subsystem, hardware))
    assert (judged, source_nature(judged), door_nature(judged)) == (found, source, door)


def test_without_sysfs_nothing_is_proven(tmp_path) -> None:
    assert ports.port_class("/dev/null", tmp_path) is PortClass.UNPROVEN
