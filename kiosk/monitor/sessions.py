"""Who is signed in: random tokens in memory, kept as hashes; they end when idle, when old, or when told to."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

MOST = 500
STREAMS_EACH = 12


@dataclass
class Session:
    staff_id: str
    mark: str
    """Of the account's password at the sign-in."""
    csrf: str
    begun_at: float
    seen_at: float
    streams: int = 0


class Sessions:
    """Owned by the event loop. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float], idle_s: float, longest_s: float) -> None:
        self._clock = clock
        self._idle_s = idle_s
        self._longest_s = longest_s
        self._of: OrderedDict[str, Session] = OrderedDict()

    def begin(self, staff_id: str, mark: str) -> str:
        """Sign in; return the token for the cookie. It is new for each sign-in."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        self._of[_key(token)] = Session(staff_id, mark, secrets.token_urlsafe(24), now, now)
        while len(self._of) > MOST:
            self._of.popitem(last=False)
        return token

    def find(self, token: str | None, *, touch: bool = True) -> Session | None:
        """Return the session of a token, or None when it has ended."""
        key = _key(token or "")
        session, now = self._of.get(key), self._clock()
        if session is None:
            return None
        if now - session.seen_at > self._idle_s or now - session.begun_at > self._longest_s:
            del self._of[key]
            return None
        if touch:
            session.seen_at = now
        return session

    def end(self, token: str | None) -> None:
        """Sign out."""
        self._of.pop(_key(token or ""), None)


def _key(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class Rate:
    """So many a period for each address, as a bucket that fills again."""

    def __init__(self, clock: Callable[[], float], most: int, per_s: float) -> None:
        self._clock = clock
        self._most = most
        self._refill = most / per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, who: str) -> bool:
        """Say whether one more is allowed now."""
        now = self._clock()
        left, at = self._left.pop(who, (float(self._most), now))
        left = min(float(self._most), left + (now - at) * self._refill)
        allowed = left >= 1.0
        self._left[who] = (left - 1.0 if allowed else left, now)
        while len(self._left) > MOST:
            self._left.popitem(last=False)
        return allowed
