"""kill -9 at a hundred random moments: no ON without its row, no row lost, the relay off; and a storm that can tell."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.crash.child import Sequence
from tests.crash.storm import Broken, Storm

KILLS = 100
STORMS = 2
"""At a time, each over a record of its own: a storm mostly waits, for its moment and for the disk."""


@pytest.mark.slow
def test_a_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    storms = [Storm(tmp_path / f"storm-{number}", seed=number) for number in range(1, STORMS + 1)]
    with ThreadPoolExecutor(STORMS) as pool:
        raged = list(pool.map(lambda storm: storm.rage(KILLS // STORMS), storms))
    with capsys.disabled():
        print("", *(figures.told() for figures in raged), sep="\n")
    assert sum(one.kills for one in raged) == KILLS
    assert sum(one.ons for one in raged) > KILLS
    assert sum(one.in_a_pulse for one in raged) > KILLS / 10
    assert 0 < sum(one.before_ready for one in raged) < KILLS / 2
    assert [(one.ons_without_a_row, one.rows_lost) for one in raged] == [(0, 0)] * STORMS


@pytest.mark.slow
@pytest.mark.parametrize("sequence", [Sequence.PULSE_BEFORE_COMMIT, Sequence.PULSE_BEFORE_SPENDING])
def test_the_storm_finds_out_a_station_that_moves_the_door_too_early(tmp_path: Path, sequence: Sequence) -> None:
    storm = Storm(tmp_path, sequence)
    with pytest.raises(Broken, match="release rows"):
        storm.rage(KILLS)
    assert storm.figures.ons_without_a_row == 1
