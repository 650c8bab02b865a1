"""docs/faults.md out of what the cases observe."""

import tempfile
from functools import cache
from pathlib import Path

from kiosk.screening.values import Phase
from tests.faults.bench import Case, Seen, observe
from tests.faults.cases import CASES
from tests.faults.words import Words, on_the_staff_page

INTRODUCTION = """# What happens when something fails

Written by `python -m tests.faults.write`, from tests that provoke each fault in each phase of a passage and
note what the door, the screens and the record did. A cell without a test does not exist.

How to read it. *phase*: where the passage stood when the fault began; `out_of_service`: another device was
broken at that moment and was mended half a second later. *visitor*: what stood on the screen, one sentence
after another. *staff*: the small print under it, and what the staff page says beside. *recorded*: the rows
from the fault until the kiosk waits for the next visitor; a visitor who was answered goes in a second later.
*comes back*: counted from the moment at which the fault is gone. After each of these passages the next
visitor, with a mask and well, is admitted, and the chain verifies; the tests insist on it.

A pulse lasts 3 seconds here. What a test cannot show: a contact that is welded shut, a lock without power,
a relay that lies when it is read back. That takes the timer relay, the free egress and the fire release that
README demands, and the door contact.
"""
COLUMNS = ("phase", "door", "visitor", "staff", "recorded", "comes back")
STAFF = COLUMNS.index("staff")

MEMORY = Path("/dev/shm")
"""Where there is one: what a real disk keeps is for other tests, and its syncs take most of the time."""


@cache
def cell(case: Case, phase: Phase) -> Seen:
    """Observe a fault once, however often it is asked for."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        return observe(case, phase, Path(folder))


def document(words: Words) -> str:
    parts = [INTRODUCTION]
    device = ""
    for case in CASES:
        if case.device != device:
            device = case.device
            parts.append(f"## {device}\n")
        parts.append(_section(case, words))
    return "\n".join(parts)


def _section(case: Case, words: Words) -> str:
    """The cells of one fault; what staff see is told once where it is always the same."""
    rows = [COLUMNS, *(_row(case, phase, words) for phase in case.phases)]
    said = {row[STAFF] for row in rows[1:]}
    lines = [f"### {case.fault[0].upper()}{case.fault[1:]}", ""]
    if case.note:
        lines += [case.note, ""]
    if len(said) == 1:
        lines += [f"Staff: {said.pop()}", ""]
        rows = [(*row[:STAFF], *row[STAFF + 1 :]) for row in rows]
    lines += [_line(rows[0]), "|" + "---|" * len(rows[0]), *(_line(row) for row in rows[1:]), ""]
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(case: Case, phase: Phase, words: Words) -> tuple[str, ...]:
    seen = cell(case, phase)
    said: list[str] = []
    for snapshot in seen.visitor:
        sentence = words.visitor(snapshot)
        if sentence not in said[-1:]:
            said.append(sentence)
    return (phase.value, seen.door, " → ".join(said), _staff(seen, words), _counted(seen.recorded), seen.recovery)


def _staff(seen: Seen, words: Words) -> str:
    told = [seen.staff, on_the_staff_page(seen.snapshot)]
    if seen.fault is not None:
        told.insert(0, f"{words.staff(seen.fault)} *{seen.fault.detail.replace('|', '/')}*")
    return " ".join(one for one in told if one) or "–"


def _counted(rows: tuple[str, ...]) -> str:
    """The rows one after the other; the same again and again is told once."""
    found: list[tuple[str, int]] = []
    for row in rows:
        if found and found[-1][0] == row:
            found[-1] = row, found[-1][1] + 1
        else:
            found.append((row, 1))
    return ", ".join(row if count == 1 else f"{row} ×{count}" for row, count in found) or "–"
