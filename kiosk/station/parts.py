"""What a station is put together from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from drivers.values import DeviceIdentity
from kiosk.clock import Clock
from kiosk.decision_report import DecisionReport
from kiosk.link import Order
from kiosk.link.corner import CornerOrder
from kiosk.records.store import Records
from kiosk.records.upkeep import Upkeep
from kiosk.release import Release
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.events import Event
from kiosk.screening.in_force import InForce
from kiosk.screening.settings import Limits, Officer
from kiosk.screening.state import Setup
from kiosk.screening.values import Fault, Source
from kiosk.workers import Health, Inbox


@dataclass(frozen=True, slots=True)
class Parts:
    setup: Setup
    limits: Limits
    clock: Clock
    inbox: Inbox[Event]
    release: Release
    open_records: Callable[[], Records]
    sources: Callable[[], Sequence[DeviceIdentity]]
    """Camera and thermometer, as far as they are known now."""
    health: Mapping[Source, Callable[[], Health]]
    """Of the workers that feed the inbox."""
    boot_id: str
    receipt_s: float
    held_open_s: float = 30.0
    """A door that stands open for longer is an alert."""
    set_aside: Callable[[], object] | None = None
    """Moves records that cannot be opened out of the way, and deletes nothing; None: they stay in the way."""
    upkeep: Upkeep | None = None
    """Heads and the purge; None: the rows stay as they are."""
    show_temperature: bool = False
    calibrations: Callable[[datetime], InForce | None] = lambda now: None
    """Which calibration counts at a time; None while the sensor is not known yet. May raise StoreError."""
    settle_staff: Callable[[Callable[[Mapping[str, Any]], int]], object] = lambda write: None
    """Hands each action of staff that waits to `write`, which puts it into the record and returns the row's number."""
    orders: Inbox[Order] = field(default_factory=Inbox)
    """What staff ask of the station, their rights checked."""
    corner: Inbox[CornerOrder] = field(default_factory=Inbox)
    """What the corner at the kiosk asks of the station."""
    may: Callable[[str, str], bool] = lambda actor, action: False
    """Whether a staff_id has the right to an action; without accounts nobody has."""
    officer: Officer = Officer()
    humidity: Callable[[], float | None] = lambda: None
    """Of the room's air in percent; None where nothing tells it."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What a reader years on needs of this run: models with their hashes, limits, door; part of its start row."""
    on_decision: Callable[[DecisionReport], None] = lambda report: None
    on_fault: Callable[[Fault | None], None] = lambda fault: None
    """Called when the station goes out of service, or with None when it comes back."""
    on_alert: Callable[[DoorAlert], None] = lambda alert: None
    """Called when the door is used otherwise than it was released."""
