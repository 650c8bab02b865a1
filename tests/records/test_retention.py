"""What expires, when clocks are right, wrong, set back, or jump: nothing goes too early, nothing is kept for ever."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.records.purge import Purged, accept_clock, due, purge
from kiosk.records.queries import show
from kiosk.records.retention import Reading
from kiosk.records.store import Entry, Identity, Kind, Records
from kiosk.records.verify import verify

MakeEntry = Callable[..., Entry]
DAY = 86_400.0
START = datetime(2026, 3, 1, 8, tzinfo=UTC)
KEEP = 30


class Kiosk:
    """Writes rows by a machine clock and a wall clock that may be wrong. Times in days from START."""

    def __init__(self, path: Path, identity: Identity) -> None:
        self.records = Records.open(path, identity)
        self.machine = 0.0
        self.wrong_by = 0.0

    @property
    def now(self) -> Reading:
        wall = START + timedelta(days=self.machine + self.wrong_by)
        return Reading(wall, round(self.machine * DAY * 1e9), self.records.identity.boot_id)

    def row(self, kind: Kind = Kind.SCREENING, payload: dict[str, Any] | None = None) -> int:
        what = {"outcome": "refer"} if payload is None else payload
        visit = "v" if kind in (Kind.SCREENING, Kind.RELEASE, Kind.DOOR) else None
        entry = Entry(kind, what, self.now.monotonic_ns, self.now.utc, "p", visit_id=visit)
        return self.records.commit(entry).seq

    def days(self, count: float, each: float = 1.0) -> None:
        """A row at each step of this many days."""
        for _ in range(round(count / each)):
            self.machine += each
            self.row()

    def jump(self, by: float) -> int:
        self.wrong_by += by
        return self.row(Kind.CLOCK_JUMP, {"by_s": by * DAY})

    def start_again(self, path: Path, boot_id: str, after: float, wrong_by: float = 0.0) -> None:
        """Off for `after` days, then a new boot whose monotonic clock starts anew."""
        identity = self.records.identity
        self.records.close()
        wall = self.machine + self.wrong_by + after
        self.records = Records.open(path, Identity(identity.station_id, identity.office_id, "0.1.0", boot_id))
        self.machine, self.wrong_by = 0.0, wall + wrong_by
        self.row(Kind.POLICY, {})

    @property
    def expired(self) -> int:
        return due(self.records, self.now, KEEP).until_seq

    @property
    def waits_for(self) -> int | None:
        return due(self.records, self.now, KEEP).waits_for

    def purge(self, keep_days: int = KEEP, rows: int = 500) -> Purged:
        now = self.now
        return purge(
            self.records, keep_days=keep_days, monotonic_ns=now.monotonic_ns, utc=now.utc, policy_hash="p", rows=rows
        )

    def accept(self) -> None:
        now = self.now
        accept_clock(self.records, "s1", monotonic_ns=now.monotonic_ns, utc=now.utc, policy_hash="p")


@pytest.fixture
def kiosk(path: Path, identity: Identity):
    made = Kiosk(path, identity)
    yield made
    made.records.close()


def test_an_empty_record_has_nothing_to_expire(kiosk: Kiosk) -> None:
    assert kiosk.expired == 0
    assert kiosk.purge() == Purged(0, False, None, True)


def test_rows_expire_after_their_days(kiosk: Kiosk) -> None:
    kiosk.days(40)
    assert kiosk.expired == 9, "row 10 is thirty days old to the second: not older"
    kiosk.machine += 0.5
    assert kiosk.expired == 10


def test_zero_days_keeps_for_ever(kiosk: Kiosk) -> None:
    kiosk.days(400)
    assert kiosk.purge(keep_days=0).erased == 0


def test_a_clock_set_back_keeps_nothing_longer(kiosk: Kiosk) -> None:
    kiosk.days(40)
    kiosk.jump(-20)
    assert kiosk.expired == 9
    kiosk.days(3)
    assert kiosk.expired == 9, "the clock has not reached the newest trusted row yet"
    kiosk.days(20)
    assert kiosk.expired == 12
    kiosk.days(40)
    assert kiosk.expired > 40


def test_a_clock_set_back_makes_no_new_row_old(kiosk: Kiosk) -> None:
    kiosk.days(40)
    kiosk.jump(-38)
    kiosk.days(3)
    assert kiosk.expired == 9, "rows of today that say they are of last month"


def test_a_jump_forward_waits_for_a_supervisor(kiosk: Kiosk) -> None:
    kiosk.days(10)
    jump = kiosk.jump(400)
    kiosk.row(Kind.POLICY, {})
    kiosk.days(3)
    assert (kiosk.expired, kiosk.waits_for) == (0, jump)
    assert kiosk.purge() == Purged(0, False, jump, True)
    kiosk.accept()
    assert kiosk.waits_for is None
    assert kiosk.expired == 10, "what came after the jump is as old as its clock says, and was accepted"


def test_a_jump_of_a_few_hours_is_no_reason_to_wait(kiosk: Kiosk) -> None:
    kiosk.days(40)
    kiosk.jump(0.9)
    assert (kiosk.waits_for, kiosk.expired) == (None, 10)


def test_a_clock_that_comes_back_is_trusted_again_and_nothing_was_lost(kiosk: Kiosk) -> None:
    kiosk.days(10)
    kiosk.jump(3650)
    kiosk.days(2)
    kiosk.jump(-3650)
    kiosk.days(5)
    assert (kiosk.waits_for, kiosk.expired) == (None, 0)
    kiosk.days(25)
    assert kiosk.expired >= 13, "rows of the wrong decade expire with those before them"
    assert kiosk.expired < 20


def test_a_dead_battery_waits_once_and_only_for_the_jump(kiosk: Kiosk, path: Path) -> None:
    kiosk.days(10)
    kiosk.start_again(path, "boot-b", after=0.1, wrong_by=-20_000)
    kiosk.days(1, each=0.25)
    assert (kiosk.waits_for, kiosk.expired) == (None, 0)
    kiosk.jump(20_000)
    kiosk.days(1, each=0.25)
    assert (kiosk.waits_for, kiosk.expired) == (None, 0), "back to where it was: no jump"
    kiosk.days(29)
    assert kiosk.expired == 15, "what was written before the clock came back, and not a row of the days since"


def test_off_over_night_is_no_jump_and_more_than_a_day_may_be_one(kiosk: Kiosk, path: Path) -> None:
    kiosk.days(40)
    kiosk.start_again(path, "boot-b", after=0.7)
    assert (kiosk.waits_for, kiosk.expired) == (None, 10)
    kiosk.start_again(path, "boot-c", after=1.1)
    assert kiosk.waits_for is not None
    kiosk.accept()
    assert (kiosk.waits_for, kiosk.expired) == (None, 11)
    kiosk.start_again(path, "boot-d", after=60)
    again = kiosk.waits_for
    assert again is not None
    kiosk.accept()
    assert kiosk.waits_for is None
    assert kiosk.expired > 40


def test_a_jump_nobody_wrote_down_waits_too(kiosk: Kiosk) -> None:
    kiosk.days(40)
    kiosk.wrong_by = 100
    assert kiosk.waits_for == 41
    assert kiosk.purge().erased == 0


def test_a_jump_while_nothing_was_written_can_be_accepted(kiosk: Kiosk) -> None:
    kiosk.days(40)
    kiosk.wrong_by = 100
    kiosk.accept()
    assert (kiosk.waits_for, kiosk.expired) == (None, 40)


def test_an_accepted_clock_is_accepted_once(kiosk: Kiosk) -> None:
    kiosk.days(10)
    kiosk.jump(100)
    kiosk.accept()
    kiosk.days(2)
    again = kiosk.jump(100)
    assert kiosk.waits_for == again


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(["day", "back", "hours", "jump", "unjump"]), min_size=1, max_size=25))
def test_nothing_goes_before_its_days_have_truly_passed(moves: Sequence[str]) -> None:
    """Whatever the clocks do without a supervisor: a row younger than KEEP days by the machine's clock stays.

    A step of less than JUMP passes for a correction, so each may take that much away.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        kiosk = Kiosk(Path(folder) / "records.db", Identity("n", "o", "1", "boot-a"))
        kiosk.row()
        written = [kiosk.machine]
        slack = 0.0
        for move in moves:
            if move == "day":
                kiosk.machine += 5.0
                kiosk.row()
            elif move == "hours":
                kiosk.jump(0.5)
                slack += 0.5
            else:
                kiosk.jump({"back": -7, "jump": 50, "unjump": -50}[move])
                slack += {"back": 7, "jump": 0, "unjump": 50}[move]
            written.append(kiosk.machine)
        for seq in range(1, kiosk.expired + 1):
            assert kiosk.machine - written[seq - 1] >= KEEP - slack
        kiosk.records.close()


def test_only_what_visitors_left_goes_and_in_batches(kiosk: Kiosk, path: Path) -> None:
    for number in range(10):
        kiosk.row(Kind.SCREENING, {"outcome": "admit" if number % 2 else "retry", "simulated": True})
        kiosk.row(Kind.DOOR, {"pulsed": True})
        kiosk.row(Kind.IN_SERVICE, {})
    kiosk.days(40)
    told = [kiosk.purge(rows=4) for _ in range(6)]
    assert [(one.erased, one.more) for one in told] == [
        (4, True), (4, True), (4, True), (4, True), (3, False), (0, False),
    ]  # fmt: skip
    verdict = verify(path)
    assert (verdict.bad, verdict.erased) == (None, 19)
    kept = {seq: shown.payload for seq in range(1, 31) if (shown := show(path, seq)) and shown.payload is not None}
    assert len(kept) == 20
    first = show(path, 71)
    assert first is not None
    assert first.payload == {
        "reason": "older than 30 days",
        "seqs": [[1, 1], [4, 4], [7, 7], [10, 10]],
        "until_seq": 10,
        "counts": [["2026-03-01T08", "admit", True, 2], ["2026-03-01T08", "retry", True, 2]],
    }


def test_each_purge_goes_on_where_the_last_one_ended(kiosk: Kiosk, path: Path) -> None:
    kiosk.days(40)
    assert kiosk.purge().erased == 9
    kiosk.days(5)
    assert kiosk.purge().erased == 5
    assert kiosk.purge(keep_days=20).erased == 10
    assert verify(path).erased == 24


def test_a_value_that_expired_is_nowhere_on_disk(kiosk: Kiosk, path: Path) -> None:
    secret = "a-value-nobody-may-find-again"
    kiosk.row(Kind.SCREENING, {"outcome": "refer", "note": secret})
    kiosk.days(40)
    assert any(secret.encode() in each.read_bytes() for each in path.parent.iterdir())
    assert kiosk.purge().wiped
    assert not any(secret.encode() in each.read_bytes() for each in path.parent.iterdir())
