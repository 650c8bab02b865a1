"""How a face is cut, at the door and for training."""

import numpy as np
import pytest

from models._cv import cv2
from models.training.augment import plain
from models.training.pictures import (
    BOX_SIDE,
    CROP_SIDE,
)
from models.views import MARGIN, NEAR, WIDE, Pixels, View, as_blocks, as_input, cut, framed, square


def test_training_cuts_as_the_door_does():
    """A smooth picture, so that resampling hardly matters."""
    y, x = np.mgrid[0:CROP_SIDE, 0:CROP_SIDE]
    crop = np.stack([x, y, 255 - x], 2).astype(np.uint8)
    middle, side = CROP_SIDE / 2, BOX_SIDE
    box = (middle - side / 2, middle - side / 2, side, side)
    larger = side * np.exp(0.2)
    beside = (middle + 0.1 * side - larger / 2, middle - 0.05 * side - larger / 2, larger, larger)
    for view in (WIDE, NEAR):
        assert np.abs(plain(crop, view).astype(int) - cut(crop, box, view).astype(int)).mean() < 2
        again = plain(crop, view, (0.1, -0.05, 0.2))
        assert np.abs(again.astype(int) - cut(crop, beside, view).astype(int)).mean() < 2


def test_a_cut_made_smaller_counts_every_pixel():
    """Stripes a pixel wide become grey, wherever the cut begins; picked one by one they would stay stripes."""
    stripes = np.zeros((480, 480, 3), np.uint8)
    stripes[:, ::2] = 255
    for half in (100, 115, 200):
        small = square(stripes, (240, 240), half, 50)
        assert small.shape == (50, 50, 3)
        assert np.abs(small.astype(int) - 127).max() <= 1


@pytest.mark.parametrize("side", [142, 208])
def test_a_cut_shows_what_an_average_over_areas_shows(side: int):
    whole = mottled()
    for size in (side + 20, 2 * side, 2 * side + 1, 480):
        inner = whole[: size // 2 * 2, : size // 2 * 2]
        wanted = cv2.resize(inner, (side, side), interpolation=cv2.INTER_AREA).astype(int)
        got = square(inner, (inner.shape[1] / 2, inner.shape[0] / 2), inner.shape[0] / 2, side)
        assert np.abs(got - wanted).mean() < 3


def test_finished_networks_take_the_same_numbers_as_those_that_learn():
    """Two by two pixels are one place; colours are the other way round."""
    crop = np.random.default_rng(0).integers(0, 256, (80, 96, 3), np.uint8)
    learnt, blocks = as_input([crop])[0], as_blocks(crop)
    assert (blocks.shape, blocks.dtype) == ((1, 12, 40, 48), np.float32)
    for place, (row, column) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)]):
        assert (blocks[0, 3 * place : 3 * place + 3] == learnt[::-1, row::2, column::2]).all()


def test_inputs_are_rgb_around_zero():
    blue = np.zeros((80, 96, 3), np.uint8)
    blue[..., 0] = 255
    tensor = as_input([blue])
    assert tensor.shape == (1, 3, 80, 96)
    assert tensor.dtype == np.float32
    assert tensor[0, 2].mean() > 1.9
    assert tensor[0, 0].mean() < -1.9


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("side", [40, 60, 240])
def test_the_door_frames_a_face_as_training_does(index: int, side: int):
    pixels, views = mottled(), (WIDE, NEAR)
    box = (240 - side / 2, 240 - side / 2, side, side)  # of which both crops begin at a whole pixel
    kept = plain(cut(pixels, box, MARGIN), views[index])
    assert np.abs(framed(pixels, box, views)[index].astype(int) - kept).mean() < 0.5


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_of_the_detectors_box_more_is_shown(view: View):
    side = 100 * view.wider
    larger = (240 - side / 2, 240 - side / 2, side, side)
    box = (190, 190, 100, 100)
    shown, wanted = framed(mottled(), box, [view.of_detected()])[0], framed(mottled(), larger, [view])[0]
    assert np.abs(shown.astype(int) - wanted).mean() < 4
    assert np.abs(shown.astype(int) - framed(mottled(), box, [view])[0]).mean() > 16


@pytest.mark.parametrize("apart", [(0.2, 0.0), (0.5, 0.5), (0.7, 0.3)])
def test_a_view_lies_where_the_box_does_between_pixels_too(apart: tuple[float, float]):
    """A small face is a few dozen pixels wide: half a pixel changes answers."""
    right, down = apart
    whole = framed(mottled(), (220, 220, 40, 40), (WIDE, NEAR))
    between = framed(mottled(), (220 + right, 220 + down, 40, 40), (WIDE, NEAR))
    for view, before, after in zip((WIDE, NEAR), whole, between, strict=True):
        zoom = view.side / (40 * view.scale)
        moved = np.array([[1, 0, -right * zoom], [0, 1, -down * zoom]])
        wanted = cv2.warpAffine(before, moved, (view.side, view.side))[:-4, :-4].astype(int)
        assert np.abs(after[:-4, :-4] - wanted).mean() < 0.5


def mottled() -> Pixels:
    picture = np.random.default_rng(0).integers(0, 256, (60, 60, 3), np.uint8)
    return np.asarray(cv2.resize(picture, (480, 480), interpolation=cv2.INTER_CUBIC), np.uint8)
