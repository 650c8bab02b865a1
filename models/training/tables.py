"""Tables and sentences of the model card, in Markdown."""

import hashlib
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

from models.evaluate import SIZES_PX
from models.labelled import read_labels
from models.training.pictures import LABELS, Entry

NAMES = {
    "unseen": "unseen source", "without-drawn": "unseen source, no drawn face learnt",
    "final": "validation split (same sources as training)",
}  # fmt: skip


def recalls(report: dict[str, Any], between: str) -> str:
    return between.join(f"{report['recall'].get(label, float('nan')):.3f}" for label in LABELS)


def figures(results: dict[str, Any]) -> str:
    rows = ["| measured on | boxes | faces | recall worn | incorrect | none | mean | coverage | unsafe |",
            "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for name, reports in results.items():
        for boxes, report in reports.items():
            mean, coverage, unsafe = (report[key] for key in ("forced_balanced_accuracy", "coverage", "unsafe_rate"))
            kind, _, reviewed = boxes.partition(", ")
            measured = "drawn visitors, others than in training" if kind == "drawn" else NAMES[name]
            measured += f", labels {reviewed}" if reviewed else ""
            rows.append(
                f"| {measured} | {kind.replace('drawn', 'detected')} | {report['n']} "
                f"| {recalls(report, ' | ')} | {mean:.3f} | {coverage:.3f} | {unsafe:.4f} |"
            )
    return "\n".join(rows)


def intervals(report: dict[str, Any]) -> str:
    parts = []
    for label, recall in report["recall"].items():
        n = sum(report["confusion"][label].values())
        low, high = wilson(recall, n)
        parts.append(f"{label} {low:.2f} to {high:.2f} ({n} faces)")
    unsafe = sum(sum(row.values()) for label, row in report["confusion"].items() if label != LABELS[0])
    low, high = wilson(report["unsafe_rate"], unsafe)
    return f"{', '.join(parts)}; the unsafe rate {low:.3f} to {high:.3f} ({unsafe})"


def wilson(share: float, n: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share that was found on `n` faces (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927)."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def confusion(answers: dict[str, dict[str, int]]) -> str:
    """Truth -> answer -> count."""
    names = list(next(iter(answers.values())))
    rows = [f"| truth | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    rows += [f"| {truth} | {' | '.join(str(row[name]) for name in names)} |" for truth, row in answers.items()]
    return "\n".join(rows)


def groups(groups: dict[str, Any], name: str) -> str:
    rows = [f"| {name} | faces | recall worn | incorrect | none | mean | coverage | unsafe |", "|---" * 8 + "|"]
    rows += [
        f"| {key} | {g['n']} | {recalls(g, ' | ')} | {_number(g['forced_balanced_accuracy'])} "
        f"| {_number(g['coverage'])} | {_number(g['unsafe_rate'])} |"
        for key, g in groups.items()
    ]
    return "\n".join(rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def label_counts(folder: Path) -> str:
    """How many faces of each label stand behind a row of the table by size."""
    parts = []
    faces = read_labels(folder)
    for low, high in pairwise((*SIZES_PX, math.inf)):
        inside = [str(face.label) for face in faces if low <= face.size_px < high]
        if inside:
            counts = " / ".join(str(inside.count(label)) for label in LABELS)
            parts.append(f"{low:g} to {high:g} px {counts}" if high < math.inf else f"{low:g} px and more {counts}")
    return ", ".join(parts)


def sources(entries: list[Entry]) -> str:
    """How many faces of each label, source by source."""
    parts = []
    for source in dict.fromkeys(entry.source for entry in entries):
        labels = [entry.label for entry in entries if entry.source == source]
        found = [f"{labels.count(label)} {label}" for label in LABELS if label in labels]
        parts.append(f"{', '.join(found)} of `{source}`")
    return "; ".join(parts)


def painted(entries: list[Entry], source: str) -> str:
    """How many of each label are of this source."""
    parts = []
    for label in LABELS:
        of_label = [entry.source for entry in entries if entry.label == label]
        if source in of_label:
            parts.append(f"{of_label.count(source)} of its {len(of_label)} `{label}`")
    return " and ".join(parts)


def passages(name: str, told: dict[str, Any]) -> str:
    worn, others = told["answers"]["worn"], told["unsafe_rate"]
    summary = (
        f"*{name}*: {told['n']} faces, {told['seconds']:g} s each at {told['fps']:g} frames a second. Of the masks "
        f"worn well and seen {told['worn_unsure']:.1%} end `unsure`, {_asked_again(worn):.1%} as worn badly or not at "
        f"all; {told['worn_missed']:.1%} never are a sure face. Of the others {others:.1%} are called `worn`."
    )
    return f"{summary}\n\n{confusion(told['answers'])}"


def _asked_again(worn: dict[str, int]) -> float:
    """Share of the masks worn well and seen that are answered as worn badly, or as none."""
    return (worn["incorrect"] + worn["none"]) / max(1, sum(worn.values()) - worn["missed"])


def sure(told: dict[str, Any]) -> str:
    rows = ["| what | how many | sure, detector alone | sure, together |", "|---|---|---|---|"]
    for name, row in told.items():
        what = "boxes without a face" if name == "backgrounds" else f"faces, {name}"
        rows.append(f"| {what} | {row['n']} | {row['alone']:.3f} | {row['together']:.3f} |")
    return "\n".join(rows)


def learnt_faces(table: dict[str, dict[str, int]]) -> str:
    rows = ["| group | worn | incorrect | none |", "|---|---|---|---|"]
    rows += [f"| {name} | {row['worn']} | {row['incorrect']} | {row['none']} |" for name, row in table.items()]
    return "\n".join(rows)


def drawn_share(table: dict[str, dict[str, int]]) -> str:
    total = sum(sum(row.values()) for row in table.values())
    return f"{sum(table.get('drawn', {}).values()) / total:.1%}"


def files(folder: Path) -> str:
    rows = ["| file | bytes | sha256 |", "|---|---|---|"]
    for path in sorted(folder.glob("mask*")):
        content = path.read_bytes()
        rows.append(f"| `{path.name}` | {len(content):,} | {hashlib.sha256(content).hexdigest()} |")
    return "\n".join(rows)
