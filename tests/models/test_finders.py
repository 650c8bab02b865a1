"""LiteRT and MediaPipe's own task find the same faces, and one stands in for the other."""

import builtins
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from drivers.simulation.drawing import Look, MaskWear, Pose, draw_room, draw_visitor
from models._quiet import quiet
from models.face import FaceDetector, finders
from models.mediapipe_task import MediaPipeFinder
from models.values import Face, overlap
from models.weights import HERE, WeightsError
from tests.models.conftest import looked_once, picture

pytest.importorskip("ai_edge_litert", reason="LiteRT has no wheel for this Python yet", exc_type=ModuleNotFoundError)
from models.litert import LiteRtFinder

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
    ours, theirs = ([face for face in faces if face.score >= SURE] for faces in (ours, theirs))
    assert [face.score for face in ours] == pytest.approx([face.score for face in theirs], abs=0.02)
    assert ours
    for one, other in zip(ours, theirs, strict=True):
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
        assert usual.computes_with == "LiteRT"
        wanted = usual.detect(PICTURES["masked"])[0]
    without(monkeypatch, ModuleNotFoundError("No module named 'ai_edge_litert'", name="ai_edge_litert"))
    assert finders() == [MediaPipeFinder]
    with closing(FaceDetector()) as detector:
        assert detector.computes_with == "MediaPipe"
        assert overlap(detector.detect(PICTURES["masked"])[0], wanted) > 0.95


def test_a_litert_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch):
    """Slow would go unseen."""
    without(monkeypatch, ImportError("libstdc++.so.6: cannot open shared object file"))
    with pytest.raises(WeightsError, match=r"does not load: libstdc\+\+\.so\.6"):
        FaceDetector()


def without(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    """Let importing LiteRT end in `error`."""
    real = builtins.__import__

    def importing(name: str, *rest: Any) -> Any:
        if name.startswith("ai_edge_litert"):
            raise error
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", importing)
    monkeypatch.delitem(sys.modules, "models.litert")


def test_the_door_does_without_mediapipe():
    """Its import takes a second and sixty megabytes."""
    assert looked_once(then="print('mediapipe' in sys.modules)").stdout == "False\n"
