"""Weights to ONNX, checked against the framework that trained them."""

import copy
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from models._cv import cv2
from models.training.litenet import LiteNet
from models.training.net import MaskNet

AGREEMENT = 1e-4
"""Largest difference of a logit between ONNX in OpenCV and the framework."""


def export(net: MaskNet | LiteNet, side: int, path: Path) -> None:
    """Write `net` as ONNX: input N x 3 x `side` x `side`, output N x 5 logits, or 6, as the nets say."""
    plain = _fused(copy.deepcopy(net).eval().float())
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            plain, (torch.zeros(1, 3, side, side),), str(path), input_names=["face"], output_names=["logits"],
            dynamic_axes={"face": {0: "n"}, "logits": {0: "n"}}, opset_version=17, dynamo=False,
        )  # fmt: skip


def _fused(module: nn.Module) -> nn.Module:
    """Batch normalisation folded into the convolution before it."""
    for name, child in module.named_children():
        if isinstance(child, nn.Sequential):
            parts: list[nn.Module] = []
            for part in child:
                if isinstance(part, nn.BatchNorm2d) and parts and isinstance(parts[-1], nn.Conv2d):
                    parts[-1] = fuse_conv_bn_eval(parts[-1], part)
                else:
                    parts.append(_fused(part))
            setattr(module, name, nn.Sequential(*parts))
        else:
            _fused(child)
    return module


def disagreement(net: MaskNet | LiteNet, side: int, path: Path, seed: int = 0) -> float:
    """Largest difference of a logit between the two on random inputs."""
    inputs = np.random.default_rng(seed).normal(0, 1, (8, 3, side, side)).astype(np.float32)
    network = cv2.dnn.readNetFromONNX(str(path))
    with torch.no_grad():
        wanted = net.eval()(torch.from_numpy(inputs)).numpy()
    got = []
    for one in inputs:
        network.setInput(one[None])
        got.append(network.forward()[0])
    return float(np.abs(np.array(got) - wanted).max())
