"""What each stage of training learns from, and what it is measured on."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.training.beards import from_beards
from models.training.covers import from_covers
from models.training.detected import with_detected
from models.training.drawn import drawn_faces
from models.training.landmarks import meshes
from models.training.meshed import Meshed
from models.training.paints import templates, textures
from models.training.pictures import Entry, Faces, join, load, read_entries
from models.training.reveal import from_reveals
from models.training.synthesis import from_cut_outs, from_templates

HELD_OUT_SOURCE = "andrewmvd"
TEMPLATE_FACES, CUT_OUT_FACES, REVEAL_FACES = 4200, 4200, 4200
BEARD_FACES, COVER_FACES, DRAWN_FACES = 2400, 2600, 450
REVIEWED = Path(__file__).with_name("reviewed.csv")
"""Every face of the unseen source labelled `incorrect` or `none` was looked at, whatever the networks answer: whether
nothing but a mask hides the mouth, and whether one that is called badly worn leaves the nose bare. These do not."""
_PAINTABLE_PX = 48
_UNSEEN_PX, _VALIDATION_PX = 40, 24


@dataclass(frozen=True, slots=True)
class Stage:
    """One training."""

    name: str
    unseen: bool
    """Keep a whole source, and every photographed `incorrect`, for the measurement."""
    drawn: bool
    """Learn from drawn faces too."""


UNSEEN = Stage("unseen", unseen=True, drawn=True)
WITHOUT_DRAWN = Stage("without-drawn", unseen=True, drawn=False)
FINAL = Stage("final", unseen=False, drawn=True)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where training finds its material."""

    data: Path
    templates: Path
    landmarker: Path
    out: Path
    seed: int

    @property
    def detected(self) -> Path:
        """The detector's boxes, kept."""
        return self.out / "detected.json"


def _unseen(entry: Entry) -> bool:
    return entry.source == HELD_OUT_SOURCE or (entry.source != "synthetic" and entry.label == "incorrect")


def learnable(stage: Stage, entries: Sequence[Entry]) -> list[Entry]:
    """Those a stage may learn from: none of the validation split, and none it keeps for the measurement."""
    return [entry for entry in entries if not (entry.held_back or (stage.unseen and _unseen(entry)))]


def learning_faces(stage: Stage, sources: Sources) -> Faces:
    """Photographs, masks painted onto them, and the declared small share of drawn faces."""
    entries = learnable(stage, read_entries(sources.data))
    photographs = load(sources.data, with_detected(sources.data, entries, sources.detected))
    parts = [photographs, *_painted(stage, photographs, sources)]
    if stage.drawn:
        parts.append(drawn_faces(sources.out, DRAWN_FACES, sources.seed + 1))
    return join(parts)


def _painted(stage: Stage, photographs: Faces, sources: Sources) -> list[Faces]:
    usable = [
        e.source != "synthetic" and e.size_px >= _PAINTABLE_PX and e.label != "incorrect" for e in photographs.entries
    ]
    faces = photographs.where(usable)
    kept = sources.out / f"meshes-{'unseen' if stage.unseen else 'final'}.npz"
    found = meshes(faces, sources.landmarker, kept)
    bare = np.array([e.label == "none" for e in faces.entries])
    plain, worn = Meshed.of(faces.where(bare), found[bare]), Meshed.of(faces.where(~bare), found[~bare])
    paints, prints = templates(sources.templates), textures(sources.templates)
    return [
        from_templates(plain, TEMPLATE_FACES, paints, prints, sources.seed),
        from_cut_outs(plain, CUT_OUT_FACES, worn, sources.seed),
        from_reveals(worn, plain, REVEAL_FACES, sources.seed),
        from_beards(plain, BEARD_FACES, sources.seed),
        from_covers(plain, worn, COVER_FACES, sources.seed),
    ]


def calibration_faces(stage: Stage, sources: Sources) -> Faces:
    """The validation split, without what the stage is measured on."""
    entries = [e for e in _tunable(stage, read_entries(sources.data)) if e.size_px >= _VALIDATION_PX]
    return load(sources.data, entries)


def held_back_images(stage: Stage, sources: Sources) -> set[str]:
    """Pictures of the validation split that a stage may be tuned on."""
    return {entry.image for entry in _tunable(stage, read_entries(sources.data))}


def _tunable(stage: Stage, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.held_back and not (stage.unseen and _unseen(entry))]


def measured_entries(stage: Stage, sources: Sources, reviewed: Path | None = None) -> list[Entry]:
    """What a stage is judged by: faces it neither learnt nor was tuned on; `reviewed` as `read_entries` takes it.

    A picture may hold two faces, or one face labelled twice: where a stage knew one of them, no other is measured. A
    review changes labels, not which faces a stage kept for the measurement.
    """
    if reviewed is not None:
        labelled = {(e.image, e.box) for e in measured_entries(stage, sources)}
        return [e for e in read_entries(sources.data, reviewed) if (e.image, e.box) in labelled]
    if not stage.unseen:
        return [e for e in read_entries(sources.data) if e.held_back and e.size_px >= _VALIDATION_PX]
    return _kept_for_measuring(stage, sources)[0]


def set_aside(stage: Stage, sources: Sources) -> list[Entry]:
    """Faces that `stage` kept for the measurement, in pictures of which it knew another one: not measured."""
    return _kept_for_measuring(stage, sources)[1] if stage.unseen else []


def _kept_for_measuring(stage: Stage, sources: Sources) -> tuple[list[Entry], list[Entry]]:
    """Of the unseen source: faces in pictures that nothing is known of, and the others."""
    entries = read_entries(sources.data)
    known = {e.image for e in (*learnable(stage, entries), *_tunable(stage, entries))}
    kept = [e for e in entries if e.size_px >= _UNSEEN_PX and _unseen(e)]
    return [e for e in kept if e.image not in known], [e for e in kept if e.image in known]


def write_measured_faces(stage: Stage, sources: Sources, reviewed: Path | None = None) -> Path:
    """A folder of labelled faces, corrected, as `kiosk mask evaluate` reads it; pictures are links."""
    name = "unseen-faces" if stage.unseen else "validation-faces"
    folder = sources.out / (f"{name}-reviewed" if reviewed else name)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    with (folder / "labels.csv").open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("image", "x", "y", "w", "h", "label", "source"))
        for entry in measured_entries(stage, sources, reviewed):
            link = folder / "images" / entry.image
            if not link.exists():
                link.symlink_to((sources.data / "images" / entry.image).resolve())
            rows.writerow((entry.image, *entry.box, entry.label, entry.source))
    return folder


def counts(faces: Faces) -> dict[str, dict[str, int]]:
    """Group -> label -> faces."""
    table: dict[str, dict[str, int]] = {}
    for entry in faces.entries:
        row = table.setdefault(entry.group, {"worn": 0, "incorrect": 0, "none": 0})
        row[entry.label] += 1
    return table


def drawn_share(faces: Faces, shares: NDArray[np.float64]) -> float:
    """Share of the draws that show a drawn face."""
    return float(shares[[entry.group == "drawn" for entry in faces.entries]].sum())
