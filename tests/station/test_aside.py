"""Damaged records at a start: kept aside, named in a new chain, and nobody gets in before a supervisor knows."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.link import Command, Done, NotDone, Refused
from kiosk.records.aside import set_aside
from kiosk.records.heads import HEADS_FILE, NEWEST_FILE, SignedHead, read_heads
from kiosk.records.outside import Heads
from kiosk.records.upkeep import Upkeep
from kiosk.records.verify import verify
from kiosk.screening.values import Phase
from tests.rig import MASKED, Rig


def cut(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def gone(path: Path, *with_it: str) -> None:
    for name in (path.name, *with_it):
        path.with_name(name).unlink()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"\x00\xff" * 5000),
    "cut short": cut,
    "gone": gone,
    "gone with its heads": lambda path: gone(path, HEADS_FILE),
    "gone with every head": lambda path: gone(path, HEADS_FILE, NEWEST_FILE),
}


@pytest.fixture(params=DAMAGES)
def damaged(request: pytest.FixtureRequest, rig: Rig) -> Rig:
    """A station that has worked, was stopped, and starts on what is left."""
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig.set_aside = lambda: set_aside(rig.path)
    rig.start()
    for _ in range(8):
        rig.visit(MASKED)
        rig.leave()
    rig.stop()
    head = read_heads(rig.path.with_name(HEADS_FILE))[-1]
    assert isinstance(head, SignedHead)
    rig.newest_head = (head.seq, head.chain_id)  # type: ignore[attr-defined]
    DAMAGES[request.param](rig.path)
    rig.damage = request.param  # type: ignore[attr-defined]
    rig.before = rig.path.read_bytes() if rig.path.exists() else b""  # type: ignore[attr-defined]
    rig.calls.clear()
    rig.reports.clear()
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig._station = None
    rig.station.writer.open_first(rig.clock.now)
    rig.run(2.0)
    return rig


def waits(rig: Rig) -> None:
    rig.view = MASKED
    rig.run(5.0)
    assert rig.phase is Phase.OUT_OF_SERVICE
    fault = rig.snapshot.fault
    assert fault is not None
    assert (fault.source, fault.trouble) == ("records", "damaged")
    assert "kiosk records acknowledge" in fault.detail
    assert (rig.reports, rig.pulses) == ([], 0)


def test_it_stays_locked_until_a_supervisor_knows_also_after_a_restart(damaged: Rig) -> None:
    rig = damaged
    waits(rig)
    rig.stop()
    rig._station = None
    rig.station.writer.open_first(rig.clock.now)
    rig.run(2.0)
    waits(rig)
    assert isinstance(rig.order(Command.TICK_LIST, item="basin", due="12:00", good=True), NotDone)
    answer = rig.order(Command.ACKNOWLEDGE_RECORDS, actor="s-9", id="once")
    assert isinstance(answer, Done)
    (seen,) = rig.rows("set_aside_seen")
    assert (seen.row.seq, (seen.payload or {})["staff_id"]) == (answer.seq, "s-9")
    rig.run_until(lambda: rig.reports)
    assert rig.reports[0].released
    assert rig.order(Command.ACKNOWLEDGE_RECORDS, id="once") == answer
    again = rig.order(Command.ACKNOWLEDGE_RECORDS, id="twice")
    assert isinstance(again, NotDone)
    assert again.why is Refused.BAD_REQUEST
    assert len(rig.rows("set_aside_seen")) == 1


def test_the_new_chain_begins_with_what_was_before_it(damaged: Rig) -> None:
    rig = damaged
    told = rig.rows()[0]
    assert told.row.kind == "set_aside"
    payload = told.payload or {}
    damage: str = rig.damage  # type: ignore[attr-defined]
    assert payload["older_key"] is True
    if damage == "gone with every head":
        assert payload["newest_heads"] == []
    else:
        (newest,) = payload["newest_heads"]
        assert (newest["seq"], newest["chain_id"]) == rig.newest_head  # type: ignore[attr-defined]
    heads = read_heads(rig.path.with_name(HEADS_FILE))
    assert verify(rig.path, heads=Heads(heads)).bad is None
    if damage.startswith("gone"):
        assert payload["files"] == []
        assert payload["why"] == "the record file is missing"
        return
    (file,) = payload["files"]
    kept = rig.path.with_name(file["file"])
    assert kept.read_bytes() == rig.before  # type: ignore[attr-defined]
    assert file["sha256"] == sha256(rig.before).hexdigest()  # type: ignore[attr-defined]
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(b"mended by hand")
    bad = verify(rig.path).bad
    assert bad is not None
    assert (bad.seq, kept.name in bad.what) == (1, True)
    kept.unlink()
    assert verify(rig.path).bad is None, "kept elsewhere: only what lies here is looked at"


def test_rows_taken_away_at_work_wait_for_a_supervisor_though_no_head_named_them(rig: Rig) -> None:
    """The file is whole and its chain good as far as it goes; only the station knows that there was more."""
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig.set_aside = lambda: set_aside(rig.path)
    rig.start()
    rig.visit(MASKED)
    rig.leave()
    newest = rig.rows()[-1].row.seq
    _forget(rig.path, newest - 3)
    rig.calls.clear()
    rig.reports.clear()
    waits(rig)
    (told,) = rig.rows("set_aside")
    assert f"row {newest}, which was written, is not in the record any more" in (told.payload or {})["why"]
    assert len((told.payload or {})["files"]) == 1


def _forget(path: Path, after: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        for table, column in (("spent", "release_seq"), ("receipt", "seq"), ("payload", "seq"), ("chain", "seq")):
            other.execute(f"DELETE FROM {table} WHERE {column} > ?", (after,))


def test_a_clock_is_accepted_over_the_link(running: Rig) -> None:
    answer = running.order(Command.ACCEPT_CLOCK, actor="s-9")
    assert isinstance(answer, Done)
    (accepted,) = running.rows("clock_accepted")
    assert (accepted.payload or {})["staff_id"] == "s-9"
