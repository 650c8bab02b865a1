"""The record beside the networks: which files, how to cut, how to calibrate, what they were trained on."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.calibration import CLASSES, Calibration
from models.confirm import Confirmation
from models.mask_record import INPUT
from models.training.export import export
from models.training.litenet import LiteNet
from models.training.net import MaskNet
from models.views import WIDE, View


def write_record(
    folder: Path,
    networks: list[tuple[View, MaskNet | LiteNet]],
    calibration: Calibration,
    confirmation: Confirmation,
    trained_on: dict[str, Any],
) -> Path:
    """Export the networks to `folder` and describe them in its mask.json, which is returned."""
    views = []
    for (view, network), temperature in zip(networks, calibration.temperatures, strict=True):
        path = folder / f"mask_{view.name}.onnx"
        export(network, view.side, path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        views.append({
            "name": view.name, "scale": view.scale, "down": view.down, "side": view.side, "wider": view.wider,
            "temperature": temperature, "file": path.name, "sha256": digest,
        })  # fmt: skip
    record = {
        "input": INPUT,
        "views": views,
        "bias": {str(name): value for name, value in zip(CLASSES, calibration.bias, strict=True)},
        "thresholds": {str(name): value for name, value in zip(CLASSES, calibration.thresholds, strict=True)},
        "face": {"view": WIDE.name, **asdict(confirmation)},
        "trained_on": trained_on,
    }
    path = folder / "mask.json"
    path.write_text(json.dumps(record, indent=2) + "\n")
    return path
