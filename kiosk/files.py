"""A file comes to its place whole, on disk and readable by its owner alone, or not at all.

The one order that a power cut cannot break: another name in the same folder, the content, fsync, the rename, fsync of
the folder. Without the last the name may be lost again; without the first fsync a name may stand for an empty file.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SIDE_FILES = ("", "-journal", "-wal", "-shm")
"""What SQLite may leave beside a file that it was filling."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path` to fill; it is in its place when the block ends, and gone when it raises.

    What stood at `path` is replaced. Raises OSError.
    """
    new = path.with_name(f".{path.name}.new")
    _clear(new)
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    try:
        yield new
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)
    finally:
        _clear(new)


def put(path: Path, content: bytes) -> None:
    """Put a file in its place whole, whatever stood there. Raises OSError."""
    with whole(path) as new:
        new.write_bytes(content)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on disk, as far as its file system knows of such a thing. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network file systems cannot, and say so this way
            raise
    finally:
        os.close(handle)


def _clear(new: Path) -> None:
    for side in _SIDE_FILES:
        new.with_name(new.name + side).unlink(missing_ok=True)
