"""BlazeFace in LiteRT, the library that MediaPipe's tasks compute with, without what they put around it.

A look takes three fifths of the time of MediaPipe's task. A process that has imported it, and nothing else, has taken
.2 s and 40 MB; with MediaPipe 1.4 s and 104 MB.
"""

from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from models import blazeface
from models._cv import cv2
from models.blazeface import SIDE
from models.values import Face

_AS_INPUT = (np.arange(256) / 127.5 - 1).astype(np.float32)


class LiteRtFinder:
    """Computes on the thread that calls it."""

    library = "LiteRT"

    def __init__(self, content: bytes, least: float) -> None:
        """`content` is the network's file, `least` the smallest score told. Raises RuntimeError or ValueError for
        a file that is no such network."""
        self._least = least
        self._network: Any = Interpreter(model_content=content, num_threads=1)
        self._network.allocate_tensors()
        self._input = self._network.get_input_details()[0]["index"]
        outputs = {tuple(one["shape"][1:]): one["index"] for one in self._network.get_output_details()}
        try:
            self._boxes, self._logits = outputs[896, 16], outputs[896, 1]
        except KeyError as error:
            raise ValueError(f"a network without an output of {error}") from error

    def find(self, pixels: NDArray[np.uint8]) -> list[Face]:
        """Faces in an H x W x 3 BGR picture, in its pixels."""
        height, width = pixels.shape[:2]
        longer = max(height, width)
        left, top = (longer - width) / 2, (longer - height) / 2
        self._network.set_tensor(self._input, _as_input(pixels, SIDE / longer, left, top))
        self._network.invoke()
        boxes, logits = (self._network.get_tensor(place)[0] for place in (self._boxes, self._logits))
        found = blazeface.faces(boxes, logits[:, 0], self._least)
        places = found.rows.reshape(-1, 8, 2) * longer - np.array((left, top), np.float32)
        return [_face(row, score) for row, score in zip(places.tolist(), found.scores.tolist(), strict=True)]

    def close(self) -> None:
        self._network = None


def _as_input(pixels: NDArray[np.uint8], zoom: float, left: float, top: float) -> NDArray[np.float32]:
    """1 x SIDE x SIDE x 3, RGB, -1 to 1: the picture in the middle of a black square."""
    place = np.array([[zoom, 0, zoom * left], [0, zoom, zoom * top]])
    placed = cv2.warpAffine(pixels, place, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    rgb = cv2.cvtColor(placed, cv2.COLOR_BGR2RGB)
    return np.asarray(cv2.LUT(rgb, _AS_INPUT), np.float32)[None]


def _face(places: list[list[float]], score: float) -> Face:
    (left, top), (right, bottom), *points = places
    return Face(left, top, right - left, bottom - top, score, tuple((x, y) for x, y in points))
