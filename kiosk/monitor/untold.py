"""What the record cannot tell, because whoever writes it is dead, deaf or cannot write: an alert all the same. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.monitor.board import Alert
from kiosk.screening.values import Source, Trouble

PATIENCE = timedelta(seconds=5)
"""A station that is started again is back by then."""
NUMBER = 0
"""No row has it."""
KIND = "station"
NO_ANSWER, SWITCHED_OFF = "no_answer", "switched_off"
_UNWRITTEN = {
    (Source.STATION, Trouble.SILENT),
    (Source.RECORDS, Trouble.NOT_WRITABLE),
    (Source.RECORDS, Trouble.DAMAGED),
}


@dataclass(frozen=True, slots=True)
class Untold:
    """One at a time: it stays until it is over and somebody has seen it."""

    since: datetime | None = None
    """None: the station answers, and can write."""
    alert: Alert | None = None

    def heard(self, snapshot: Mapping[str, Any] | None, now: datetime, *, in_order: bool) -> "Untold":
        """Take in the station's answer, or that there was none; `in_order`: its last row says that it was ended."""
        what = _what(snapshot, in_order=in_order)
        if what is None:
            seen = self.alert is None or self.alert.acknowledged_by is not None
            return Untold(None, None if seen else self.alert)
        since = self.since or now
        if self.alert is None and now - since >= PATIENCE:
            return Untold(since, Alert(NUMBER, since, KIND, what, goes_out=what != SWITCHED_OFF))
        return replace(self, since=since)

    def acknowledged(self, staff_id: str) -> "Untold":
        """Somebody has seen it; once it is over it goes."""
        if self.alert is None or self.since is None:
            return Untold(self.since, None)
        return replace(self, alert=replace(self.alert, acknowledged_by=staff_id))


def _what(snapshot: Mapping[str, Any] | None, *, in_order: bool) -> str | None:
    if snapshot is None:
        return SWITCHED_OFF if in_order else NO_ANSWER
    fault = snapshot.get("fault") or {}
    if (fault.get("source"), fault.get("trouble")) not in _UNWRITTEN:
        return None
    return NO_ANSWER if fault["source"] == Source.STATION else f"{fault['source']} {fault['trouble']}"
