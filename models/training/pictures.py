"""Labelled faces as square crops in memory."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.labelled import LabelsError, read_picture
from models.views import MARGIN, cut

LABELS = ("worn", "incorrect", "none")
COLUMNS = ("image", "x", "y", "w", "h", "label")
CROP_SIDE = MARGIN.side
BOX_SIDE = CROP_SIDE / MARGIN.scale
"""Side of the face's box in a stored crop, pixels."""
SMALLEST_PX = 14
UNKNOWN = -1


class DataError(Exception):
    """The training data is not what it should be; one sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One labelled face."""

    image: str
    box: tuple[int, int, int, int]
    label: str
    source: str
    group: str
    """source, or a finer kind of synthesis; sampling shares go by group and label."""
    visible: tuple[int, int]
    """Nose and mouth: 1 seen, 0 covered, UNKNOWN."""
    held_back: bool
    """Belongs to the validation split."""
    detected: tuple[float, float, float] | None = None
    """The face detector's box beside the labelled one: how far its middle lies to the right and down, in longer sides
    of the labelled box, and the logarithm of its own longer side in that of the labelled one; None where not found."""
    inside: tuple[int, int, int, int] = (0, 0, CROP_SIDE, CROP_SIDE)
    """Left, top, right and bottom of what the stored crop shows of the picture; beyond it the edge repeats."""

    @property
    def size_px(self) -> int:
        return max(self.box[2:])


@dataclass(frozen=True, slots=True)
class Faces:
    """Entries with their crops, N x CROP_SIDE x CROP_SIDE x 3, uint8, BGR."""

    entries: tuple[Entry, ...]
    crops: NDArray[np.uint8]

    def where(self, keep: Iterable[bool]) -> "Faces":
        index = [i for i, kept in enumerate(keep) if kept]
        return Faces(tuple(self.entries[i] for i in index), self.crops[index])

    @property
    def labels(self) -> NDArray[np.int64]:
        return np.array([LABELS.index(entry.label) for entry in self.entries], np.int64)

    @property
    def visible(self) -> NDArray[np.float32]:
        return np.array([entry.visible for entry in self.entries], np.float32).reshape(-1, 2)


def join(parts: Iterable[Faces]) -> Faces:
    parts = list(parts)
    return Faces(tuple(e for part in parts for e in part.entries), np.concatenate([part.crops for part in parts]))


def read_entries(folder: Path, reviewed: Path | None = None) -> list[Entry]:
    """Every usable row of labels.csv, corrected by corrections.csv and split by val.txt where those exist.

    `reviewed` is another table of corrections, which has the last word.
    Raises DataError for a missing file or an unknown label.
    """
    table = folder / "labels.csv"
    if not table.is_file():
        raise DataError(f"{folder} holds no labels.csv")
    corrections = _corrections(folder / "corrections.csv") | (_corrections(reviewed) if reviewed else {})
    split = folder / "val.txt"
    held_back = set(split.read_text().split()) if split.is_file() else set()
    with table.open(newline="") as file:
        reader = csv.DictReader(file)
        absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if absent:
            raise DataError(f"{table} lacks the column {absent[0]}; it needs {','.join(COLUMNS)}")
        entries = [_entry(row, corrections, held_back) for row in reader]
    return [entry for entry in entries if entry is not None and entry.size_px >= SMALLEST_PX]


def _corrections(path: Path) -> dict[tuple[str, ...], str]:
    if not path.is_file():
        return {}
    with path.open(newline="") as file:
        return {_key(row): row["corrected"] for row in csv.DictReader(file)}


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("image", "x", "y", "w", "h"))


def _entry(row: dict[str, str], corrections: dict[tuple[str, ...], str], held_back: set[str]) -> Entry | None:
    """None where a correction says that the face is unusable."""
    label = corrections.get(_key(row), row["label"])
    if not label:
        return None
    if label not in LABELS:
        raise DataError(f"{row['image']} is labelled {label!r}; allowed are {', '.join(LABELS)}")
    try:
        x, y, w, h = (round(float(row[key])) for key in ("x", "y", "w", "h"))
    except (TypeError, ValueError, OverflowError) as error:
        raise DataError(f"{row['image']}: x, y, w and h are numbers of pixels") from error
    source = row.get("source", "")
    visible = _visible(row["image"], label)
    return Entry(row["image"], (x, y, w, h), label, source, source, visible, row["image"] in held_back)


def _visible(image: str, label: str) -> tuple[int, int]:
    match label:
        case "worn":
            return 0, 0
        case "none":
            return 1, 1
        case _ if image.startswith("sy_nose"):
            return 1, 0
        case _ if image.startswith("sy_chin"):
            return 1, 1
        case _:
            return UNKNOWN, UNKNOWN


def load(folder: Path, entries: list[Entry]) -> Faces:
    """Cut every face. Raises DataError naming the first picture that cannot be read."""
    crops = np.empty((len(entries), CROP_SIDE, CROP_SIDE, 3), np.uint8)
    placed = []
    for index, (entry, pixels) in enumerate(each(folder, entries)):
        crops[index] = cut(pixels, entry.box, MARGIN)
        placed.append(replace(entry, inside=_inside(entry.box, pixels.shape[1], pixels.shape[0])))
    return Faces(tuple(placed), crops)


def _inside(box: tuple[int, int, int, int], width: int, height: int) -> tuple[int, int, int, int]:
    x, y, w, h = box
    scale = BOX_SIDE / max(w, h)
    left, top = CROP_SIDE / 2 - scale * (x + w / 2), CROP_SIDE / 2 - scale * (y + h / 2)
    edges = (left + 1, top + 1, left + scale * width - 1, top + scale * height - 1)
    a, b, c, d = (int(np.clip(round(edge), 0, CROP_SIDE)) for edge in edges)
    return a, b, c, d


def each(folder: Path, entries: list[Entry]) -> Iterator[tuple[Entry, NDArray[np.uint8]]]:
    """Entries with their pictures, H x W x 3, BGR. Raises DataError naming the first that cannot be read."""
    name, pixels = "", None
    for entry in entries:
        if entry.image != name:
            name, pixels = entry.image, _picture(folder, entry.image)
        if pixels is None:
            raise DataError(f"{folder / 'images' / entry.image} cannot be read as a picture")
        yield entry, pixels


def _picture(folder: Path, image: str) -> NDArray[np.uint8] | None:
    try:
        return read_picture(folder, image)
    except LabelsError as error:
        raise DataError(str(error)) from error
