"""LiteRT and MediaPipe's own task find the same faces, and one stands in for the other."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
from models._quiet import quiet
from models.face import FaceDetector, finders
from models.litert import LiteRtFinder
from models.mediapipe_task import MediaPipeFinder
from models.values import Face, overlap
from models.weights import HERE
from tests.models.conftest import picture

CONTENT = (HERE / "blaze_face_short_range.tflite").read_bytes()
SURE = 0.3


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[LiteRtFinder, MediaPipeFinder]]:
    with quiet():
        pair = LiteRtFinder(CONTENT, 0.1), MediaPipeFinder(CONTENT, 0.1)
    yield pair
    for one in pair:
        one.close()


def crowd(width: int, height: int) -> np.ndarray:
    frame = draw_room(width, height, 1)
    draw_visitor(frame, Look.of(2003), MaskWear.NONE, Pose(0.25, 0.45, 0.3))
    draw_visitor(frame, Look.of(2004), MaskWear.WORN, Pose(0.7, 0.5, 0.5))
    return frame


PICTURES = {
    "bare": picture(2001, MaskWear.NONE),
    "masked": picture(2004, MaskWear.WORN),
    "under the chin": picture(2006, MaskWear.CHIN),
    "two": crowd(640, 480),
    "upright": crowd(360, 640),
    "odd": np.ascontiguousarray(crowd(640, 480)[:241, :301]),
    "small": picture(2002, MaskWear.NONE)[::4, ::4],
}


@pytest.mark.parametrize("name", PICTURES)
def test_both_ways_find_the_same_faces(both: tuple[LiteRtFinder, MediaPipeFinder], name: str):
    """MediaPipe rounds its boxes to whole pixels."""
    ours, theirs = (sorted(one.find(PICTURES[name]), key=lambda face: -face.score) for one in both)
    sure = [face for face in theirs if face.score >= SURE]
    assert sure
    assert [face.score for face in ours][: len(sure)] == pytest.approx([face.score for face in sure], abs=0.02)
    for one, other in zip(ours, sure, strict=False):
        assert np.array(_edges(one)) == pytest.approx(np.array(_edges(other)), abs=1.6)
        assert np.array(one.keypoints) == pytest.approx(np.array(other.keypoints), abs=0.01 * other.w + 0.3)


def _edges(face: Face) -> tuple[float, ...]:
    return face.x, face.y, face.x + face.w, face.y + face.h


@pytest.mark.parametrize("content", [b"", b"no network", CONTENT[:1000]])
def test_a_file_that_is_no_network_is_an_error(content: bytes):
    with pytest.raises((ValueError, RuntimeError)):
        LiteRtFinder(content, 0.1)


def test_without_litert_mediapipe_finds_the_face(monkeypatch: pytest.MonkeyPatch):
    """A Python that is newer than LiteRT's newest wheel."""
    with closing(FaceDetector()) as usual:
        wanted = usual.detect(PICTURES["masked"])[0]
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", None)
    monkeypatch.delitem(sys.modules, "models.litert")
    assert finders() == [MediaPipeFinder]
    with closing(FaceDetector()) as detector:
        assert overlap(detector.detect(PICTURES["masked"])[0], wanted) > 0.95


def test_the_door_does_without_mediapipe():
    """Its import takes a second and sixty megabytes."""
    program = (
        "import sys, numpy; from models.face import FaceDetector; d = FaceDetector();"
        "d.detect(numpy.zeros((480, 640, 3), 'u1')); d.close(); print('mediapipe' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
