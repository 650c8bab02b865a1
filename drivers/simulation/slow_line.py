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
        self._under_way: deque[tuple[float, bytes]] = deque()
        self._free_at = -math.inf

    @property
    def busy(self) -> bool:
        """Whether bytes are still under way."""
        return bool(self._under_way)

    def put(self, now: float, data: bytes, after_s: float = 0.0) -> None:
        """Send, behind what is under way and after a pause of `after_s`."""
        if not data:
            return
        begins = max(now, self._free_at) + after_s
        self._under_way.append((begins, data))
        self._free_at = begins + len(data) * self._byte_s

    def arrived(self, now: float) -> bytes:
        """Take what has arrived since the last call."""
        taken = b""
        while self._under_way and self._under_way[0][0] <= now:
            begun, data = self._under_way.popleft()
            count = int((now - begun) / self._byte_s + 1e-6) if self._byte_s else len(data)
            taken += data[:count]
            if count < len(data):
                self._under_way.appendleft((begun + count * self._byte_s, data[count:]))
                break
        return taken

    def clear(self) -> None:
        """The cable is out: what is under way never arrives."""
        self._under_way.clear()

    def next_at(self) -> float:
        """When it is worth looking again; infinite when nothing is under way."""
        if not self._under_way:
            return math.inf
        begun, data = self._under_way[0]
        return begun + min(len(data) * self._byte_s, max(GRAIN_S, self._byte_s))
