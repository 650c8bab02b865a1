"""The record beside the mask networks, `mask.json`: which files, how to cut, how to calibrate."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.calibration import CLASSES, Calibration
from models.confirm import Confirmation
from models.views import View
from models.weights import WeightsError

_SIDES = (32, 512)
_SCALES = (0.1, 10)
_SHIFTS = (-5, 5)
_TEMPERATURES = (0.05, 20)
_LOG_ODDS = (-20, 20)
_THRESHOLDS = (1 / 3, 1)
"""The most probable of three classes is never less probable."""
INPUT = "blocks of 2 x 2 pixels"
"""What `as_blocks` makes. Given anything else OpenCV computes nonsense, and says nothing."""
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class MaskRecord:
    """What a classifier is made of."""

    views: tuple[View, ...]
    files: tuple[tuple[Path, str], ...]
    """A network for each view, and its SHA-256 in hexadecimal digits."""
    calibration: Calibration
    confirmation: Confirmation
    confirming: int
    """Which view's network tells whether there is a face."""


def read_record(path: Path) -> MaskRecord:
    """Raises WeightsError, in one sentence, for a record that cannot be read, lacks something or holds nonsense."""
    whole = _json(path)
    try:
        return _record(path, whole)
    except _Nonsense as error:
        raise WeightsError(f"{path.name}: {error}; install the program again") from None
    except KeyError as error:
        raise WeightsError(f"{path.name} lacks {error}: it was not written by models.training") from None
    except TypeError:
        raise WeightsError(f"{path.name} is not built as models.training does: install the program again") from None


class _Nonsense(Exception):
    """A value that no training writes; which, and what is allowed."""


def _json(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text())
    except OSError as error:
        raise WeightsError(f"{path.name} cannot be read ({error.strerror}): install the program again") from error
    except ValueError as error:
        raise WeightsError(f"{path.name} is not JSON ({error}): install the program again") from error
    if not isinstance(record, dict):
        raise WeightsError(f"{path.name} is not a record of weights: it was not written by models.training")
    return record


def _record(path: Path, whole: dict[str, Any]) -> MaskRecord:
    views = tuple(_view(one) for one in whole["views"])
    bias, thresholds, face = whole["bias"], whole["thresholds"], whole["face"]
    names = [view.name for view in views]
    if (given := whole.get("input")) != INPUT:
        raise _Nonsense(f"input is {INPUT!r}, not {given!r}")
    if face["view"] not in names:
        raise _Nonsense(f"no view is named {face['view']!r}")
    return MaskRecord(
        views,
        tuple(_file(path, one) for one in whole["views"]),
        Calibration(
            tuple(_number(one, "temperature", _TEMPERATURES) for one in whole["views"]),
            _three(bias, _LOG_ODDS),
            _three(thresholds, _THRESHOLDS),
        ),
        Confirmation(_number(face, "weight", _LOG_ODDS), _number(face, "shift", _LOG_ODDS)),
        names.index(face["view"]),
    )


def _view(one: dict[str, Any]) -> View:
    side = _number(one, "side", _SIDES)
    if side % 2:
        raise _Nonsense(f"side is an even number of pixels, not {side}")
    scale, wider = _number(one, "scale", _SCALES), _number(one, "wider", _SCALES)
    return View(str(one["name"]), scale, _number(one, "down", _SHIFTS), round(side), wider)


def _file(path: Path, one: dict[str, Any]) -> tuple[Path, str]:
    name, digest = one["file"], one["sha256"]
    if not (isinstance(name, str) and Path(name).name == name):
        raise _Nonsense(f"file names a network beside the record, not {name!r}")
    if not (isinstance(digest, str) and _DIGEST.fullmatch(digest)):
        raise _Nonsense(f"sha256 has 64 hexadecimal digits, unlike {digest!r}")
    return path.parent / name, digest


def _three(one: dict[str, Any], limits: tuple[float, float]) -> tuple[float, float, float]:
    worn, incorrect, none = (_number(one, name, limits) for name in CLASSES)
    return worn, incorrect, none


def _number(one: dict[str, Any], name: str, limits: tuple[float, float]) -> float:
    value, (low, high) = one[name], limits
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise _Nonsense(f"{name} is a number from {low:.3g} to {high:g}, not {value!r}")
    return value
