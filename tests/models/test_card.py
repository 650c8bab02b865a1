"""What the model card says of what was measured."""

import csv
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from drivers.simulation.faces import write_faces
from models._cv import cv2
from models.evaluate import evaluate
from models.training import card, tables
from models.training.aside import set_aside_faces
from models.training.kept import write
from models.training.pictures import UNKNOWN, DataError, Entry
from models.training.stages import FINAL, UNSEEN, Sources, write_measured_faces
from models.training.twins import twins
from models.values import MaskEstimate, MaskStatus
from models.views import Box, Pixels
from models.weights import HERE


def test_the_share_of_drawn_faces():
    table = {"drawn": {"worn": 1, "incorrect": 1, "none": 0}, "s": {"worn": 38, "incorrect": 0, "none": 0}}
    assert tables.drawn_share(table) == "5.0%"


def test_how_many_who_wear_it_well_are_asked_again():
    row = {"worn": 88, "incorrect": 7, "none": 1, "unsure": 4, "missed": 25}
    told = {"n": 125, "seconds": 1, "fps": 15, "answers": {"worn": row}, "worn_unsure": 0.04, "worn_missed": 0.2,
            "unsafe_rate": 0.0}  # fmt: skip
    text = tables.passages("unseen source", told)
    assert "4.0% end `unsure`, 8.0% as worn badly or not at all; 20.0% never" in text
    assert text.startswith("*unseen source*: 125 faces")


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [(0.5, 10, 0.237, 0.763), (0.0, 20, 0.0, 0.161), (1.0, 20, 0.839, 1.0), (49 / 57, 57, 0.747, 0.927)],
)
def test_the_interval_of_a_share(share: float, n: int, low: float, high: float):
    """The first three as in published tables of Wilson's interval without correction for continuity."""
    assert tables.wilson(share, n) == pytest.approx((low, high), abs=5e-4)


def test_a_photograph_under_two_names_is_found(tmp_path: Path):
    rng = np.random.default_rng(3)
    for name in ("a", "b", "c"):
        spots = cv2.resize(rng.integers(0, 255, (9, 7, 3), np.uint8), (280, 360), interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(tmp_path / f"{name}.png"), spots)
    again = np.asarray(cv2.imread(str(tmp_path / "b.png")))
    cv2.imwrite(str(tmp_path / "other.jpg"), cv2.resize(again, (140, 180)) * np.float32(0.9), [1, 60])
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    assert twins(tmp_path, {"a.png", "b.png", "broken.jpg"}, {"c.png", "other.jpg", "broken.jpg"}) == ["b.png"]
    assert twins(tmp_path, {"a.png"}, set()) == []


def _entry(image: str, label: str, source: str = "s", left: int = 0) -> Entry:
    return Entry(image, (left, 0, 8, 8), label, source, source, (UNKNOWN, UNKNOWN), False)


def test_what_the_figures_would_be_with_the_faces_that_are_left_out(tmp_path: Path):
    """Forced recall goes by the likeliest class, the unsafe rate by the answer, which may be `unsure`."""
    report = {
        "confusion": {"worn": {"worn": 9, "unsure": 1}, "incorrect": {"incorrect": 3, "worn": 1}, "none": {"none": 4}},
        "recall": {"worn": 0.8, "incorrect": 0.75, "none": 1.0}, "unsafe_rate": 1 / 8,
    }  # fmt: skip
    told = [
        (_entry("a.png", "incorrect"), MaskEstimate(0.8, 0.1, 0.1, MaskStatus.WORN)),
        (_entry("a.png", "incorrect", left=20), MaskEstimate(0.1, 0.5, 0.4, MaskStatus.UNSURE)),
        (_entry("b.png", "none"), MaskEstimate(0.5, 0.4, 0.1, MaskStatus.UNSURE)),
        (_entry("b.png", "worn", left=20), MaskEstimate(0.9, 0.1, 0.0, MaskStatus.WORN)),
    ]
    (tmp_path / "images").mkdir()
    for name in ("a.png", "b.png"):
        picture = np.full((40, 40, 3), 9, np.uint8)
        picture[0:8, 20:28] = 99  # the second face
        cv2.imwrite(str(tmp_path / "images" / name), picture)
    answers = iter(told)

    def estimate(pixels: Pixels, box: Box) -> MaskEstimate:
        entry, answer = next(answers)
        left, top, width, height = (round(edge) for edge in box)
        inside = pixels[top : top + height, left : left + width]
        assert (width, height, pixels.shape[0]) == (8, 8, 24), "the box is a third of what is cut"
        assert inside.min() == inside.max() == (99 if entry.box[0] else 9)
        return answer

    reviewed = [_entry("a.png", "worn"), _entry("b.png", "none")]
    text = set_aside_faces([entry for entry, _ in told], reviewed, tmp_path, estimate, report)
    assert "`a.png` (labelled `incorrect`, by our review `worn`, answered `worn`)" in text
    assert "`b.png` (labelled `worn`, by our review no use, answered `worn`)" in text
    assert "would be 0.818 / 0.667 / 0.800" in text, "9 of 11, 4 of 6, 4 of 5"
    assert "unsafe rate 0.182" in text, "2 of 11"


def test_nothing_left_out_is_said_and_a_broken_picture_is_not_nothing(tmp_path: Path):
    def never(pixels: Pixels, box: Box) -> MaskEstimate:
        raise AssertionError

    assert set_aside_faces([], [], tmp_path, never, {}).startswith("No face")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"a\.png cannot be read"):
        set_aside_faces([_entry("a.png", "worn")], [], tmp_path, never, {})


def test_how_many_faces_of_which_source():
    entries = [_entry("a", "worn", "x"), _entry("b", "none", "x"), _entry("c", "none", "x"), _entry("d", "worn", "y")]
    assert tables.sources(entries) == "1 worn, 2 none of `x`; 1 worn of `y`"
    assert tables.painted(entries, "y") == "1 of its 2 `worn`"


def _trained(tmp_path: Path) -> Sources:
    """As a training leaves it, of a few drawn faces that are said to be photographs, with the shipped networks."""
    data, out = tmp_path / "data", tmp_path / "out"
    write_faces(data, 24, 5)
    with (data / "labels.csv").open(newline="") as file:
        head, *rows = list(csv.reader(file))
    names = [row[0] for row in rows]
    rows = [[*row[:-1], ("andrewmvd", "chandrikadeb7", "synthetic")[k % 3]] for k, row in enumerate(rows)]
    with (data / "labels.csv").open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    (data / "val.txt").write_text("\n".join(names[1::4]))
    sources = Sources(data, data, data, out, 0)
    learnt = {"epochs": 2, "draws": 9, "seed": 0, "faces": {"drawn": {"worn": 1, "incorrect": 1, "none": 1}},
              "drawn_share_of_draws": 0.03}  # fmt: skip
    sure = {"worn": {"n": 3, "alone": 0.5, "together": 0.75}}
    for stage in (UNSEEN, FINAL):
        folder = out / stage.name
        folder.mkdir(parents=True)
        for path in HERE.glob("mask*.*"):
            if path.suffix in {".json", ".onnx"}:
                shutil.copy(path, folder)
        faces = write_measured_faces(stage, sources)
        given = evaluate(faces, robust=stage is UNSEEN).as_dict()
        found = {"given": given, "detected": evaluate(faces, "detected").as_dict(), "given, reviewed": given}
        write(folder / "results.json", "anything", found)
        (folder / "learnt.json").write_text(json.dumps(learnt))
        (folder / "sure.json").write_text(json.dumps(sure))
    return sources


def test_the_card_is_whole(tmp_path: Path):
    """Every name in its text is given, and its table holds what was measured."""
    sources = _trained(tmp_path)
    row = {"worn": 9, "incorrect": 0, "none": 0, "unsure": 1, "missed": 2}
    passages = {"n": 12, "seconds": 1, "fps": 15, "answers": {"worn": row}, "worn_unsure": 0.1, "worn_missed": 0.2,
                "unsafe_rate": 0.0}  # fmt: skip
    told = card.text(sources, [UNSEEN.name, FINAL.name], (3.25, 5.5), {UNSEEN.name: passages, FINAL.name: passages})
    assert "$" not in told
    assert "take 3.2 to 5.5 ms" in told
    unseen = json.loads((sources.out / UNSEEN.name / "results.json").read_text())["found"]["given"]
    assert f"| unseen source | given | {unseen['n']} | {unseen['recall']['worn']:.3f} |" in told
    target = tmp_path / "beside"
    (target / "training" / "plots").mkdir(parents=True)
    card.write(told, sources, target)
    assert (target / "MODEL_CARD.md").read_text() == told
    drawn = {f"training/plots/{path.name}" for path in (target / "training" / "plots").iterdir()}
    assert drawn == set(re.findall(r"\]\((training/plots/\w+\.png)\)", told))


def test_a_card_of_an_unseen_source_without_a_class_is_refused(tmp_path: Path):
    sources = _trained(tmp_path)
    table = sources.data / "labels.csv"
    table.write_text(table.read_text().replace("incorrect", "none"))
    with pytest.raises(DataError, match="of one it has no face"):
        card.text(sources, [UNSEEN.name, FINAL.name], (3.0, 4.0), {})
