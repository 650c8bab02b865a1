"""Weights to ONNX, checked against the framework that trained them."""

import copy
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from models._cv import cv2
from models.training.litenet import LiteNet
from models.training.net import MaskNet
from models.views import as_blocks, as_input

AGREEMENT = 1e-4
"""Largest difference of a logit between ONNX in OpenCV and the framework."""

_PLACES = ((0, 1), (1, 0), (1, 1))
"""Of the three rows of a kernel, and of its columns: which of two blocks, which of two pixels in it."""


def export(net: MaskNet | LiteNet, side: int, path: Path) -> None:
    """Write `net` as ONNX: input N x 12 x `side` / 2 x `side` / 2 (`as_blocks`), output N x 5 logits, or 6, as the nets
    say. `side` is even."""
    plain = _fused(copy.deepcopy(net).eval().float())
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            plain, (torch.zeros(1, 3, side, side),), str(path), input_names=["face"], output_names=["logits"],
            dynamic_axes={"face": {0: "n"}, "logits": {0: "n"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
    _take_blocks(path, side)


def _take_blocks(path: Path, side: int) -> None:
    """The first convolution, 3 x 3 with a stride of two, as one of 2 x 2 over blocks of pixels: the same sums."""
    model = onnx.load(path)
    convolution = model.graph.node[0]
    if (convolution.op_type, side % 2) != ("Conv", 0):
        raise ValueError(
            f"{path.name} begins with a {convolution.op_type} on {side} pixels, not a convolution on an even number"
        )
    kernel = next(one for one in model.graph.initializer if one.name == convolution.input[1])
    kernel.CopyFrom(onnx.numpy_helper.from_array(over_blocks(onnx.numpy_helper.to_array(kernel)), kernel.name))
    convolution.ClearField("attribute")
    convolution.attribute.extend([
        onnx.helper.make_attribute("kernel_shape", (2, 2)), onnx.helper.make_attribute("pads", (1, 1, 0, 0)),
        onnx.helper.make_attribute("strides", (1, 1)),
    ])  # fmt: skip
    for size, dimension in zip(
        (12, side // 2, side // 2), model.graph.input[0].type.tensor_type.shape.dim[1:], strict=True
    ):
        dimension.dim_value = size
    onnx.save(model, path)


def over_blocks(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    """O x 3 x 3 x 3 for RGB pixels -> O x 12 x 2 x 2 for what `as_blocks` gives.
    Raises ValueError for another kernel.

    The row over a block is the lower one of the block above, and so for columns.
    """
    if kernel.shape[1:] != (3, 3, 3):
        raise ValueError(f"a kernel of 3 x 3 RGB pixels is laid out anew, not one of {kernel.shape[1:]}")
    blocks = np.zeros((len(kernel), 2, 2, 3, 2, 2), np.float32)  # outputs, row and column in a block, colour, block
    for row, (block_row, inner_row) in enumerate(_PLACES):
        for column, (block_column, inner_column) in enumerate(_PLACES):
            blocks[:, inner_row, inner_column, :, block_row, block_column] = kernel[:, ::-1, row, column]
    return blocks.reshape(-1, 12, 2, 2)


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
    """Largest difference of a logit between the two on random pictures, of large spots as a face is."""
    spots = np.random.default_rng(seed).integers(0, 256, (8, 4, 4, 3), np.uint8)
    crops = [np.asarray(cv2.resize(one, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8) for one in spots]
    network = cv2.dnn.readNetFromONNX(str(path))
    with torch.no_grad():
        wanted = net.eval()(torch.from_numpy(as_input(crops))).numpy()
    got = []
    for crop in crops:
        network.setInput(as_blocks(crop))
        got.append(network.forward()[0])
    return float(np.abs(np.array(got) - wanted).max())
