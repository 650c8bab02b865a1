"""What the network's numbers mean, on numbers made by hand."""

import numpy as np
import pytest

from models import blazeface

FINE_CELLS, COARSE_CELLS, FINE_BOXES = 16, 8, 2
COARSE_FROM = FINE_CELLS**2 * FINE_BOXES


def outputs() -> tuple[np.ndarray, np.ndarray]:
    """Boxes and logits that show no face."""
    return np.zeros((896, 16), np.float32), np.full(896, -100, np.float32)


def box(middle: tuple[float, float], size: tuple[float, float]) -> np.ndarray:
    """A row of the network: pixels from the place's centre; all points in the middle of the box."""
    return np.array([*middle, *size, *(middle * 6)], np.float32)


def logit(score: float) -> float:
    return float(np.log(score / (1 - score)))


def test_nothing_sure_is_no_face():
    found = blazeface.faces(*outputs(), least=0.1)
    assert found.rows.shape == (0, 16)
    assert found.scores.shape == (0,)


@pytest.mark.parametrize(("place", "centre"), [
    (0, (0.5 / 16, 0.5 / 16)),
    (1, (0.5 / 16, 0.5 / 16)),
    (2 * 3, (3.5 / 16, 0.5 / 16)),
    (2 * 16 * 5, (0.5 / 16, 5.5 / 16)),
    (COARSE_FROM + 6 * (8 * 2 + 7) + 5, (7.5 / 8, 2.5 / 8)),
])  # fmt: skip
def test_a_box_is_counted_from_its_place_in_the_picture(place: int, centre: tuple[float, float]):
    boxes, logits = outputs()
    boxes[place], logits[place] = box((6.4, -12.8), (32, 64)), logit(0.9)
    found = blazeface.faces(boxes, logits, least=0.5)
    x, y = centre[0] + 0.05, centre[1] - 0.1
    assert found.rows[0, :4] == pytest.approx([x - 0.125, y - 0.25, x + 0.125, y + 0.25], abs=1e-6)
    assert found.rows[0, 4:] == pytest.approx([x, y] * 6, abs=1e-6)
    assert found.scores == pytest.approx([0.9], abs=1e-6)


def test_boxes_of_one_face_are_averaged_by_their_scores_and_the_surest_score_counts():
    boxes, logits = outputs()
    boxes[0], logits[0] = box((0, 0), (64, 64)), logit(0.2)
    boxes[1], logits[1] = box((8, 0), (64, 64)), logit(0.6)
    found = blazeface.faces(boxes, logits, least=0.1)
    assert found.scores == pytest.approx([0.6], abs=1e-6)
    assert found.rows[0, 4] == pytest.approx(0.5 / 16 + 0.75 * 8 / 128, abs=1e-6)


def test_boxes_that_hardly_overlap_are_two_faces_the_surest_first():
    boxes, logits = outputs()
    boxes[0], logits[0] = box((0, 0), (64, 64)), logit(0.3)
    boxes[1], logits[1] = box((36, 0), (64, 64)), logit(0.8)  # 28 of 100 pixels in common
    found = blazeface.faces(boxes, logits, least=0.1)
    assert found.scores == pytest.approx([0.8, 0.3], abs=1e-6)
    assert found.rows[0, 0] > found.rows[1, 0]


def test_a_score_just_under_the_least_is_not_told():
    boxes, logits = outputs()
    boxes[:2] = box((0, 0), (64, 64))
    logits[:2] = logit(0.0999), logit(0.0998)
    assert len(blazeface.faces(boxes, logits, least=0.1).scores) == 0
    assert len(blazeface.faces(boxes, logits, least=0.0999 - 1e-5).scores) == 1


@pytest.mark.parametrize("size", [(0, 64), (64, -1), (-20, -30), (np.nan, 64)])
def test_a_box_without_area_is_no_face(size: tuple[float, float]):
    boxes, logits = outputs()
    boxes[0], logits[0] = box((0, 0), size), logit(0.9)
    boxes[500], logits[500] = box((0, 0), (64, 64)), logit(0.8)
    assert blazeface.faces(boxes, logits, least=0.1).scores == pytest.approx([0.8], abs=1e-6)


def test_a_network_beyond_doubt_is_sure_and_no_more():
    boxes, logits = outputs()
    boxes[:2] = box((0, 0), (64, 64))
    logits[:2] = 1e4, -1e4
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert blazeface.faces(boxes, logits, least=0.1).scores.tolist() == [1]
