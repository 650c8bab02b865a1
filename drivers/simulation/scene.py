"""The simulated room that all simulated devices share: one visitor after the other, on any clock.

What is true here reaches the station only as pixels and bytes. In the other direction the visitor hears what the
screen says, and nothing else.
"""

import math
import random
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from drivers.simulation.looks import MaskWear
from drivers.simulation.visit import GAP_S, Person, Visit, begin, persons, skin_c
from drivers.simulation.visitors import HEALTHY_SKIN_C, Visitor, visitors
from drivers.simulation.warm_bodies import WarmBody, head, torso

WALL_C: Final = 26.5
CAN_C: Final = 28.4
MASK_ON_S: Final = 1.5
PATIENCE_AFTER_RETRY_S: Final = 15.0
STUBBORN_PATIENCE_S: Final = 6.0


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """Something warm with the marker on it, held before camera and array. Lengths are shares of the picture."""

    x: float
    y: float
    height: float = 0.22
    celsius: float = 55.0


@dataclass(frozen=True, slots=True)
class SceneState:
    """The room at one moment."""

    persons: tuple[Person, ...] = ()
    """The farther ones first."""
    skin_c: float | None = None
    """Forehead in front of the thermometer as the sensor sees it, °C; None when nobody stands there."""
    wall_c: float = WALL_C
    """What the thermometer sees when nobody stands there, °C."""
    can_c: float = CAN_C
    """Temperature of the thermometer's own can, °C."""
    target: HeldTarget | None = None

    @property
    def bodies(self) -> tuple[WarmBody, ...]:
        """What an array beside the camera has before it, the farther ones first."""
        found: list[WarmBody] = []
        for person in self.persons:
            found.append(torso(person.x, person.y, person.height, person.skin_c, self.wall_c))
            found.append(head(person.x, person.y, person.height, person.skin_c))
        if self.target is not None:
            held = self.target
            found.append(WarmBody(held.x, held.y, 0.75 * held.height / 2, held.height / 2, held.celsius))
        return tuple(found)


class Scene:
    """A stream of visitors. The same seed, start and words give the same scene. Safe to ask from several threads."""

    def __init__(self, seed: int = 0, *, start: float | None = None, who: Iterable[Visitor] | None = None) -> None:
        """`start`: when the first visitor sets out (None: the first moment asked for); `who`: instead of the usual."""
        self.seed = seed
        self._who = iter(who) if who is not None else visitors(seed)
        self._visit: Visit | None = None
        self._next_start = start
        self._lock = threading.Lock()

    @staticmethod
    def still(
        *, wear: MaskWear | None = None, skin_c: float | None = None, look: int = 1, height: float = 0.44
    ) -> "StillScene":
        """A scene in which nothing happens by itself: one visitor in place, or nobody when `wear` is None."""
        found = skin_c if skin_c is not None or wear is None else HEALTHY_SKIN_C
        forehead_c = HEALTHY_SKIN_C if found is None else found
        people = () if wear is None else (Person(look, wear, 0.5, 0.46, height, skin_c=forehead_c),)
        return StillScene(SceneState(people, found))

    def at(self, t: float) -> SceneState:
        """The room at a moment (seconds on the caller's clock). Moments may come slightly out of order."""
        with self._lock:
            visit = self._current(t)
        can = CAN_C + 0.08 * math.sin(t / 37.0)
        if visit is None:
            return SceneState(can_c=can)
        return SceneState(persons(visit, t), skin_c(visit, t), can_c=can)

    def hear(self, outcome: str, reasons: tuple[str, ...], at: float) -> None:
        """Tell the visitor what the screen says: `admit`, `retry` or `refer`, and why. Other words change nothing."""
        with self._lock:
            visit = self._current(at)
            if visit is not None and visit.start <= at < visit.leaves_at:
                self._visit = _react(visit, outcome, reasons, at)
                self._next_start = _after(self._visit)

    def _current(self, t: float) -> Visit | None:
        if self._next_start is None:
            self._next_start = t + GAP_S / 2
        while t >= self._next_start:
            visitor = next(self._who, None)
            if visitor is None:
                self._next_start = math.inf
                break
            self._visit = begin(visitor, self._next_start)
            self._next_start = _after(self._visit)
        return self._visit


def _after(visit: Visit) -> float:
    """When the one behind sets out; the chance in it hangs on the visit, so that a changed plan keeps it."""
    return visit.end + GAP_S + 0.3 * random.Random(visit.visitor.look).random()


def _react(visit: Visit, outcome: str, reasons: tuple[str, ...], at: float) -> Visit:
    """What the visitor does about an answer."""
    match outcome:
        case "admit":
            return replace(_leaving(visit, at + 0.7), walks_in=True)
        case "refer":
            return _leaving(visit, at + 1.5)
        case "retry" if "hot_arrival" in reasons:
            return _leaving(visit, at + 2.0)
        case "retry" if any(reason.startswith("mask") for reason in reasons):
            return _about_the_mask(visit, at)
        case "retry":
            return _leaving(visit, at + PATIENCE_AFTER_RETRY_S)
        case _:
            return visit


def _leaving(visit: Visit, at: float) -> Visit:
    """Leave at a moment, but not before having arrived."""
    return replace(visit, leaves_at=max(at, visit.in_place_at))


def _about_the_mask(visit: Visit, at: float) -> Visit:
    if not visit.visitor.obeys:
        return _leaving(visit, min(visit.leaves_at, at + STUBBORN_PATIENCE_S))
    right_at = min(visit.mask_right_at, at + MASK_ON_S)
    return replace(_leaving(visit, at + PATIENCE_AFTER_RETRY_S), mask_right_at=right_at)


class StillScene(Scene):
    """A scene held in the hand: `state` is what there is until somebody sets another."""

    def __init__(self, state: SceneState | None = None) -> None:
        super().__init__(who=())
        self.state = state or SceneState()
        self.heard: list[tuple[str, tuple[str, ...], float]] = []

    def at(self, t: float) -> SceneState:
        return self.state

    def hear(self, outcome: str, reasons: tuple[str, ...], at: float) -> None:
        self.heard.append((outcome, reasons, at))
