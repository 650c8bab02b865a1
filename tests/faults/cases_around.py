"""Clock, power, the station's own thread, accounts, key, link and screen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from kiosk.link import Command, Desk, LinkServer, ask
from kiosk.records.keys import PRIVATE
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Kind
from kiosk.reports.words import WORDS
from kiosk.screening.values import Phase
from kiosk.staff.accounts import Accounts
from kiosk.staff.at_station import StaffAtStation
from kiosk.staff.rights import Role
from kiosk.staff.secret import Hasher
from tests.faults.bench import Bench, Case, Mend, PowerCut
from tests.rig import Rig
from tests.staff.conftest import CHEAP
from tests.staff.conftest import WORDS as PASSWORD


def _jump(by: timedelta) -> Callable[[Bench], Mend]:
    def begin(bench: Bench) -> Mend:
        bench.rig.clock.set_wall(by)
        return lambda: None

    return begin


def _power_cut(bench: Bench) -> Mend:
    raise PowerCut


def _cut_before(row: Kind, fault: str) -> Case:
    return Case("Power", fault, _power_cut, made=Bench.wire, phases=(Phase.DECIDING,), at_row=row)


def _program_error(bench: Bench) -> Mend:
    """The next look at the site raises: our own bug, as the worker's loop meets it."""
    rig = bench.rig
    step, site = rig.station.step, rig.station._site

    def broken(now: float, *rest: object) -> None:
        raise ZeroDivisionError("boom")

    site.step = broken  # type: ignore[method-assign]

    def guarded(now: float, events: object = ()) -> None:
        try:
            step(now)
        except ZeroDivisionError as error:
            rig.station.failed(now, f"{type(error).__name__}: {error}")

    rig.station.step = guarded  # type: ignore[method-assign,assignment]

    def mend() -> None:
        del site.step  # type: ignore[attr-defined]

    return mend


class _Staff:
    """Accounts with one officer, and whether the station still takes their word."""

    def __init__(self, rig: Rig, path: Path) -> None:
        self._path = path
        accounts = Accounts(path, Hasher(CHEAP))
        self._officer = accounts.add("Made Example", Role.OFFICER, PASSWORD).staff_id
        self._staff = StaffAtStation(accounts)
        rig.settle_staff = self._staff.settle

    def damaged(self, bench: Bench) -> Mend:
        whole = self._path.read_bytes()
        self._path.write_bytes(b"damaged" * 1000)
        assert not self._staff.may(self._officer, Command.LET_IN)
        bench.staff = f"Every command is refused. In the log: {self._staff._told.replace(str(self._path), 'staff.db')}"

        def mend() -> None:
            self._path.write_bytes(whole)
            assert self._staff.may(self._officer, Command.LET_IN)

        return mend


def _staffed(bench: Bench) -> None:
    bench.accounts = _Staff(bench.rig, bench.folder / "staff.db")  # type: ignore[attr-defined]


def _accounts_damaged(bench: Bench) -> Mend:
    return bench.accounts.damaged(bench)  # type: ignore[attr-defined,no-any-return]


def _headed(bench: Bench) -> None:
    bench.rig.upkeep = Upkeep(keep_days=90, head_s=1.0)


def _key_damaged(bench: Bench) -> Mend:
    """As after a restart: the key is read anew, and is none."""
    key = bench.rig.path.with_name(PRIVATE)
    whole = key.read_bytes()
    key.write_bytes(b"no key")
    assert bench.rig.upkeep is not None
    bench.rig.upkeep._key = None
    return lambda: key.write_bytes(whole)


def _linked(bench: Bench) -> None:
    path = bench.folder / "station.sock"
    desk = Desk("door-1", lambda: None, bench.rig.clock.utc, lambda *asked: True)
    bench.link = path, LinkServer(path, desk), desk  # type: ignore[attr-defined]
    bench.closing.append(lambda: bench.link[1].close())  # type: ignore[attr-defined]  # noqa: PLW0108 - it may be another by then


def _link_down(bench: Bench) -> Mend:
    path, server, desk = bench.link  # type: ignore[attr-defined]
    server.close()
    try:
        ask(path, {"id": "q", "station_id": "door-1", "command": "snapshot"})
    except OSError:
        bench.staff = f"On the staff page: {WORDS['en']['no_answer']}."
    else:
        raise AssertionError("a station answered")

    def mend() -> None:
        bench.link = path, LinkServer(path, desk), desk  # type: ignore[attr-defined]

    return mend


def _screen_stands(bench: Bench) -> Mend:
    """The window does not ask for snapshots any more; the station's thread goes on alone."""
    bench.screen_stands = True
    return lambda: None


AROUND = (
    Case("Clock", "put forward by a day", _jump(timedelta(days=1))),
    Case("Clock", "put back by an hour", _jump(timedelta(hours=-1))),
    Case("Station", "an error in the program", _program_error),
    Case("Power", "cut, or the program killed", _power_cut, made=Bench.wire),
    Case(
        "Power",
        "cut before the receipt is spent",
        _power_cut,
        made=Bench.wire,
        phases=(Phase.DECIDING,),
        at_row=Kind.RELEASE,
    ),
    _cut_before(Kind.DOOR, "cut after the pulse"),
    Case("Staff accounts", "their file is damaged", _accounts_damaged, made=_staffed),
    Case("Signing key", "damaged", _key_damaged, made=_headed),
    Case("Link", "its socket is gone", _link_down, made=_linked),
    Case("Screen", "stands still", _screen_stands),
)
