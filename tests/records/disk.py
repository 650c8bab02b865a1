"""A disk that remembers what was synced: SQLite's own writes, seen at the border between it and the system.

A second VFS is registered around the real one (ctypes, on the very library that Python's sqlite3 uses). Every write,
truncation, sync and deletion goes through it to the real file and into a model with two states for each file: what a
killed process leaves (all that was written) and what a power cut leaves (what was synced, and of the rest nothing, or
any of its sectors). Only the model is cut; the real files are left alone.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTOR = 512
_POINTERS_OF_METHODS = 18
_VFS_OPEN, _VFS_DELETE = 0, 1
_WRITE, _TRUNCATE, _SYNC = 2, 3, 4
Images = dict[str, bytes]

_Pointer = ctypes.c_void_p
_OpenType = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, _Pointer, ctypes.c_int, _Pointer)
_DeleteType = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_char_p, ctypes.c_int)
_WriteType = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, _Pointer, ctypes.c_int, ctypes.c_int64)
_TruncateType = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int64)
_SyncType = ctypes.CFUNCTYPE(ctypes.c_int, _Pointer, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("path_length", ctypes.c_int),
        ("next", _Pointer),
        ("name", ctypes.c_char_p),
        ("data", _Pointer),
        ("calls", _Pointer * 16),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("calls", _Pointer * _POINTERS_OF_METHODS)]


@dataclass(slots=True)
class _File:
    """Unsynced operations are (offset, bytes), or (size, None) for a truncation."""

    written: bytearray
    synced: bytes | None
    """None: a power cut leaves no such file."""
    unsynced: list[tuple[int, bytes | None]]


class Disk:
    """The model. `on_event` is told before each write, truncation, sync and deletion, by its name and file."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self.on_event: Callable[[str, str], None] = lambda what, name: None

    def opened(self, path: str) -> None:
        if path not in self._files:
            there = Path(path)
            content = there.read_bytes() if there.exists() else b""
            self._files[path] = _File(bytearray(content), content if content else None, [])

    def wrote(self, path: str, offset: int, data: bytes) -> None:
        self.on_event("write", Path(path).name)
        file = self._files[path]
        _put(file.written, offset, data)
        file.unsynced.append((offset, data))

    def truncated(self, path: str, size: int) -> None:
        self.on_event("truncate", Path(path).name)
        file = self._files[path]
        _put(file.written, size, None)
        file.unsynced.append((size, None))

    def synced(self, path: str) -> None:
        self.on_event("sync", Path(path).name)
        file = self._files[path]
        file.synced, file.unsynced = bytes(file.written), []

    def deleted(self, path: str) -> None:
        self.on_event("delete", Path(path).name)
        self._files.pop(path, None)

    def unsynced(self, name: str) -> int:
        """How many operations on a file would be lost now."""
        return sum(len(file.unsynced) for path, file in self._files.items() if Path(path).name == name)

    def after_kill(self) -> Images:
        return {Path(path).name: bytes(file.written) for path, file in self._files.items()}

    def after_power_cut(self, seed: int | None = None) -> Images:
        """No unsynced operation has reached the disk; with a seed, any of their sectors may have."""
        images = {}
        chance = random.Random(seed)
        for path, file in self._files.items():
            content = bytearray(file.synced or b"")
            for offset, data in file.unsynced if seed is not None else ():
                _tear(content, offset, data, chance)
            if file.synced is not None or content:
                images[Path(path).name] = bytes(content)
        return images


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(offset - len(content), 0)))
    content[offset : offset + len(data)] = data


def _tear(content: bytearray, offset: int, data: bytes | None, chance: random.Random) -> None:
    if data is None:
        if chance.random() < 0.5:
            _put(content, offset, None)
        return
    for at in range(0, len(data), SECTOR):
        if chance.random() < 0.5:
            _put(content, offset + at, data[at : at + SECTOR])


@contextmanager
def recorded() -> Iterator[Disk]:
    """Let every SQLite file opened in the block go through a Disk."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    real = library.sqlite3_vfs_find(None)
    ours, kept = _wrapped(real, Disk())
    assert library.sqlite3_vfs_register(ctypes.byref(ours), 1) == 0
    try:
        yield kept[0]
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(ours))
        assert library.sqlite3_vfs_register(real, 1) == 0


def _wrapped(real: Any, disk: Disk) -> tuple[_Vfs, list[Any]]:
    """Copy the real VFS and put our calls in front of those that change files. The list keeps them alive."""
    ours = _Vfs.from_buffer_copy(real.contents)
    ours.name = b"recorded"
    names: dict[int, str] = {}
    tables: dict[int, _Methods] = {}
    kept: list[Any] = [disk, names, tables]
    open_real = _OpenType(real.contents.calls[_VFS_OPEN])
    delete_real = _DeleteType(real.contents.calls[_VFS_DELETE])

    def opened(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        # The name stays a pointer: the real file keeps it, and a copy would be gone before the file is.
        answer = open_real(vfs, name, file, flags, out)
        methods = _Pointer.from_address(file)
        if answer == 0 and name is not None and methods.value:
            names[file] = ctypes.string_at(name).decode()
            disk.opened(names[file])
            if methods.value not in tables:
                tables[methods.value] = _methods(methods.value, names, disk, kept)
            methods.value = ctypes.addressof(tables[methods.value])
        return answer

    def deleted(vfs: int, name: bytes, sync_folder: int) -> int:
        disk.deleted(name.decode())
        return delete_real(vfs, name, sync_folder)

    for place, call in ((_VFS_OPEN, _OpenType(opened)), (_VFS_DELETE, _DeleteType(deleted))):
        kept.append(call)
        ours.calls[place] = ctypes.cast(call, _Pointer).value
    return ours, kept


def _methods(address: int, names: dict[int, str], disk: Disk, kept: list[Any]) -> _Methods:
    real = _Methods.from_address(address)
    ours = _Methods.from_buffer_copy(real)
    write_real = _WriteType(real.calls[_WRITE])
    truncate_real = _TruncateType(real.calls[_TRUNCATE])
    sync_real = _SyncType(real.calls[_SYNC])

    def wrote(file: int, data: int, count: int, offset: int) -> int:
        disk.wrote(names[file], offset, ctypes.string_at(data, count))
        return write_real(file, data, count, offset)

    def truncated(file: int, size: int) -> int:
        disk.truncated(names[file], size)
        return truncate_real(file, size)

    def synced(file: int, flags: int) -> int:
        disk.synced(names[file])
        return sync_real(file, flags)

    for place, call in (
        (_WRITE, _WriteType(wrote)), (_TRUNCATE, _TruncateType(truncated)), (_SYNC, _SyncType(synced)),
    ):  # fmt: skip
        kept.append(call)
        ours.calls[place] = ctypes.cast(call, _Pointer).value
    kept.append(ours)
    return ours
