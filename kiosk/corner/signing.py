"""What somebody puts into the record at the kiosk: signed with the PIN once more, or thrown away with a reason."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from kiosk.corner.checked import good_reason
from kiosk.corner.front import Front, No, Pages
from kiosk.corner.lists import calibration_view, check_view
from kiosk.corner.parts import CornerParts
from kiosk.corner.work import CalibrationWork, CheckWork
from kiosk.link import NotDone, Refused
from kiosk.link.corner import Deed, Granted, Keep, Tell, Why
from kiosk.records.calibrating import concluded, earlier, kept_check, stored
from kiosk.records.values import StoreError, utc_text
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.corner import Busy, Note
from kiosk.screening.corner_input import RolledBack
from kiosk.screening.in_force import RollBack
from kiosk.screening.uncertainty import K
from kiosk.staff.rights import Action

PIN = "pin"
LEFT = "left without a signature"


class Signing:
    def __init__(self, parts: CornerParts, staff_id: str, front: Front, pages: Pages) -> None:
        self._parts = parts
        self._staff_id = staff_id
        self._front = front
        self._pages = pages
        self._on_its_way: DailyCheck | None = None
        """Signed, and handed to the station; nobody knows yet what came of it."""

    def accept(self, now: float, pin: str) -> None:
        """Store what was found at the bench, signed. Raises No, StoreError."""
        work = self._pages.work
        if isinstance(work, CheckWork) and work.look is not None:
            before = kept_check(self._parts.rows(), work.look)
            if before is not None:
                self._check_is_kept(work.look, before)
            elif self._front.proved(now, Action.CHECK_DAILY, pin):
                self._keep_check(now, work.look)
        elif isinstance(work, CalibrationWork) and work.done:
            if self._kept_before(work):
                return
            if not self._record(work).accepted:
                raise No(Note.NOT_ALLOWED, "its own rules speak against it: it can only be rejected")
            if self._front.proved(now, Action.CALIBRATE, pin):
                self._keep_calibration(now, self._record(work), PIN)
        else:
            raise No(Note.NOT_ALLOWED)

    def reject(self, now: float, why: str) -> None:
        """Store a calibration as not accepted; put a check down as discarded. Raises No, StoreError."""
        work = self._pages.work
        if isinstance(work, CheckWork) and work.look is not None:
            told = _facts(work.look, _reason(why))
            self._tell(now, Deed.CHECK_DISCARDED, told, lambda: self._pages.to_menu(Note.DISCARDED))
        elif isinstance(work, CalibrationWork) and work.done:
            if self._kept_before(work):
                return
            bad = not self._record(work).accepted
            reason = None if bad and not why.strip() else _reason(why)
            self._keep_calibration(now, self._record(work, reason), None)
        else:
            raise No(Note.NOT_ALLOWED)

    def roll_back(self, now: float, given: RolledBack) -> None:
        """Put an earlier calibration in force again, signed. Raises No, StoreError."""
        why, utc = _reason(given.why), self._parts.clock.utc()
        try:
            found = earlier(self._parts.rows(), given.calibration_id, utc)
        except ValueError as error:
            raise No(Note.NOT_THIS_CALIBRATION, str(error)) from None
        if self._front.proved(now, Action.ROLL_BACK, given.pin):
            back = RollBack(given.calibration_id, self._staff_id, why, utc_text(utc))
            self._ask(now, Keep(back, found.simulated, PIN), lambda granted: self._pages.look_up(Note.STORED))

    def shut_down(self, now: float, pin: str) -> None:
        """End the program; a disk that takes no row does not hold it up."""
        if not self._front.proved(now, Action.SHUT_DOWN, pin):
            return

        def end(answer: Granted | NotDone) -> None:
            if isinstance(answer, NotDone) and answer.why is Refused.NO_RIGHTS:
                self._refused(answer)
                return
            self._front.leave(now, Why.SHUT_DOWN)
            self._parts.end()

        self._front.ask(now, Tell(Deed.SHUT_DOWN), Busy.WRITING, end)

    def check_left(self, now: float, look: DailyCheck) -> None:
        """A look that nobody signed does not vanish: what it found stands in a row of its own."""
        if look is self._on_its_way or kept_check(self._parts.rows(), look) is not None:
            return
        self._front.post(now, Tell(Deed.CHECK_DISCARDED, _facts(look, LEFT)))

    def discard_run(self, now: float) -> None:
        """Throw an interrupted run away, with a row that says so."""
        self._tell(now, Deed.RUN_DISCARDED, self._run_facts(), self._forgotten)

    # how

    def _forgotten(self) -> None:
        self._parts.run_file.forget()
        self._pages.look_up(Note.DISCARDED)

    def _run_facts(self) -> dict[str, Any]:
        try:
            run = self._parts.run_file.read()
        except (ValueError, OSError) as error:
            return {"unreadable": str(error)}
        if run is None:
            return {}
        begun = run.begun
        return {
            "run_id": begun.run_id,
            "begun_utc": begun.at_utc,
            "operator": begun.operator,
            "taken": len(run.taken),
            "simulated": begun.simulated,
        }

    def _record(self, work: CalibrationWork, why_not: str | None = None) -> CalibrationRecord:
        return concluded(work.run, self._parts.rows(), self._parts.clock.utc(), why_not)

    def _kept_before(self, work: CalibrationWork) -> bool:
        """Its row may be on disk though its answer never came."""
        before = stored(self._parts.rows(), work.run.begun.run_id)
        if before is not None:
            self._calibration_is_kept(*before)
        return before is not None

    def _keep_calibration(self, now: float, record: CalibrationRecord, signed: str | None) -> None:
        keep = Keep(record, record.simulated, signed)
        self._ask(now, keep, lambda granted: self._calibration_is_kept(record, granted.seq))

    def _calibration_is_kept(self, record: CalibrationRecord, seq: int | None) -> None:
        with suppress(OSError):  # what is left of the file is recognised by its run_id
            self._parts.run_file.forget()
        self._pages.stored(calibration_view(record, seq or 0), None)

    def _keep_check(self, now: float, look: DailyCheck) -> None:
        self._on_its_way = look
        self._ask(now, Keep(look, look.simulated, PIN), lambda granted: self._check_is_kept(look, granted.seq))

    def _check_is_kept(self, look: DailyCheck, seq: int | None) -> None:
        self._pages.stored(None, check_view(look, self._parts.rows(), self._parts.clock.utc(), seq or 0))

    def _tell(self, now: float, deed: Deed, facts: Mapping[str, Any], then: Callable[[], None]) -> None:
        self._ask(now, Tell(deed, facts), lambda granted: then())

    def _ask(self, now: float, what: Keep | Tell, then: Callable[[Granted], None]) -> None:
        def answered(answer: Granted | NotDone) -> None:
            self._parts.rows.forget()
            self._on_its_way = None
            if isinstance(answer, NotDone):
                self._refused(answer)
                return
            try:
                then(answer)
            except StoreError as error:
                self._pages.say(Note.STORED, error.detail)

        self._front.ask(now, what, Busy.WRITING, answered)

    def _refused(self, answer: NotDone) -> None:
        note = Note.NOT_ALLOWED if answer.why is Refused.NO_RIGHTS else Note.NOT_STORED
        self._pages.say(note, answer.detail)


def _reason(why: str) -> str:
    try:
        return good_reason(why)
    except ValueError as error:
        raise No(Note.REASON_MISSING, str(error)) from None


def _facts(look: DailyCheck, why: str) -> dict[str, Any]:
    return {
        "why": why,
        "calibration_id": look.calibration_id,
        "source": look.source.serial,
        "reference_c": look.reference_c,
        "error_c": look.error_c,
        "uncertainty_c": K * look.error_u_c,
        "verdict": look.verdict.value,
        "simulated": look.simulated,
    }
