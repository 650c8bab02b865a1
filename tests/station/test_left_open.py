"""A run that ended without a word: the next one says what became of whom it had let in."""

from typing import Any

import pytest

from kiosk.link import Command, Done
from kiosk.records.values import Entry, Kind, StoreError
from kiosk.screening.values import Trouble
from tests.rig import HOT, MASKED, NOBODY, Rig


class Killed(BaseException):
    """The process is gone."""


def reborn(rig: Rig) -> None:
    """Another run on the same file, the end of this one unwritten."""
    records = rig.station.writer.records
    assert records is not None
    records.close()
    rig._station = None
    rig.view = NOBODY
    rig.boot_id += "b"
    rig.start()


def killed_before(rig: Rig, kind: Kind) -> None:
    def hook(entry: Entry) -> None:
        if entry.kind is kind:
            rig.before_write = lambda entry: None
            raise Killed

    rig.before_write = hook
    with pytest.raises(Killed):
        rig.visit(MASKED)
    reborn(rig)


def doors(rig: Rig) -> list[dict[str, Any]]:
    return [shown.payload or {} for shown in rig.rows(Kind.DOOR)]


def test_a_let_in_that_waited_has_lapsed(running: Rig) -> None:
    rig = running
    rig.visit(HOT)
    (row,) = rig.rows(Kind.SCREENING)
    named = {"seq": row.row.seq, "code": (row.payload or {})["ticket"]["code"]}
    answer = rig.order(Command.LET_IN, **named, instrument="ear 2", clinical_c=[36.6])
    assert isinstance(answer, Done)
    reborn(rig)
    (door,) = rig.rows(Kind.DOOR)
    told = door.payload or {}
    assert (told["receipt_seq"], told["pulsed"], told["detail"][:6]) == (answer.seq, False, "lapsed")
    assert (door.row.visit_id, door.row.session_id) == (row.row.visit_id, row.row.session_id)
    rig.restart()
    assert len(doors(rig)) == 1
    assert rig.pulses == 0
    assert rig.verdict().bad is None


def test_an_admit_whose_receipt_nobody_spent_has_lapsed(running: Rig) -> None:
    killed_before(running, Kind.RELEASE)
    (told,) = doors(running)
    assert (told["receipt_seq"], told["pulsed"]) == (running.rows(Kind.SCREENING)[0].row.seq, False)
    assert running.pulses == 0


def test_of_a_release_without_a_door_row_nothing_is_claimed(running: Rig) -> None:
    killed_before(running, Kind.DOOR)
    (told,) = doors(running)
    assert (told["release_seq"], told["pulsed"]) == (running.rows(Kind.RELEASE)[0].row.seq, None)
    assert "not known" in told["detail"]
    assert running.verdict().bad is None


def test_nothing_is_left_open_by_a_run_that_ended_in_order(running: Rig) -> None:
    for _ in range(3):
        running.visit(MASKED)
        running.leave()
    before = len(doors(running))
    running.restart()
    assert len(doors(running)) == before == 3


def test_a_release_that_could_not_be_written_is_told_as_what_it_was(running: Rig) -> None:
    """By the run that knows: the next one would call it a program that ended."""
    rig = running

    def full(entry: Entry) -> None:
        if entry.kind is Kind.RELEASE:
            rig.before_write = lambda entry: None
            raise StoreError(Trouble.NOT_WRITABLE, "the disk is full")

    rig.before_write = full
    assert not rig.visit(MASKED).released
    rig.leave()
    (told,) = doors(rig)
    assert (told["receipt_seq"], told["pulsed"]) == (rig.rows(Kind.SCREENING)[0].row.seq, False)
    assert told["detail"] == "the release could not be written"
    assert rig.pulses == 0
    rig.restart()
    assert len(doors(rig)) == 1
    assert rig.verdict().bad is None
