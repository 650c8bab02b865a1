"""What every page of one running monitor shares."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from kiosk.config.monitor import MonitorConfig
from kiosk.link import ask
from kiosk.monitor.commands import Asks, Commands
from kiosk.monitor.escalation import Climbed, Escalation, Way
from kiosk.monitor.feed import Feed, Site
from kiosk.monitor.lists import rounds_today
from kiosk.monitor.sent import SENT_FILE, Sent
from kiosk.monitor.sessions import Rate, Session, Sessions
from kiosk.records.tally import ROWS_AT_ONCE, TALLY, Tally
from kiosk.records.values import StoreError
from kiosk.reports.rounds import Round
from kiosk.staff.accounts import Accounts
from kiosk.staff.rights import Role
from kiosk.staff.values import AccountsError

NAMES_S = 5.0
STANDING_S = 1.0
"""So long a stream believes what the accounts said last; a request asks anew."""
COUNT_S = 10.0
WATCH_S = 1.0
ROUNDS_S = 15.0


class Monitor:
    def __init__(
        self,
        config: MonitorConfig,
        site: Site,
        accounts: Accounts,
        *,
        language: str = "id",
        utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
        asks: Asks = ask,
        ways: Mapping[str, Way] | None = None,
    ) -> None:
        """`ways`: by which alerts go out; those of the config, if none are given."""
        self.config = config
        self.site = site
        self.accounts = accounts
        self.language = language
        self.utc = utc
        self.clock = clock
        self.feed = Feed(site, utc, asks)
        self.commands = Commands(site.socket, site.station_id, utc, asks)
        self.sessions = Sessions(clock, config.session_minutes * 60.0, config.session_hours * 3600.0)
        self.logins = Rate(clock, 10, 60.0)
        self.escalation = Escalation(config, Sent(site.records.with_name(SENT_FILE)), clock, ways)
        self.tally = Tally(site.records.with_name(TALLY), site.records)
        self.counted = asyncio.Event()
        """Set when all rows have been counted once."""
        self.viewers = 0
        self.rounds: list[Round] = []
        """Of today, as of the last look."""
        self._rounds_at = float("-inf")
        self._names: dict[str, str] = {}
        self._roles: dict[tuple[str, str], tuple[float, Role | None]] = {}
        self._names_at = float("-inf")

    def role_of(self, session: Session) -> Role | None:
        """Return the role of whoever is signed in, as long as the account counts and its password is the same.

        Accounts that cannot be read give nobody any.
        """
        try:
            found = self.accounts.standing(session.staff_id)
        except AccountsError:
            return None
        return found.role if found is not None and found.mark == session.mark else None

    async def role_lately(self, session: Session) -> Role | None:
        """Return the role of whoever is signed in, asked at most once in STANDING_S however many pages are open."""
        key, now = (session.staff_id, session.mark), self.clock()
        asked_at, role = self._roles.get(key, (float("-inf"), None))
        if now - asked_at < STANDING_S:
            return role
        if role is not None:  # whoever else asks meanwhile gets what was true until now
            self._roles[key] = (now, role)
        role = await asyncio.to_thread(self.role_of, session)
        self._roles = {one: told for one, told in self._roles.items() if now - told[0] < STANDING_S}
        self._roles[key] = (now, role)
        return role

    def names(self) -> dict[str, str]:
        """Return names by staff_id; whose name was erased is missing."""
        if self.clock() - self._names_at > NAMES_S and self.accounts.path.exists():
            self._names_at = self.clock()
            try:
                self._names = {one.staff_id: one.name for one in self.accounts.list() if one.name}
            except AccountsError:
                self._names = {}
        return self._names

    async def count(self) -> None:
        """Keep the sums by the hour near the record, a few rows at a time."""
        while True:
            rows = 0
            with contextlib.suppress(StoreError):
                rows = await asyncio.to_thread(self.tally.catch_up, ROWS_AT_ONCE)
                if rows < ROWS_AT_ONCE:
                    self.counted.set()
            await asyncio.sleep(COUNT_S if rows < ROWS_AT_ONCE else 0.1)

    async def watch(self) -> None:
        """Let alerts climb, also while nobody has a page open: then they matter most."""
        while True:
            self.climbed()
            if self.clock() - self._rounds_at >= ROUNDS_S:
                await self.look_at_rounds()
            await asyncio.sleep(WATCH_S)

    async def look_at_rounds(self) -> None:
        """See which of today's rounds are due or missed."""
        self._rounds_at = self.clock()
        found = await asyncio.to_thread(rounds_today, self.config, self.site.records, self.utc())
        if found != self.rounds:
            self.rounds = found
            await self.feed.changed()

    async def saw(self, staff_id: str, what: str, **more: object) -> None:
        """Leave word of who did or looked at what; it reaches the record through the station."""
        with contextlib.suppress(AccountsError):
            await asyncio.to_thread(self.accounts.note, what, staff_id, self.utc(), **more)

    def climbed(self) -> set[int]:
        """Return the alerts that nobody has answered for too long, and see that word of each goes out once."""
        now, chain = self.utc(), self.feed.board.chain_id
        climbing = [alert for alert in self.feed.alerts(now) if alert.climbs(now, self.config.answer_s)]
        link = f"{self.config.public_url.rstrip('/')}/" if self.config.public_url else ""
        for alert in climbing:
            # what stands in no row is known by the newest one: it stays the newest while nobody writes
            key = f"{chain}:{alert.seq}" if alert.seq else f"{chain}:{alert.what}:{self.feed.board.seq}"
            self.escalation.send(key, Climbed(self.site.station_id, alert.code or alert.what, link))
        return {alert.seq for alert in climbing}
