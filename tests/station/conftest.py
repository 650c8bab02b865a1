"""One station for each test, on a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rig import Rig


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """Not started yet: a test may change what it is made of first."""
    made = Rig(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def running(rig: Rig) -> Rig:
    return rig.start()
