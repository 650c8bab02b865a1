"""The model card, written from what training measured."""

import json
from pathlib import Path
from string import Template
from typing import Any

from models.mask import MaskClassifier
from models.training import plots, tables
from models.training.aside import set_aside_faces
from models.training.pictures import LABELS, DataError, read_entries
from models.training.stages import (
    FINAL,
    REVIEWED,
    UNSEEN,
    Sources,
    learnable,
    measured_entries,
    set_aside,
    write_measured_faces,
)
from models.training.twins import twins

_TEMPLATE = Path(__file__).with_name("card.md")
_WEB_SOURCE, _PAINTED_SOURCE = "chandrikadeb7", "synthetic"


def summary(results: dict[str, Any]) -> str:
    """One line of the figures that matter."""
    parts = []
    for name, report in results.items():
        parts.append(
            f"{name}: recall {tables.recalls(report, ' / ')}, mean {report['forced_balanced_accuracy']:.3f}, "
            f"coverage {report['coverage']:.3f}, unsafe {report['unsafe_rate']:.4f}"
        )
    return "; ".join(parts)


def write(text: str, sources: Sources, target: Path) -> None:
    """MODEL_CARD.md in `target`, its plots in `target`/training/plots."""
    report, folder = _results(sources, UNSEEN.name)["given"], target / "training" / "plots"
    plots.confusion(report, "Answers on the unseen source", folder / "confusion.png")
    plots.reliability(report, "Reliability on the unseen source", folder / "reliability.png")
    plots.by_size(report, "By size of face, unseen source", folder / "by_size.png")
    plots.robustness(report, "Under bad conditions, unseen source", folder / "robustness.png")
    (target / "MODEL_CARD.md").write_text(text)


def _results(sources: Sources, stage: str) -> dict[str, Any]:
    return json.loads((sources.out / stage / "results.json").read_text())["found"]


def text(sources: Sources, stages: list[str], cpu_ms: tuple[float, float], passages: dict[str, dict[str, Any]]) -> str:
    """The card; unseen source and final training are among `stages`.

    `passages` is what `kiosk mask passages` tells of each stage's weights, `cpu_ms` the least and the most that a face
    took. Raises DataError for data that it cannot be written from.
    """
    out = sources.out
    results = {name: _results(sources, name) for name in stages}
    record = json.loads((out / FINAL.name / "mask.json").read_text())
    learnt, before = record["trained_on"], json.loads((out / UNSEEN.name / "learnt.json").read_text())
    report = results[UNSEEN.name]["given"]
    return Template(_TEMPLATE.read_text()).substitute(
        faces=tables.learnt_faces(learnt["faces"]), files=tables.files(out / FINAL.name), **_twins(sources),
        drawn_pictures=tables.drawn_share(learnt["faces"]), drawn_draws=f"{learnt['drawn_share_of_draws']:.1%}",
        first_epochs=before["epochs"], epochs=learnt["epochs"], draws=learnt["draws"], seed=learnt["seed"],
        passages="\n\n".join(tables.passages(tables.NAMES[name], told) for name, told in passages.items()),
        sure=tables.sure(json.loads((out / UNSEEN.name / "sure.json").read_text())),
        cpu_ms=" to ".join(f"{one:.1f}" for one in cpu_ms),
        figures=tables.figures(results), intervals=tables.intervals(report),
        confusion=tables.confusion(report["confusion"]),
        counts=tables.label_counts(write_measured_faces(UNSEEN, sources)),
        sizes=tables.groups(report["by_size"], "face size"),
        **_measured(sources, results[UNSEEN.name]), set_aside=_set_aside(sources, report),
        conditions=tables.groups({"as it is": report, **report["robust"]}, "condition"),
        calibration_error=f"{report['calibration_error']:.3f}",
        temperatures=" and ".join(dict.fromkeys(f"{view['temperature']:.2f}" for view in record["views"])),
        leaning=f"{record['bias']['none']:.1f}",
        thresholds=", ".join(f"{name} {value:.2f}" for name, value in record["thresholds"].items()),
    )  # fmt: skip


def _measured(sources: Sources, reports: dict[str, Any]) -> dict[str, Any]:
    """How many faces of which kinds are measured."""
    unseen = measured_entries(UNSEEN, sources)
    labels = [entry.label for entry in unseen]
    if not set(LABELS) <= set(labels):
        raise DataError(f"the card needs an unseen source of {', '.join(LABELS)}; of one it has no face")
    return {
        "unseen_counts": tables.sources(unseen), "one_incorrect": f"{100 / labels.count('incorrect'):.1f}",
        "unseen_worn": labels.count("worn"), "looked_at": len(labels) - labels.count("worn"),
        "review_left": reports["given"]["n"] - reports["given, reviewed"]["n"],
        "validation_painted": tables.painted(measured_entries(FINAL, sources), _PAINTED_SOURCE),
    }  # fmt: skip


def _set_aside(sources: Sources, report: dict[str, Any]) -> str:
    entries = set_aside(UNSEEN, sources)
    classifier = MaskClassifier(sources.out / UNSEEN.name / "mask.json")
    reviewed = read_entries(sources.data, REVIEWED)
    return set_aside_faces(entries, reviewed, sources.data, classifier.estimate_box, report)


def _twins(sources: Sources) -> dict[str, int]:
    """Photographs of the web source that are measured, and how many of them are learnt from under another name."""
    entries = read_entries(sources.data)
    images = sources.data / "images"
    told = {}
    for name, stage in (("unseen", UNSEEN), ("validation", FINAL)):
        measured = {e.image for e in measured_entries(stage, sources) if e.source == _WEB_SOURCE}
        learnt = {e.image for e in learnable(stage, entries) if e.source == _WEB_SOURCE}
        told |= {f"{name}_web": len(measured), f"{name}_twins": len(twins(images, measured, learnt))}
    return told
