"""What the door contact tells against what was released: forced, held open too long, not opened. Pure.

    forced      opened outside of the time a release allows
    held open   open for longer than `held_open_s`
    not opened  released, and the time is over without it: a lock that sticks, or a visitor who turned round

A contact that was never heard of tells nothing, and then nothing is said: a door without one is no door that was not
opened.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

GRACE_S = 2.0
"""After the pulse a door that was pulled in time may still open."""
SHOWN_S = 30.0
"""How long an alert stays on the staff's screen at least."""


class DoorAlert(StrEnum):
    FORCED = "forced"
    HELD_OPEN = "held_open"
    NOT_OPENED = "not_opened"


@dataclass(frozen=True, slots=True)
class DoorWatch:
    """All times are monotonic seconds."""

    opened: bool | None = None
    """None: no contact has told anything yet."""
    opened_at: float = 0.0
    released_at: float | None = None
    """Of a release whose opening is still awaited."""
    allowed_until: float = float("-inf")
    told_held: bool = False
    alert: DoorAlert | None = None
    """What staff should look at now."""
    alerted_at: float = 0.0

    def released(self, now: float, pulse_s: float) -> "DoorWatch":
        """The door was released at `now` for so long."""
        awaited = now if self.opened is False else None
        alert = None if self.alert is DoorAlert.NOT_OPENED else self.alert
        return replace(self, released_at=awaited, allowed_until=now + pulse_s + GRACE_S, alert=alert)

    def contact(self, now: float, opened: bool) -> tuple["DoorWatch", DoorAlert | None]:
        """The contact tells that the door stands open, or is shut; with the alert that follows from it."""
        if not opened:
            return replace(self, opened=False, told_held=False), None
        if self.opened:
            return self, None
        watch = replace(self, opened=True, opened_at=now, released_at=None)
        return watch._raised(now, DoorAlert.FORCED) if now > self.allowed_until else (watch, None)

    def tick(self, now: float, held_open_s: float) -> tuple["DoorWatch", DoorAlert | None]:
        """Time passes; with the alert that is due."""
        if self.opened and not self.told_held and now - self.opened_at > held_open_s:
            return replace(self, told_held=True)._raised(now, DoorAlert.HELD_OPEN)
        if self.released_at is not None and now > self.allowed_until:
            return replace(self, released_at=None)._raised(now, DoorAlert.NOT_OPENED)
        over = self.alert is not None and not self.opened and now - self.alerted_at > SHOWN_S
        return (replace(self, alert=None) if over else self), None

    def _raised(self, now: float, alert: DoorAlert) -> tuple["DoorWatch", DoorAlert]:
        return replace(self, alert=alert, alerted_at=now), alert
