"""docs/kiosk.service: systemd takes it, and it gives the kiosk its own user, its own folder and no more rights."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "docs" / "kiosk.service"
TEXT = UNIT.read_text(encoding="utf-8")
EXPOSURE_AT_MOST = 2.5
"""Of 10, as systemd counts."""


def test_systemd_understands_every_line(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    unit = tmp_path / UNIT.name
    unit.write_text(re.sub(r"(?m)^ExecStart=.*", "ExecStart=/bin/true", TEXT), encoding="utf-8")
    verified = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False)
    assert UNIT.name not in verified.stderr, verified.stderr
    secure = subprocess.run(
        [analyze, "security", "--offline=true", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", secure.stdout)
    if found is None:
        pytest.skip("this systemd judges no unit offline")
    assert float(found[1]) <= EXPOSURE_AT_MOST


@pytest.mark.parametrize(
    "line",
    ["User=kiosk", "UMask=0077", "StateDirectory=kiosk", "StateDirectoryMode=0700", "NoNewPrivileges=yes",
     "ProtectSystem=strict", "CapabilityBoundingSet=", "DevicePolicy=closed"],
)  # fmt: skip
def test_it_has_its_own_user_and_folder_and_no_more_rights(line: str) -> None:
    assert line in TEXT.splitlines()


def test_the_station_s_folder_is_the_one_that_may_be_written() -> None:
    page = UNIT.with_name("technicians.md").read_text(encoding="utf-8")
    assert 'data_dir = "/var/lib/kiosk"' in page
    assert "docs/kiosk.service" in page
