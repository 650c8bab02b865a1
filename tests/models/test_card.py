"""What the model card says of what was measured."""

from pathlib import Path

import numpy as np
import pytest

from models._cv import cv2
from models.training import tables
from models.training.aside import set_aside_faces
from models.training.pictures import UNKNOWN, Entry
from models.training.twins import twins
from models.values import MaskEstimate, MaskStatus


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


def _entry(image: str, label: str, source: str = "s") -> Entry:
    return Entry(image, (0, 0, 8, 8), label, source, source, (UNKNOWN, UNKNOWN), False)


def test_what_the_figures_would_be_with_the_faces_that_are_left_out(tmp_path: Path):
    """Forced recall goes by the likeliest class, the unsafe rate by the answer, which may be `unsure`."""
    report = {
        "confusion": {"worn": {"worn": 9, "unsure": 1}, "incorrect": {"incorrect": 3, "worn": 1}, "none": {"none": 4}},
        "recall": {"worn": 1.0, "incorrect": 0.75, "none": 1.0}, "unsafe_rate": 1 / 8,
    }  # fmt: skip
    told = {
        "a.png": MaskEstimate(0.8, 0.1, 0.1, MaskStatus.WORN),
        "b.png": MaskEstimate(0.5, 0.4, 0.1, MaskStatus.UNSURE),
    }
    (tmp_path / "images").mkdir()
    for number, name in enumerate(told):
        cv2.imwrite(str(tmp_path / "images" / name), np.full((8, 8, 3), number, np.uint8))
    answers = iter(told.values())
    entries = [_entry("a.png", "incorrect"), _entry("b.png", "none")]
    text = set_aside_faces(entries, tmp_path, lambda pixels, box: next(answers), report)
    assert "`a.png` (labelled `incorrect`, answered `worn`), `b.png` (labelled `none`, answered `unsure`)" in text
    assert "recall would be 1.000 / 0.600 / 0.800 and the unsafe rate 0.200." in text


def test_nothing_left_out_is_said():
    assert set_aside_faces([], Path(), lambda pixels, box: pytest.fail("no face"), {}).startswith("None")


def test_how_many_faces_of_which_source():
    entries = [_entry("a", "worn", "x"), _entry("b", "none", "x"), _entry("c", "none", "x"), _entry("d", "worn", "y")]
    assert tables.sources(entries) == "1 worn, 2 none of `x`; 1 worn of `y`"
    assert tables.painted(entries, "y") == "1 of its 2 `worn`"
