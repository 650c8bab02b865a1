"""What visitors touched under "something in your way?": counted, for the page and the report."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from kiosk.records.queries import Filter, list_shown
from kiosk.records.values import Kind, utc_text

MOST = 1_000_000

Said = dict[tuple[str, str], int]
"""By mood and matter, the most frequent first."""


def visitors_say(path: Path, since: datetime, until: datetime) -> Said:
    """Count what was touched from `since` until before `until`; what is erased counts no more. Raises StoreError."""
    which = Filter(kind=Kind.FEEDBACK, since_utc=utc_text(since), until_utc=utc_text(until))
    payloads = (shown.payload for shown in list_shown(path, which, MOST))
    return dict(Counter((str(one["mood"]), str(one["about"])) for one in payloads if one).most_common())
