"""One visitor's passage on a clock: where they stand, what they wear and how warm they are at any moment."""

import math
from dataclasses import dataclass, replace

from drivers.simulation.looks import MaskWear
from drivers.simulation.visitors import HEALTHY_SKIN_C, Kind, Visitor

WALK_S = 0.8
GAP_S = 1.5
COMPANION_STAYS_S = 2.5


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the camera sees them; lengths are shares of the picture."""

    look: int
    wear: MaskWear
    x: float
    y: float
    height: float
    """Hairline to chin."""
    roll_deg: float = 0.0
    yaw: float = 0.0
    breath: float = 0.0
    """-1 (out) to 1 (in)."""
    skin_c: float = HEALTHY_SKIN_C
    """Forehead as a sensor sees it, °C."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A place and the moment of being there."""

    at: float
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor's plan. What the screen says changes `leaves_at`, `walks_in` and `mask_right_at`."""

    visitor: Visitor
    start: float
    leaves_at: float
    walks_in: bool = False
    mask_right_at: float = math.inf

    @property
    def in_place_at(self) -> float:
        """When the visitor stands in front of the kiosk."""
        return self.start + WALK_S + self.visitor.hesitates_s * 1.5

    @property
    def end(self) -> float:
        """When the visitor is out of sight."""
        return self.leaves_at + WALK_S


def begin(visitor: Visitor, start: float) -> Visit:
    """Plan a visit that nobody has spoken to yet."""
    in_place = start + WALK_S + visitor.hesitates_s * 1.5
    return Visit(visitor, start, leaves_at=in_place + visitor.patience_s)


def persons(visit: Visit, at: float) -> tuple[Person, ...]:
    """Everybody in the picture at a moment, the farther ones first."""
    if not visit.start < at < visit.end:
        return ()
    visitor = visit.visitor
    first = replace(
        _person(visitor.look, _wear(visit, at), _place(_path(visit), at), at), skin_c=_forehead_c(visit, at)
    )
    if visitor.kind in (Kind.PAIR_ONE_STEPS_BACK, Kind.PAIR_LEAVES):
        second = _person(visitor.look + 1, MaskWear.WORN, _place(_companion_path(visit), at), at + 1.7)
        return (second, first) if 0 < second.x < 1 else (first,)
    return (first,)


def skin_c(visit: Visit, at: float) -> float | None:
    """What the sensor would see of the visitor's forehead, °C; None while nobody stands in front of it."""
    if not visit.in_place_at - 0.1 <= at < visit.leaves_at:
        return None
    return _forehead_c(visit, at)


def _forehead_c(visit: Visit, at: float) -> float:
    visitor = visit.visitor
    cooled = visitor.skin_c - visitor.cooling_c_per_s * max(0.0, at - visit.in_place_at)
    return max(cooled, HEALTHY_SKIN_C) if visitor.cooling_c_per_s else cooled


def _wear(visit: Visit, at: float) -> MaskWear:
    return MaskWear.WORN if at >= visit.mask_right_at else visit.visitor.wear


def _path(visit: Visit) -> list[Stand]:
    visitor = visit.visitor
    side = -0.3 if visitor.from_left else 1.3
    out = 1 - side if visit.walks_in else side
    small, large = visitor.height * 0.6, visitor.height * 1.25
    path = [Stand(visit.start, side, visitor.y, small)]
    if visitor.hesitates_s:
        far = visitor.height * 0.5
        path.append(Stand(visit.start + WALK_S, visitor.x, visitor.y, far))
        path.append(Stand(visit.start + WALK_S + visitor.hesitates_s, visitor.x, visitor.y, far))
    path.append(Stand(visit.in_place_at, visitor.x, visitor.y, visitor.height))
    path.append(Stand(visit.leaves_at, visitor.x, visitor.y, visitor.height))
    path.append(Stand(visit.end, out, visitor.y, large if visit.walks_in else small))
    return path


def _companion_path(visit: Visit) -> list[Stand]:
    """A second person beside the first: steps back after a while, or leaves with them."""
    visitor = visit.visitor
    x, height = visitor.x + 0.30, visitor.height * 0.8
    leaves = visit.leaves_at
    if visitor.kind is Kind.PAIR_ONE_STEPS_BACK:
        leaves = min(leaves, visit.in_place_at + COMPANION_STAYS_S)
    return [
        Stand(visit.start, 1.35, visitor.y, height * 0.7),
        Stand(visit.in_place_at, x, visitor.y, height),
        Stand(leaves, x, visitor.y, height),
        Stand(leaves + WALK_S, 1.35, visitor.y, height * 0.7),
    ]


def _place(path: list[Stand], at: float) -> Stand:
    """Walk along a path, starting and stopping softly."""
    earlier = [stand for stand in path if stand.at <= at]
    later = [stand for stand in path if stand.at > at]
    if not earlier or not later:
        return earlier[-1] if earlier else path[0]
    before, after = earlier[-1], later[0]
    share = (at - before.at) / (after.at - before.at)
    share = share * share * (3 - 2 * share)
    x, y, height = (
        start + share * (stop - start)
        for start, stop in ((before.x, after.x), (before.y, after.y), (before.height, after.height))
    )
    return Stand(at, x, y, height)


def _person(look: int, wear: MaskWear, place: Stand, at: float) -> Person:
    """Nobody stands like a post: a little sway, tilt, turn and breath."""
    phase = look % 97
    return Person(
        look=look,
        wear=wear,
        x=place.x + 0.005 * math.sin(1.3 * at + phase),
        y=place.y + 0.004 * math.sin(0.9 * at + 2 * phase),
        height=place.height,
        roll_deg=2.5 * math.sin(0.7 * at + phase),
        yaw=0.12 * math.sin(0.5 * at + 3 * phase),
        breath=math.sin(1.6 * at + phase),
    )
