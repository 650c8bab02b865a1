"""The wide view's network: the first layers of a small net that has seen many pictures, and a head of its own."""

import torch
from torch import Tensor, nn

_STEM = 32
_BLOCKS = (
    (3, 1, 1, 16), (3, 2, 6, 24), (3, 1, 6, 24), (5, 2, 6, 40), (5, 1, 6, 40),
    (3, 2, 6, 80), (3, 1, 6, 80), (3, 1, 6, 80), (5, 1, 6, 112),
)  # fmt: skip
"""EfficientNet-Lite0 down to a sixteenth of the input: kernel, stride, widening, channels.
ReLU for its ReLU6, which OpenCV computes as a layer of its own: a fifth of the time."""
_FEATURES = 256
_FROZEN_BLOCKS = 3
"""Edges and textures stay as they were learnt: training is twice as fast."""
_EPSILON = 1e-3
"""Of batch normalisation, as the weights were trained with."""
_PIXEL_SCALE = 0.5
"""Those weights expect pixels of -1 to 1; `as_input` gives -2 to 2."""


def _conv(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=_EPSILON),
    ]


class InvertedResidual(nn.Module):
    """Widen, look around in each channel, narrow; added to the input where shapes allow."""

    def __init__(self, inputs: int, kernel: int, stride: int, widening: int, outputs: int) -> None:
        super().__init__()
        middle = inputs * widening
        widen = [*_conv(inputs, middle, 1), nn.ReLU(inplace=True)] if widening > 1 else []
        self.body = nn.Sequential(
            *widen, *_conv(middle, middle, kernel, stride, middle), nn.ReLU(inplace=True), *_conv(middle, outputs, 1)
        )
        self.added = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x) if self.added else self.body(x)


class LiteNet(nn.Module):
    """N x 3 x 80 x 80 -> N x 5 logits: worn, incorrect, none; nose seen, mouth seen (N x 6 with `face`)."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [*_conv(3, _STEM, 3, 2), nn.ReLU(inplace=True)]
        self._frozen = len(layers) + _FROZEN_BLOCKS
        width = _STEM
        for kernel, stride, widening, outputs in _BLOCKS:
            layers.append(InvertedResidual(width, kernel, stride, widening, outputs))
            width = outputs
        self.body = nn.Sequential(*layers)
        self.head = nn.Sequential(
            *_conv(width, _FEATURES, 1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten()
        )
        self.dropout = nn.Dropout(0.2)
        self.status = nn.Linear(_FEATURES, 3)
        self.visible = nn.Linear(_FEATURES, 2)
        self.face: nn.Linear | None = None
        """Fitted last, on the features of the finished net."""
        for parameter in self._first_layers().parameters():
            parameter.requires_grad_(False)

    def start_from(self, weights: dict[str, Tensor]) -> None:
        """Take over the layers of EfficientNet-Lite0 that this net has. Raises ValueError where they do not fit."""
        own = self.body.state_dict()
        taken = dict(zip(own, weights.values(), strict=False))  # both list layer by layer, in one order
        unlike = [name for name in own if name not in taken or own[name].shape != taken[name].shape]
        if unlike:
            raise ValueError(f"the weights to start from do not fit this net at {unlike[0]}")
        first = next(iter(own))
        self.body.load_state_dict({**taken, first: taken[first] * _PIXEL_SCALE})

    def train(self, mode: bool = True) -> "LiteNet":
        super().train(mode)
        self._first_layers().eval()
        return self

    def forward(self, x: Tensor) -> Tensor:
        features = self.features(x)
        heads = [self.status, self.visible, *([self.face] if self.face is not None else [])]
        return torch.cat([head(features) for head in heads], 1)

    def features(self, x: Tensor) -> Tensor:
        """N x 256, what every answer is made from."""
        return self.head(self.body(x))

    def face_odds(self, features: Tensor) -> Tensor:
        """N log-odds that there is a face. Raises ValueError before `face` is fitted."""
        if self.face is None:
            raise ValueError("this net has not learnt yet what a face is")
        return self.face(features)[:, 0]

    def both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Status logits, and logits of a visible nose and mouth; the second head teaches the body as well."""
        features = self.dropout(self.features(x))
        return self.status(features), self.visible(features)

    def _first_layers(self) -> nn.Sequential:
        return nn.Sequential(*list(self.body)[: self._frozen])
