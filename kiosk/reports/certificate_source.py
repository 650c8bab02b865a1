"""The calibration that a certificate is made of, from the record."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.records.calibrations import kept_from
from kiosk.records.queries import Filter, list_sound
from kiosk.records.values import Kind, Row
from kiosk.screening.calibration import CalibrationRecord
from kiosk.screening.in_force import in_force

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Certified:
    """A calibration with the row it stands in."""

    record: CalibrationRecord
    row: Row
    standing: str
    """As `kiosk thermometer calibrations` tells it, when the certificate is made."""
    signed: str | None = None
    """What its operator proved to be that person with: `pin` or `password`; None: nothing."""


def find(path: Path, seq: int | None, now: datetime) -> Certified | None:
    """Return the calibration in row `seq`, or the newest for None; None when there is none. Raises StoreError."""
    shown = [(one, kept_from(one)) for one in list_sound(path, Filter(kind=Kind.CALIBRATION), MOST_ROWS)]
    checks = [kept_from(one) for one in list_sound(path, Filter(kind=Kind.DAILY_CHECK), MOST_ROWS)]
    rows = sorted((one for one in (*(kept for _, kept in shown), *checks) if one is not None), key=lambda one: one.seq)
    for one, kept in sorted(shown, key=lambda pair: -pair[0].row.seq):
        if kept is None or not isinstance(kept.what, CalibrationRecord) or seq not in (None, kept.seq):
            continue
        record = kept.what
        signed = (one.payload or {}).get("signed")
        if not record.accepted:
            return Certified(record, one.row, "rejected", signed)
        found = in_force(rows, record.sensor, now, simulated=record.simulated)
        return Certified(record, one.row, found.standing.value if found.record == record else "replaced", signed)
    return None
