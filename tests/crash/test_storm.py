"""kill -9 at a hundred random moments: no ON without its row, no row lost, the relay off; and a storm that can tell."""

from pathlib import Path

import pytest

from tests.crash.child import Sequence
from tests.crash.storm import Broken, Storm

KILLS = 100


@pytest.mark.slow
def test_a_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = Storm(tmp_path).rage(KILLS)
    with capsys.disabled():
        print(f"\n{figures.told()}")
    assert figures.kills == KILLS
    assert figures.ons > KILLS
    assert figures.in_a_pulse > KILLS / 10
    assert 0 < figures.before_ready < KILLS / 2
    assert (figures.ons_without_a_row, figures.rows_lost) == (0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("sequence", [Sequence.PULSE_BEFORE_COMMIT, Sequence.PULSE_BEFORE_SPENDING])
def test_the_storm_finds_out_a_station_that_moves_the_door_too_early(tmp_path: Path, sequence: Sequence) -> None:
    storm = Storm(tmp_path, sequence)
    with pytest.raises(Broken, match="release rows"):
        storm.rage(KILLS)
    assert storm.figures.ons_without_a_row == 1
