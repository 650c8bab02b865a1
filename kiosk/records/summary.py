"""How many were admitted, asked to retry or referred in a stretch of time: counted when asked, never stored twice.

The rows of a day are found by the index on time, so the cost is that of the day, however large the file is; a table of
sums would be a second truth beside a chain that cannot be changed. What retention erased is counted in its erasure row.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.records.queries import reading
from kiosk.records.values import Kind, utc_text

# chain_by_kind would be chosen otherwise, and that one grows with the file.
_KEPT = """SELECT json_extract(body, '$.outcome'), coalesce(json_extract(body, '$.simulated'), 0), count(*)
    FROM chain INDEXED BY chain_by_utc JOIN payload USING (seq)
    WHERE utc >= ? AND utc < ? AND kind = ? GROUP BY 1, 2"""
_ERASED = """SELECT by_seq, count(*) FROM chain INDEXED BY chain_by_utc JOIN erased USING (seq)
    WHERE utc >= ? AND utc < ? AND kind = ? GROUP BY by_seq"""
_REASONS = """SELECT reason.value, count(*) FROM chain INDEXED BY chain_by_utc JOIN payload USING (seq)
    JOIN json_each(body, '$.reasons') AS reason
    WHERE utc >= ? AND utc < ? AND kind = ? AND json_extract(body, '$.outcome') IN ('retry', 'refer')
    GROUP BY 1 ORDER BY 2 DESC, 1"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Decisions from `since` until before `until`."""

    outcomes: dict[str, int]
    """Of real visitors."""
    simulated: dict[str, int]
    uncounted: int
    """Decisions that were erased by hand, without a count."""


def summary(path: Path, since: datetime, until: datetime) -> Summary:
    """Count decisions. What was erased is known by the hour: begin and end at a full one. Raises StoreError."""
    window = utc_text(since), utc_text(until), Kind.SCREENING
    counts: Counter[tuple[str, bool]] = Counter()
    uncounted = 0
    with reading(path) as connection:
        for outcome, simulated, count in connection.execute(_KEPT, window):
            counts[str(outcome), bool(simulated)] += count
        for by_seq, erased in connection.execute(_ERASED, window).fetchall():
            found = connection.execute("SELECT body FROM payload WHERE seq = ?", [by_seq]).fetchone()
            told = json.loads(found[0]).get("counts") if found else None
            if told is None:
                uncounted += erased
            for hour, outcome, simulated, count in told or ():
                if since <= _hour(hour) < until:
                    counts[outcome, simulated] += count
    real = {outcome: count for (outcome, simulated), count in sorted(counts.items()) if not simulated}
    played = {outcome: count for (outcome, simulated), count in sorted(counts.items()) if simulated}
    return Summary(real, played, uncounted)


def reasons(path: Path, since: datetime, until: datetime) -> dict[str, int]:
    """Count why visitors were asked to retry or referred, the most frequent first; what is erased counts no more.

    Raises StoreError.
    """
    with reading(path) as connection:
        found = connection.execute(_REASONS, (utc_text(since), utc_text(until), Kind.SCREENING))
        return {str(reason): count for reason, count in found}


def _hour(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00").replace(tzinfo=UTC)
