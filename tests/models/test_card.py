"""What the model card says of what was measured."""

from pathlib import Path

import numpy as np
import pytest

from models._cv import cv2
from models.training import tables
from models.training.twins import twins


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
