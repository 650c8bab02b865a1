"""`kiosk mask`: how well the mask model does on labelled pictures."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

import click

from kiosk.cli.main import Problem, config_option, load_config
from models.evaluate import ANSWERS, EvaluateError, Progress, Report, evaluate
from models.mask import MaskClassifier
from models.weights import WeightsError

SHOWN_BROKEN = 20

weights_option = click.option(
    "--weights", type=click.Path(path_type=Path), help="Folder of mask.json and its networks, not the kiosk's own."
)


@click.group()
def mask() -> None:
    """Measure the mask model."""


@mask.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--faces", type=click.Choice(["given", "detected"]), default="given", show_default=True)
@click.option("--robust", is_flag=True, help="Also under bad light, compression, blur, tilt and few pixels.")
@weights_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
def evaluate_folder(
    folder: Path, faces: str, robust: bool, weights: Path | None, as_json: bool, config_path: str | None
) -> None:
    """Measure on FOLDER/images with FOLDER/labels.csv (image,x,y,w,h,label).

    \b
    Example:
      kiosk mask evaluate pictures --faces detected --robust --json
    """
    with _sentences(), _bar("faces") as progress:
        boxes = cast(Literal["given", "detected"], faces)
        report = evaluate(folder, boxes, progress, robust=robust, classifier=_classifier(weights))
    if as_json:
        print(json.dumps(report.as_dict()))
    else:
        _print(report)


@mask.command("passages")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--count", type=click.IntRange(min=3), default=400, show_default=True, help="Faces at most.")
@weights_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
def passages(folder: Path, count: int, weights: Path | None, as_json: bool, config_path: str | None) -> None:
    """Measure the answer after voting: each labelled face of FOLDER becomes a second of video by small motions.

    \b
    Example:
      kiosk mask passages pictures --count 100
    """
    from kiosk.cli.passages import Rules, measure

    config = load_config(config_path)
    with _sentences(), _bar("passages") as progress:
        rules = Rules(config.voting, config.position.sure_score, config.camera.fps)
        found = measure(folder, count, _classifier(weights), rules, progress)
    if as_json:
        print(json.dumps(found))
    else:
        _print_table(found["answers"], [*ANSWERS])
        print(f"\n{found['n']} passages of {found['seconds']:g} s at {found['fps']:g} frames a second")
        print(f"worn, but unsure          {_share(found['worn_unsure'])}")
        print(f"worn, but never sure      {_share(found['worn_missed'])}")
        print(f"unsafe (called worn)      {_share(found['unsafe_rate'])}")
        _print_broken(found["broken"])


def _classifier(weights: Path | None) -> MaskClassifier:
    if weights is None:
        return MaskClassifier()
    if not (weights / "mask.json").is_file():
        raise Problem(f"{weights} holds no mask.json: --weights is a folder that `python -m models.training` wrote")
    return MaskClassifier(weights / "mask.json")


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except (EvaluateError, WeightsError) as error:
        raise Problem(str(error)) from None


@contextmanager
def _bar(what: str) -> Iterator[Progress | None]:
    """A progress bar on standard error, where somebody watches it."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=what, file=sys.stderr, show_pos=True) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield tell


def _print(report: Report) -> None:
    told = report.as_dict()
    print(f"{told['n']} faces\n")
    _print_table(told["confusion"], ANSWERS)
    print(f"\nforced balanced accuracy  {_share(told['forced_balanced_accuracy'])}")
    print(f"coverage (sure answers)   {_share(told['coverage'])}")
    print(f"unsafe (called worn)      {_share(told['unsafe_rate'])}")
    print(f"calibration error         {told['calibration_error']:.3f}")
    times = told["ms_per_face"]
    print(f"ms a face                 p50 {times['p50']:.2f}, p95 {times['p95']:.2f}")
    _print_groups("size of face", told["by_size"])
    _print_groups("condition", told.get("robust", {}))
    _print_broken(told["broken"])


def _print_broken(images: list[str]) -> None:
    if images:
        named = ", ".join(images[:SHOWN_BROKEN])
        more = f" and {len(images) - SHOWN_BROKEN} more" if len(images) > SHOWN_BROKEN else ""
        print(f"\n{len(images)} broken, not counted above: {named}{more}")


def _print_table(rows: dict[str, dict[str, int]], answers: Iterable[str]) -> None:
    print(f"{'truth':<12}" + "".join(f"{answer:>11}" for answer in answers))
    for truth, row in rows.items():
        print(f"{truth:<12}" + "".join(f"{row.get(answer, 0):>11}" for answer in answers))


def _print_groups(title: str, groups: dict[str, dict[str, Any]]) -> None:
    if groups:
        print(f"\n{title:<20}{'faces':>7}{'accuracy':>14}{'coverage':>14}{'unsafe':>14}")
    for name, scores in groups.items():
        figures = (scores[key] for key in ("forced_balanced_accuracy", "coverage", "unsafe_rate"))
        print(f"{name:<20}{scores['n']:>7}" + "".join(f"{_share(one):>14}" for one in figures))


def _share(value: float | None) -> str:
    return "no such faces" if value is None else f"{value:.3f}"
