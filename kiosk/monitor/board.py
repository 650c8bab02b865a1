"""What the page shows of the record: rows in, lines, waiting codes and alerts out. Pure; time is an argument."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kiosk.records.queries import Shown
from kiosk.records.values import Kind
from kiosk.screening.officer import Ended

LINES = 40
ALERTS_AT_MOST = 100
QUIET = ("starting", "staff_at_work")
"""Out of service because somebody wanted it: no alert."""
NO_DOOR = "no_door"
"""Where the kiosk has none, whoever is let in walks in."""
NOT_RELEASED = "not_released"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, newest first on the page."""

    seq: int
    at: datetime
    kind: str
    what: str
    """Outcome of a screening, end of a check, trouble of a device."""
    reasons: tuple[str, ...] = ()
    code: str | None = None
    skin_c: float | None = None
    uncertainty_c: float | None = None
    mask: str | None = None
    by: str | None = None
    detail: str = ""
    simulated: bool = False
    released: bool | None = None
    """The door opened, or did not where it should have; None: nothing is known of it."""
    visit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody with a code waits for the officer."""

    seq: int
    code: str
    at: datetime
    expires_at: datetime
    reasons: tuple[str, ...]
    skin_c: float | None
    uncertainty_c: float | None
    visit_id: str


@dataclass(frozen=True, slots=True)
class Entering:
    """An officer has let somebody in, and the kiosk has not opened the door yet."""

    seq: int
    code: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Alert:
    """It sounds until somebody acknowledges it by name, or the visitor has been answered."""

    seq: int
    at: datetime
    kind: str
    what: str
    code: str | None = None
    acknowledged_by: str | None = None
    goes_out: bool = True
    """It climbs when nobody answers."""

    def climbs(self, now: datetime, answer_s: float) -> bool:
        """Say whether nobody has answered for too long."""
        return self.goes_out and self.acknowledged_by is None and (now - self.at).total_seconds() > answer_s


@dataclass
class Board:
    """Rows in the order of seq."""

    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=LINES))
    waiting: dict[str, Waiting] = field(default_factory=dict)
    entering: dict[str, Entering] = field(default_factory=dict)
    alerts: dict[int, Alert] = field(default_factory=dict)
    seq: int = 0
    chain_id: str | None = None
    ended: bool = False
    """The station was ended in order, and not begun since."""
    decisions: dict[str, int] = field(default_factory=dict)
    """Screenings taken in, by outcome."""

    def take(self, shown: Shown) -> None:
        """Take in the next row; an erased one tells only that it was."""
        self.seq, self.chain_id = shown.row.seq, shown.row.chain_id
        self.ended = shown.row.kind == Kind.STOP
        payload = shown.payload or {}
        match shown.row.kind:
            case Kind.SCREENING:
                self._screening(shown, payload)
            case Kind.OFFICER_CHECK:
                self._officer(shown, payload)
            case Kind.DOOR:
                self._door(shown, payload)
            case Kind.OUT_OF_SERVICE:
                self._fault(shown, payload)
            case Kind.IN_SERVICE:
                self._add(shown, "", payload)
            case Kind.STAFF if payload.get("what") == "acknowledge":
                self._acknowledged(payload)
            case Kind.DOOR_ALERT:
                self._add(shown, str(payload.get("what")), payload)
                self._alert(shown, str(payload.get("what")))
            case _:
                pass

    def remember(self, earlier: Iterable[Shown]) -> None:
        """Take in, before any other row, what still rings from before the rows that are shown."""
        for shown in earlier:
            self.take(shown)
        self.lines.clear()
        self.decisions.clear()

    def waits(self, now: datetime) -> list[Waiting]:
        """Return who waits for the officer, the longest first."""
        return sorted((one for one in self.waiting.values() if now < one.expires_at), key=lambda one: one.seq)

    def open_alerts(self, now: datetime) -> list[Alert]:
        """Return alerts that are not answered: a referral's is over when the code is answered or has expired."""
        codes = {one.seq for one in self.waits(now)}
        return [one for one in self.alerts.values() if one.kind != Kind.SCREENING or one.seq in codes]

    def _screening(self, shown: Shown, payload: dict[str, Any]) -> None:
        outcome = str(payload.get("outcome"))
        self.decisions[outcome] = self.decisions.get(outcome, 0) + 1
        measurement, ticket, mask = (payload.get(name) or {} for name in ("measurement", "ticket", "mask"))
        skin, uncertainty = measurement.get("skin_c"), measurement.get("uncertainty_c")
        reasons, code, visit = tuple(payload.get("reasons") or ()), ticket.get("code"), shown.row.visit_id or ""
        self._add(
            shown, outcome, payload, reasons=reasons, code=code, skin_c=skin, uncertainty_c=uncertainty,
            mask=mask.get("status"),
        )  # fmt: skip
        self._answered(visit)
        if outcome == "refer" and code:
            at, expires_at = _at(shown), datetime.fromisoformat(ticket["expires_utc"])
            self.waiting[visit] = Waiting(shown.row.seq, code, at, expires_at, reasons, skin, uncertainty, visit)
            self._alert(shown, outcome, code)

    def _officer(self, shown: Shown, payload: dict[str, Any]) -> None:
        detail = str(payload.get("reason") or "")
        more = {"code": payload.get("code"), "by": payload.get("staff_id"), "detail": detail}
        self._add(shown, str(payload.get("ended")), payload, **more)
        visit = shown.row.visit_id or ""
        self._answered(visit)
        if payload.get("ended") == Ended.LET_IN:
            code, by = str(payload.get("code")), payload.get("staff_id")
            self.entering[visit] = Entering(shown.row.seq, code, _at(shown), by)

    def _answered(self, visit_id: str) -> None:
        waited = self.waiting.pop(visit_id, None)
        if waited is not None:
            self.alerts.pop(waited.seq, None)

    def _fault(self, shown: Shown, payload: dict[str, Any]) -> None:
        what = f"{payload.get('source')} {payload.get('trouble')}"
        self._add(shown, what, payload, detail=str(payload.get("detail") or ""))
        if payload.get("trouble") not in QUIET:
            self._alert(shown, what)

    def _alert(self, shown: Shown, what: str, code: str | None = None) -> None:
        if code is None and any(
            (one.kind, one.what, one.acknowledged_by) == (shown.row.kind, what, None) for one in self.alerts.values()
        ):
            return  # it rings already: a device that comes and goes is one alert until somebody has seen it
        self.alerts[shown.row.seq] = Alert(shown.row.seq, _at(shown), shown.row.kind, what, code)
        while len(self.alerts) > ALERTS_AT_MOST:
            self.alerts.pop(next(iter(self.alerts)))

    def _acknowledged(self, payload: dict[str, Any]) -> None:
        alert = self.alerts.get(payload.get("of_seq") or 0)
        if alert is None:
            return
        if alert.kind == Kind.SCREENING:  # whoever waits still waits; it only stops sounding
            self.alerts[alert.seq] = replace(alert, acknowledged_by=payload.get("by"))
        else:
            self.alerts.pop(alert.seq)

    def _door(self, shown: Shown, payload: dict[str, Any]) -> None:
        """What became of a receipt. A let-in that opened nothing leaves somebody before the door: that rings."""
        visit, pulsed = shown.row.visit_id, payload.get("pulsed")
        let_in = self.entering.pop(visit or "", None)
        if visit is None or payload.get("detail") == NO_DOOR:
            return
        place = next((place for place, line in enumerate(self.lines) if line.visit_id == visit), None)
        if place is not None:
            self.lines[place] = replace(self.lines[place], released=pulsed)
        if let_in is not None and pulsed is False:
            self._alert(shown, NOT_RELEASED, let_in.code)

    def _add(self, shown: Shown, what: str, payload: dict[str, Any], **more: Any) -> None:
        simulated = bool(payload.get("simulated"))
        row = shown.row
        self.lines.appendleft(
            Line(row.seq, _at(shown), row.kind, what, simulated=simulated, visit_id=row.visit_id, **more)
        )


def _at(shown: Shown) -> datetime:
    return datetime.fromisoformat(shown.row.utc)
