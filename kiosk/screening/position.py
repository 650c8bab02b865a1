"""Where a face stands in the picture -> what the visitor should do, or nothing when it is well placed."""

from math import hypot

from kiosk.screening.events import FaceSeen
from kiosk.screening.settings import Position
from kiosk.screening.snapshot import Box
from kiosk.screening.values import Guidance
from models.values import Face

_EYES_AND_NOSE = 3


def in_zone(seen: FaceSeen, rules: Position) -> tuple[Face, ...]:
    """Return the faces near enough to count as visitors; smaller ones pass by behind."""
    return tuple(face for face in seen.faces if face.h >= rules.zone_face * seen.height)


def guide(seen: FaceSeen, before: FaceSeen | None, rules: Position) -> Guidance | None:
    """Return the most helpful hint for the face in `seen`, or None when it is in position.

    `before` is the frame before, to tell movement. At least one face must be in the zone.
    """
    faces = in_zone(seen, rules)
    face = faces[0]
    if len(faces) > 1:
        return Guidance.ONE_PERSON
    if face.h < rules.min_face * seen.height:
        return Guidance.COME_CLOSER
    if face.h > rules.max_face * seen.height:
        return Guidance.STEP_BACK
    if _off_centre(face, seen, rules) or _turned(face, rules):
        return Guidance.LOOK_HERE
    if before is not None and _speed(face, seen.at, before) > rules.max_speed:
        return Guidance.HOLD_STILL
    return None


def box(seen: FaceSeen, rules: Position) -> Box | None:
    """Return the largest face in the zone as fractions of the picture."""
    faces = in_zone(seen, rules)
    if not faces:
        return None
    face = faces[0]
    return Box(face.x / seen.width, face.y / seen.height, face.w / seen.width, face.h / seen.height)


def _centre(face: Face) -> tuple[float, float]:
    return face.x + face.w / 2, face.y + face.h / 2


def _off_centre(face: Face, seen: FaceSeen, rules: Position) -> bool:
    x, y = _centre(face)
    return abs(x / seen.width - 0.5) > rules.max_offset or abs(y / seen.height - 0.5) > rules.max_offset


def _turned(face: Face, rules: Position) -> bool:
    if len(face.keypoints) < _EYES_AND_NOSE:
        return False
    (right_x, right_y), (left_x, left_y), (nose_x, _) = face.keypoints[:_EYES_AND_NOSE]
    between_eyes = hypot(left_x - right_x, left_y - right_y)
    return between_eyes == 0 or abs(nose_x - (left_x + right_x) / 2) / between_eyes > rules.max_turn


def _speed(face: Face, at: float, before: FaceSeen) -> float:
    """Return the speed of the face centre, face widths a second."""
    if not before.faces or at <= before.at:
        return 0.0
    x, y = _centre(face)
    x0, y0 = _centre(before.faces[0])
    return hypot(x - x0, y - y0) / face.w / (at - before.at)
