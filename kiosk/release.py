"""The only way to the door: spend a receipt durably, once, and only then pulse.

A receipt comes from a committed admit (or an officer's let-in) and from nowhere else. Spending it writes a chained
row before the relay moves, so an ON at the relay without its row on disk cannot be, whenever the power goes. No other
module imports drivers.door.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from drivers.door import make_door
from drivers.values import DeviceIdentity, DeviceUnavailable, Door, DoorState, InputChange, Lamp, Nature
from drivers.wiring import DoorKind, Wiring
from kiosk.records.store import Records
from kiosk.records.values import Entry, Kind, Receipt, ReceiptRefused


class Barrier(StrEnum):
    """Why a door stays as it is, whatever was decided."""

    NO_DOOR = "no_door"
    SIMULATED_SOURCE = "simulated_source"
    UNCALIBRATED = "uncalibrated"


def barrier(door: DeviceIdentity, sources: Iterable[DeviceIdentity], *, calibrated: bool) -> Barrier | None:
    """Return why this door must not move: judged by what the devices are. A simulated door may always move."""
    if door.name == DoorKind.NONE:
        return Barrier.NO_DOOR
    if door.nature is Nature.SIMULATED:
        return None
    if any(source.nature is Nature.SIMULATED for source in sources):
        return Barrier.SIMULATED_SOURCE
    return None if calibrated else Barrier.UNCALIBRATED


@dataclass(frozen=True, slots=True)
class Moment:
    """When, under which rules and for whom something is written."""

    monotonic_ns: int
    utc: datetime
    policy_hash: str
    visit_id: str | None
    session_id: str | None
    simulated: bool
    """Some device is simulated; every row says so."""

    def at(self, now: float, utc: datetime) -> "Moment":
        """Return a later moment (monotonic s) of the same visit."""
        return replace(self, monotonic_ns=round(now * 1e9), utc=utc)

    def clocks(self) -> dict[str, Any]:
        """Return what a row needs of this moment that no visitor belongs to."""
        return {"monotonic_ns": self.monotonic_ns, "utc": self.utc, "policy_hash": self.policy_hash}

    def entry(self, kind: Kind, payload: dict[str, Any], receipt_s: float | None = None) -> Entry:
        """Return a row of this moment."""
        return Entry(
            kind=kind,
            payload={"simulated": self.simulated, **payload},
            monotonic_ns=self.monotonic_ns,
            utc=self.utc,
            policy_hash=self.policy_hash,
            visit_id=self.visit_id,
            session_id=self.session_id,
            receipt_s=receipt_s,
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """What came of a receipt."""

    released: bool
    told: dict[str, Any]
    """The payload of the door row."""


class Release:
    """Holds the door. One owner: the station thread."""

    def __init__(self, door: Door, pulse_s: float) -> None:
        self._door = door
        self._pulse_s = pulse_s

    @classmethod
    def of(cls, wiring: Wiring, pulse_s: float) -> "Release":
        """Make the release of the configured door; a relay is reached for (and switched off) at the first `check`."""
        return cls(make_door(wiring, max_pulse_s=pulse_s), pulse_s)

    @property
    def pulse_s(self) -> float:
        return self._pulse_s

    @property
    def identity(self) -> DeviceIdentity:
        return self._door.identity

    @property
    def has_door(self) -> bool:
        return self._door.identity.name != DoorKind.NONE

    def spend(
        self,
        receipt: Receipt,
        records: Records,
        now: Moment,
        *,
        boot_id: str,
        kept: Barrier | None,
        clock: Callable[[], float],
    ) -> Spent:
        """Spend the receipt and pulse, unless the door is `kept` locked; `clock` gives monotonic seconds.

        Raises StoreError when the spending cannot be written: nothing has moved then. A refused receipt, a barrier,
        a disk so slow that the receipt's time is over, and a broken door are answers; the caller records them.
        """
        if kept is not None:
            return Spent(False, {"receipt_seq": receipt.seq, "pulsed": False, "detail": kept.value})
        entry = now.entry(Kind.RELEASE, {"receipt_seq": receipt.seq, "pulse_s": self._pulse_s})
        try:
            row = records.spend(receipt, now_monotonic_ns=now.monotonic_ns, boot_id=boot_id, entry=entry)
        except ReceiptRefused as refused:
            return Spent(False, {"receipt_seq": receipt.seq, "pulsed": False, "detail": f"receipt {refused.why.value}"})
        if clock() * 1e9 > receipt.expires_monotonic_ns:
            return Spent(False, {"release_seq": row.seq, "pulsed": False, "detail": "too late, writing took too long"})
        try:
            result = self._door.pulse(self._pulse_s)
        except DeviceUnavailable as error:
            return Spent(False, {"release_seq": row.seq, "pulsed": False, "detail": str(error)})
        return Spent(result.done, {"release_seq": row.seq, "pulsed": result.done, "detail": result.detail})

    def lock(self) -> None:
        """De-energise now, as far as the door can be reached; the guard does it anyway when we are gone."""
        with suppress(DeviceUnavailable):
            self._door.lock()

    def check(self) -> str | None:
        """Return why the door could not be released now, or None."""
        try:
            self._door.check()
        except DeviceUnavailable as error:
            return f"{error.problem}; {error.advice}"
        return None

    def is_open(self) -> bool:
        return self._door.state() is DoorState.RELEASED

    def show(self, lamp: Lamp) -> None:
        """Light the status lamp, where there is one."""
        self._door.show(lamp)

    def buzz(self, seconds: float) -> None:
        """Sound the buzzer, where there is one."""
        self._door.buzz(seconds)

    def inputs(self) -> tuple[InputChange, ...]:
        """Take what door contact and hand dispenser have told since the last call."""
        return self._door.inputs()

    def close(self) -> None:
        self._door.close()
