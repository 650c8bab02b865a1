import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from drivers.simulation.drawing import MaskWear, Pose
from models._cv import cv2
from models.calibration import Calibration
from models.face import FaceDetector
from models.mask import MaskClassifier, wrong_way
from models.sight import Sight
from models.values import MaskStatus, WrongWay
from models.weights import HERE, WeightsError
from tests.models.conftest import picture

WANTED = {
    MaskWear.WORN: MaskStatus.WORN,
    MaskWear.NOSE_OUT: MaskStatus.INCORRECT,
    MaskWear.CHIN: MaskStatus.INCORRECT,
    MaskWear.NONE: MaskStatus.NONE,
}


@pytest.mark.parametrize("wear", MaskWear)
def test_the_four_wears_are_told_apart(detector: FaceDetector, classifier: MaskClassifier, wear: MaskWear):
    sight = Sight(detector, classifier)
    answers = [
        seen.mask.status
        for seed in range(3000, 3040)
        if (seen := sight.look(picture(seed, wear, Pose(0.5, 0.5, 0.35 + seed % 5 * 0.06)))).mask
    ]
    assert len(answers) >= 39
    assert np.mean([answer is WANTED[wear] for answer in answers]) >= 0.9
    if wear is not MaskWear.WORN:
        assert MaskStatus.WORN not in answers


@pytest.mark.parametrize("box", [(228, 174, 186, 186), (-60, -60, 200, 200), (600, 440, 100, 100), (300, 200, 1, 1)])
def test_any_box_with_pixels_is_answered_by_its_probabilities(classifier: MaskClassifier, box: tuple[float, ...]):
    """A face, boxes over the picture's edges, a single pixel."""
    x, y, w, h = box
    estimate = classifier.estimate_box(picture(3001, MaskWear.WORN), (x, y, w, h))
    chances = {MaskStatus.WORN: estimate.worn, MaskStatus.INCORRECT: estimate.incorrect, MaskStatus.NONE: estimate.none}
    assert sum(chances.values()) == pytest.approx(1)
    assert estimate.confidence == max(chances.values())
    assert estimate.status in (MaskStatus.UNSURE, max(chances, key=lambda status: chances[status]))


@pytest.mark.parametrize("box", [(5000, 0, 50, 50), (0, 0, 0, 10), (0, 0, 10, -1), (0, 0, float("nan"), 5)])
def test_a_box_without_pixels_is_refused(classifier: MaskClassifier, box: tuple[float, float, float, float]):
    with pytest.raises(ValueError, match="box"):
        classifier.estimate_box(picture(3001, MaskWear.NONE), box)


def _perturbed(folder: Path, noise: float) -> Path:
    """Shipped weights with noise on some of each network's numbers, and a record to match."""
    record = json.loads((HERE / "mask.json").read_text())
    for view in record["views"]:
        content = _noisy((HERE / view["file"]).read_bytes(), noise)
        (folder / view["file"]).write_bytes(content)
        view["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "mask.json").write_text(json.dumps(record))
    return folder / "mask.json"


def _noisy(content: bytes, noise: float, count: int = 20_000) -> bytes:
    """Every place, coming from the end, where `count` floats read as weights and the network still loads."""
    rng, given, end = np.random.default_rng(0), content, len(content)
    for start in range(len(content) - 4 * count, 0, -10_001):
        if start + 4 * count > end:
            continue
        weights = np.frombuffer(content, np.float32, count, start)
        if not (np.isfinite(weights).all() and np.abs(weights).max() < 10):
            continue
        shaken = (weights + rng.normal(0, 1, count) * noise).astype(np.float32)
        changed = content[:start] + shaken.tobytes() + content[start + shaken.nbytes :]
        try:
            cv2.dnn.readNetFromONNX(np.frombuffer(changed, np.uint8))
        except cv2.error:  # the noise fell on the file's structure
            continue
        content, end = changed, start
    assert content != given, "no weights found in the file"
    return content


def test_perturbed_weights_change_the_answers(tmp_path: Path, classifier: MaskClassifier):
    perturbed, box = MaskClassifier(_perturbed(tmp_path, 0.3)), (228.0, 174.0, 186.0, 186.0)
    frames = [picture(3002, wear) for wear in MaskWear]
    changes = [abs(classifier.estimate_box(f, box).worn - perturbed.estimate_box(f, box).worn) for f in frames]
    assert max(changes) > 0.3


def test_weights_that_give_no_number_are_refused(tmp_path: Path):
    with pytest.raises(WeightsError, match="no finite answer"):
        MaskClassifier(_perturbed(tmp_path, 5e37))


def _copied(folder: Path) -> Path:
    for path in HERE.glob("mask*"):
        if path.suffix in (".json", ".onnx"):
            (folder / path.name).write_bytes(path.read_bytes())
    return folder / "mask.json"


def test_weights_that_are_not_the_recorded_ones_are_refused(tmp_path: Path):
    record = _copied(tmp_path)
    with (tmp_path / "mask_wide.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\1\2\3")
    with pytest.raises(WeightsError, match=r"mask_wide\.onnx is not the file that was recorded"):
        MaskClassifier(record)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("not json", "is not JSON"), ("[]", "is not a record"), ("{}", "lacks 'views'"), (None, "cannot be read")],
)
def test_a_record_that_is_none_is_refused_in_one_sentence(tmp_path: Path, text: str | None, sentence: str):
    path = tmp_path / "mask.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(WeightsError, match=sentence) as raised:
        MaskClassifier(path)
    assert "\n" not in str(raised.value)


NONSENSE = [
    ("input", None, "input is 'blocks of 2 x 2 pixels', not None"),
    ("input", "pixels", "input is 'blocks of 2 x 2 pixels', not 'pixels'"),
    ("views.0.side", 0, "side is a number from 32 to 512, not 0"),
    ("views.0.side", "80", "side is a number from 32 to 512, not '80'"),
    ("views.0.side", 80.5, "side is an even number of pixels, not 80.5"),
    ("views.0.side", 81, "side is an even number of pixels, not 81"),
    ("views.0.wider", "x", "wider is a number"),
    ("views.0.scale", -1, "scale is a number"),
    ("views.0.scale", float("nan"), "scale is a number"),
    ("views.1.down", 1e9, "down is a number"),
    ("views.0.temperature", -0.7, "temperature is a number from 0.05"),
    ("views.0.temperature", True, "temperature is a number"),
    ("views.0.sha256", None, "sha256 has 64 hexadecimal digits"),
    ("views.0.file", "/etc/passwd", "file names a network beside the record"),
    ("views", 3, "is not built as"),
    ("views.0", [], "is not built as"),
    ("bias", None, "is not built as"),
    ("bias.none", float("inf"), "none is a number"),
    ("thresholds.worn", 0, "worn is a number from 0.333 to 1, not 0"),
    ("face.weight", "x", "weight is a number"),
    ("face.view", "side", "no view is named 'side'"),
    ("face.view", "near", "too few"),
]


@pytest.mark.parametrize(("place", "value", "sentence"), NONSENSE)
def test_a_record_of_nonsense_is_refused_in_one_sentence(tmp_path: Path, place: str, value: object, sentence: str):
    path = _copied(tmp_path)
    record = json.loads(path.read_text())
    *way, last = (int(part) if part.isdigit() else part for part in place.split("."))
    inner = record
    for part in way:
        inner = inner[part]
    inner[last] = value
    path.write_text(json.dumps(record))
    with pytest.raises(WeightsError, match=re.escape(sentence)) as raised:
        MaskClassifier(path)
    assert "\n" not in str(raised.value)
    assert "install" in str(raised.value)


def test_missing_weights_are_refused(tmp_path: Path):
    record = _copied(tmp_path)
    (tmp_path / "mask_near.onnx").unlink()
    with pytest.raises(WeightsError, match=r"mask_near\.onnx cannot be read"):
        MaskClassifier(record)


@pytest.mark.parametrize(
    ("logits", "status"),
    [
        ((9, 0, 0), MaskStatus.WORN),
        ((0, 9, 0), MaskStatus.INCORRECT),
        ((0, 0, 9), MaskStatus.NONE),
        ((1.0, 0.5, 0), MaskStatus.UNSURE),
    ],
)
def test_a_class_is_answered_from_its_threshold_on(logits: tuple[float, ...], status: MaskStatus):
    calibration = Calibration((1.0, 1.0), (0, 0, 0), (0.9, 0.5, 0.5))
    assert calibration.estimate(calibration.probabilities([logits, logits])).status is status


def test_temperature_makes_modest_and_bias_leans():
    logits = [(2.0, 1.0, 0.0)]
    plain = Calibration((1.0,), (0, 0, 0), (0, 0, 0)).probabilities(logits)
    modest = Calibration((2.0,), (0, 0, 0), (0, 0, 0)).probabilities(logits)
    leaning = Calibration((1.0,), (0, 0.5, 0), (0, 0, 0)).probabilities(logits)
    assert modest[0] < plain[0]
    assert leaning[1] > plain[1]


def test_a_view_with_a_higher_temperature_says_less():
    logits = [(3.0, 0.0, 0.0), (0.0, 3.0, 0.0)]
    alike = Calibration((1.0, 1.0), (0, 0, 0), (0, 0, 0)).probabilities(logits)
    second = Calibration((2.0, 1.0), (0, 0, 0), (0, 0, 0)).probabilities(logits)
    assert alike[0] == pytest.approx(alike[1])
    assert second[1] > second[0]


@pytest.mark.parametrize(("mouth", "way"), [(0.95, WrongWay.CHIN), (0.05, WrongWay.NOSE), (0.5, None)])
def test_the_way_a_mask_is_worn_wrongly_is_told_only_when_sure(mouth: float, way: WrongWay | None):
    assert wrong_way(mouth) is way


def test_the_files_stay_small():
    assert sum(path.stat().st_size for path in HERE.glob("mask_*.onnx")) <= 8_000_000
