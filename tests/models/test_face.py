import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
from models import face as face_module
from models._cv import cv2
from models.face import SURE_SCORE, FaceDetector
from models.weights import WeightsError
from tests.models.conftest import looked_once, picture


@pytest.mark.parametrize("wear", MaskWear)
@pytest.mark.parametrize("height", [0.3, 0.45, 0.7])
def test_a_drawn_visitor_is_found_surely(detector: FaceDetector, wear: MaskWear, height: float):
    scores = [max((f.score for f in detector.detect(picture(seed, wear, Pose(0.5, 0.5, height)))), default=0)
              for seed in range(2000, 2010)]  # fmt: skip
    assert np.mean(np.array(scores) >= 0.7) >= 0.8


def test_the_box_and_keypoints_lie_on_the_face(detector: FaceDetector):
    face = detector.detect(picture(2001, MaskWear.NONE))[0]
    right_eye, left_eye, nose = face.keypoints[:3]
    assert face.x < right_eye[0] < nose[0] < left_eye[0] < face.x + face.w
    assert 0.35 < (face.x + face.w / 2) / 640 < 0.65
    assert 0.35 < (face.y + face.h / 2) / 480 < 0.70


@pytest.mark.parametrize("size", [(1280, 960), (1000, 750), (301, 226)])
def test_a_face_is_found_where_it_is_in_pictures_of_every_size(detector: FaceDetector, size: tuple[int, int]):
    wanted = detector.detect(picture(2001, MaskWear.NONE))[0]
    zoom = size[0] / 640
    face = detector.detect(np.asarray(cv2.resize(picture(2001, MaskWear.NONE), size), np.uint8))[0]
    assert (face.x / zoom, face.y / zoom, face.w / zoom) == pytest.approx((wanted.x, wanted.y, wanted.w), abs=12)
    assert np.array(face.keypoints) / zoom == pytest.approx(np.array(wanted.keypoints), abs=8)


def test_of_two_visitors_the_nearer_comes_first(detector: FaceDetector):
    frame = draw_room(640, 480, 1)
    draw_visitor(frame, Look.of(2003), MaskWear.NONE, Pose(0.22, 0.45, 0.3))
    draw_visitor(frame, Look.of(2004), MaskWear.NONE, Pose(0.7, 0.5, 0.5))
    faces = [face for face in detector.detect(frame) if face.score > 0.5]
    assert len(faces) == 2
    assert faces[0].w > faces[1].w
    assert faces[0].x > faces[1].x


@pytest.mark.parametrize("seed", range(12))
def test_an_empty_room_is_no_face(detector: FaceDetector, seed: int):
    assert not [face for face in detector.detect(draw_room(640, 480, seed)) if face.score >= 0.5]


@pytest.mark.parametrize("seed", [2003, 2004, 2014, 2020])
def test_a_masked_face_in_doubt_is_sure_from_nearer(detector: FaceDetector, seed: int):
    """Seen once, from afar, each of these scores under SURE_SCORE."""
    face = detector.detect(picture(seed, MaskWear.WORN, Pose(0.5, 0.5, 0.22)))[0]
    assert face.score >= SURE_SCORE
    assert abs(face.x + face.w / 2 - 320) < 20
    assert 60 < face.h < 130
    assert all(face.x < x < face.x + face.w and face.y < y < face.y + face.h for x, y in face.keypoints[:4])


@pytest.mark.parametrize("seed", range(20))
def test_cloth_with_a_pattern_is_no_sure_face(detector: FaceDetector, seed: int):
    assert not [face for face in detector.detect(_cloth(seed)) if face.score >= SURE_SCORE]


def _cloth(seed: int) -> np.ndarray:
    """A batik-like print: one motif of blobs and strokes, mirrored and repeated."""
    rng = np.random.default_rng(seed)
    side = int(rng.integers(30, 110))
    motif = np.full((side, side, 3), rng.integers(0, 256, 3), np.uint8)
    for _ in range(int(rng.integers(3, 9))):
        colour = tuple(int(value) for value in rng.integers(0, 256, 3))
        centre = (int(rng.integers(side)), int(rng.integers(side)))
        axes = (int(rng.integers(2, side // 3)), int(rng.integers(2, side // 4)))
        cv2.ellipse(motif, centre, axes, float(rng.uniform(0, 180)), 0, 360, colour, int(rng.choice((-1, 2))))
    motif = np.hstack([motif, motif[:, ::-1]])
    return np.ascontiguousarray(np.tile(motif, (480 // side + 1, 640 // side + 1, 1))[:480, :640])


def test_faces_under_the_least_score_are_not_told():
    """Seen from nearer or not."""
    doubtful = [picture(seed, MaskWear.WORN, Pose(0.5, 0.5, 0.18)) for seed in (2001, 2003, 2009)]
    with closing(FaceDetector(0.5)) as strict, closing(FaceDetector(0.1)) as mild:
        assert [strict.detect(one) for one in doubtful] == [(), (), ()]
        assert all(mild.detect(one) for one in doubtful)


@pytest.mark.parametrize("pixels", [
    np.zeros((8, 8), np.uint8), np.zeros((8, 8, 3), np.float32), np.zeros((0, 8, 3), np.uint8),
])  # fmt: skip
def test_another_shape_or_type_is_refused(detector: FaceDetector, pixels: np.ndarray):
    with pytest.raises(ValueError, match="H x W x 3 uint8"):
        detector.detect(pixels)


def test_closing_twice_is_harmless_and_looking_afterwards_is_an_error():
    detector = FaceDetector()
    detector.close()
    detector.close()
    with pytest.raises(RuntimeError, match="closed"):
        detector.detect(np.zeros((8, 8, 3), np.uint8))


def test_another_file_than_the_recorded_one_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(face_module, "_SHA256", "0" * 64)
    with pytest.raises(WeightsError, match=r"blaze_face_short_range\.tflite is not the file that was recorded"):
        FaceDetector()


def test_starting_and_closing_print_nothing():
    assert looked_once().stderr == ""


def test_values_load_nothing_of_other_people():
    program = "import sys, models.values; print([m for m in ('numpy', 'cv2', 'mediapipe') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_importing_sight_leaves_qt_its_own_plugins():
    program = "import os, models.sight; print([n for n in os.environ if n.startswith('QT_QPA_')])"
    bare = {"PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=bare)
    assert done.stdout == "[]\n"
