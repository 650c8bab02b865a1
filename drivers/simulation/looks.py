"""How a drawn visitor looks: everything follows from one number, so that a look can be asked for again."""

import random
from dataclasses import dataclass
from enum import StrEnum

from drivers.simulation.canvas import Colour


class MaskWear(StrEnum):
    WORN = "worn"
    NOSE_OUT = "nose_out"
    CHIN = "chin"
    NONE = "none"


class Hair(StrEnum):
    SHORT = "short"
    SIDE = "side"
    CURLY = "curly"
    LONG = "long"
    BUN = "bun"
    BALD = "bald"
    HIJAB = "hijab"
    UDENG = "udeng"
    """The head cloth that men wear in Bali."""


class Glasses(StrEnum):
    NONE = "none"
    ROUND = "round"
    SQUARE = "square"


class Beard(StrEnum):
    NONE = "none"
    MOUSTACHE = "moustache"
    STUBBLE = "stubble"
    FULL = "full"


class MaskKind(StrEnum):
    SURGICAL = "surgical"
    CLOTH = "cloth"
    BATIK = "batik"
    FOLDED = "folded"
    """A respirator with a seam down the middle."""


SKINS: tuple[Colour, ...] = (
    (196, 214, 244), (176, 200, 238), (160, 190, 230), (140, 172, 220), (124, 158, 208), (108, 142, 194),
    (94, 126, 178), (80, 108, 158), (66, 90, 134), (54, 72, 108),
)  # fmt: skip
HAIRS: tuple[Colour, ...] = ((24, 20, 22), (30, 26, 30), (30, 34, 48), (40, 52, 78), (120, 124, 128), (190, 194, 196))
CLOTHES: tuple[Colour, ...] = (
    (150, 96, 48), (92, 120, 58), (70, 76, 168), (206, 202, 196), (64, 60, 58), (110, 70, 120),
    (180, 150, 90), (58, 108, 176), (136, 136, 60), (90, 60, 50),
)  # fmt: skip
VEILS: tuple[Colour, ...] = (
    (214, 208, 204), (60, 54, 52), (150, 120, 72), (120, 130, 190), (112, 150, 120), (178, 160, 176),
    (90, 120, 176), (120, 72, 56),
)  # fmt: skip
MASK_PAINTS: dict[MaskKind, tuple[Colour, ...]] = {
    MaskKind.SURGICAL: (
        (214, 178, 120), (222, 196, 150), (186, 206, 136), (240, 238, 234), (60, 56, 54), (206, 176, 232),
    ),
    MaskKind.CLOTH: ((58, 52, 50), (120, 80, 44), (70, 66, 150), (200, 196, 190), (92, 110, 66), (150, 130, 190)),
    MaskKind.BATIK: ((40, 60, 104), (80, 50, 36), (110, 120, 60), (60, 56, 130), (58, 110, 160)),
    MaskKind.FOLDED: ((242, 241, 238), (240, 238, 234), (60, 58, 56), (206, 202, 198)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One drawn person. Lengths are multiples of an average face's."""

    seed: int
    skin: Colour
    width: float
    jaw: float
    """Width of the jaw, 1 is average; above is square."""
    eye: float
    nose: float
    mouth: float
    smile: float
    brow: float
    iris: Colour
    hair: Hair
    hair_colour: Colour
    veil: Colour
    glasses: Glasses
    beard: Beard
    clothes: Colour
    patterned: bool
    mask_kind: MaskKind
    mask_paint: Colour
    mask_slip: float
    """How far a badly worn mask has slipped, 0 to 1."""
    light: float
    """Side the light comes from, -1 (left of the picture) to 1."""

    @classmethod
    def of(cls, seed: int) -> "Look":
        """The same seed gives the same look, on every machine."""
        draw = random.Random(f"look {seed}")
        hair = draw.choice(tuple(Hair))
        bearded = hair in (Hair.SHORT, Hair.SIDE, Hair.CURLY, Hair.BALD, Hair.UDENG) and draw.random() < 0.4
        kind = draw.choices(tuple(MaskKind), (5, 2, 2, 2))[0]
        return cls(
            seed=seed,
            skin=draw.choice(SKINS),
            width=draw.uniform(0.92, 1.08),
            jaw=draw.uniform(0.88, 1.12),
            eye=draw.uniform(0.9, 1.12),
            nose=draw.uniform(0.88, 1.15),
            mouth=draw.uniform(0.9, 1.12),
            smile=draw.uniform(-0.2, 1.0),
            brow=draw.uniform(0.7, 1.3),
            iris=draw.choice(((34, 44, 66), (30, 34, 44), (44, 62, 88), (96, 88, 62))),
            hair=hair,
            hair_colour=draw.choices(HAIRS, (5, 4, 3, 1, 2, 1))[0],
            veil=draw.choice(VEILS),
            glasses=draw.choices(tuple(Glasses), (6, 2, 2))[0],
            beard=draw.choice((Beard.MOUSTACHE, Beard.STUBBLE, Beard.FULL)) if bearded else Beard.NONE,
            clothes=draw.choice(CLOTHES),
            patterned=draw.random() < 0.4,
            mask_kind=kind,
            mask_paint=draw.choice(MASK_PAINTS[kind]),
            mask_slip=draw.random(),
            light=draw.uniform(-1, 1),
        )
