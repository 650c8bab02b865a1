"""Heads and the purge while a station works: never in a visitor's way, and told when a supervisor is needed."""

from datetime import timedelta

import pytest

from kiosk.link import Command
from kiosk.records.heads import HEADS_FILE, read_heads
from kiosk.records.keys import PRIVATE
from kiosk.records.outside import Heads
from kiosk.records.upkeep import Upkeep
from kiosk.records.verify import verify
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Phase
from tests.rig import MASKED, Rig


def kept(rig: Rig) -> Rig:
    rig.upkeep = Upkeep(keep_days=30, head_s=20.0)
    return rig.start()


def test_a_run_is_signed_at_its_start_now_and_then_and_at_its_end(rig: Rig) -> None:
    kept(rig)
    assert rig.kinds().count("head") == 1
    rig.visit(MASKED)
    rig.leave()
    assert rig.kinds().count("head") == 1
    rig.run(20.0)
    assert rig.kinds().count("head") == 2
    rig.stop()
    assert rig.kinds()[-2:] == ["stop", "head"]
    outside = read_heads(rig.path.with_name(HEADS_FILE))
    verdict = verify(rig.path, heads=Heads(outside))
    assert (verdict.bad, verdict.outside) == (None, 3)


def test_nothing_is_signed_while_somebody_is_being_screened(rig: Rig) -> None:
    kept(rig)
    rig.run(19.0)
    rig.visit(MASKED)
    rig.run(3.0)
    assert rig.kinds().count("head") == 1
    rig.leave()
    rig.run(0.1)
    assert rig.kinds().count("head") == 2


def test_what_has_expired_goes_by_itself(rig: Rig) -> None:
    kept(rig)
    seq = rig.visit(MASKED).seq
    rig.leave()
    rig.stop()
    rig.clock.now += 31 * 86_400
    rig._station = None
    rig.start()
    rig.run(1.0)
    (erased,) = [shown for shown in rig.rows() if shown.row.seq == seq]
    assert erased.payload is None
    assert "erasure" in rig.kinds()
    assert rig.verdict().bad is None


def test_after_a_clock_jump_the_purge_waits_and_says_so(rig: Rig) -> None:
    kept(rig)
    rig.visit(MASKED)
    rig.leave()
    rig.clock.set_wall(timedelta(days=400))
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    rig.clock.now += 3600
    rig.run(2.0)
    rig.run_until(lambda: rig.phase is Phase.IDLE)
    assert Notice.PURGE_WAITS in rig.snapshot.notices
    assert "erasure" not in rig.kinds()
    assert rig.visit(MASKED).released


def test_a_key_that_cannot_be_used_is_a_notice_and_stops_nobody(rig: Rig) -> None:
    kept(rig)
    rig.path.with_name(PRIVATE).write_text("no key\n")
    rig.upkeep = Upkeep(keep_days=90, head_s=900.0)
    rig.restart()
    assert Notice.HEADS_UNSIGNED in rig.snapshot.notices
    assert rig.visit(MASKED).released


@pytest.mark.parametrize("off", [False, True], ids=["jumped while running", "jumped while off"])
def test_a_purge_that_waits_for_a_supervisor_waits_after_a_restart_too(rig: Rig, off: bool) -> None:
    kept(rig)
    rig.visit(MASKED)
    rig.leave()
    if off:
        rig.stop()
    rig.clock.set_wall(timedelta(days=400))
    if not off:
        rig.run(5.0)
    for _ in range(2):
        rig.upkeep = Upkeep(keep_days=30, head_s=20.0)
        rig.restart()
        rig.run(5.0)
        assert Notice.PURGE_WAITS in rig.snapshot.notices
        assert rig.rows("erasure") == []
    rig.order(Command.ACCEPT_CLOCK, actor="s-9")
    rig.run(2.0)
    assert Notice.PURGE_WAITS not in rig.snapshot.notices
    assert len(rig.rows("erasure")) == 1
    assert rig.rows("screening")[0].payload is None
