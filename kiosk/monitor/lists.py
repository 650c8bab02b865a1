"""Today's rounds, and what visitors said lately, for the page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.config.monitor import MonitorConfig
from kiosk.records.values import StoreError
from kiosk.reports.rounds import Round
from kiosk.reports.staff_rows import once_begun, rounds_of, staff_rows
from kiosk.reports.visitors_say import Said, visitors_say

LATELY = timedelta(days=28)


def rounds_today(config: MonitorConfig, records: Path, now: datetime) -> list[Round]:
    """Return today's rounds; of a record that cannot be read nothing is known."""
    today = now.astimezone(config.zone)
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    days = [today.date()]
    try:
        rows = staff_rows(records, midnight - timedelta(hours=2))
        found = rounds_of(rows, days, config.hours, config.weekdays, now, config.zone)
        return once_begun(records, found, config.zone)
    except StoreError:
        return rounds_of([], days, config.hours, config.weekdays, now, config.zone)


def said_lately(records: Path, now: datetime) -> Said:
    """Return what visitors touched in the last days; of a record that cannot be read nothing is known."""
    try:
        return visitors_say(records, now - LATELY, now + timedelta(seconds=1))
    except StoreError:
        return {}
