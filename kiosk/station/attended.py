"""Staff at work at the kiosk: the station is out of service for them, and writes what they found.

Whoever is in the corner holds it by signs of life. A corner that has crashed or hangs gives none, and the station comes
back by itself; nothing here moves the door.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.link import NotDone, Refused
from kiosk.link.corner import CornerOrder, Deed, Enter, Granted, Keep, Leave, Still, Tell, Why
from kiosk.records.calibrations import kind_of, signed_payload
from kiosk.records.values import Kind, StoreError
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.control_chart import DailyCheck
from kiosk.screening.in_force import RollBack
from kiosk.screening.values import Fault, Phase, Source, Trouble
from kiosk.station.parts import Parts
from kiosk.station.rows import Rows

PATIENCE_S = 4.0
"""So long a visitor who is being screened may take to the end; then the passage is broken off, with its row."""
LEASE_S = 10.0
"""Without a sign of life for so long nobody is in the corner."""
ENTER = "enter_corner"
RIGHTS = {CalibrationRecord: "calibrate", DailyCheck: "check_daily", RollBack: "roll_back"}
FAULT = Fault(Source.STATION, Trouble.STAFF, "staff are at work at the kiosk; it goes on when they have finished")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entering:
    order: CornerOrder
    since: float


class Attended:
    """Owned by the station thread."""

    def __init__(self, parts: Parts, rows: Rows) -> None:
        self._parts = parts
        self._rows = rows
        self._entering: _Entering | None = None
        self._by: str | None = None
        self._sign_at = float("-inf")
        self.calibration_changed = False
        """A row about calibration was written; whoever looks again resets it."""

    @property
    def fault(self) -> Fault | None:
        """Why nobody is screened while staff are at work."""
        return FAULT if self._by is not None else None

    def step(self, now: float, phase: Phase) -> None:
        """Do what the corner asks for (monotonic s); `phase` is that of the visitor of the moment."""
        for order in self._parts.corner.drain():
            answer = self._answered(now, order)
            if answer is not None:
                order.answer.put(answer)
        if self._entering is not None and self._free(now, phase, self._entering):
            self._enter(now, self._entering.order)
        if self._by is not None and now - self._sign_at > LEASE_S:
            self._left(now, Why.LAPSED)

    def _answered(self, now: float, order: CornerOrder) -> Granted | NotDone | None:
        """None: the answer comes later."""
        if now > order.until and not isinstance(order.what, Leave):
            return NotDone(Refused.EXPIRED, "the station was too busy")
        match order.what:
            case Enter():
                return self._asked(now, order)
            case Leave(why):
                return self._leave(now, order.actor, why)
            case _ if order.actor != self._by:
                return NotDone(Refused.NOT_READY, "not signed in at the kiosk any more")
            case Still():
                return self._still(now, order.actor)
            case Keep() as keep:
                return self._kept(now, order.actor, keep)
            case Tell(what, facts):
                return self._told(now, order.actor, what, facts)

    def _asked(self, now: float, order: CornerOrder) -> NotDone | None:
        if not self._parts.may(order.actor, ENTER):
            return NotDone(Refused.NO_RIGHTS, f"{order.actor} has no right to enter the corner")
        if self._by is not None or self._entering is not None:
            return NotDone(Refused.NOT_READY, "somebody is at work at the kiosk already")
        self._entering = _Entering(order, now)
        return None

    def _free(self, now: float, phase: Phase, entering: _Entering) -> bool:
        """Whoever was let in goes through first; whoever is being screened has a few seconds."""
        if self._parts.release.is_open():
            return False
        unanswered = phase in (Phase.GUIDING, Phase.MEASURING, Phase.DECIDING)
        return not unanswered or now - entering.since > PATIENCE_S

    def _enter(self, now: float, order: CornerOrder) -> None:
        self._entering = None
        self._by, self._sign_at = order.actor, now
        self._rows.keep(now, Kind.STAFF, {"what": "corner_entered", "by": order.actor})
        order.answer.put(Granted())

    def _still(self, now: float, actor: str) -> Granted | NotDone:
        if not self._parts.may(actor, ENTER):
            self._left(now, Why.LAPSED)
            return NotDone(Refused.NO_RIGHTS, f"{actor} has no right to be in the corner any more")
        self._sign_at = now
        return Granted()

    def _leave(self, now: float, actor: str, why: Why) -> Granted:
        if self._entering is not None and self._entering.order.actor == actor:
            self._entering = None
        if self._by == actor:
            self._left(now, why)
        return Granted()

    def _left(self, now: float, why: Why) -> None:
        if why in (Why.CRASHED, Why.LAPSED):
            log.warning("the corner at the kiosk ended: %s", why)
        self._rows.keep(now, Kind.STAFF, {"what": "corner_left", "by": self._by, "why": why.value})
        self._by = None

    def _kept(self, now: float, actor: str, keep: Keep) -> Granted | NotDone:
        right = RIGHTS[type(keep.what)]
        if keep.what.operator != actor or not self._parts.may(actor, right):
            return NotDone(Refused.NO_RIGHTS, f"{actor} has no right to {right.replace('_', ' ')}")
        payload = signed_payload(keep.what, simulated=keep.simulated, signed=keep.signed)
        answer = self._wrote(now, kind_of(keep.what), payload)
        self.calibration_changed = self.calibration_changed or isinstance(answer, Granted)
        return answer

    def _told(self, now: float, actor: str, what: Deed, facts: Mapping[str, Any]) -> Granted | NotDone:
        look = what is Deed.CHECK_DISCARDED  # stands among the checks, and may make the next one due
        kind = Kind.DAILY_CHECK if look else Kind.STAFF
        self.calibration_changed = self.calibration_changed or look
        return self._wrote(now, kind, {"what": what.value, "by": actor, **facts})

    def _wrote(self, now: float, kind: Kind, payload: dict[str, Any]) -> Granted | NotDone:
        try:
            return Granted(self._rows.write(now, kind, payload))
        except StoreError as error:
            return NotDone(Refused.NOT_READY, error.detail)
