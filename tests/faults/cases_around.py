"""Clock, power, the station's own thread, accounts, key, link and screen."""

from collections.abc import Callable
from datetime import timedelta

from kiosk.records.keys import PRIVATE
from kiosk.records.upkeep import Upkeep
from kiosk.records.values import Kind
from kiosk.reports.words import WORDS
from kiosk.screening.values import Phase, Source
from kiosk.workers import Health
from tests.faults.around import Linked, Staffed
from tests.faults.bench import Bench, Case, Mend, PowerCut


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
    step = rig.station.step

    def broken(now: float, *rest: object) -> None:
        raise ZeroDivisionError("boom")

    def guarded(now: float) -> None:
        try:
            step(now)
        except ZeroDivisionError as error:
            rig.station.failed(now, f"{type(error).__name__}: {error}")

    bench.patch().setattr(rig.station, "step", guarded)
    bug = bench.patch()
    bug.setattr(rig.station._site, "step", broken)
    return bug.undo


def _staffed(bench: Bench) -> None:
    bench.accounts = Staffed(bench.rig, bench.folder / "staff.db")


def _accounts_damaged(bench: Bench) -> Mend:
    assert bench.accounts is not None
    bench.staff = f"Every command is refused. In the log: {bench.accounts.damage()}"
    return bench.accounts.mend


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
    bench.link = Linked(bench.rig, bench.folder / "station.sock")
    bench.closing.append(bench.link.close)


def _link_down(bench: Bench) -> Mend:
    link = bench.link
    assert link is not None
    link.close()
    try:
        link.ask()
    except OSError:
        bench.staff = f"On the staff page: {WORDS['en']['no_answer']}."
    else:
        raise AssertionError("a station answered")
    return link.open_again


def _screen_stands(bench: Bench) -> Mend:
    """The window does not ask for snapshots any more; the station's thread goes on alone, and notices."""
    bench.screen_stands = True
    stood_at = bench.rig.clock.now
    bench.rig.health[Source.SCREEN] = lambda: Health(stood_at)
    return lambda: bench.rig.health.pop(Source.SCREEN)


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
    Case(
        "Screen",
        "stands still",
        _screen_stands,
        watch_s=6.0,
        note="The window's loop hangs. After half a minute the program ends by itself, and its service starts it anew.",
    ),
)
