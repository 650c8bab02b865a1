"""`kiosk bench --only capacity`: one line of figures for each size asked for."""

import json

from tests.cli.conftest import Run


def test_capacity_at_the_sizes_asked_for(kiosk: Run) -> None:
    run = kiosk("bench", "--only", "capacity", "--size", "300", "--size", "900", "--json")
    told = json.loads(run.stdout)["capacity"]
    assert list(told) == ["300 rows", "900 rows"]
    assert all(set(one) == {"megabytes", "open_ms", "commit_ms", "day_ms"} for one in told.values())
    assert all(one["commit_ms"] > 0 for one in told.values())
