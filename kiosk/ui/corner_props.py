"""From a corner's view to what its pages draw: pure, without Qt, and without a single sentence."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from kiosk.screening.corner import CornerPage, CornerView
from kiosk.screening.corner_bench import RunView


@dataclass(frozen=True, slots=True)
class CornerProps:
    """What every page has: who is in, what came of the newest touch, how long it stays."""

    page: CornerPage = CornerPage.CLOSED
    kind: str = ""
    who: str = ""
    role: str = ""
    may: tuple[str, ...] = ()
    busy: str = ""
    note: str = ""
    detail: str = ""
    refused: str = ""
    attempts_left: int = -1
    locked_s: int = 0
    closes_in_s: int = -1
    """-1: it stays."""
    standing: str = ""
    valid_until: str = ""
    due: str = ""
    checked_at: str = ""
    check_due: str = ""
    run_begun: str = ""
    """Empty: no run waits."""
    run_by: str = ""
    run_taken: int = 0
    run_steps: int = 0
    run_source: str = ""
    hindrance: str = ""
    waits: bool = False
    """A run waits, known or unreadable."""


def corner_props(view: CornerView) -> CornerProps:
    refusal, sensor, run = view.refusal, view.sensor, view.run or RunView()
    return CornerProps(
        page=view.page,
        kind=view.kind or "",
        who=view.who.name if view.who else "",
        role=view.who.role if view.who else "",
        may=tuple(view.who.may) if view.who else (),
        busy=view.busy or "",
        note=view.note or "",
        detail=(refusal.detail if refusal else "") or view.detail,
        refused=refusal.why if refusal else "",
        attempts_left=refusal.left if refusal and refusal.left is not None else -1,
        locked_s=ceil(refusal.locked_s or 0.0) if refusal else 0,
        closes_in_s=-1 if view.closes_in_s is None else max(0, ceil(view.closes_in_s)),
        standing=sensor.standing if sensor else "",
        valid_until=local(sensor.valid_until) if sensor else "",
        due=local(sensor.due) if sensor else "",
        checked_at=local(sensor.checked_at) if sensor else "",
        check_due=local(sensor.check_due) if sensor else "",
        run_begun=local(run.begun_at),
        run_by=run.operator,
        run_taken=run.taken,
        run_steps=run.steps,
        run_source=run.source.serial if run.source else "",
        hindrance=run.hindrance or "",
        waits=view.run is not None,
    )


def local(at: datetime | None) -> str:
    """Return a time as the clock on the wall has it, ISO 8601 without a zone; empty for none."""
    return at.astimezone().replace(tzinfo=None).isoformat(timespec="minutes") if at else ""


@dataclass(frozen=True, slots=True)
class SourceProps:
    serial: str
    certificate: str
    uncertainty_c: float
    emissivity: float
    used: str


@dataclass(frozen=True, slots=True)
class RowProps:
    """One calibration of the list."""

    calibration_id: str
    seq: int
    at: str
    by: str
    state: str
    """in_force, expired, rejected or earlier."""
    may_roll_back: bool
    valid_until: str
    gain: float | None
    offset_c: float | None
    uncertainty_c: float | None
    objections: tuple[str, ...]
    simulated: bool


@dataclass(frozen=True, slots=True)
class DeviceProps:
    source: str
    name: str
    where: str
    serial: str
    nature: str
    problem: str


@dataclass(frozen=True, slots=True)
class CornerLists:
    """Kept apart from what changes by the second: a list that is made anew loses the finger on it."""

    sources: tuple[SourceProps, ...] = ()
    rows: tuple[RowProps, ...] = ()
    devices: tuple[DeviceProps, ...] = ()


def corner_lists(view: CornerView) -> CornerLists:
    sources = tuple(
        SourceProps(
            known.source.serial,
            known.source.certificate,
            known.source.uncertainty_c,
            known.source.emissivity,
            local(known.used_at),
        )
        for known in view.sources
    )
    rows = tuple(
        RowProps(
            calibration_id=row.calibration_id,
            seq=row.seq,
            at=local(row.at),
            by=row.operator,
            state="in_force"
            if row.in_force
            else "rejected"
            if not row.accepted
            else "expired"
            if row.expired
            else "earlier",
            may_roll_back=row.may_roll_back,
            valid_until=local(row.valid_until),
            gain=row.gain,
            offset_c=row.offset_c,
            uncertainty_c=row.uncertainty_c,
            objections=tuple(one.why for one in row.objections),
            simulated=row.simulated,
        )
        for row in view.calibrations
    )
    devices = tuple(
        DeviceProps(
            source=one.source,
            name=one.identity.name if one.identity else "",
            where=one.identity.where if one.identity else "",
            serial=one.identity.serial if one.identity else "",
            nature=one.identity.nature if one.identity else "",
            problem=one.problem,
        )
        for one in view.devices
    )
    return CornerLists(sources, rows, devices)


def answered(asked: CornerView, now: CornerView) -> bool:
    """Say whether what was signed when `asked` was shown is done, or failed for another reason than the PIN.

    Views in between may never be seen.
    """
    if now.busy is not None or now.refusal is not None or now.note is None:
        return False
    return now.note is not asked.note or (now.calibration, now.check) != (asked.calibration, asked.check)
