import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.records import calibrations
from kiosk.records.calibrations import (
    calibration_payload,
    calibration_rows,
    event_line,
    events_from,
    from_tree,
    kept_from,
    kind_of,
)
from kiosk.records.queries import show
from kiosk.records.store import Kind, Records
from kiosk.records.values import StoreError
from kiosk.screening.calibration import CalibrationRecord, calibration_of
from kiosk.screening.calibration_run import resumed
from kiosk.screening.control_chart import DailyCheck, daily_check
from kiosk.screening.in_force import RollBack
from tests.records.conftest import MakeEntry
from tests.screening.blackbody import SENSOR, SOURCE, record, set_point
from tests.screening.test_calibration_run import WHOLE

RECORD = record()
CHECK = daily_check(
    set_point(36.0), SOURCE, SENSOR, calibration_of(RECORD), operator="t", at_utc="2026-03-02", simulated=False
)
BACK = RollBack(RECORD.calibration_id, "t", "the source is in doubt", "2026-03-03")


@pytest.mark.parametrize("what", [RECORD, record(offset_c=5.0), CHECK, BACK], ids=["good", "bad", "check", "back"])
def test_a_row_comes_back_as_it_was(
    records: Records, entry: MakeEntry, path: Path, what: CalibrationRecord | DailyCheck | RollBack
) -> None:
    """To the last bit: the id, which is a hash of all of it, is the same."""
    committed = records.commit(entry(kind_of(what), calibration_payload(what)))
    (kept,) = calibration_rows(path)
    assert kept.seq == committed.seq
    assert kept.what == what
    if isinstance(what, CalibrationRecord):
        shown = show(path, committed.seq)
        assert shown is not None
        assert shown.payload is not None
        assert shown.payload["calibration_id"] == what.calibration_id == kept.what.calibration_id  # type: ignore[union-attr]
        assert shown.payload["accepted"] == what.accepted


def test_rows_come_oldest_first_and_strange_ones_are_passed_over(
    records: Records, entry: MakeEntry, path: Path
) -> None:
    for what in (RECORD, CHECK, BACK):
        records.commit(entry(kind_of(what), calibration_payload(what)))
    records.commit(entry(Kind.CALIBRATION, {"what": "something newer"}))
    records.commit(entry(Kind.CALIBRATION, {"what": "roll_back", "to": 7}))
    assert [one.what for one in calibration_rows(path)] == [RECORD, CHECK, BACK]


def test_a_row_that_was_changed_afterwards_counts_for_nothing(records: Records, entry: MakeEntry, path: Path) -> None:
    """Or an offset edited on disk would bend every number until somebody verifies."""
    records.commit(entry(kind_of(RECORD), calibration_payload(RECORD)))
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TRIGGER payload_update")
        other.execute("UPDATE payload SET body = json_set(body, '$.result.line.intercept', 1.5)")
        other.commit()
    with pytest.raises(StoreError, match="row 1 is not what was written"):
        calibration_rows(path)


def test_an_erased_row_says_nothing(records: Records, entry: MakeEntry, path: Path) -> None:
    records.commit(entry(Kind.CALIBRATION, calibration_payload(BACK)))
    shown = show(path, 1)
    assert shown is not None
    assert kept_from(replace(shown, payload=None)) is None


def test_a_run_comes_back_from_its_file() -> None:
    text = "".join(event_line(event) + "\n" for event in WHOLE)
    assert tuple(events_from(text)) == WHOLE


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_line_cut_off_by_a_power_failure_does_not_count(cut: int) -> None:
    text = "".join(event_line(event) + "\n" for event in WHOLE)
    run = resumed(events_from(text[:-cut]))
    assert run == resumed(WHOLE[:-1])


@pytest.mark.parametrize("text", ["{}\n", '{"event": "gone"}\n', "[]\n", '{"event": "warmed", "at_utc": 3}\n', "x\n"])
def test_another_file_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        events_from(text)


def test_what_does_not_fit_its_type_is_an_error() -> None:
    assert from_tree(float, 3) == 3.0
    assert from_tree(float | None, None) is None
    assert from_tree(tuple[float, ...], [1, 2.5]) == (1.0, 2.5)
    assert from_tree(tuple[float, str], [1, "a"]) == (1.0, "a")
    for hint, tree in ((float, "3"), (float, True), (str, 3), (tuple[float, str], [1]), (int, 2.5)):
        with pytest.raises((TypeError, ValueError)):
            from_tree(hint, tree)
    with pytest.raises(TypeError):
        from_tree(RollBack, {"to": "x"})
    assert json.loads(event_line(WHOLE[0]))["event"] == "begun"


def test_a_station_at_work_reads_rows_about_calibration_again_only_when_there_is_one_more(
    records: Records, entry: MakeEntry, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year of daily checks takes seconds to read, and the station asks every minute between two visitors."""
    now, reads = [0.0], []
    monkeypatch.setattr(calibrations, "calibration_rows", lambda at: (reads.append(at), calibration_rows(at))[1])
    rows = calibrations.CalibrationRows(path, lambda: now[0])
    assert rows() == []
    records.commit(entry(kind_of(RECORD), calibration_payload(RECORD)))
    records.commit(entry(Kind.ABANDONED))
    assert [one.what for one in rows()] == [RECORD]
    now[0] = calibrations.READ_AGAIN_S - 1
    records.commit(entry(Kind.ABANDONED))
    assert [one.what for one in rows()] == [RECORD]
    assert len(reads) == 2
    records.commit(entry(kind_of(CHECK), calibration_payload(CHECK)))
    assert [one.what for one in rows()] == [RECORD, CHECK]


def test_a_changed_row_about_calibration_is_found_within_the_hour(
    records: Records, entry: MakeEntry, path: Path
) -> None:
    now = [0.0]
    rows = calibrations.CalibrationRows(path, lambda: now[0])
    seq = records.commit(entry(kind_of(RECORD), calibration_payload(RECORD))).seq
    rows()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER payload_update")
        connection.execute("UPDATE payload SET body = replace(body, '36', '37') WHERE seq = ?", (seq,))
        connection.commit()
    now[0] = calibrations.READ_AGAIN_S
    for _ in range(2):
        with pytest.raises(StoreError, match="changed"):
            rows()
