"""The page and its papers have a word for everything a station can say; what has none is shown as its key."""

from datetime import UTC, datetime
from enum import StrEnum

import pytest

from kiosk.reports.language import short_day, short_hour, short_moment
from kiosk.reports.words import WORDS
from kiosk.screening.control_chart import CheckVerdict
from kiosk.screening.door_watch import DoorAlert
from kiosk.screening.feedback import Matter, Mood
from kiosk.screening.snapshot import Notice
from kiosk.screening.values import Outcome, Phase, Reason, Source, ThresholdSource, Trouble

KNOWN = set(WORDS["id"])


@pytest.mark.parametrize("kind", [Source, Trouble, Reason, Outcome, Phase, Notice, Matter, DoorAlert, CheckVerdict])
def test_no_word_is_missing(kind: type[StrEnum]) -> None:
    assert {member.value for member in kind} - KNOWN == set()


def test_no_word_of_a_threshold_or_a_mood_is_missing() -> None:
    assert {*(f"by_{source}" for source in ThresholdSource), *(f"mood_{mood}" for mood in Mood)} <= KNOWN


def test_days_and_hours_in_a_table_are_written_as_indonesians_write_them() -> None:
    at = datetime(2026, 3, 2, 8, 5, tzinfo=UTC)
    assert (short_day(at), short_hour(at), short_moment(at)) == ("02/03/2026", "08.05", "02/03/2026 08.05")
