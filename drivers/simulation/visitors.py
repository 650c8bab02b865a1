"""Who comes through the simulated door: kinds of visitors, and the order in which they come."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from drivers.simulation.looks import MaskWear

HEALTHY_SKIN_C = 34.6
"""Forehead of a healthy visitor as a sensor set to emissivity 1 sees it, °C; well below the body's 37."""


class Kind(StrEnum):
    WELL = "well"
    NO_MASK = "no mask, puts it on"
    NOSE_OUT = "nose out, straightens it"
    NO_MASK_STUBBORN = "no mask, will not"
    NOSE_OUT_STUBBORN = "nose out, will not"
    ELEVATED = "elevated"
    COLD = "too cold to be true"
    FROM_SUN = "hot from the sun"
    PAIR_ONE_STEPS_BACK = "two, one steps back"
    PAIR_LEAVES = "two, both leave"
    WALKS_AWAY = "walks away half-way"


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visitor as they are. Lengths are shares of the picture, times seconds."""

    kind: Kind
    look: int
    """Seed of the look."""
    wear: MaskWear
    skin_c: float
    """Skin temperature on arrival as the sensor sees it, °C."""
    x: float = 0.5
    y: float = 0.46
    height: float = 0.44
    cooling_c_per_s: float = 0.0
    obeys: bool = True
    """Whether the mask is put right when the screen asks for it."""
    patience_s: float = 20.0
    """Leaves when nothing was said for this long."""
    hesitates_s: float = 0.0
    """Stands too far away for this long before coming closer."""
    from_left: bool = True


_EASY = (Kind.WELL, Kind.NO_MASK, Kind.WELL, Kind.NOSE_OUT)
_HARD = (Kind.ELEVATED, Kind.COLD)
_RARE = (
    Kind.PAIR_ONE_STEPS_BACK,
    Kind.WALKS_AWAY,
    Kind.NO_MASK_STUBBORN,
    Kind.FROM_SUN,
    Kind.NOSE_OUT_STUBBORN,
    Kind.PAIR_LEAVES,
)


def visitors(seed: int) -> Iterator[Visitor]:
    """Yield visitors without end, the same ones for the same seed.

    Every third is easy, every third surely an officer's case, every third rare: so few decisions pass before each
    outcome has been seen again, whatever the rare ones bring.
    """
    rng = random.Random(seed)
    turn = rng.randrange(2)
    rare = rng.sample(_RARE, len(_RARE))
    while True:
        for kind in (_EASY[turn % len(_EASY)], _HARD[turn % len(_HARD)], rare[turn % len(rare)]):
            yield make_visitor(kind, rng)
        turn += 1


def make_visitor(kind: Kind, rng: random.Random) -> Visitor:
    """Make one visitor of a kind; all chance comes from `rng`."""
    return Visitor(
        kind=kind,
        look=rng.randrange(1 << 30),
        wear=_wear(kind),
        skin_c=_skin(kind, rng),
        x=0.5 + rng.uniform(-0.04, 0.04),
        y=0.46 + rng.uniform(-0.04, 0.05),
        height=rng.uniform(0.40, 0.48),
        cooling_c_per_s=0.05 if kind is Kind.FROM_SUN else 0.0,
        obeys=kind not in (Kind.NO_MASK_STUBBORN, Kind.NOSE_OUT_STUBBORN),
        patience_s=_patience(kind, rng),
        hesitates_s=rng.choice((0.0, 0.0, 0.0, 1.2)) if kind is Kind.WELL else 0.0,
        from_left=rng.random() < 0.5,
    )


def _wear(kind: Kind) -> MaskWear:
    match kind:
        case Kind.NO_MASK | Kind.NO_MASK_STUBBORN:
            return MaskWear.NONE
        case Kind.NOSE_OUT | Kind.NOSE_OUT_STUBBORN:
            return MaskWear.NOSE_OUT
        case _:
            return MaskWear.WORN


def _skin(kind: Kind, rng: random.Random) -> float:
    match kind:
        case Kind.ELEVATED:
            return rng.uniform(38.4, 39.2)
        case Kind.COLD:
            return rng.uniform(31.0, 33.0)
        case Kind.FROM_SUN:
            return rng.uniform(38.5, 38.8)
        case _:
            return HEALTHY_SKIN_C + rng.uniform(-0.4, 0.4)


def _patience(kind: Kind, rng: random.Random) -> float:
    match kind:
        case Kind.WALKS_AWAY:
            return rng.uniform(0.35, 0.55)
        case Kind.PAIR_LEAVES:
            return rng.uniform(3.0, 4.5)
        case _:
            return 20.0
