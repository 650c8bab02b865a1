"""The corner: the long press opens it, a PIN lets in, silence or an error closes it. `step(now)` does all of it.

The screen hands inputs in by `submit` and draws `view`; one worker thread steps. What only the station thread may do is
asked of it, and while its answer is awaited nothing else is taken in.
"""

import contextlib
import logging
import queue
from collections import deque
from dataclasses import dataclass

from kiosk.corner.front import Asked, Then
from kiosk.corner.parts import CornerParts
from kiosk.corner.pins import proved, who
from kiosk.corner.tasks import Tasks
from kiosk.link import NotDone, Refused
from kiosk.link.corner import CornerOrder, Enter, Granted, Leave, Still, Why
from kiosk.screening.corner import Busy, CornerPage, CornerView, Note, Refusal, Who
from kiosk.screening.corner_input import Closed, CornerInput, Opened, SignedIn, SignedOut, Touched
from kiosk.staff.rights import Action
from kiosk.staff.values import Account
from kiosk.workers import Inbox, Latest

SIGN_IN_S = 30.0
IDLE_S = 300.0
BEAT_S = 1.0
"""Between two signs of life."""
ANSWER_S = 6.0
"""The station's step is far shorter."""
ENTER_S = 15.0
"""It may have to wait for a visitor."""
GRACE_S = 1.0
"""What the station takes on at the last moment may still be on its way to the disk."""
WAITING_AT_MOST = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Pending:
    order: CornerOrder
    then: Then


class Corner:
    """`submit` and `view` for the screen's thread; all else for one worker."""

    def __init__(self, parts: CornerParts) -> None:
        self._parts = parts
        self._inbox: Inbox[CornerInput] = Inbox(WAITING_AT_MOST)
        self._given: deque[CornerInput] = deque()
        self._page = CornerPage.CLOSED
        self._refusal: Refusal | None = None
        self._note: Note | None = None
        self._detail = ""
        self._busy: Busy | None = None
        self._who: Who | None = None
        self._number = ""
        self._tasks: Tasks | None = None
        self._pending: _Pending | None = None
        self._beat: CornerOrder | None = None
        self._beat_at = self._touched_at = float("-inf")
        self.view: Latest[CornerView] = Latest()
        self.view.put(CornerView())

    def submit(self, given: CornerInput) -> None:
        """Hand in what was touched; any thread. What nobody takes any more is lost."""
        with contextlib.suppress(queue.Full):
            self._inbox.post(given, patience_s=0.0)

    def wait(self, timeout_s: float) -> None:
        """Wait for an input, for whoever steps this."""
        self._given.extend(self._inbox.wait(timeout_s))

    def step(self, now: float) -> None:
        """Take in what was touched and read, and do what is due at `now` (monotonic s)."""
        self._given.extend(self._inbox.drain())
        self._settle(now)
        while self._given and (self._pending is None or self._breaks_off(self._given[0])):
            self._take(now, self._given.popleft())
        if self._tasks is not None:
            self._tasks.step(now)
            self._give_sign(now)
        self._watch_time(now)
        self._publish(now)

    def failed(self, now: float) -> None:
        """Begin anew after an error of our own; the station comes back."""
        self._close(now, Why.CRASHED)
        self._note = Note.FAILED
        self._publish(now)

    # inputs

    def _breaks_off(self, given: CornerInput) -> bool:
        """Whoever waits to be let in may walk away; whoever signed something hears first what came of it."""
        return self._tasks is None and isinstance(given, Closed | SignedOut)

    def _take(self, now: float, given: CornerInput) -> None:
        if self._page is CornerPage.CLOSED and not isinstance(given, Opened):
            return
        self._touched_at = now
        if isinstance(given, Touched):
            return
        self._refusal, self._note, self._detail = None, None, ""
        match given:
            case Opened():
                self._page = CornerPage.SIGN_IN if self._tasks is None else self._page
            case Closed() | SignedOut():
                self._close(now, Why.SIGNED_OUT)
            case SignedIn(number, pin):
                if self._tasks is None:
                    self._sign_in(now, number, pin)
            case _ if self._tasks is not None:
                self._tasks.take(now, given)
            case _:
                pass

    def _sign_in(self, now: float, number: str, pin: str) -> None:
        found = self._prove(now, number, pin, Action.ENTER_CORNER)
        if found is None:
            return
        self._who, self._number = who(found), found.number
        self._wait_for(now, Enter(), Busy.WAITING_FOR_VISITOR, ENTER_S, lambda answer: self._in(now, answer))

    def _in(self, asked_at: float, answer: Granted | NotDone) -> None:
        if self._who is None:
            return
        if isinstance(answer, NotDone):
            self._send(asked_at, Leave(Why.SIGNED_OUT), ENTER_S)
            self._note = Note.NOT_ALLOWED if answer.why is Refused.NO_RIGHTS else Note.STATION_BUSY
            self._detail, self._who = answer.detail, None
            return
        self._parts.tap.open()
        self._parts.rows.forget()
        self._tasks = Tasks(self._parts, self._who, self)

    def _prove(self, now: float, number: str, pin: str, action: Action) -> Account | None:
        """argon2 takes its time: the screen is told before."""
        self._busy = Busy.CHECKING_PIN
        self._publish(now)
        found = proved(self._parts.accounts, number, pin, action, self._parts.clock.utc())
        self._busy = None
        if isinstance(found, Refusal):
            self._refusal = found
            return None
        return found

    # what the pages of somebody who is signed in ask for

    def ask(self, now: float, what: Asked, busy: Busy, then: Then) -> None:
        self._wait_for(now, what, busy, ANSWER_S, then)

    def post(self, now: float, what: Asked) -> None:
        self._send(now, what, ANSWER_S)

    def proved(self, now: float, action: Action, pin: str) -> bool:
        return self._prove(now, self._number, pin, action) is not None

    def leave(self, now: float, why: Why) -> None:
        self._close(now, why)

    # the station

    def _send(self, now: float, what: Asked, within_s: float) -> CornerOrder | None:
        """None: the station takes no orders; it has stopped, or hangs."""
        if self._who is None:
            return None
        order = CornerOrder(self._who.staff_id, what, now + within_s)
        try:
            self._parts.orders.post(order, patience_s=0.0)
        except queue.Full:
            return None
        return order

    def _wait_for(self, now: float, what: Asked, busy: Busy, within_s: float, then: Then) -> None:
        order = self._send(now, what, within_s)
        if order is None:
            then(NotDone(Refused.NOT_READY, "the station takes no orders now"))
            return
        self._busy, self._pending = busy, _Pending(order, then)

    def _settle(self, now: float) -> None:
        """Go on once the station has answered, or can no more: later than `until` it does not do it."""
        pending = self._pending
        if pending is None:
            return
        answer = pending.order.answer.get()
        if answer is None:
            if now <= pending.order.until + GRACE_S:
                return
            answer = NotDone(Refused.NOT_READY, "the station has not answered")
        self._pending = self._busy = None
        self._touched_at = now
        pending.then(answer)

    def _give_sign(self, now: float) -> None:
        """Show the station that somebody is in here; out goes whom it does not know any more."""
        if self._beat is not None:
            answer = self._beat.answer.get()
            if isinstance(answer, NotDone) and answer.why is not Refused.EXPIRED:
                self._close(now, Why.LAPSED)
                self._note, self._detail = Note.STATION_BUSY, answer.detail
                return
        if now - self._beat_at >= BEAT_S:
            self._beat_at = now
            self._beat = self._send(now, Still(), ANSWER_S)

    # time, and the end

    def _watch_time(self, now: float) -> None:
        if self._tasks is not None and self._tasks.watched:
            self._touched_at = now  # whoever waits for readings has time for what comes of them
        left = self._left_s(now)
        if left is not None and left <= 0:
            idle = self._tasks is not None
            self._close(now, Why.IDLE)
            self._note = Note.SIGNED_OUT_IDLE if idle else None

    def _left_s(self, now: float) -> float | None:
        if self._page is CornerPage.CLOSED or self._pending is not None:
            return None
        if self._tasks is None:
            return SIGN_IN_S - (now - self._touched_at)
        return None if self._tasks.watched else IDLE_S - (now - self._touched_at)

    def _close(self, now: float, why: Why) -> None:
        """Back to the visitor, whatever was going on; never fails half way."""
        tasks, self._tasks, self._pending, self._busy = self._tasks, None, None, None
        self._page, self._refusal, self._note, self._detail = CornerPage.CLOSED, None, None, ""
        self._given.clear()
        try:
            if tasks is not None:
                tasks.end(now)
        except Exception:
            log.exception("the corner, being left")
        finally:
            self._send(now, Leave(why), ENTER_S)
            self._who, self._number, self._beat = None, "", None
            self._parts.tap.close()
            self._parts.show(None, 0.0)

    def _publish(self, now: float) -> None:
        left = self._left_s(now)
        view = CornerView(
            page=self._page,
            refusal=self._refusal,
            who=self._who if self._tasks is not None else None,
            note=self._note,
            detail=self._detail,
            busy=self._busy,
            closes_in_s=None if left is None else max(0.0, left),
            simulated=self._parts.simulated(),
        )
        self.view.put(view if self._tasks is None else self._tasks.filled(view, now))
