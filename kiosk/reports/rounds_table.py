"""Rounds on paper: a line for each hour, one line for hours in a row at which nobody looked at anything. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kiosk.link.notes import Item
from kiosk.reports.rounds import Round, State


@dataclass(frozen=True, slots=True)
class Line:
    """What was found at one hour, or at several in a row that were missed wholly."""

    first: str
    """Local day and hour, as `2026-03-02 12:00`."""
    last: str
    hours: int
    states: dict[Item, State]
    looked: tuple[Round, ...]
    """Those ticked, in the order of the list."""


def lines(rounds: Sequence[Round]) -> list[Line]:
    """Return the lines of a list of rounds in order; rounds of later hours are left out."""
    told = [one for one in rounds if one.state is not State.LATER]
    hours = [_line(list(ofs)) for _, ofs in groupby(told, key=lambda one: one.due)]
    return [line for missed, run in groupby(hours, key=_wholly_missed) for line in (_joined(run) if missed else run)]


def _line(ofs: list[Round]) -> Line:
    looked = tuple(one for one in ofs if one.at is not None)
    return Line(ofs[0].due, ofs[0].due, 1, {one.item: one.state for one in ofs}, looked)


def _wholly_missed(line: Line) -> bool:
    return set(line.states.values()) == {State.MISSED}


def _joined(run: Iterator[Line]) -> list[Line]:
    first, *others = run
    return [Line(first.first, others[-1].last if others else first.last, 1 + len(others), first.states, ())]
