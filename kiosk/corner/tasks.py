"""The pages of somebody who is signed in: menu, source, bench, result, calibrations, devices, shut down."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.corner.bench import WATCHED
from kiosk.corner.checked import complaint, trimmed
from kiosk.corner.front import Front, No
from kiosk.corner.lists import calibration_list, calibration_view, check_view, known_sources, sensor_state, waiting_run
from kiosk.corner.parts import CornerParts, SensorNow
from kiosk.corner.pins import name_of
from kiosk.corner.signing import Signing
from kiosk.corner.work import CalibrationWork, CheckWork, OtherSensor, Typed, Uncalibrated, Work
from kiosk.records.calibrating import concluded, stored
from kiosk.records.values import StoreError
from kiosk.screening.calibration import BLACK
from kiosk.screening.corner import CornerPage, CornerView, Note, Task, Who
from kiosk.screening.corner_bench import BenchKind, CalibrationView, CheckView
from kiosk.screening.corner_input import (
    Accepted,
    Began,
    CornerInput,
    Discarded,
    Rejected,
    Resumed,
    RolledBack,
    ShutDown,
    SourceChosen,
    StandsAt,
    TakenAgain,
    Went,
)
from kiosk.screening.in_force import Standing
from kiosk.screening.values import Sample

OPEN_TO_ALL = (CornerPage.MENU, CornerPage.CALIBRATIONS, CornerPage.DEVICES)
TASK_OF = {BenchKind.CHECK: Task.CHECK_DAILY, BenchKind.CALIBRATE: Task.CALIBRATE}


class Tasks:
    """Of one person, from the sign-in to the sign-out; owned by the corner's thread."""

    def __init__(self, parts: CornerParts, who: Who, front: Front) -> None:
        self._parts = parts
        self._who = who
        self._view = CornerView(page=CornerPage.MENU)
        self._work: Work | None = None
        self._newest: Sample | None = None
        self._signing = Signing(parts, who.staff_id, front, self)
        self._guarded(self._look_up)

    # for the corner

    @property
    def watched(self) -> bool:
        """Readings are being watched: nobody need touch anything."""
        return self._work is not None and self._work.bench.stage in WATCHED

    def take(self, now: float, given: CornerInput) -> None:
        self.say(None)
        self._guarded(lambda: self._do(now, given))

    def step(self, now: float) -> None:
        """Take in what was read (monotonic s)."""
        samples = self._parts.tap.drain()
        if samples:
            self._newest = samples[-1]
        work = self._work
        if work is None or work.done:
            return
        work.bench.take(samples)
        self._guarded(lambda: work.step(now))
        if work.done:
            self._guarded(lambda: self._found(work))
        elif self.watched and work.bench.watch is not None and work.bench.watch.hopeless(now):
            work.bench.give_up()
            self.say(Note.NOT_STEADY)

    def end(self, now: float) -> None:
        """Signed out: a run is kept for later, an unsigned check is put down as such."""
        self._put_away(now)

    def filled(self, view: CornerView, now: float) -> CornerView:
        """Return the view with what these pages show."""
        mine = self._view
        silent = self.watched and self._work is not None and self._work.bench.last(now) is None
        return replace(
            mine,
            refusal=view.refusal,
            who=self._who,
            bench=None if self._work is None else self._work.view(now),
            note=Note.SENSOR_SILENT if silent and mine.note is None else mine.note,
            busy=view.busy,
            closes_in_s=view.closes_in_s,
            simulated=view.simulated,
        )

    # for signing

    @property
    def work(self) -> Work | None:
        return self._work

    def say(self, note: Note | None, detail: str = "") -> None:
        self._view = replace(self._view, note=note, detail=detail)

    def stored(self, calibration: CalibrationView | None, check: CheckView | None) -> None:
        """What was at the bench is in the record: show it as that, and nothing of it is left at the bench."""
        self._work = None
        self._parts.show(None, 0.0)
        self._view = replace(self._view, page=CornerPage.RESULT, calibration=calibration, check=check)
        self.look_up(Note.STORED)

    def to_menu(self, note: Note) -> None:
        self._work = None
        self._parts.show(None, 0.0)
        self._guarded(lambda: self._go(CornerPage.MENU))
        self.say(note)

    def look_up(self, note: Note) -> None:
        """Show what the record says now."""
        self._guarded(self._look_up)
        self.say(note)

    # inputs

    def _guarded(self, do: Callable[[], object]) -> None:
        """What cannot be done is said; what else is raised is a bug, and ends the corner."""
        try:
            do()
        except No as no:
            self.say(no.note, no.detail)
        except (OtherSensor, Uncalibrated) as error:
            if self._work is not None:
                self._work.bench.give_up()
            self.say(Note.SENSOR_CHANGED if isinstance(error, OtherSensor) else Note.NO_CALIBRATION, str(error))
        except StoreError as error:
            self.say(Note.NOT_STORED, error.detail)
        except OSError as error:
            self.say(Note.NOT_STORED, f"{self._parts.run_file.path}: {error.strerror or error}")

    def _do(self, now: float, given: CornerInput) -> None:
        match given:
            case Went(page):
                self._allowed(page)
                self._put_away(now)
                self._go(page)
            case Began(kind):
                self._put_away(now)
                self._begin(kind)
            case SourceChosen():
                self._start(given)
            case Resumed():
                self._resume()
            case Discarded():
                self._discard(now)
            case StandsAt():
                self._stands(now)
            case TakenAgain():
                self._again(now)
            case Accepted(pin):
                self._signing.accept(now, pin)
            case Rejected(why):
                self._signing.reject(now, why)
            case RolledBack():
                self._roll_back(now, given)
            case ShutDown(pin):
                self._signing.shut_down(now, pin)
            case _:
                pass

    def _allowed(self, page: CornerPage) -> None:
        if page not in OPEN_TO_ALL and not (page is CornerPage.SHUT_DOWN and Task.SHUT_DOWN in self._who.may):
            raise No(Note.NOT_ALLOWED)

    def _go(self, page: CornerPage) -> None:
        self._view = replace(self._view, page=page, kind=None, calibration=None, check=None)
        self._look_up()

    def _begin(self, kind: BenchKind) -> None:
        if TASK_OF[kind] not in self._who.may:
            raise No(Note.NOT_ALLOWED)
        sensor = self._sensor()
        if kind is BenchKind.CHECK:
            standing = sensor_state(self._parts.rows(), sensor, self._parts.clock.utc()).standing
            if standing in (Standing.NONE, Standing.EXPIRED):
                raise No(Note.NO_CALIBRATION)
        self._go(CornerPage.SOURCE)
        self._view = replace(self._view, kind=kind)

    def _start(self, given: SourceChosen) -> None:
        kind = self._view.kind
        if self._view.page is not CornerPage.SOURCE or kind is None:
            raise No(Note.NOT_ALLOWED)
        sensor, wrong = self._sensor(), complaint(given) or self._unmirrored(given)
        if wrong:
            raise No(Note.NOT_THIS_SOURCE, wrong)
        typed, who = Typed(trimmed(given.source), given.room_c), self._who.staff_id
        if kind is BenchKind.CHECK:
            reference_c = self._view.suggested_c if given.reference_c is None else given.reference_c
            self._work = CheckWork(self._parts, sensor, who, typed, reference_c)
        elif self._view.run is not None:
            raise No(Note.NOT_ALLOWED, "an interrupted run waits: go on with it, or discard it")
        else:
            self._work = CalibrationWork.begin(self._parts, sensor, who, typed)
        self._view = replace(self._view, page=CornerPage.BENCH)

    def _unmirrored(self, given: SourceChosen) -> str:
        """A source that is not black mirrors the room: somebody has to tell how warm that is."""
        blind = self._newest is not None and self._newest.ambient_c is None
        if blind and given.room_c is None and given.source.emissivity < BLACK:
            return "room_c: this sensor does not tell its own temperature; say how warm it is around the source (°C)"
        return ""

    def _resume(self) -> None:
        waiting = self._view.run
        if waiting is None or waiting.hindrance is not None or Task.CALIBRATE not in self._who.may:
            raise No(Note.NOT_ALLOWED)
        run = self._parts.run_file.read()
        if run is None:
            raise No(Note.NOT_ALLOWED)
        before = stored(self._parts.rows(), run.begun.run_id)
        if before is not None:  # the power went between its row and the end of its file
            self._parts.run_file.forget()
            self._view = replace(self._view, kind=BenchKind.CALIBRATE)
            self.stored(calibration_view(*before), None)
            return
        work = self._work = CalibrationWork.resume(self._parts, run)
        self._view = replace(self._view, page=CornerPage.BENCH, kind=BenchKind.CALIBRATE)
        if work.done:
            self._found(work)

    def _discard(self, now: float) -> None:
        waiting = self._view.run
        if waiting is None or Task.CALIBRATE not in self._who.may:
            raise No(Note.NOT_ALLOWED)
        self._signing.discard_run(now)

    def _roll_back(self, now: float, given: RolledBack) -> None:
        if not any(row.calibration_id == given.calibration_id and row.may_roll_back for row in self._view.calibrations):
            raise No(Note.NOT_THIS_CALIBRATION, f"{given.calibration_id} cannot be put in force")
        self._signing.roll_back(now, given)

    def _stands(self, now: float) -> None:
        if self._work is None or self._work.done or self.watched:
            return
        self._work.stands(now)

    def _again(self, now: float) -> None:
        if self._work is None or (isinstance(self._work, CheckWork) and self._work.done):
            raise No(Note.NOT_ALLOWED)
        self._work.again(now)
        self._view = replace(self._view, page=CornerPage.BENCH, calibration=None)

    # what there is

    def _found(self, work: Work) -> None:
        """All is taken: show what it says."""
        rows, utc = self._parts.rows(), self._parts.clock.utc()
        if isinstance(work, CalibrationWork):
            found = calibration_view(concluded(work.run, rows, utc))
            self._view = replace(self._view, page=CornerPage.RESULT, calibration=found)
        elif work.look is not None:
            self._view = replace(self._view, page=CornerPage.RESULT, check=check_view(work.look, rows, utc))

    def _put_away(self, now: float) -> None:
        work, self._work = self._work, None
        if work is not None:
            self._parts.show(None, 0.0)
        if isinstance(work, CheckWork) and work.look is not None:
            self._signing.check_left(now, work.look)

    def _sensor(self) -> SensorNow:
        sensor = self._parts.sensor()
        if sensor is None:
            raise No(Note.SENSOR_SILENT, "the thermometer is not open")
        return sensor

    def _look_up(self) -> None:
        """Read what the page at hand shows of the record; once, not with each step."""
        sensor, utc = self._parts.sensor(), self._parts.clock.utc()
        rows = self._parts.rows()
        listed = sensor is not None and self._view.page is CornerPage.CALIBRATIONS
        self._view = replace(
            self._view,
            sensor=None if sensor is None else sensor_state(rows, sensor, utc),
            sources=known_sources(rows, sensor),
            run=None if self._work else waiting_run(self._parts, self._who.staff_id, sensor),
            calibrations=calibration_list(rows, sensor, utc, self._name) if sensor is not None and listed else (),
            devices=tuple(self._parts.devices()) if self._view.page is CornerPage.DEVICES else (),
        )

    def _name(self, staff_id: str) -> str:
        return name_of(self._parts.accounts, staff_id)
