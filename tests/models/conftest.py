"""Drawn visitors for sight: nobody's photograph."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from drivers.simulation.drawing import Look, MaskWear, Pose, add_sensor_noise, draw_room, draw_visitor
from models.face import FaceDetector
from models.mask import MaskClassifier
from models.training.pictures import UNKNOWN, Entry


def picture(seed: int, wear: MaskWear, pose: Pose | None = None, size: tuple[int, int] = (640, 480)) -> np.ndarray:
    """One visitor before the kiosk, as the camera would give it. Seeds of tests are not those of training."""
    frame = draw_room(*size, seed)
    draw_visitor(frame, Look.of(seed), wear, pose or Pose(0.5, 0.5, 0.5))
    add_sensor_noise(frame, np.random.default_rng(seed))
    return frame


def looked_once(then: str = "") -> "subprocess.CompletedProcess[str]":
    """A process of its own in which a detector starts, looks at nothing and closes; `then` is more of its program."""
    program = (
        "import sys, numpy; from models.face import FaceDetector; d = FaceDetector();"
        f"d.detect(numpy.zeros((480, 640, 3), 'u1')); d.close(); {then}"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


@pytest.fixture(scope="session")
def detector() -> Iterator[FaceDetector]:
    detector = FaceDetector()
    yield detector
    detector.close()


@pytest.fixture(scope="session")
def classifier() -> MaskClassifier:
    return MaskClassifier()


def entry_of(group: str, label: str) -> Entry:
    """A labelled face of 50 pixels; what it is called is all that matters of it."""
    return Entry("a.jpg", (0, 0, 50, 50), label, group, group, (UNKNOWN, UNKNOWN), held_back=False)
