"""The network: a plain residual net, small enough for one core beside the camera."""

import torch
from torch import Tensor, nn

WIDTHS = (16, 32, 64, 128)
"""Channels after each halving. Multiples of 16 run twice as fast in OpenCV as their neighbours."""
_AT_AN_EIGHTH, _AT_A_SIXTEENTH = 3, 1
"""Residual blocks at an eighth and at a sixteenth of the input. From 64 channels on OpenCV takes a short way, for which
it keeps seven times the weights: a block at a sixteenth is a fifth of the whole time."""


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


def _halving(inputs: int, outputs: int) -> nn.Sequential:
    """Each pixel is seen once: a third of the time of a 3 x 3 convolution with a stride of two."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 2, 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = _conv(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class MaskNet(nn.Module):
    """N x 3 x 96 x 96 -> N x 5 logits: worn, incorrect, none; nose seen, mouth seen."""

    def __init__(self, widths: tuple[int, int, int, int] = WIDTHS) -> None:
        super().__init__()
        a, b, c, d = widths
        self.body = nn.Sequential(
            _conv(3, a, 2), _halving(a, b), _halving(b, c), *(Residual(c) for _ in range(_AT_AN_EIGHTH)),
            nn.MaxPool2d(2), _conv(c, d), *(Residual(d) for _ in range(_AT_A_SIXTEENTH)),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        )  # fmt: skip
        self.dropout = nn.Dropout(0.2)
        self.status = nn.Linear(d, 3)
        self.visible = nn.Linear(d, 2)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat(self.both(x), 1)

    def both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Status logits, and logits of a visible nose and mouth; the second head teaches the body as well."""
        features = self.dropout(self.body(x))
        return self.status(features), self.visible(features)
