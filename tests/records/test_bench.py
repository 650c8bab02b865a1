from pathlib import Path

from kiosk.records.bench import measure


def test_the_figures_are_times_of_both_and_nothing_stays_behind(tmp_path: Path) -> None:
    figures = measure(tmp_path, n=20)
    assert figures.ours_ms > 0
    assert figures.bare_ms > 0
    assert figures.ratio == figures.ours_ms / figures.bare_ms
    assert list(tmp_path.iterdir()) == []
