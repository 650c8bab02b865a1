"""Which weights see: the files' SHA-256, part of every run's first row."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent


def fingerprints() -> dict[str, str]:
    """Return file name -> SHA-256 (hex) of the shipped networks and what is recorded beside them."""
    files = (*HERE.glob("*.onnx"), *HERE.glob("*.tflite"), HERE / "mask.json")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files) if file.is_file()}
