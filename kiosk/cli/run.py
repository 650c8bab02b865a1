"""`kiosk run`: the station, with the visitor screen or headless."""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import click

from kiosk.cli.assembly import Assembly
from kiosk.cli.lines import Lines
from kiosk.cli.main import Problem, config_option, load_config
from kiosk.cli.site import site_of
from kiosk.config import Config, ConfigError
from kiosk.decision_report import DecisionReport, as_json
from kiosk.records.values import StoreError
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.snapshot import Snapshot
from kiosk.screening.values import Fault, Trouble
from kiosk.workers import Beat, Worker

log = logging.getLogger(__name__)

POLL_S = 0.1
LAST_WORDS_S = 2.0
WATCH_S = 1.0
GIVE_UP = 30
"""A screen that stood still at so many looks in a row does not come back by itself."""
HANGS = 70
"""Exit code of a program that ended itself because its screen hung (EX_SOFTWARE)."""


@click.command()
@click.option("--headless", is_flag=True, help="No screen; one line a decision.")
@click.option("--visitors", type=click.IntRange(min=1), metavar="N", help="End after N decisions, exit code 0.")
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a decision.")
@config_option
def run(headless: bool, visitors: int | None, as_lines: bool, config_path: str | None) -> None:
    """Start the station and the visitor screen.

    \b
    Examples:
      kiosk run
      kiosk run --headless --visitors 12 --json
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    config = load_config(config_path)
    ending = Ending()
    stop = threading.Event()
    lines = Lines()
    printer = Printer(as_lines, visitors, stop, lines.out)
    try:
        drawn = None if headless else Beat()
        screen = (lambda: drawn.health) if drawn else None
        told = (printer.tell, lambda fault: tell_fault(fault, lines.err), lambda alert: tell_alert(alert, lines.err))
        assembly = Assembly(config, *told, stop.set, screen)
        assembly.start()
    except (ConfigError, StoreError) as error:
        raise Problem(str(error)) from None
    ended = said = False
    try:
        if headless:
            ending.wait(stop)
        elif drawn and not ending.asked:
            _show(config, assembly, stop, drawn)
    finally:
        ended = assembly.stop()
        said = lines.end(LAST_WORDS_S)
    if said and lines.dropped:
        log.warning("%d lines were not printed: nobody read them", lines.dropped)
    if not ended:
        log.warning("a thread did not end in time and is left behind")
    if not (ended and said):
        os._exit(0)  # an orderly exit would wait for it, or break it in the middle of foreign code


class Ending:
    """Remembers a signal that asks to end, from before the first device is opened.

    A handler must not set the event that its own thread waits for: it may interrupt that wait with the lock held.
    """

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def wait(self, stop: threading.Event) -> None:
        while not (self.asked or stop.wait(POLL_S)):
            pass


class Printer:
    """Tells decisions and counts them; called from the station thread, which must not wait for a reader."""

    def __init__(
        self, as_lines: bool, visitors: int | None, stop: threading.Event, say: Callable[[str], object]
    ) -> None:
        self._say = say
        self._as_lines = as_lines
        self._left = visitors
        self._stop = stop

    def tell(self, report: DecisionReport) -> None:
        if self._left == 0:
            return
        self._say(json.dumps(as_json(report)) if self._as_lines else in_words(report))
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                self._stop.set()


def tell_fault(fault: Fault | None, say: Callable[[str], object]) -> None:
    """Say why the station is out of service, and when it is back; called from the station thread."""
    if fault is None:
        line = "in service"
    elif fault.trouble is Trouble.STARTING:
        return
    else:
        line = f"out of service: {fault.source} {fault.trouble}: {fault.detail}"
    say(line)


_ALERTS = {
    DoorAlert.FORCED: "the door was opened without a release",
    DoorAlert.HELD_OPEN: "the door stands open for too long",
    DoorAlert.NOT_OPENED: "the door was released and not opened: does the lock work?",
}


def tell_alert(alert: DoorAlert, say: Callable[[str], object]) -> None:
    """Say how the door was used; called from the station thread."""
    say(f"door: {_ALERTS[alert]}")


def in_words(report: DecisionReport) -> str:
    """Return a decision as one line for people."""
    skin = "no temperature"
    if report.skin_c is not None and report.uncertainty_c is not None:
        skin = f"skin {report.skin_c:.2f} ± {report.uncertainty_c:.2f} °C"
    why = f" ({', '.join(report.reasons)})" if report.reasons else ""
    parts = (
        f"{datetime.now().astimezone():%H:%M:%S}  #{report.seq}  {report.outcome}{why}",
        skin,
        f"mask {report.mask or 'not seen'}",
        f"hands {report.hands}",
        "door released" if report.released else "door locked",
        f"{report.decided_in_ms / 1000:.2f} s",
        *(("SIMULATION",) if report.simulated else ()),
    )
    return "  ".join(parts)


class ScreenWatch:
    """Ends a program whose screen hangs for good: the door locks, and the service starts it anew."""

    def __init__(self, drawn: Beat, stop: Callable[[], object], leave: Callable[[int], object] = os._exit) -> None:
        self._drawn = drawn
        self._stop = stop
        self._leave = leave
        self._still = 0
        self._worker = Worker("screen watch", self.step)

    def start(self) -> None:
        self._worker.start()

    def end(self) -> None:
        self._worker.stop()

    def step(self) -> None:
        """Look once; Qt's loop has the main thread, so that nothing but this can still end the program."""
        self._still = self._still + 1 if self._drawn.silent_s() > WATCH_S else 0
        if self._still < GIVE_UP:  # looks are counted, not seconds: a computer that slept has not hung
            self._worker.pause(WATCH_S)
            return
        log.error("the screen stands still: the program ends, to be started anew")
        try:
            self._stop()
        finally:
            self._leave(HANGS)


def _show(config: Config, assembly: Assembly, stop: threading.Event, drawn: Beat) -> None:
    from kiosk.cli.system import explain_import  # Qt is only needed here

    try:
        from kiosk.ui.app import CornerLink, run_app
    except ImportError as error:
        raise Problem(f"the visitor screen cannot start: {explain_import(error)}; or use --headless") from None
    watch = ScreenWatch(drawn, assembly.stop)

    def latest() -> Snapshot:
        drawn()
        return assembly.snapshot()

    code = run_app(
        latest_snapshot=latest,
        latest_frame=assembly.frames.get,
        post=assembly.touched,
        site=site_of(config),
        corner=CornerLink(assembly.corner_view, assembly.corner.submit),
        stop=stop,
        on_ready=watch.start,
    )
    watch.end()
    if code:
        sys.exit(code)
