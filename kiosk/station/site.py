"""What this site is like: whether the room is fit for measuring skin, and what healthy skin reads here."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.records.store import Records
from kiosk.records.validations import Validated, baseline_payload, day_of, following, validated
from kiosk.records.values import Kind, StoreError
from kiosk.screening.baseline import Following, Visit, follow, policy_with
from kiosk.screening.correction_log import CorrectionLog
from kiosk.screening.environment import Condition, RoomWatch
from kiosk.screening.events import Event, FaceSeen, TemperatureRead
from kiosk.screening.reference import ReferenceWatch
from kiosk.screening.settings import Policy
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Check, Fault, Phase
from kiosk.station.deciding import Answer
from kiosk.station.parts import Parts
from kiosk.station.rows import Rows

LEAST_ROOM_C = 0.5
"""Between the low limit and the threshold; with less nobody could pass."""
_NOTICES = {Condition.TOO_DRY: Notice.AIR_TOO_DRY, Condition.TOO_HUMID: Notice.AIR_TOO_HUMID}


class Site:
    """Owned by the station thread."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._room = RoomWatch()
        self._reference = ReferenceWatch(parts.clock.monotonic())
        self._corrections = CorrectionLog()
        self._validated: Validated | None = None
        self._following: Following | None = None
        self._simulated = True
        """Whose visitors the baseline was read from."""

    def load(self, records: Records, rows: Rows) -> None:
        """Put the baseline on record in force, before the run's first rows. Raises StoreError."""
        self._read(records, rows)
        self._apply(None, rows)

    def _read(self, records: Records, rows: Rows) -> None:
        self._simulated = rows.simulated()
        self._following = None
        self._validated = validated(records.path, simulated=self._simulated)
        if self._validated is not None:
            self._following = following(records.path, self._validated, simulated=self._simulated)

    def take(self, event: Event, rows: Rows) -> Event:
        """Learn from a fact how the room is; return it with what the in-scene reference corrects."""
        match event:
            case FaceSeen():
                self._room = self._room.look(event, rows.setup.rules)
            case TemperatureRead():
                self._room = self._room.feel(event, rows.setup.rules, self._parts.humidity)
                self._reference = self._reference.take(event, rows.setup)
                return replace(event, correction=self._reference.at(event.at, rows.setup))
        return event

    def decided(self, answer: Answer) -> None:
        """Learn from a decision that is on disk; the baseline in force moves later, between two visitors."""
        found = answer.measurement
        if self._following is None or found is None:
            return
        day = day_of(self._parts.clock.utc())
        visit = Visit(day, answer.stored.decision.outcome, found.skin_c, found.ambient_c)
        self._following = follow(self._following, visit)

    def step(self, now: float, phase: Phase, rows: Rows) -> None:
        """Put a baseline that has moved in force, with a row that says so (monotonic s); tell of a moved correction."""
        if phase in (Phase.IDLE, Phase.OUT_OF_SERVICE) and rows.simulated() is not self._simulated:
            self._read_again(now, rows)
        if phase is Phase.IDLE:
            self._apply(now, rows)
        self._tell_correction(now, rows)

    def _read_again(self, now: float, rows: Rows) -> None:
        """A device that nobody had opened counted as simulated; now it has said what it is, and nobody was decided."""
        records = rows.writer.records
        if records is None or rows.writer.fault:
            return
        try:
            self._read(records, rows)
        except StoreError as error:
            rows.writer.failed(error)
            return
        rows.without_baseline(now, self._parts.setup.rules)
        self._apply(now, rows)

    def fault(self, now: float, rows: Rows) -> Fault | None:
        """Return why no skin may be measured in this room at `now` (monotonic s)."""
        return self._room.fault(rows.setup.rules) or self._reference.fault(now, rows.setup)

    def notices(self, rows: Rows) -> Iterator[Notice]:
        """Yield what staff should see to."""
        policy = rows.setup.rules.policy
        if policy.temperature is Check.OFF:
            return
        yield from (_NOTICES[one] for one in self._room.found if one in _NOTICES)
        if policy.baseline_c == 0:
            yield Notice.NO_BASELINE

    def _tell_correction(self, now: float, rows: Rows) -> None:
        in_force = self._reference.at(now, rows.setup)
        self._corrections, due = self._corrections.after(in_force, rows.setup.calibration, now)
        if due is not None:
            rows.keep(now, Kind.CORRECTION, due.payload())

    def _apply(self, now: float | None, rows: Rows) -> None:
        """`now` None: before the run's first rows, which will say so."""
        if self._following is None or self._validated is None:
            return
        rules = self._parts.setup.rules
        policy = policy_with(rules.policy, self._following.baseline)
        if not _passable(policy):
            return
        setup = replace(rows.setup, rules=replace(rules, policy=policy))
        rows.use(setup, now, baseline_payload(self._validated, self._following))


def _passable(policy: Policy) -> bool:
    return policy.baseline_c + policy.margin_c > policy.low_limit + LEAST_ROOM_C
