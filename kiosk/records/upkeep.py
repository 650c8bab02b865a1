"""What a record needs now and then from its writer: a signed head, and the purge of what has expired."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.records.heads import SignedHead, write_head
from kiosk.records.keys import HeadKey, KeyProblem, open_key
from kiosk.records.purge import purge
from kiosk.records.store import Records

PURGE_S = 3600.0
WAITING_S = 60.0
"""Between two looks whether a supervisor has accepted the clock."""
ROWS_A_HEAD = 500
"""So many rows are signed even before their time."""


@dataclass(frozen=True, slots=True)
class Done:
    """What one step did; mostly nothing."""

    head: SignedHead | None = None
    """To be shown, and sent out now and then."""
    erased: int = 0
    waits_for: int | None = None
    """Nothing is erased before a supervisor accepts the clock, which jumped at this row."""
    problem: str | None = None
    """Heads cannot be signed, and why; everything else goes on."""


class Upkeep:
    """Owned by the station thread. Times are the machine's; each `step` does one small thing at most."""

    def __init__(self, *, keep_days: int, head_s: float) -> None:
        self._keep_days = keep_days
        self._head_s = head_s
        self._key: HeadKey | None = None
        self._head_at: float | None = None
        self._headed_seq = 0
        self._purge_at = float("-inf")
        self._waits_for: int | None = None
        self._problem: str | None = None

    def step(self, records: Records, *, idle: bool, monotonic_ns: int, utc: datetime, policy_hash: str) -> Done:
        """Do what is due while nobody is in front of the kiosk; a head twice overdue does not wait. Raises StoreError.

        On a StoreError treat the records as failed, as after any other write.
        """
        now = monotonic_ns / 1e9
        head, erased = None, 0
        if self._head_due(records, now, idle):
            head = self._sign(records, now, monotonic_ns, utc, policy_hash)
        if head is None and idle and now >= self._purge_at:
            done = purge(
                records, keep_days=self._keep_days, monotonic_ns=monotonic_ns, utc=utc, policy_hash=policy_hash
            )
            erased, self._waits_for = done.erased, done.waits_for
            self._purge_at = now if done.more else now + (WAITING_S if done.waits_for else PURGE_S)
        return Done(head, erased, self._waits_for, self._problem)

    def look_again(self) -> None:
        """A supervisor has accepted the clock: purge at the next step, and ask no longer."""
        self._purge_at = float("-inf")

    def close(self, records: Records, *, monotonic_ns: int, utc: datetime, policy_hash: str) -> SignedHead | None:
        """Sign the last row of a run. Raises StoreError."""
        return self._sign(records, monotonic_ns / 1e9, monotonic_ns, utc, policy_hash)

    def _head_due(self, records: Records, now: float, idle: bool) -> bool:
        if self._head_at is None:
            return True
        late = now - self._head_at
        newest = records.newest() if idle else None
        full = newest is not None and newest.seq - self._headed_seq >= ROWS_A_HEAD
        return late >= 2 * self._head_s or (idle and (late >= self._head_s or full))

    def _sign(
        self, records: Records, now: float, monotonic_ns: int, utc: datetime, policy_hash: str
    ) -> SignedHead | None:
        self._head_at = now
        try:
            self._key = self._key or open_key(records.path.parent)
        except (KeyProblem, OSError) as error:
            self._problem = str(error)
            return None
        self._problem = None
        head = write_head(records, self._key, monotonic_ns=monotonic_ns, utc=utc, policy_hash=policy_hash)
        newest = records.newest()
        self._headed_seq = newest.seq if newest else 0
        return head
