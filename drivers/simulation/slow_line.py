"""A serial line's own slowness: which bytes have arrived by now. A pseudo-terminal carries them at once."""

import math
from collections import deque
from typing import Final

BITS_A_BYTE: Final = 10
"""8N1: start bit, eight data bits, stop bit."""
GRAIN_S: Final = 0.016
"""Bytes are handed over in blocks of this time, as a UART with a FIFO does."""


class SlowLine:
    """Bytes under way, one behind the other. Times are seconds of any clock, rising."""

    def __init__(self, baud: int | None) -> None:
        """`baud` None: bytes arrive in the moment they are sent, as over USB."""
        self._byte_s = BITS_A_BYTE / baud if baud else 0.0
        self._under_way: deque[tuple[float, float, bytes]] = deque()
        """When the first byte sets out, how long each takes, and the bytes."""
        self._free_at = -math.inf

    @property
    def busy(self) -> bool:
        """Whether bytes are still under way."""
        return bool(self._under_way)

    def put(self, now: float, data: bytes, after_s: float = 0.0, *, sent: int | None = None) -> None:
        """Send, behind what is under way and after a pause of `after_s`.

        `sent` is of how many bytes the far end makes these: they take the time of those.
        """
        if not data:
            return
        begins = max(now, self._free_at) + after_s
        byte_s = self._byte_s * (len(data) if sent is None else sent) / len(data)
        self._under_way.append((begins, byte_s, data))
        self._free_at = begins + len(data) * byte_s

    def arrived(self, now: float) -> bytes:
        """Take what has arrived since the last call."""
        taken = b""
        while self._under_way and self._under_way[0][0] <= now:
            begun, byte_s, data = self._under_way.popleft()
            count = int((now - begun) / byte_s + 1e-6) if byte_s else len(data)
            taken += data[:count]
            if count < len(data):
                self._under_way.appendleft((begun + count * byte_s, byte_s, data[count:]))
                break
        return taken

    def clear(self) -> None:
        """The cable is out: what is under way never arrives."""
        self._under_way.clear()

    def next_at(self) -> float:
        """When it is worth looking again; infinite when nothing is under way."""
        if not self._under_way:
            return math.inf
        begun, byte_s, data = self._under_way[0]
        return begun + min(len(data) * byte_s, max(GRAIN_S, byte_s))
