import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.simulation.drawing import Look, MaskWear, Pose, add_sensor_noise, draw_room, draw_visitor
from drivers.simulation.faces import draw_face, write_faces
from drivers.simulation.looks import Beard, Hair


def _drawn(seed: int, wear: MaskWear, pose: Pose) -> np.ndarray:
    frame = draw_room(640, 480, 1)
    draw_visitor(frame, Look.of(seed), wear, pose)
    return frame


def test_the_same_seed_is_the_same_person():
    assert Look.of(5) == Look.of(5)
    assert np.array_equal(_drawn(5, MaskWear.WORN, Pose(0.5, 0.5, 0.5)), _drawn(5, MaskWear.WORN, Pose(0.5, 0.5, 0.5)))


def test_many_seeds_are_many_people():
    looks = [Look.of(seed) for seed in range(300)]
    assert len(set(looks)) == 300
    assert {look.hair for look in looks} == set(Hair)
    assert {look.beard for look in looks} == set(Beard)
    assert len({look.skin for look in looks}) == 10
    assert not [look for look in looks if look.hair is Hair.HIJAB and look.beard is not Beard.NONE]


def test_each_wear_looks_different():
    pictures = [_drawn(7, wear, Pose(0.5, 0.5, 0.5)).astype(int) for wear in MaskWear]
    for index, one in enumerate(pictures):
        for other in pictures[index + 1 :]:
            assert (np.abs(one - other) > 20).mean() > 0.005


@given(
    x=st.floats(-0.5, 1.5), y=st.floats(-0.5, 1.5), height=st.floats(0, 1.5), roll=st.floats(-180, 180),
    yaw=st.floats(-3, 3), breath=st.floats(-1, 1),
)  # fmt: skip
def test_any_pose_can_be_drawn(x: float, y: float, height: float, roll: float, yaw: float, breath: float):
    frame = np.full((60, 80, 3), 200, np.uint8)
    draw_visitor(frame, Look.of(1), MaskWear.WORN, Pose(x, y, height, roll, yaw), breath=breath)
    assert frame.shape == (60, 80, 3)


def test_breathing_moves_a_little():
    still, breathing = (draw_room(640, 480, 1) for _ in range(2))
    draw_visitor(still, Look.of(2), MaskWear.NONE, Pose(0.5, 0.5, 0.5))
    draw_visitor(breathing, Look.of(2), MaskWear.NONE, Pose(0.5, 0.5, 0.5), breath=1.0)
    changed = np.abs(still.astype(int) - breathing).mean()
    assert 0.05 < changed < 8


def test_noise_never_repeats_and_keeps_the_brightness():
    rng = np.random.default_rng(0)
    frames = []
    for _ in range(30):
        frame = np.full((120, 160, 3), 100, np.uint8)
        add_sensor_noise(frame, rng)
        frames.append(frame)
    assert len({frame.tobytes() for frame in frames}) == 30
    assert abs(np.mean(frames) - 100) < 1
    assert 1 < np.std(frames[0]) < 4


@pytest.mark.slow
def test_a_frame_costs_a_fraction_of_a_core():
    frame, rng, look = draw_room(640, 480, 1), np.random.default_rng(0), Look.of(3)
    draw_visitor(frame, look, MaskWear.WORN, Pose(0.5, 0.5, 0.6))
    spent = []
    for _ in range(20):
        start = time.process_time()
        draw_visitor(frame, look, MaskWear.WORN, Pose(0.5, 0.5, 0.6))
        add_sensor_noise(frame, rng)
        spent.append(time.process_time() - start)
    assert np.median(spent) < 0.03


def test_a_labelled_set_is_written(tmp_path: Path):
    write_faces(tmp_path, 12, seed=3)
    with (tmp_path / "labels.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["image"] for row in rows] == sorted(path.name for path in (tmp_path / "images").iterdir())
    assert {row["label"] for row in rows} <= {"worn", "incorrect", "none"}
    assert {row["source"] for row in rows} == {"drawn"}
    assert np.array_equal(draw_face(3, 4).pixels, draw_face(3, 4).pixels)


def test_the_command_writes_the_same(tmp_path: Path):
    command = [sys.executable, "-m", "drivers.simulation.faces", str(tmp_path), "--count", "2", "--seed", "4"]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2])
    assert len(list((tmp_path / "images").iterdir())) == 2


def test_drawing_leaves_qt_its_own_plugins():
    program = "import os, drivers.simulation.drawing; print([n for n in os.environ if n.startswith('QT_QPA_')])"
    bare = {"PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=bare)
    assert done.stdout == "[]\n"
