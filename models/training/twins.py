"""Photographs that stand in a folder twice, under two names."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2

ALIKE = 0.995
"""Correlation of two thumbnails from which their pictures are one."""
_SIDE = 24


def twins(images: Path, ones: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of `ones` that stand among `others` too, whatever they are called; names of files in `images`."""
    names = sorted(ones)
    alike = _thumbnails(images, names) @ _thumbnails(images, sorted(others)).T
    return [name for name, row in zip(names, alike, strict=True) if row.size and row.max() >= ALIKE]


def _thumbnails(images: Path, names: list[str]) -> NDArray[np.float32]:
    """N x _SIDE²: each of mean 0 and length 1, so that a product is a correlation."""
    rows = np.zeros((len(names), _SIDE * _SIDE), np.float32)
    for row, name in zip(rows, names, strict=True):
        if (grey := cv2.imread(str(images / name), cv2.IMREAD_GRAYSCALE)) is not None:
            small = np.asarray(cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float32).ravel()
            row[:] = small - small.mean()
            row /= np.linalg.norm(row) + 1e-6
    return rows
