"""What the model card says of faces that are not measured because training knew their picture."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.calibration import CLASSES
from models.labelled import read_picture
from models.training.pictures import Entry
from models.values import MaskEstimate, MaskStatus
from models.views import Box, Pixels

Answers = Sequence[tuple[Entry, MaskEstimate]]


def set_aside_faces(
    entries: list[Entry], data: Path, estimate: Callable[[Pixels, Box], MaskEstimate], report: dict[str, Any]
) -> str:
    """Which they are, what is answered of them, and what `report`, measured without them, would be with them."""
    pictures = [(entry, read_picture(data, entry.image)) for entry in entries]
    answers = [(entry, estimate(picture, entry.box)) for entry, picture in pictures if picture is not None]
    if not answers:
        return "None had to be left out for that."
    names = [f"`{e.image}` (labelled `{e.label}`, answered `{told.status}`)" for e, told in answers]
    recalls, unsafe = _with_them(answers, report)
    return (
        f"Left out for that: {', '.join(names)}. Counted in, recall would be {' / '.join(recalls)} and the unsafe rate "
        f"{unsafe:.3f}."
    )


def _with_them(answers: Answers, report: dict[str, Any]) -> tuple[list[str], float]:
    """Recall of each class, and the unsafe rate."""
    rows = {label: sum(row.values()) for label, row in report["confusion"].items()}
    right = {label: report["recall"][label] * n for label, n in rows.items()}
    others = sum(n for label, n in rows.items() if label != MaskStatus.WORN)
    called_worn = report["unsafe_rate"] * others
    for entry, told in answers:
        likeliest = max(CLASSES, key=lambda label: getattr(told, label))
        rows[entry.label] += 1
        right[entry.label] += likeliest == entry.label
        if entry.label != MaskStatus.WORN:
            others += 1
            called_worn += told.status is MaskStatus.WORN
    return [f"{right[label] / rows[label]:.3f}" for label in CLASSES], called_worn / others
