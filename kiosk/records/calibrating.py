"""What a bench puts into the record, and the file of a run that may be interrupted. The command line and the corner at
the kiosk both work by it.
"""

import os
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.records.calibrations import event_line, events_from
from kiosk.records.values import utc_text
from kiosk.screening.calibration import CalibrationRecord, valid_days
from kiosk.screening.calibration_run import FULL, Begun, Event, Run, advance, conclude, result_of, resumed
from kiosk.screening.control_chart import DailyCheck, daily_check
from kiosk.screening.in_force import Kept, Standing, in_force
from kiosk.screening.set_points import Blackbody, Sensor, SetPoint

RUN_FILE = "calibration-run.jsonl"


class RunFile:
    """The events of one run, each on disk before it counts."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / RUN_FILE

    def read(self) -> Run | None:
        """Return the run that was interrupted, or None. Raises ValueError or OSError for a file that is none."""
        try:
            return resumed(events_from(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def begin(self, sensor: Sensor, source: Blackbody, operator: str, now: datetime, *, simulated: bool) -> Run:
        """Begin a full run, where none waits. Raises OSError."""
        begun = Begun(
            run_id=uuid.uuid4().hex,
            at_utc=utc_text(now),
            sensor=sensor,
            source=source,
            operator=operator,
            plan=FULL,
            simulated=simulated,
        )
        return self.note(None, begun)

    def note(self, run: Run | None, event: Event) -> Run:
        """Put an event on disk, then count it. Raises OSError, and ValueError for one that does not follow."""
        after = advance(run, event)
        with self.path.open("r+" if self.path.exists() else "w", encoding="utf-8") as file:
            file.seek(_whole_lines(self.path))
            file.truncate()
            file.write(event_line(event) + "\n")
            file.flush()
            os.fsync(file.fileno())
        return after

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


def _whole_lines(path: Path) -> int:
    """Where a line cut off by a power failure begins."""
    return path.read_bytes().rfind(b"\n") + 1


def stored(rows: Sequence[Kept], run_id: str) -> tuple[CalibrationRecord, int] | None:
    """Return the record of a run and its row, when it was stored before the interruption."""
    for row in rows:
        if isinstance(row.what, CalibrationRecord) and row.what.run_id == run_id:
            return row.what, row.seq
    return None


def kept_check(rows: Sequence[Kept], look: DailyCheck) -> int | None:
    """Return the row of a look that was stored though nobody heard of it; None when there is none."""
    for row in rows:
        if isinstance(row.what, DailyCheck) and (row.what.at_utc, row.what.operator) == (look.at_utc, look.operator):
            return row.seq
    return None


def concluded(run: Run, rows: Sequence[Kept], now: datetime, why_not: str | None = None) -> CalibrationRecord:
    """Return the record of a finished run; `why_not` is its technician's reason against it.

    Raises ValueError while a step is left.
    """
    before = in_force(rows, run.begun.sensor, now, simulated=run.begun.simulated).record
    return conclude(
        run,
        parent=before.calibration_id if before else None,
        ended_utc=utc_text(now),
        valid_until_utc=utc_text(now + timedelta(days=valid_days(result_of(run)))),
        why_not=why_not,
    )


def looked(
    taken: SetPoint,
    source: Blackbody,
    sensor: Sensor,
    rows: Sequence[Kept],
    *,
    operator: str,
    now: datetime,
    simulated: bool,
) -> DailyCheck:
    """Return what one look at the blackbody says. Raises ValueError when there is no calibration to check."""
    before = in_force(rows, sensor, now, simulated=simulated)
    if before.record is None or before.standing is Standing.EXPIRED:
        raise ValueError("there is no calibration to check: `kiosk thermometer calibrate` first")
    return daily_check(
        taken, source, sensor, before.unchecked(), operator=operator, at_utc=utc_text(now), simulated=simulated
    )


def earlier(rows: Sequence[Kept], calibration_id: str, now: datetime) -> CalibrationRecord:
    """Return a calibration that can be put in force again. Raises ValueError: one sentence that says why not."""
    for row in rows:
        if isinstance(row.what, CalibrationRecord) and row.what.calibration_id == calibration_id:
            return _unexpired(row.what, now)
    raise ValueError(f"there is no calibration {calibration_id}; `kiosk thermometer calibrations` lists them")


def _unexpired(found: CalibrationRecord, now: datetime) -> CalibrationRecord:
    if not found.accepted:
        raise ValueError(f"{found.calibration_id} was not accepted")
    if datetime.fromisoformat(found.valid_until_utc) <= now:
        raise ValueError(f"{found.calibration_id} expired on {found.valid_until_utc[:10]}")
    return found
