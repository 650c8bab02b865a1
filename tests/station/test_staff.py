"""What staff do while a station runs gets into its record; and whose commands the station takes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.link import Command
from kiosk.records.staff_rows import disabled_on_record
from kiosk.records.values import Entry, Kind, StoreError
from kiosk.screening.values import Trouble
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.rig import Rig
from tests.staff.conftest import CHEAP, WORDS


class Waiting:
    """Actions that wait, as accounts keep them."""

    def __init__(self) -> None:
        self.actions: list[dict[str, Any]] = []

    def settle(self, write: Callable[[Mapping[str, Any]], int]) -> None:
        while self.actions:
            write(self.actions[0])
            self.actions.pop(0)


@pytest.fixture
def waiting(rig: Rig) -> Waiting:
    made = Waiting()
    rig.settle_staff = made.settle
    return made


def test_an_action_becomes_a_row_within_a_second(rig: Rig, waiting: Waiting) -> None:
    rig.start()
    waiting.actions.append({"what": "signed_in", "by": "s-7k2m"})
    rig.run(1.1)
    (row,) = rig.rows(Kind.STAFF)
    assert row.payload == {"what": "signed_in", "by": "s-7k2m", "simulated": True}
    assert waiting.actions == []


def test_an_action_that_a_power_cut_left_unmarked_is_no_second_row(rig: Rig, waiting: Waiting) -> None:
    """It is in the record, and in the accounts it still waits."""
    rig.start()
    action = {"action_id": "a1", "what": "disabled", "of": "s-2222"}
    waiting.actions.append(action)
    rig.run(1.1)
    waiting.actions += [action, {**action, "action_id": "a2"}]
    rig.restart()
    rig.run(1.1)
    assert [(row.payload or {})["action_id"] for row in rig.rows(Kind.STAFF)] == ["a1", "a2"]
    assert waiting.actions == []


def test_an_older_copy_of_the_accounts_gives_nobody_their_rights_back(
    rig: Rig, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    accounts = Accounts(tmp_path / "staff.db", Hasher(CHEAP))
    staff = StaffAtStation(accounts, lambda staff_id: disabled_on_record(rig.path, staff_id))
    rig.settle_staff = staff.settle
    rig.start()
    left, stays = (accounts.add(name, Role.OFFICER, WORDS).staff_id for name in ("Left Example", "Stays Example"))
    copy = accounts.path.read_bytes()
    accounts.disable(left)
    rig.run(1.1)
    accounts.path.write_bytes(copy)
    assert accounts.role_of(left) is Role.OFFICER
    assert [staff.may(one, Command.LET_IN) for one in (left, stays)] == [False, True]
    assert "are these an older copy?" in caplog.text
    accounts.enable(left)
    rig.run(1.1)
    assert staff.may(left, Command.LET_IN)


def test_an_action_waits_while_the_disk_is_full(rig: Rig, waiting: Waiting) -> None:
    def full(entry: Entry) -> None:
        if entry.kind is Kind.STAFF:
            raise StoreError(Trouble.NOT_WRITABLE, "disk full")

    rig.start()
    rig.before_write = full
    waiting.actions.append({"what": "signed_in"})
    rig.run(1.1)
    assert len(waiting.actions) == 1
    rig.before_write = lambda entry: None
    rig.run(6.0)
    assert len(rig.rows(Kind.STAFF)) == 1


def test_the_station_takes_commands_of_those_with_the_right_only(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "staff.db", Hasher(CHEAP))
    staff = StaffAtStation(accounts)
    for role, wanted in ((Role.OFFICER, True), (Role.TECHNICIAN, False), (Role.SUPERVISOR, True)):
        account = accounts.add(f"{role} Example", role, WORDS)
        assert staff.may(account.staff_id, Command.LET_IN) is wanted
        assert not staff.may(account.name or "", Command.LET_IN), "a name is no staff_id"
        accounts.disable(account.staff_id)
        assert not staff.may(account.staff_id, Command.LET_IN)
    assert not staff.may("s-none", Command.LET_IN)


def test_accounts_that_cannot_be_read_give_nobody_rights_and_say_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    staff = StaffAtStation(Accounts(tmp_path / "staff.db"))
    (tmp_path / "staff.db").write_bytes(b"damaged" * 100)
    assert not staff.may("s-7k2m", Command.LET_IN)
    assert not staff.may("s-7k2m", Command.LET_IN)
    staff.settle(lambda payload: 1)
    assert len(caplog.records) == 1
