"""A file comes to its place whole or not at all, in the one order that a power cut cannot break."""

import os
from pathlib import Path

import pytest

from kiosk import files

KNOW_FSYNC = {
    "kiosk/files.py",
    "kiosk/records/heads.py",  # appends a line
    "kiosk/records/calibrating.py",  # appends a line
    "kiosk/records/opening.py",  # tries the disk with a file that has no name
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(handle: int) -> None:
        told.append(f"fsync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        fsync(handle)

    def note_replace(self: Path, target: Path) -> Path:
        told.append(f"{self.name} -> {target.name}")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    return told


def test_content_then_name_then_folder(tmp_path: Path, calls: list[str]) -> None:
    (tmp_path / "head.json").write_bytes(b"old")
    files.put(tmp_path / "head.json", b"new")
    assert calls == ["fsync .head.json.new", ".head.json.new -> head.json", f"fsync {tmp_path.name}"]
    assert (tmp_path / "head.json").read_bytes() == b"new"
    assert (tmp_path / "head.json").stat().st_mode & 0o777 == 0o600


def test_what_goes_wrong_leaves_the_old_one_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "records.db"
    target.write_bytes(b"old")

    def half_done() -> None:
        with files.whole(target) as new:
            new.with_name(new.name + "-wal").write_bytes(b"half")
            raise RuntimeError("the power is about to go")

    with pytest.raises(RuntimeError):
        half_done()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_crash_left_and_a_link_laid_in_the_way_are_no_way_in(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"kept")
    (tmp_path / ".key.new").symlink_to(victim)
    files.put(tmp_path / "key", b"secret")
    assert victim.read_bytes() == b"kept"
    assert (tmp_path / "key").read_bytes() == b"secret"


def test_a_file_system_without_fsync_for_folders_is_still_good_for_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def unable(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().is_dir():
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", unable)
    files.put(tmp_path / "page.pdf", b"%PDF")
    assert (tmp_path / "page.pdf").read_bytes() == b"%PDF"


def test_nobody_else_moves_a_file_into_its_place() -> None:
    root = Path(__file__).parent.parent
    found = {
        path.relative_to(root).as_posix()
        for part in ("kiosk", "drivers")
        for path in (root / part).rglob("*.py")
        if "os.fsync(" in path.read_text(encoding="utf-8")
    }
    assert found == KNOW_FSYNC
