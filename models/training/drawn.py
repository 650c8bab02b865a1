"""Drawn faces, made by the simulated room's own command: a declared small share of training."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from models.training.kept import DRAWING, code
from models.training.pictures import DataError, Faces, load, read_entries
from models.training.shares import DRAWN


def drawn_faces(out: Path, count: int, seed: int) -> Faces:
    """Draw `count` faces into `out`, or take those drawn so before. Raises DataError if the command fails."""
    folder = drawn_folder(out, count, seed)
    return load(folder, [replace(entry, group=DRAWN) for entry in read_entries(folder)])


def drawn_folder(out: Path, count: int, seed: int) -> Path:
    """The same as a labelled folder."""
    folder = out / f"drawn-{seed}-{count}-{code(DRAWING)[:8]}"
    if not (folder / "labels.csv").is_file():
        partial = folder.with_name(f"{folder.name}.part-{os.getpid()}")
        command = [sys.executable, "-m", "drivers.simulation.faces", str(partial), "--count", str(count)]
        done = subprocess.run([*command, "--seed", str(seed)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise DataError(f"drawing faces failed: {done.stderr.strip().splitlines()[-1:]}")
        try:
            partial.rename(folder)
        except OSError:  # two views trained side by side draw the same, and the other was first
            if not (folder / "labels.csv").is_file():
                raise
            shutil.rmtree(partial)
    return folder
