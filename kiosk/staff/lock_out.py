"""How long wrong attempts lock a name out: a pure table. Each further one doubles it."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.staff.values import Door


@dataclass(frozen=True, slots=True)
class LockOut:
    most: int
    """So many wrong attempts in a row lock."""
    first: timedelta
    longest: timedelta

    def after(self, failures: int) -> timedelta:
        """Return how long so many wrong attempts in a row lock."""
        over = failures - self.most
        return min(self.first * 2 ** min(over, 32), self.longest) if over >= 0 else timedelta()

    def left(self, failures: int) -> int:
        """Return how many more wrong attempts lock."""
        return max(0, self.most - failures)


LOCK_OUTS = {
    Door.PASSWORD: LockOut(most=6, first=timedelta(seconds=30), longest=timedelta(minutes=30)),
    Door.PIN: LockOut(most=5, first=timedelta(minutes=1), longest=timedelta(hours=12)),
}
"""A PIN of six digits is one in a million: five at once, and in the end one in twelve hours, do not find it."""

ELSEWHERE = LockOut(most=40, first=timedelta(seconds=30), longest=timedelta(minutes=30))
"""Of one name, from all places together nobody signed in from with it."""
