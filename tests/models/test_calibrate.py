"""From logits to answers, and from scores to faces."""

import numpy as np
import pytest

from models.calibration import Calibration
from models.confirm import Confirmation, log_odds
from models.training.calibrate import ANSWERED, UNSAFE_AIM, as_modest, calibrate
from models.training.confirming import Seen, confirmation, shares_sure
from models.values import Face


def test_calibration_keeps_the_unsafe_rate_at_its_aim():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 3000)
    logits = rng.normal(0, 1.5, (2, 3000, 3)) + 4 * np.eye(3)[labels]
    calibration = calibrate(logits, labels)
    answers = [calibration.estimate(p).status for p in calibration.table(logits)]
    worn, incorrect, none = (
        np.mean([a == "worn" for a, b in zip(answers, labels, strict=True) if b == k]) for k in range(3)
    )
    assert (incorrect + none) / 2 <= UNSAFE_AIM
    assert worn > 0.8


def test_where_nothing_is_unsafe_the_threshold_is_as_high_as_answers_allow():
    labels = np.repeat([0, 1, 2], 1000)
    sure = np.linspace(0, 6, 1000)
    logits = np.zeros((1, 3000, 3))
    logits[0, np.arange(3000), labels] = np.tile(sure, 3) + 1
    calibration = calibrate(logits, labels)
    answered = [calibration.estimate(p).status != "unsure" for p in calibration.table(logits)]
    assert ANSWERED <= np.mean(answered) < ANSWERED + 0.02


@pytest.mark.parametrize("odds", [-9.0, -0.5, 0.0, 2.0])
def test_the_door_is_sure_of_the_faces_that_training_counts_as_sure(odds: float):
    scores = np.array([0.0, 0.3, 0.45, 0.6, 0.72, 0.9995, 1.0])
    both = Confirmation(0.4, 0.123)
    at_the_door = [both.of(Face(0, 0, 9, 9, float(score)), odds).score for score in scores]
    assert at_the_door == pytest.approx(1 / (1 + np.exp(-(log_odds(scores) + 0.4 * odds + 0.123))), abs=1e-12)


def test_networks_that_saw_a_source_are_no_surer_than_those_that_did_not():
    own = Calibration((1.0, 2.0), (0, 0, 0.7), (0.97, 0.5, 0.5))
    unseen = Calibration((1.5, 1.0), (0, 0, 0.2), (0.9, 0.4, 0.4))
    assert as_modest(own, unseen) == Calibration((1.5, 2.0), (0, 0, 0.2), (0.9, 0.4, 0.4))


def _of_bare_faces(apart: float) -> tuple[np.ndarray, np.ndarray]:
    """Logits of one view, and labels: of 100 bare faces ten look badly masked by so much, the others are sure."""
    labels = np.repeat([0, 1, 2], 100)
    logits = 8 * np.eye(3)[labels]
    logits[-10:] = (0, 4 + apart, 4)
    return logits[None], labels


def test_bare_faces_that_look_a_little_like_badly_masked_ones_are_called_bare():
    logits, labels = _of_bare_faces(0.2)
    calibration = calibrate(logits, labels)
    assert calibration.bias[:2] == (0, 0)
    assert 0.2 < calibration.bias[2] < 1
    assert (calibration.table(logits).argmax(1) == labels).all()


def test_nothing_leans_towards_bare_faces_where_that_wins_nothing():
    assert calibrate(*_of_bare_faces(-0.2)).bias == (0, 0, 0)
    assert calibrate(*_of_bare_faces(9.0)).bias == (0, 0, 0)


def test_a_view_that_knows_the_validation_faces_does_not_drown_the_other():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 3000)
    right, wrong = (2 * np.eye(3)[labels] + rng.normal(0, noise, (3000, 3)) for noise in (1.0, 2.0))
    first, second = calibrate(np.stack([right, 3 * wrong]), labels).temperatures
    assert first == second > 1


def test_confirmed_faces_are_more_and_confirmed_backgrounds_fewer():
    rng = np.random.default_rng(0)
    doubtful = rng.uniform(0.3, 0.9, 400)
    faces, grounds = Seen(doubtful, rng.normal(3, 1, 400)), Seen(doubtful, rng.normal(-3, 1, 400))
    every, found = np.ones(400, bool), confirmation(grounds)
    assert shares_sure(faces, every, found)["together"] > shares_sure(faces, every, found)["alone"]
    told = shares_sure(grounds, every, found)
    assert told["together"] == pytest.approx(0.7 * told["alone"], abs=0.01)
    unseen = Seen(np.full(400, 0.2), np.full(400, 9.0))
    assert shares_sure(unseen, every, found)["together"] == 0
