"""A folder of labelled faces: `images/` and `labels.csv` (`image,x,y,w,h,label`, pixels; more columns are allowed)."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models._decode import decoded
from models.values import MaskStatus

LABELS = (MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE)
_COLUMNS = ("image", "x", "y", "w", "h", "label")


class LabelsError(Exception):
    """The folder is not one of labelled faces; one sentence."""


@dataclass(frozen=True, slots=True)
class LabelledFace:
    image: str
    """File name under images/."""
    box: tuple[float, float, float, float]
    """Left, top, width, height, pixels."""
    label: MaskStatus
    source: str = ""

    @property
    def size_px(self) -> float:
        """The box's longer side."""
        return max(self.box[2:])


def read_labels(folder: Path) -> list[LabelledFace]:
    """Every row of labels.csv; its pictures are there. Raises LabelsError naming the first thing that is wrong."""
    table = folder / "labels.csv"
    if not folder.is_dir():
        raise LabelsError(f"{folder} is not a folder")
    if not table.is_file():
        raise LabelsError(f"{folder} holds no labels.csv (columns {','.join(_COLUMNS)})")
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
            absent = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if absent:
                raise LabelsError(f"{table} lacks the column {absent[0]}; it needs {','.join(_COLUMNS)}")
            rows = [_face(row, reader.line_num, table) for row in reader]
    except OSError as error:
        raise LabelsError(f"{table} cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"{table} is not readable as comma-separated text ({error})") from error
    if not rows:
        raise LabelsError(f"{table} labels no face")
    for image in dict.fromkeys(row.image for row in rows):
        _picture_path(folder, image)
    return rows


def _picture_path(folder: Path, image: str) -> Path:
    path = folder / "images" / image
    if not path.is_file():
        raise LabelsError(f"{path} is labelled but does not exist")
    return path


def _face(row: dict[str, str], line: int, table: Path) -> LabelledFace:
    if not row["image"]:
        raise LabelsError(f"{table} line {line}: no image is named")
    label = (row["label"] or "").strip()
    if label not in LABELS:
        raise LabelsError(f"{table} line {line}: unknown label {label!r}; allowed are {', '.join(LABELS)}")
    try:
        x, y, w, h = (float(row[name]) for name in ("x", "y", "w", "h"))
    except (TypeError, ValueError) as error:
        raise LabelsError(f"{table} line {line}: x, y, w and h are numbers of pixels") from error
    if not np.isfinite((x, y, w, h)).all():
        raise LabelsError(f"{table} line {line}: x, y, w and h are numbers of pixels")
    if not (w > 0 and h > 0):
        raise LabelsError(f"{table} line {line}: a face's box needs a width and a height, not {w:g} x {h:g}")
    return LabelledFace(row["image"], (x, y, w, h), MaskStatus(label), row.get("source") or "")


def read_picture(folder: Path, image: str) -> NDArray[np.uint8] | None:
    """H x W x 3, BGR; None for what is no whole picture or may not be read. Raises LabelsError where no file is."""
    path = _picture_path(folder, image)
    try:
        coded = path.read_bytes()
    except OSError:
        return None
    return decoded(coded)
