"""Which pixels make a visitor's temperature: the forehead's, and nothing of wall, lamp, cup or neighbour."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.protocols import PROTOCOLS, ThermalPicture
from drivers.simulation.warm_bodies import WarmBody
from drivers.simulation.wire.gy_mcu90640 import GyArray
from drivers.thermal import (
    Box,
    Part,
    Registration,
    RegistrationRefused,
    face_temperature,
    register,
    warm_target,
    whole_view,
)
from drivers.thermal_colours import STEPS, colour_ramp, coloured, span_of

WIDTH, HEIGHT = 32, 24
WALL_C, SKIN_C = 22.0, 34.0
FACE = Box(0.30, 0.15, 0.40, 0.70)
NEIGHBOUR = Box(0.72, 0.15, 0.28, 0.60)


def picture(*spots: tuple[float, float, float, float, float], noise_c: float = 0.0, seed: int = 1) -> ThermalPicture:
    """A wall, and rectangles (left, top, right, bottom in fractions, °C) before it."""
    chance = random.Random(seed)
    values = []
    for row, column in itertools.product(range(HEIGHT), range(WIDTH)):
        x, y = (column + 0.5) / WIDTH, (row + 0.5) / HEIGHT
        celsius = WALL_C
        for left, top, right, bottom, spot_c in spots:
            if left <= x < right and top <= y < bottom:
                celsius = spot_c
        values.append(round(100 * (celsius + chance.gauss(0, noise_c))))
    return ThermalPicture(WIDTH, HEIGHT, tuple(values), 25.0)


def skin(face: Box, celsius: float = SKIN_C) -> tuple[float, float, float, float, float]:
    return face.x, face.y, face.x + face.width, face.y + face.height, celsius


def with_pixels(base: ThermalPicture, places: list[tuple[int, int]], celsius: float) -> ThermalPicture:
    values = list(base.hundredths)
    for column, row in places:
        values[row * WIDTH + column] = round(celsius * 100)
    return ThermalPicture(WIDTH, HEIGHT, tuple(values), 25.0)


def forehead(shown: ThermalPicture, others: tuple[Box, ...] = (), face: Box = FACE) -> float | None:
    spot = face_temperature(shown, whole_view(shown), face, others)
    return None if spot is None else spot.celsius


def test_an_even_face_reads_as_it_is() -> None:
    assert forehead(picture(skin(FACE))) == SKIN_C


def test_noise_hardly_lifts_the_reading() -> None:
    """The hottest single pixel would read 0.25 °C too high with this noise."""
    found = [forehead(picture(skin(FACE), noise_c=0.1, seed=seed)) for seed in range(50)]
    mean = sum(value for value in found if value is not None) / len(found)
    assert mean == pytest.approx(SKIN_C, abs=0.1)
    assert max(abs((value or 0) - SKIN_C) for value in found) < 0.2


@given(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.floats(36.0, 250.0))
def test_no_single_pixel_makes_a_fever(column: int, row: int, celsius: float) -> None:
    found = forehead(with_pixels(picture(skin(FACE)), [(column, row)], celsius))
    assert found == pytest.approx(SKIN_C, abs=0.05)


@pytest.mark.parametrize("lamp_c", [60.0, 120.0])
def test_a_hot_lamp_beside_or_behind_does_not_enter(lamp_c: float) -> None:
    beside = picture(skin(FACE), (0.75, 0.0, 1.0, 0.4, lamp_c))
    touching = picture((0.55, 0.05, 0.80, 0.22, lamp_c), skin(FACE))
    assert forehead(beside) == forehead(touching) == SKIN_C


def test_a_lamp_that_cuts_into_the_region_is_left_out_with_its_edge() -> None:
    shown = with_pixels(picture(skin(FACE)), [(column, row) for column in (18, 19) for row in (4, 5)], 80.0)
    blurred = with_pixels(shown, [(17, row) for row in (4, 5, 6)], 40.0)
    spot = face_temperature(blurred, whole_view(blurred), FACE)
    assert spot is not None
    assert spot.celsius == SKIN_C
    assert spot.hot > 0


def test_something_hot_before_the_forehead_is_no_reading() -> None:
    assert forehead(picture(skin(FACE), (0.40, 0.15, 0.60, 0.40, 60.0))) is None


def test_a_feverish_neighbour_does_not_enter() -> None:
    close = Box(0.55, 0.12, 0.40, 0.70)
    shown = picture(skin(FACE), skin(close, 39.0))
    assert (forehead(shown) or 0) > SKIN_C + 0.5
    assert forehead(shown, (close,)) == SKIN_C
    assert forehead(picture(skin(FACE), skin(NEIGHBOUR, 39.0))) == SKIN_C


def test_a_face_hidden_by_another_is_no_reading() -> None:
    assert forehead(picture(skin(FACE)), (FACE,)) is None


def test_a_face_too_far_away_is_no_reading() -> None:
    far = Box(0.45, 0.40, 0.10, 0.20)
    assert forehead(picture(skin(far)), face=far) is None


@pytest.mark.parametrize("step", range(20))
def test_a_face_is_read_wherever_between_two_rows_of_the_array_it_stands(step: int) -> None:
    """Its forehead is 1.8 rows high."""
    face = Box(0.38, 0.30 + step / 20 / HEIGHT, 0.235, 0.3125)
    assert forehead(picture(skin(face)), face=face) == SKIN_C


def test_cool_hair_and_background_in_the_region_do_not_draw_it_down() -> None:
    fringe = (FACE.x, FACE.y, FACE.x + FACE.width, FACE.y + 0.08, 29.0)
    assert forehead(picture(skin(FACE), fringe)) == SKIN_C


def test_canthi_need_more_pixels_than_this_array_has() -> None:
    shown = picture(skin(FACE))
    assert face_temperature(shown, whole_view(shown), FACE, part=Part.CANTHI) is None
    fine = ThermalPicture(640, 480, (3400,) * (640 * 480), None)
    spot = face_temperature(fine, whole_view(fine), FACE, part=Part.CANTHI)
    assert spot is not None
    assert spot.celsius == 34.0


@pytest.mark.parametrize("outside", [Box(-2.0, -2.0, 0.4, 0.4), Box(0.4, 1.5, 0.2, 0.2), Box(0.5, 0.5, 0.0, 0.0)])
def test_a_box_outside_the_array_is_no_reading(outside: Box) -> None:
    assert forehead(picture(), face=outside) is None


# registration

TURNED = Registration(0.0, 20.0, 3.0, -18.0, 0.0, 21.0)
CORNERS = [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.5, 0.5)]


@pytest.mark.parametrize(
    "true",
    [Registration(28.0, 0.5, 1.0, -0.4, 21.0, 2.0), TURNED, Registration(-30.0, 0.0, 31.0, 0.0, 22.0, 0.5)],
)
def test_registration_by_a_warm_target(true: Registration) -> None:
    """Askew, turned by a quarter, mirrored: the technician's five points find it, and a face is read through it."""
    found = register([(place, true.at(*place)) for place in CORNERS])
    assert found.at(0.3, 0.7) == pytest.approx(true.at(0.3, 0.7), abs=1e-6)
    assert found.residual_px == pytest.approx(0.0, abs=1e-6)


def test_registration_tells_how_well_it_fits() -> None:
    pairs = [(place, TURNED.at(*place)) for place in CORNERS]
    pairs[0] = (pairs[0][0], (pairs[0][1][0] + 2.0, pairs[0][1][1]))
    assert 0.3 < register(pairs).residual_px < 2.0


@pytest.mark.parametrize("places", [CORNERS[:2], [(0.1, 0.1), (0.5, 0.5), (0.9, 0.9)], [(0.5, 0.5)] * 4])
def test_registration_needs_places_that_determine_it(places: list[tuple[float, float]]) -> None:
    with pytest.raises(RegistrationRefused):
        register([(place, TURNED.at(*place)) for place in places])


def test_the_warm_target_is_found_and_nothing_else() -> None:
    shown = picture((0.25, 0.25, 0.375, 0.4167, 45.0), noise_c=0.1)
    place = warm_target(shown)
    assert place is not None
    assert math.dist(place, (9.5, 7.5)) < 0.3
    assert warm_target(picture(noise_c=0.1)) is None


def test_orientation_left_of_the_wire_is_right_of_the_scene() -> None:
    """The module sends the upper right first; a warm target at the scene's left must be at the picture's left."""
    module = GyArray()
    module.wall_c = 22.0
    module.bodies = (WarmBody(2 / WIDTH, 2 / HEIGHT, 2 / WIDTH, 2 / HEIGHT, 45.0),)
    parser = PROTOCOLS["gy-mcu90640"].factory()
    parser.feed(module.frame(34.0, 25.0))
    shown = parser.picture
    assert shown is not None
    place = warm_target(shown)
    assert place == pytest.approx((1.5, 1.5), abs=0.1)


def test_the_simulated_arrays_visitor_is_read_through_the_real_parser() -> None:
    module, parser = GyArray(seed=3), PROTOCOLS["gy-mcu90640"].factory()
    module.wall_c = 22.0
    (reading,) = parser.feed(module.frame(36.2, 25.0))
    shown = parser.picture
    assert shown is not None
    spot = face_temperature(shown, whole_view(shown), Box(0.30, 0.14, 0.40, 0.72))
    assert spot is not None
    assert spot.celsius == pytest.approx(36.2, abs=0.2)
    assert reading.object_c == pytest.approx(36.2, abs=0.2)


# colours


def oklab(colour: bytes) -> tuple[float, float, float]:
    """sRGB bytes to OKLab, by the published matrices of the other direction than the code's."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def test_colours_are_evenly_apart_and_rise_in_lightness() -> None:
    places = [oklab(colour) for colour in colour_ramp()[::8]]
    steps = [math.dist(before, after) for before, after in itertools.pairwise(places)]
    assert max(steps) / min(steps) < 1.25
    assert all(after[0] > before[0] for before, after in itertools.pairwise(places))


def test_a_preview_shows_the_scene_or_its_mirror() -> None:
    shown = with_pixels(picture(), [(0, 0)], 40.0)
    plain, mirrored = coloured(shown, 20.0, 40.0), coloured(shown, 20.0, 40.0, mirrored=True)
    ramp = colour_ramp()
    assert len(plain) == WIDTH * HEIGHT * 3
    assert plain[:3] == mirrored[31 * 3 : 32 * 3] == ramp[-1]
    assert plain[3:6] == ramp[int(2 / 20 * STEPS)]
    assert coloured(shown, 30.0, 31.0)[3:6] == ramp[0]


def test_the_span_of_a_preview_heeds_no_single_pixel() -> None:
    low, high = span_of(with_pixels(picture(skin(FACE)), [(0, 0)], 200.0))
    assert (low, high) == (WALL_C, SKIN_C)
    low, high = span_of(picture())
    assert high - low == pytest.approx(4.0)
