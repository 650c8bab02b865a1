import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from drivers.simulation.faces import write_faces
from models._cv import cv2
from models.calibration import Calibration
from models.degrade import CONDITIONS
from models.evaluate import Answer, EvaluateError, Scores, evaluate, third
from models.labelled import LabelledFace, LabelsError, read_labels
from models.values import Face, MaskStatus, overlap


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    write_faces(folder, 24, seed=77)
    return folder


@pytest.fixture
def folder(drawn: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(drawn, tmp_path / "faces"))


@pytest.mark.parametrize("faces", ["given", "detected"])
def test_drawn_faces_are_answered_well(drawn: Path, faces):
    seen = []
    report = evaluate(drawn, faces, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (24, 24)
    figures = json.loads(json.dumps(report.as_dict()))
    assert figures["n"] == 24
    assert sum(count for row in figures["confusion"].values() for count in row.values()) == 24
    assert set(figures["confusion"]["worn"]) == {"worn", "incorrect", "none", "unsure", "missed"}
    assert figures["forced_balanced_accuracy"] > 0.8
    assert figures["coverage"] > 0.8
    assert figures["unsafe_rate"] == 0
    assert 0 < figures["ms_per_face"]["p50"] <= figures["ms_per_face"]["p95"]


def test_robustness_is_told_by_condition(folder: Path):
    rows = (folder / "labels.csv").read_text().splitlines()
    (folder / "labels.csv").write_text("\n".join(rows[:4]))
    report = evaluate(folder, robust=True)
    assert set(report.robust) == set(CONDITIONS)
    assert all(scores.n == 3 for scores in report.robust.values())


def _no_picture(path: Path) -> None:
    path.write_bytes(b"no picture")


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def _scratched(path: Path) -> None:
    """Some bytes in the middle of it lost, as on a failing disk: decoders go on behind them with other colours."""
    coded = bytearray(path.read_bytes())
    middle = len(coded) // 2
    coded[middle : middle + 400] = bytes(400)
    path.write_bytes(coded)


def _torn_as(kind: str):
    def spoil(path: Path) -> None:
        coded = cv2.imencode(kind, np.asarray(cv2.imread(str(path))))[1].tobytes()
        path.write_bytes(coded[: len(coded) // 2])

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [_no_picture, _torn, _scratched, _torn_as(".png"), _torn_as(".bmp"), _torn_as(".tiff"), _torn_as(".webp")],
    ids=["no picture", "torn", "scratched", "png", "bmp", "tiff", "webp"],
)
def test_a_broken_image_is_named_and_does_not_stop_the_run(folder: Path, spoil, capfd: pytest.CaptureFixture[str]):
    spoil(folder / "images" / "drawn_77_00003.jpg")
    report = evaluate(folder)
    assert report.broken == ("drawn_77_00003.jpg",)
    assert report.scores.n == 23
    assert capfd.readouterr().err == ""  # the decoder's own words


def test_an_image_that_may_not_be_read_does_not_stop_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "drawn_77_00003.jpg":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert evaluate(folder).broken == ("drawn_77_00003.jpg",)


def test_labels_that_may_not_be_read_are_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(LabelsError, match=r"labels.csv cannot be read \(Permission denied\)"):
        read_labels(folder)


def _no_labels(folder: Path) -> None:
    (folder / "labels.csv").unlink()


def _no_faces(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\n")


def _unknown_label(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,1,1,9,9,masked\n")


def _no_column(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h\ndrawn_77_00000.jpg,1,1,9,9\n")


def _no_number(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,1,1,nine,9,worn\n")


def _flat_box(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,1,1,0,9,worn\n")


def _box_elsewhere(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,9000,1,9,9,worn\n")


def _box_of_a_slipped_pen(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,1,1,1000000,9,worn\n")


def _no_place(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_77_00000.jpg,nan,1,9,9,worn\n")


def _missing_image(folder: Path) -> None:
    (folder / "images" / "drawn_77_00002.jpg").unlink()


def _all_broken(folder: Path) -> None:
    for path in (folder / "images").iterdir():
        path.write_bytes(b"")


def _not_text(folder: Path) -> None:
    (folder / "labels.csv").write_bytes(b"\xff\xfe\x00\x81")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (shutil.rmtree, "is not a folder"),
        (_no_labels, "holds no labels.csv"),
        (_no_faces, "labels no face"),
        (_unknown_label, "line 2: unknown label 'masked'; allowed are worn, incorrect, none"),
        (_no_column, "lacks the column label"),
        (_no_number, "line 2: x, y, w and h are numbers"),
        (_flat_box, "line 2: a face's box needs a width"),
        (_box_elsewhere, "outside the picture"),
        (_box_of_a_slipped_pen, "far larger than the picture"),
        (_no_place, "line 2: x, y, w and h are numbers"),
        (_missing_image, "drawn_77_00002.jpg is labelled but does not exist"),
        (_all_broken, "none of the 24 images"),
        (_not_text, "not readable as comma-separated text"),
    ],
)
def test_a_folder_that_cannot_be_used_is_one_sentence(folder: Path, spoil, sentence: str):
    spoil(folder)
    with pytest.raises(EvaluateError) as raised:
        evaluate(folder)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffimage,x,y,w,h,label\r\na.png,1,2,3,4,worn\r\n",
        "image, x, y, w, h, label\na.png, 1, 2, 3, 4, worn\n",
        'label,note,image ,x,y,w,h\n"worn","a, b","a.png",1.0,2.0,3.0,4.0\n\n',
        "image,x,y,w,h,label\na.png,1,2,3,4,worn ,more,than,asked\n",
    ],
    ids=["from a Windows editor", "spaces", "other columns, quotes", "more fields than columns"],
)
def test_a_table_may_be_written_in_many_ways(tmp_path: Path, text: str):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").touch()
    (tmp_path / "labels.csv").write_bytes(text.encode())
    assert read_labels(tmp_path) == [LabelledFace("a.png", (1, 2, 3, 4), MaskStatus.WORN)]


def _answer(truth: MaskStatus, logits: tuple[float, float, float] | None) -> Answer:
    if logits is None:
        return Answer(truth, 50, None, 1.0)
    calibration = Calibration((1.0,), (0, 0, 0), (0.9, 0.5, 0.5))
    return Answer(truth, 50, calibration.estimate(calibration.probabilities([logits])), 1.0)


def test_the_figures_are_what_they_say():
    worn, incorrect, none = MaskStatus.WORN, MaskStatus.INCORRECT, MaskStatus.NONE
    scores = Scores.of([
        _answer(worn, (9, 0, 0)), _answer(worn, (1, 0.5, 0)), _answer(worn, (0, 9, 0)), _answer(worn, None),
        _answer(incorrect, (9, 0, 0)), _answer(incorrect, (0, 9, 0)),
        _answer(none, (0, 0, 9)), _answer(none, (1, 0.5, 0)),
    ])  # fmt: skip
    assert scores.recall == {"worn": 0.5, "incorrect": 0.5, "none": 0.5}
    assert scores.forced_balanced_accuracy == 0.5
    assert scores.coverage == 5 / 8
    assert scores.unsafe_rate == 1 / 4


def test_a_class_without_faces_is_left_out():
    scores = Scores.of([_answer(MaskStatus.WORN, (9, 0, 0))])
    assert scores.recall == {"worn": 1.0}
    assert scores.unsafe_rate is None


def test_the_box_is_a_third_of_the_cut():
    scene, box = third(np.zeros((100, 100, 3), np.uint8), (80, 40, 20, 26))
    assert scene.shape == (60, 60, 3)
    assert box == (20, 17, 20, 26)


@pytest.mark.parametrize("box", [(80, 40, 20, 26), (31, 12, 21, 26), (40, 33, 24, 17), (-3, 5, 15, 15)])
def test_the_cut_shows_the_same_pixels_in_its_box(box: tuple[int, int, int, int]):
    """Half a pixel aside is a hundredth of a small face, and answers change by that."""
    y, x = np.mgrid[0:100, 0:100]
    pixels = np.stack([x, y, x + y], 2).astype(np.uint8)
    scene, (left, top, w, h) = third(pixels, box)
    inside = scene[int(top) : int(top) + h, int(left) : int(left) + w]
    assert np.array_equal(inside[:, max(0, -box[0]) :], pixels[box[1] : box[1] + h, max(0, box[0]) : box[0] + w])


@pytest.mark.parametrize(
    ("other", "share"), [((0, 0, 10, 10), 1.0), ((5, 0, 10, 10), 1 / 3), ((10, 0, 5, 5), 0.0), ((40, 40, 5, 5), 0.0)]
)
def test_overlap(other: tuple[float, float, float, float], share: float):
    assert overlap(Face(0, 0, 10, 10, 1.0), Face(*other, score=1.0)) == pytest.approx(share)
