"""The disk fails, or the file: nothing is decided, the door is locked, what could not be written is written later."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kiosk.records.chain import APPLICATION_ID
from kiosk.records.store import Records
from kiosk.records.values import Entry, Kind, SchemaTooNew, StoreError, WriterActive
from kiosk.screening.values import Phase, Trouble
from tests.rig import MASKED, NOBODY, Rig
from tests.station.trial import Trial

BrokenDisk = Callable[[Rig], AbstractContextManager[None]]


@contextmanager
def no_space(rig: Rig) -> Iterator[None]:
    """No file may grow: as on a full disk, every write fails in the operating system."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(rig: Rig) -> Iterator[None]:
    """As on a file system that was mounted again for reading only."""

    def spoil(records: Records) -> None:
        records._connection.execute("PRAGMA query_only = ON")

    rig.on_open = spoil
    spoil(_records(rig))
    yield
    rig.on_open = lambda records: None


@contextmanager
def held_by_another(rig: Rig) -> Iterator[None]:
    """Somebody writes the file by hand and does not end."""
    _records(rig)._connection.execute("PRAGMA busy_timeout = 1").fetchall()
    other = sqlite3.connect(rig.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


def _records(rig: Rig) -> Records:
    records = rig.station.writer.records
    assert records is not None
    return records


DISKS = {"no space": no_space, "read-only": read_only, "held": held_by_another}


@pytest.fixture(params=DISKS)
def broken_disk(request: pytest.FixtureRequest) -> BrokenDisk:
    return DISKS[request.param]


def at_the(rig: Rig, kind: Kind, what: Callable[[], object]) -> None:
    """Do something once, right before the next row of this kind is written."""

    def hook(entry: Entry) -> None:
        if entry.kind is kind:
            rig.before_write = lambda entry: None
            what()

    rig.before_write = hook


def begin_fault(rig: Rig, kind: Kind, disk: BrokenDisk) -> AbstractContextManager[None]:
    """Break the disk right before the next row of this kind."""
    broken = disk(rig)
    at_the(rig, kind, broken.__enter__)
    return broken


def test_at_the_decision(running: Rig, broken_disk: BrokenDisk) -> None:
    rig = running
    assert rig.visit(MASKED).released
    rig.leave()
    trial = Trial(rig)
    broken = begin_fault(rig, Kind.SCREENING, broken_disk)
    rig.view = MASKED
    trial.goes_out("records", "not_writable")
    trial.stays_out(seconds=2.0)
    assert len(rig.reports) == 1
    broken.__exit__(None, None, None)
    trial.comes_back("records", "not_writable")
    (abandoned,) = rig.rows("abandoned")
    assert (abandoned.payload or {})["why"] == "fault"
    assert (abandoned.payload or {})["phase"] == "deciding"
    assert rig.kinds().count("start") == 1


def test_while_nobody_is_there(running: Rig, broken_disk: BrokenDisk) -> None:
    """No visitor is the first to find out: within a minute it is known."""
    rig = running
    rig.run(1.0)
    trial = Trial(rig)
    with broken_disk(rig):
        rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE, 61.0)
        trial.goes_out("records", "not_writable")
        trial.stays_out(2.0)
        assert rig.reports == []
    rig.view = NOBODY
    trial.comes_back("records", "not_writable")


def test_trying_out_the_disk_leaves_nothing(running: Rig) -> None:
    rig = running
    rig.run(1.0)
    rows, names = rig.kinds(), sorted(one.name for one in rig.path.parent.iterdir())
    rig.run(130.0)
    assert rig.kinds() == rows
    assert sorted(one.name for one in rig.path.parent.iterdir()) == names


def test_at_the_receipt(running: Rig, broken_disk: BrokenDisk) -> None:
    rig = running
    trial = Trial(rig)
    broken = begin_fault(rig, Kind.RELEASE, broken_disk)
    report = rig.visit(MASKED)
    assert (report.outcome, report.released) == ("admit", False)
    trial.goes_out("records", "not_writable")
    broken.__exit__(None, None, None)
    rig.view = NOBODY
    trial.comes_back("records", "not_writable")
    first, second = rig.rows("screening")
    assert first.receipt is not None
    assert first.receipt.release_seq is None
    assert second.receipt is not None
    assert second.receipt.release_seq is not None


def test_after_the_pulse(running: Rig, broken_disk: BrokenDisk) -> None:
    """The door has moved with its row on disk; what it did is written when the disk is back."""
    rig = running
    broken = begin_fault(rig, Kind.DOOR, broken_disk)
    assert rig.visit(MASKED).released
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert rig.simulated_door.state() == "locked"
    assert rig.kinds()[-1] == "release"
    broken.__exit__(None, None, None)
    rig.view = NOBODY
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    (release,) = rig.rows("release")
    (door,) = rig.rows("door")
    assert (door.payload or {})["release_seq"] == release.row.seq
    assert door.row.session_id == release.row.session_id
    assert rig.faults() == [("records", "not_writable")]
    assert rig.verdict().bad is None


def test_one_write_that_fails_does_not_leave_a_visitor_undecided_for_ever(running: Rig) -> None:
    rig = running
    rig.run(5.0)

    def fail() -> None:
        raise StoreError(Trouble.NOT_WRITABLE, "one bad moment")

    at_the(rig, Kind.SCREENING, fail)
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert rig.pulses == 0
    rig.run_until(lambda: rig.phase is Phase.ANSWERED)
    assert rig.reports[-1].released
    assert rig.kinds()[-6:] == ["abandoned", "out_of_service", "in_service", "screening", "release", "door"]


def test_rows_held_back_keep_their_time(running: Rig) -> None:
    rig = running
    rig.view = MASKED
    broken = begin_fault(rig, Kind.SCREENING, no_space)
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    failed_at = rig.clock.now
    rig.run(10.0)
    broken.__exit__(None, None, None)
    rig.run_until(lambda: rig.phase is not Phase.OUT_OF_SERVICE)
    told = rig.rows("out_of_service")[-1].row
    back = rig.rows("in_service")[-1].row
    assert abs(told.monotonic_ns / 1e9 - failed_at) < 0.1
    assert back.monotonic_ns / 1e9 > failed_at + 10.0


@pytest.mark.parametrize("what", ["no database", "a page overwritten", "cut short"])
def test_damaged_at_start(rig: Rig, what: str) -> None:
    if what == "no database":
        rig.path.parent.mkdir()
        rig.path.write_bytes(b"\x00\xff" * 5000)
    else:
        rig.start()
        for _ in range(20):
            rig.visit(MASKED)
            rig.leave()
        rig.stop()
        whole = rig.path.read_bytes()
        half = len(whole) // 2
        rig.path.write_bytes(whole[:half] + (b"\xaa" * 4096 + whole[half + 4096 :] if "page" in what else b""))
        rig._station = None
        rig.calls.clear()
    rig.station.writer.open_first(rig.clock.now)
    trial = _without_rows(rig)
    trial.goes_out("records", "damaged")
    trial.stays_out()
    assert rig.path.name in (rig.snapshot.fault.detail if rig.snapshot.fault else "")
    rig.path.rename(rig.path.with_name("damaged.db"))
    rig.run_until(lambda: rig.phase is not Phase.OUT_OF_SERVICE)
    rig.view = NOBODY
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    assert rig.visit(MASKED).released
    assert rig.kinds()[:2] == ["policy", "start"]
    assert ("records", "damaged") in rig.faults()
    assert rig.verdict().bad is None
    assert rig.path.with_name("damaged.db").exists()


def _without_rows(rig: Rig) -> Trial:
    rig.rows = list  # type: ignore[method-assign,assignment] - a damaged file lists none
    trial = Trial(rig)
    del rig.rows
    return trial


@pytest.mark.parametrize("with_log", [False, True])
def test_file_deleted_while_running(running: Rig, with_log: bool) -> None:
    """Its rows are gone with it; the station says so, and begins a new chain with the rules in it."""
    rig = running
    rig.visit(MASKED)
    rig.leave()
    chain = rig.rows()[0].row.chain_id
    pulses = rig.pulses
    log = rig.path.with_name(rig.path.name + "-wal")
    rig.path.unlink()
    if with_log:
        log.unlink()
    rig.view = MASKED
    rig.run_until(lambda: rig.phase is Phase.OUT_OF_SERVICE)
    assert rig.snapshot.fault is not None
    assert rig.snapshot.fault.source == "records"
    if not with_log:  # rows may stand in the log: nothing new begins over them until a person has moved it
        rig.run(10.0)
        assert rig.phase is Phase.OUT_OF_SERVICE
        assert log.name in rig.snapshot.fault.detail
        log.rename(log.with_name("kept"))
    assert rig.pulses == pulses
    rig.run_until(lambda: rig.phase is Phase.ANSWERED)
    assert rig.pulses == pulses + 1
    kinds = rig.kinds()
    assert kinds[:2] == ["policy", "start"]
    assert {"abandoned", "out_of_service", "in_service", "screening", "release"} <= set(kinds)
    assert rig.rows()[0].row.chain_id != chain
    assert rig.verdict().bad is None


def test_a_moved_file_comes_back_whole(running: Rig) -> None:
    rig = running
    rig.visit(MASKED)
    rig.leave()
    trial = Trial(rig)
    elsewhere = rig.path.with_name("elsewhere.db")
    rig.path.rename(elsewhere)
    rig.path.mkdir()  # nothing can be made in its place
    rig.view = MASKED
    trial.goes_out("records", "not_writable")
    rig.path.rmdir()
    elsewhere.rename(rig.path)
    trial.comes_back("records", "not_writable")


def test_a_second_station_does_not_start(running: Rig, tmp_path: Path) -> None:
    with pytest.raises(WriterActive):
        Rig(tmp_path).start()


def test_a_newer_schema_does_not_start(rig: Rig) -> None:
    rig.path.parent.mkdir()
    connection = sqlite3.connect(rig.path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SchemaTooNew):
        rig.start()
    rig._station = None
