"""Which face counts, and how sure it is, with a detector and a classifier that answer as they are told."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest

from models.confirm import Confirmation
from models.face import SURE_SCORE
from models.sight import Sight
from models.values import Face, MaskEstimate, MaskStatus

PIXELS = np.zeros((480, 640, 3), np.uint8)
WORN = MaskEstimate(0.9, 0.05, 0.05, MaskStatus.WORN)
NEAR = Face(200, 100, 200, 200, score=0.4)
PRINT = Face(20, 20, 300, 300, score=0.7)
CONFIRMATION = Confirmation(weight=0.4, shift=0.0)


class Told:
    """Detector and classifier: log-odds of a face by its left edge."""

    def __init__(self, faces: tuple[Face, ...], odds: dict[float, float | None]) -> None:
        self.faces, self.odds, self.looked_at = faces, odds, []

    def detect(self, pixels: Any) -> tuple[Face, ...]:
        return self.faces

    def look(self, pixels: Any, face: Face) -> tuple[MaskEstimate, Face]:
        self.looked_at.append(face.x)
        if (odds := self.odds[face.x]) is None:
            raise ValueError("outside")
        return replace(WORN, worn=face.x / 1000), CONFIRMATION.of(face, odds)


def _look(told: Told) -> Any:
    return Sight(cast("Any", told), cast("Any", told)).look(PIXELS)


def test_a_doubtful_face_that_the_classifier_knows_is_sure():
    seen = _look(Told((NEAR,), {200: 4.0}))
    assert seen.faces[0].score >= SURE_SCORE
    assert seen.mask.worn == 0.2


def test_a_sure_print_that_is_no_face_gives_way_to_the_face_beside_it():
    told = Told((PRINT, NEAR), {20: -5.0, 200: 4.0})
    seen = _look(told)
    assert [face.x for face in seen.faces] == [200, 20]
    assert seen.faces[1].score < SURE_SCORE
    assert seen.mask.worn == 0.2


def test_no_more_than_two_faces_of_a_frame_are_looked_at():
    prints = tuple(replace(PRINT, x=x) for x in (10, 20, 30))
    told = Told(prints, {10: -5.0, 20: -5.0, 30: -5.0})
    assert len(_look(told).faces) == 3
    assert told.looked_at == [10, 20]


def test_a_face_outside_the_picture_has_no_mask_and_keeps_its_score():
    seen = _look(Told((NEAR,), {200: None}))
    assert seen.mask is None
    assert seen.faces == (NEAR,)


def test_a_face_that_was_sure_is_followed_while_it_stays_in_place():
    """A mask makes the detector doubt; the print beside it is larger and surer."""
    told = Told((NEAR,), {200: 4.0, 20: 1.0})
    sight = Sight(cast("Any", told), cast("Any", told))
    assert sight.look(PIXELS).faces[0].score >= SURE_SCORE
    moved = replace(NEAR, x=230, score=0.35)
    told.faces, told.odds[230] = (PRINT, moved), -1.0
    assert [face.x for face in sight.look(PIXELS).faces] == [230, 20]
    told.faces = (PRINT, replace(moved, x=600))
    told.odds[600] = -1.0
    assert [face.x for face in sight.look(PIXELS).faces] == [20, 600]


def test_an_empty_frame_shows_nothing():
    assert _look(Told((), {})).faces == ()


@pytest.mark.parametrize("score", [0.0, 0.31, 0.6, 1.0])
def test_the_classifier_moves_the_detectors_score_either_way(score: float):
    face = replace(NEAR, score=score)
    low, same, high = (CONFIRMATION.of(face, odds).score for odds in (-3.0, 0.0, 3.0))
    assert 0 < low < high < 1
    assert same == pytest.approx(score, abs=0.002)
