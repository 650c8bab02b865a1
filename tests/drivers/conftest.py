"""Pseudo-terminals with the test as the witness at their far end; how hard generated tests try.

`KIOSK_TESTS=thorough pytest tests/drivers` tries 2,000 examples of each generated test.
"""

import os
import select
import time
import tty
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings


class Clock:
    """In the place of the `time` module: it stands still until a test moves it."""

    def __init__(self, now: float = 100.0) -> None:
        self.now = now

    def monotonic(self) -> float:
        return self.now


class Line:
    """A serial line: `port` is for the driver, the rest for the test."""

    def __init__(self) -> None:
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self.seen = b""

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def wait_for(self, wanted: Callable[[bytes], bool], patience_s: float = 5.0) -> bytes:
        """Collect what the driver sends until `wanted` is pleased; fail when it is not in time."""
        deadline = time.monotonic() + patience_s
        while not wanted(self.seen):
            left = deadline - time.monotonic()
            assert left > 0, f"saw only {self.seen.hex(' ')}"
            if select.select([self.master], [], [], left)[0]:
                self.seen += os.read(self.master, 4096)
        return self.seen

    def unplug(self) -> None:
        for descriptor in (self.master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self.master = self._slave = -1


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.unplug()


settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine
)
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("KIOSK_TESTS", "quick"))
