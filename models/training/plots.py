"""The model card's plots."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

_BLUE, _RED, _GREY = "#27627a", "#b5533c", "#8a8f94"


def confusion(report: dict[str, Any], title: str, path: Path) -> None:
    """Row by row shares; the counts stand in the cells."""
    table = report["confusion"]
    answers = list(next(iter(table.values())))
    shares = [[row[a] / max(1, sum(row.values())) for a in answers] for row in table.values()]
    figure, axes = plt.subplots(figsize=(5.4, 3.0), layout="constrained")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(answers)), answers)
    axes.set_yticks(range(len(table)), list(table))
    axes.set(xlabel="answer", ylabel="truth", title=title)
    for y, row in enumerate(table.values()):
        for x, answer in enumerate(answers):
            ink = "white" if shares[y][x] > 0.5 else "black"
            axes.text(x, y, str(row[answer]), ha="center", va="center", color=ink)
    _save(figure, path)


def reliability(report: dict[str, Any], title: str, path: Path) -> None:
    figure, axes = plt.subplots(figsize=(4.0, 3.4), layout="constrained")
    axes.plot([0.3, 1], [0.3, 1], color=_GREY, linestyle="--")
    groups = report["reliability"]
    axes.plot([g["confidence"] for g in groups], [g["accuracy"] for g in groups], "o-", color=_BLUE)
    axes.set(xlabel="confidence", ylabel="accuracy", xlim=(0.3, 1.01), ylim=(0.3, 1.01))
    axes.set_title(f"{title}\ncalibration error {report['calibration_error']:.3f}", fontsize=10)
    _save(figure, path)


def by_size(report: dict[str, Any], title: str, path: Path) -> None:
    _bars(report["by_size"], title, path)


def robustness(report: dict[str, Any], title: str, path: Path) -> None:
    _bars({"as it is": report, **report["robust"]}, title, path)


def _bars(groups: dict[str, Any], title: str, path: Path) -> None:
    names = [f"{name}\n(n={scores['n']})" for name, scores in groups.items()]
    figure, axes = plt.subplots(figsize=(6.4, 0.5 * len(names) + 1.3), layout="constrained")
    places = range(len(names))
    accuracy = [scores["forced_balanced_accuracy"] or 0 for scores in groups.values()]
    unsafe = [scores["unsafe_rate"] or 0 for scores in groups.values()]
    axes.barh([p - 0.2 for p in places], accuracy, 0.38, color=_BLUE, label="mean recall")
    axes.barh([p + 0.2 for p in places], unsafe, 0.38, color=_RED, label="unsafe rate")
    for p, value, bad in zip(places, accuracy, unsafe, strict=True):
        axes.text(value + 0.01, p - 0.2, f"{value:.3f}", va="center", fontsize=8)
        axes.text(bad + 0.01, p + 0.2, f"{bad:.3f}", va="center", fontsize=8)
    axes.set_yticks(places, names, fontsize=8)
    axes.set(xlim=(0, 1.12), title=title)
    axes.invert_yaxis()
    figure.legend(loc="outside lower center", ncols=2, fontsize=8)
    _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
