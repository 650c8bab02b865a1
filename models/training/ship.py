"""Finished weights on their way beside the program."""

import os
from pathlib import Path


def ship(folder: Path, target: Path) -> None:
    """Networks and their record to `target`, all or none: what is there stays until all of them are on disk beside it.

    The record is replaced last: the program refuses networks that are not its own. Raises OSError.
    """
    files = sorted(folder.glob("mask*"), key=lambda path: path.suffix == ".json")
    partials = [target / f"{path.name}.part" for path in files]
    try:
        for path, partial in zip(files, partials, strict=True):
            with partial.open("wb") as file:
                file.write(path.read_bytes())
                file.flush()
                os.fsync(file.fileno())
        for path, partial in zip(files, partials, strict=True):
            partial.replace(target / path.name)
    finally:
        for partial in partials:
            partial.unlink(missing_ok=True)
