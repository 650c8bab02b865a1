"""`kiosk mask`: how well the mask model does on labelled pictures."""

import json
from pathlib import Path
from typing import Literal, cast

import click

from kiosk.cli.main import Problem, config_option
from models.evaluate import EvaluateError, Report, evaluate
from models.weights import WeightsError


@click.group()
def mask() -> None:
    """Measure the mask model."""


@mask.command("evaluate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--faces", type=click.Choice(["given", "detected"]), default="given", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
def evaluate_folder(folder: Path, faces: str, as_json: bool, config_path: str | None) -> None:
    """Measure on FOLDER/images with FOLDER/labels.csv (image,x,y,w,h,label).

    \b
    Example:
      kiosk mask evaluate pictures --faces detected --json
    """
    try:
        report = evaluate(folder, cast(Literal["given", "detected"], faces))
    except (EvaluateError, WeightsError) as error:
        raise Problem(str(error)) from None
    if as_json:
        print(json.dumps(report.as_dict()))
    else:
        _print(report)


def _print(report: Report) -> None:
    told = report.as_dict()
    answers = ("worn", "incorrect", "none", "unsure", "missed")
    print(f"{told['n']} faces\n\n{'truth':<12}" + "".join(f"{answer:>11}" for answer in answers))
    for truth, row in told["confusion"].items():
        print(f"{truth:<12}" + "".join(f"{row.get(answer, 0):>11}" for answer in answers))
    print(f"\nforced balanced accuracy  {_share(told['forced_balanced_accuracy'])}")
    print(f"coverage (sure answers)   {_share(told['coverage'])}")
    print(f"unsafe (called worn)      {_share(told['unsafe_rate'])}")
    times = told["ms_per_face"]
    print(f"ms a face                 p50 {times['p50']:.2f}, p95 {times['p95']:.2f}")


def _share(value: float | None) -> str:
    return "no such faces" if value is None else f"{value:.3f}"
