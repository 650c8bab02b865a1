"""The figures come from real work: small here, large by `python -m drivers.bench`."""

import pytest

from drivers.bench import parse, reconnects
from drivers.protocols import PROTOCOLS


@pytest.mark.parametrize("name", PROTOCOLS)
def test_parsers_outrun_their_lines_and_keep_nothing(name: str) -> None:
    figures = parse(name, 60_000)
    assert figures.megabytes >= 0.06
    assert figures.readings > (4 if PROTOCOLS[name].is_array else 20)
    assert figures.line_ratio > 3
    assert figures.grown_kb < 2000


def test_reconnecting_keeps_nothing() -> None:
    figures = reconnects(100)
    assert figures.descriptors_more == 0
    assert figures.grown_kb < 2000
