"""The in-scene reference in a picture: read like a forehead, and found out when it is cold, hidden or elsewhere."""

import random
from dataclasses import replace

import pytest

from drivers.protocols import ThermalPicture
from drivers.simulation.warm_bodies import WarmReference, head, warm_picture
from drivers.thermal import Box, face_temperature, whole_view
from drivers.thermal_reference import Place, PlaceSeen, look_at

WIDTH, HEIGHT = 32, 24
WALL_C, WARM_C = 26.5, 36.3
PLACE = Place(2, 2, 6, 5)
THERE = WarmReference(2, 2, 6, 5, WARM_C)


def picture(*warm: WarmReference, noise_c: float = 0.1, faces: tuple = (), seed: int = 1) -> ThermalPicture:
    bodies = [one.body(WIDTH, HEIGHT, one.celsius) for one in warm]
    chance = random.Random(seed)
    values = warm_picture(WIDTH, HEIGHT, WALL_C, (*bodies, *faces))
    return ThermalPicture(WIDTH, HEIGHT, tuple(round(100 * (one + chance.gauss(0, noise_c))) for one in values), 28.0)


def seen(*warm: WarmReference, faces: tuple = (), seed: int = 1) -> PlaceSeen:
    return look_at(picture(*warm, faces=faces, seed=seed), PLACE)


def test_it_is_read_and_in_its_place() -> None:
    found = seen(THERE)
    assert found.celsius == pytest.approx(WARM_C, abs=0.15)
    assert found.around_c == pytest.approx(WALL_C, abs=0.1)
    assert found.peak_c > WARM_C - 0.2
    assert found.off_px is not None
    assert found.off_px < 0.3
    assert found.beside < 0.1


@pytest.mark.parametrize(("right", "down"), [(2, 0), (-2, 0), (0, 2), (1.5, 1.5)])
def test_one_that_was_pushed_aside_is_seen_beside_its_place(right: float, down: float) -> None:
    found = seen(replace(THERE, left=THERE.left + right, top=THERE.top + down))
    assert found.off_px is not None
    assert found.off_px > 1.0


def test_one_that_is_switched_off_does_not_stand_out() -> None:
    found = seen(replace(THERE, celsius=WALL_C + 1))
    assert found.peak_c - found.around_c < 2


def test_a_face_before_it_covers_what_is_beside_it_too() -> None:
    found = seen(THERE, faces=(head(0.15, 0.2, 0.6, 34.0),))
    assert found.beside > 0.5 or found.peak_c - found.around_c < 3


def test_a_single_broken_pixel_is_not_believed() -> None:
    whole = picture(THERE)
    broken = list(whole.hundredths)
    broken[4 * WIDTH + 4] = 9000
    found = look_at(replace(whole, hundredths=tuple(broken)), PLACE)
    assert found.celsius == pytest.approx(look_at(whole, PLACE).celsius, abs=0.05)


def test_a_picture_without_any_difference_has_nothing_warm() -> None:
    flat = ThermalPicture(WIDTH, HEIGHT, (2650,) * (WIDTH * HEIGHT), None)
    assert look_at(flat, PLACE).off_px is None


def test_a_place_outside_the_picture_is_told() -> None:
    assert PLACE.fits(picture())
    assert not Place(28, 2, 6, 5).fits(picture())
    assert not Place(2, 22, 6, 5).fits(picture())


def test_it_reads_what_a_forehead_as_warm_would_read() -> None:
    """Both are the hottest of noisy pixels: what that adds has to be alike, or the difference keeps it."""
    differences = []
    for seed in range(60):
        shown = picture(THERE, faces=(head(0.6, 0.5, 0.7, WARM_C),), seed=seed)
        face = face_temperature(shown, whole_view(shown), Box(0.6 - 0.2, 0.5 - 0.32, 0.4, 0.64))
        assert face is not None
        differences.append(look_at(shown, PLACE).celsius - face.celsius)
    assert sum(differences) / len(differences) == pytest.approx(0, abs=0.02)
