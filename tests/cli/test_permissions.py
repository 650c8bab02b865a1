"""What the kiosk writes is its own user's alone, whatever the umask; what others may read is named."""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli.permissions import complaints
from kiosk.config import Config, StationConfig
from kiosk.config.heads import HeadsConfig, SendHeads
from kiosk.config.monitor import MonitorConfig
from kiosk.head_post import HeadPost
from kiosk.link import Desk, LinkServer
from kiosk.records.export import backup
from kiosk.records.upkeep import Upkeep
from kiosk.staff.accounts import Accounts
from kiosk.staff.file import STAFF_FILE
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.rig import MASKED, Rig
from tests.staff.conftest import CHEAP, PIN, WORDS


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return replace(Config(), station=StationConfig(data_dir=str(tmp_path / "data")))


def test_every_file_of_a_kiosk_at_work_is_its_user_s_alone(tmp_path: Path, config: Config) -> None:
    rig = Rig(tmp_path)
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    accounts = Accounts(rig.path.with_name(STAFF_FILE), Hasher(CHEAP))
    rig.settle_staff = accounts.settle
    rig.start()
    accounts.add("Made Example", Role.OFFICER, WORDS, PIN)
    rig.visit(MASKED)
    rig.leave()
    folder = rig.path.parent
    heads = HeadsConfig(send=SendHeads.PRINT, folder=str(folder))
    assert HeadPost(folder, heads, lambda: datetime(2026, 3, 2, tzinfo=UTC)).step()
    backup(rig.path, folder / "copy.db")
    server = LinkServer(folder / "station.sock", Desk("door-1", lambda: None, rig.clock.utc, lambda *asked: True))
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}
    names = {"records.db", "records.db-wal", "staff.db", "head-key.pem", "heads.jsonl", "head-newest.json"}
    assert names | {"station.sock", "copy.db", "heads-sent.json", "writer.lock"} <= set(modes)
    assert {name: oct(mode) for name, mode in modes.items() if mode != 0o600} == {}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(complaints(config)) == []
    server.close()
    rig.stop()


@pytest.mark.parametrize("name", ["records.db", "staff.db", "head-key.pem", "anything"])
def test_a_file_that_others_may_read_is_named_with_what_to_do(tmp_path: Path, config: Config, name: str) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    path = tmp_path / "data" / name
    path.touch(0o640)
    assert list(complaints(config)) == [f"{path} can be read by others; run: chmod 600 {path}"]


@pytest.mark.parametrize("key", ["heads.secret_file", "monitor.smtp_password_file", "monitor.tls_key"])
@pytest.mark.parametrize("there", [True, False])
def test_a_secret_s_file_is_looked_at_wherever_it_lies(tmp_path: Path, config: Config, key: str, there: bool) -> None:
    path = tmp_path / "secret"
    if there:
        path.touch(0o644)
    config = replace(
        config,
        heads=HeadsConfig(secret_file=str(path) if key.startswith("heads") else ""),
        monitor=MonitorConfig(
            smtp_password_file=str(path) if "smtp" in key else "", tls_key=str(path) if "tls" in key else ""
        ),
    )
    (found,) = complaints(config)
    assert found.startswith(f"{key}: {path}")
    assert ("chmod 600" in found) is there
