"""`kiosk mask`: what is said of a folder of labelled faces, and of one that cannot be used."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drivers.simulation.faces import write_faces
from kiosk.cli.main import main
from models import mask as mask_module
from models.degrade import CONDITIONS
from models.weights import HERE

KEYS = {"n", "confusion", "forced_balanced_accuracy", "coverage", "unsafe_rate", "ms_per_face"}


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    write_faces(folder, 9, seed=76)
    return folder


@pytest.fixture
def folder(drawn: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(drawn, tmp_path / "faces"))


def mask(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["mask", *map(str, arguments)])


@pytest.mark.parametrize("faces", ["given", "detected"])
def test_the_contract_is_kept(drawn: Path, faces: str) -> None:
    run = mask("evaluate", drawn, "--faces", faces, "--json")
    assert run.exit_code == 0
    assert run.stderr == ""
    figures = json.loads(run.stdout)
    assert set(figures) >= KEYS
    assert figures["n"] == 9
    assert set(figures["ms_per_face"]) == {"p50", "p95"}
    for row in figures["confusion"].values():
        assert set(row) == {"worn", "incorrect", "none", "unsure", "missed"}


def test_robustness_and_size_are_told_when_asked_for(folder: Path) -> None:
    rows = (folder / "labels.csv").read_text().splitlines()
    (folder / "labels.csv").write_text("\n".join(rows[:3]))
    told = json.loads(mask("evaluate", folder, "--robust", "--json").stdout)
    assert set(told["robust"]) == set(CONDITIONS)
    assert sum(size["n"] for size in told["by_size"].values()) == 2
    plain = mask("evaluate", folder, "--robust").stdout
    for condition in CONDITIONS:
        assert condition in plain


def test_a_broken_image_is_named_and_counted(folder: Path) -> None:
    (folder / "images" / "drawn_76_00003.jpg").write_bytes(b"no picture")
    run = mask("evaluate", folder)
    assert run.exit_code == 0
    assert run.stdout.startswith("8 faces")
    assert "1 broken, not counted above: drawn_76_00003.jpg" in run.stdout
    assert json.loads(mask("evaluate", folder, "--json").stdout)["broken"] == ["drawn_76_00003.jpg"]


def test_a_broken_image_of_a_passage_is_named_and_counted(folder: Path) -> None:
    rows = (folder / "labels.csv").read_text().splitlines()
    (folder / "labels.csv").write_text("\n".join(rows[:3]))
    (folder / "images" / "drawn_76_00001.jpg").write_bytes(b"no picture")
    run = mask("passages", folder)
    assert run.exit_code == 0
    assert "1 passages of" in run.stdout
    assert "1 broken, not counted above: drawn_76_00001.jpg" in run.stdout


def test_progress_is_shown_where_somebody_watches(drawn: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    main(["mask", "evaluate", str(drawn), "--json"], standalone_mode=False)
    told = capsys.readouterr()
    assert json.loads(told.out)["n"] == 9
    assert "faces" in told.err


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _unknown_label(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_76_00000.jpg,1,1,9,9,masked\n")


def _missing_image(folder: Path) -> None:
    (folder / "images" / "drawn_76_00002.jpg").unlink()


def _unnamed_image(folder: Path) -> None:
    (folder / "labels.csv").write_text("x,y,w,h,label,image\n1,1,90,90,worn\n")


def _slipped_pen(folder: Path) -> None:
    (folder / "labels.csv").write_text("image,x,y,w,h,label\ndrawn_76_00000.jpg,1,1,1000000,9,worn\n")


def _all_broken(folder: Path) -> None:
    for image in (folder / "images").iterdir():
        image.write_bytes(b"no picture")


@pytest.mark.parametrize("command", ["evaluate", "passages"])
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_empty, "holds no labels.csv"),
        (_unknown_label, "unknown label 'masked'; allowed are worn, incorrect, none"),
        (_missing_image, "drawn_76_00002.jpg is labelled but does not exist"),
        (_unnamed_image, "labels.csv line 2: no image is named"),
        (_slipped_pen, "drawn_76_00000.jpg: the face's box is far larger than the picture"),
        (_all_broken, "none "),
    ],
)
def test_a_folder_that_cannot_be_used_is_one_sentence(folder: Path, command: str, spoil, sentence: str) -> None:
    spoil(folder)
    run = mask(command, folder)
    assert run.exit_code == 2
    assert sentence in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""


@pytest.mark.parametrize("command", ["evaluate", "passages"])
def test_weights_that_are_not_the_recorded_ones_end_the_command(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for path in (*HERE.glob("mask*.onnx"), HERE / "mask.json"):
        shutil.copy(path, tmp_path)
    changed = next(tmp_path.glob("mask*.onnx"))
    changed.write_bytes(changed.read_bytes()[:-1] + b"!")
    monkeypatch.setattr(mask_module, "_RECORD", tmp_path / "mask.json")
    run = mask(command, drawn)
    assert run.exit_code == 2
    assert f"{changed.name} is not the file that was recorded" in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["evaluate", "passages"])
def test_other_weights_than_the_kiosks_are_measured(drawn: Path, tmp_path: Path, command: str) -> None:
    """Those of another folder, whose mask.json leans so far towards bare faces that every face is one."""
    for path in (*HERE.glob("mask*.onnx"), HERE / "mask.json"):
        shutil.copy(path, tmp_path)
    record = json.loads((tmp_path / "mask.json").read_text())
    record["bias"] |= {"none": 20.0}
    (tmp_path / "mask.json").write_text(json.dumps(record))
    count = ("--count", 9) if command == "passages" else ()
    own, other = (mask(command, drawn, *count, "--json", *more) for more in ((), ("--weights", tmp_path)))
    table = {"evaluate": "confusion", "passages": "answers"}[command]
    answers = [json.loads(run.stdout)[table]["worn"] for run in (own, other)]
    assert [row["none"] > 0 for row in answers] == [False, True]
    assert [row["worn"] > 0 for row in answers] == [True, False]


@pytest.mark.parametrize("command", ["evaluate", "passages"])
def test_a_folder_without_weights_is_one_sentence(drawn: Path, tmp_path: Path, command: str) -> None:
    run = mask(command, drawn, "--weights", tmp_path)
    assert run.exit_code == 2
    assert f"{tmp_path} holds no mask.json" in run.stderr
    assert run.stderr.count("\n") == 1


def test_passages_are_answered_after_voting(drawn: Path) -> None:
    run = mask("passages", drawn, "--count", 9, "--json")
    assert run.exit_code == 0
    told = json.loads(run.stdout)
    assert told["n"] == sum(sum(row.values()) for row in told["answers"].values()) > 0
    assert told["worn_unsure"] == 0
    assert told["unsafe_rate"] == 0


def test_passages_need_near_faces(folder: Path) -> None:
    rows = ["image,x,y,w,h,label", "drawn_76_00000.jpg,10,10,30,30,worn"]
    (folder / "labels.csv").write_text("\n".join(rows))
    run = mask("passages", folder)
    assert run.exit_code == 2
    assert "labels no face of 60 px or more" in run.stderr
