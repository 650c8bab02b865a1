"""Where a face stands in the picture -> what the visitor should do, or nothing when it is well placed."""

from dataclasses import replace
from math import hypot

from kiosk.screening.environment import distance_hint, distance_m
from kiosk.screening.events import FaceSeen
from kiosk.screening.settings import Environment, Position, Rules
from kiosk.screening.snapshot import Box
from kiosk.screening.values import Guidance
from models.values import Face, overlap

SAME_FACE = 0.3
"""Overlap (intersection over union) from which two boxes are the same face."""
BESIDE_SCORE = 0.45
"""A doubtful face as large as the visitor's counts as a second person from this score; masks lower scores."""
_EYES_AND_NOSE = 3


def visitors(seen: FaceSeen, before: FaceSeen | None, rules: Position) -> FaceSeen | None:
    """Return the frame with visitors' faces only, the one that is being screened first; None without any.

    Left out are small faces (passers-by) and doubtful ones (furniture), but for two: one that stands where the
    visitor's face stood in `before`, for a mask lowers the detector's score; and one beside the visitor, as large.
    """
    near = tuple(face for face in seen.faces if face.h >= rules.zone_face * seen.height)
    first = _followed(near, before) or next((face for face in near if face.score >= rules.sure_score), None)
    if first is None:
        return None
    others = (face for face in near if face is not first and overlap(face, first) < SAME_FACE)
    faces = (first, *(face for face in others if face.score >= rules.sure_score or _beside(face, first)))
    return seen if faces == seen.faces else _only(seen, faces)


def _followed(near: tuple[Face, ...], before: FaceSeen | None) -> Face | None:
    if before is None:
        return None
    return next((face for face in near if overlap(face, before.faces[0]) >= SAME_FACE), None)


def _beside(face: Face, first: Face) -> bool:
    return face.score >= BESIDE_SCORE and 0.5 <= face.h / first.h <= 1.6


def moved_on(seen: FaceSeen, before: FaceSeen | None) -> bool:
    """Say whether the first face stands elsewhere than in the frame before: perhaps another person."""
    return before is not None and overlap(seen.faces[0], before.faces[0]) < SAME_FACE


def _only(seen: FaceSeen, faces: tuple[Face, ...]) -> FaceSeen:
    return replace(seen, faces=faces, mask=seen.mask if faces[0] == seen.faces[0] else None)


def guide(seen: FaceSeen, before: FaceSeen | None, rules: Position) -> Guidance | None:
    """Return the most helpful hint for the face in `seen`, or None when it is in position.

    Both frames hold visitors' faces only; `before` is the frame before, to tell movement.
    """
    face = seen.faces[0]
    if len(seen.faces) > 1:
        return Guidance.ONE_PERSON
    if face.h < rules.min_face * seen.height:
        return Guidance.COME_CLOSER
    if face.h > rules.max_face * seen.height:
        return Guidance.STEP_BACK
    off = _off_centre(face, seen, rules)
    if off is not None:
        return off
    if _turned(face, rules):
        return Guidance.LOOK_HERE
    if before is not None and _speed(face, seen.at, before) > rules.max_speed:
        return Guidance.HOLD_STILL
    return None


def hint(seen: FaceSeen, before: FaceSeen | None, rules: Rules) -> Guidance | None:
    """Return what a visitor should do about place and distance, or None when they can be measured."""
    found = guide(seen, before, rules.position)
    return found or distance_hint(distance_of(seen, rules.environment), rules.environment)


def distance_of(seen: FaceSeen | None, rules: Environment) -> float | None:
    """Return how far away (m) the visitor's face is; None: the camera's angle is not known, or nobody is there."""
    return None if seen is None else distance_m(seen.faces[0].h / seen.height, rules)


def box(seen: FaceSeen) -> Box:
    """Return the visitor's face as fractions of the picture."""
    face = seen.faces[0]
    return Box(face.x / seen.width, face.y / seen.height, face.w / seen.width, face.h / seen.height)


def _centre(face: Face) -> tuple[float, float]:
    return face.x + face.w / 2, face.y + face.h / 2


def _off_centre(face: Face, seen: FaceSeen, rules: Position) -> Guidance | None:
    """Sideways first: whoever walks up is soon in the middle; only then is height a matter for the camera."""
    x, y = _centre(face)
    if abs(x / seen.width - 0.5) > rules.max_offset:
        return Guidance.STAND_IN_MIDDLE
    if y / seen.height - 0.5 > rules.max_offset:
        return Guidance.CAMERA_TOO_HIGH
    return Guidance.CAMERA_TOO_LOW if 0.5 - y / seen.height > rules.max_offset else None


def _turned(face: Face, rules: Position) -> bool:
    if len(face.keypoints) < _EYES_AND_NOSE:
        return False
    (right_x, right_y), (left_x, left_y), (nose_x, _) = face.keypoints[:_EYES_AND_NOSE]
    between_eyes = hypot(left_x - right_x, left_y - right_y)
    return between_eyes == 0 or abs(nose_x - (left_x + right_x) / 2) / between_eyes > rules.max_turn


def _speed(face: Face, at: float, before: FaceSeen) -> float:
    """Return the speed of the face centre, face widths a second."""
    if at <= before.at:
        return 0.0
    x, y = _centre(face)
    x0, y0 = _centre(before.faces[0])
    return hypot(x - x0, y - y0) / face.w / (at - before.at)
