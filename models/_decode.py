"""Bytes of a picture file to pixels; what the decoder says of them to standard error is judged, not shown."""

import numpy as np
from numpy.typing import NDArray

from models._cv import cv2
from models._quiet import overheard

_DAMAGED = (b"Corrupt JPEG data", b"Premature end of JPEG file")
"""What libjpeg calls a warning, and goes on with grey or shifted pixels."""


def decoded(coded: bytes) -> NDArray[np.uint8] | None:
    """H x W x 3, BGR; None for what is no picture, and for one that is damaged in the middle.

    Whatever another thread writes to standard error meanwhile is lost: not for a running station.
    """
    if not coded:
        return None
    said = bytearray()
    with overheard(said):
        try:
            pixels = cv2.imdecode(np.frombuffer(coded, np.uint8), cv2.IMREAD_COLOR)
        except cv2.error:
            return None
    if pixels is None or any(word in said for word in _DAMAGED):
        return None
    return np.asarray(pixels, np.uint8)
