"""Faces that are made: masks, beards and things before them, surroundings, variations."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models._cv import cv2
from models.training.augment import plain, surrounded, varied
from models.training.beards import grown
from models.training.covers import from_covers
from models.training.landmarks import POINTS
from models.training.meshed import Meshed
from models.training.paints import Paint
from models.training.pictures import (
    BOX_SIDE,
    CROP_SIDE,
    Faces,
    load,
)
from models.training.synthesis import WAYS, paint_on, place
from models.views import NEAR, WIDE
from tests.models.conftest import entry_of


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_variations_are_reproducible_and_of_the_right_shape(view):
    crop = np.random.default_rng(0).integers(0, 256, (CROP_SIDE, CROP_SIDE, 3), np.uint8)
    assert plain(crop, view).shape == (view.side, view.side, 3)
    first, again, other = (varied(crop, view, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_surroundings_replace_only_what_lies_beyond_the_picture(tmp_path: Path):
    picture = np.full((60, 60, 3), 200, np.uint8)
    (tmp_path / "images").mkdir()
    cv2.imwrite(str(tmp_path / "images" / "a.png"), picture)
    entry = replace(entry_of("s", "none"), image="a.png", box=(10, 0, 40, 40))
    faces = load(tmp_path, [entry])
    inside = faces.entries[0].inside
    filled = surrounded(faces.crops[0], inside, np.zeros_like(faces.crops[0]))
    left, top, right, bottom = inside
    scale = BOX_SIDE / 40
    assert (left, right) == pytest.approx((CROP_SIDE / 2 - 30 * scale, CROP_SIDE / 2 + 30 * scale), abs=2)
    assert (top, bottom) == pytest.approx((CROP_SIDE / 2 - 20 * scale, CROP_SIDE / 2 + 40 * scale), abs=2)
    assert (filled[top:bottom, left:right] == 200).all()
    assert (filled[: top - 1] == 0).all()
    assert (filled[:, : left - 1] == 0).all()


def _meshed(count: int) -> Meshed:
    """Grey faces with a made-up mesh: an oval whose points lie where the named landmarks would."""
    mesh = np.random.default_rng(0).uniform(70, 138, (POINTS, 2)).astype(np.float32)
    mesh[[10, 1, 13, 17, 152]] = [(104, 50), (104, 108), (104, 124), (104, 130), (104, 150)]
    mesh[[234, 454]] = [(60, 104), (148, 104)]
    crops = np.random.default_rng(1).integers(100, 160, (count, CROP_SIDE, CROP_SIDE, 3), np.uint8)
    return Meshed(Faces(tuple(entry_of("s", "none") for _ in range(count)), crops), np.stack([mesh] * count))


def test_what_is_held_before_a_face_changes_pixels_and_no_label():
    bare = _meshed(3)
    worn = Meshed(Faces(tuple(replace(e, label="worn") for e in bare.faces.entries), bare.faces.crops), bare.meshes)
    covered = from_covers(bare, worn, 40, seed=0)
    assert {entry.label for entry in covered.entries} == {"none", "worn"}
    assert {entry.group for entry in covered.entries} == {"cover"}
    changed = [min(np.mean(crop != before) for before in bare.faces.crops) for crop in covered.crops]
    assert min(changed) > 0.01
    assert max(changed) < 0.9
    again = from_covers(bare, worn, 40, seed=0)
    assert np.array_equal(covered.crops, again.crops)


@pytest.mark.parametrize("way", [way for way, _ in WAYS])
def test_a_mask_is_placed_where_its_way_says(way: str):
    mesh = _meshed(1).meshes[0]
    anchors = np.mean([place(mesh, way, np.random.default_rng(seed)) for seed in range(30)], 0)
    upper, lower = anchors[1, 1], anchors[4, 1]
    nose, mouth, chin = mesh[1, 1], mesh[13, 1], mesh[152, 1]
    assert upper < lower
    if way in ("nose", "chin"):
        assert lower > chin
    if way == "chin":
        assert upper > mouth
    if way == "mouth":
        assert lower < mouth + 5
    if way == "worn":
        assert lower >= chin > nose


def test_a_mask_is_painted_inside_its_anchors_only():
    crop = np.full((CROP_SIDE, CROP_SIDE, 3), 120, np.uint8)
    flat = np.array([(0, 0), (50, 0), (99, 0), (0, 99), (50, 99), (99, 99)], np.float32)
    paint = Paint(np.dstack([np.full((100, 100, 3), 250, np.uint8), np.full((100, 100), 255, np.uint8)]), flat, 0)
    painted = paint_on(crop, paint, flat * 0.5 + 60, np.random.default_rng(0))
    assert painted[85, 85].mean() > 150
    assert np.array_equal(painted[:40], crop[:40])


def test_a_grown_beard_darkens_the_chin_and_spares_the_brow():
    crop = np.full((CROP_SIDE, CROP_SIDE, 3), 180, np.uint8)
    mesh = np.random.default_rng(0).uniform(60, 130, (POINTS, 2)).astype(np.float32)
    mesh[:, 1] = np.where(mesh[:, 1] < 96, mesh[:, 1] + 40, mesh[:, 1])
    bearded = grown(crop, mesh, np.random.default_rng(1))
    assert bearded[90:].mean() < 178
    assert np.array_equal(bearded[:60], crop[:60])
