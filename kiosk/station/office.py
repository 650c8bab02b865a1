"""What staff ask of a running station: rights checked, written into the record, answered with the row's number.

An officer's let-in is a row that carries a receipt. It is spent as soon as nobody is being screened, and never after
`let_in_s`: then the row stays, and the door with it.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.link import Command, Done, NotDone, Order, Refused, Request
from kiosk.link.notes import staff_payload
from kiosk.records.aside import acknowledge, unseen
from kiosk.records.purge import accept_clock
from kiosk.records.values import Committed, Kind, StoreError
from kiosk.release import Barrier, Moment
from kiosk.screening.officer import Ended
from kiosk.screening.state import Session
from kiosk.screening.values import Phase
from kiosk.station.deciding import Deciding
from kiosk.station.parts import Parts
from kiosk.station.referrals import Referral, check_payload, done_before, referral
from kiosk.station.rows import Rows
from kiosk.station.tickets import Tickets

WAITING_AT_MOST = 20
_ENDED = {Command.LET_IN: Ended.LET_IN, Command.TURN_AWAY: Ended.TURNED_AWAY}
_BARRED: Mapping[Barrier | None, str] = {
    Barrier.SIMULATED_SOURCE: "a device is simulated, so the kiosk keeps its real door locked: open it by hand",
    Barrier.UNCALIBRATED: "the thermometer is not calibrated, so the kiosk keeps its door locked: open it by hand",
}
"""Where there is no door at all, whoever is called walks in."""


@dataclass(frozen=True, slots=True)
class _LetIn:
    """Somebody may come in once the kiosk is free."""

    code: str
    committed: Committed
    moment: Moment
    lapses_at: float


@dataclass(frozen=True, slots=True)
class _Shown:
    code: str
    until: float


class Office:
    """Owned by the station thread."""

    def __init__(
        self, parts: Parts, rows: Rows, deciding: Deciding, tickets: Tickets, on_clock_accepted: Callable[[], None]
    ) -> None:
        self._on_clock_accepted = on_clock_accepted
        self._parts = parts
        self._rows = rows
        self._deciding = deciding
        self._tickets = tickets
        self._waiting: deque[_LetIn] = deque()
        self._shown: _Shown | None = None

    @property
    def let_in(self) -> str | None:
        """The code of whoever may come in now."""
        return self._shown.code if self._shown else None

    @property
    def waits(self) -> bool:
        """Say whether somebody may come in as soon as nobody is being screened."""
        return bool(self._waiting)

    def take(self, now: float, session: Session) -> None:
        """Carry out what has been asked for, each in its turn (monotonic s)."""
        for order in self._parts.orders.drain():
            order.answer.put(self._answer(now, order, session))

    def tend(self, now: float, phase: Phase) -> bool:
        """Let in who waits, once nobody is being screened; say whether the door should have moved and did not."""
        if self._shown is not None and (now >= self._shown.until or phase is not Phase.IDLE):
            self._shown = None
        while self._waiting and now >= self._waiting[0].lapses_at:
            self._lapse(now, self._waiting.popleft())
        if phase is not Phase.IDLE or self._shown is not None or not self._waiting:
            return False
        return self._enter(now, self._waiting.popleft())

    def _enter(self, now: float, let_in: _LetIn) -> bool:
        clock = self._parts.clock
        door = self._deciding.spend(let_in.committed, let_in.moment.at(clock.monotonic(), clock.utc()))
        if door.released or not self._parts.release.has_door:
            self._shown = _Shown(let_in.code, now + self._parts.officer.shown_s)
        return door.failed

    def _lapse(self, now: float, let_in: _LetIn) -> None:
        told = {
            "receipt_seq": let_in.committed.seq,
            "pulsed": False,
            "detail": "lapsed: the kiosk was not free in time",
        }
        self._rows.writer.keep(let_in.moment.at(now, self._parts.clock.utc()).entry(Kind.DOOR, told))

    def _answer(self, now: float, order: Order, session: Session) -> Done | NotDone:
        request, records = order.request, self._rows.writer.records
        if request.expires_at is None or request.expires_at <= self._parts.clock.utc():
            return NotDone(Refused.EXPIRED, "the command came too late")
        waits = request.command is Command.ACKNOWLEDGE_RECORDS and self._rows.writer.trouble is None
        if records is None or (self._rows.writer.fault and not waits):
            return NotDone(Refused.NOT_READY, "nothing can be written into the record now")
        try:
            seq = done_before(records, request.id)
            return Done(self._carried_out(now, request, session) if seq is None else seq)
        except ValueError as error:
            return NotDone(Refused.BAD_REQUEST, str(error))
        except NotReady as error:
            return NotDone(Refused.NOT_READY, str(error))
        except StoreError as error:
            return NotDone(Refused.NOT_READY, error.detail)

    def _carried_out(self, now: float, request: Request, session: Session) -> int:
        """Write what was asked for; return the row. Raises ValueError, NotReady, StoreError: nothing was written."""
        if request.command is Command.ACKNOWLEDGE_RECORDS:
            return self._records_seen(now, request)
        if request.command is Command.ACCEPT_CLOCK:
            return self._clock_accepted(now, request)
        if request.command not in _ENDED:
            return self._rows.write(now, Kind.STAFF, staff_payload(request))
        return self._check(now, request, session)

    def _check(self, now: float, request: Request, session: Session) -> int:
        records = self._rows.writer.records
        assert records is not None
        found = referral(records, request.details, self._tickets.now())
        ended = _ENDED[request.command]
        payload = check_payload(request, ended, found, self._parts.officer, self._parts.clock.utc())
        if screened_now(session, found.visit_id):
            raise NotReady(f"the visitor with {found.code} is being measured again: wait for the kiosk's answer")
        if ended is Ended.LET_IN:
            self._refuse_unready(session.phase)
        moment = self._rows.moment_of(now, found.visit_id, found.session_id)
        return self._commit(now, moment, payload, found, ended)

    def _records_seen(self, now: float, request: Request) -> int:
        writer, moment = self._rows.writer, self._rows.moment(now)
        assert writer.records is not None
        made = acknowledge(writer.records, str(request.actor), **moment.clocks(), more={"command_id": request.id})
        if made is None:
            raise ValueError("no records were set aside that nobody knows of")
        writer.unseen = unseen(writer.records)
        return made.seq

    def _clock_accepted(self, now: float, request: Request) -> int:
        records, moment = self._rows.writer.records, self._rows.moment(now)
        assert records is not None
        more = {"command_id": request.id}
        seq = accept_clock(records, str(request.actor), **moment.clocks(), more=more).seq
        self._on_clock_accepted()
        return seq

    def _refuse_unready(self, phase: Phase) -> None:
        if phase is Phase.OUT_OF_SERVICE:
            raise NotReady("the station is out of service and keeps its door locked: open it by hand")
        barred = _BARRED.get(self._deciding.barrier())
        if barred is not None:
            raise NotReady(barred)
        if len(self._waiting) >= WAITING_AT_MOST:
            raise NotReady("too many visitors wait for the door already: try again in a moment")

    def _commit(self, now: float, moment: Moment, payload: dict[str, Any], found: Referral, ended: Ended) -> int:
        let_in = ended is Ended.LET_IN
        seconds = self._parts.officer.let_in_s
        committed = self._rows.writer.commit(moment.entry(Kind.OFFICER_CHECK, payload, seconds if let_in else None))
        self._tickets.closed(found.visit_id)
        if let_in:
            self._waiting.append(_LetIn(found.code, committed, moment, now + seconds))
        return committed.seq


def screened_now(session: Session, visit_id: str) -> bool:
    """Say whether the kiosk is about to decide this visit; an officer's word would not reach it any more."""
    continued = session.brought is not None and session.brought.visit_id == visit_id
    return continued and session.phase is not Phase.ANSWERED


class NotReady(Exception):
    """It cannot be done now; the message says why."""
