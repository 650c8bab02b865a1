"""No picture is on disk while the real program works: not in its folder, not in a file it holds open, not in /tmp."""

import os
import select
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
START_S = 90.0
LOOK_S = 0.05
PICTURE_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"\x00\x00\x00\x0cjP", b"ftyp", b"RIFF", b"\x93NUMPY")
OURS = ("records.db", ".records.db.new", "staff.db", "writer.lock", "station.sock", "head", "guard")
"""What the names of files begin with that a kiosk at work may hold open."""
SOUND = "/dev/shm/jack_db-"
"""Where PortAudio, which says the sentences, finds JACK's library, that keeps a list of its clients in memory."""
MARK = np.random.default_rng(7).integers(0, 256, (1, 96, 3), dtype=np.uint8)
"""A strip of pixels that no chance repeats: in every picture the camera gives."""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """What the camera shows: noise, each picture another, with the strip in it."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(8):
        picture = np.random.default_rng(number).integers(0, 256, (240, 320, 3), dtype=np.uint8)
        picture[100:101, 50:146] = MARK
        cv2.imwrite(str(folder / f"{number}.png"), picture)
    return folder


class Seen:
    """What a process and its children hold open, and what of it can be read."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.written: dict[str, bytes] = {}
        """Content of regular files that were open for writing."""

    def look(self) -> None:
        for link in self._links():
            try:
                target, state = str(link.readlink()), link.stat()
                flags = int(link.parent.with_name("fdinfo").joinpath(link.name).read_text().split()[3], 8)
                if stat.S_ISREG(state.st_mode) and flags & os.O_ACCMODE != os.O_RDONLY:
                    self.written[target] = link.read_bytes()
            except (OSError, ValueError):
                continue  # closed in between

    def _links(self) -> Iterator[Path]:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if self._pid in (int(process.name), parent):
                    yield from (process / "fd").iterdir()
            except OSError:
                continue


@pytest.mark.slow
def test_no_frame_is_in_the_data_folder_nor_in_any_open_file(tmp_path: Path, pictures: Path) -> None:
    data, temporary = tmp_path / "data", tmp_path / "tmp"
    temporary.mkdir()
    config = tmp_path / "config.toml"
    config.write_text(
        f'config_version = 1\n[station]\ndata_dir = "{data}"\n[camera]\nsource = "folder"\npath = "{pictures}"\n',
        encoding="utf-8",
    )
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli.main", "run", "--headless", "--config", str(config)],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seen = Seen(kiosk.pid)
    try:
        _watch(kiosk, seen, data)
    finally:
        kiosk.terminate()
        said, _ = kiosk.communicate(timeout=30)
    assert any(Path(name).name.startswith("records.db") for name in seen.written), said
    left = {str(path): path.read_bytes() for path in (*data.iterdir(), *temporary.rglob("*")) if path.is_file()}
    for name, content in (seen.written | left).items():
        pixels = MARK[0, :8].tobytes() in content
        assert not pixels, f"pixels in {name}"
        assert not any(content.startswith(beginning) for beginning in PICTURE_BEGINNINGS), name
    assert list(temporary.rglob("*")) == []
    nameless = {name: content for name, content in seen.written.items() if _nameless(name, temporary)}
    for content in nameless.values():  # what native libraries say while they load
        content.decode("utf-8")
    assert {name for name in seen.written.keys() - nameless.keys() if not _known(name)} == set()


def _nameless(name: str, temporary: Path) -> bool:
    """A temporary file without a name, or one caught in the moment before its name was taken away."""
    return name.endswith("(deleted)") or (Path(name).is_relative_to(temporary) and not Path(name).exists())


def _known(name: str) -> bool:
    return Path(name).name.startswith(OURS) or name.startswith(SOUND)


def _watch(kiosk: "subprocess.Popen[bytes]", seen: Seen, data: Path) -> None:
    """Look on from the start until the camera has been seen for a while."""
    deadline, well_at = time.monotonic() + START_S, float("inf")
    while time.monotonic() < min(deadline, well_at + 3.0):
        assert kiosk.poll() is None
        seen.look()
        log = data / "records.db-wal"
        if well_at == float("inf") and log.exists() and b"in_service" in log.read_bytes():
            well_at = time.monotonic()
        select.select([], [], [], LOOK_S)
    assert well_at < float("inf"), "the camera was never in service"
