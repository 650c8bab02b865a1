"""Figures from sums: people, waits, officers, and when the kiosk has drifted from the clinic."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest

from kiosk.records.agreement import Pair
from kiosk.records.spreadsheet import cell
from kiosk.records.tally import Hour, step_of
from kiosk.reports.figures import agreement, figures
from kiosk.reports.figures_csv import table

BALI = ZoneInfo("Asia/Makassar")


def hour(
    when: str, admit: int = 0, retry: int = 0, refer: int = 0, people: int = 0, *, simulated: bool = False
) -> Hour:
    return Hour(when, "office-1", simulated, admit, retry, refer, people)


def wait(of: str, **times: int) -> dict[str, float]:
    return {f"wait.{of}.{step_of(float(name.removeprefix('s')))}": count for name, count in times.items()}


MORNING = hour("2026-03-02T01", admit=30, retry=6, refer=4, people=33)
LATE = hour("2026-03-02T17", admit=10, people=10)
WHOLE = {"outcome.admit": 40, "outcome.retry": 6, "outcome.refer": 4, "ended.let_in": 3, "false_referral": 2}


def test_people_are_who_got_an_answer_that_ends_the_visit() -> None:
    found = figures([MORNING, LATE], WHOLE, BALI)
    assert (found.people, found.busiest) == (43, 33)
    assert found.share("admit") == pytest.approx(40 / 50)
    assert (found.false_referrals, found.referrals_checked) == (2, 3)


def test_hours_and_days_are_the_offices_own() -> None:
    found = figures([MORNING, LATE], WHOLE, BALI)
    assert list(found.by_hour) == [1, 9]
    assert list(found.by_day) == [date(2026, 3, 2), date(2026, 3, 3)]


def test_waits_are_quantiles_of_everybody() -> None:
    counts = {**wait("door", s1=80, s4=15, s30=5), **wait("officer", s300=2)}
    found = figures([MORNING], counts, BALI)
    assert found.door.n == 100
    assert found.door.median_s == pytest.approx(1, rel=0.03)
    assert found.door.p90_s == pytest.approx(4, rel=0.03)
    assert found.officer_minutes == pytest.approx(10, rel=0.03)


def test_simulated_visitors_never_mix_with_real_ones() -> None:
    play = hour("2026-03-02T01", admit=500, people=500, simulated=True)
    found = figures([MORNING, play], WHOLE, BALI)
    assert (found.by_hour[9]["people"], found.busiest, found.simulated) == (33, 33, False)
    assert figures([play], {}, BALI).simulated


def test_the_table_names_officers_by_their_id() -> None:
    counts = {"officer.s-7k2m.checks": 5.0, "officer.s-7k2m.overrides": 1.0}
    lines = table(figures([MORNING], counts, BALI), []).splitlines()
    assert "officer,s-7k2m,overrides,1," in lines


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_name_in_the_table_is_a_formula(start: str) -> None:
    named = f"{start}HYPERLINK(1)"
    found = figures([Hour("2026-03-02T01", named, False, 3, 0, 0, 3)], {"outcome.admit": 3.0}, BALI)
    cells = [cell for line in csv.reader(StringIO(table(found, []), newline="")) for cell in line]
    assert f"'{named}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in cells)


@pytest.mark.parametrize(("value", "written"), [(-0.5, -0.5), (3, 3), ("-0.5", "'-0.5"), (None, None), (True, "true")])
def test_a_number_stays_a_number(value: object, written: object) -> None:
    assert cell(value) == written


def pairs(older_c: float, newer_c: float, n: int = 30) -> list[Pair]:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    apart = [older_c] * n + [newer_c] * n
    return [Pair(at, 35.0 + (k % 3 - 1) * 0.1, 35.0 - by, False) for k, by in enumerate(apart)]


def test_a_kiosk_that_drifted_from_the_clinic_is_due_for_calibration() -> None:
    steady, moved = agreement(pairs(-1.5, -1.5)), agreement(pairs(-1.5, -1.1))
    assert steady is not None
    assert not steady.calibration_due
    assert steady.bias_c == pytest.approx(-1.5, abs=0.01)
    assert moved is not None
    assert moved.calibration_due
    assert moved.moved_c == pytest.approx(0.4, abs=0.01)


def test_few_pairs_tell_of_no_drift() -> None:
    few = agreement(pairs(-1.5, -0.5, n=5))
    assert few is not None
    assert not few.calibration_due
    assert agreement([]) is None
