"""The disk under the record, and the record itself."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.link import Command, Done
from kiosk.records import schema
from kiosk.records.aside import set_aside
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Kind
from kiosk.screening.values import Phase
from kiosk.writer import TRY_OUT_S
from tests.faults.bench import Bench, Case, Mend
from tests.rig import Rig
from tests.station.test_record_faults import held_by_another, no_space, read_only

ACKNOWLEDGED = "a supervisor acknowledges: staff page, or `kiosk records acknowledge`"
_Broken = Callable[[Rig], AbstractContextManager[None]]


def _disk(broken: _Broken) -> Callable[[Bench], Mend]:
    def begin(bench: Bench) -> Mend:
        fault = broken(bench.rig)
        fault.__enter__()
        return lambda: fault.__exit__(None, None, None)

    return begin


def _held(bench: Bench) -> Mend:
    """Whoever finds it held does not wait long, or the test would."""
    kept = schema.PRAGMAS
    schema.PRAGMAS = tuple((name, "1" if name == "busy_timeout" else value) for name, value in kept)
    mend = _disk(held_by_another)(bench)

    def mended() -> None:
        schema.PRAGMAS = kept
        mend()

    return mended


def _unmounted(bench: Bench) -> Mend:
    """The folder is empty and takes nothing, as a mount point whose disk has gone."""
    path = bench.rig.path
    away = path.parent.with_name("away")
    path.parent.rename(away)
    path.parent.write_bytes(b"")

    def mend() -> None:
        path.parent.unlink()
        away.rename(path.parent)

    return mend


def _kept(bench: Bench) -> None:
    rig = bench.rig
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig.set_aside = lambda: set_aside(rig.path)


def _deleted(bench: Bench) -> Mend:
    path = bench.rig.path
    for one in (path, path.with_name(path.name + "-wal")):
        one.unlink()
    return lambda: None


def _changed(bench: Bench) -> Mend:
    """Somebody else's program takes the newest row away."""
    other = sqlite3.connect(bench.rig.path, isolation_level=None)
    for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        other.execute(f"DROP TRIGGER {trigger}")
    other.execute("UPDATE chain SET hash = printf('%064d', 0) WHERE seq = (SELECT max(seq) FROM chain)")
    other.close()
    return lambda: None


def _acknowledged(bench: Bench) -> None:
    assert isinstance(bench.rig.order(Command.ACKNOWLEDGE_RECORDS, actor="s-9"), Done)


_WRITING = (Phase.DECIDING,)

DISK = (
    Case("Records", "the disk is full", _disk(no_space), watch_s=TRY_OUT_S),
    Case(
        "Records", "the disk is full when the receipt is spent", _disk(no_space), phases=_WRITING, at_row=Kind.RELEASE
    ),
    Case("Records", "the disk is full after the pulse", _disk(no_space), phases=_WRITING, at_row=Kind.DOOR),
    Case("Records", "read-only", _disk(read_only), watch_s=TRY_OUT_S),
    Case("Records", "held by another program", _held),
    Case("Records", "the disk is gone", _unmounted),
    Case("Records", "deleted", _deleted, made=_kept, by_hand=_acknowledged, hand=ACKNOWLEDGED),
    Case("Records", "changed by another program", _changed, made=_kept, by_hand=_acknowledged, hand=ACKNOWLEDGED),
)
