"""What training learns from, and what it is measured on."""

import csv
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.simulation.faces import write_faces
from models.training import detected as detected_module
from models.training import kept
from models.training.backgrounds import holds_none
from models.training.detected import with_detected
from models.training.pictures import (
    CROP_SIDE,
    UNKNOWN,
    DataError,
    Entry,
    join,
    load,
    read_entries,
)
from models.training.shares import DRAWN, DRAWN_LIMIT, shares
from models.training.ship import ship
from models.training.stages import FINAL, UNSEEN, Sources, held_back_images, learnable, measured_entries, set_aside
from models.values import Face
from models.weights import HERE
from tests.models.conftest import entry_of


def _folder(tmp_path: Path, rows: Sequence[tuple[object, ...]], corrections: Sequence[tuple[object, ...]] = ()) -> Path:
    for name, head, lines in (
        ("labels.csv", ("image", "x", "y", "w", "h", "label", "source"), rows),
        ("corrections.csv", ("image", "x", "y", "w", "h", "label", "corrected", "why"), corrections),
    ):
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows([head, *lines])
    (tmp_path / "val.txt").write_text("b.jpg\n")
    return tmp_path


def test_corrections_and_the_split_are_applied(tmp_path: Path):
    folder = _folder(
        tmp_path,
        [("a.jpg", 1, 2, 30, 30, "worn", "s"), ("a.jpg", 9, 2, 30, 30, "worn", "s"),
         ("b.jpg", 1, 2, 30, 30, "none", "s"), ("c.jpg", 1, 2, 5, 5, "none", "s")],
        [("a.jpg", 1, 2, 30, 30, "worn", "incorrect", ""), ("a.jpg", 9, 2, 30, 30, "worn", "", "unusable")],
    )  # fmt: skip
    entries = read_entries(folder)
    found = [(e.image, e.label, e.held_back) for e in entries]
    assert found == [("a.jpg", "incorrect", False), ("b.jpg", "none", True)]


def test_a_review_has_the_last_word_on_labels_but_moves_no_face_between_stages(tmp_path: Path):
    data, reviewed = tmp_path / "data", tmp_path / "review"
    rows = [("a.jpg", 1, 2, 50, 50, "worn", "s"), ("c.jpg", 1, 2, 50, 50, "none", "andrewmvd"),
            ("d.jpg", 1, 2, 50, 50, "none", "andrewmvd")]  # fmt: skip
    for folder, corrections in (
        (data, [("a.jpg", 1, 2, 50, 50, "worn", "incorrect", "")]),
        (reviewed, [("a.jpg", 1, 2, 50, 50, "incorrect", "worn", ""), ("c.jpg", 1, 2, 50, 50, "none", "", "")]),
    ):
        folder.mkdir()
        _folder(folder, rows, corrections)
    sources = Sources(data, tmp_path, tmp_path, tmp_path, 0)
    as_labelled = [(e.image, e.label) for e in measured_entries(UNSEEN, sources)]
    again = [(e.image, e.label) for e in measured_entries(UNSEEN, sources, reviewed / "corrections.csv")]
    assert as_labelled == [("a.jpg", "incorrect"), ("c.jpg", "none"), ("d.jpg", "none")]
    assert again == [("a.jpg", "worn"), ("d.jpg", "none")]


def test_an_unknown_label_is_one_sentence(tmp_path: Path):
    with pytest.raises(DataError, match="'masked'"):
        read_entries(_folder(tmp_path, [("a.jpg", 1, 2, 30, 30, "masked", "s")]))


@pytest.mark.parametrize(("text", "sentence"), [
    ("image,x,y,w,label\na.jpg,1,1,9,worn\n", "lacks the column h"),
    ("image,x,y,w,h,label\na.jpg,1,1,9,wide,worn\n", "a.jpg: x, y, w and h are numbers"),
    ("image,x,y,w,h,label\na.jpg,1,1,9,inf,worn\n", "a.jpg: x, y, w and h are numbers"),
])  # fmt: skip
def test_a_table_without_boxes_is_one_sentence(tmp_path: Path, text: str, sentence: str):
    (tmp_path / "labels.csv").write_text(text)
    with pytest.raises(DataError, match=sentence):
        read_entries(tmp_path)


def test_boxes_between_pixels_are_taken_at_the_nearest(tmp_path: Path):
    (tmp_path / "labels.csv").write_text("image,x,y,w,h,label\na.jpg,1.4,1.6,29.7,30,worn\n")
    assert read_entries(tmp_path)[0].box == (1, 2, 30, 30)


def test_faces_are_cut_with_a_margin(tmp_path: Path):
    write_faces(tmp_path, 3, seed=78)
    faces = load(tmp_path, read_entries(tmp_path))
    assert faces.crops.shape == (3, CROP_SIDE, CROP_SIDE, 3)
    assert len(join([faces, faces]).entries) == 6
    assert len(faces.where([True, False, True]).entries) == 2


def test_shares_sum_to_one_and_hold_drawn_faces_under_their_limit():
    entries = tuple(
        [entry_of("andrewmvd", "worn")] * 5 + [entry_of("elsewhere", "none")] * 3 + [entry_of(DRAWN, "incorrect")] * 90
    )
    probability = shares(entries)
    assert probability.sum() == pytest.approx(1)
    assert probability[[e.group == DRAWN for e in entries]].sum() == pytest.approx(DRAWN_LIMIT)


def test_small_faces_are_drawn_less_often_and_their_group_as_often():
    near, far = entry_of("andrewmvd", "worn"), replace(entry_of("andrewmvd", "worn"), box=(0, 0, 20, 20))
    other = entry_of("andrewmvd", "none")
    chances = shares((near, far, other))
    assert chances[1] == pytest.approx(chances[0] / 2)
    assert chances[2] == pytest.approx(shares((near, other))[1])


def test_the_detectors_box_is_told_beside_the_labelled_one(tmp_path: Path):
    write_faces(tmp_path, 6, seed=78)
    entries = read_entries(tmp_path)
    kept = tmp_path / "detected.json"
    found = [entry.detected for entry in with_detected(tmp_path, entries, kept)]
    assert sum(box is not None for box in found) >= 5
    assert all(abs(value) < 0.4 for box in found if box for value in box)
    (tmp_path / "images").rename(tmp_path / "gone")
    assert [entry.detected for entry in with_detected(tmp_path, entries, kept)] == found


def test_boxes_that_another_detector_found_are_found_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_faces(tmp_path, 1, seed=78)
    kept, (entry,) = tmp_path / "detected.json", read_entries(tmp_path)
    monkeypatch.setattr(detected_module, "code", lambda names: "the detector of last year")
    monkeypatch.setattr(detected_module, "beside", lambda *_: [9.0, 9.0, 9.0])
    assert with_detected(tmp_path, [entry], kept)[0].detected == (9.0, 9.0, 9.0)
    monkeypatch.undo()
    again = with_detected(tmp_path, [entry], kept)[0].detected
    assert again is not None
    assert again != (9.0, 9.0, 9.0)


def test_what_is_kept_is_told_to_the_same_code_alone(tmp_path: Path):
    path = tmp_path / "kept.json"
    kept.write(path, ["a", 1], {"x": [1, 2]})
    assert kept.read(path, ["a", 1]) == {"x": [1, 2]}
    assert kept.read(path, ["a", 2]) is None
    for other in ("[1, 2]", '{"by": ["a", 1], "fou', ""):
        path.write_text(other)
        assert kept.read(path, ["a", 1]) is None
    assert kept.code(kept.DETECTION) != kept.code(kept.MEASURING)


def test_a_background_holds_no_labelled_face():
    """Neither beside it by a little, nor within it, nor around it."""
    labelled = Face(100, 100, 40, 40, 1.0)
    for x, y, side, apart in ((200, 100, 40, True), (145, 100, 40, True), (130, 100, 40, False), (110, 110, 10, False),
                              (60, 60, 120, False)):  # fmt: skip
        assert holds_none(Face(x, y, side, side, 0.5), [labelled]) is apart


@pytest.mark.parametrize(
    ("source", "label", "held_back", "learnt_unseen", "learnt_final"),
    [
        ("andrewmvd", "worn", False, False, True),
        ("chandrikadeb7", "incorrect", False, False, True),
        ("synthetic", "incorrect", False, True, True),
        ("chandrikadeb7", "none", False, True, True),
        ("chandrikadeb7", "none", True, False, False),
    ],
)
def test_what_is_measured_was_never_learnt(source, label, held_back, learnt_unseen, learnt_final):
    entry = Entry("a.jpg", (0, 0, 50, 50), label, source, source, (UNKNOWN, UNKNOWN), held_back)
    assert learnable(UNSEEN, [entry]) == ([entry] if learnt_unseen else [])
    assert learnable(FINAL, [entry]) == ([entry] if learnt_final else [])


def test_no_face_is_measured_in_a_picture_of_which_another_was_known(tmp_path: Path):
    """A face labelled twice, or two people in one picture: where one was learnt or tuned on, no other is measured."""
    rows = [("a.jpg", 1, 2, 50, 50, "worn", "c"), ("a.jpg", 1, 2, 51, 50, "incorrect", "c"),
            ("b.jpg", 1, 2, 50, 50, "none", "c"), ("b.jpg", 60, 2, 50, 50, "incorrect", "c"),
            ("c.jpg", 1, 2, 50, 50, "incorrect", "c"), ("d.jpg", 1, 2, 50, 50, "worn", "andrewmvd"),
            ("d.jpg", 60, 2, 50, 50, "none", "andrewmvd")]  # fmt: skip
    sources = Sources(_folder(tmp_path, rows), tmp_path, tmp_path, tmp_path, 0)
    measured = [(e.image, e.label) for e in measured_entries(UNSEEN, sources)]
    assert measured == [("c.jpg", "incorrect"), ("d.jpg", "worn"), ("d.jpg", "none")]
    assert [(e.image, e.label) for e in set_aside(UNSEEN, sources)] == [("a.jpg", "incorrect"), ("b.jpg", "incorrect")]
    assert [e.label for e in measured_entries(FINAL, sources)] == ["none", "incorrect"]  # b.jpg is held back
    assert set_aside(FINAL, sources) == []
    assert held_back_images(UNSEEN, sources) == {"b.jpg"}


def test_the_shipped_weights_learnt_few_drawn_faces():
    learnt = json.loads((HERE / "mask.json").read_text())["trained_on"]
    counts = {group: sum(row.values()) for group, row in learnt["faces"].items()}
    assert counts[DRAWN] <= DRAWN_LIMIT * sum(counts.values())
    assert learnt["drawn_share_of_draws"] <= DRAWN_LIMIT + 1e-6


@pytest.mark.parametrize("full_at", [1, 2, 3])
def test_weights_are_shipped_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: int):
    """A disk that fills up half-way leaves what was there; then the record goes last."""
    made, beside = tmp_path / "made", tmp_path / "beside"
    for folder, content in ((made, "new"), (beside, "old")):
        folder.mkdir()
        for name in ("mask.json", "mask_near.onnx", "mask_wide.onnx"):
            (folder / name).write_text(f"{content} {name}")
    before, synced = _contents(beside), iter(range(1, 9))

    def fsync(descriptor: int) -> None:
        if next(synced) == full_at:
            os.ftruncate(descriptor, 2)
            raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="no space"):
        ship(made, beside)
    assert _contents(beside) == before
    replaced, right = [], Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(Path, "replace", lambda path, target: (replaced.append(target.name), right(path, target)))
    ship(made, beside)
    assert _contents(beside) == _contents(made)
    assert replaced[-1] == "mask.json"


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}
