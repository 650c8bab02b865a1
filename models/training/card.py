"""The model card, written from what training measured."""

import json
from pathlib import Path
from string import Template
from typing import Any

from models.training import plots

_TEMPLATE = Path(__file__).with_name("card.md")


_LABELS = ("worn", "incorrect", "none")


def _recall(report: dict[str, Any], between: str) -> str:
    return between.join(f"{report['recall'].get(label, float('nan')):.3f}" for label in _LABELS)


def summary(results: dict[str, Any]) -> str:
    """One line of the figures that matter."""
    parts = []
    for name, report in results.items():
        parts.append(
            f"{name}: recall {_recall(report, ' / ')}, mean {report['forced_balanced_accuracy']:.3f}, "
            f"coverage {report['coverage']:.3f}, unsafe {report['unsafe_rate']:.4f}"
        )
    return "; ".join(parts)


def write(out: Path, target: Path, stages: list[str], cpu_ms: float, passages: dict[str, Any]) -> None:
    """MODEL_CARD.md in `target`, its plots in `target`/training/plots; `passages` as `kiosk mask passages` tells."""
    results = {name: json.loads((out / name / "results.json").read_text())["found"] for name in stages}
    record = json.loads((out / "final" / "mask.json").read_text())
    learnt = record["trained_on"]
    efforts = {name: json.loads((out / name / "learnt.json").read_text())["epochs"] for name in stages}
    first = efforts.get("unseen", 0)
    effort = f"trained for {first} epochs; the shipped weights went on from them for {learnt['epochs']}"
    shown = "unseen" if "unseen" in results else "final"
    folder = target / "training" / "plots"
    report = results[shown]["given"]
    title = "unseen source" if shown == "unseen" else "validation split"
    plots.confusion(report, f"Answers on the {title}", folder / "confusion.png")
    plots.reliability(report, f"Reliability on the {title}", folder / "reliability.png")
    plots.by_size(report, f"By size of face, {title}", folder / "by_size.png")
    plots.robustness(report, f"Under bad conditions, {title}", folder / "robustness.png")
    text = Template(_TEMPLATE.read_text()).substitute(
        faces=_faces(learnt["faces"]),
        drawn_pictures=_drawn_share(learnt["faces"]), drawn_draws=f"{learnt['drawn_share_of_draws']:.1%}",
        first_epochs=first, epochs=learnt["epochs"], draws=learnt["draws"], seed=learnt["seed"],
        passages=_passages(passages), sure=_sure(json.loads((out / shown / "sure.json").read_text())),
        cpu_ms=f"{cpu_ms:.1f}",
        unseen_effort=effort, figures=_figures(results),
        confusion=_confusion(report), sizes=_groups(report["by_size"], "face size"),
        conditions=_groups({"as it is": report, **report["robust"]}, "condition"),
        calibration_error=f"{report['calibration_error']:.3f}",
        temperatures=" and ".join(dict.fromkeys(f"{view['temperature']:.2f}" for view in record["views"])),
        leaning=f"{record['bias']['none']:.1f}",
        thresholds=", ".join(f"{name} {value:.2f}" for name, value in record["thresholds"].items()),
        title=title,
    )  # fmt: skip
    (target / "MODEL_CARD.md").write_text(text)


def _faces(table: dict[str, dict[str, int]]) -> str:
    rows = ["| group | worn | incorrect | none |", "|---|---|---|---|"]
    rows += [f"| {name} | {row['worn']} | {row['incorrect']} | {row['none']} |" for name, row in table.items()]
    return "\n".join(rows)


def _drawn_share(table: dict[str, dict[str, int]]) -> str:
    total = sum(sum(row.values()) for row in table.values())
    return f"{sum(table.get('drawn', {}).values()) / total:.1%}"


_NAMES = {
    "unseen": "unseen source", "without-drawn": "unseen source, trained without drawn faces",
    "final": "validation split (same sources as training)",
}  # fmt: skip


def _figures(results: dict[str, Any]) -> str:
    rows = ["| measured on | boxes | faces | recall worn | incorrect | none | mean | coverage | unsafe |",
            "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for name, reports in results.items():
        for boxes, report in reports.items():
            mean, coverage, unsafe = (report[key] for key in ("forced_balanced_accuracy", "coverage", "unsafe_rate"))
            kind, _, reviewed = boxes.partition(", ")
            measured = "drawn visitors, others than in training" if kind == "drawn" else _NAMES[name]
            measured += f", labels {reviewed}" if reviewed else ""
            rows.append(
                f"| {measured} | {kind.replace('drawn', 'detected')} | {report['n']} "
                f"| {_recall(report, ' | ')} | {mean:.3f} | {coverage:.3f} | {unsafe:.4f} |"
            )
    return "\n".join(rows)


def _confusion(report: dict[str, Any]) -> str:
    answers = list(next(iter(report["confusion"].values())))
    rows = [f"| truth | {' | '.join(answers)} |", "|---" * (len(answers) + 1) + "|"]
    rows += [f"| {truth} | {' | '.join(str(row[a]) for a in answers)} |" for truth, row in report["confusion"].items()]
    return "\n".join(rows)


def _passages(told: dict[str, Any]) -> str:
    answers = list(next(iter(told["answers"].values())))
    rows = [f"| truth | {' | '.join(answers)} |", "|---" * (len(answers) + 1) + "|"]
    rows += [f"| {truth} | {' | '.join(str(row[a]) for a in answers)} |" for truth, row in told["answers"].items()]
    worn, others = told["answers"]["worn"], told["unsafe_rate"]
    summary = (
        f"{told['n']} faces, {told['seconds']:g} s each at {told['fps']:g} frames a second. Of the masks worn well "
        f"and seen {told['worn_unsure']:.1%} end `unsure`, {_asked_again(worn):.1%} as worn badly or not at all; "
        f"{told['worn_missed']:.1%} never are a sure face. Of the others {others:.1%} are called `worn`."
    )
    return "\n".join([summary, "", *rows])


def _asked_again(worn: dict[str, int]) -> float:
    """Share of the masks worn well and seen that are answered as worn badly, or as none."""
    return (worn["incorrect"] + worn["none"]) / max(1, sum(worn.values()) - worn["missed"])


def _sure(told: dict[str, Any]) -> str:
    rows = ["| what | how many | sure, detector alone | sure, together |", "|---|---|---|---|"]
    for name, row in told.items():
        what = "boxes without a face" if name == "backgrounds" else f"faces, {name}"
        rows.append(f"| {what} | {row['n']} | {row['alone']:.3f} | {row['together']:.3f} |")
    return "\n".join(rows)


def _groups(groups: dict[str, Any], name: str) -> str:
    rows = [f"| {name} | faces | mean recall | coverage | unsafe |", "|---|---|---|---|---|"]
    rows += [
        f"| {key} | {g['n']} | {_number(g['forced_balanced_accuracy'])} | {_number(g['coverage'])} "
        f"| {_number(g['unsafe_rate'])} |"
        for key, g in groups.items()
    ]
    return "\n".join(rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
