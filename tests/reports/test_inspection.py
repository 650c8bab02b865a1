"""The inspection report: what a day at the door left in the record is what it says, also what looks bad."""

import csv
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.link import Command, Done
from kiosk.records.timeline import Mark
from kiosk.reports.inspection import BadRange, Inspection, Place, inspect
from kiosk.reports.inspection_csv import table
from kiosk.reports.inspection_pdf import pdf
from kiosk.reports.rounds import State
from kiosk.reports.service_hours import service_days
from kiosk.screening.events import FeedbackGiven
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.values import Phase
from tests.rig import HOT, MASKED, NOBODY, Rig

ZONE = ZoneInfo("UTC")
DAY = date(2026, 3, 2)
PLACE = Place("door-1", "office-1", "DPMPTSP Badung", ZONE, ("08:00",), names={"s-7k2m": "Ni Made"})
BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def day_at_the_door(tmp_path: Path) -> Iterator[Rig]:
    """Two visitors, an override, a broken sensor, a round half done, an obstacle with its answer."""
    rig = Rig(tmp_path).start()
    rig.visit(MASKED)
    rig.leave()
    rig.visit(HOT)
    (refer,) = [one for one in rig.rows("screening") if (one.payload or {})["outcome"] == "refer"]
    named = {"seq": refer.row.seq, "code": (refer.payload or {})["ticket"]["code"]}
    assert isinstance(rig.order(Command.LET_IN, **named, reason="=hot from the sun"), Done)
    rig.leave()
    rig.order(Command.TICK_LIST, item="basin", due="2026-03-02 08:00", good=True)
    rig.order(Command.TICK_LIST, item="sanitiser", due="2026-03-02 08:00", good=False)
    rig.post(FeedbackGiven(rig.clock.now, Mood.SO_SO, Matter.SENSOR))
    noted = rig.order(Command.ADD_NOTE, of="staff", text="the printer is far away")
    assert isinstance(noted, Done)
    rig.order(Command.ADD_NOTE, answers=noted.seq, text="moved")
    rig.view = replace(NOBODY, object_c=None)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    rig.run(60.0)
    rig.view = NOBODY
    rig.run_until(lambda: rig.phase is Phase.IDLE, 60.0)
    yield rig
    rig.stop()


def inspected(rig: Rig) -> Inspection:
    return inspect(rig.path, PLACE, DAY, DAY, BEGIN + timedelta(hours=4))


def test_a_day_is_told_as_it_was(day_at_the_door: Rig) -> None:
    found = inspected(day_at_the_door)
    outcomes = found.summary.simulated if found.summary.simulated else found.summary.outcomes
    assert outcomes == {"admit": 1, "refer": 1}
    assert found.reasons == {"temperature_elevated": 1}
    (check,) = found.checks
    assert (check.payload["override"], check.payload["reason"]) == (True, "=hot from the sun")
    states = {one.item.value: one.state for one in found.rounds}
    assert states == {"basin": State.GOOD, "sanitiser": State.LACKING, "mask_stock": State.MISSED}
    assert found.feedback == {("so_so", "sensor"): 1}
    assert [(note.text, note.answer) for note in found.notes] == [("the printer is far away", "moved")]
    (hours,) = found.days
    assert hours.out_s["thermometer"] == pytest.approx(60, abs=15)
    assert hours.open_s == pytest.approx(10, abs=5)
    assert found.verdict.bad is None
    assert found.verdict.newest.seq == len(day_at_the_door.rows())


def test_no_round_was_missed_before_the_record_begins(day_at_the_door: Rig) -> None:
    found = inspect(day_at_the_door.path, PLACE, DAY - timedelta(days=5), DAY, BEGIN + timedelta(hours=4))
    assert {one.due for one in found.rounds} == {"2026-03-02 08:00"}


def test_another_day_is_empty_and_a_wrong_range_is_refused(day_at_the_door: Rig) -> None:
    other = DAY + timedelta(days=1)
    found = inspect(day_at_the_door.path, PLACE, other, other, BEGIN + timedelta(days=2))
    assert (found.checks, found.notes, found.reasons) == ([], [], {})
    assert {one.state for one in found.rounds} == {State.MISSED}
    with pytest.raises(BadRange, match="lies before"):
        inspect(day_at_the_door.path, PLACE, other, DAY, BEGIN)
    with pytest.raises(BadRange, match="400 days"):
        inspect(day_at_the_door.path, PLACE, DAY, DAY + timedelta(days=500), BEGIN)
    with pytest.raises(BadRange, match="beyond the calendar"):
        inspect(day_at_the_door.path, PLACE, date.max, date.max, BEGIN)


def test_the_csv_has_each_thing_and_no_formula(day_at_the_door: Rig) -> None:
    lines = list(csv.DictReader(StringIO(table(inspected(day_at_the_door)))))
    sections = {line["section"] for line in lines}
    assert {"report", "hours", "screenings", "rounds", "officer_checks", "feedback", "notes", "chain"} <= sections
    (check,) = [line for line in lines if line["section"] == "officer_checks"]
    assert (check["who"], check["detail"]) == ("Ni Made", "'=hot from the sun")
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line.values())


def test_the_paper_is_the_same_for_the_same_content_and_long_lists_break(day_at_the_door: Rig) -> None:
    found = inspected(day_at_the_door)
    paper = pdf(found)
    assert paper.startswith(b"%PDF")
    assert paper == pdf(found)
    long = pdf(replace(found, notes=found.notes * 90))
    assert _pages(long) > _pages(paper)


def _pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", paper))


def test_a_broken_chain_is_said_first_hand(day_at_the_door: Rig) -> None:
    found = inspected(day_at_the_door)
    day_at_the_door.stop()
    with sqlite3.connect(day_at_the_door.path) as connection:
        connection.execute("DROP TRIGGER chain_update")
        connection.execute("UPDATE chain SET utc = '2026-03-02T08:00:00.000000Z' WHERE seq = 4")
    broken = inspected(day_at_the_door)
    assert found.verdict.bad is None
    assert broken.verdict.bad is not None
    assert "broken at row 4" in table(broken)
    assert pdf(broken) != pdf(found)


def at(hours: float) -> datetime:
    return BEGIN + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("marks", "opened", "out"),
    [
        ([], 0, {}),
        ([Mark(1, "start", at(0)), Mark(2, "in_service", at(1)), Mark(3, "stop", at(3))], 2, {"starting": 1}),
        ([Mark(1, "in_service", at(-2)), Mark(2, "out_of_service", at(1), "camera")], 1, {"camera": 3}),
        ([Mark(1, "in_service", at(0)), Mark(2, "start", at(3), None, at(1))], 1, {"starting": 1}),
        (
            [Mark(1, "out_of_service", at(0), "door"), Mark(2, "out_of_service", at(1), "camera")],
            0, {"door": 1, "camera": 3},
        ),
    ],
)  # fmt: skip
def test_hours_count_only_what_is_known(marks: list[Mark], opened: float, out: dict[str, float]) -> None:
    """After a crash the time from the last row to the next start belongs to nobody."""
    (day,) = service_days(marks, at(4), at(0), at(16), ZONE)
    assert day.open_s == opened * 3600
    assert day.out_s == {name: hours * 3600 for name, hours in out.items()}


def test_a_stretch_over_midnight_belongs_to_two_days() -> None:
    first, second = service_days([Mark(1, "in_service", at(0))], at(20), at(0), at(40), ZONE)
    assert (first.open_s, second.open_s) == (16 * 3600, 4 * 3600)
