"""A thermal picture in colours that are as far apart as the temperatures are, for a technician's preview.

The ramp runs through OKLab (B. Ottosson, 2020) from a dark violet over red and orange to a pale yellow, lightness
rising all the way, in steps of equal length: no band looks like an edge, and in grey it still reads right.
"""

import itertools
import math
from functools import cache
from typing import Final

from drivers.protocols import ThermalPicture

STEPS: Final = 256
FINE: Final = 2048
LIGHTNESS: Final = (0.16, 0.95)
HUES_DEG: Final = (300.0, 460.0)
CHROMA: Final = 0.13

Colour = tuple[float, float, float]


def coloured(picture: ThermalPicture, low_c: float, high_c: float, *, mirrored: bool = False) -> bytes:
    """RGB bytes, row by row: `low_c` and below darkest, `high_c` and above palest. Mirrored as a mirror shows it."""
    span = max(high_c - low_c, 0.01) * 100
    ramp = colour_ramp()
    steps = [min(STEPS - 1, max(0, int((value - low_c * 100) / span * STEPS))) for value in picture.hundredths]
    rows = [steps[start : start + picture.width] for start in range(0, len(steps), picture.width)]
    return b"".join(ramp[step] for row in rows for step in (reversed(row) if mirrored else row))


def span_of(picture: ThermalPicture) -> tuple[float, float]:
    """Temperatures (°C) between which to colour: all but the coldest and the hottest fiftieth, at least 4 °C apart."""
    values = sorted(picture.hundredths)
    edge = len(values) // 50
    low, high = values[edge] / 100, values[-1 - edge] / 100
    short = max(0.0, 4.0 - (high - low)) / 2
    return low - short, high + short


@cache
def colour_ramp() -> tuple[bytes, ...]:
    """256 colours, three bytes each: red, green, blue."""
    fine = [_on_path(step / (FINE - 1)) for step in range(FINE)]
    lengths = [0.0]
    for before, after in itertools.pairwise(fine):
        lengths.append(lengths[-1] + math.dist(before, after))
    ramp: list[bytes] = []
    at = 0
    for step in range(STEPS):
        wanted = lengths[-1] * step / (STEPS - 1)
        while at < FINE - 1 and lengths[at] < wanted:
            at += 1
        ramp.append(bytes(round(255 * part) for part in _srgb(fine[at])))
    return tuple(ramp)


def _on_path(t: float) -> Colour:
    """A place on the ramp in OKLab, 0 to 1."""
    lightness = LIGHTNESS[0] + t * (LIGHTNESS[1] - LIGHTNESS[0])
    hue = math.radians(HUES_DEG[0] + t * (HUES_DEG[1] - HUES_DEG[0]))
    chroma = CHROMA * math.sin(math.pi * (0.12 + 0.80 * t))
    return lightness, chroma * math.cos(hue), chroma * math.sin(hue)


def _srgb(colour: Colour) -> Colour:
    """OKLab to sRGB, each part 0 to 1."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (_gamma(min(1.0, max(0.0, part))) for part in linear)
    return red, green, blue


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
