"""Rounds on the inspector's paper."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.link.notes import Item
from kiosk.reports.rounds import State, rounds
from kiosk.reports.rounds_table import lines

BALI = ZoneInfo("Asia/Makassar")
DAYS = [date(2026, 3, 2), date(2026, 3, 3)]
NOW = datetime(2026, 3, 3, 11, 30, tzinfo=BALI)


def _told(*ticks: tuple[int, int, str, Item, bool]):
    found = [
        (datetime(2026, 3, day, hour, tzinfo=BALI), {"item": item.value, "due": due, "good": good, "by": "s-1"})
        for day, hour, due, item, good in ticks
    ]
    return lines(rounds(DAYS, ["08:00", "12:00", "15:00"], found, NOW, BALI))


def test_what_nobody_looked_at_for_days_is_one_line_with_its_number() -> None:
    missed, due = _told()
    assert (missed.first, missed.last, missed.hours) == ("2026-03-02 08:00", "2026-03-03 08:00", 4)
    assert (due.first, set(due.states.values())) == ("2026-03-03 12:00", {State.DUE})


def test_an_hour_at_which_anything_was_looked_at_stands_alone() -> None:
    told = _told((2, 12, "2026-03-02 12:00", Item.BASIN, True), (2, 12, "2026-03-02 12:00", Item.MASK_STOCK, False))
    assert [(line.first, line.hours) for line in told] == [
        ("2026-03-02 08:00", 1), ("2026-03-02 12:00", 1), ("2026-03-02 15:00", 2), ("2026-03-03 12:00", 1),
    ]  # fmt: skip
    assert told[1].states == {
        Item.BASIN: State.GOOD, Item.SANITISER: State.MISSED, Item.MASK_STOCK: State.LACKING,
    }  # fmt: skip
    assert [one.item for one in told[1].looked] == [Item.BASIN, Item.MASK_STOCK]
