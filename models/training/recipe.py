"""What a training learns from and how, as one number: a checkpoint of another training is not gone on from."""

import hashlib

from models.training.kept import DETECTION, DRAWING, code
from models.training.stages import Sources, Stage
from models.views import View

LEARNING = (
    *DETECTION,
    *DRAWING,
    "_decode.py",
    "labelled.py",
    *(
        f"training/{name}.py"
        for name in (
            "augment", "beards", "covers", "detected", "drawn", "fit", "landmarks", "litenet", "meshed", "net",
            "paints", "pictures", "pretrained", "reveal", "shares", "stages", "synthesis",
        )
    ),
)  # fmt: skip
"""Code that weights depend on."""


def recipe(stage: Stage, view: View, sources: Sources, epochs: int, draws: int, after: str = "") -> str:
    """SHA-256 over code, options, every file of the data and `after`, the recipe of the training this goes on from.

    What training itself writes is no part of it, where `out` lies among the data.
    """
    digest = hashlib.sha256(f"{stage} {view} {sources.seed} {epochs} {draws} {after} {code(LEARNING)}".encode())
    for path in (sources.data, sources.templates, sources.landmarker):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not file.is_relative_to(sources.out):
                digest.update(f"{file.relative_to(path)} {file.stat().st_size} ".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
