import pytest

from kiosk.screening.position import box, guide, moved_on, visitors
from kiosk.screening.settings import Position
from kiosk.screening.values import Guidance
from models.values import Face
from tests.screening.facts import WORN, face, nobody, seen

RULES = Position()


@pytest.mark.parametrize(
    ("faces", "hint"),
    [
        ([face()], None),
        ([face(h=0.20)], Guidance.COME_CLOSER),
        ([face(h=0.24)], None),
        ([face(h=0.62)], None),
        ([face(h=0.66)], Guidance.STEP_BACK),
        ([face(x=0.25)], Guidance.STAND_IN_MIDDLE),
        ([face(x=0.75)], Guidance.STAND_IN_MIDDLE),
        ([face(y=0.75)], Guidance.CAMERA_TOO_HIGH),
        ([face(y=0.3)], Guidance.CAMERA_TOO_LOW),
        ([face(x=0.75, y=0.75)], Guidance.STAND_IN_MIDDLE),
        ([face(turn=0.6)], Guidance.LOOK_HERE),
        ([face(turn=-0.6)], Guidance.LOOK_HERE),
        ([face(), face(x=0.8, h=0.3)], Guidance.ONE_PERSON),
        ([face(h=0.2), face(x=0.8, h=0.2)], Guidance.ONE_PERSON),
    ],
    ids=[
        "in place",
        "far",
        "just near",
        "just far",
        "near",
        "left",
        "right",
        "low",
        "high",
        "aside",
        "turned",
        "turned back",
        "two",
        "two far",
    ],
)
def test_guides(faces: list[Face], hint: Guidance | None) -> None:
    assert guide(seen(1.0, *faces), None, RULES) is hint


def test_a_moving_face_is_asked_to_hold_still() -> None:
    assert guide(seen(1.1, face(x=0.55)), seen(1.0, face(x=0.45)), RULES) is Guidance.HOLD_STILL
    assert guide(seen(1.1, face(x=0.505)), seen(1.0, face(x=0.5)), RULES) is None
    assert guide(seen(1.0, face(x=0.55)), seen(1.0, face(x=0.45)), RULES) is None


def test_a_face_without_keypoints_is_not_called_turned() -> None:
    plain = Face(200, 120, 190, 190, 0.9)
    assert guide(seen(1.0, plain), None, RULES) is None


def test_eyes_in_one_place_are_no_face_to_measure() -> None:
    found = face()
    eye = found.keypoints[0]
    odd = Face(found.x, found.y, found.w, found.h, 0.9, (eye, eye, eye))
    assert guide(seen(1.0, odd), None, RULES) is Guidance.LOOK_HERE


def test_passers_by_behind_are_not_visitors() -> None:
    near = visitors(seen(1.0, face(), face(x=0.1, h=0.1)), None, RULES)
    assert near is not None
    assert len(near.faces) == 1
    assert near.mask is WORN
    assert visitors(seen(1.0, face(h=0.1)), None, RULES) is None
    assert visitors(nobody(1.0), None, RULES) is None


def test_furniture_does_not_begin_a_passage_and_a_masked_face_does_not_end_it() -> None:
    doubtful = seen(1.1, face(score=0.4))
    assert visitors(doubtful, None, RULES) is None
    followed = visitors(doubtful, seen(1.0, face()), RULES)
    assert followed is not None
    assert followed.mask is WORN
    assert visitors(seen(1.1, face(x=0.9, score=0.4)), seen(1.0, face(x=0.3)), RULES) is None


def test_a_masked_second_person_counts_though_the_detector_doubts() -> None:
    found = visitors(seen(1.0, face(x=0.35), face(x=0.75, score=0.5)), None, RULES)
    assert found is not None
    assert len(found.faces) == 2
    assert guide(found, None, RULES) is Guidance.ONE_PERSON


@pytest.mark.parametrize("beside", [face(x=0.75, score=0.4), face(x=0.8, h=0.9, score=0.5), face(x=0.5, score=0.5)])
def test_furniture_and_echoes_are_no_second_person(beside: Face) -> None:
    found = visitors(seen(1.0, face(x=0.35 if beside.x > 300 else 0.5), beside), None, RULES)
    assert found is not None
    assert len(found.faces) == 1


def test_a_visitor_in_place_is_followed_past_a_sure_passer_by() -> None:
    passer_by = face(x=0.15, h=0.14, score=0.9)
    found = visitors(seen(1.1, face(score=0.5), passer_by), seen(1.0, face()), RULES)
    assert found is not None
    assert found.faces[0].score == 0.5


def test_a_face_elsewhere_has_moved_on() -> None:
    assert moved_on(seen(1.1, face(x=0.8)), seen(1.0, face(x=0.3)))
    assert not moved_on(seen(1.1, face(x=0.52)), seen(1.0, face(x=0.5)))
    assert not moved_on(seen(1.1, face()), None)


def test_a_mask_belongs_to_the_face_it_was_seen_on() -> None:
    """The estimate is of the first face; when that one is not the visitor, nothing is known of the mask."""
    small_first = seen(1.0, face(h=0.1, score=0.95), face())
    found = visitors(small_first, None, RULES)
    assert found is not None
    assert found.mask is None


def test_box_is_in_fractions_of_the_picture() -> None:
    found = box(seen(1.0, face(h=0.4)))
    assert (found.x, found.y, found.w, found.h) == pytest.approx((0.35, 0.3, 0.3, 0.4))
