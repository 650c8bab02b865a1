"""What the model card says of faces that are not measured because training knew their picture."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.calibration import CLASSES
from models.evaluate import third
from models.labelled import read_picture
from models.training.pictures import DataError, Entry
from models.values import MaskEstimate, MaskStatus
from models.views import Box, Pixels

Answers = Sequence[tuple[Entry, MaskEstimate]]


def set_aside_faces(
    entries: Sequence[Entry],
    reviewed: Sequence[Entry],
    data: Path,
    estimate: Callable[[Pixels, Box], MaskEstimate],
    report: dict[str, Any],
) -> str:
    """Which they are, what is answered of them, and what `report`, measured without them, would be with them.

    `reviewed` are the same faces, and others, with reviewed labels. Raises DataError for a picture that cannot be read.
    """
    if not entries:
        return "No face had to be left out for that."
    answers = [(entry, _answer(entry, data, estimate)) for entry in entries]
    review = {(entry.image, entry.box): entry.label for entry in reviewed}
    names = [
        f"`{entry.image}` (labelled `{entry.label}`, by our review {_label(review.get((entry.image, entry.box)))}, "
        f"answered `{told.status}`)"
        for entry, told in answers
    ]
    recalls, unsafe = _with_them(answers, report)
    return (
        f"Left out for that: {', '.join(names)}.\n"
        f"Counted in as labelled, on labelled boxes, recall of worn / incorrect / none would be {' / '.join(recalls)}, "
        f"and\nthe unsafe rate {unsafe:.3f}."
    )


def _label(label: str | None) -> str:
    return f"`{label}`" if label else "no use"


def _answer(entry: Entry, data: Path, estimate: Callable[[Pixels, Box], MaskEstimate]) -> MaskEstimate:
    """Cut as `evaluate` cuts."""
    picture = read_picture(data, entry.image)
    if picture is None:
        raise DataError(f"{data / 'images' / entry.image} cannot be read")
    return estimate(*third(picture, entry.box))


def _with_them(answers: Answers, report: dict[str, Any]) -> tuple[list[str], float]:
    """Recall of each class, and the unsafe rate."""
    rows = {label: sum(row.values()) for label, row in report["confusion"].items()}
    right = {label: report["recall"].get(label, 0.0) * n for label, n in rows.items()}
    others = sum(n for label, n in rows.items() if label != MaskStatus.WORN)
    called_worn = (report["unsafe_rate"] or 0.0) * others
    for entry, told in answers:
        likeliest = max(CLASSES, key=lambda label: getattr(told, label))
        rows[entry.label] += 1
        right[entry.label] += likeliest == entry.label
        if entry.label != MaskStatus.WORN:
            others += 1
            called_worn += told.status is MaskStatus.WORN
    recalls = [f"{right[label] / rows[label]:.3f}" if rows[label] else "-" for label in CLASSES]
    return recalls, called_worn / max(1, others)
