"""A checkpoint of another training is refused."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.training import recipe as module
from models.training.recipe import LEARNING, recipe
from models.training.stages import FINAL, UNSEEN, Sources
from models.views import NEAR, WIDE
from models.weights import HERE


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    for folder in ("data", "templates"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "labels.csv").write_text("image,x,y,w,h,label\n")
    (tmp_path / "landmarker").write_text("network")
    return Sources(tmp_path / "data", tmp_path / "templates", tmp_path / "landmarker", tmp_path / "out", 0)


def _same_size(sources: Sources) -> None:
    (sources.data / "labels.csv").write_text("image,x,y,h,w,label\n")


def _another_file(sources: Sources) -> None:
    (sources.templates / "more.png").write_bytes(b"")


def _renamed(sources: Sources) -> None:
    (sources.data / "labels.csv").rename(sources.data / "corrections.csv")


def _another_landmarker(sources: Sources) -> None:
    sources.landmarker.write_text("netwerk")


@pytest.mark.parametrize("change", [_same_size, _another_file, _renamed, _another_landmarker])
def test_other_data_is_another_training(sources: Sources, change) -> None:
    before = recipe(UNSEEN, WIDE, sources, 20, 9600)
    assert recipe(UNSEEN, WIDE, replace(sources, out=sources.out / "elsewhere"), 20, 9600) == before
    change(sources)
    assert recipe(UNSEEN, WIDE, sources, 20, 9600) != before


def test_what_training_writes_among_its_data_changes_nothing(sources: Sources) -> None:
    within = replace(sources, out=sources.data / "out")
    before = recipe(UNSEEN, WIDE, within, 20, 9600)
    within.out.mkdir()
    (within.out / "wide.checkpoint.pt").write_bytes(b"learnt")
    assert recipe(UNSEEN, WIDE, within, 20, 9600) == before


def test_other_options_or_code_are_another_training(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        recipe(UNSEEN, WIDE, sources, 20, 9600),
        recipe(UNSEEN, NEAR, sources, 20, 9600),
        recipe(FINAL, WIDE, sources, 20, 9600),
        recipe(UNSEEN, WIDE, replace(sources, seed=1), 20, 9600),
        recipe(UNSEEN, WIDE, sources, 21, 9600),
        recipe(UNSEEN, WIDE, sources, 20, 960),
        recipe(UNSEEN, WIDE, sources, 20, 9600, after="another"),
    ]
    monkeypatch.setattr(module, "code", lambda names: "the code of last year")
    assert len({*told, recipe(UNSEEN, WIDE, sources, 20, 9600)}) == len(told) + 1


def test_all_code_that_weights_depend_on_is_part_of_it() -> None:
    """What decides how well a network does is not; nor is what reads or writes files beside it."""
    beside = {"confirm.py", "evaluate.py", "degrade.py", "calibration.py", "mask.py", "mask_record.py", "values.py",
              "weights.py", "training/kept.py"}  # fmt: skip
    start = [HERE / "training" / name for name in ("fit.py", "stages.py")]
    needed = {file.relative_to(HERE).as_posix() for file in _imported(start)} - beside
    assert {name for name in needed if not Path(name).name.startswith(("__init__", "_cv", "_quiet"))} <= {*LEARNING}
    assert all((HERE / name).is_file() for name in LEARNING)


def _imported(files: list[Path]) -> Iterator[Path]:
    """Files of the package `models` that these come to import, and these."""
    seen: set[Path] = set()
    while files:
        file = files.pop()
        if file in seen:
            continue
        seen.add(file)
        yield file
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("models"):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
                paths = (HERE.parent / f"{name.replace('.', '/')}.py" for name in names)
                files += [path for path in paths if path.is_file()]
