"""Results kept between runs, for as long as the code that found them stays as it is."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from models.weights import HERE

DETECTION = ("blazeface.py", "face.py", "litert.py", "mediapipe_task.py", "views.py")
"""What a face's box depends on, beside the picture."""
MEASURING = (
    *DETECTION,
    "_decode.py",
    "calibration.py",
    "confirm.py",
    "degrade.py",
    "evaluate.py",
    "labelled.py",
    "mask.py",
    "mask_record.py",
    "values.py",
)
DRAWING = tuple(
    f"../drivers/simulation/{name}.py" for name in ("canvas", "drawing", "faces", "looks", "mask_paint", "portrait")
)
"""What drawn faces are drawn with."""


def code(names: tuple[str, ...]) -> str:
    """SHA-256 over files, named from this package."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def read(path: Path, by: object) -> Any:
    """What `write` kept there for the same `by`; None for another, for none, and for what is no JSON."""
    try:
        kept = json.loads(path.read_text()) if path.is_file() else None
    except ValueError:
        return None
    return kept["found"] if isinstance(kept, dict) and kept.get("by") == by else None


def write(path: Path, by: object, found: Any) -> None:
    """At once or not at all: two views that are trained side by side find the same."""
    partial = path.with_suffix(f".part-{os.getpid()}")
    partial.write_text(json.dumps({"by": by, "found": found}))
    partial.replace(path)
