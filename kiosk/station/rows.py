"""The station's rows: which passage they tell of, under which rules, and what a run begins with."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from drivers.values import DeviceIdentity, Nature
from kiosk.records.aside import tell, unseen
from kiosk.records.lost import left_open
from kiosk.records.payloads import policy_hash, policy_payload, source_facts
from kiosk.records.staff_rows import action_row
from kiosk.records.store import Records
from kiosk.records.values import Kind
from kiosk.release import Moment
from kiosk.screening.settings import Rules
from kiosk.screening.state import Setup
from kiosk.station.parts import Parts
from kiosk.writer import Writer


class Rows:
    """Owned by the station thread."""

    def __init__(self, parts: Parts, on_begin: Callable[[Records], None] = lambda records: None) -> None:
        """`on_begin` is called with records that this run has not seen yet, before its first rows."""
        self._parts = parts
        self._on_begin = on_begin
        self._setup = parts.setup
        self._policy_hash = policy_hash(parts.setup)
        self._baseline: dict[str, Any] | None = None
        self._begun_chain: str | None = None
        self.visit_id: str | None = None
        self.session_id: str | None = None
        self.writer = Writer(parts.open_records, self._begin, parts.set_aside)

    @property
    def setup(self) -> Setup:
        """What decisions rest on from the newest policy row on."""
        return self._setup

    def use(self, setup: Setup, now: float | None, baseline: Mapping[str, Any] | None = None) -> None:
        """Put other rules in force, with a policy row that says so, unless they are the same.

        `now` (monotonic s) is None before the run's first rows: those say it. `baseline`: where theirs comes from.
        """
        if baseline is not None:
            self._baseline = dict(baseline)
        if setup == self._setup:
            return
        self._setup = setup
        self._policy_hash = policy_hash(setup)
        if now is not None:
            self.keep(now, Kind.POLICY, self._rules())

    def without_baseline(self, now: float, rules: Rules) -> None:
        """Put the rules as they were configured in force again, as `use` does."""
        self._baseline = None
        self.use(replace(self._setup, rules=rules), now)

    def _rules(self) -> dict[str, Any]:
        return {**policy_payload(self._setup), "baseline": self._baseline}

    def new_passage(self) -> None:
        """Give a new passage its identity; it is a visit of its own until a code says otherwise."""
        self.session_id = uuid.uuid4().hex
        self.visit_id = uuid.uuid4().hex

    def continue_visit(self, visit_id: str) -> None:
        """Rows of this passage tell of a visit that began before."""
        self.visit_id = visit_id

    def keep(self, now: float, kind: Kind, payload: Mapping[str, Any], *, of_session: bool = False) -> None:
        """Write a row now, or hold it until the records can be written again."""
        self.writer.keep(self.moment(now, of_session=of_session).entry(kind, dict(payload)))

    def write(self, now: float, kind: Kind, payload: Mapping[str, Any]) -> int:
        """Write a row of no passage now; return its number. Raises StoreError."""
        return self.writer.commit(self.moment(now).entry(kind, dict(payload))).seq

    def write_action(self, now: float, payload: Mapping[str, Any]) -> int:
        """Write what staff did, or return the row that tells of it already. Raises StoreError."""
        records, action_id = self.writer.records, payload.get("action_id")
        told = action_row(records, action_id) if records is not None and action_id else None
        return self.write(now, Kind.STAFF, payload) if told is None else told

    def moment(self, now: float, *, of_session: bool = False) -> Moment:
        """Return the moment `now` (monotonic s) under the rules in force, of the current passage or of none."""
        if not of_session:
            return self.moment_of(now, None, None)
        return self.moment_of(now, self.visit_id, self.session_id)

    def moment_of(self, now: float, visit_id: str | None, session_id: str | None) -> Moment:
        """Return the moment `now` (monotonic s) of a passage that may be over."""
        return Moment(
            monotonic_ns=round(now * 1e9),
            utc=self._parts.clock.utc(),
            policy_hash=self._policy_hash,
            visit_id=visit_id,
            session_id=session_id,
            simulated=self.simulated(),
        )

    def sources(self) -> tuple[DeviceIdentity, ...]:
        """Return every device, the door included."""
        return (*self._parts.sources(), self._parts.release.identity)

    def source_facts(self) -> dict[str, Any]:
        return source_facts(self.sources())

    def simulated(self) -> bool:
        return any(source.nature is Nature.SIMULATED for source in self.sources())

    def _begin(self, records: Records, damage: str) -> int | None:
        """Write the rows a run starts with: what was set aside, what the run before left open, the clock when it stands
        behind the record, the rules, the start. A file that was only closed in between has them already; a new one
        needs them again. Return the row that waits for a supervisor.
        """
        now = self.moment(self._parts.clock.monotonic())
        tell(records, damage, **now.clocks())
        if records.chain_id != self._begun_chain:
            self._on_begin(records)
            self._first_rows(records, now)
        return unseen(records)

    def _first_rows(self, records: Records, now: Moment) -> None:
        for open_end in left_open(records):
            of = replace(now, visit_id=open_end.visit_id, session_id=open_end.session_id)
            records.commit(of.entry(Kind.DOOR, open_end.told))
        newest = records.newest()
        if newest is not None and (behind := (datetime.fromisoformat(newest.utc) - now.utc).total_seconds()) > 0:
            records.commit(now.entry(Kind.CLOCK_JUMP, {"by_s": -behind, "found": "at start"}))
        records.commit(now.entry(Kind.POLICY, self._rules()))
        records.commit(now.entry(Kind.START, dict(self._parts.about)))
        self._begun_chain = records.chain_id
