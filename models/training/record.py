"""The record beside the networks: which files, how to cut, how to calibrate, what they were trained on."""

import hashlib
import json
from pathlib import Path
from typing import Any

from models.mask import CLASSES, Calibration
from models.training.export import export
from models.training.net import MaskNet
from models.views import View


def write_record(
    folder: Path, networks: list[tuple[View, MaskNet]], calibration: Calibration, trained_on: dict[str, Any]
) -> Path:
    """Export the networks to `folder` and describe them in its mask.json, which is returned."""
    views = []
    for view, network in networks:
        path = folder / f"mask_{view.name}.onnx"
        export(network, path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        views.append({"name": view.name, "scale": view.scale, "down": view.down, "file": path.name, "sha256": digest})
    record = {
        "views": views,
        "temperature": calibration.temperature,
        "bias": {str(name): value for name, value in zip(CLASSES, calibration.bias, strict=True)},
        "thresholds": {str(name): value for name, value in zip(CLASSES, calibration.thresholds, strict=True)},
        "trained_on": trained_on,
    }
    path = folder / "mask.json"
    path.write_text(json.dumps(record, indent=2) + "\n")
    return path
