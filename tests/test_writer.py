"""The one writer: opens, holds back, tries again once a second, and loses nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.records.queries import list_rows
from kiosk.records.store import Records
from kiosk.records.values import Entry, Identity, Kind, StoreError, WriterActive
from kiosk.screening.values import Source, Trouble
from kiosk.writer import HELD_AT_MOST, RETRY_S, TRY_OUT_S, Writer

IDENTITY = Identity("door-1", "office-1", "0.1.0", "boot-a")


def entry(at_s: float, kind: Kind = Kind.ABANDONED) -> Entry:
    return Entry(kind, {"at": at_s}, round(at_s * 1e9), datetime(2026, 3, 1, tzinfo=UTC), "p" * 64)


class Disk:
    """Opens the records, unless it is broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.error: Exception | None = None
        self.tries = 0

    def open(self) -> Records:
        self.tries += 1
        if self.error is not None:
            raise self.error
        return Records.open(self.path, IDENTITY)

    def kinds(self) -> list[str]:
        return [row.kind for row in list_rows(self.path, limit=1000)][::-1]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "records.db")


def first_row(records: Records, damage: str = "") -> None:
    records.commit(entry(0.0, Kind.START))


@pytest.fixture
def writer(disk: Disk) -> Writer:
    return Writer(disk.open, first_row)


NO_DISK = StoreError(Trouble.NOT_WRITABLE, "no space")


def test_before_it_is_opened_nothing_is_written(writer: Writer) -> None:
    assert writer.fault is not None
    assert (writer.fault.source, writer.fault.trouble) == (Source.RECORDS, Trouble.STARTING)
    with pytest.raises(StoreError, match="not open"):
        writer.commit(entry(1.0))


def test_the_first_rows_come_first(writer: Writer, disk: Disk) -> None:
    writer.keep(entry(1.0))
    writer.open_first(2.0)
    assert writer.fault is None
    writer.keep(entry(3.0))
    assert disk.kinds() == ["start", "abandoned", "abandoned"]
    writer.close()


def test_a_failing_disk_is_tried_once_a_second_and_held_rows_come_in_order(writer: Writer, disk: Disk) -> None:
    disk.error = NO_DISK
    writer.open_first(0.0)
    for at in range(5):
        writer.keep(entry(at))
    for tick in range(20):
        writer.tend(tick * RETRY_S / 10)
    assert disk.tries == 2
    assert writer.fault is not None
    assert writer.fault.detail == "no space"
    disk.error = None
    writer.tend(3 * RETRY_S)
    assert writer.fault is None
    assert [row.monotonic_ns for row in list_rows(disk.path)][::-1] == [0, *(round(at * 1e9) for at in range(5))]
    writer.tend(10 * RETRY_S)
    assert disk.tries == 3
    writer.close()


def test_a_commit_that_fails_closes_the_way_for_all_until_mended(writer: Writer, monkeypatch) -> None:
    writer.open_first(0.0)
    assert writer.records is not None

    def refuse(self: Records, entry: Entry) -> None:
        raise NO_DISK

    with monkeypatch.context() as broken:
        broken.setattr(Records, "commit", refuse)
        with pytest.raises(StoreError, match="no space"):
            writer.commit(entry(1.0))
    with pytest.raises(StoreError, match="no space"):
        writer.commit(entry(1.1))  # the disk is well, but nothing has tried it
    writer.tend(2.0)
    assert writer.commit(entry(2.0)).seq > 1
    writer.close()


@pytest.mark.parametrize("error", [NO_DISK, ZeroDivisionError("a bug")])
def test_first_rows_that_fail_leave_nothing_open(disk: Disk, error: Exception) -> None:
    failing = [True]

    def begin(records: Records, damage: str) -> None:
        if failing[0]:
            raise error
        first_row(records)

    writer = Writer(disk.open, begin)
    if isinstance(error, StoreError):
        writer.tend(0.0)
    else:
        with pytest.raises(ZeroDivisionError):
            writer.tend(0.0)
    assert writer.records is None
    assert writer.fault is not None
    Records.open(disk.path, IDENTITY).close()  # the lock is free
    failing[0] = False
    writer.tend(RETRY_S)
    assert disk.kinds() == ["start"]
    writer.close()


def test_held_rows_that_fail_again_are_still_held(writer: Writer, disk: Disk, monkeypatch) -> None:
    for at in range(4):
        writer.keep(entry(at))
    whole: Callable[..., object] = Records.commit
    left = [3]

    def some(self: Records, row: Entry) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise NO_DISK
        return whole(self, row)

    with monkeypatch.context() as broken:
        broken.setattr(Records, "commit", some)
        writer.tend(0.0)
    assert writer.fault is not None
    assert [row.monotonic_ns for row in list_rows(disk.path, "abandoned")][::-1] == [0, 10**9]
    writer.tend(RETRY_S)
    assert [row.monotonic_ns // 10**9 for row in list_rows(disk.path, "abandoned")][::-1] == [0, 1, 2, 3]
    writer.close()


def test_somebody_elses_failure_counts(writer: Writer) -> None:
    writer.open_first(0.0)
    writer.failed(NO_DISK)
    assert writer.fault is not None
    writer.tend(5.0)
    assert writer.fault is None
    writer.close()


def test_a_second_writer_is_refused_at_the_first_opening_only(writer: Writer, disk: Disk) -> None:
    with Records.open(disk.path, IDENTITY), pytest.raises(WriterActive):
        writer.open_first(0.0)
    writer.tend(5.0)
    assert writer.fault is None
    writer.close()


def test_what_is_held_has_a_bound(writer: Writer, disk: Disk, caplog: pytest.LogCaptureFixture) -> None:
    for at in range(HELD_AT_MOST + 50):
        writer.keep(entry(at))
    writer.tend(0.0)
    held = [row.monotonic_ns // 10**9 for row in list_rows(disk.path, "abandoned", limit=1000)][::-1]
    assert len(held) == HELD_AT_MOST
    assert held[0] == 0, "what began the trouble stays"
    assert caplog.text.count("no room to hold a row back") == 50
    writer.close()


def test_what_visitors_touch_takes_no_room_from_other_rows(writer: Writer, disk: Disk) -> None:
    """A kiosk that is out of service for a day still asks how the visit was."""
    for at in range(HELD_AT_MOST + 50):
        writer.keep(entry(at, Kind.FEEDBACK))
    for at in range(HELD_AT_MOST - 1):
        writer.keep(entry(at, Kind.CLOCK_JUMP))
    writer.tend(0.0)
    kinds = [kind for kind in disk.kinds() if kind in (Kind.FEEDBACK, Kind.CLOCK_JUMP)]
    assert kinds == [Kind.FEEDBACK, *[Kind.CLOCK_JUMP] * (HELD_AT_MOST - 1)]
    writer.close()


def test_a_disk_that_takes_nothing_more_is_found_out_within_a_minute_and_no_row_that_still_fits_hides_it(
    writer: Writer, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(records: Records) -> None:
        raise NO_DISK

    writer.open_first(0.0)
    writer.try_out(1.0)
    assert writer.fault is None
    with monkeypatch.context() as broken:
        broken.setattr(Records, "try_out", full)
        writer.try_out(1.0 + TRY_OUT_S - 0.1)
        assert writer.fault is None
        writer.try_out(1.0 + TRY_OUT_S)
        assert writer.trouble == NO_DISK
        for seconds in (2.0, 4.0):
            writer.tend(TRY_OUT_S + seconds)
            assert writer.fault is not None
        assert disk.kinds() == ["start"], "trying to come back writes no rows either"
    writer.tend(TRY_OUT_S + 6.0)
    assert writer.fault is None
